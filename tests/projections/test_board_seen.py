"""The board at a moment: who votes, the residents' share, the rotation, and what is due."""

from datetime import timedelta
from typing import Any

from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Quorum
from domain.events.seats import (
    AbsenceBegan,
    HolderCarriedOver,
    HolderSuspended,
    OfficeAssigned,
    SeatEventAnnulled,
    SeatFilled,
    SeatVacated,
    StandInAppointed,
)
from projections.board import BOARD, register_of
from projections.board_seen import BoardSeen, Warned, board_seen
from projections.replay import listed, replay
from tests.bylaws import ASSOCIATION, FOUNDATION, changed
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
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
from tests.story import Story

OFFICE = numbered("seat", 10)
IN_EAST: dict[str, Any] = {"seat": EAST, "organ": "board"}
ADA_IN_EAST = {"holder": ADA, **IN_EAST}


def seen(story: Story, moment=None, bylaws: Bylaws | None = FOUNDATION, organ="board") -> BoardSeen:
    register = register_of(replay(BOARD, story.history).values())
    return board_seen(register, organ, moment or story.now, story.position, bylaws)


def in_east(story: Story, moment=None):
    return next(each for each in seen(story, moment).seats if each.seat.seat == EAST)


def test_a_seat_shows_its_holder_and_offices():
    story = Story().has_a_board()
    story.happens(OfficeAssigned(office="chair", office_from=NOON, **ADA_IN_EAST))
    story.happens(OfficeAssigned(office="treasurer", office_from=TOMORROW, **ADA_IN_EAST))
    seat = in_east(story)
    assert (seat.holder, seat.votes, seat.offices) == (ADA, ADA, ("chair",))
    assert in_east(story, TOMORROW).offices == ("chair", "treasurer")


def test_an_absent_holder_has_no_vote_and_the_stand_in_has_it():
    story = Story().has_a_board()
    story.happens(AbsenceBegan(absent_from=TOMORROW, absent_until=NEXT_WEEK, **ADA_IN_EAST))
    stands_in = {"stands_in_from": TOMORROW, "stands_in_until": NEXT_YEAR}
    away = in_east(story, TOMORROW)
    assert (away.holder, away.absent, away.votes, away.stand_in) == (ADA, True, None, None)
    story.happens(StandInAppointed(person=DEWI, **stands_in, **IN_EAST))
    away, back = in_east(story, TOMORROW), in_east(story, NEXT_WEEK)
    assert (away.holder, away.votes, away.stand_in) == (ADA, DEWI, DEWI)
    assert (back.holder, back.votes, back.stand_in, back.absent) == (ADA, ADA, None, False)


def test_a_suspended_holder_has_no_vote_and_keeps_the_seat():
    story = Story().has_a_board()
    story.happens(HolderSuspended(suspended_from=NOON, ground="Article 9", **ADA_IN_EAST))
    seat = in_east(story)
    assert (seat.holder, seat.suspended, seat.votes) == (ADA, True, None)


def test_a_vacant_seat_says_why_it_was_left():
    story = Story().has_a_board().vacated(EAST, ADA, at=TOMORROW)
    seat = in_east(story, TOMORROW)
    assert (seat.holder, seat.seat.vacated, seat.seat.terms) == (None, "resignation", ())


def test_a_correction_is_seen_at_once():
    story = Story().has_a_board()
    filled = next(r for r in story.history if isinstance(r.event, SeatFilled))
    term = {"term_from": NOON, "term_until": NEXT_YEAR}
    story.happens(SeatFilled(holder=DEWI, corrects=filled.id, **term, **IN_EAST))
    assert in_east(story).holder == DEWI


def test_an_annulled_vacancy_gives_the_term_back():
    story = Story().has_a_board().passes(hours=1)
    left = {"vacated_at": story.now, "reason": "death"}
    wrong = story.happens(SeatVacated(**left, **ADA_IN_EAST)).id
    assert in_east(story).holder is None
    story.passes(days=100).happens(SeatEventAnnulled(corrects=wrong, **IN_EAST))
    assert in_east(story).holder == ADA


def test_the_residents_share_is_held_against_all_seats_and_what_waits_is_named():
    """Three of four seats; then two of four, which is not more than half."""
    story = Story().has_a_board()
    majority = seen(story).resident_majority
    assert majority is not None
    assert (majority.residents, majority.measured, majority.holds) == (3, 4, True)
    assert (majority.why, majority.refused) == (None, ())
    broken = seen(story.vacated(NORTH, CHEN)).resident_majority
    assert broken is not None
    assert (broken.residents, broken.measured, broken.holds) == (2, 4, False)
    assert broken.refused == FOUNDATION.resident_majority.reserved
    assert broken.vacant == (NORTH, SOUTH)
    assert broken.why == (
        "Residents hold 2 of 4 seats; more than 1/2 are needed. 2 of their seats are vacant."
    )


def test_one_vacant_seat_is_told_as_one():
    all_of_them = Quorum(numerator=1, denominator=1, comparison=">=")
    strict = changed(FOUNDATION, resident_majority={"share": all_of_them})
    majority = seen(Story().has_a_board(), bylaws=strict).resident_majority
    assert majority is not None
    assert majority.why == (
        "Residents hold 3 of 4 seats; at least 1/1 are needed. 1 of their seats is vacant."
    )


def test_what_another_organ_decides_does_not_wait_for_the_board():
    assert {"statutes", "money"} <= set(ASSOCIATION.resident_majority.reserved)
    story = Story().has_a_board().vacated(NORTH, CHEN)
    broken = seen(story, bylaws=ASSOCIATION).resident_majority
    assert broken is not None
    assert broken.refused == ("money",)


def test_without_bylaws_and_on_other_organs_nothing_is_said_of_a_share():
    story = Story().has_a_board().established(OFFICE, organ="circle")
    assert seen(story, bylaws=None).resident_majority is None
    assert seen(story, organ="circle").resident_majority is None


def test_the_rotation_says_who_leaves_when_and_who_may_return():
    story = Story().founded().registered(ADA, BEN).established(EAST, WEST)
    story.filled(EAST, ADA, term_until=TOMORROW)
    story.filled(EAST, ADA, term_from=TOMORROW, term_until=NEXT_YEAR)
    story.filled(WEST, BEN, term_until=NEXT_WEEK)
    rotation = seen(story, TOMORROW).rotation
    assert [(turn.holder, turn.term_until) for turn in rotation.turns] == [
        (BEN, NEXT_WEEK),
        (ADA, NEXT_YEAR),
    ]
    assert [(turn.terms_in_a_row, turn.may_return) for turn in rotation.turns] == [
        (1, True),
        (2, False),
    ]
    assert (rotation.rotation, rotation.as_set) == ("by_turns", True)


def test_terms_that_all_end_at_once_are_no_rotation_by_turns():
    story = Story().has_a_board()
    assert seen(story).rotation.as_set is False
    at_once = changed(FOUNDATION, terms={"rotation": "all_at_once"})
    assert seen(story, bylaws=at_once).rotation.as_set is True


def test_everybody_is_warned_before_a_term_ends_without_anybody_writing_anything():
    story = Story().founded().registered(ADA).established(EAST).filled(EAST, ADA)
    warned = Warned(what="term_ends", seat=EAST, due=NEXT_YEAR, holder=ADA)
    assert seen(story, NEXT_YEAR - timedelta(days=90, microseconds=1)).warnings == ()
    assert seen(story, NEXT_YEAR - timedelta(days=90)).warnings == (warned,)
    story.filled(EAST, ADA, term_from=NEXT_YEAR, term_until=NEXT_YEAR + timedelta(days=365))
    assert seen(story, NEXT_YEAR - timedelta(days=90)).warnings == ()


def test_a_term_that_ran_out_unnoticed_and_a_vacancy_to_be_filled_are_due():
    story = Story().founded().registered(ADA).established(EAST)
    story.filled(EAST, ADA, term_until=TOMORROW)
    fill_by = TOMORROW + timedelta(days=FOUNDATION.absence.vacancy_filled_within_days)
    ran_out = Warned(what="term_ran_out", seat=EAST, due=TOMORROW)
    to_fill = Warned(what="vacancy_to_be_filled", seat=EAST, due=fill_by)
    assert seen(story, NEXT_WEEK).warnings == (ran_out, to_fill)
    assert seen(story, NEXT_WEEK, bylaws=None).warnings == (ran_out,)


def test_a_carry_over_that_ends_is_due_too():
    story = Story().founded().registered(ADA).established(EAST)
    story.filled(EAST, ADA, term_until=TOMORROW)
    stays = {"carry_over_from": TOMORROW, "carry_over_until": NEXT_WEEK}
    story.happens(HolderCarriedOver(**stays, **ADA_IN_EAST))
    (warned,) = seen(story, TOMORROW).warnings
    assert warned == Warned(what="carry_over_ends", seat=EAST, due=NEXT_WEEK, holder=ADA)
    assert in_east(story, TOMORROW).carried_over


def test_seats_are_listed_by_when_their_term_ends_those_long_over_first():
    story = Story().founded().registered(ADA, BEN, CHEN).established(EAST, WEST, NORTH, SOUTH)
    story.filled(EAST, ADA, term_until=NEXT_YEAR).filled(WEST, BEN, term_until=TOMORROW)
    story.filled(NORTH, CHEN).vacated(NORTH, CHEN, at=NEXT_WEEK)
    documents = replay(BOARD, story.history)
    assert [seat.seat for seat in listed(BOARD, documents, "terms")] == [WEST, EAST]
    assert [seat.seat for seat in listed(BOARD, documents, "terms", "organ:board")] == [WEST, EAST]
