"""Law is tried where the rules are: in memory."""

import pytest

from tests.domain.conftest import de_pijp, ports
from tests.law.scenes import founds_association, founds_foundation
from tests.residents import Community

__all__ = ["association", "de_pijp", "foundation", "ports"]


@pytest.fixture
async def association(de_pijp: Community) -> Community:
    return await founds_association(de_pijp)


@pytest.fixture
async def foundation(de_pijp: Community) -> Community:
    return await founds_foundation(de_pijp)
