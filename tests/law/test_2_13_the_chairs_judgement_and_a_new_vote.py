"""Art. 2:13: what the chair declares is decisive; challenged at once it is voted on again, and
the new vote takes the effects of the first."""

from datetime import timedelta

import pytest

from domain.ballots.errors import AlreadyDeclared, NotTheHolder, SeatNotEntitled
from domain.decisions.errors import FollowedAlready, NotDeclaredYet
from domain.errors import OrganisationNotFound
from domain.events.bylaws import BylawsVersionAdopted
from domain.events.decisions import DecisionOpened
from domain.events.plans import PlanAdopted
from domain.meetings.errors import ChairOrClerkRequired, ItemNotOpen
from domain.results.errors import (
    BeforeResult,
    NoLongerStands,
    NothingDecided,
    NotWanted,
    ReVoteElsewhere,
)
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.law.scenes import OFFICE, board_votes, founds_foundation, meets, opened, settled
from tests.meetings import attends, closes_item
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    GARDEN,
    NEW_BYLAWS,
    NORTH,
    PROFESSIONAL,
    QUESTION,
    SOUTH,
    STRANGER,
    WEST,
    Community,
    events,
    numbered,
)
from tests.results import (
    AGAIN,
    annuls_decision,
    challenges,
    concludes,
    decides,
    re_votes,
    suspends_decision,
    voids,
    withdraws_proposal,
)
from tests.seats import assigns


@pytest.fixture
async def board(de_pijp: Community, clock: StoryClock) -> Community:
    """Has adopted a plan in a meeting, by two to one; the professional did not come."""
    await founds_foundation(de_pijp)
    await de_pijp.proposes()
    de_pijp.item = await meets(de_pijp)
    asked = {"threshold": None, "quorum": None}
    await decides(de_pijp, "for", "for", "against", plan=GARDEN, **asked)
    return de_pijp


async def test_what_the_chair_declares_is_decisive(board: Community):
    assert len(await board.history(PlanAdopted)) == 1
    assert [r.event.decision for r in await board.history(DecisionOpened)] == [QUESTION]  # type: ignore[attr-defined]


async def test_only_who_could_vote_challenges_and_for_their_own_seat(board: Community):
    with pytest.raises(NotTheHolder):
        await challenges(board, BEN, EAST)
    with pytest.raises(SeatNotEntitled):
        await challenges(board, DEWI, SOUTH)
    with pytest.raises(OrganisationNotFound):
        await challenges(board, STRANGER, EAST)
    await challenges(board, PROFESSIONAL, OFFICE)


async def test_nothing_is_challenged_before_it_is_declared(board: Community):
    await board.opens(
        decision=AGAIN,
        threshold=None,
        quorum=None,
        closes_at=board.ports.clock() + timedelta(hours=1),
    )
    with pytest.raises(NotDeclaredYet):
        await challenges(board, decision=AGAIN)
    with pytest.raises(NotDeclaredYet):
        await re_votes(board, decision=AGAIN, follow_up=numbered("decision", 3))
    await withdraws_proposal(board, CLERK, decision=AGAIN)
    with pytest.raises(NothingDecided):
        await challenges(board, decision=AGAIN)


async def test_a_new_vote_is_held_if_more_than_half_of_those_there_wants_it(board: Community):
    """Three took part; the professional, who was not there, does not count."""
    await challenges(board, CHEN, NORTH)
    await challenges(board, PROFESSIONAL, OFFICE)
    with pytest.raises(NotWanted):
        await re_votes(board)
    await challenges(board, BEN, WEST)
    await re_votes(board)
    with pytest.raises(FollowedAlready):
        await challenges(board, ADA, EAST)


async def test_who_came_and_did_not_vote_is_there_too(board: Community, clock: StoryClock):
    """Attendance counts, with a ballot or without: half of four is not enough."""
    board.item = await meets(board)
    meeting = numbered("meeting", 101)
    await attends(board, EAST, WEST, NORTH, OFFICE, meeting=meeting)
    await decides(board, "for", "against", "for", decision=AGAIN, threshold=None, quorum=None)
    await challenges(board, BEN, WEST, decision=AGAIN)
    await challenges(board, CHEN, NORTH, decision=AGAIN)
    with pytest.raises(NotWanted):
        await re_votes(board, decision=AGAIN, follow_up=numbered("decision", 3))
    await challenges(board, PROFESSIONAL, OFFICE, decision=AGAIN)
    await re_votes(board, decision=AGAIN, follow_up=numbered("decision", 3))


async def test_the_chair_or_the_clerk_opens_the_new_vote_in_the_same_meeting(board: Community):
    await challenges(board, CHEN, NORTH)
    await challenges(board, BEN, WEST)
    with pytest.raises(ChairOrClerkRequired):
        await re_votes(board, actor=BEN)
    here = board.item
    elsewhere = await meets(board)
    with pytest.raises(ReVoteElsewhere):
        await re_votes(board, item=elsewhere)
    board.item = here
    await assigns(board, EAST)
    await re_votes(board, actor=ADA)


async def test_the_item_is_open_while_it_is_voted_on_again(board: Community):
    await challenges(board, CHEN, NORTH)
    await challenges(board, BEN, WEST)
    await closes_item(board, board.item, meeting=numbered("meeting", 100))  # type: ignore[arg-type]
    with pytest.raises(ItemNotOpen):
        await re_votes(board)


async def test_a_result_that_a_new_vote_voided_is_not_undone_once_more(board: Community):
    await challenges(board, CHEN, NORTH)
    await challenges(board, BEN, WEST)
    await re_votes(board)
    await concludes(board, "for", "for", "for")
    for undo in (annuls_decision, suspends_decision):
        with pytest.raises(NoLongerStands):
            await undo(board)
    assert [e.NAME for e in events(await annuls_decision(board, decision=AGAIN))] == [
        "decision.annulled",
        "plan.adoption_lapsed",
    ]


async def test_the_new_vote_can_be_challenged_too(board: Community):
    await challenges(board, CHEN, NORTH)
    await challenges(board, BEN, WEST)
    await re_votes(board)
    await concludes(board, "for", "for", "for")
    await challenges(board, ADA, EAST, decision=AGAIN)
    await challenges(board, BEN, WEST, decision=AGAIN)
    third = await re_votes(board, decision=AGAIN, follow_up=numbered("decision", 3))
    (again,) = events(third)
    assert (again.follows, again.case) == (AGAIN, QUESTION)  # type: ignore[attr-defined]


async def test_a_new_vote_on_the_bylaws_adopts_them_anew(board: Community, clock: StoryClock):
    await board.proposes_bylaws(changed(FOUNDATION, consent={"max_rounds": 5}))
    question = numbered("decision", 7)
    asked = {"decision": question, "proposed_bylaws": NEW_BYLAWS, "item": await meets(board)}
    await opened(board, **asked)
    assert await settled(board, clock, board_votes(*["for"] * 4), question) == "adopted"
    board.item = asked["item"]  # type: ignore[assignment]
    for person, seat in ((ADA, EAST), (BEN, WEST), (CHEN, NORTH)):
        await challenges(board, person, seat, decision=question)
    await re_votes(board, decision=question)
    await concludes(board, "for", "for", "for")
    adopted = [r.event.decision for r in await board.history(BylawsVersionAdopted)]  # type: ignore[attr-defined]
    assert adopted == [question, AGAIN]


async def test_nothing_is_annulled_before_it_was_declared(board: Community, clock: StoryClock):
    for moment in (clock.now - timedelta(days=1), clock.now + timedelta(seconds=1)):
        with pytest.raises(BeforeResult):
            await annuls_decision(board, annulled_at=moment)


async def test_what_was_declared_is_not_voided_as_an_error(board: Community):
    with pytest.raises(AlreadyDeclared):
        await voids(board)
