"""Art. 2:14 and 2:15: what is void and who ratifies it; what a court annuls, until when it can
be asked, and what a confirmation cures."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.ballots.errors import AlreadyCounted, NotTheHolder, SeatNotEntitled, VotingIsClosed
from domain.decisions.errors import FollowedAlready, NoticeDefective
from domain.errors import RoleRequired
from domain.events.bylaws import BylawsVersionAdopted, DeedExecuted
from domain.events.decisions import DecisionOpened
from domain.events.plans import PlanAdopted
from domain.events.results import DecisionAnnulled, DecisionConfirmed
from domain.meetings.errors import ChairOrClerkRequired
from domain.organisations.versions import BYLAWS_EVENTS, Version, Versions
from domain.persons.errors import PersonNotFound
from domain.results.claim_period import claim_until
from domain.results.errors import (
    AnnulledAlready,
    ClaimEndedAlready,
    ClaimNotFound,
    ConfirmedAlready,
    DecisionIsVoid,
    DecisionNotSuspended,
    DecisionNotVoid,
    DecisionSuspendedAlready,
    NobodyPassedOver,
    NoLongerStands,
    NoOnesWord,
    NotAdopted,
    NoticedAlready,
    NotPassedOver,
    NotSentBack,
    NotSpokesperson,
    NotYourProposal,
    PublishedAlready,
    RatificationTooLate,
    StatedAlready,
)
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.law.scenes import board_votes, founds_foundation, meets, opened, settled
from tests.meetings import calls, in_session, opens_item, places
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    FIRST_BYLAWS,
    GARDEN,
    NEW_BYLAWS,
    NEXT_ITEM,
    NORTH,
    QUESTION,
    SECOND_MEETING,
    SOUTH,
    TOMORROW,
    Community,
    events,
    numbered,
)
from tests.results import (
    AGAIN,
    COURT,
    OTHER_CLAIM,
    annuls_decision,
    claims,
    concludes,
    confirms,
    decides,
    decides_anew,
    ends_claim,
    finds_void,
    lifts_decision_suspension,
    notices,
    publishes,
    ratifies,
    sends_back,
    states,
    suspends_decision,
    voids,
    withdraws_proposal,
)

LATER = numbered("decision", 7)
HOUR = timedelta(hours=1)


@pytest.fixture
async def board(de_pijp: Community) -> Community:
    """Has adopted a plan."""
    await de_pijp.has_a_board()
    await de_pijp.proposes()
    await decides(de_pijp, "for", "for", plan=GARDEN)
    return de_pijp


@pytest.fixture
async def foundation(de_pijp: Community) -> Community:
    """Has bylaws, and other ones that were proposed."""
    await founds_foundation(de_pijp)
    await de_pijp.proposes_bylaws(changed(FOUNDATION, consent={"max_rounds": 5}))
    return de_pijp


def kinds(recorded: Any) -> list[str]:
    return [event.NAME for event in events(recorded)]


async def versions(street: Community) -> Versions:
    known = Versions()
    for each in await street.history(*BYLAWS_EVENTS):
        known.see(each.event, each.position, each.time)
    return known


async def in_force(street: Community, moment: datetime) -> str:
    version = (await versions(street)).in_force(moment)
    assert isinstance(version, Version)
    return version.bylaws


async def board_adopts(street: Community, clock: StoryClock, decision: str = QUESTION) -> None:
    await opened(street, decision=decision, proposed_bylaws=NEW_BYLAWS)
    outcome = await settled(street, clock, board_votes(*["for"] * 4), decision)  # type: ignore[arg-type]
    assert outcome == "adopted"


# 2:14: void, and ratified.


async def test_what_is_void_rests_on_a_court_or_an_organ_and_not_on_the_clerk_alone(
    board: Community,
):
    neither: dict[str, Any] = {"by_decision": None}
    for said in (neither, {"by_decision": QUESTION}, {**COURT, "by_decision": AGAIN}):
        with pytest.raises(NoOnesWord):
            await finds_void(board, **said)
    with pytest.raises(NoOnesWord):
        await finds_void(board, case_number=None)
    with pytest.raises(RoleRequired):
        await finds_void(board, actor=ADA)
    await decides(board, "against", "against", decision=AGAIN)
    with pytest.raises(NoOnesWord):
        await finds_void(board, by_decision=AGAIN)
    await decides(board, "for", "for", decision=LATER)
    await finds_void(board, by_decision=LATER)
    with pytest.raises(DecisionIsVoid):
        await finds_void(board, by_decision=LATER)


async def test_an_organ_that_was_passed_over_ratifies_by_a_decision_of_its_own(
    board: Community,
):
    await finds_void(board, passed_over_organ="residents")
    with pytest.raises(NotPassedOver):
        await ratifies(board, CLERK)
    await decides(board, "for", "for", decision=AGAIN)
    with pytest.raises(NotPassedOver):
        await ratifies(board, CLERK, by_decision=AGAIN)
    for number, holder in ((11, ADA), (12, BEN), (13, CHEN)):
        seat: Any = numbered("seat", number)
        await board.establishes(seat, organ="residents")
        await board.fills(seat, holder)
    await board.opens(decision=LATER, organ="residents", closes_at=board.ports.clock() + HOUR)
    for number, holder in ((11, ADA), (12, BEN), (13, CHEN)):
        await board.votes(holder, numbered("seat", number), "for", decision=LATER)  # type: ignore[arg-type]
    await concludes(board, decision=LATER)  # type: ignore[arg-type]
    ratified = await ratifies(board, CLERK, by_decision=LATER)
    assert kinds(ratified) == ["decision.ratified", "plan.adopted"]
    with pytest.raises(DecisionNotVoid):
        await ratifies(board, CLERK, by_decision=LATER)


async def test_nobody_ratifies_where_nobody_was_passed_over(board: Community):
    with pytest.raises(DecisionNotVoid):
        await ratifies(board)
    for wrong in ({"passed_over": ADA, "passed_over_organ": "board"}, {"ratify_by": TOMORROW}):
        with pytest.raises(NobodyPassedOver):
            await finds_void(board, **wrong)
    for nobody in await board.unknown_persons():
        with pytest.raises(PersonNotFound):
            await finds_void(board, passed_over=nobody)
    await finds_void(board)
    with pytest.raises(NobodyPassedOver):
        await ratifies(board, CLERK)


async def test_it_is_ratified_within_the_time_that_was_set(board: Community, clock: StoryClock):
    await finds_void(board, passed_over=DEWI, ratify_by=TOMORROW)
    clock.now = TOMORROW
    with pytest.raises(RatificationTooLate):
        await ratifies(board, DEWI)
    clock.now = TOMORROW - timedelta(seconds=1)
    await ratifies(board, DEWI)


# 2:15(5): the claim lapses a year after the end of the day.


@pytest.mark.parametrize(
    ("known_at", "until"),
    [
        (datetime(2026, 5, 4, 0, 0, tzinfo=UTC), datetime(2027, 5, 5, tzinfo=UTC)),
        (datetime(2026, 5, 4, 23, 59, tzinfo=UTC), datetime(2027, 5, 5, tzinfo=UTC)),
        (datetime(2026, 12, 31, 12, 0, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)),
        (datetime(2028, 2, 29, 12, 0, tzinfo=UTC), datetime(2029, 3, 1, tzinfo=UTC)),
        (datetime(2027, 2, 28, 12, 0, tzinfo=UTC), datetime(2028, 2, 29, tzinfo=UTC)),
    ],
)
def test_one_may_claim_for_a_year_after_the_end_of_that_day(known_at: datetime, until: datetime):
    assert claim_until(known_at) == until


async def test_it_is_noted_once_when_it_was_published_and_since_when_somebody_knows(
    board: Community,
):
    await publishes(board)
    with pytest.raises(PublishedAlready):
        await publishes(board)
    await notices(board, ADA, actor=ADA, how="knowledge")
    with pytest.raises(NoticedAlready):
        await notices(board, ADA)
    with pytest.raises(RoleRequired):
        await notices(board, BEN, actor=ADA)
    for nobody in await board.unknown_persons():
        with pytest.raises(PersonNotFound):
            await notices(board, nobody)


# 2:15: a court annuls, and the effects are gone from then on.


async def test_a_claim_ends_once_and_by_an_annulment_too(board: Community):
    with pytest.raises(ClaimNotFound):
        await ends_claim(board)
    await claims(board)
    await claims(board, claim=OTHER_CLAIM)
    annulled = await annuls_decision(board, claim=OTHER_CLAIM)
    assert kinds(annulled) == ["decision.annulled", "claim.ended", "plan.adoption_lapsed"]
    with pytest.raises(ClaimEndedAlready):
        await ends_claim(board, claim=OTHER_CLAIM)
    await ends_claim(board, "withdrawn")
    with pytest.raises(AnnulledAlready):
        await annuls_decision(board)
    with pytest.raises(NoLongerStands):
        await confirms(board)


async def test_annulled_bylaws_leave_the_version_before_in_force_again(
    foundation: Community, clock: StoryClock
):
    await board_adopts(foundation, clock)
    clock.pass_by(days=1)
    asked = await opened(foundation, decision=LATER)
    clock.pass_by(hours=1)
    assert kinds(await annuls_decision(foundation)) == [
        "decision.annulled",
        "bylaws.version_lapsed",
    ]
    assert await in_force(foundation, clock.now - timedelta(seconds=1)) == NEW_BYLAWS
    assert await in_force(foundation, clock.now) == FIRST_BYLAWS
    (same,) = [
        each.event
        for each in await foundation.history(DecisionOpened)
        if each.event.decision == LATER  # type: ignore[attr-defined]
    ]
    assert same == asked
    outcome = await settled(foundation, clock, board_votes(*["for"] * 4), LATER)  # type: ignore[arg-type]
    assert outcome == "adopted"
    again = await opened(foundation, decision=numbered("decision", 8))
    assert again.bylaws != asked.bylaws


async def test_the_court_says_from_when_on_and_the_record_may_learn_it_later(
    foundation: Community, clock: StoryClock
):
    await board_adopts(foundation, clock)
    judged_at = clock.now + timedelta(days=3)
    clock.pass_by(days=10)
    await annuls_decision(foundation, annulled_at=judged_at)
    assert await in_force(foundation, judged_at - timedelta(seconds=1)) == NEW_BYLAWS
    assert await in_force(foundation, judged_at) == FIRST_BYLAWS


async def test_suspended_bylaws_are_in_force_again_once_that_is_lifted(
    foundation: Community, clock: StoryClock
):
    await board_adopts(foundation, clock)
    adopted = clock.now
    for act in (suspends_decision, lifts_decision_suspension):
        clock.pass_by(days=1)
        await act(foundation)
    days = [adopted + timedelta(days=number) for number in (0, 1, 2)]
    assert [await in_force(foundation, day) for day in days] == [
        NEW_BYLAWS,
        FIRST_BYLAWS,
        NEW_BYLAWS,
    ]


async def test_bylaws_that_others_have_replaced_meanwhile_do_not_come_again(
    foundation: Community, clock: StoryClock
):
    await board_adopts(foundation, clock)
    await suspends_decision(foundation)
    newest: Any = numbered("bylaws", 3)
    await foundation.proposes_bylaws(changed(FOUNDATION, consent={"max_rounds": 7}), bylaws=newest)
    await opened(foundation, decision=LATER, proposed_bylaws=newest)
    await settled(foundation, clock, board_votes(*["for"] * 4), LATER)  # type: ignore[arg-type]
    lifted = await lifts_decision_suspension(foundation)
    assert kinds(lifted) == ["decision.suspension_lifted", "duty.opened"]
    assert await in_force(foundation, clock.now) == newest


async def test_statutes_that_had_their_deed_need_no_other_one_after_a_suspension(
    foundation: Community, clock: StoryClock
):
    statutes: Any = numbered("bylaws", 3)
    longer = changed(FOUNDATION, terms={"term_months": 36})
    await foundation.proposes_bylaws(longer, bylaws=statutes)
    asked = {"decision": LATER, "proposed_bylaws": statutes}
    await opened(foundation, **asked)
    assert await settled(foundation, clock, board_votes(*["for"] * 4), LATER) == "adopted"  # type: ignore[arg-type]
    await suspends_decision(foundation, decision=LATER)
    await lifts_decision_suspension(foundation, decision=LATER)
    assert await in_force(foundation, clock.now) == FIRST_BYLAWS
    await foundation.records_deed(bylaws=statutes)
    clock.pass_by(days=1)
    await suspends_decision(foundation, decision=LATER)
    assert await in_force(foundation, clock.now) == FIRST_BYLAWS
    await lifts_decision_suspension(foundation, decision=LATER)
    assert await in_force(foundation, clock.now) == statutes
    assert len(await foundation.history(DeedExecuted)) == 1
    assert len(await foundation.history(BylawsVersionAdopted)) == 3


async def test_a_suspension_is_lifted_once_and_not_twice(board: Community):
    with pytest.raises(DecisionNotSuspended):
        await lifts_decision_suspension(board)
    await decides(board, "for", "for", decision=AGAIN)
    await suspends_decision(board, by_decision=AGAIN)
    with pytest.raises(DecisionSuspendedAlready):
        await suspends_decision(board)
    assert kinds(await lifts_decision_suspension(board, by_decision=AGAIN)) == [
        "decision.suspension_lifted",
        "plan.adopted",
    ]
    with pytest.raises(DecisionNotSuspended):
        await lifts_decision_suspension(board)


# 2:15(6): a confirmation.


async def test_only_what_was_adopted_is_confirmed_and_only_once(board: Community):
    await decides(board, "against", "against", decision=LATER)
    with pytest.raises(NotAdopted):
        await confirms(board, decision=LATER)
    await confirms(board)
    with pytest.raises(FollowedAlready):
        await confirms(board, follow_up=numbered("decision", 3))
    await concludes(board, "for", "for")
    with pytest.raises(ConfirmedAlready):
        await confirms(board, follow_up=numbered("decision", 3))


async def test_if_the_claim_is_granted_the_confirmation_counts_as_the_decision_anew(
    board: Community,
):
    await claims(board)
    await confirms(board)
    await concludes(board, "for", "for")
    annulled = await annuls_decision(board, claim="claim:00000000-0000-0000-0000-000000000001")
    assert kinds(annulled) == [
        "decision.annulled",
        "claim.ended",
        "plan.adoption_lapsed",
        "plan.adopted",
    ]
    assert (await board.history(PlanAdopted))[-1].event.decision == AGAIN  # type: ignore[attr-defined]
    assert not await board.history(DecisionConfirmed)


async def test_unless_that_was_not_what_the_confirmation_meant(board: Community):
    await claims(board)
    await confirms(board)
    await concludes(board, "for", "for")
    annulled = await annuls_decision(board, taken_anew=False)
    assert kinds(annulled) == ["decision.annulled", "plan.adoption_lapsed"]
    (recorded,) = await board.history(DecisionAnnulled)
    assert recorded.event.taken_anew_by is None  # type: ignore[attr-defined]


async def test_only_earlier_claims_keep_a_confirmation_waiting(board: Community, clock: StoryClock):
    await claims(board)
    await confirms(board)
    await concludes(board, "for", "for")
    clock.pass_by(days=1)
    await claims(board, claim=OTHER_CLAIM)
    clock.pass_by(days=1)
    assert kinds(await ends_claim(board)) == ["claim.ended", "decision.confirmed"]
    assert kinds(await ends_claim(board, claim=OTHER_CLAIM)) == ["claim.ended"]


async def test_a_meeting_whose_notice_was_defective_confirms_nothing(
    foundation: Community, clock: StoryClock
):
    await foundation.proposes()
    await opened(foundation, plan=GARDEN)
    assert await settled(foundation, clock, board_votes("for", "for", "for")) == "adopted"
    late = {"sent_at": clock.now, "begins_at": clock.now + timedelta(days=1)}
    await calls(foundation, meeting=SECOND_MEETING, **late)
    await places(foundation, NEXT_ITEM, meeting=SECOND_MEETING, notified_at=clock.now)
    clock.pass_by(days=1)
    await opens_item(foundation, NEXT_ITEM, meeting=SECOND_MEETING)
    with pytest.raises(NoticeDefective):
        await confirms(foundation, item=NEXT_ITEM)
    await confirms(foundation, item=await meets(foundation))


# What ends before it is counted, and what is said of it afterwards.


async def test_a_proposal_is_withdrawn_by_who_made_it_before_the_close(
    board: Community, clock: StoryClock
):
    other: Any = numbered("plan", 2)
    await board.proposes(BEN, plan=other)
    await board.opens(decision=AGAIN, plan=other, closes_at=clock.now + HOUR)
    with pytest.raises(NotYourProposal):
        await withdraws_proposal(board, ADA, decision=AGAIN)
    clock.pass_by(hours=1)
    with pytest.raises(VotingIsClosed):
        await withdraws_proposal(board, BEN, decision=AGAIN)
    clock.pass_by(seconds=-1)
    assert kinds(await withdraws_proposal(board, BEN, decision=AGAIN)) == [
        "voting.closed",
        "result.declared",
    ]


async def test_what_was_counted_was_not_opened_in_error(board: Community, clock: StoryClock):
    await in_session(board)
    await board.opens(decision=AGAIN, closes_at=clock.now + HOUR)
    with pytest.raises(ChairOrClerkRequired):
        await voids(board, actor=ADA, decision=AGAIN)
    await board.votes(ADA, EAST, "for", decision=AGAIN)
    clock.pass_by(hours=1)
    await board.closes(decision=AGAIN)
    await board.counts(decision=AGAIN)
    with pytest.raises(AlreadyCounted):
        await voids(board, decision=AGAIN)


async def test_outside_a_meeting_only_the_clerk_voids_what_was_opened_in_error(board: Community):
    await board.opens(decision=AGAIN, closes_at=TOMORROW)
    with pytest.raises(RoleRequired):
        await voids(board, actor=ADA, decision=AGAIN)


async def test_a_minority_statement_is_by_the_seat_that_was_entitled_and_once(board: Community):
    with pytest.raises(NotTheHolder):
        await states(board, ADA, NORTH)
    with pytest.raises(SeatNotEntitled):
        await states(board, DEWI, SOUTH)
    await board.vacates(NORTH)
    await states(board)
    with pytest.raises(StatedAlready):
        await states(board)


async def test_nothing_that_was_not_sent_back_is_opened_after_a_dialogue(board: Community):
    with pytest.raises(NotSentBack):
        await decides_anew(board)
    with pytest.raises(NotSpokesperson):
        await sends_back(board)
