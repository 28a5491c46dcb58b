"""Where the rules are tried: an organisation in memory, and a clock that the test sets."""

import pytest

from adapters.keys import Keys
from domain.ports import Ports
from tests.conftest import StoryClock
from tests.residents import DE_BAARSJES, Community, in_memory


@pytest.fixture
def ports(clock: StoryClock, keys: Keys) -> Ports:
    return in_memory(clock, keys)


@pytest.fixture
async def de_pijp(ports: Ports) -> Community:
    community = Community(ports)
    await community.is_founded()
    return community


@pytest.fixture
async def de_baarsjes(ports: Ports) -> Community:
    """The neighbours, on the same log."""
    community = Community(ports, DE_BAARSJES)
    await community.is_founded()
    return community
