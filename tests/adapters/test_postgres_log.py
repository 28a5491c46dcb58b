"""What only the log in PostgreSQL promises: what the database itself refuses and guarantees."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from adapters.postgres.groups import Later
from adapters.postgres.log import (
    APPEND,
    APPEND_AND_REMOVE,
    READ_BOUNDARIES,
    PostgresLog,
    appending,
    as_organisation,
    as_uuid,
)
from adapters.postgres.pool import Pool, make_pool
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
    Seen,
)
from tests.adapters.event_log_contract import (
    COMMITMENT,
    DIGEST,
    FOUNDED,
    KEY,
    fact,
    positions,
    sealed,
    wish,
)
from tests.conftest import Database
from tests.residents import ADA, BEN, DE_BAARSJES, DE_PIJP, EAST, WEST

HISTORY = ("event", "event_tag", "command", "log")
LOCK = "SELECT FROM log WHERE organisation = $1 FOR NO KEY UPDATE"
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
async def log(database: Database, signals: Signals) -> PostgresLog:
    log = PostgresLog(database.pool, signals)
    await log.append(DE_PIJP, Append(records=[FOUNDED], founds=True))
    return log


async def append_by(db: asyncpg.Connection, append: Append) -> str:
    """Within the transaction of ``db``, if it has one."""
    (row,) = await db.fetch(*appending([(as_uuid(DE_PIJP), append)]))
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


# Many organisations in one call


@pytest.fixture
async def baarsjes(log: PostgresLog) -> PostgresLog:
    """The log, with a second organisation."""
    await log.append(DE_BAARSJES, Append(records=[FOUNDED], founds=True))
    return log


class CountingPool:
    """The pool, and what was read of boundaries and appended through it."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self.asked = pool, list[str]()

    async def acquire(self, timeout: float) -> Any:
        db = await self._pool.acquire(timeout=timeout)
        db.add_query_logger(self._hear)
        return db

    async def release(self, db: Any) -> None:
        db.remove_query_logger(self._hear)
        await self._pool.release(db)

    def _hear(self, query: Any) -> None:
        if query.query in (APPEND, APPEND_AND_REMOVE, READ_BOUNDARIES):
            self.asked.append(query.query)


async def test_each_organisation_of_one_call_has_its_own_positions_and_verdicts(
    database: Database, baarsjes: PostgresLog, signals: Signals
):
    east = [Selector(("cast",), (EAST,))]
    taken = Sealing(keys=[(ADA, b"wrapped")], identities=[(DIGEST, ADA)], values=[sealed(ADA)])
    await baarsjes.append(DE_PIJP, wish(key=KEY, fingerprint=b"mark", sealing=taken))
    pool = CountingPool(database.pool)
    log = PostgresLog(pool, signals)
    nowhere = OrganisationId("organisation:00000000-0000-0000-0000-00000000dead")
    asked = [
        (DE_PIJP, wish(fact("filled"), key=KEY)),
        (DE_PIJP, wish(fact("filled"), unless=east, after=1)),
        (DE_PIJP, wish(fact("filled"), sealing=taken)),
        (DE_PIJP, wish(fact("closed"), fact("closed"), unless=east, after=2)),
        (DE_BAARSJES, wish(fact("filled"), key=KEY, fingerprint=b"its own")),
        (DE_BAARSJES, wish(unless=east, after=1, sealing=taken)),
        (nowhere, wish(key=KEY, unless=east, sealing=taken)),
    ]
    outcomes = await asyncio.gather(*(log.append(*each) for each in asked), return_exceptions=True)
    assert pool.asked == [APPEND]
    assert outcomes[0] == Carried(2, 2, b"mark", before=True)
    assert isinstance(outcomes[1], ConcurrentChange)
    assert outcomes[1].position == 2
    assert isinstance(outcomes[2], IdentifierTaken)
    assert outcomes[3] == Carried(3, 4, b"", before=False)
    assert outcomes[4] == Carried(2, 2, b"its own", before=False)
    assert outcomes[5] == Carried(3, 3, b"", before=False)
    assert isinstance(outcomes[6], OrganisationNotFound)
    assert (signals.last(DE_PIJP), signals.last(DE_BAARSJES)) == (4, 3)
    heads = [(await log.read(each, [], None)).head for each in (DE_PIJP, DE_BAARSJES)]
    assert heads == [4, 3]
    values = await database.owner.fetch("SELECT organisation FROM vault_value")
    assert {row["organisation"] for row in values} == {as_uuid(DE_PIJP), as_uuid(DE_BAARSJES)}


async def test_a_box_is_opened_and_a_key_destroyed_in_one_organisation_of_a_call(
    database: Database, baarsjes: PostgresLog
):
    full = Sealing(keys=[(ADA, b"wrapped")], values=[sealed(ADA)])
    both = (DE_PIJP, DE_BAARSJES)
    await asyncio.gather(*(baarsjes.append(each, wish(sealing=full)) for each in both))
    emptied = wish(sealing=Sealing(emptied=[ADA], destroyed=[ADA]))
    await asyncio.gather(baarsjes.append(DE_PIJP, emptied), baarsjes.append(DE_BAARSJES, wish()))
    rows = await database.owner.fetch(
        """
        SELECT organisation FROM vault_value
        UNION SELECT organisation FROM vault_key WHERE wrapped IS NOT NULL
        """
    )
    assert [row["organisation"] for row in rows] == [as_uuid(DE_BAARSJES)]


async def test_of_many_commands_in_one_call_those_that_are_appended_remove(
    database: Database, baarsjes: PostgresLog, signals: Signals
):
    """Of two values in each organisation, and the commands of another one in between."""
    full = Sealing(values=[sealed(ADA), sealed(BEN)])
    both = (DE_PIJP, DE_BAARSJES)
    await asyncio.gather(*(baarsjes.append(each, wish(key=KEY, sealing=full)) for each in both))
    pool = CountingPool(database.pool)
    log = PostgresLog(pool, signals)
    adas, bens = (Sealing(removed=[(holder, COMMITMENT)]) for holder in (ADA, BEN))
    asked = [
        (DE_BAARSJES, wish(key=KEY, sealing=adas)),
        (DE_PIJP, wish(unless=[Selector(("cast",), (EAST,))], after=1, sealing=bens)),
        (DE_BAARSJES, wish(fact("closed"))),
        (DE_PIJP, wish(fact("closed"), sealing=adas)),
        (DE_BAARSJES, wish(fact("closed"), sealing=bens)),
    ]
    outcomes = await asyncio.gather(*(log.append(*each) for each in asked), return_exceptions=True)
    assert pool.asked == [APPEND_AND_REMOVE]
    assert isinstance(outcomes[1], ConcurrentChange)
    assert [o.before for o in outcomes if isinstance(o, Carried)] == [True, False, False, False]
    assert (signals.last(DE_PIJP), signals.last(DE_BAARSJES)) == (3, 4)
    assert await left_in_the_vault(database) == [(DE_PIJP, BEN), (DE_BAARSJES, ADA)]


async def test_a_removed_value_is_gone_from_the_table_and_only_if_it_is_committed(
    database: Database, log: PostgresLog
):
    boundary = [Selector(("cast",), (EAST,))]
    removing = Sealing(removed=[(ADA, COMMITMENT)])
    await log.append(DE_PIJP, wish(sealing=Sealing(values=[sealed(ADA)])))
    with pytest.raises(ConcurrentChange):
        await log.append(DE_PIJP, wish(unless=boundary, after=1, sealing=removing))
    assert await left_in_the_vault(database) == [(DE_PIJP, ADA)]
    async with database.pool.acquire() as db:
        transaction = db.transaction()
        await transaction.start()
        await append_by(db, wish(sealing=removing))
        await transaction.rollback()
    assert await left_in_the_vault(database) == [(DE_PIJP, ADA)]
    await log.append(DE_PIJP, wish(unless=boundary, after=2, sealing=removing))
    assert await left_in_the_vault(database) == []


async def left_in_the_vault(database: Database) -> list[tuple[OrganisationId, str]]:
    rows = await database.owner.fetch(
        "SELECT organisation, holder FROM vault_value ORDER BY organisation, holder"
    )
    return [(as_organisation(row["organisation"]), row["holder"]) for row in rows]


async def test_each_organisation_of_one_call_reads_its_own(
    database: Database, baarsjes: PostgresLog
):
    await baarsjes.append(DE_PIJP, wish(fact("cast", EAST), fact("cast", EAST), key=KEY))
    await baarsjes.append(DE_BAARSJES, wish(fact("closed"), fact("cast", EAST)))
    pool = CountingPool(database.pool)
    log = PostgresLog(pool, Signals())
    nowhere = OrganisationId("organisation:00000000-0000-0000-0000-00000000dead")
    east = [Selector(("cast",), (EAST,))]
    seen = await asyncio.gather(
        log.read(DE_PIJP, east, None),
        log.read(DE_BAARSJES, east, KEY),
        log.read(nowhere, east, KEY),
        log.read(DE_PIJP, east, KEY),
        return_exceptions=True,
    )
    assert pool.asked == [READ_BOUNDARIES]
    assert isinstance(seen[2], OrganisationNotFound)
    found = [(positions(s.records), s.head, s.carried) for s in seen if isinstance(s, Seen)]
    assert found == [
        ([2, 3], 3, None),
        ([3], 3, None),
        ([], 3, Carried(2, 3, b"", before=True)),
    ]


async def test_a_founding_among_others_is_a_founding_and_they_are_answered(log: PostgresLog):
    outcomes = await asyncio.gather(
        log.append(DE_PIJP, wish()),
        log.append(DE_BAARSJES, Append(records=[FOUNDED], founds=True, key=KEY)),
        log.append(DE_BAARSJES, wish()),
    )
    assert [o.first for o in outcomes] == [2, 1, 2]


async def test_an_organisation_that_is_held_delays_only_itself(
    database: Database, baarsjes: PostgresLog
):
    async with database.pool.acquire() as db, db.transaction():
        await append_by(db, wish())
        held = [asyncio.create_task(baarsjes.append(DE_PIJP, wish())) for _ in range(3)]
        for position in range(2, 12):
            done = await asyncio.wait_for(baarsjes.append(DE_BAARSJES, wish()), 5)
            assert done.first == position
        assert not any(task.done() for task in held)
    assert [carried.first for carried in await asyncio.gather(*held)] == [3, 4, 5]


async def test_two_servers_that_append_crosswise_never_wait_for_each_other(
    database: Database, log: PostgresLog
):
    streets = [OrganisationId(f"organisation:{UUID(int=n)}") for n in range(1_000, 1_050)]
    async with make_pool(**database.addresses.application) as pool:
        servers = [log, PostgresLog(pool, Signals())]
        await asyncio.gather(
            *(log.append(each, Append(records=[FOUNDED], founds=True)) for each in streets)
        )
        async with database.owner.transaction():
            # In the middle of both, so that either would hold what the other one needs next.
            await database.owner.fetch(LOCK, as_uuid(streets[25]))
            calls = [
                asyncio.create_task(server._append_together([(each, wish()) for each in order]))
                for server, order in zip(servers, (streets, streets[::-1]), strict=True)
            ]
            await asyncio.sleep(0.2)
        given = [each for call in await asyncio.gather(*calls) for each in call]
        assert {type(each) for each in given} == {Carried, Later}
        # And through the queues everybody is served, whoever was left out.
        await asyncio.gather(
            *(
                server.append(street, wish())
                for server, order in zip(servers, (streets, streets[::-1]), strict=True)
                for street in order
            )
        )
    heads = [(await log.read(street, [], None)).head for street in streets]
    appended = sum(isinstance(each, Carried) for each in given)
    assert sum(heads) == 50 + appended + 100


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
