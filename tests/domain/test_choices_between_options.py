"""Every method that chooses between options, from the opening to its effects."""

from datetime import timedelta
from typing import Any

import pytest

from domain.counting.methods import OptionsRule
from domain.counting.share import BallotShare
from domain.decisions.options import NewOption
from domain.events.ballots import ResultCounted, ResultDeclared
from domain.events.decisions import HolderToSuspend, SeatToFill
from domain.events.duties import DutyOpened
from domain.events.plans import PlanAdopted
from domain.events.seats import HolderSuspended, SeatFilled, SeatVacated
from domain.ids import OptionId, PersonId
from projections.recount import recount
from tests.bylaws import FOUNDATION, changed
from tests.choices import A, B, C, all_vote, asks, persons, result, words
from tests.conftest import StoryClock
from tests.meetings import in_session
from tests.projections.found import found_for
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
    EAST,
    GARDEN,
    MORE_THAN_HALF,
    NEXT_YEAR,
    NOON,
    NORTH,
    QUESTION,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    numbered,
)
from tests.seats import assigns

EMIN, FAY, GUS = (PersonId(numbered("person", number)) for number in range(20, 23))
SEASONS = words("In spring", "In summer", "In autumn")
ALLOTMENT = numbered("plan", 2)
NEW_SEAT = numbered("seat", 20)
MORE_THAN_HALF_OF_ALL = BallotShare(numerator=1, denominator=2, comparison=">", of="ballots")


def place(seat: str = SOUTH) -> SeatToFill:
    return SeatToFill(seat=seat, term_from=TOMORROW, term_until=NEXT_YEAR)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Five seats are held: enough for cycles and ties."""
    await de_pijp.has_a_board()
    await de_pijp.registers(EMIN, FAY, GUS)
    await de_pijp.fills(SOUTH, DEWI)
    await de_pijp.establishes(NEW_SEAT)
    await de_pijp.fills(NEW_SEAT, EMIN)
    return de_pijp


async def decided(
    street: Community, clock: StoryClock, *choices: Any
) -> tuple[ResultCounted, ResultDeclared]:
    """And the recount agrees."""
    await all_vote(street, *choices)
    counted, declared = await result(street, clock)
    assert recount(QUESTION, found_for(QUESTION, await street.history())).findings == ()
    assert counted.outcome == declared.outcome
    return counted, declared


async def test_the_option_with_most_votes_wins(street: Community, clock: StoryClock):
    await asks(street, "plurality", *SEASONS)
    counted, declared = await decided(street, clock, A, A, B, C, "abstain")
    assert counted.plurality is not None
    assert (counted.plurality.received, counted.plurality.blank) == (5, 1)
    assert (declared.outcome, declared.chosen) == ("adopted", (A,))


async def test_a_tie_between_things_is_rejected(street: Community, clock: StoryClock):
    await asks(street, "plurality", *SEASONS)
    counted, declared = await decided(street, clock, A, A, B, B, C)
    assert counted.plurality is not None
    assert (counted.plurality.reason, counted.plurality.tied) == ("tied", (A, B))
    assert not counted.plurality.lot_mattered
    assert (declared.outcome, declared.chosen) == ("rejected", None)


async def test_a_tie_between_persons_is_settled_by_lot(street: Community, clock: StoryClock):
    await asks(street, "plurality", *persons(FAY, GUS))
    counted, declared = await decided(street, clock, A, A, B, B)
    assert counted.plurality is not None
    assert counted.lot is not None
    assert (counted.plurality.reason, counted.plurality.lot_mattered) == ("lot", True)
    assert declared.chosen == (counted.lot.order[0],)


async def test_the_casting_vote_settles_a_tie_where_bylaws_give_one(
    street: Community, clock: StoryClock
):
    await assigns(street, NORTH)
    ties = {"things": "casting_vote"}
    await street.describes()
    await street.records_bylaws(changed(FOUNDATION, ties=ties, weights={"offices": ()}))
    await in_session(street)
    opened = await asks(street, "plurality", *SEASONS, kind="other", quorum=None)
    assert opened.casting_vote_of == "chair"
    counted, declared = await decided(street, clock, A, A, B, B)
    assert counted.plurality is not None
    assert (counted.plurality.reason, counted.plurality.casting) == ("casting_vote", B)
    assert declared.chosen == (B,)


async def test_the_plan_that_was_chosen_is_adopted_and_no_other(
    street: Community, clock: StoryClock
):
    await street.proposes()
    await street.proposes(plan=ALLOTMENT, text="Allotments.")
    plans = (NewOption(plan=GARDEN), NewOption(plan=ALLOTMENT), NewOption(text="Neither"))
    await asks(street, "plurality", *plans)
    await decided(street, clock, B, B, A)
    assert [recorded.event for recorded in await street.history(PlanAdopted)] == [
        PlanAdopted(plan=ALLOTMENT, decision=QUESTION)
    ]


async def test_several_places_go_to_those_most_approve_of(street: Community, clock: StoryClock):
    clock.pass_by(hours=1)
    await street.vacates(SOUTH)
    await street.vacates(NEW_SEAT)
    fills = (place(), place(NEW_SEAT))
    opened = await asks(street, "approval", *persons(DEWI, FAY, GUS), fills=fills)
    assert opened.options_rule == OptionsRule(places=2)
    counted, declared = await decided(street, clock, (A, B), (B, C), (B, C))
    assert counted.approval is not None
    assert (counted.approval.chosen, declared.chosen) == ((B, C), (B, C))
    elected = [r.event for r in await street.history(SeatFilled) if r.event.decision]  # type: ignore[attr-defined]
    assert [(e.seat, e.holder) for e in elected] == [(SOUTH, FAY), (NEW_SEAT, GUS)]  # type: ignore[attr-defined]


async def test_who_does_not_reach_the_floor_has_no_place(street: Community, clock: StoryClock):
    rule = OptionsRule(places=3, floor=MORE_THAN_HALF_OF_ALL)
    await asks(street, "approval", *SEASONS, options_rule=rule)
    counted, declared = await decided(street, clock, (A, B), (A, B), (A,), (C,), ())
    assert counted.approval is not None
    assert counted.approval.below_floor == (B, C)
    assert (counted.approval.places_left, declared.chosen) == (2, (A,))


async def test_if_nobody_reaches_the_floor_nothing_is_chosen(street: Community, clock: StoryClock):
    rule = OptionsRule(places=1, floor=MORE_THAN_HALF_OF_ALL)
    await asks(street, "approval", *SEASONS, options_rule=rule)
    _, declared = await decided(street, clock, (A,), (B,), (C,))
    assert (declared.outcome, declared.chosen) == ("rejected", None)


async def test_an_instant_runoff_finds_a_majority(street: Community, clock: StoryClock):
    await asks(street, "instant_runoff", *SEASONS)
    counted, declared = await decided(street, clock, (A,), (A,), (B, C), (C, B), (B,))
    assert counted.runoff is not None
    assert counted.runoff.rounds[0].votes == (2, 2, 1)
    assert declared.chosen == (B,)


async def test_schulze_settles_a_cycle_by_its_strongest_paths(street: Community, clock: StoryClock):
    await asks(street, "schulze", *SEASONS)
    counted, declared = await decided(
        street, clock, (A, B, C), (B, C, A), (C, A, B), ((A, C), (B,)), ((B,), (A, C))
    )
    assert counted.schulze is not None
    # A beats B and B beats C by three; C beats A by two, which is the weakest.
    assert counted.schulze.pairwise == ((0, 3, 1), (2, 0, 3), (2, 2, 0))
    assert declared.chosen == (A,)
    assert not counted.schulze.lot_mattered


@pytest.mark.parametrize(
    ("method", "blank"),
    [
        ("plurality", "abstain"),
        ("approval", ()),
        ("instant_runoff", ()),
        ("schulze", ()),
    ],
)
async def test_where_all_are_blank_nothing_is_chosen(
    street: Community, clock: StoryClock, method: str, blank: Any
):
    await asks(street, method, *SEASONS)
    _, declared = await decided(street, clock, blank, blank, blank)
    assert (declared.outcome, declared.chosen) == ("no_votes", None)


@pytest.mark.parametrize(
    ("method", "choice"),
    [("plurality", A), ("approval", (A,)), ("instant_runoff", (A,)), ("schulze", (A,))],
)
async def test_quorum_and_voters_are_asked_of_every_method(
    street: Community, clock: StoryClock, method: str, choice: Any
):
    await asks(street, method, *SEASONS, min_voters=4)
    _, declared = await decided(street, clock, choice, choice, choice)
    assert (declared.outcome, declared.chosen) == ("too_few_voters", None)


async def test_without_quorum_nothing_is_chosen(street: Community, clock: StoryClock):
    await asks(street, "schulze", *SEASONS)
    _, declared = await decided(street, clock, (A,), (A,))
    assert (declared.outcome, declared.chosen) == ("no_quorum", None)


@pytest.mark.parametrize(
    ("method", "choices", "chosen"),
    [
        ("plurality", (A, A, B), (A,)),
        ("approval", ((A, B), (B,), ()), (B,)),
        ("instant_runoff", ((C, A), (A,), (A,)), (A,)),
        ("schulze", (((A, B), (C,)), (A,), (A, B)), (A,)),
        ("election", ((A,), (A,), (B,)), (A,)),
    ],
)
async def test_every_method_can_be_secret(
    street: Community,
    clock: StoryClock,
    method: str,
    choices: tuple[Any, ...],
    chosen: tuple[OptionId, ...],
):
    await asks(street, method, *persons(ADA, BEN, CHEN), secrecy="secret")
    _, declared = await decided(street, clock, *choices)
    assert (declared.outcome, declared.chosen) == ("adopted", chosen)


async def test_who_is_dismissed_was_heard_and_has_no_vote(street: Community, clock: StoryClock):
    await asks(
        street, "majority", threshold=MORE_THAN_HALF, dismisses=WEST, heard_at=NOON, kind="person"
    )
    await street.votes(ADA, EAST, "for")
    await street.votes(CHEN, NORTH, "for")
    await street.votes(DEWI, SOUTH, "against")
    counted, declared = await result(street, clock)
    assert declared.outcome == "adopted"
    assert counted.quorum is not None
    assert (counted.quorum.in_office, counted.quorum.recused) == (4, 1)
    assert [r.event for r in await street.history(SeatVacated)] == [
        SeatVacated(
            seat=WEST,
            organ="board",
            holder=BEN,
            vacated_at=TOMORROW,
            reason="dismissal",
            decision=QUESTION,
        )
    ]
    assert recount(QUESTION, found_for(QUESTION, await street.history())).findings == ()


async def test_who_is_suspended_was_heard_and_keeps_the_seat(street: Community, clock: StoryClock):
    until = TOMORROW + timedelta(days=30)
    suspends = HolderToSuspend(seat=WEST, ground="Article 9", suspended_until=until)
    await asks(street, "majority", threshold=MORE_THAN_HALF, suspends=suspends, heard_at=NOON)
    await street.votes(ADA, EAST, "for")
    await street.votes(CHEN, NORTH, "for")
    _, declared = await result(street, clock)
    assert declared.outcome == "adopted"
    assert [r.event for r in await street.history(HolderSuspended)] == [
        HolderSuspended(
            seat=WEST,
            organ="board",
            holder=BEN,
            suspended_from=TOMORROW,
            ground="Article 9",
            suspended_until=until,
            decision=QUESTION,
        )
    ]
    assert await street.history(SeatVacated) == []


async def test_a_sanction_that_was_rejected_has_no_effect(street: Community, clock: StoryClock):
    await asks(street, "majority", threshold=MORE_THAN_HALF, dismisses=WEST, heard_at=NOON)
    await street.votes(ADA, EAST, "for")
    await street.votes(CHEN, NORTH, "against")
    _, declared = await result(street, clock)
    assert declared.outcome == "rejected"
    assert await street.history(SeatVacated, HolderSuspended) == []


async def test_a_dismissal_of_somebody_else_than_was_heard_is_none(
    street: Community, clock: StoryClock
):
    """Ben left and Fay took the seat: the dismissal was of Ben."""
    await asks(street, "majority", threshold=MORE_THAN_HALF, dismisses=WEST, heard_at=NOON)
    await street.votes(ADA, EAST, "for")
    await street.votes(CHEN, NORTH, "for")
    clock.pass_by(hours=1)
    await street.vacates(WEST)
    await street.fills(WEST, FAY, term_from=clock.now)
    await street.votes(DEWI, SOUTH, "for")
    _, declared = await result(street, clock)
    assert declared.outcome == "adopted"
    dismissed = [r.event for r in await street.history(SeatVacated)]
    assert [e.reason for e in dismissed] == ["resignation"]  # type: ignore[attr-defined]
    (duty,) = [recorded.event for recorded in await street.history(DutyOpened)]
    assert (duty.kind, duty.decision) == ("resolve_effect", QUESTION)  # type: ignore[attr-defined]
