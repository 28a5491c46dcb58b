"""Section 9 of the rules, a test for each sentence; and those of 2 and 10 on drafts and on
proposals that are amended."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from domain.ballots.errors import VotingIsClosed
from domain.bylaws.bylaws import Bylaws
from domain.catalogue import EVENTS
from domain.decisions.errors import (
    NoArgument,
    NoFallback,
    NomineeFirst,
    NoMoreRounds,
    RoundsLeft,
)
from domain.decisions.expire_draft import ExpireDraft
from domain.decisions.in_meeting import UNANIMOUS
from domain.decisions.options import NewOption
from domain.deliberation.errors import NotInThisRound, OwnArgument
from domain.events.ballots import BallotsOpened, ResultCounted, ResultDeclared
from domain.events.decisions import DecisionExpired, OfficeToFill, SeatToFill
from domain.events.deliberation import ArgumentResolved, ArgumentTested
from domain.events.duties import DutyOpened
from domain.events.plans import PlanAdopted
from domain.events.seats import OfficeAssigned, SeatFilled
from domain.ids import MACHINE
from projections.recount import recount
from tests.bylaws import FOUNDATION, changed, with_rule
from tests.conftest import StoryClock
from tests.deliberation import (
    CONCERN,
    NEXT,
    OBJECTION,
    amends,
    answers,
    argues,
    asks_again,
    asks_consent,
    concludes,
    drafts,
    falls_back,
    gives_proxy,
    judges,
    nominates,
    openings,
    opens_round,
    proposes_other,
    says,
    withdraws,
)
from tests.meetings import attends, in_session
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
    EAST,
    GARDEN,
    NEXT_WEEK,
    NEXT_YEAR,
    NORTH,
    QUESTION,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    numbered,
)

EVERY = tuple(EVENTS.values())
BOARD = ((ADA, EAST), (BEN, WEST), (CHEN, NORTH))


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """A board of three, with a plan, and no bylaws that say how it decides."""
    await de_pijp.has_a_board()
    await de_pijp.proposes()
    return de_pijp


async def meets(street: Community) -> None:
    """Everybody but Chen."""
    await in_session(street)
    await attends(street, EAST, WEST)


async def outcome(street: Community, clock: StoryClock, decision: str = QUESTION) -> str:
    """Of a vote whose time is up; its recount agrees."""
    clock.now = max(clock.now, TOMORROW) + timedelta(days=1)
    await street.closes(decision=decision)
    await street.declares(decision=decision)
    recounted = recount(decision, await street.history(*EVERY))
    assert recounted.agrees, recounted.findings
    return (await results(street))[-1]


async def results(street: Community) -> list[str]:
    return [str(each.event.outcome) for each in await street.history(ResultDeclared)]  # type: ignore[attr-defined]


async def asked(street: Community) -> int:
    counted = (await street.history(ResultCounted))[-1].event
    assert isinstance(counted, ResultCounted)
    assert counted.consent is not None
    return counted.consent.asked


# Asked is every entitled seat present or represented; quorum applies;


async def test_asked_is_every_entitled_seat_that_is_present(street: Community, clock: StoryClock):
    await meets(street)
    await asks_consent(street, plan=GARDEN)
    assert await outcome(street, clock) == "adopted"
    assert await asked(street) == 2
    assert [each.event.plan for each in await street.history(PlanAdopted)] == [GARDEN]


async def test_asked_is_every_entitled_seat_that_is_represented(
    street: Community, clock: StoryClock
):
    await meets(street)
    await gives_proxy(street, CHEN, NORTH, ADA, EAST)
    await attends(street, NORTH, represented_by=EAST)
    await asks_consent(street)
    assert await outcome(street, clock) == "adopted"
    assert await asked(street) == 3


async def test_who_represents_a_seat_may_voice_its_objection(street: Community, clock: StoryClock):
    await meets(street)
    await gives_proxy(street, CHEN, NORTH, ADA, EAST)
    await attends(street, NORTH, represented_by=EAST)
    await asks_consent(street)
    await argues(street, ADA, NORTH)
    assert await outcome(street, clock) == "objections"


async def test_the_quorum_applies(street: Community, clock: StoryClock):
    await in_session(street)
    await attends(street, EAST)
    await asks_consent(street)
    assert await outcome(street, clock) == "no_quorum"


# the absent may object in writing before the round.


async def test_the_absent_may_object_in_writing_before_the_round(
    street: Community, clock: StoryClock
):
    await drafts(street)
    await argues(street, CHEN, NORTH, in_writing=True)
    await meets(street)
    await asks_consent(street, draft=QUESTION)
    assert await outcome(street, clock) == "objections"


async def test_who_is_absent_objects_before_the_round_and_not_in_it(street: Community):
    await meets(street)
    await asks_consent(street)
    with pytest.raises(NotInThisRound):
        await argues(street, CHEN, NORTH, in_writing=True)


# Outside a meeting silence is not consent: each seat answers.


async def test_outside_a_meeting_silence_is_not_consent(street: Community, clock: StoryClock):
    await asks_consent(street)
    await answers(street, "consent", *BOARD[:2])
    assert await outcome(street, clock) == "unanswered"


async def test_outside_a_meeting_it_is_adopted_once_each_seat_answered(
    street: Community, clock: StoryClock
):
    await asks_consent(street)
    await answers(street, "consent", *BOARD)
    assert await outcome(street, clock) == "adopted"
    assert await asked(street) == 3


# Whether an argument qualifies as an objection is judged by the round without the objector;
# default: it qualifies unless all others disagree.


async def test_whether_an_argument_qualifies_is_judged_without_the_objector(street: Community):
    await asks_consent(street)
    await argues(street, ADA, EAST)
    with pytest.raises(OwnArgument):
        await judges(street, ADA, EAST, False)


async def test_it_qualifies_unless_all_others_disagree(street: Community, clock: StoryClock):
    """Chen has said nothing: he has not disagreed."""
    await asks_consent(street)
    await argues(street, ADA, EAST)
    await judges(street, BEN, WEST, False, why="It has a lid.")
    await concludes(street)
    (tested,) = await street.history(ArgumentTested)
    assert tested.event == ArgumentTested(
        argument=OBJECTION,
        decision=QUESTION,
        case=QUESTION,
        outcome="objection",
        agreeing=(),
        disagreeing=(WEST,),
    )
    await answers(street, "consent", *BOARD[1:])
    await street.votes(ADA, EAST, "objection")
    assert await outcome(street, clock) == "objections"


async def test_where_all_others_disagree_it_is_a_concern_and_stops_nothing(
    street: Community, clock: StoryClock
):
    await asks_consent(street)
    await argues(street, ADA, EAST)
    await judges(street, BEN, WEST, True)
    await judges(street, BEN, WEST, False)
    await judges(street, CHEN, NORTH, False)
    await concludes(street)
    (tested,) = await street.history(ArgumentTested)
    assert tested.event.outcome == "concern"
    await answers(street, "consent", *BOARD[1:])
    await street.votes(ADA, EAST, "objection")
    assert await outcome(street, clock) == "adopted"


async def test_in_a_meeting_all_others_are_those_who_are_there(street: Community):
    await meets(street)
    await asks_consent(street)
    await argues(street, ADA, EAST)
    with pytest.raises(NotInThisRound):
        await judges(street, CHEN, NORTH, True)
    await judges(street, BEN, WEST, False)
    await concludes(street)
    (tested,) = await street.history(ArgumentTested)
    assert (tested.event.outcome, tested.event.disagreeing) == ("concern", (WEST,))


async def test_where_there_are_no_others_nobody_disagrees(street: Community):
    await in_session(street)
    await attends(street, EAST)
    await asks_consent(street)
    await argues(street, ADA, EAST)
    await concludes(street)
    (tested,) = await street.history(ArgumentTested)
    assert tested.event.outcome == "objection"


async def test_an_objection_is_reasoned(street: Community):
    await asks_consent(street)
    with pytest.raises(NoArgument):
        await street.votes(ADA, EAST, "objection")
    await argues(street, ADA, EAST)
    await street.votes(ADA, EAST, "objection")


async def test_a_concern_never_stops_a_proposal(street: Community, clock: StoryClock):
    await asks_consent(street)
    await argues(street, ADA, EAST, kind="concern")
    await answers(street, "consent", *BOARD)
    assert await outcome(street, clock) == "adopted"


# After `max_rounds`: back to dialogue, or the fallback method that the bylaws name.


def bylaws_with(fallback: str) -> Bylaws:
    articles = changed(
        FOUNDATION,
        consent={"max_rounds": 1, "fallback": fallback},
        resident_majority={"reserved": ()},
        outside_meetings={"excluded": ()},
    )
    by_consent = with_rule(articles, "plan", method="consent")
    return with_rule(by_consent, "person", method="election_by_consent")


async def objected(street: Community, clock: StoryClock, fallback: str) -> str:
    """In the only round there is."""
    await street.describes()
    await street.records_bylaws(bylaws_with(fallback))
    given = {"threshold": None, "quorum": None, "kind": "plan", "plan": GARDEN}
    await street.opens(outside_meeting=True, **given)
    await argues(street, ADA, EAST)
    await answers(street, "consent", *BOARD[1:])
    await street.votes(ADA, EAST, "objection")
    return await outcome(street, clock)


async def test_after_the_last_round_it_goes_back_to_dialogue(street: Community, clock: StoryClock):
    assert await objected(street, clock, "dialogue") == "objections"
    (duty,) = await street.history(DutyOpened)
    assert (duty.event.kind, duty.event.organ) == ("hold_dialogue", "board")
    for again in (amends, falls_back):
        with pytest.raises((NoMoreRounds, NoFallback)):
            await again(street)
    await withdraws(street, ADA)
    with pytest.raises(NoMoreRounds):
        await asks_again(street)
    await opens_round(street)
    await says(street, BEN, "What would make it safe?")


async def test_after_the_last_round_the_method_decides_that_the_bylaws_name(
    street: Community, clock: StoryClock
):
    assert await objected(street, clock, "majority") == "objections"
    assert await street.history(DutyOpened) == []
    await falls_back(street)
    first, second = await openings(street)
    assert (second.follows, second.follows_as, second.case) == (QUESTION, "fallback", QUESTION)
    assert (second.method, second.threshold, second.consent) == ("majority", first.threshold, None)
    assert second.weights == FOUNDATION.weights.offices
    assert (first.weights, second.proposal) == (None, first.proposal)
    await answers(street, "for", *BOARD[1:], decision=NEXT)
    await street.votes(ADA, EAST, "against", decision=NEXT)
    assert await outcome(street, clock, NEXT) == "adopted"
    assert [each.event.plan for each in await street.history(PlanAdopted)] == [GARDEN]


async def test_as_long_as_there_are_rounds_left_no_other_method_decides(
    street: Community, clock: StoryClock
):
    bylaws = changed(bylaws_with("majority"), consent={"max_rounds": 2})
    await street.describes()
    await street.records_bylaws(bylaws)
    await asks_consent(street, kind="plan", plan=GARDEN, quorum=None, outside_meeting=True)
    await argues(street, ADA, EAST)
    await answers(street, "consent", *BOARD[1:])
    await street.votes(ADA, EAST, "objection")
    await outcome(street, clock)
    with pytest.raises(RoundsLeft):
        await falls_back(street)
    await amends(street, resolves=(OBJECTION,))
    assert [each.consent.round for each in await openings(street) if each.consent] == [1, 2]


async def test_where_all_must_agree_the_other_method_is_unanimous_too(
    street: Community, clock: StoryClock
):
    bylaws = changed(bylaws_with("majority"), outside_meetings={"mode": "unanimous"})
    await street.describes()
    await street.records_bylaws(bylaws)
    await asks_consent(street, kind="plan", plan=GARDEN, quorum=None, outside_meeting=True)
    await argues(street, ADA, EAST)
    await answers(street, "consent", *BOARD[1:])
    await street.votes(ADA, EAST, "objection")
    await outcome(street, clock)
    await falls_back(street)
    assert (await openings(street))[1].threshold == UNANIMOUS


# Election by consent is a method.


CHAIR = OfficeToFill(office="chair", office_from=NEXT_WEEK, office_until=NEXT_YEAR)


async def proposed(street: Community, candidate: Any, **asked: Any) -> None:
    """Drafted, nominated, and put to consent."""
    await drafts(street, question="Who takes the chair?")
    await nominates(street, ADA, EAST, BEN)
    await nominates(street, CHEN, NORTH, CHEN)
    await nominates(street, CHEN, NORTH, BEN)
    await street.opens(
        draft=QUESTION,
        question="Who takes the chair?",
        method="election_by_consent",
        threshold=None,
        options=(NewOption(person=candidate),),
        **{"office": CHAIR, **asked},
    )


async def test_who_is_elected_by_consent_takes_the_office(street: Community, clock: StoryClock):
    await proposed(street, BEN)
    await answers(street, "consent", *BOARD)
    assert await outcome(street, clock) == "adopted"
    (assigned,) = await street.history(OfficeAssigned)
    assert (assigned.event.holder, assigned.event.office) == (BEN, "chair")


async def test_who_is_elected_by_consent_takes_the_seat(street: Community, clock: StoryClock):
    place = SeatToFill(seat=SOUTH, term_from=NEXT_WEEK, term_until=NEXT_YEAR)
    await proposed(street, DEWI, office=None, fills=(place,))
    await answers(street, "consent", *BOARD)
    assert await outcome(street, clock) == "adopted"
    assert (await street.history(SeatFilled))[-1].event.holder == DEWI


async def test_the_objections_of_who_is_proposed_are_resolved_first(
    street: Community, clock: StoryClock
):
    await proposed(street, BEN)
    await argues(street, ADA, EAST)
    own = numbered("argument", 5)
    await argues(street, BEN, WEST, argument=own)
    for person, seat in ((BEN, WEST), (CHEN, NORTH)):
        await judges(street, person, seat, False)
    with pytest.raises(NomineeFirst):
        await concludes(street)
    with pytest.raises(NomineeFirst):
        await proposes_other(street, CHEN, resolves=(OBJECTION,))
    await concludes(street, argument=own)
    with pytest.raises(NomineeFirst):
        await concludes(street)
    await withdraws(street, BEN, argument=own)
    await concludes(street)
    await answers(street, "consent", *BOARD)
    assert await outcome(street, clock) == "adopted"


async def test_another_candidate_is_proposed_in_a_round_of_its_own(
    street: Community, clock: StoryClock
):
    await proposed(street, BEN)
    await argues(street, BEN, WEST)
    await proposes_other(street, CHEN, resolves=(OBJECTION,))
    first, second = await openings(street)
    assert [each.person for each in second.options or ()] == [CHEN]
    assert (second.follows_as, second.office, second.resolves) == (
        "amendment",
        first.office,
        (OBJECTION,),
    )
    assert await results(street) == ["amended"]
    await answers(street, "consent", *BOARD, decision=NEXT)
    assert await outcome(street, clock, NEXT) == "adopted"
    (assigned,) = await street.history(OfficeAssigned)
    assert assigned.event.holder == CHEN


async def test_an_election_by_consent_falls_back_on_one_with_one_candidate(
    street: Community, clock: StoryClock
):
    await street.describes()
    await street.records_bylaws(bylaws_with("majority"))
    await proposed(street, BEN, kind="person", quorum=None, outside_meeting=True)
    await argues(street, ADA, EAST)
    await answers(street, "consent", *BOARD[1:])
    await street.votes(ADA, EAST, "objection")
    assert await outcome(street, clock) == "objections"
    await falls_back(street)
    assert (await openings(street))[1].method == "election"
    await answers(street, "for", *BOARD[1:], decision=NEXT)
    await street.votes(ADA, EAST, "against", decision=NEXT)
    assert await outcome(street, clock, NEXT) == "adopted"
    (assigned,) = await street.history(OfficeAssigned)
    assert assigned.event.holder == BEN


# Section 10: amended (close and reopen). Section 2: a proposal that is amended gets a new vote:
# ballots bind to the hash of its text.


async def test_a_proposal_that_is_amended_gets_a_new_vote(street: Community, clock: StoryClock):
    await street.opens(plan=GARDEN)
    await answers(street, "for", *BOARD)
    await amends(street, text="A garden without a well.")
    assert await results(street) == ["amended"]
    assert await street.history(BallotsOpened) == []
    assert await street.unsealed(QUESTION) == {}
    with pytest.raises(VotingIsClosed):
        await street.votes(ADA, EAST, "for")
    _, second = await openings(street)
    assert second.proposal == sha256(b"A garden without a well.").hexdigest()
    assert (second.follows, second.follows_as) == (QUESTION, "amendment")
    await answers(street, "against", *BOARD, decision=NEXT, proposal=second.proposal)
    assert await outcome(street, clock, NEXT) == "rejected"


async def test_a_draft_that_nobody_puts_to_the_vote_expires(street: Community, clock: StoryClock):
    await drafts(street, expires_at=TOMORROW)
    clock.now = TOMORROW
    await street.does(MACHINE, ExpireDraft, decision=QUESTION)
    assert len(await street.history(DecisionExpired)) == 1


# The three rounds of Dutch practice, told as a whole.


async def test_an_objection_improves_the_plan(street: Community, clock: StoryClock):
    """Beeldvorming, meningsvorming, besluitvorming: the well gets a lid."""
    await street.grants(DEWI, "facilitator")
    await drafts(street, plan=GARDEN, expires_at=NEXT_WEEK)
    await in_session(street)
    await attends(street, EAST, WEST, NORTH)

    await opens_round(street, "clarification", actor=DEWI)
    await says(street, BEN, "How deep is the well?")
    await says(street, ADA, "Three metres.")
    await opens_round(street, "response", actor=DEWI)
    await says(street, BEN, "I like it.")
    await argues(street, CHEN, NORTH, argument=CONCERN, kind="concern")

    closes_at = clock.now + timedelta(minutes=30)
    await asks_consent(street, plan=GARDEN, draft=QUESTION, closes_at=closes_at)
    await argues(street, BEN, WEST)
    await judges(street, ADA, EAST, True, why="My own children play there.")
    await judges(street, CHEN, NORTH, False)
    await concludes(street, actor=DEWI)

    words = "Beans and flowers, and a well with a lid."
    await amends(street, text=words, resolves=(OBJECTION,), closes_at=closes_at)
    first, second = await openings(street)
    assert first.consent is not None
    assert second.consent is not None
    assert (first.consent.round, second.consent.round) == (1, 2)
    assert (second.text, second.resolves, second.plan) == (words, (OBJECTION,), GARDEN)
    (resolved,) = await street.history(ArgumentResolved)
    assert (resolved.event.how, resolved.event.decision) == ("amended", NEXT)

    await answers(street, "consent", *BOARD, decision=NEXT)
    assert await outcome(street, clock, NEXT) == "adopted"
    assert await results(street) == ["amended", "adopted"]
    assert [each.event.decision for each in await street.history(PlanAdopted)] == [NEXT]


async def test_once_withdrawn_an_objection_stops_the_next_round_no_more(
    street: Community, clock: StoryClock
):
    await asks_consent(street)
    await argues(street, ADA, EAST)
    await answers(street, "consent", *BOARD[1:])
    await street.votes(ADA, EAST, "objection")
    assert await outcome(street, clock) == "objections"
    await withdraws(street, ADA)
    await asks_again(street)
    await answers(street, "consent", *BOARD, decision=NEXT)
    assert await outcome(street, clock, NEXT) == "adopted"
    assert [each.follows_as for each in await openings(street)] == [None, "next_round"]
