"""Secrecy is tried where the rules are, in memory; and over HTTP, in a database of its own."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from adapters.keys import Keys
from adapters.postgres.database import NAME, OWNER, Addresses
from adapters.postgres.launcher import SUPERUSER
from tests.api.conftest import app, documented, http, installation, whole, wijkraad
from tests.conftest import StoryClock
from tests.domain.conftest import de_pijp, ports
from tests.residents import Community, in_memory
from tests.secrecy.interfering import InterferingLog
from tests.secrecy.scenes import sits

__all__ = ["app", "de_pijp", "documented", "http", "installation", "ports", "whole", "wijkraad"]


@pytest.fixture(scope="session")
async def addresses(postgres: Addresses) -> AsyncIterator[Addresses]:
    server = await asyncpg.connect(**{**postgres.owner, "user": SUPERUSER, "database": "postgres"})
    await server.execute(f"CREATE DATABASE test_secrecy TEMPLATE {NAME} OWNER {OWNER}")
    yield Addresses(*({**address, "database": "test_secrecy"} for address in postgres))
    await server.execute("DROP DATABASE test_secrecy WITH (FORCE)")
    await server.close()


@pytest.fixture
def log() -> InterferingLog:
    return InterferingLog()


@pytest.fixture
async def circle(clock: StoryClock, keys: Keys, log: InterferingLog) -> Community:
    """Five seats, on a log during whose appends something may happen."""
    community = Community(in_memory(clock, keys, log))
    await community.is_founded()
    await sits(community, 5)
    return community
