import asyncio
from datetime import timedelta

import pytest

from domain.errors import OrganisationNotFound
from domain.ids import OrganisationId
from projections.ballots import BALLOTS
from projections.board import BOARD
from projections.decisions import DECISIONS
from projections.plans import PLANS
from projections.ports import ViewLate
from tests.adapters.following import Following, following
from tests.conftest import Database
from tests.residents import (
    ADA,
    DE_BAARSJES,
    DE_PIJP,
    EAST,
    GARDEN,
    NEXT_WEEK,
    QUESTION,
    TOMORROW,
    VOTE,
    numbered,
)
from tests.story import Story, a_decision, a_vote, told


@pytest.fixture
def de_pijp(database: Database) -> Following:
    return following(database)


def plans(number: int, **said: str) -> Story:
    story = Story().founded()
    for each in range(number):
        story.proposed(numbered("plan", each + 1), **said)
    return story


async def test_a_document_comes_with_the_position_that_it_was_seen_at(de_pijp: Following):
    story = a_decision()
    await de_pijp.goes_on(story.history)
    found = await de_pijp.views.get(DE_PIJP, DECISIONS, QUESTION)
    assert found is not None
    assert found.document.outcome == "adopted"
    assert found.position == story.position


@pytest.mark.parametrize("name", [numbered("decision", 9), "", "decision:\0", "x" * 10_000])
async def test_what_was_never_recorded_is_not_found(de_pijp: Following, name: str):
    await de_pijp.goes_on(a_decision().history)
    assert await de_pijp.views.get(DE_PIJP, DECISIONS, name) is None


async def test_several_documents_come_together_without_those_that_are_not_there(
    de_pijp: Following,
):
    story = plans(3)
    await de_pijp.goes_on(story.history)
    wanted = [numbered("plan", number) for number in (3, 1, 9, 1)]
    found, position = await de_pijp.views.several(DE_PIJP, PLANS, [*wanted, "plan:\0"])
    assert {name: each.plan for name, each in found.items()} == {
        name: name for name in (wanted[0], wanted[1])
    }
    assert position == story.position
    assert await de_pijp.views.several(DE_PIJP, PLANS, []) == ({}, story.position)


async def test_pages_follow_each_other_without_loss_or_repetition(de_pijp: Following):
    await de_pijp.goes_on(plans(7).history)
    seen, cursor, pages = [], None, 0
    while pages == 0 or cursor is not None:
        page = await de_pijp.views.page(DE_PIJP, PLANS, "plans", cursor=cursor, limit=3)
        seen += [plan.plan for plan in page.documents]
        cursor, pages = page.cursor, pages + 1
    assert pages == 3
    assert seen == [numbered("plan", number) for number in (7, 6, 5, 4, 3, 2, 1)]


async def test_a_page_that_is_full_and_the_last_names_no_next_one(de_pijp: Following):
    await de_pijp.goes_on(plans(3).history)
    page = await de_pijp.views.page(DE_PIJP, PLANS, "plans", limit=3)
    assert (len(page.documents), page.cursor) == (3, None)


async def test_what_is_added_in_front_does_not_shift_the_next_page(de_pijp: Following):
    story = plans(4)
    await de_pijp.goes_on(story.history)
    first = await de_pijp.views.page(DE_PIJP, PLANS, "plans", limit=2)
    told_before = story.position
    story.proposed(numbered("plan", 50))
    await de_pijp.goes_on(story.history[told_before:])
    second = await de_pijp.views.page(DE_PIJP, PLANS, "plans", cursor=first.cursor, limit=2)
    assert [plan.plan for plan in second.documents] == [numbered("plan", 2), numbered("plan", 1)]


async def test_a_list_is_narrowed_by_its_filter(de_pijp: Following):
    await de_pijp.goes_on(a_decision().history)
    page = await de_pijp.views.page(DE_PIJP, BALLOTS, "ballots", QUESTION)
    assert [ballot.decision for ballot in page.documents] == [QUESTION] * 4
    nothing = await de_pijp.views.page(DE_PIJP, BALLOTS, "ballots", numbered("decision", 77))
    assert (list(nothing.documents), nothing.cursor) == ([], None)
    assert nothing.position == page.position


async def test_a_document_that_changed_leaves_the_lists_it_stood_in(de_pijp: Following):
    story = Story().has_a_board().proposed().opened(plan=GARDEN)
    await de_pijp.goes_on(story.history)
    before = await de_pijp.views.page(DE_PIJP, PLANS, "plans", "state:proposed")
    assert [plan.plan for plan in before.documents] == [GARDEN]
    await de_pijp.goes_on(a_decision().history[story.position :])
    after = await de_pijp.views.page(DE_PIJP, PLANS, "plans", "state:proposed")
    assert list(after.documents) == []
    adopted = await de_pijp.views.page(DE_PIJP, PLANS, "plans", "state:adopted")
    assert [plan.plan for plan in adopted.documents] == [GARDEN]


@pytest.mark.parametrize("theme", ["🌱" * 2_000, "beans\0and flowers"])
async def test_residents_name_themes_as_they_like(de_pijp: Following, theme: str):
    story = plans(3, theme=theme).proposed(numbered("plan", 9), theme=f"{theme}!")
    await de_pijp.goes_on(story.history)
    first = await de_pijp.views.page(DE_PIJP, PLANS, "plans", f"theme:{theme}", limit=2)
    assert first.cursor is not None
    assert len(first.cursor) < 500
    rest = await de_pijp.views.page(
        DE_PIJP, PLANS, "plans", f"theme:{theme}", cursor=first.cursor, limit=2
    )
    assert len([*first.documents, *rest.documents]) == 3


@pytest.mark.parametrize("cursor", ["", "!", "e30", "ä", "WyJwbGFucyJd", "bnVsbA==", "[]" * 99])
async def test_what_is_no_cursor_is_refused(de_pijp: Following, cursor: str):
    await de_pijp.goes_on(plans(1).history)
    with pytest.raises(ValueError, match="no cursor"):
        await de_pijp.views.page(DE_PIJP, PLANS, "plans", cursor=cursor)


async def test_the_cursor_of_another_list_is_refused(de_pijp: Following):
    await de_pijp.goes_on(plans(3).history)
    page = await de_pijp.views.page(DE_PIJP, PLANS, "plans", "state:proposed", limit=1)
    for view, place in ((PLANS, "plans"), (BALLOTS, "ballots")):
        with pytest.raises(ValueError, match="another list"):
            await de_pijp.views.page(DE_PIJP, view, place, cursor=page.cursor)


async def test_a_read_that_demands_a_position_waits_until_the_view_is_there(database: Database):
    story = Story().has_a_board()
    de_pijp = following(database, patience=30)
    await de_pijp.goes_on(story.history[:-1])
    reading = asyncio.create_task(
        de_pijp.views.page(DE_PIJP, BOARD, "seats", at_least=story.position)
    )
    await asyncio.sleep(0.05)
    assert not reading.done()
    await de_pijp.goes_on(story.history[-1:])
    assert (await reading).position == story.position


async def test_a_waiting_read_also_notices_what_another_server_did(database: Database):
    story = Story().has_a_board()
    here, elsewhere = following(database, patience=30), following(database)
    await here.goes_on(story.history[:-1])
    reading = asyncio.create_task(here.views.get(DE_PIJP, BOARD, EAST, at_least=story.position))
    await elsewhere.goes_on(story.history[-1:])
    found = await reading
    assert found is not None
    assert found.position == story.position


async def test_a_view_that_is_late_says_so(de_pijp: Following):
    story = Story().has_a_board()
    await de_pijp.goes_on(story.history[:-1])
    await told(de_pijp.log, story.history[-1:])
    with pytest.raises(ViewLate) as late:
        await de_pijp.views.get(DE_PIJP, BOARD, EAST, at_least=story.position)
    assert late.value.facts == {"at": story.position - 1}


async def test_a_view_that_was_never_built_is_late(de_pijp: Following):
    await told(de_pijp.log, Story().founded().history)
    with pytest.raises(ViewLate):
        await de_pijp.views.page(DE_PIJP, BOARD, "seats")


async def test_what_cannot_be_an_organisation_is_not_found(de_pijp: Following):
    with pytest.raises(OrganisationNotFound):
        await de_pijp.views.get(OrganisationId("organisation:x"), BOARD, EAST)


async def test_due_is_what_has_come_to_its_close_in_any_organisation(de_pijp: Following):
    baarsjes = Story().has_a_board().opened(numbered("decision", 5), closes_at=NEXT_WEEK)
    await de_pijp.goes_on(baarsjes.history, DE_BAARSJES)
    story = Story().founded().registered(ADA).opened_vote()
    await de_pijp.goes_on(story.history)

    moment = timedelta(microseconds=1)
    assert await de_pijp.views.due(TOMORROW - moment) == []
    assert await de_pijp.views.due(TOMORROW) == [(DE_PIJP, VOTE)]
    both = [(DE_PIJP, VOTE), (DE_BAARSJES, numbered("decision", 5))]
    assert await de_pijp.views.due(NEXT_WEEK) == both


async def test_what_was_declared_is_due_no_more(de_pijp: Following):
    story = a_vote()
    await de_pijp.goes_on(story.history[:-1])
    assert await de_pijp.views.due(NEXT_WEEK) == [(DE_PIJP, VOTE)]
    await de_pijp.goes_on(story.history[-1:])
    assert await de_pijp.views.due(NEXT_WEEK) == []
