from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.events.seats import AbsenceBegan, AbsenceEnded, SeatFilled
from projections.board import BOARD, KEPT, Seat, holder_at, register_of
from projections.board_seen import Occupancy
from projections.board_seen import occupancy as occupancy_of
from projections.replay import listed, replay
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    EAST,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    NORTH,
    SOUTH,
    TOMORROW,
    WEST,
    numbered,
)
from tests.story import Story, place_of

MOMENT = timedelta(microseconds=1)


def seats(story: Story, **until: int):
    return replay(BOARD, story.history, **until)


def occupancy(documents: Iterable[Seat], moment: datetime) -> Occupancy:
    return occupancy_of(register_of(documents), "board", moment)


def test_seats_stand_on_their_organ_in_the_order_of_establishment():
    story = Story().has_a_board().established(numbered("seat", 9), organ="circle:green")
    documents = seats(story)
    board = listed(BOARD, documents, "seats", "organ:board")
    assert [seat.seat for seat in board] == [EAST, WEST, NORTH, SOUTH]
    assert len(listed(BOARD, documents, "seats")) == 5


def test_a_holder_is_in_office_from_the_first_moment_of_the_term_until_just_before_its_end():
    story = Story().founded().established(EAST)
    story.filled(EAST, ADA, term_from=TOMORROW, term_until=NEXT_WEEK)
    seat = seats(story)[EAST]
    assert holder_at(seat, TOMORROW - MOMENT) is None
    assert holder_at(seat, TOMORROW) == ADA
    assert holder_at(seat, NEXT_WEEK - MOMENT) == ADA
    assert holder_at(seat, NEXT_WEEK) is None


def test_a_seat_that_is_vacated_says_why_and_stands_empty_until_its_next_term():
    story = Story().has_a_board().passes(hours=1).vacated(EAST, ADA)
    story.filled(EAST, BEN, term_from=TOMORROW)
    seat = seats(story)[EAST]
    assert holder_at(seat, story.now) is None
    assert holder_at(seat, TOMORROW) == BEN


def test_who_leaves_at_a_later_moment_stays_in_office_until_then():
    story = Story().has_a_board().vacated(EAST, ADA, at=TOMORROW)
    seat = seats(story)[EAST]
    assert holder_at(seat, TOMORROW - MOMENT) == ADA
    assert holder_at(seat, TOMORROW) is None


def test_what_has_no_effect_any_more_does_not_pile_up():
    story = Story().founded().established(EAST)
    for _ in range(500):
        story.filled(EAST, ADA, term_until=story.now + timedelta(days=1)).passes(days=2)
    assert len(seats(story)[EAST].known) == KEPT


def test_what_still_has_an_effect_is_kept_however_much_has_happened_since():
    story = Story().founded().established(EAST).filled(EAST, ADA)
    wrong = story.history[-1].id
    story.happens(
        SeatFilled(
            seat=EAST,
            organ="board",
            holder=BEN,
            term_from=NOON,
            term_until=NEXT_YEAR,
            corrects=wrong,
        )
    )
    for _ in range(100):
        story.passes(minutes=1)
        away = {"seat": EAST, "organ": "board", "holder": BEN}
        story.happens(AbsenceBegan(absent_from=story.now, **away))
        story.happens(AbsenceEnded(absent_until=story.now + MOMENT, **away))
    seat = seats(story)[EAST]
    assert len(seat.known) == KEPT + 2
    assert holder_at(seat, TOMORROW) == BEN
    assert register_of([seat]).voter(EAST, TOMORROW) == BEN


def test_the_board_says_how_many_seats_are_filled_and_how_many_of_the_residents_own():
    story = Story().has_a_board().established(numbered("seat", 9), kind="professional")
    assert occupancy(seats(story).values(), NOON) == Occupancy(
        seats=5, filled=3, vacant=2, resident_seats=4, resident_seats_filled=3
    )


def test_the_board_of_before_the_last_appointment_is_found_by_a_replay():
    story = Story().has_a_board()
    last = max(r.position for r in story.history if isinstance(r.event, SeatFilled))
    before = seats(story, until=last - 1)
    assert holder_at(before[NORTH], NOON) is None
    assert holder_at(seats(story)[NORTH], NOON) == CHEN
    assert occupancy(before.values(), NOON).filled == 2
    assert place_of(story.history, SeatFilled) < last


def test_a_term_is_over_when_it_ends_without_anything_being_recorded():
    seat = seats(Story().has_a_board())[WEST]
    assert holder_at(seat, NEXT_YEAR) is None
