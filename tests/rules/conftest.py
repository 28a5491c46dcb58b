"""The rules are tried where they are: in memory."""

from tests.law.conftest import association, de_pijp, foundation, ports
from tests.secrecy.conftest import circle, log

__all__ = ["association", "circle", "de_pijp", "foundation", "log", "ports"]
