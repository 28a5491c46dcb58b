"""The rules are tried in memory."""

from tests.domain.conftest import de_pijp, ports

__all__ = ["de_pijp", "ports"]
