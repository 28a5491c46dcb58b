"""Elections of persons in rounds: free vote, second vote, run-off, then the lot."""

from datetime import timedelta
from typing import Any

import pytest

from domain.ballots.errors import ClosesInThePast, DecisionNotFound, WithoutVote
from domain.carry_out import Receipt
from domain.counting.election import ElectionRule
from domain.counting.election_round import NextRound
from domain.counting.lot import draw_by_seed
from domain.counting.methods import OptionsRule
from domain.decisions.decline_candidacy import DeclineCandidacy
from domain.decisions.errors import (
    AlreadyDeclined,
    FollowedAlready,
    NoNextRound,
    NotACandidate,
    NotDeclaredYet,
    NotInRounds,
    ResultAwaited,
    RuleFixed,
)
from domain.decisions.open_next_round import OpenNextRound
from domain.decisions.options import MORE_THAN_HALF
from domain.errors import RoleRequired
from domain.events.ballots import CandidacyDeclined, ResultDeclared
from domain.events.decisions import DecisionOpened, OfficeToFill, SeatToFill
from domain.events.duties import DutyOpened
from domain.events.seats import (
    OfficeAssigned,
    OfficeAssignmentLapsed,
    SeatFilled,
    SeatFillingLapsed,
)
from domain.ids import PersonId
from domain.record import Recorded
from domain.results.challenge_result import ChallengeResult
from domain.results.open_re_vote import OpenReVote
from domain.results.void_decision import VoidDecision
from projections.recount import Recount, recount
from tests.bylaws import FOUNDATION, with_rule
from tests.choices import A, B, C, D, all_vote, asks, persons, result
from tests.conftest import StoryClock
from tests.meetings import in_session
from tests.projections.found import found_for
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    NEXT_YEAR,
    QUESTION,
    SEED,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.results import lifts_decision_suspension, suspends_decision

EMIN, FAY, GUS = (PersonId(numbered("person", number)) for number in range(20, 23))
NEW_SEAT, OTHER_SEAT = numbered("seat", 20), numbered("seat", 21)
SECOND, THIRD, FOURTH = (numbered("decision", number) for number in (2, 3, 4))


def place(seat: str = SOUTH) -> SeatToFill:
    return SeatToFill(seat=seat, term_from=TOMORROW, term_until=NEXT_YEAR)


CHAIR = OfficeToFill(office="chair", office_from=TOMORROW)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Three hold a seat and vote; three others may be elected."""
    await de_pijp.has_a_board()
    await de_pijp.registers(EMIN, FAY, GUS)
    return de_pijp


async def next_round(street: Community, decision: str = QUESTION, **asked: Any) -> DecisionOpened:
    number = int(decision[-4:]) + 1
    given = {
        "decision": decision,
        "follow_up": numbered("decision", number),
        "seed": bytes(32),
        "closes_at": street.ports.clock() + timedelta(days=1),
    }
    receipt = await street.does(CLERK, OpenNextRound, **{**given, **asked})
    (event,) = events(receipt)
    assert isinstance(event, DecisionOpened)
    return event


async def declines(street: Community, actor: str, decision: str = QUESTION) -> Receipt:
    return await street.does(PersonId(actor), DeclineCandidacy, decision=decision)


async def recounted(street: Community, decision: str) -> Recount:
    return recount(decision, found_for(decision, await street.history()))


async def held(
    street: Community, clock: StoryClock, *choices: Any, decision: str = QUESTION
) -> tuple[Any, Any]:
    """All vote, and the result of the round is declared; the recount agrees."""
    await all_vote(street, *choices, decision=decision)
    counted, declared = await result(street, clock, decision)
    assert (await recounted(street, decision)).findings == ()
    return counted, declared


async def filled(street: Community) -> list[tuple[str, str]]:
    """Seat and holder of all who were elected."""
    found = [recorded.event for recorded in await street.history(SeatFilled)]
    return [(e.seat, e.holder) for e in found if isinstance(e, SeatFilled) and e.decision]


async def test_a_majority_in_the_free_vote_elects_and_fills_the_seat(
    street: Community, clock: StoryClock
):
    opened = await asks(street, "election", *persons(EMIN, FAY), fills=(place(),))
    assert opened.election_round == NextRound(kind="free_vote", candidates=(A, B), seats=1)
    counted, declared = await held(street, clock, (A,), (A,), (B,))
    assert declared == ResultDeclared(decision=QUESTION, outcome="adopted", chosen=(A,))
    assert counted.election.ended == "filled"
    (seat,) = [r for r in await street.history(SeatFilled) if r.event.decision is not None]
    assert seat.event == SeatFilled(
        seat=SOUTH,
        organ="board",
        holder=EMIN,
        term_from=TOMORROW,
        term_until=NEXT_YEAR,
        filled_by="election",
        decision=QUESTION,
    )
    assert await causes(street, seat) == declared


async def causes(street: Community, effect: Recorded) -> Any:
    return next(r.event for r in await street.history() if r.id == effect.causation)


async def test_second_vote_run_off_and_then_the_lot(street: Community, clock: StoryClock):
    await asks(street, "election", *persons(EMIN, FAY, GUS), fills=(place(),))
    counted, declared = await held(street, clock, (A,), (B,), (C,))
    assert (declared.outcome, declared.chosen) == ("next_round", None)
    assert not counted.election.lot_mattered
    lot = counted.lot
    again = await next_round(street)
    assert (again.follows, again.follows_as, again.case) == (QUESTION, "next_round", QUESTION)
    assert again.election_round == NextRound(kind="second_vote", candidates=(A, B, C), seats=1)
    assert (again.lot, again.lot_seed) == (None, None)
    counted, _ = await held(street, clock, (A,), (B,), (C,), decision=SECOND)
    # All three were equal, and the lot lets two of them into the run-off.
    run_off = await next_round(street, SECOND)
    assert run_off.election_round is not None
    assert run_off.election_round.kind == "run_off"
    assert set(run_off.election_round.candidates) == set(lot.order[:2])
    assert run_off.election_round.tied == (A, B, C)
    one, other = run_off.election_round.candidates
    counted, declared = await held(street, clock, (one,), (other,), (), decision=THIRD)
    assert counted.lot == lot
    assert (declared.outcome, declared.chosen) == ("adopted", (lot.order[0],))
    assert counted.election.lot_mattered
    assert counted.election.rounds[-1].by_lot
    winner = dict(zip((A, B, C), (EMIN, FAY, GUS), strict=True))[lot.order[0]]
    assert await filled(street) == [(SOUTH, winner)]
    with pytest.raises(NoNextRound):
        await next_round(street, THIRD)


async def test_the_lot_was_promised_at_the_opening_and_anybody_can_draw_it_again(
    street: Community, clock: StoryClock
):
    opened = await asks(street, "election", *persons(EMIN, FAY, GUS))
    assert opened.lot is not None
    assert SEED.hex() not in str([r.event for r in await street.history()])
    counted, _ = await held(street, clock, (A,), (A,), (A,))
    assert counted.lot == draw_by_seed(
        (A, B, C),
        seed=bytes.fromhex(counted.lot.seed),
        committed=opened.lot.seed_sha256,
        decision=QUESTION,
    )
    assert not counted.election.lot_mattered


async def test_several_are_elected_to_several_seats_in_several_rounds(
    street: Community, clock: StoryClock
):
    await street.establishes(NEW_SEAT)
    fills = (place(), place(NEW_SEAT))
    opened = await asks(street, "election", *persons(EMIN, FAY, GUS, DEWI), fills=fills)
    assert opened.election_round == NextRound(kind="free_vote", candidates=(A, B, C, D), seats=2)
    _, declared = await held(street, clock, (A, B), (A, C), (A, D))
    assert (declared.outcome, declared.chosen) == ("next_round", (A,))
    assert await filled(street) == [(SOUTH, EMIN)]
    again = await next_round(street)
    assert again.election_round == NextRound(kind="second_vote", candidates=(B, C, D), seats=1)
    _, declared = await held(street, clock, (C,), (C,), (B,), decision=SECOND)
    assert (declared.outcome, declared.chosen) == ("adopted", (C,))
    assert await filled(street) == [(SOUTH, EMIN), (NEW_SEAT, GUS)]


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        (("for", "for", "against"), "adopted"),
        (("for", "against", "against"), "rejected"),
        (("for", "against", "abstain"), "rejected"),
        (("for", "abstain", "abstain"), "adopted"),
    ],
)
async def test_a_single_candidate_is_voted_on_with_for_and_against(
    street: Community, clock: StoryClock, choices: tuple[str, ...], outcome: str
):
    opened = await asks(street, "election", *persons(EMIN), fills=(place(),))
    assert opened.election_round == NextRound(kind="yes_no", candidates=(A,), seats=1)
    _, declared = await held(street, clock, *choices)
    assert declared.outcome == outcome
    assert await filled(street) == ([(SOUTH, EMIN)] if outcome == "adopted" else [])


async def test_with_no_more_candidates_than_seats_each_is_voted_on_in_turn(
    street: Community, clock: StoryClock
):
    await street.establishes(NEW_SEAT)
    fills = (place(), place(NEW_SEAT))
    opened = await asks(street, "election", *persons(EMIN, FAY), fills=fills)
    assert opened.election_round == NextRound(kind="yes_no", candidates=(A,), seats=1)
    _, declared = await held(street, clock, "against", "against", "for")
    assert (declared.outcome, declared.chosen) == ("next_round", None)
    again = await next_round(street)
    assert again.election_round == NextRound(kind="yes_no", candidates=(B,), seats=1)
    counted, declared = await held(street, clock, "for", "for", "for", decision=SECOND)
    assert (declared.outcome, declared.chosen) == ("adopted", (B,))
    assert (counted.election.ended, counted.election.seats_left) == ("seats_left", 1)
    assert await filled(street) == [(SOUTH, FAY)]


async def test_who_is_unopposed_may_be_elected_without_a_vote(street: Community, clock: StoryClock):
    rule = ElectionRule(
        about="persons",
        seats=1,
        majority=MORE_THAN_HALF,
        second_vote=True,
        unopposed="without_vote",
    )
    opened = await asks(
        street,
        "election",
        *persons(EMIN),
        fills=(place(),),
        options_rule=OptionsRule(election=rule),
    )
    assert opened.election_round is None
    with pytest.raises(WithoutVote):
        await street.votes(ADA, EAST, "for")
    counted, declared = await held(street, clock)
    assert (declared.outcome, declared.chosen) == ("adopted", (A,))
    assert counted.election.without_vote == (A,)
    assert await filled(street) == [(SOUTH, EMIN)]


async def test_who_wins_an_office_keeps_the_seat(street: Community, clock: StoryClock):
    await asks(street, "election", *persons(ADA, BEN), office=CHAIR)
    _, declared = await held(street, clock, (B,), (B,), (A,))
    assert declared.chosen == (B,)
    assert [r.event for r in await street.history(OfficeAssigned)] == [
        OfficeAssigned(
            seat=WEST,
            organ="board",
            holder=BEN,
            office="chair",
            office_from=TOMORROW,
            decision=QUESTION,
        )
    ]


async def test_candidates_vote(street: Community, clock: StoryClock):
    opened = await asks(street, "election", *persons(ADA, BEN), office=CHAIR)
    assert opened.recused is None
    counted, _ = await held(street, clock, (A,), (B,), (A,))
    assert counted.election.rounds[0].tally.received == 3


async def test_a_seat_that_somebody_else_took_meanwhile_is_a_duty_to_resolve(
    street: Community, clock: StoryClock
):
    await asks(street, "election", *persons(EMIN, FAY), fills=(place(),))
    await all_vote(street, (A,), (A,), (A,))
    await street.fills(SOUTH, DEWI)
    _, declared = await result(street, clock)
    assert declared.outcome == "adopted"
    assert await filled(street) == []
    (duty,) = await street.history(DutyOpened)
    assert (duty.event.kind, duty.event.organ, duty.event.decision) == (
        "resolve_effect",
        "board",
        QUESTION,
    )
    assert await causes(street, duty) == declared


async def test_an_office_whose_winner_left_the_board_is_a_duty_to_resolve(
    street: Community, clock: StoryClock
):
    await asks(street, "election", *persons(ADA, BEN), office=CHAIR)
    await all_vote(street, (A,), (A,), (A,))
    clock.now = TOMORROW
    await street.closes()
    await street.vacates(EAST)
    await street.declares()
    assert await street.history(OfficeAssigned) == []
    assert [r.event.kind for r in await street.history(DutyOpened)] == ["resolve_effect"]


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        (((A,), None, None), "no_quorum"),
        (((A,), (A,), None), "too_few_voters"),
        (((), (), ()), "next_round"),
    ],
)
async def test_a_round_that_lacked_voters_was_not_held(
    street: Community, clock: StoryClock, choices: tuple[Any, ...], outcome: str
):
    opened = await asks(street, "election", *persons(EMIN, FAY), fills=(place(),), min_voters=3)
    counted, declared = await held(street, clock, *choices)
    assert (declared.outcome, declared.chosen) == (outcome, None)
    assert await filled(street) == []
    again = await next_round(street)
    assert again.election_round is not None
    if outcome == "next_round":
        assert again.election_round.kind == "second_vote"
    else:
        assert counted.election is None
        assert again.election_round == opened.election_round
    counted, declared = await held(street, clock, (A,), (A,), (A,), decision=SECOND)
    assert declared.chosen == (A,)
    assert await filled(street) == [(SOUTH, EMIN)]


async def test_a_later_round_without_voters_changes_nothing_of_those_before(
    street: Community, clock: StoryClock
):
    await asks(street, "election", *persons(EMIN, FAY, GUS), fills=(place(),))
    first, _ = await held(street, clock, (A,), (B,), (C,))
    await next_round(street)
    counted, declared = await held(street, clock, decision=SECOND)
    assert declared.outcome == "no_quorum"
    assert (counted.election, counted.lot) == (first.election, first.lot)
    again = await next_round(street, SECOND)
    assert again.election_round == NextRound(kind="second_vote", candidates=(A, B, C), seats=1)
    _, declared = await held(street, clock, (B,), (B,), (B,), decision=THIRD)
    assert declared.chosen == (B,)


async def test_where_too_few_voted_in_secret_the_round_was_not_held(
    street: Community, clock: StoryClock
):
    await asks(street, "election", *persons(EMIN, FAY), fills=(place(),), secrecy="secret")
    counted, declared = await held(street, clock, (A,), (A,), None)
    assert (declared.outcome, counted.lot, counted.election) == (
        "too_few_for_secrecy",
        None,
        None,
    )
    again = await next_round(street)
    assert again.lot is not None
    assert again.election_round == NextRound(kind="free_vote", candidates=(A, B), seats=1)
    counted, declared = await held(street, clock, (A,), (A,), (B,), decision=SECOND)
    assert declared.chosen == (A,)
    assert await filled(street) == [(SOUTH, EMIN)]


async def test_whoever_withdraws_is_out_of_all_that_follows(street: Community, clock: StoryClock):
    await asks(street, "election", *persons(EMIN, FAY, GUS), fills=(place(),))
    assert events(await declines(street, GUS)) == [
        CandidacyDeclined(decision=QUESTION, case=QUESTION, option=C, person=GUS, round=1)
    ]
    counted, _ = await held(street, clock, (A,), (B,), (C,))
    assert [each.votes for each in counted.election.rounds[0].tally.votes] == [1, 1, 1]
    again = await next_round(street)
    assert again.election_round == NextRound(kind="second_vote", candidates=(A, B), seats=1)


async def test_votes_for_whoever_withdraws_remain_cast_and_elect_nobody(
    street: Community, clock: StoryClock
):
    await asks(street, "election", *persons(EMIN, FAY, GUS), fills=(place(),))
    await declines(street, GUS)
    counted, declared = await held(street, clock, (C,), (C,), (A,))
    assert [each.votes for each in counted.election.rounds[0].tally.votes] == [1, 0, 2]
    assert (declared.outcome, declared.chosen) == ("next_round", None)
    assert await filled(street) == []
    again = await next_round(street)
    assert again.election_round == NextRound(kind="free_vote", candidates=(A, B), seats=1)


async def test_whoever_withdraws_from_a_round_that_was_not_held_is_out_too(
    street: Community, clock: StoryClock
):
    await asks(street, "election", *persons(EMIN, FAY, GUS), fills=(place(),))
    await declines(street, GUS)
    await held(street, clock, (A,))
    again = await next_round(street)
    assert again.election_round == NextRound(kind="free_vote", candidates=(A, B), seats=1)
    assert (await declines(street, FAY, SECOND)).recorded[0].event.round == 1  # type: ignore[attr-defined]
    await held(street, clock, (A,), (A,), (B,), decision=SECOND)
    assert await filled(street) == [(SOUTH, EMIN)]


async def test_what_is_given_back_lapses_and_is_voted_on_anew(street: Community, clock: StoryClock):
    await asks(street, "election", *persons(EMIN, FAY, GUS), fills=(place(),))
    await held(street, clock, (A,), (A,), (B,))
    given_back = await declines(street, EMIN)
    assert events(given_back) == [
        CandidacyDeclined(decision=QUESTION, case=QUESTION, option=A, person=EMIN, round=1),
        SeatFillingLapsed(
            seat=SOUTH, organ="board", holder=EMIN, decision=QUESTION, lapsed_from=TOMORROW
        ),
    ]
    assert given_back.recorded[1].causation == given_back.recorded[0].id
    again = await next_round(street)
    assert again.election_round == NextRound(kind="free_vote", candidates=(B, C), seats=1)
    _, declared = await held(street, clock, (C,), (C,), (B,), decision=SECOND)
    assert declared.chosen == (C,)
    assert await filled(street) == [(SOUTH, EMIN), (SOUTH, GUS)]
    assert (await recounted(street, QUESTION)).findings == ()


async def test_the_place_that_was_given_back_is_filled_and_nobody_else_moves(
    street: Community, clock: StoryClock
):
    await street.establishes(NEW_SEAT)
    fills = (place(), place(NEW_SEAT))
    await asks(street, "election", *persons(EMIN, FAY, GUS, DEWI), fills=fills)
    await held(street, clock, (A, B), (A, B), (A, C))
    assert await filled(street) == [(SOUTH, EMIN), (NEW_SEAT, FAY)]
    await declines(street, EMIN)
    again = await next_round(street)
    assert again.election_round == NextRound(kind="free_vote", candidates=(C, D), seats=1)
    await held(street, clock, (D,), (D,), (D,), decision=SECOND)
    assert (await filled(street))[-1] == (SOUTH, DEWI)


async def test_who_was_elected_before_gives_it_back_in_the_latest_round(
    street: Community, clock: StoryClock
):
    await street.establishes(NEW_SEAT)
    fills = (place(), place(NEW_SEAT))
    await asks(street, "election", *persons(EMIN, FAY, GUS, DEWI), fills=fills)
    await held(street, clock, (A, B), (A, C), (A, D))
    await next_round(street)
    with pytest.raises(FollowedAlready) as refused:
        await declines(street, EMIN)
    assert refused.value.facts == {"decision": SECOND}
    lapsed = events(await declines(street, EMIN, SECOND))[1]
    assert (lapsed.seat, lapsed.decision) == (SOUTH, QUESTION)  # type: ignore[attr-defined]
    _, declared = await held(street, clock, (B,), (B,), (C,), decision=SECOND)
    assert (declared.outcome, declared.chosen) == ("next_round", (B,))
    assert (await filled(street))[-1] == (NEW_SEAT, FAY)
    again = await next_round(street, SECOND)
    assert again.election_round == NextRound(kind="free_vote", candidates=(C, D), seats=1)
    await held(street, clock, (C,), (C,), (D,), decision=THIRD)
    assert (await filled(street))[-1] == (SOUTH, GUS)
    assert (await recounted(street, QUESTION)).findings == ()


async def test_an_office_that_is_given_back_lapses(street: Community, clock: StoryClock):
    await asks(street, "election", *persons(ADA, BEN, CHEN), office=CHAIR)
    await held(street, clock, (A,), (A,), (B,))
    assert events(await declines(street, ADA))[1:] == [
        OfficeAssignmentLapsed(
            seat=EAST,
            organ="board",
            holder=ADA,
            office="chair",
            decision=QUESTION,
            lapsed_from=TOMORROW,
        )
    ]
    again = await next_round(street)
    assert again.election_round == NextRound(kind="free_vote", candidates=(B, C), seats=1)


async def test_only_a_candidate_declines_and_only_once(street: Community):
    await asks(street, "election", *persons(EMIN, FAY))
    with pytest.raises(NotACandidate):
        await declines(street, GUS)
    with pytest.raises(NotACandidate):
        await declines(street, CLERK)
    await declines(street, EMIN)
    with pytest.raises(AlreadyDeclined):
        await declines(street, EMIN)
    with pytest.raises(DecisionNotFound):
        await declines(street, EMIN, numbered("decision", 9))


async def test_between_close_and_result_nobody_declines(street: Community, clock: StoryClock):
    await asks(street, "election", *persons(EMIN, FAY))
    await all_vote(street, (A,), (A,), (A,))
    clock.now = TOMORROW
    await street.closes()
    with pytest.raises(ResultAwaited):
        await declines(street, EMIN)
    await street.declares()
    await declines(street, EMIN)


async def test_by_another_method_one_declines_only_what_one_has_won(
    street: Community, clock: StoryClock
):
    await asks(street, "approval", *persons(EMIN, FAY), fills=(place(),))
    with pytest.raises(NotInRounds):
        await declines(street, EMIN)
    await held(street, clock, (A,), (A, B), (A,))
    with pytest.raises(NotInRounds):
        await declines(street, FAY)
    assert [e.NAME for e in events(await declines(street, EMIN))] == [
        "candidacy.declined",
        "seat.filling_lapsed",
    ]
    assert (await recounted(street, QUESTION)).findings == ()
    with pytest.raises(NotInRounds):
        await next_round(street)


async def test_a_round_is_opened_once_and_after_the_result(street: Community, clock: StoryClock):
    await asks(street, "election", *persons(EMIN, FAY, GUS))
    with pytest.raises(NotDeclaredYet):
        await next_round(street)
    await held(street, clock, (A,), (B,), (C,))
    with pytest.raises(ClosesInThePast):
        await next_round(street, closes_at=clock.now)
    await next_round(street)
    with pytest.raises(FollowedAlready):
        await next_round(street, follow_up=FOURTH)
    with pytest.raises(DecisionNotFound):
        await next_round(street, numbered("decision", 9))


async def test_only_who_leads_opens_a_round(street: Community, clock: StoryClock):
    await asks(street, "election", *persons(EMIN, FAY, GUS))
    await held(street, clock, (A,), (B,), (C,))
    asked = {"decision": QUESTION, "follow_up": SECOND, "closes_at": clock.now}
    with pytest.raises(RoleRequired):
        await street.does(ADA, OpenNextRound, **asked)


async def test_after_an_election_that_ended_there_is_no_round(street: Community, clock: StoryClock):
    await asks(street, "election", *persons(EMIN, FAY))
    await held(street, clock, (A,), (A,), (A,))
    with pytest.raises(NoNextRound):
        await next_round(street)


async def test_in_a_meeting_rounds_follow_on_the_same_item(street: Community, clock: StoryClock):
    await in_session(street)
    await asks(street, "election", *persons(EMIN, FAY, GUS), fills=(place(),))
    await held(street, clock, (A,), (B,), (C,))
    again = await next_round(street)
    assert (again.meeting, again.item) == (numbered("meeting", 1), numbered("item", 1))
    await held(street, clock, (A,), (A,), (B,), decision=SECOND)
    assert await filled(street) == [(SOUTH, EMIN)]


async def test_a_round_that_was_opened_in_error_is_opened_again(
    street: Community, clock: StoryClock
):
    await asks(street, "election", *persons(EMIN, FAY, GUS), fills=(place(),))
    await held(street, clock, (A,), (B,), (C,))
    await next_round(street)
    with pytest.raises(FollowedAlready):
        await declines(street, GUS)
    await street.does(CLERK, VoidDecision, decision=SECOND, ground="The wrong evening.")
    with pytest.raises(NoNextRound):
        await next_round(street, SECOND)
    await declines(street, GUS)
    again = await next_round(street, follow_up=THIRD)
    assert again.election_round == NextRound(kind="second_vote", candidates=(A, B), seats=1)
    await held(street, clock, (A,), (A,), (B,), decision=THIRD)
    assert await filled(street) == [(SOUTH, EMIN)]


async def test_no_round_follows_what_has_no_effect(street: Community, clock: StoryClock):
    await asks(street, "election", *persons(EMIN, FAY, GUS), fills=(place(),))
    await held(street, clock, (A,), (B,), (C,))
    await suspends_decision(street)
    with pytest.raises(NoNextRound):
        await next_round(street)
    await lifts_decision_suspension(street)
    await next_round(street)


async def test_a_re_vote_takes_the_place_of_the_round_that_it_repeats(
    street: Community, clock: StoryClock
):
    await in_session(street)
    await street.establishes(NEW_SEAT)
    fills = (place(), place(NEW_SEAT))
    await asks(street, "election", *persons(EMIN, FAY, GUS, DEWI), fills=fills)
    first, _ = await held(street, clock, (A, B), (A, C), (A, D))
    await next_round(street)
    await held(street, clock, (B,), (B,), (C,), decision=SECOND)
    assert await filled(street) == [(SOUTH, EMIN), (NEW_SEAT, FAY)]
    for actor, seat in ((ADA, EAST), (BEN, WEST)):
        await street.does(actor, ChallengeResult, decision=SECOND, seat=seat)
    closes_at = clock.now + timedelta(days=1)
    asked = {"decision": SECOND, "follow_up": THIRD, "seed": bytes(32), "closes_at": closes_at}
    (again,) = events(await street.does(CLERK, OpenReVote, **asked))
    assert isinstance(again, DecisionOpened)
    assert again.election_round == NextRound(kind="second_vote", candidates=(B, C, D), seats=1)
    with pytest.raises(FollowedAlready) as refused:
        await next_round(street, SECOND, follow_up=FOURTH)
    assert refused.value.facts == {"decision": THIRD}
    counted, declared = await held(street, clock, (C,), (C,), (B,), decision=THIRD)
    assert declared.chosen == (C,)
    assert (counted.lot, len(counted.election.rounds)) == (first.lot, 2)
    assert (await filled(street))[-1] == (NEW_SEAT, GUS)
    await declines(street, EMIN, THIRD)
    again = await next_round(street, THIRD)
    assert again.election_round == NextRound(kind="free_vote", candidates=(B, D), seats=1)
    await held(street, clock, (D,), (D,), (D,), decision=FOURTH)
    assert (await filled(street))[-1] == (SOUTH, DEWI)


async def test_bylaws_say_how_an_election_is_held(street: Community, clock: StoryClock):
    how = ElectionRule(
        about="persons",
        seats=1,
        majority=MORE_THAN_HALF,
        second_vote=False,
        unopposed="yes_no",
    )
    rule = {"method": "election", "options_rule": OptionsRule(election=how)}
    await street.establishes(NEW_SEAT)
    await street.describes()
    await street.records_bylaws(with_rule(FOUNDATION, "person", **rule))
    await in_session(street)
    asked = {"quorum": None, "kind": "person", "method": None}
    fills = (place(), place(NEW_SEAT))
    other = OptionsRule(
        election=ElectionRule(
            about="persons",
            seats=2,
            majority=MORE_THAN_HALF,
            second_vote=True,
            unopposed="yes_no",
        )
    )
    with pytest.raises(RuleFixed) as refused:
        await asks(street, **asked, fills=fills, options_rule=other, options=persons(EMIN, FAY))
    assert refused.value.facts == {"kind": "person", "setting": "options_rule"}
    opened = await asks(street, **asked, fills=fills, options=persons(EMIN, FAY, GUS))
    assert opened.options_rule is not None
    assert opened.options_rule.election is not None
    assert (opened.options_rule.election.seats, opened.options_rule.election.second_vote) == (
        2,
        False,
    )
