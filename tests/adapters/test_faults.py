"""What becomes of an act when the database, or the line to it, breaks."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import asyncpg
import pytest

from adapters.keys import Keys
from adapters.new_id import new_id
from adapters.new_seed import new_seed
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import make_pool
from adapters.postgres.vault_store import PostgresVaultStore
from adapters.signals import Signals
from adapters.vault import Vault
from domain.carry_out import Receipt
from domain.errors import DatabaseAway, OutcomeUnknown
from domain.events.plans import PlanBearerJoined, PlanProposed
from domain.ports import Append, Ports, ReplyLost
from tests.adapters.broken_line import ANSWER, BOTH_WAYS, BrokenLine, line_to
from tests.adapters.event_log_contract import FOUNDED, wish
from tests.conftest import Database, StoryClock
from tests.residents import ADA, DE_PIJP, Community

RECORD = b'"specversion"'
"""Stands in every message that brings a record, and in no other."""
LOCK = "SELECT FROM log FOR NO KEY UPDATE"
WAITING = (
    "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'zetel_app'"
)
END = "SELECT pg_terminate_backend($1)"
END_ALL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = $1 AND usename = 'zetel_app'
"""
GIVE_UP = "SELECT pg_cancel_backend($1)"


class Street(NamedTuple):
    community: Community
    line: BrokenLine


@pytest.fixture
async def street(
    database: Database, clock: StoryClock, signals: Signals, keys: Keys
) -> AsyncIterator[Street]:
    """A founded organisation at the other end of a line that can be cut."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    async with (
        line_to(database.addresses.application, folder) as (line, address),
        make_pool(size=1, **address) as pool,
    ):
        log, vault = PostgresLog(pool, signals), Vault(keys, PostgresVaultStore(pool))
        community = Community(
            Ports(log=log, vault=vault, clock=clock, new_id=new_id, new_seed=new_seed)
        )
        await community.is_founded()
        await community.registers(ADA)
        yield Street(community, line)
    shutil.rmtree(folder)


async def somebody_who_waits(superuser: asyncpg.Connection) -> int:
    while not (waiting := await superuser.fetchval(WAITING)):
        await asyncio.sleep(0.01)
    return int(waiting)


async def test_an_act_whose_reply_is_lost_is_answered_by_asking_once(street: Street):
    street.line.cuts = (RECORD, ANSWER)
    receipt = await street.community.proposes(command_id="a")
    assert receipt.recorded == await street.community.history(PlanProposed, PlanBearerJoined)
    assert street.line.cuts is None


async def test_an_act_that_never_arrived_has_an_unknown_outcome_and_can_be_sent_again(
    street: Street,
):
    street.line.cuts = (RECORD, BOTH_WAYS)
    with pytest.raises(OutcomeUnknown):
        await street.community.proposes(command_id="a")
    assert await street.community.history(PlanProposed) == []
    assert not (await street.community.proposes(command_id="a")).replayed


async def test_a_database_that_goes_away_for_good_leaves_the_outcome_unknown(street: Street):
    street.line.cuts = (RECORD, ANSWER)
    street.line.down = True
    with pytest.raises(OutcomeUnknown):
        await street.community.proposes(command_id="a")
    street.line.down = False
    assert (await street.community.proposes(command_id="a")).replayed


async def test_while_the_database_is_away_it_says_so_and_then_it_recovers(street: Street):
    street.line.go_down()
    with pytest.raises(DatabaseAway):
        await street.community.proposes()
    with pytest.raises(DatabaseAway):
        await street.community.ports.log.append(DE_PIJP, wish())
    with pytest.raises(DatabaseAway):
        await street.community.ports.vault.key(DE_PIJP, ADA)
    street.line.down = False
    await street.community.proposes()
    assert len(await street.community.history(PlanProposed)) == 1


async def test_a_connection_that_was_told_goodbye_but_is_still_open_counts_as_away(
    street: Street, database: Database, superuser: asyncpg.Connection
):
    street.line.hangs_up = False
    assert await superuser.fetch(END_ALL, database.addresses.application["database"])
    await street.line.server_has_left.wait()
    await asyncio.sleep(0.01)
    with pytest.raises(DatabaseAway):
        await street.community.ports.log.read(DE_PIJP, [], None)
    street.line.go_down()


async def test_an_append_whose_backend_is_ended_has_lost_its_reply(
    database: Database, signals: Signals, superuser: asyncpg.Connection
):
    log = PostgresLog(database.pool, signals)
    await log.append(DE_PIJP, Append(records=[FOUNDED], founds=True))
    async with database.owner.transaction():
        await database.owner.execute(LOCK)
        append = asyncio.create_task(log.append(DE_PIJP, wish()))
        await superuser.execute(END, await somebody_who_waits(superuser))
        with pytest.raises(ReplyLost):
            await append
    assert (await log.append(DE_PIJP, wish())).first == 2


async def test_an_act_whose_backend_is_ended_has_an_unknown_outcome(
    database: Database, ports: Ports, superuser: asyncpg.Connection
):
    community = Community(ports)
    await community.is_founded()
    await community.registers(ADA)
    async with database.owner.transaction():
        await database.owner.execute(LOCK)
        act: asyncio.Task[Receipt] = asyncio.create_task(community.proposes(command_id="a"))
        await superuser.execute(END, await somebody_who_waits(superuser))
        with pytest.raises(OutcomeUnknown):
            await act
    assert await community.history(PlanProposed) == []


async def test_an_append_that_the_database_gave_up_has_not_happened(
    database: Database, signals: Signals, superuser: asyncpg.Connection
):
    log = PostgresLog(database.pool, signals)
    await log.append(DE_PIJP, Append(records=[FOUNDED], founds=True))
    async with database.owner.transaction():
        await database.owner.execute(LOCK)
        append = asyncio.create_task(log.append(DE_PIJP, wish()))
        await superuser.execute(GIVE_UP, await somebody_who_waits(superuser))
        with pytest.raises(DatabaseAway):
            await append
    assert (await log.append(DE_PIJP, wish())).first == 2
