import asyncio
import logging
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any

import asyncpg
import msgspec
import pytest

from adapters.postgres import projector
from adapters.postgres.launcher import SUPERUSER
from adapters.postgres.log import PostgresLog
from adapters.postgres.projector import Projector
from adapters.signals import Signals
from domain.events.ballots import BallotCast
from domain.events.plans import PlanProposed
from domain.kernel import Sealed
from domain.ports import Append, NewRecord
from domain.record import Recorded
from projections.ballots import BALLOTS
from projections.board import BOARD
from projections.catalogue import PROJECTIONS
from projections.decisions import DECISIONS, Decision, Decisions
from projections.plans import PLANS, Plan, Plans
from projections.ports import ViewStopped
from projections.replay import listed, replay
from projections.votes import VOTES
from tests.adapters.following import Following, following, rows
from tests.conftest import Database
from tests.projections.histories import tell
from tests.residents import (
    ADA,
    BENCH,
    DE_BAARSJES,
    DE_PIJP,
    EAST,
    GARDEN,
    MURAL,
    QUESTION,
    VOTE,
    numbered,
)
from tests.story import Story, a_decision, a_vote, told

MUCH = [("vote", n % 4, n % 3) for n in range(12)] + [("approve", n % 4, n % 3) for n in range(9)]


def everything() -> list[Recorded]:
    return tell([*MUCH, ("leave", 0, 0), ("seat", 0, 0)], until="declared").history


class RetitledPlans(Plans):
    """The next version of a view: titles in capitals."""

    VERSION = Plans.VERSION + 1

    def apply(self, documents: MutableMapping[str, Plan], recorded: Recorded) -> None:
        super().apply(documents, recorded)
        for name in self.touches(recorded.event):
            plan = documents[name]
            documents[name] = msgspec.structs.replace(plan, title=plan.title.upper())


class PatientDecisions(Decisions):
    """The next version of a view, which knows what to make of a stray ballot."""

    VERSION = Decisions.VERSION + 1

    def apply(self, documents: MutableMapping[str, Decision], recorded: Recorded) -> None:
        with suppress(KeyError):
            super().apply(documents, recorded)


@pytest.fixture
def de_pijp(database: Database) -> Following:
    return following(database)


def stray_ballot(story: Story) -> Story:
    """A ballot on a decision that was never opened."""
    story.happens(
        BallotCast(
            ballot=numbered("ballot", 99),
            choice=Sealed(sealed="5e" * 32),
            decision=numbered("decision", 99),
            seat=EAST,
        ),
        ADA,
    )
    return story


async def test_the_live_views_the_rebuilt_ones_and_the_replay_are_the_same(
    database: Database, de_pijp: Following
):
    history = everything()
    for start in range(0, len(history), 5):
        await de_pijp.goes_on(history[start : start + 5])
    live = await rows(database)
    await de_pijp.projector.rebuild(DE_PIJP)
    assert await rows(database) == live
    stored = {(row[1], row[3]): row[4] for row in live["view_document"]}
    assert stored == {
        (projection.NAME, name): msgspec.json.encode(document)
        for projection in PROJECTIONS
        for name, document in replay(projection, history).items()
    }
    assert len(live["view_entry"]) == sum(
        len(list(projection.index(document)))
        for projection in PROJECTIONS
        for document in replay(projection, history).values()
    )


async def test_a_view_shows_the_lists_that_a_replay_shows(de_pijp: Following):
    history = everything()
    await de_pijp.goes_on(history)
    for projection, place in (
        (BALLOTS, ("ballots", QUESTION)),
        (DECISIONS, ("due", "")),
        (VOTES, ("votes", "state:declared")),
    ):
        page = await de_pijp.views.page(DE_PIJP, projection, *place, limit=1_000)
        assert list(page.documents) == listed(projection, replay(projection, history), *place)


async def test_nothing_is_applied_twice(database: Database, de_pijp: Following):
    await de_pijp.goes_on(everything())
    before = await rows(database)
    await de_pijp.projector.catch_up(DE_PIJP)
    await following(database).projector.catch_up(DE_PIJP)
    assert await rows(database) == before


async def test_a_page_that_cannot_be_written_leaves_no_trace(
    database: Database, de_pijp: Following
):
    history = everything()
    await de_pijp.goes_on(history[:10])
    before = await rows(database)
    await told(de_pijp.log, history[10:])
    await database.owner.execute(
        "ALTER TABLE view_checkpoint ADD CONSTRAINT broken CHECK (position <= 10)"
    )
    with pytest.raises(asyncpg.CheckViolationError):
        await de_pijp.projector.catch_up(DE_PIJP)
    assert await rows(database) == before
    await database.owner.execute("ALTER TABLE view_checkpoint DROP CONSTRAINT broken")
    await de_pijp.projector.catch_up(DE_PIJP)
    found = await de_pijp.views.get(DE_PIJP, DECISIONS, QUESTION)
    assert found is not None
    assert found.document == replay(DECISIONS, history)[QUESTION]


async def test_several_servers_that_follow_at_once_apply_everything_once(
    database: Database, de_pijp: Following
):
    history = everything()
    await de_pijp.goes_on(history[:3])
    servers = [following(database) for _ in range(3)]
    for start in range(3, len(history), 4):
        await told(de_pijp.log, history[start : start + 4])
        await asyncio.gather(*(server.projector.catch_up(DE_PIJP) for server in servers))
    live = await rows(database)
    await de_pijp.projector.rebuild(DE_PIJP)
    assert await rows(database) == live


async def test_servers_that_build_the_views_at_once_build_the_same(database: Database):
    history = everything()
    servers = [following(database) for _ in range(3)]
    await told(servers[0].log, history)
    await asyncio.gather(*(server.projector.catch_up(DE_PIJP) for server in servers))
    found = await servers[0].views.get(DE_PIJP, VOTES, VOTE, at_least=len(history))
    assert found is not None
    assert found.document == replay(VOTES, history)[VOTE]


async def test_a_rebuild_under_way_neither_loses_nor_doubles_what_happens_meanwhile(
    database: Database, de_pijp: Following
):
    story = Story().founded().registered(ADA).opened_vote()
    await de_pijp.goes_on(story.history)
    before = story.position
    for number in range(200):
        story.cast(numbered("person", 1_000 + number), [BENCH], vote=VOTE)

    async def votes_come_in() -> None:
        for position in range(before, story.position):
            await told(de_pijp.log, story.history[position : position + 1])

    async def rebuilds() -> None:
        for _ in range(10):
            await following(database).projector.rebuild(DE_PIJP)

    async def somebody_reads() -> None:
        seen = [0]
        while seen[-1] < 200:
            found = await de_pijp.views.get(DE_PIJP, VOTES, VOTE)
            assert found is not None
            seen.append(found.document.received)
        assert seen == sorted(seen)

    async with de_pijp.running():
        await asyncio.gather(votes_come_in(), rebuilds(), somebody_reads())
    await de_pijp.projector.catch_up(DE_PIJP)
    found = await de_pijp.views.get(DE_PIJP, VOTES, VOTE)
    assert found is not None
    assert found.document.received == 200
    live = await rows(database)
    await de_pijp.projector.rebuild(DE_PIJP)
    assert await rows(database) == live


async def test_a_rebuild_that_was_overtaken_does_not_take_the_view_back(
    database: Database, de_pijp: Following
):
    history = everything()
    await de_pijp.goes_on(history[:20])

    class Overtaken(PostgresLog):
        """When somebody has read from it, the views have gone on already."""

        async def read_page(self, *asked: Any, **how: Any) -> Any:
            page, head = await super().read_page(*asked, **how)
            if head < len(history):
                await de_pijp.goes_on(history[20:])
            return page, head

    slow = Projector(database.pool, Overtaken(database.pool, Signals()), Signals(), Signals())
    await slow.rebuild(DE_PIJP)
    places = {row[3] for row in (await rows(database))["view_checkpoint"]}
    assert places == {len(history)}
    found = await de_pijp.views.get(DE_PIJP, DECISIONS, QUESTION)
    assert found is not None
    assert found.document == replay(DECISIONS, history)[QUESTION]


async def test_views_that_have_come_to_different_places_are_each_taken_on_from_there(
    database: Database, de_pijp: Following
):
    history = everything()
    await de_pijp.goes_on(history[:15])
    await told(de_pijp.log, history[15:30])
    await following(database, [VOTES, BALLOTS]).projector.catch_up(DE_PIJP)
    await de_pijp.goes_on(history[30:])
    live = await rows(database)
    await de_pijp.projector.rebuild(DE_PIJP)
    assert await rows(database) == live


async def checkpoints(database: Database) -> dict[str, int]:
    return {row[1]: row[3] for row in (await rows(database))["view_checkpoint"]}


async def test_while_more_is_to_come_a_page_moves_only_the_views_that_it_concerns(
    database: Database, de_pijp: Following, monkeypatch: pytest.MonkeyPatch
):
    history = everything()
    await de_pijp.goes_on(history[:10])
    monkeypatch.setattr(projector, "EVENTS_AT_ONCE", 1)
    monkeypatch.setattr(projector, "LEVEL_SECONDS", 1_000)
    await told(de_pijp.log, history[10:])
    await de_pijp.projector._advance(DE_PIJP)
    moved = {name for name, place in (await checkpoints(database)).items() if place == 11}
    assert moved == {view.NAME for view in PROJECTIONS if type(history[10].event) in view.FOLLOWS}
    await de_pijp.projector.catch_up(DE_PIJP)
    assert set((await checkpoints(database)).values()) == {len(history)}
    live = await rows(database)
    await de_pijp.projector.rebuild(DE_PIJP)
    assert await rows(database) == live


async def test_checkpoints_are_moved_when_what_is_to_come_does_not(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(projector, "LEVEL_SECONDS", 1_000)
    de_pijp, history = following(database, patience=5), everything()
    await de_pijp.goes_on(history[:10])
    await told(de_pijp.log, history[10:])
    de_pijp.appended.notify(DE_PIJP, len(history) + 1)
    async with de_pijp.running():
        for view in PROJECTIONS:
            await de_pijp.views.page(DE_PIJP, view, "any", at_least=len(history))


async def test_whoever_starts_goes_on_from_the_checkpoint_that_is_furthest_behind(
    database: Database, de_pijp: Following, monkeypatch: pytest.MonkeyPatch
):
    history = everything()
    await de_pijp.goes_on(history[:10])
    monkeypatch.setattr(projector, "EVENTS_AT_ONCE", 1)
    monkeypatch.setattr(projector, "LEVEL_SECONDS", 1_000)
    await told(de_pijp.log, history[10:])
    for _ in range(5):
        await de_pijp.projector._advance(DE_PIJP)
    after_a_crash = following(database)
    await after_a_crash.projector.catch_up(DE_PIJP)
    live = await rows(database)
    assert set((await checkpoints(database)).values()) == {len(history)}
    await de_pijp.projector.rebuild(DE_PIJP)
    assert await rows(database) == live


async def test_no_organisation_touches_the_views_of_another(database: Database, de_pijp: Following):
    await de_pijp.goes_on(a_decision().history, DE_BAARSJES)
    baarsjes = await rows(database, DE_BAARSJES)
    await de_pijp.goes_on(Story().has_a_board().proposed(title="Bees").opened().history)
    await de_pijp.projector.rebuild(DE_PIJP)
    assert await rows(database, DE_BAARSJES) == baarsjes
    ours = await de_pijp.views.get(DE_PIJP, PLANS, GARDEN)
    theirs = await de_pijp.views.get(DE_BAARSJES, PLANS, GARDEN)
    assert ours is not None
    assert theirs is not None
    assert (ours.document.title, ours.document.state) == ("Bees", "proposed")
    assert (theirs.document.title, theirs.document.state) == ("A garden", "adopted")


async def test_an_event_that_cannot_be_applied_stops_its_view_and_no_other(
    de_pijp: Following, caplog: pytest.LogCaptureFixture
):
    story = Story().has_a_board().opened()
    await de_pijp.goes_on(story.history)
    before = story.position
    story.cast(ADA, "for", decision=QUESTION, seat=EAST)
    last_good = story.position
    stray_ballot(story).proposed()
    await de_pijp.goes_on(story.history[before:])

    stopped = await de_pijp.views.get(DE_PIJP, DECISIONS, QUESTION)
    assert stopped is not None
    assert (stopped.position, stopped.document.received) == (last_good, 1)
    with pytest.raises(ViewStopped):
        await de_pijp.views.get(DE_PIJP, DECISIONS, QUESTION, at_least=story.position)
    goes_on = await de_pijp.views.get(DE_PIJP, PLANS, GARDEN, at_least=story.position)
    assert goes_on is not None
    (said,) = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    assert said.endswith(f"stopped: KeyError at {last_good + 1} (ballot.cast)")


async def test_a_stopped_view_stays_where_it_is_and_the_others_go_on(
    database: Database, de_pijp: Following
):
    story = stray_ballot(Story().has_a_board().opened())
    await de_pijp.goes_on(story.history)
    stopped_at = story.position - 1
    before = story.position
    story.proposed()
    story.cast(ADA, "for", decision=QUESTION, seat=EAST)
    await de_pijp.goes_on(story.history[before:])
    places = {row[1]: row[3:] for row in (await rows(database))["view_checkpoint"]}
    assert places.pop("decisions") == (stopped_at, f"KeyError at {before} (ballot.cast)")
    assert set(places.values()) == {(story.position, None)}


async def test_a_record_that_cannot_be_read_stops_only_the_views_that_follow_its_type(
    database: Database, de_pijp: Following
):
    story = Story().has_a_board()
    await de_pijp.goes_on(story.history)
    broken = NewRecord("plan.proposed", (GARDEN,), b'{"specversion":"1.0"}')
    await de_pijp.log.append(DE_PIJP, Append(records=[broken]))
    await de_pijp.projector.catch_up(DE_PIJP)
    places = await checkpoints(database)
    late = {name for name, position in places.items() if position == story.position}
    assert late == {view.NAME for view in PROJECTIONS if PlanProposed in view.FOLLOWS}


async def test_the_next_version_of_a_view_is_built_while_the_old_one_serves(
    database: Database, de_pijp: Following
):
    await de_pijp.goes_on(a_decision().history)
    better = RetitledPlans()
    after_update = following(database, [better])
    old = await after_update.views.get(DE_PIJP, better, GARDEN)
    assert old is not None
    assert old.document.title == "A garden"
    async with after_update.running():
        new = old
        while new.document.title != "A GARDEN":
            await asyncio.sleep(0.01)
            found = await after_update.views.get(DE_PIJP, better, GARDEN)
            assert found is not None
            new = found
    still = await de_pijp.views.get(DE_PIJP, PLANS, GARDEN)
    assert still is not None
    assert still.document.title == "A garden"


async def test_a_view_that_stopped_goes_on_in_its_next_version(
    database: Database, de_pijp: Following
):
    story = stray_ballot(Story().has_a_board().opened())
    await de_pijp.goes_on(story.history)
    better = PatientDecisions()
    after_update = following(database, [better])
    await after_update.projector.catch_up(DE_PIJP)
    found = await after_update.views.get(DE_PIJP, better, QUESTION, at_least=story.position)
    assert found is not None


async def test_a_cursor_of_the_version_before_is_refused(database: Database, de_pijp: Following):
    story = Story().founded().proposed().proposed(numbered("plan", 2))
    await de_pijp.goes_on(story.history)
    page = await de_pijp.views.page(DE_PIJP, PLANS, "plans", limit=1)
    better = RetitledPlans()
    after_update = following(database, [better])
    await after_update.projector.catch_up(DE_PIJP)
    with pytest.raises(ValueError, match="earlier version"):
        await after_update.views.page(DE_PIJP, better, "plans", cursor=page.cursor)


async def test_a_server_follows_what_is_appended_here_and_elsewhere(database: Database):
    here, elsewhere = following(database, patience=30), following(database)
    story = a_vote()
    async with here.running():
        await told(here.log, story.history[:12])
        await told(elsewhere.log, story.history[12:])
        await told(here.log, Story().has_a_board().history, DE_BAARSJES)
        found = await here.views.get(DE_PIJP, VOTES, VOTE, at_least=story.position)
        seats = await here.views.page(DE_BAARSJES, BOARD, "seats", at_least=1)
    assert found is not None
    assert found.document.outcome == "allocated"
    assert len(seats.documents) == 4


async def test_what_was_known_before_following_began_is_followed(database: Database):
    """Nobody appends and nobody looks any more."""
    server = following(database, patience=5)
    await told(server.log, a_vote().history)
    task = asyncio.create_task(server.projector.run())
    found = await server.views.get(DE_PIJP, VOTES, VOTE, at_least=len(a_vote().history))
    task.cancel()
    await asyncio.wait([task])
    assert found is not None


async def test_more_that_was_heard_of_than_there_is_makes_nobody_look_again_and_again(
    database: Database,
):
    class Counting(PostgresLog):
        pages = 0

        async def read_page(self, *asked: Any, **how: Any) -> Any:
            self.pages += 1
            return await super().read_page(*asked, **how)

    server = following(database, patience=5)
    log = Counting(database.pool, server.appended)
    projector = Projector(database.pool, log, server.appended, Signals())
    await told(log, a_vote().history)
    await projector.catch_up(DE_PIJP)
    server.appended.hear(DE_PIJP, 1_000)
    task, log.pages = asyncio.create_task(projector.run()), 0
    await asyncio.sleep(0.3)
    task.cancel()
    await asyncio.wait([task])
    assert 1 <= log.pages <= 2


async def test_an_organisation_in_trouble_holds_up_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
):
    server = following(database, patience=30)
    await database.owner.execute(
        "ALTER TABLE view_checkpoint ADD CONSTRAINT broken"
        f" CHECK (organisation <> '{DE_BAARSJES.removeprefix('organisation:')}')"
    )
    await told(server.log, a_decision().history, DE_BAARSJES)
    async with server.running():
        await told(server.log, a_vote().history)
        assert await server.views.get(DE_PIJP, VOTES, VOTE, at_least=len(a_vote().history))
        await database.owner.execute("ALTER TABLE view_checkpoint DROP CONSTRAINT broken")
        await told(server.log, Story().founded().history[:1], numbered("organisation", 3))
        healed = await server.views.get(DE_BAARSJES, DECISIONS, QUESTION)
    assert healed is not None
    said = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    assert said == [f"the views of {DE_BAARSJES} cannot be brought forward"]


async def test_an_organisation_that_is_held_up_holds_up_no_other(database: Database):
    server = following(database, patience=5)
    story = a_decision()
    await server.goes_on(story.history[:10], DE_BAARSJES)
    async with server.running():
        async with database.owner.transaction():
            await database.owner.execute("SELECT FROM view_checkpoint FOR UPDATE")
            await told(server.log, story.history[10:], DE_BAARSJES)
            await told(server.log, a_vote().history)
            ours = await server.views.get(DE_PIJP, VOTES, VOTE, at_least=len(a_vote().history))
            theirs = await server.views.get(DE_BAARSJES, BOARD, EAST)
        later = await server.views.get(DE_BAARSJES, PLANS, GARDEN, at_least=story.position)
    assert ours is not None
    assert theirs is not None
    assert theirs.position == 10
    assert later is not None
    assert later.document.state == "adopted"


async def test_a_database_that_goes_away_is_waited_for(
    database: Database, caplog: pytest.LogCaptureFixture
):
    server = following(database, patience=30)
    story = a_vote()
    await told(server.log, story.history[:-2])
    name = database.addresses.application["database"]
    superuser = {**database.addresses.owner, "user": SUPERUSER, "database": "postgres"}
    db = await asyncpg.connect(**superuser)
    async with server.running():
        assert await server.views.get(DE_PIJP, VOTES, VOTE, at_least=story.position - 2)
        await db.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        await db.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = $1 AND usename = 'zetel_app'",
            name,
        )
        while not any("out of touch with the database" in r.getMessage() for r in caplog.records):
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.5)
        await db.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        await told(server.log, story.history[-2:])
        found = await server.views.get(DE_PIJP, VOTES, VOTE, at_least=story.position)
    await db.close()
    assert found is not None
    assert found.document.state == "declared"
    said = [
        r.getMessage() for r in caplog.records if "out of touch with the database" in r.getMessage()
    ]
    assert len(said) == 1


async def test_an_opening_of_many_ballots_is_applied_in_portions(de_pijp: Following):
    residents = [numbered("person", number) for number in range(1_000, 5_000)]
    story = Story().founded().registered(*residents).opened_vote()
    for resident in residents:
        story.cast(resident, [BENCH, MURAL], vote=VOTE)
    await de_pijp.goes_on(story.history)
    before = story.position
    story.closed(vote=VOTE).declared_vote()
    await de_pijp.goes_on(story.history[before:])
    page = await de_pijp.views.page(DE_PIJP, BALLOTS, "ballots", VOTE, limit=5_000)
    assert [ballot.choice for ballot in page.documents] == [(BENCH, MURAL)] * 4_000
