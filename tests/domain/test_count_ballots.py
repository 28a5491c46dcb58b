"""In a meeting the ballots are counted first, and then the chair declares (article 2:13)."""

import pytest

from domain.ballots.errors import (
    AlreadyCounted,
    AlreadyDeclared,
    DecisionNotFound,
    NotInMeeting,
    NotYetClosed,
    NotYetCounted,
)
from domain.decisions.declare_result import DeclareDecisionResult
from domain.errors import RoleRequired
from domain.events.ballots import BallotsOpened, ResultCounted, ResultDeclared
from domain.events.plans import PlanAdopted
from domain.ids import MACHINE
from domain.meetings.errors import ChairOrClerkRequired
from tests.choices import all_vote
from tests.conftest import StoryClock
from tests.meetings import in_session
from tests.residents import (
    ADA,
    BEN,
    CLERK,
    EAST,
    GARDEN,
    QUESTION,
    SEED,
    TOMORROW,
    Community,
    events,
    numbered,
)
from tests.seats import assigns


@pytest.fixture
async def meeting(de_pijp: Community, clock: StoryClock) -> Community:
    """All three are for it, and voting has closed. Ada is in the chair."""
    await de_pijp.has_a_board()
    await assigns(de_pijp, EAST)
    await de_pijp.proposes()
    await in_session(de_pijp)
    await de_pijp.opens(plan=GARDEN)
    await all_vote(de_pijp, "for", "for", "for")
    clock.now = TOMORROW
    return de_pijp


async def test_the_machine_counts_and_the_chair_declares(meeting: Community):
    await meeting.closes()
    assert [event.NAME for event in events(await meeting.counts())] == [
        "ballots.opened",
        "result.counted",
    ]
    assert await meeting.history(ResultDeclared, PlanAdopted) == []
    assert await meeting.unsealed(QUESTION) == {}
    assert events(await meeting.declares(ADA)) == [
        ResultDeclared(decision=QUESTION, outcome="adopted"),
        PlanAdopted(plan=GARDEN, decision=QUESTION),
    ]


async def test_chair_and_clerk_may_have_the_ballots_counted(meeting: Community):
    await meeting.closes()
    with pytest.raises(ChairOrClerkRequired):
        await meeting.counts(BEN)
    await meeting.counts(ADA)


async def test_the_machine_declares_nothing_in_a_meeting(meeting: Community):
    await meeting.closes()
    await meeting.counts(CLERK)
    with pytest.raises(RoleRequired) as refused:
        await meeting.does(MACHINE, DeclareDecisionResult, decision=QUESTION, seed=SEED)
    assert refused.value.facts == {"role": "chair"}
    with pytest.raises(ChairOrClerkRequired):
        await meeting.declares(BEN)


async def test_ballots_are_counted_once_and_after_the_close(meeting: Community):
    with pytest.raises(NotYetClosed):
        await meeting.counts()
    await meeting.closes()
    await meeting.counts()
    with pytest.raises(AlreadyCounted):
        await meeting.counts()
    await meeting.declares(CLERK)
    with pytest.raises(AlreadyDeclared):
        await meeting.counts()
    assert len(await meeting.history(BallotsOpened)) == 1
    assert len(await meeting.history(ResultCounted)) == 1


async def test_what_is_not_counted_is_not_declared(meeting: Community):
    await meeting.closes()
    with pytest.raises(NotYetCounted):
        await meeting.declares(CLERK)


async def test_outside_a_meeting_counting_is_no_act_of_its_own(
    de_pijp: Community, clock: StoryClock
):
    await de_pijp.has_a_board()
    await de_pijp.opens()
    clock.now = TOMORROW
    await de_pijp.closes()
    with pytest.raises(NotInMeeting):
        await de_pijp.counts()


async def test_what_was_never_opened_is_not_found(meeting: Community):
    with pytest.raises(DecisionNotFound):
        await meeting.counts(decision=numbered("decision", 9))
