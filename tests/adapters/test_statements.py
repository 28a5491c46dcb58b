"""Every SQL statement, and every function in the database, runs at least once.

A statement that nobody runs is one that nobody knows to work. Whoever adds one adds to the
story below.
"""

import asyncio
import importlib
import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import asyncpg
import pytest

import adapters.postgres
from adapters.keys import Keys
from adapters.new_id import new_id
from adapters.new_seed import new_seed
from adapters.postgres import database as prepared
from adapters.postgres import hints
from adapters.postgres.database import NAME, Addresses, is_ready, migrate_at
from adapters.postgres.launcher import SUPERUSER
from adapters.postgres.pool import make_pool
from adapters.postgres.session import is_shared
from adapters.postgres.vault_store import PostgresVaultStore
from adapters.postgres.whose import organisations
from adapters.vault import Vault
from domain.ports import Append, Ports, Sealing
from domain.sharing.unshare_plan import UnsharePlan
from projections.decisions import DECISIONS
from projections.lessons import LESSONS
from projections.shared_plans import SHARED_PLANS
from tests.adapters.following import Following, following
from tests.conftest import Database, StoryClock
from tests.learning import adopts, draws, shares
from tests.residents import ADA, DE_PIJP, EAST, GARDEN, QUESTION, TOMORROW, Community

VERB = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|GRANT|DO|WITH|SET)\s")
# Calls that end in an exception are not counted, as those of a trigger that refuses; what
# triggers do stands in test_postgres_log, for every table.
FUNCTIONS = """
SELECT proname FROM pg_proc
 WHERE pronamespace = 'public'::regnamespace AND prorettype <> 'trigger'::regtype
"""
CALLED = "SELECT funcname FROM pg_stat_user_functions WHERE calls > 0"


class Recording(asyncpg.Connection):
    """Remembers whatever any of its kind was asked to run."""

    ran: ClassVar[set[str]] = set()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_query_logger(lambda query: self.ran.add(query.query))


def statements() -> dict[str, str]:
    """The SQL in constants of the modules that talk to PostgreSQL, by module and name."""
    found = {}
    for path in Path(adapters.postgres.__file__).parent.glob("*.py"):
        module = importlib.import_module(f"adapters.postgres.{path.stem}")
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, str) and VERB.match(value):
                found[f"{path.stem}.{name}"] = value
    return found


@pytest.fixture
async def superuser(postgres: Addresses) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(
        **{**postgres.owner, "user": SUPERUSER, "database": "postgres"}
    )
    yield connection
    await connection.close()


@pytest.fixture
async def from_nothing(
    postgres: Addresses, superuser: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Addresses]:
    """The server without its database, which is put aside meanwhile."""
    monkeypatch.setattr(asyncpg, "connect", partial(asyncpg.connect, connection_class=Recording))
    Recording.ran.clear()
    await superuser.execute(f"ALTER DATABASE {NAME} RENAME TO put_aside")
    yield postgres
    await superuser.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
    await superuser.execute(f"ALTER DATABASE put_aside RENAME TO {NAME}")


async def play(database: Database, clock: StoryClock, keys: Keys) -> None:
    """A board decides, and everybody reads what there is to read."""
    board = following(database)
    vault = Vault(keys, PostgresVaultStore(database.pool))
    street = Community(
        Ports(log=board.log, vault=vault, clock=clock, new_id=new_id, new_seed=new_seed)
    )
    await street.is_founded()
    await street.has_a_board()
    await board.projector.catch_up(DE_PIJP)
    await vault.open_several(DE_PIJP, {ADA: {"00" * 32: b"no record"}})
    await street.opens()
    await street.votes(ADA, EAST, "for")
    nothing = Sealing(removed=[(QUESTION, b"of no ballot")])
    await board.log.append(DE_PIJP, Append(records=(), sealing=nothing))
    await board.projector.catch_up(DE_PIJP)
    clock.now = TOMORROW
    assert await board.views.due(clock.now) == [(DE_PIJP, QUESTION)]
    await street.closes()
    await street.declares()
    await board.projector.catch_up(DE_PIJP)
    await board.views.get(DE_PIJP, DECISIONS, QUESTION)
    await board.views.several(DE_PIJP, DECISIONS, [QUESTION])
    await board.views.page(DE_PIJP, DECISIONS, "all")
    await street.proposes(ADA)
    await adopts(street)
    await draws(street)
    await shares(street)
    await street.does(ADA, UnsharePlan, plan=GARDEN)
    await shares(street)
    await board.projector.catch_up(DE_PIJP)
    await street.does(ADA, UnsharePlan, plan=GARDEN)
    await board.projector.catch_up(DE_PIJP)
    await board.projector.rebuild(DE_PIJP, [DECISIONS])
    await board.views.search(DE_PIJP, LESSONS, "lessons", words="school")
    await board.views.shared(SHARED_PLANS, LESSONS, words="school")
    await board.views.shared(SHARED_PLANS, LESSONS)
    await board.log.epoch(DE_PIJP)
    assert await organisations(database.pool) == [DE_PIJP]
    await is_hinted_at(board)


async def is_hinted_at(board: Following) -> None:
    async with board.running():
        while hints.HINT not in Recording.ran:
            board.appended.notify(DE_PIJP, 1)
            await asyncio.sleep(0.02)


async def test_every_statement_and_every_function_runs(
    from_nothing: Addresses, superuser: asyncpg.Connection, clock: StoryClock, keys: Keys
):
    address = from_nothing.owner
    await prepared._prepare({"host": address["host"], "port": address["port"], "user": SUPERUSER})
    await superuser.execute(f"ALTER DATABASE {NAME} SET track_functions = 'all'")
    await migrate_at(from_nothing.owner)
    async with make_pool(**from_nothing.application, connection_class=Recording) as pool:
        assert await is_ready(pool)
        owner = await asyncpg.connect(**from_nothing.owner)
        assert not await is_shared(owner, from_nothing.owner)
        await play(Database(from_nothing, pool, owner), clock, keys)
        functions = {row["proname"] for row in await owner.fetch(FUNCTIONS)}
        await owner.close()
    never_ran = {name for name, sql in statements().items() if sql not in Recording.ran}
    assert never_ran == set()
    assert functions - await called_in(from_nothing, functions) == set()


async def called_in(addresses: Addresses, functions: set[str]) -> set[str]:
    """A backend tells what it called when it ends, which is a moment after we leave it."""
    connection = await asyncpg.connect(**addresses.owner)
    called: set[str] = set()
    for _ in range(100):
        called = {row["funcname"] for row in await connection.fetch(CALLED)}
        if called >= functions:
            break
        await asyncio.sleep(0.02)
    await connection.close()
    return called


def test_the_search_for_statements_finds_them():
    assert {"log.APPEND", "vault_store.WRAPPED_KEY", "migrations.LOCK"} <= set(statements())
