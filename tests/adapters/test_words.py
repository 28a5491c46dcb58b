"""Documents are found by their words, as long as they stand in a list of the view that serves."""

from typing import Any

import pytest

from domain.events.lessons import LessonDrawn
from domain.events.plans import PlanAdopted
from domain.events.sharing import PlanShared, PlanUnshared
from domain.ids import OrganisationId
from projections.lessons import LESSONS, Lesson, Lessons
from projections.shared_plans import SHARED_PLANS
from tests.adapters.following import Following, following, rows
from tests.conftest import Database
from tests.residents import ADA, DE_BAARSJES, DE_PIJP, GARDEN, QUESTION, numbered
from tests.story import Story

MILL = numbered("plan", 2)


class BetterLessons(Lessons):
    VERSION = Lessons.VERSION + 1

    def words(self, document: Lesson) -> tuple[str, ...]:
        return ("Everything is a puddle.",)


@pytest.fixture
def server(database: Database) -> Following:
    return following(database)


def drawn(number: int, text: str, plan: Any = GARDEN) -> LessonDrawn:
    lesson: Any = numbered("lesson", number)
    return LessonDrawn(lesson=lesson, plan=plan, text=text, tag_words=(), language="en")


def shared() -> Story:
    """The garden is shared, the mill is not; both taught something about water."""
    story = Story().founded().proposed().proposed(MILL, title="A mill")
    for plan in (GARDEN, MILL):
        story.happens(PlanAdopted(plan=plan, decision=QUESTION))
    story.happens(drawn(1, "Water in the evening."), ADA)
    first: Any = (numbered("lesson", 1),)
    story.happens(PlanShared(plan=GARDEN, lessons=first, shared_by="Wijkraad"), ADA)
    story.happens(drawn(2, "A mill needs water.", MILL), ADA)
    return story


async def found(server: Following, words: str, organisation: Any = DE_PIJP) -> list[str]:
    page = await server.views.search(organisation, LESSONS, "lessons", words=words)
    return [each.lesson for each in page.documents]


async def elsewhere(server: Following, words: str) -> list[tuple[OrganisationId, str]]:
    page = await server.views.shared(SHARED_PLANS, LESSONS, words=words)
    return [(each.organisation, each.document.plan) for each in page.found]


async def test_words_are_the_same_whether_live_or_built_anew(database: Database, server: Following):
    for recorded in shared().history:
        await server.goes_on([recorded])
    live = await rows(database)
    assert len(live["view_words"]) == 3
    await server.projector.rebuild(DE_PIJP)
    assert await rows(database) == live
    assert await found(server, "evening") == [numbered("lesson", 1)]
    assert await elsewhere(server, "evening") == [(DE_PIJP, GARDEN)]
    await server.projector.rebuild(DE_PIJP)
    assert await rows(database) == live
    assert await elsewhere(server, "water") == [(DE_PIJP, GARDEN)]


async def test_a_document_that_leaves_its_lists_leaves_its_words(
    database: Database, server: Following
):
    story = shared()
    await server.goes_on(story.history)
    assert await elsewhere(server, "beans") == [(DE_PIJP, GARDEN)]
    await server.goes_on([story.happens(PlanUnshared(plan=GARDEN), ADA)])
    assert await elsewhere(server, "beans") == []
    assert await elsewhere(server, "evening") == []
    assert {row[1] for row in (await rows(database))["view_words"]} == {"lessons"}


async def test_each_organisation_is_searched_by_itself_and_all_are_for_what_is_shared(
    server: Following,
):
    await server.goes_on(shared().history)
    await server.goes_on(shared().history, DE_BAARSJES)
    assert await found(server, "evening", DE_BAARSJES) == [numbered("lesson", 1)]
    assert await elsewhere(server, "evening") == [(DE_PIJP, GARDEN), (DE_BAARSJES, GARDEN)]


async def test_words_that_nobody_reads_any_more_find_nothing_and_are_cleared(
    database: Database, server: Following
):
    await server.goes_on(shared().history)
    before = await rows(database)
    place = "concat_ws(' ', organisation, projection, {}version)"
    there, away = place.format(""), place.format("-")
    await database.pool.execute(
        "INSERT INTO view_words (organisation, projection, version, id, sort, words)"
        " SELECT organisation, projection, -version, id, sort,"
        f"       ts_delete(words, {there}) || array_to_tsvector(ARRAY[{away}, 'puddl'])"
        "   FROM view_words"
    )
    assert await found(server, "puddle") == await elsewhere(server, "puddle") == []
    await server.projector.rebuild(DE_PIJP)
    assert await rows(database) == before


async def test_words_of_the_version_before_serve_until_the_new_ones_are_there(
    database: Database, server: Following
):
    await server.goes_on(shared().history)
    newer: Any = BetterLessons()
    later = following(database, [newer])
    page = await later.views.search(DE_PIJP, newer, "lessons", words="evening")
    assert [each.lesson for each in page.documents] == [numbered("lesson", 1)]
    await later.projector.catch_up(DE_PIJP)
    page = await later.views.search(DE_PIJP, newer, "lessons", words="puddles")
    assert len(page.documents) == 2
    assert await found(server, "evening") == [numbered("lesson", 1)]
