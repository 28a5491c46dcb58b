"""Secrecy is tried where the rules are, in memory; and over HTTP, in a database of its own."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from adapters.postgres.database import NAME, OWNER, Addresses
from adapters.postgres.launcher import SUPERUSER
from tests.api.conftest import app, documented, http, installation, whole, wijkraad
from tests.domain.conftest import de_pijp, ports

__all__ = ["app", "de_pijp", "documented", "http", "installation", "ports", "whole", "wijkraad"]


@pytest.fixture(scope="session")
async def addresses(postgres: Addresses) -> AsyncIterator[Addresses]:
    server = await asyncpg.connect(**{**postgres.owner, "user": SUPERUSER, "database": "postgres"})
    await server.execute(f"CREATE DATABASE test_secrecy TEMPLATE {NAME} OWNER {OWNER}")
    yield Addresses(*({**address, "database": "test_secrecy"} for address in postgres))
    await server.execute("DROP DATABASE test_secrecy WITH (FORCE)")
    await server.close()
