"""Views built anew with next to no memory are the same, and nobody notices until the switch."""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from adapters.postgres import shadow, view_store
from adapters.postgres.draft import Draft
from adapters.postgres.log import PostgresLog, as_uuid
from adapters.postgres.projector import Projector
from adapters.signals import Signals
from domain.ports import StoredRecord
from domain.record import Recorded
from projections.catalogue import PROJECTIONS
from projections.folding import Step
from projections.plans import PLANS, Plan, Plans
from projections.replay import replay
from projections.votes import VOTES
from tests.adapters.following import following, rows
from tests.conftest import Database
from tests.projections.histories import Acts, tell
from tests.residents import DE_PIJP, GARDEN, VOTE, numbered
from tests.story import Story, a_decision, a_vote, as_record, told

WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
KINDS = ("seat", "vote", "approve", "other", "leave", "plan", "learn", "share", "skill")


class BetterPlans(Plans):
    VERSION = Plans.VERSION + 1


class Held(PostgresLog):
    """What a rebuild reads waits until it may go on, or for longer than anybody should."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.asked, self.may_go_on = asyncio.Event(), asyncio.Event()
        asyncio.get_running_loop().call_later(8, self.may_go_on.set)

    async def read_page(self, *asked: Any, **how: Any) -> Any:
        page = await super().read_page(*asked, **how)
        if how.get("types"):
            self.asked.set()
            await self.may_go_on.wait()
        return page


@pytest.fixture
def hardly_any_memory(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many documents were put down a second time, or more often."""
    monkeypatch.setattr(shadow, "EVENTS_AT_ONCE", 3)
    monkeypatch.setattr(shadow, "DOCUMENTS_AT_HAND", 1)
    monkeypatch.setattr(shadow, "PUT_DOWN_AT_ONCE", 2)
    again: list[int] = []
    write = view_store.write

    async def counted(db: Any, organisation: Any, changes: Sequence[Any]) -> None:
        again.append(len(changes))
        await write(db, organisation, changes)

    monkeypatch.setattr(view_store, "write", counted)
    return again


def any_history(seed: int) -> list[Recorded]:
    chance = random.Random(seed)
    acts: Acts = [
        (chance.choice(KINDS), chance.randrange(4), chance.randrange(3))
        for _ in range(chance.randrange(40))
    ]
    return tell(acts, until=chance.choice(("open", "closed", "declared"))).history


async def replayed(database: Database, history: list[Recorded], organisation: Any) -> None:
    """Assert that documents and entries are those of a replay."""
    found = await rows(database, organisation)
    documents = {
        (projection.NAME, name): document
        for projection in PROJECTIONS
        for name, document in replay(projection, history).items()
    }
    entries = {
        (projection.NAME, *entry, name)
        for projection in PROJECTIONS
        for name, document in replay(projection, history).items()
        for entry in projection.index(document)
    }
    assert {(row[1], row[3]): row[4] for row in found["view_document"]} == {
        place: msgspec.json.encode(document) for place, document in documents.items()
    }
    assert {(row[1], *row[3:]) for row in found["view_entry"]} == entries
    assert len(found["view_entry"]) == len(entries)


async def test_whatever_happened_views_built_with_hardly_any_memory_are_those_of_a_replay(
    database: Database, hardly_any_memory: list[int]
):
    server = following(database)
    for seed in range(12):
        history, organisation = any_history(seed), numbered("organisation", 100 + seed)
        await told(server.log, history, organisation)
        await server.projector.rebuild(organisation)
        await replayed(database, history, organisation)
        await server.projector.rebuild(organisation)
        await replayed(database, history, organisation)
    assert sum(hardly_any_memory) > 100


async def test_a_view_that_stops_is_built_up_to_there(
    database: Database, hardly_any_memory: list[int]
):
    class Fails(Plans):
        def apply(self, documents: Any, recorded: Recorded) -> None:
            super().apply(documents, recorded)
            if numbered("plan", 2) in self.touches(recorded.event):
                raise ArithmeticError

    story = Story().founded().proposed(GARDEN).proposed(numbered("plan", 3))
    story.proposed(numbered("plan", 2)).proposed(numbered("plan", 4))
    server = following(database, [Fails()])
    await told(server.log, story.history)
    await server.projector.rebuild(DE_PIJP)
    found = await rows(database)
    assert [row[3] for row in found["view_document"]] == [GARDEN, numbered("plan", 3)]
    (place,) = found["view_checkpoint"]
    stopped = story.position - 1
    assert place[3:] == (stopped - 1, f"ArithmeticError at {stopped} (plan.proposed)")


async def test_a_rebuild_that_breaks_off_leaves_no_trace(
    database: Database, hardly_any_memory: list[int], monkeypatch: pytest.MonkeyPatch
):
    server = following(database)
    await server.goes_on(a_decision().history)
    before = await rows(database)
    add, left = view_store.add, [5]

    async def breaks(*asked: Any) -> None:
        left[0] -= 1
        if not left[0]:
            raise OSError("the disk is full")
        await add(*asked)

    with monkeypatch.context() as broken:
        broken.setattr(view_store, "add", breaks)
        with pytest.raises(OSError, match="full"):
            await server.projector.rebuild(DE_PIJP)
    assert await rows(database) == before
    await server.projector.rebuild(DE_PIJP)
    assert await rows(database) == before


async def test_what_nobody_reads_any_more_is_never_shown_and_cleared(database: Database):
    """As it is left behind by who dies between the switch and clearing up."""
    server = following(database)
    await server.goes_on(tell([("approve", 1, 1)], until="open").history)
    before = await rows(database)
    late = datetime(2100, 1, 1, tzinfo=UTC)
    due = await server.views.due(late)
    page = await server.views.page(DE_PIJP, VOTES, "votes")
    for table, columns in (
        ("view_document", "id, document"),
        ("view_entry", "list, filter, sort, id"),
    ):
        await database.pool.execute(
            f"INSERT INTO {table} (organisation, projection, version, {columns})"
            f" SELECT organisation, projection, -version, {columns} FROM {table}"
        )
    assert {name.split(":")[0] for _, name in due} == {"decision", "vote"}
    assert await server.views.due(late) == due
    assert await server.views.page(DE_PIJP, VOTES, "votes") == page
    await server.projector.rebuild(DE_PIJP)
    assert await rows(database) == before
    assert await server.views.due(late) == due


async def test_views_go_on_while_they_are_built_anew(database: Database):
    server = following(database)
    history = a_vote().history
    await server.goes_on(history[:-5])
    log = Held(database.pool, Signals())
    views = [VOTES, PLANS]
    rebuilding = asyncio.create_task(
        Projector(database.pool, log, Signals(), Signals(), views).rebuild(DE_PIJP)
    )
    await log.asked.wait()
    await server.goes_on(history[-5:])
    found = await server.views.get(DE_PIJP, VOTES, VOTE, at_least=len(history))
    live = await rows(database)
    assert not rebuilding.done()
    log.may_go_on.set()
    await rebuilding
    assert found is not None
    assert found.document == replay(VOTES, history)[VOTE]
    assert await rows(database) == live


async def test_the_others_go_on_while_a_new_version_of_a_view_is_built(database: Database):
    history = a_vote().history
    await following(database).goes_on(history[:-5])
    server = following(database, [VOTES, BetterPlans()], patience=5)
    log = Held(database.pool, Signals())
    projector = Projector(database.pool, log, Signals(), Signals(), [VOTES, BetterPlans()])
    catching_up = asyncio.create_task(projector.catch_up(DE_PIJP))
    await log.asked.wait()
    await told(server.log, history[-5:])
    assert await server.views.get(DE_PIJP, VOTES, VOTE, at_least=len(history))
    assert not catching_up.done()
    log.may_go_on.set()
    await catching_up
    found = await rows(database)
    assert ("plans", Plans.VERSION) in {(row[1], row[2]) for row in found["view_checkpoint"]}


async def test_servers_that_start_with_a_new_version_build_it_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    await following(database).goes_on(a_decision().history)
    built: list[str] = []
    add = view_store.add

    async def noted(db: Any, organisation: Any, view: Any, *rest: Any) -> None:
        built.append(view.NAME)
        await add(db, organisation, view, *rest)

    monkeypatch.setattr(view_store, "add", noted)
    servers = [following(database, [BetterPlans()]) for _ in range(4)]
    async with database.owner.transaction():
        await view_store.alone(database.owner, as_uuid(DE_PIJP))
        starting = [asyncio.create_task(each.projector.catch_up(DE_PIJP)) for each in servers]
        while await database.owner.fetchval(WAITING) < len(servers):
            await asyncio.sleep(0.01)
    await asyncio.gather(*starting)
    assert built == ["plans"]


def plan(number: int) -> Plan:
    return replay(PLANS, Story().founded().proposed(numbered("plan", number)).history)[
        numbered("plan", number)
    ]


def touching(number: int) -> list[Step]:
    recorded = Story().founded().proposed(numbered("plan", number)).history[-1]
    stored = StoredRecord(recorded.position, "plan.proposed", as_record(recorded).record)
    return [(stored, recorded)]


def test_who_has_not_changed_for_longest_goes_first():
    draft = Draft(PLANS, 1)
    draft.change({plan(n).plan: plan(n) for n in (1, 2, 3)})
    draft.change({plan(1).plan: plan(1)})
    assert list(draft.take(2).new) == [plan(2).plan, plan(3).plan]
    assert list(draft.documents) == [plan(1).plan]


def test_what_was_put_down_is_fetched_and_written_again_only_if_it_changed():
    draft = Draft(PLANS, 1)
    draft.change({plan(1).plan: plan(1)})
    draft.mark(draft.take(1).new)
    (place,) = draft.not_at_hand(touching(1))
    assert place.id == plan(1).plan
    draft.fetch({place.id: msgspec.json.encode(plan(1))})
    assert draft.not_at_hand(touching(1)) == []
    assert draft.take(1) == ({}, [])
    draft.fetch({place.id: msgspec.json.encode(plan(1))})
    draft.change({place.id: msgspec.structs.replace(plan(1), title="Bees")})
    new, ((_, before, after),) = draft.take(1)
    assert new == {}
    assert (before, after.title) == (plan(1), "Bees")  # type: ignore[attr-defined]


def test_no_mark_is_forgotten_and_few_are_imagined():
    draft = Draft(PLANS, 1)
    draft.mark(f"plan:{number}" for number in range(20_000))
    assert all(draft.is_marked(f"plan:{number}") for number in range(20_000))
    assert sum(draft.is_marked(f"vote:{number}") for number in range(20_000)) < 20
