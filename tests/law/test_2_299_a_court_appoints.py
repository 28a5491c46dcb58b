"""Art. 2:299: where the board of a foundation is missing, wholly or in part, and nobody fills it, a
court can appoint."""

import pytest

from domain.events.seats import SeatFilled
from domain.seats.errors import AppointerMissing
from tests.conftest import StoryClock
from tests.law.scenes import OFFICE, opened, settled
from tests.residents import (
    BEN,
    DEWI,
    EAST,
    NEXT_YEAR,
    NORTH,
    SOUTH,
    WEST,
    Community,
    events,
    numbered,
)

COURT = {"filled_by": "court", "appointed_by": "Rechtbank Amsterdam"}
OTHER = numbered("person", 30)


@pytest.fixture
async def deserted(foundation: Community, clock: StoryClock) -> Community:
    """A day later nobody is left on the board."""
    clock.pass_by(days=1)
    for seat in (EAST, WEST, NORTH, OFFICE):
        await foundation.vacates(seat)
    return foundation


async def test_it_is_said_which_court_it_was(deserted: Community, clock: StoryClock):
    with pytest.raises(AppointerMissing):
        await deserted.fills(EAST, DEWI, filled_by="court", term_from=clock.now)
    (filled,) = events(await deserted.fills(EAST, DEWI, term_from=clock.now, **COURT))
    assert isinstance(filled, SeatFilled)
    assert (filled.filled_by, filled.appointed_by) == ("court", "Rechtbank Amsterdam")


async def test_whom_the_court_appointed_has_a_vote_like_everybody(
    deserted: Community, clock: StoryClock
):
    await deserted.registers(OTHER)
    for seat, person in ((EAST, DEWI), (WEST, OTHER)):
        await deserted.fills(seat, person, term_from=clock.now, **COURT)
    await opened(deserted)
    votes = {EAST: (DEWI, "for"), WEST: (OTHER, "for")}
    assert await settled(deserted, clock, votes) == "adopted"


async def test_a_part_of_the_board_can_be_missing_too(foundation: Community):
    await foundation.registers(OTHER, standing="professional")
    await foundation.fills(SOUTH, OTHER, term_until=NEXT_YEAR, **COURT)


async def test_it_appoints_also_when_no_resident_is_left(deserted: Community, clock: StoryClock):
    await deserted.registers(OTHER, standing="professional")
    await deserted.fills(SOUTH, OTHER, term_from=clock.now, **COURT)
    await deserted.fills(WEST, BEN, term_from=clock.now, **COURT)
