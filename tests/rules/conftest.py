"""The rules are tried where they are: in memory."""

from tests.law.conftest import association, de_pijp, foundation, ports

__all__ = ["association", "de_pijp", "foundation", "ports"]
