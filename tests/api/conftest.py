"""The application as it is served, over PostgreSQL, without a socket in between.

It is built once: every test founds an organisation of its own, and organisations share nothing.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import asyncpg
import httpx2
import pytest
from litestar.types import ASGIApp

from adapters.keys import Keys
from adapters.new_id import new_id
from adapters.new_seed import new_seed
from adapters.postgres.database import NAME, OWNER, Addresses
from adapters.postgres.hints import Hints
from adapters.postgres.launcher import SUPERUSER
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import make_pool
from adapters.postgres.projector import Projector
from adapters.postgres.vault_store import PostgresVaultStore
from adapters.postgres.views import PostgresViews
from adapters.signals import Signals
from adapters.vault import Vault
from api.app import build_app
from api.stream import Pace
from api.tokens import Tokens
from domain.ports import Ports
from tests.api.wijkraad import Wijkraad
from tests.conftest import NOON, StoryClock

QUICK = Pace(heartbeat=0.2, lifetime=60)
KEYS = Keys(*(bytes([number]) * 32 for number, _ in enumerate(Keys._fields)))


class Documented(NamedTuple):
    method: str
    path: re.Pattern[str]
    statuses: set[str]


class Installation(NamedTuple):
    """What one server consists of."""

    ports: Ports
    views: PostgresViews
    signals: Signals
    tokens: Tokens
    clock: StoryClock
    owner: asyncpg.Connection

    def app(self, stopping: asyncio.Event | None = None, pace: Pace = QUICK) -> ASGIApp:
        return build_app(
            self.ports,
            self.views,
            self.signals,
            self.tokens,
            stopping or asyncio.Event(),
            self.ready,
            pace=pace,
        )

    async def ready(self) -> bool:
        return True


@pytest.fixture(scope="session")
async def addresses(postgres: Addresses) -> AsyncIterator[Addresses]:
    server = await asyncpg.connect(**{**postgres.owner, "user": SUPERUSER, "database": "postgres"})
    await server.execute(f"CREATE DATABASE test_api TEMPLATE {NAME} OWNER {OWNER}")
    yield Addresses(*({**address, "database": "test_api"} for address in postgres))
    await server.execute("DROP DATABASE test_api WITH (FORCE)")
    await server.close()


@asynccontextmanager
async def installed(addresses: Addresses, patience: float = 2) -> AsyncIterator[Installation]:
    clock, signals, progress = StoryClock(), Signals(), Signals()
    owner = await asyncpg.connect(**addresses.owner)
    async with make_pool(**addresses.application) as pool:
        ports = Ports(
            log=PostgresLog(pool, signals),
            vault=Vault(KEYS, PostgresVaultStore(pool)),
            clock=clock,
            new_id=new_id,
            new_seed=new_seed,
        )
        views = PostgresViews(pool, progress, patience=patience)
        work = (Hints(pool, signals), Projector(pool, ports.log, signals, progress))
        tasks = [asyncio.create_task(each.run()) for each in work]
        yield Installation(ports, views, signals, Tokens(KEYS.tokens), clock, owner)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await owner.close()


@pytest.fixture(scope="session")
async def whole(addresses: Addresses) -> AsyncIterator[Installation]:
    async with installed(addresses) as installation:
        yield installation


@pytest.fixture
def installation(whole: Installation) -> Installation:
    """It is noon again."""
    whole.clock.now = NOON
    return whole


@pytest.fixture(scope="session")
def app(whole: Installation) -> ASGIApp:
    return whole.app()


@pytest.fixture(scope="session")
async def documented(app: ASGIApp) -> list[Documented]:
    async with client(app) as http:
        paths = (await http.get("/openapi.json")).json()["paths"]
    return [
        Documented(
            method.upper(), re.compile(re.sub(r"{\w+}", "[^/]+", path)), set(operation["responses"])
        )
        for path, operations in paths.items()
        for method, operation in operations.items()
    ]


@pytest.fixture
async def http(app: ASGIApp, documented: list[Documented]) -> AsyncIterator[httpx2.AsyncClient]:
    """Whatever any test asks, the status of the answer must be documented."""

    async def check(answer: httpx2.Response) -> None:
        asked = answer.request
        for each in documented:
            if each.method == asked.method and each.path.fullmatch(asked.url.path):
                assert str(answer.status_code) in each.statuses, (asked.url, answer.status_code)

    async with client(app) as http:
        http.event_hooks["response"].append(check)
        yield http


def client(app: ASGIApp) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://zetel")


@pytest.fixture
async def wijkraad(http: httpx2.AsyncClient, installation: Installation) -> Wijkraad:
    """An organisation that was just founded, with its clerk."""
    return await Wijkraad(http, installation.tokens, installation.clock).founded()
