"""What only the log in PostgreSQL promises: what the database itself refuses and guarantees."""

import asyncio

import asyncpg
import pytest

from adapters.postgres.arrays import appends_as_rows
from adapters.postgres.log import APPEND, PostgresLog, as_uuid
from adapters.signals import Signals
from domain.errors import OrganisationNotFound
from domain.ids import OrganisationId
from domain.kernel import Selector
from domain.ports import (
    AlreadyThere,
    Append,
    Carried,
    CommandKey,
    ConcurrentChange,
    IdentifierTaken,
    Sealing,
)
from tests.adapters.event_log_contract import DIGEST, FOUNDED, KEY, fact, positions, sealed, wish
from tests.conftest import Database
from tests.residents import ADA, BEN, DE_BAARSJES, DE_PIJP, EAST, WEST

HISTORY = ("event", "event_tag", "command", "log")
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
async def log(database: Database, signals: Signals) -> PostgresLog:
    log = PostgresLog(database.pool, signals)
    await log.append(DE_PIJP, Append(records=[FOUNDED], founds=True))
    return log


async def append_by(db: asyncpg.Connection, append: Append) -> str:
    """Within the transaction of ``db``, if it has one."""
    (row,) = await db.fetch(APPEND, as_uuid(DE_PIJP), *appends_as_rows([append]))
    return str(row["verdict"])


# Nobody rewrites history


@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize(
    "rewrite", ["UPDATE {} SET organisation = NULL", "DELETE FROM {}", "TRUNCATE {}"]
)
async def test_the_owner_cannot_rewrite_history(
    database: Database, log: PostgresLog, table: str, rewrite: str
):
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await database.owner.execute(rewrite.format(table))
    assert (await log.read(DE_PIJP, [Selector(("founded",))], None)).head == 1


@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize(
    "rewrite", ["UPDATE {} SET organisation = NULL", "DELETE FROM {}", "TRUNCATE {}"]
)
async def test_the_server_has_no_right_to_rewrite_history(
    database: Database, log: PostgresLog, table: str, rewrite: str
):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.pool.execute(rewrite.format(table))


async def test_the_right_that_locking_needs_changes_nothing_either(
    database: Database, log: PostgresLog
):
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await database.pool.execute("UPDATE log SET unused = 1")


@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE event DISABLE TRIGGER append_only",
        "DROP TRIGGER append_only ON event",
        "DROP TABLE event",
        "CREATE TABLE elsewhere (everything text)",
        "UPDATE log_epoch SET epoch = gen_random_uuid()",
        "UPDATE vault_key SET holder = 'somebody else'",
        "UPDATE vault_value SET ciphertext = ''",
        "UPDATE vault_identity SET person = 'somebody else'",
        "DELETE FROM vault_identity",
        "DELETE FROM vault_key",
        "SET session_replication_role = replica",
        "SET ROLE zetel_owner",
    ],
)
async def test_the_server_cannot_do_what_it_does_not_need(database: Database, attempt: str):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.pool.execute(attempt)


async def test_the_server_may_do_exactly_what_it_needs(database: Database):
    rows = await database.owner.fetch(
        """
        SELECT table_name || ' ' || privilege_type AS may
          FROM information_schema.role_table_grants WHERE grantee = 'zetel_app'
        UNION
        SELECT table_name || '.' || column_name || ' ' || privilege_type
          FROM information_schema.column_privileges
         WHERE grantee = 'zetel_app' AND privilege_type = 'UPDATE'
        """
    )
    ours = (*HISTORY, "log_epoch", "vault_key", "vault_value", "vault_identity")
    may = {row["may"] for row in rows if row["may"].split(" ")[0].split(".")[0] in ours}
    assert may == {
        *(f"{table} {right}" for table in ours for right in ("SELECT", "INSERT")),
        "log.unused UPDATE",
        "vault_key.wrapped UPDATE",
        "vault_value DELETE",
    }


# Order


async def test_a_writer_waits_for_the_one_before_and_no_reader_sees_a_gap(
    database: Database, log: PostgresLog
):
    async with database.pool.acquire() as first:
        transaction = first.transaction()
        await transaction.start()
        assert await append_by(first, wish()) == "appended"
        second = asyncio.create_task(log.append(DE_PIJP, wish(fact("closed"))))
        while not await database.owner.fetchval(WAITING):
            await asyncio.sleep(0.01)
        assert await log.read_page(DE_PIJP, after=1, limit=10) == ([], 1)
        assert not second.done()
        await transaction.commit()
    assert (await second).first == 3
    page, head = await log.read_page(DE_PIJP, after=1, limit=10)
    assert (positions(page), head) == ([2, 3], 3)


async def test_what_a_writer_waited_for_is_in_its_boundary(database: Database, log: PostgresLog):
    boundary = [Selector(("cast",), (EAST,))]
    async with database.pool.acquire() as first:
        transaction = first.transaction()
        await transaction.start()
        await append_by(first, wish())
        second = asyncio.create_task(log.append(DE_PIJP, wish(unless=boundary, after=1)))
        while not await database.owner.fetchval(WAITING):
            await asyncio.sleep(0.01)
        await transaction.commit()
    with pytest.raises(ConcurrentChange) as refused:
        await second
    assert refused.value.position == 2


async def test_an_append_that_was_rolled_back_leaves_no_gap(database: Database, log: PostgresLog):
    async with database.pool.acquire() as db:
        transaction = db.transaction()
        await transaction.start()
        await append_by(db, wish())
        await transaction.rollback()
    assert (await log.append(DE_PIJP, wish())).first == 2


@pytest.mark.parametrize("boundary", [[], [Selector(("cast",), (EAST,))]])
async def test_a_stale_snapshot_fails_closed(
    database: Database, log: PostgresLog, boundary: list[Selector]
):
    """Whoever works on an old picture collides with a position that is taken."""
    async with database.pool.acquire() as db:
        transaction = db.transaction(isolation="repeatable_read")
        await transaction.start()
        await db.fetch("SELECT FROM event")
        await log.append(DE_PIJP, wish())
        with pytest.raises(asyncpg.UniqueViolationError):
            await append_by(db, wish(unless=boundary, after=1))
        await transaction.rollback()
    assert (await log.read(DE_PIJP, [], None)).head == 2


async def test_a_lock_on_one_organisation_holds_up_no_other(database: Database, log: PostgresLog):
    await log.append(DE_BAARSJES, Append(records=[FOUNDED], founds=True))
    async with database.pool.acquire() as db, db.transaction():
        await append_by(db, wish())
        assert (await log.append(DE_BAARSJES, wish())).first == 2


async def test_an_open_snapshot_elsewhere_hides_nothing(database: Database, log: PostgresLog):
    async with database.owner.transaction(isolation="repeatable_read"):
        await database.owner.fetch("SELECT FROM event")
        await log.append(DE_PIJP, wish())
        assert (await log.read(DE_PIJP, [], None)).head == 2


# Many commands in one call


async def test_each_command_of_one_call_has_its_own_verdict(log: PostgresLog):
    await log.append(DE_PIJP, wish(key=KEY, fingerprint=b"mark"))
    await log.append(DE_PIJP, wish(sealing=Sealing(identities=[(DIGEST, ADA)])))
    outcomes = await log.append_many(
        DE_PIJP,
        [
            wish(fact("cast"), fact("cast")),
            wish(key=KEY),
            wish(unless=[Selector(("cast",), (EAST,))], after=1),
            wish(sealing=Sealing(identities=[(DIGEST, BEN)])),
            Append(records=[FOUNDED], founds=True),
            wish(fact("closed"), key=CommandKey(BEN, "b")),
        ],
    )
    assert outcomes[0] == Carried(4, 5, b"", before=False)
    assert outcomes[1] == Carried(2, 2, b"mark", before=True)
    assert isinstance(outcomes[2], ConcurrentChange)
    assert outcomes[2].position == 2
    assert isinstance(outcomes[3], IdentifierTaken)
    assert isinstance(outcomes[4], AlreadyThere)
    assert outcomes[5] == Carried(6, 6, b"", before=False)


async def test_a_command_sees_what_an_earlier_one_of_the_same_call_recorded(log: PostgresLog):
    boundary = [Selector(("cast",), (EAST,))]
    outcomes = await log.append_many(
        DE_PIJP,
        [
            wish(fact("cast", WEST), unless=boundary, after=1),
            wish(unless=boundary, after=1, key=KEY),
            wish(unless=boundary, after=1),
            wish(fact("closed"), key=KEY),
            wish(unless=boundary, after=3),
        ],
    )
    assert outcomes[:2] == [Carried(2, 2, b"", before=False), Carried(3, 3, b"", before=False)]
    assert isinstance(outcomes[2], ConcurrentChange)
    assert outcomes[2].position == 3
    assert outcomes[3] == Carried(3, 3, b"", before=True)
    assert outcomes[4] == Carried(4, 4, b"", before=False)


async def test_a_condition_that_commands_share_is_judged_for_each_from_where_it_had_read(
    log: PostgresLog,
):
    shared = [Selector(("cast", "filled"), (EAST,))]
    await log.append_many(DE_PIJP, [wish(fact("filled", EAST)), wish(fact("cast", EAST))])
    outcomes = await log.append_many(
        DE_PIJP,
        [
            wish(fact("closed"), unless=shared, after=1),
            wish(fact("closed"), unless=shared, after=2),
            wish(fact("closed"), unless=shared, after=3),
            wish(fact("closed"), unless=[Selector(("cast", "filled"), (WEST,))], after=1),
        ],
    )
    refused = [o.position for o in outcomes if isinstance(o, ConcurrentChange)]
    assert refused == [2, 3]
    assert outcomes[2:] == [Carried(4, 4, b"", before=False), Carried(5, 5, b"", before=False)]


async def test_a_shared_condition_on_several_tags_is_met_by_one_event_with_all_of_them(
    log: PostgresLog,
):
    both = [Selector(("cast",), (EAST, WEST))]
    await log.append_many(DE_PIJP, [wish(fact("cast", EAST)), wish(fact("cast", WEST))])
    wishes = [wish(fact("closed"), unless=both, after=1) for _ in range(2)]
    outcomes = await log.append_many(DE_PIJP, wishes)
    assert [type(outcome) for outcome in outcomes] == [Carried, Carried]
    await log.append(DE_PIJP, wish(fact("cast", EAST, WEST)))
    outcomes = await log.append_many(DE_PIJP, wishes)
    assert [o.position for o in outcomes if isinstance(o, ConcurrentChange)] == [6, 6]


async def test_who_shares_a_selector_sees_the_same_also_when_it_finds_too_much(
    log: PostgresLog, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("adapters.postgres.log.MOST_IN_A_GROUP", 2)
    await log.append(DE_PIJP, wish(*[fact("cast", EAST)] * 5, fact("closed", WEST)))
    much, little, every = (
        Selector(("cast",), (EAST,)),
        Selector(("closed",), (WEST,)),
        [*range(2, 7)],
    )
    seen = await asyncio.gather(
        *(log.read(DE_PIJP, boundary, None) for boundary in ([little], [much], [little, much])),
        log.read(DE_PIJP, [much], KEY),
    )
    assert [positions(each.records) for each in seen] == [[7], every, [*every, 7], every]


async def test_identifiers_and_keys_are_taken_within_one_call_too(
    database: Database, log: PostgresLog
):
    outcomes = await log.append_many(
        DE_PIJP,
        [
            wish(sealing=Sealing(identities=[(DIGEST, ADA)], keys=[(ADA, b"ada's")])),
            wish(sealing=Sealing(identities=[(DIGEST, BEN)])),
            wish(sealing=Sealing(keys=[(BEN, b"ben's"), (ADA, b"again")])),
            wish(sealing=Sealing(keys=[(BEN, b"ben's")], values=[sealed(BEN)])),
        ],
    )
    assert [type(o) for o in outcomes] == [Carried, IdentifierTaken, IdentifierTaken, Carried]
    keys = await database.owner.fetch("SELECT holder, wrapped FROM vault_key ORDER BY holder")
    assert [tuple(key) for key in keys] == [(ADA, b"ada's"), (BEN, b"ben's")]


async def test_what_comes_before_the_founding_in_one_call_is_not_found(log: PostgresLog):
    outcomes = await log.append_many(
        DE_BAARSJES, [wish(), Append(records=[FOUNDED], founds=True), wish()]
    )
    assert isinstance(outcomes[0], OrganisationNotFound)
    assert outcomes[1:] == [Carried(1, 1, b"", before=False), Carried(2, 2, b"", before=False)]


async def test_all_of_one_call_are_told_that_there_is_no_organisation(log: PostgresLog):
    outcomes = await log.append_many(DE_BAARSJES, [wish(), wish()])
    assert [type(o) for o in outcomes] == [OrganisationNotFound] * 2


# Edges


async def test_an_append_signals_its_last_position(log: PostgresLog, signals: Signals):
    await log.append(DE_PIJP, wish(fact("cast"), fact("cast"), key=KEY))
    assert signals.last(DE_PIJP) == 3
    await log.append(DE_PIJP, wish(key=KEY))
    assert signals.last(DE_PIJP) == 3


@pytest.mark.parametrize(
    "name", ["organisation:x", "seat:00000000-0000-0000-0000-000000000001", "", "\0"]
)
async def test_what_cannot_be_an_organisation_is_not_found(log: PostgresLog, name: str):
    with pytest.raises(OrganisationNotFound):
        await log.read(OrganisationId(name), [], None)
