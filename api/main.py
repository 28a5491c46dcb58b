"""The composition root: which adapters keep which ports."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import msgspec
from litestar.types import ASGIApp

from adapters.clerk_process import ClerkProcess
from adapters.clock import utc_now
from adapters.courier import Courier
from adapters.keys import Keys, load_keys
from adapters.new_id import new_id
from adapters.new_seed import new_seed
from adapters.postgres.database import Addresses, elsewhere, embedded, is_ready, look
from adapters.postgres.hints import Hints
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import Pool, make_pool
from adapters.postgres.projector import Projector
from adapters.postgres.vault_store import PostgresVaultStore
from adapters.postgres.views import PostgresViews
from adapters.signals import Signals
from adapters.vault import Vault
from api.app import build_app
from api.settings import Settings
from api.tokens import Tokens
from domain.ports import Clock, Ports
from projections.catalogue import TO_CARRY


class Zetel(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is wired together, over one database."""

    keys: Keys
    pool: Pool
    appended: Signals
    """How far the log has come, as far as this process has heard."""
    viewed: Signals
    """How far the views have come, within this process."""
    ports: Ports
    views: PostgresViews
    tokens: Tokens

    def app(self, stopping: asyncio.Event) -> ASGIApp:
        return build_app(
            ports=self.ports,
            views=self.views,
            signals=self.appended,
            tokens=self.tokens,
            stopping=stopping,
            ready=self.ready,
        )

    async def ready(self) -> bool:
        return await is_ready(self.pool)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """What goes on in the background of a server.

        It hears of what others append, views follow, the clerk process settles, the courier tells
        other organisations what became of their plans.
        """
        hints = Hints(self.pool, self.appended)
        projector = Projector(self.pool, self.ports.log, self.appended, self.viewed)
        clerk = ClerkProcess(self.ports, self.views.due)
        courier = Courier(self.ports, partial(self.views.due, among=TO_CARRY))
        work = (hints.run(), projector.run(), clerk.run(), courier.run())
        tasks = [asyncio.create_task(each) for each in work]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def assemble(pool: Pool, keys: Keys, clock: Clock = utc_now) -> Zetel:
    appended, viewed = Signals(), Signals()
    return Zetel(
        keys=keys,
        pool=pool,
        appended=appended,
        viewed=viewed,
        ports=Ports(
            log=PostgresLog(pool, appended),
            vault=Vault(keys, PostgresVaultStore(pool)),
            clock=clock,
            new_id=new_id,
            new_seed=new_seed,
        ),
        views=PostgresViews(pool, viewed),
        tokens=Tokens(keys.tokens),
    )


@asynccontextmanager
async def database(settings: Settings, *, serve: bool = False) -> AsyncIterator[Addresses]:
    """The operator's database if one is named, else the embedded one.

    Raise AlreadyServed or CannotStart (adapters.postgres.embedded).
    """
    if settings.database_url is not None:
        yield elsewhere(settings.database_url)
    else:
        async with embedded(settings.data, lock=serve) as addresses:
            yield addresses


@asynccontextmanager
async def running(settings: Settings, *, serve: bool = False) -> AsyncIterator[Zetel]:
    """Zetel over its database, for as long as this is open.

    Raise NoSession (adapters.postgres.session), and what ``database`` raises.
    """
    async with AsyncExitStack() as stack:
        addresses = await stack.enter_async_context(database(settings, serve=serve))
        keys = load_keys(settings.keys)
        pool = await stack.enter_async_context(make_pool(**addresses.application))
        await look(pool)
        yield assemble(pool, keys)
