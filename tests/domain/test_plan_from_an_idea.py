"""An idea becomes a plan, and takes along where it came from."""

import pytest

from domain.events.ideas import IdeaHelpNoted, IdeaOffered, IdeaWithdrawn
from domain.events.plans import PlanBearerJoined, PlanProposed
from domain.ideas.errors import IdeaNotFound, IdeaWithdrawnAlready
from domain.ids import IdeaId, PlanId, QuestionId
from domain.plans.errors import IdeaTakenUp, ResidentsTakeUp
from tests.deliberation import happens
from tests.plans import adopts, completes_plan, revives, stops
from tests.residents import (
    ADA,
    BEN,
    CLERK,
    GARDEN,
    NOON,
    PROFESSIONAL,
    Community,
    events,
    numbered,
)

IDEA, ASKED = IdeaId(numbered("idea", 1)), QuestionId(numbered("question", 1))
SECOND = PlanId(numbered("plan", 2))


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Ada has offered an idea."""
    await de_pijp.has_a_board()
    await offered(de_pijp)
    return de_pijp


async def offered(street: Community, idea: str = IDEA, actor: str = ADA, **asked: str) -> None:
    said = {"title": "A garden", "text": "With beans.", "theme": "urban gardens"}
    known = {"question": ASKED, "first_signal_at": NOON, "origin": "resident"}
    await happens(street, IdeaOffered(idea=idea, **{**said, **known, **asked}), actor)


async def test_a_plan_takes_over_where_its_idea_came_from(street: Community):
    proposed, bearer = events(await street.proposes(ADA, idea=IDEA))
    assert isinstance(proposed, PlanProposed)
    assert (proposed.idea, proposed.question) == (IDEA, ASKED)
    assert (proposed.origin, proposed.first_signal_at) == ("resident", NOON)
    assert bearer == PlanBearerJoined(plan=GARDEN, person=ADA)


async def test_help_with_the_idea_is_the_origin_of_the_plan(street: Community):
    helped = {"helped_by": CLERK, "help": "facts"}
    await happens(street, IdeaHelpNoted(idea=IDEA, question=ASKED, **helped), ADA)
    (proposed, _) = events(await street.proposes(ADA, idea=IDEA))
    assert isinstance(proposed, PlanProposed)
    assert proposed.origin == "with_help"


async def test_a_resident_takes_up_the_idea_of_a_professional(street: Community):
    await street.registers(PROFESSIONAL, standing="professional")
    roofs = numbered("idea", 2)
    await offered(street, roofs, PROFESSIONAL, origin="professional")
    (proposed, bearer) = events(await street.proposes(BEN, idea=roofs))
    assert isinstance(proposed, PlanProposed)
    assert proposed.origin == "professional"
    assert bearer == PlanBearerJoined(plan=GARDEN, person=BEN)


async def test_a_professional_makes_a_plan_of_their_own_idea_only(street: Community):
    await street.registers(PROFESSIONAL, standing="professional")
    with pytest.raises(ResidentsTakeUp):
        await street.proposes(PROFESSIONAL, idea=IDEA)
    roofs = numbered("idea", 2)
    await offered(street, roofs, PROFESSIONAL, origin="professional")
    (proposed,) = events(await street.proposes(PROFESSIONAL, idea=roofs))
    assert isinstance(proposed, PlanProposed)
    assert proposed.origin == "professional"


async def test_an_idea_that_is_not_there_becomes_no_plan(street: Community):
    with pytest.raises(IdeaNotFound):
        await street.proposes(ADA, idea=numbered("idea", 9))


async def test_a_withdrawn_idea_becomes_no_plan(street: Community):
    await happens(street, IdeaWithdrawn(idea=IDEA, question=ASKED), ADA)
    with pytest.raises(IdeaWithdrawnAlready):
        await street.proposes(ADA, idea=IDEA)


async def test_of_one_idea_one_plan_is_under_way(street: Community):
    await street.proposes(ADA, idea=IDEA)
    with pytest.raises(IdeaTakenUp):
        await street.proposes(BEN, idea=IDEA, plan=SECOND)
    await stops(street)
    await street.proposes(BEN, idea=IDEA, plan=SECOND)
    with pytest.raises(IdeaTakenUp):
        await revives(street)
    await stops(street, BEN, plan=SECOND)
    await revives(street)


async def test_what_was_completed_may_be_done_once_more(street: Community):
    await street.proposes(ADA, idea=IDEA)
    await adopts(street)
    await completes_plan(street)
    await street.proposes(BEN, idea=IDEA, plan=SECOND)
