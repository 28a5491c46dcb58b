"""Section 5 of the rules, a test for each sentence; and those of 10 on what is withdrawn or was
opened in error."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.bylaws.articles import MinorityArticle
from domain.decisions.errors import FollowedAlready
from domain.decisions.options import NewOption
from domain.events.ballots import BallotsOpened, ResultCounted, ResultDeclared, VotingClosed
from domain.events.decisions import AffectedGroup, DecisionOpened, HolderToSuspend, SeatToFill
from domain.events.duties import DutyOpened
from domain.events.plans import PlanAdopted, PlanAdoptionLapsed
from domain.events.results import DecisionConfirmed, ResultVoided
from domain.events.seats import (
    SeatFilled,
    SeatFillingLapsed,
)
from domain.meetings.errors import ChairOrClerkRequired
from domain.results.claim_period import claim_until
from domain.results.errors import (
    CannotBeCured,
    ChallengedAlready,
    ChallengedOutsideMeeting,
    ChallengeTooLate,
    DecisionIsVoid,
    NoDialogueYet,
    NotPassedOver,
    NotSpokesperson,
    NotWanted,
    SendBackTooLate,
    SentBackAlready,
)
from domain.seats.register import SEAT_EVENTS, SeatRegister
from projections.recount import StillRunning, recount
from tests.bylaws import FOUNDATION, STATUTES
from tests.conftest import StoryClock
from tests.deliberation import opens_round
from tests.meetings import closes_item, closes_meeting, in_session, opens_item, places
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    GARDEN,
    NEXT_ITEM,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    NORTH,
    PROFESSIONAL,
    QUESTION,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.results import (
    AGAIN,
    annuls_decision,
    challenges,
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
    re_votes,
    sends_back,
    states,
    suspends_decision,
    voids,
    withdraws_proposal,
)
from tests.seats import moves_away
from tests.seats import suspends as suspends_holder

WITH_MINORITY = msgspec.structs.replace(
    FOUNDATION,
    resident_majority=msgspec.structs.replace(FOUNDATION.resident_majority, reserved=()),
    minority=MinorityArticle(**STATUTES, send_back="on", send_back_within_days=14),
)
NEIGHBOURS = (AffectedGroup(name="Neighbours", spokesperson=BEN),)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """A board of three, with a plan, and no bylaws that say how it decides."""
    await de_pijp.has_a_board()
    await de_pijp.proposes()
    return de_pijp


@pytest.fixture
async def meeting(street: Community) -> Community:
    """Under way, with another item after the one that is open."""
    await in_session(street)
    await places(street, NEXT_ITEM, notified_at=NOON - timedelta(days=60))
    return street


def kinds(recorded: Any) -> list[str]:
    return [event.NAME for event in events(recorded)]


async def seats(street: Community) -> SeatRegister:
    register = SeatRegister()
    for each in await street.history(*SEAT_EVENTS):
        register.see(each.event, each.position, each.id)
    return register


# `result.counted` carries the computed count. `result.declared` carries the legal result, and
# every effect is appended together with it. In a meeting the chair declares (2:13).


async def test_every_effect_is_appended_together_with_the_declared_result(
    meeting: Community, clock: StoryClock
):
    await meeting.opens(plan=GARDEN, closes_at=clock.now + timedelta(hours=1))
    for person, seat in ((ADA, EAST), (BEN, WEST)):
        await meeting.votes(person, seat, "for")
    clock.pass_by(hours=1)
    await meeting.closes()
    assert kinds(await meeting.counts()) == ["ballots.opened", "result.counted"]
    with pytest.raises(ChairOrClerkRequired):
        await meeting.declares(actor=BEN)
    assert kinds(await meeting.declares(actor=CLERK)) == ["result.declared", "plan.adopted"]


# Outside a meeting, and in a neighbourhood vote, the opening, the count and the declaration with
# its effects are one append.


async def test_outside_a_meeting_opening_count_and_declaration_are_one_append(street: Community):
    await decides(street, "for", "for", plan=GARDEN)
    declared, counted, opened, adopted = [
        (await street.history(kind))[-1]
        for kind in (ResultDeclared, ResultCounted, BallotsOpened, PlanAdopted)
    ]
    places = [opened.position, counted.position, declared.position, adopted.position]
    assert places == list(range(opened.position, opened.position + 4))
    assert len({each.time for each in (declared, counted, opened, adopted)}) == 1


# A declared result may be challenged until the next item of the agenda is opened or the meeting
# closes;


async def test_a_result_is_challenged_until_the_next_item_is_opened(meeting: Community):
    await decides(meeting, "for", "for", plan=GARDEN)
    await challenges(meeting)
    with pytest.raises(ChallengedAlready):
        await challenges(meeting)
    await closes_item(meeting)
    await opens_item(meeting)
    await challenges(meeting, BEN, WEST)
    await closes_item(meeting)
    await opens_item(meeting, NEXT_ITEM)
    with pytest.raises(ChallengeTooLate):
        await challenges(meeting, CHEN, NORTH)


async def test_a_result_is_challenged_until_the_meeting_closes(meeting: Community):
    await decides(meeting, "for", "for", plan=GARDEN)
    await closes_item(meeting)
    await closes_meeting(meeting)
    with pytest.raises(ChallengeTooLate):
        await challenges(meeting)


async def test_outside_a_meeting_nothing_is_declared_by_a_chair_to_be_challenged(street: Community):
    await decides(street, "for", "for", plan=GARDEN)
    with pytest.raises(ChallengedOutsideMeeting):
        await challenges(street)


# the new vote voids the first, which stays in the log.


async def test_the_new_vote_voids_the_first_which_stays_in_the_log(meeting: Community):
    await decides(meeting, "for", "for", "against", plan=GARDEN)
    await challenges(meeting, BEN, WEST)
    with pytest.raises(NotWanted):
        await re_votes(meeting)
    await challenges(meeting, CHEN, NORTH)
    (again,) = events(await re_votes(meeting))
    assert isinstance(again, DecisionOpened)
    (first, *_) = [each.event for each in await meeting.history(DecisionOpened)]
    assert (again.follows, again.follows_as) == (QUESTION, "re_vote")
    for same in ("question", "proposal", "threshold", "quorum", "plan", "organ", "method"):
        assert getattr(again, same) == getattr(first, same)
    await concludes(meeting, "for", "against", "against")
    declared, voided, lapsed = [
        (await meeting.history(kind))[-1]
        for kind in (ResultDeclared, ResultVoided, PlanAdoptionLapsed)
    ]
    places = [each.position for each in (declared, voided, lapsed)]
    assert places == list(range(declared.position, declared.position + 3))
    assert [each.event.outcome for each in await meeting.history(ResultDeclared)] == [  # type: ignore[attr-defined]
        "adopted",
        "rejected",
    ]


async def test_a_new_vote_that_adopts_the_plan_again_is_what_adopts_it(meeting: Community):
    await decides(meeting, "for", "for", "against", plan=GARDEN)
    await challenges(meeting, BEN, WEST)
    await challenges(meeting, CHEN, NORTH)
    await re_votes(meeting)
    await concludes(meeting, "for", "for", "for")
    assert [each.event.decision for each in await meeting.history(PlanAdopted)] == [  # type: ignore[attr-defined]
        QUESTION,
        AGAIN,
    ]
    assert len(await meeting.history(PlanAdoptionLapsed)) == 1


async def test_a_new_vote_that_was_opened_in_error_voids_nothing_and_may_be_held_again(
    meeting: Community,
):
    await decides(meeting, "for", "for", "against", plan=GARDEN)
    await challenges(meeting, BEN, WEST)
    await challenges(meeting, CHEN, NORTH)
    await re_votes(meeting)
    with pytest.raises(FollowedAlready):
        await re_votes(meeting, follow_up=numbered("decision", 3))
    await voids(meeting, decision=AGAIN)
    assert not await meeting.history(ResultVoided)
    assert kinds(await re_votes(meeting, follow_up=numbered("decision", 3))) == ["decision.opened"]


async def test_a_new_vote_takes_back_the_seat_that_the_first_had_filled(meeting: Community):
    await meeting.registers(PROFESSIONAL)
    place = SeatToFill(seat=SOUTH, term_from=TOMORROW, term_until=NEXT_YEAR)
    options = (NewOption(person=DEWI), NewOption(person=PROFESSIONAL))
    dewi, other = (numbered("option", number) for number in (1, 2))
    asked: dict[str, Any] = {"method": "plurality", "threshold": None, "options": options}
    await decides(meeting, dewi, dewi, other, fills=(place,), **asked)
    assert (await seats(meeting)).holder(SOUTH, TOMORROW) == DEWI
    await challenges(meeting)
    await challenges(meeting, CHEN, NORTH)
    await re_votes(meeting)
    await concludes(meeting, other, dewi, other)
    assert (await seats(meeting)).holder(SOUTH, TOMORROW) == PROFESSIONAL
    lapsed = (await meeting.history(SeatFillingLapsed))[-1].event
    assert isinstance(lapsed, SeatFillingLapsed)
    assert (lapsed.holder, lapsed.decision) == (DEWI, QUESTION)


# A re-vote, a suspension, or an annulment by a court (court, case, date) appends the reversal of
# each effect together with it; nothing else is undone by itself.


async def test_an_annulment_appends_the_reversal_of_each_effect(street: Community):
    await decides(street, "for", "for", plan=GARDEN, review_on=NEXT_YEAR)
    assert kinds(await annuls_decision(street)) == ["decision.annulled", "plan.adoption_lapsed"]


async def test_a_dismissal_that_is_annulled_brings_the_holder_back(
    street: Community, clock: StoryClock
):
    await decides(street, "for", "for", dismisses=NORTH, heard_at=NOON)
    dismissed = clock.now
    assert (await seats(street)).holder(NORTH, dismissed) is None
    clock.pass_by(days=30)
    assert kinds(await annuls_decision(street))[1:] == ["seat.vacancy_lapsed"]
    known = await seats(street)
    assert known.holder(NORTH, clock.now) == CHEN
    assert known.holder(NORTH, dismissed + timedelta(days=1)) is None
    assert known.holder(NORTH, NEXT_YEAR) is None


async def test_a_seat_that_somebody_else_has_by_now_is_a_duty_instead(
    street: Community, clock: StoryClock
):
    await decides(street, "for", "for", dismisses=NORTH, heard_at=NOON)
    await street.fills(NORTH, DEWI, term_from=clock.now)
    clock.pass_by(days=30)
    assert kinds(await annuls_decision(street))[1:] == ["duty.opened"]
    assert (await seats(street)).holder(NORTH, clock.now) == DEWI
    duty = (await street.history(DutyOpened))[-1].event
    assert isinstance(duty, DutyOpened)
    assert (duty.kind, duty.decision) == ("resolve_effect", QUESTION)


async def test_only_the_suspension_by_that_decision_is_lifted(street: Community, clock: StoryClock):
    suspends = HolderToSuspend(seat=NORTH, ground="Article 9")
    await suspends_holder(street, NORTH, suspended_from=NEXT_WEEK)
    await decides(street, "for", "for", suspends=suspends, heard_at=NOON)
    clock.now = NEXT_WEEK + timedelta(days=1)
    assert kinds(await annuls_decision(street))[1:] == ["suspension.lifted"]
    history = (await seats(street)).history(NORTH)
    assert history.suspended(CHEN, clock.now)
    assert [span.ends for span in history.suspensions] == [None, clock.now]


async def test_who_left_by_themselves_is_not_brought_back_by_a_lifted_suspension(
    street: Community, clock: StoryClock
):
    place = SeatToFill(seat=SOUTH, term_from=NOON, term_until=NEXT_YEAR)
    asked: dict[str, Any] = {"method": "plurality", "threshold": None}
    options = (NewOption(person=DEWI),)
    option = numbered("option", 1)
    await decides(street, option, option, options=options, fills=(place,), **asked)
    await street.vacates(SOUTH)
    assert kinds(await suspends_decision(street)) == ["decision.suspended"]
    assert kinds(await lifts_decision_suspension(street)) == ["decision.suspension_lifted"]


async def test_a_suspended_decision_has_its_effects_again_once_that_is_lifted(
    street: Community, clock: StoryClock
):
    place = SeatToFill(seat=SOUTH, term_from=NOON, term_until=NEXT_YEAR)
    asked: dict[str, Any] = {"method": "plurality", "threshold": None}
    options = (NewOption(person=DEWI),)
    option = numbered("option", 1)
    await decides(street, option, option, options=options, fills=(place,), **asked)
    clock.pass_by(days=1)
    suspended = clock.now
    assert kinds(await suspends_decision(street))[1:] == ["seat.filling_lapsed"]
    clock.pass_by(days=1)
    assert (await seats(street)).holder(SOUTH, clock.now) is None
    assert kinds(await lifts_decision_suspension(street))[1:] == ["seat.filled"]
    known = await seats(street)
    lifted = clock.now
    moments = (suspended - timedelta(minutes=1), suspended, lifted)
    assert [known.holder(SOUTH, moment) for moment in moments] == [DEWI, None, DEWI]
    again = (await street.history(SeatFilled))[-1].event
    assert isinstance(again, SeatFilled)
    assert (again.term_from, again.term_until, again.decision) == (lifted, NEXT_YEAR, QUESTION)


async def test_who_moved_away_meanwhile_does_not_come_back_to_a_residents_seat(
    street: Community, clock: StoryClock
):
    await decides(street, "for", "for", dismisses=NORTH, heard_at=NOON)
    await street.describes()
    await street.records_bylaws(FOUNDATION)
    await moves_away(street, CHEN, clock.now)
    clock.pass_by(days=200)
    assert kinds(await annuls_decision(street))[1:] == ["duty.opened"]


async def test_what_a_court_annulled_meanwhile_does_not_come_again(street: Community):
    await decides(street, "for", "for", plan=GARDEN)
    await suspends_decision(street)
    assert kinds(await annuls_decision(street)) == ["decision.annulled"]
    assert kinds(await lifts_decision_suspension(street)) == ["decision.suspension_lifted"]
    assert len(await street.history(PlanAdopted)) == 1


# Confirmation cures only a defect in how the decision came about (2:15(1)(a)): same organ, same
# requirements;


async def test_a_confirmation_cures_only_how_the_decision_came_about(street: Community):
    await decides(street, "for", "for", plan=GARDEN)
    for defect in ("reasonableness", "regulations"):
        with pytest.raises(CannotBeCured):
            await confirms(street, defect=defect)
    assert kinds(await confirms(street)) == ["decision.opened", "confirmation.opened"]


async def test_a_confirmation_is_by_the_same_organ_and_the_same_requirements(street: Community):
    await decides(street, "for", "for", plan=GARDEN)
    opened, _ = events(await confirms(street))
    first = (await street.history(DecisionOpened))[0].event
    for same in ("organ", "threshold", "quorum", "min_voters", "method", "proposal"):
        assert getattr(opened, same) == getattr(first, same)
    await concludes(street, "for", "for")
    (confirmed,) = await street.history(DecisionConfirmed)
    assert confirmed.event == DecisionConfirmed(decision=QUESTION, confirmed_by=AGAIN)
    assert len(await street.history(PlanAdopted)) == 1


async def test_a_confirmation_that_is_rejected_confirms_nothing(street: Community):
    await decides(street, "for", "for", plan=GARDEN)
    await confirms(street)
    await concludes(street, "against", "against")
    assert not await street.history(DecisionConfirmed)


# no effect while an earlier claim is pending (2:15(6)).


async def test_a_confirmation_has_no_effect_while_an_earlier_claim_is_pending(
    street: Community,
):
    await decides(street, "for", "for", plan=GARDEN)
    await claims(street)
    await confirms(street)
    await concludes(street, "for", "for")
    assert not await street.history(DecisionConfirmed)
    assert kinds(await ends_claim(street)) == ["claim.ended", "decision.confirmed"]


# A void decision is not confirmed; it can only be ratified by the party passed over (2:14(2)).


async def test_a_void_decision_is_not_confirmed_and_only_ratified_by_who_was_passed_over(
    street: Community,
):
    await decides(street, "for", "for", plan=GARDEN)
    found = await finds_void(street, passed_over=DEWI)
    assert kinds(found) == ["decision.found_void", "plan.adoption_lapsed"]
    with pytest.raises(DecisionIsVoid):
        await confirms(street)
    for other in (ADA, CLERK):
        with pytest.raises(NotPassedOver):
            await ratifies(street, other)
    assert kinds(await ratifies(street, DEWI)) == ["decision.ratified", "plan.adopted"]


# The year for a claim runs from the end of the day of publication, or of that person's knowledge
# or notice: a date per person where recorded.


async def test_the_year_for_a_claim_runs_from_the_end_of_the_day(street: Community):
    await decides(street, "for", "for", plan=GARDEN)
    published = events(await publishes(street))[0].published_at  # type: ignore[attr-defined]
    noticed = events(await notices(street))[0].noticed_at  # type: ignore[attr-defined]
    assert published == noticed == NOON + timedelta(hours=1)
    end = NOON.replace(year=2027, day=5, hour=0)
    assert claim_until(published) == end
    assert claim_until(None, noticed) == end
    assert claim_until(published, noticed - timedelta(days=1)) == end - timedelta(days=1)
    assert claim_until(None, None) is None


# Recount and what-if refuse a decision that is still running.


async def test_a_recount_refuses_a_decision_that_is_still_running(street: Community):
    await street.opens(plan=GARDEN)
    with pytest.raises(StillRunning):
        recount(QUESTION, await street.history(DecisionOpened))


# Also covered (section 10): proposal withdrawn, opened in error (voided, ballots unopened).


@pytest.mark.parametrize("end", [withdraws_proposal, voids])
async def test_a_proposal_withdrawn_or_opened_in_error_leaves_its_ballots_unopened(
    street: Community, end: Any
):
    await street.opens(plan=GARDEN)
    await street.votes(ADA, EAST, "for")
    await end(street)
    assert not await street.history(BallotsOpened, ResultCounted)
    assert len(await street.history(VotingClosed)) == 1
    declared = (await street.history(ResultDeclared))[-1].event
    assert declared.outcome in ("withdrawn", "opened_in_error")  # type: ignore[attr-defined]
    assert await street.unsealed(QUESTION) == {}


# A minority is heard: its statement is shown with the decision, and an affected group may send
# it back, once.


@pytest.fixture
async def affected(street: Community) -> Community:
    """What was adopted under bylaws affects neighbours for whom Ben speaks."""
    await street.fills(SOUTH, DEWI)
    await street.describes()
    await street.records_bylaws(WITH_MINORITY)
    await in_session(street)
    asked = {"threshold": None, "quorum": None}
    await decides(street, "for", "for", plan=GARDEN, affected=NEIGHBOURS, **asked)
    return street


async def test_a_seat_that_was_entitled_adds_a_minority_statement(street: Community):
    await decides(street, "for", "for", "against", plan=GARDEN)
    (stated,) = events(await states(street))
    assert (stated.seat, stated.person) == (NORTH, CHEN)  # type: ignore[attr-defined]


async def test_an_affected_group_sends_back_once_and_after_a_dialogue_it_is_decided_anew(
    affected: Community, clock: StoryClock
):
    with pytest.raises(NotSpokesperson):
        await sends_back(affected, ADA)
    sent_back = await sends_back(affected)
    assert kinds(sent_back) == ["decision.sent_back", "plan.adoption_lapsed", "duty.opened"]
    with pytest.raises(NoDialogueYet):
        await decides_anew(affected)
    await opens_round(affected, "clarification")
    assert kinds(await decides_anew(affected)) == ["decision.opened", "duty.done"]
    await concludes(affected, "for", "for")
    adopted = [each.event.decision for each in await affected.history(PlanAdopted)]  # type: ignore[attr-defined]
    assert adopted == [QUESTION, AGAIN]
    for decision in (QUESTION, AGAIN):
        with pytest.raises(SentBackAlready):
            await sends_back(affected, decision=decision)


async def test_an_affected_group_sends_back_within_the_days_that_the_bylaws_give(
    affected: Community, clock: StoryClock
):
    clock.pass_by(days=14)
    with pytest.raises(SendBackTooLate):
        await sends_back(affected)
    clock.pass_by(seconds=-1)
    await sends_back(affected)
