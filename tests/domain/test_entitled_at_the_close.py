"""The count uses the seats entitled at the close, as known then; later corrections change none."""

from datetime import timedelta

import pytest

from domain.ballots.errors import NotTheHolder
from domain.events.ballots import BallotVoided, ResultCounted
from domain.seats.annul_seat_event import AnnulSeatEvent
from projections.evidence import voting_of
from projections.recount import recount
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    NOON,
    NORTH,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
)
from tests.seats import (
    begins_absence,
    ends_absence,
    stands_in,
    stands_in_no_more,
    suspends,
)

HOUR = timedelta(hours=1)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await de_pijp.opens()
    return de_pijp


async def counted(street: Community, clock: StoryClock) -> tuple[ResultCounted, dict[str, str]]:
    """The count, and the grounds of the ballots that were voided, by the seat they were cast for.

    The auditor, who trusts nothing of it, comes to the same.
    """
    clock.now = TOMORROW
    await street.closes()
    receipt = await street.declares()
    history = await street.history()
    found = recount(QUESTION, history)
    assert found.findings == ()
    cast = voting_of(QUESTION, history).cast
    grounds = {
        str(cast[r.event.ballot][0].seat): r.event.ground  # type: ignore[attr-defined]
        for r in receipt.recorded
        if isinstance(r.event, BallotVoided)
    }
    (count,) = (r.event for r in receipt.recorded if isinstance(r.event, ResultCounted))
    return count, grounds


async def test_a_seat_vacated_between_opening_and_close_takes_its_ballot_along(
    street: Community, clock: StoryClock
):
    for person, seat in ((ADA, EAST), (BEN, WEST), (CHEN, NORTH)):
        await street.votes(person, seat, "for")
    await street.vacates(EAST, at=NOON + HOUR)
    count, grounds = await counted(street, clock)
    assert grounds == {EAST: "left_office"}
    assert count.majority is not None
    assert (count.majority.in_favour, count.majority.in_office) == (2, 2)


async def test_a_suspended_holder_leaves_ballot_and_denominators(
    street: Community, clock: StoryClock
):
    for person, seat in ((ADA, EAST), (BEN, WEST), (CHEN, NORTH)):
        await street.votes(person, seat, "for")
    await suspends(street, EAST, suspended_from=NOON + HOUR)
    count, grounds = await counted(street, clock)
    assert grounds == {EAST: "suspended"}
    assert count.majority is not None
    assert (count.majority.in_favour, count.majority.in_office) == (2, 2)


async def test_an_absent_holder_leaves_the_ballot_but_not_the_quorum(
    street: Community, clock: StoryClock
):
    for person, seat in ((ADA, EAST), (BEN, WEST), (CHEN, NORTH)):
        await street.votes(person, seat, "for")
    await begins_absence(street, EAST, absent_from=NOON + HOUR)
    count, grounds = await counted(street, clock)
    assert grounds == {EAST: "absent"}
    assert count.majority is not None
    assert (count.majority.in_favour, count.majority.in_office) == (2, 3)


async def test_who_is_back_before_the_close_votes_as_if_never_away(
    street: Community, clock: StoryClock
):
    await street.votes(ADA, EAST, "for")
    await begins_absence(street, EAST, absent_from=NOON + HOUR)
    await ends_absence(street, EAST, NOON + 2 * HOUR)
    await street.votes(BEN, WEST, "for")
    count, grounds = await counted(street, clock)
    assert grounds == {}
    assert count.majority is not None
    assert count.majority.in_favour == 2


async def test_a_stand_in_is_appointed_while_the_absent_ones_ballot_is_in_the_box(
    street: Community, clock: StoryClock
):
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    clock.pass_by(hours=1)
    await begins_absence(street, EAST, absent_from=clock.now)
    await stands_in(street, EAST, DEWI, stands_in_from=clock.now)
    await street.votes(DEWI, EAST, "against")
    count, grounds = await counted(street, clock)
    assert grounds == {}
    assert count.majority is not None
    assert (count.majority.in_favour, count.majority.against) == (1, 1)
    assert (count.majority.received, count.majority.in_office) == (2, 3)


async def test_a_stand_in_who_does_not_vote_leaves_the_absent_ones_ballot_voided(
    street: Community, clock: StoryClock
):
    await street.votes(ADA, EAST, "for")
    await begins_absence(street, EAST, absent_from=NOON + HOUR)
    await stands_in(street, EAST, DEWI, stands_in_from=NOON + HOUR)
    assert (await counted(street, clock))[1] == {EAST: "absent"}


async def test_a_suspended_seat_with_a_stand_in_stays_in_the_denominators(
    street: Community, clock: StoryClock
):
    await suspends(street, EAST)
    await stands_in(street, EAST, DEWI)
    await street.votes(DEWI, EAST, "for")
    await street.votes(BEN, WEST, "for")
    count, grounds = await counted(street, clock)
    assert grounds == {}
    assert count.majority is not None
    assert (count.majority.in_favour, count.majority.in_office) == (2, 3)


async def test_a_stand_in_whose_mandate_ended_takes_the_ballot_along(
    street: Community, clock: StoryClock
):
    await begins_absence(street, EAST)
    await stands_in(street, EAST, DEWI)
    await street.votes(DEWI, EAST, "for")
    await stands_in_no_more(street, EAST, NOON + HOUR)
    assert (await counted(street, clock))[1] == {EAST: "stand_in_ended"}


async def test_a_correction_after_the_close_changes_no_result(street: Community, clock: StoryClock):
    """Ada voted; after the result it turns out that Dewi had held the seat all along."""
    filled = next(r for r in await street.history() if getattr(r.event, "holder", "") == ADA)
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    before, _ = await counted(street, clock)
    await street.fills(EAST, DEWI, corrects=filled.id)
    found = recount(QUESTION, await street.history())
    assert found.agrees
    assert found.majority == before.majority
    assert found.entitled_otherwise is not None
    (changed,) = found.entitled_otherwise
    assert (changed.seat, changed.known_then, changed.known_now) == (EAST, ADA, DEWI)


async def test_a_correction_before_the_close_counts(street: Community, clock: StoryClock):
    filled = next(r for r in await street.history() if getattr(r.event, "holder", "") == ADA)
    await street.votes(ADA, EAST, "for")
    await street.fills(EAST, DEWI, corrects=filled.id)
    with pytest.raises(NotTheHolder):
        await street.votes(ADA, EAST, "for")
    await street.votes(DEWI, EAST, "against")
    await street.votes(BEN, WEST, "for")
    count, grounds = await counted(street, clock)
    assert grounds == {}
    assert count.majority is not None
    assert (count.majority.in_favour, count.majority.against) == (1, 1)


async def test_between_close_and_count_nothing_counts_that_was_not_known_at_the_close(
    street: Community, clock: StoryClock
):
    filled = next(r for r in await street.history() if getattr(r.event, "holder", "") == ADA)
    await street.votes(ADA, EAST, "for")
    clock.now = TOMORROW
    await street.closes()
    await street.does(CLERK, AnnulSeatEvent, seat=EAST, corrects=filled.id)
    receipt = await street.declares()
    assert not any(isinstance(r.event, BallotVoided) for r in receipt.recorded)
    assert recount(QUESTION, await street.history()).findings == ()
