"""Filled by election, appointment, co-option, delegation or a court; terms as the bylaws say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.ballots.errors import DecisionNotFound
from domain.events.seats import SeatFilled
from domain.seats.errors import (
    AppointerMissing,
    ChoiceNotMade,
    HolderStandsIn,
    NoTermToFinish,
    ReplacementServesOtherwise,
    TermTooLong,
    TooManyTermsInARow,
)
from domain.seats.terms import months_later
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    EAST,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    FillSeat,
    events,
    numbered,
)
from tests.seats import begins_absence, stands_in

FOUR_YEARS = datetime(2030, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.registers(ADA, BEN, CHEN)
    await de_pijp.establishes(EAST)
    await de_pijp.establishes(WEST)
    return de_pijp


@pytest.fixture
async def foundation(street: Community) -> Community:
    await street.describes()
    await street.records_bylaws(FOUNDATION)
    return street


async def filled(street: Community, **asked: Any) -> SeatFilled:
    (event,) = events(await street.fills(EAST, ADA, **asked))
    assert isinstance(event, SeatFilled)
    return event


@pytest.mark.parametrize("how", ["election", "appointment", "co_option"])
async def test_a_seat_is_filled_by_election_appointment_or_co_option(street: Community, how: str):
    assert (await filled(street, filled_by=how)).filled_by == how


@pytest.mark.parametrize("how", ["delegation", "court"])
async def test_a_delegation_says_by_which_group_and_an_appointment_by_which_court(
    street: Community, how: str
):
    with pytest.raises(AppointerMissing):
        await street.fills(EAST, ADA, filled_by=how)
    seat = await filled(street, filled_by=how, appointed_by="Rechtbank Amsterdam")
    assert seat.appointed_by == "Rechtbank Amsterdam"


async def test_who_was_chosen_by_a_decision_was_chosen_indeed(street: Community, clock: StoryClock):
    with pytest.raises(DecisionNotFound):
        await street.fills(EAST, ADA, decision=QUESTION)
    await street.fills(WEST, BEN)
    await street.opens(min_voters=1)
    with pytest.raises(ChoiceNotMade):
        await street.fills(EAST, ADA, decision=QUESTION)
    await street.votes(BEN, WEST, "for")
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    seat = await filled(street, filled_by="election", decision=QUESTION)
    assert seat.decision == QUESTION


async def test_who_was_rejected_was_not_chosen(street: Community, clock: StoryClock):
    await street.fills(WEST, BEN)
    await street.opens(min_voters=1)
    await street.votes(BEN, WEST, "against")
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    with pytest.raises(ChoiceNotMade):
        await street.fills(EAST, ADA, decision=QUESTION)


async def test_a_replacement_serves_the_rest_of_the_term_of_who_left(street: Community):
    await street.fills(EAST, BEN)
    await street.vacates(EAST, at=TOMORROW)
    rest = {"serves": "rest_of_term", "term_from": NEXT_WEEK}
    with pytest.raises(NoTermToFinish):
        await street.fills(EAST, ADA, term_until=NEXT_YEAR + timedelta(days=1), **rest)
    assert (await filled(street, **rest)).term_until == NEXT_YEAR


REPLACEMENT = {"term_from": NEXT_WEEK, "term_until": NEXT_YEAR}


async def ben_left(street: Community, replacement: str | None) -> Community:
    """Ben leaves the first seat tomorrow, a year before his term was due."""
    await street.describes()
    await street.records_bylaws(changed(FOUNDATION, terms={"replacement": replacement}))
    await street.fills(EAST, BEN)
    await street.vacates(EAST, at=TOMORROW)
    return street


@pytest.mark.parametrize(
    ("said", "refused"), [("rest_of_term", "new_term"), ("new_term", "rest_of_term")]
)
async def test_what_a_replacement_serves_is_what_the_bylaws_say(
    street: Community, said: str, refused: str
):
    await ben_left(street, said)
    with pytest.raises(ReplacementServesOtherwise) as otherwise:
        await street.fills(EAST, ADA, serves=refused, **REPLACEMENT)
    assert otherwise.value.facts == {"serves": said}
    assert (await filled(street, **REPLACEMENT)).serves == said


@pytest.mark.parametrize("said", ["either", None])
@pytest.mark.parametrize("serves", ["rest_of_term", "new_term", None])
async def test_where_they_say_nothing_it_is_what_the_clerk_says(
    street: Community, said: str | None, serves: str | None
):
    await ben_left(street, said)
    assert (await filled(street, serves=serves, **REPLACEMENT)).serves == serves


async def test_what_the_bylaws_say_is_kept_to_as_if_it_had_been_asked(street: Community):
    await ben_left(street, "rest_of_term")
    until = NEXT_YEAR + timedelta(days=1)
    with pytest.raises(NoTermToFinish):
        await street.fills(EAST, ADA, term_from=NEXT_WEEK, term_until=until)


async def test_after_a_replacement_left_early_the_next_one_serves_the_rest_too(street: Community):
    await ben_left(street, "rest_of_term")
    await street.fills(EAST, CHEN, term_from=TOMORROW, term_until=NEXT_YEAR)
    await street.vacates(EAST, at=NEXT_WEEK)
    assert (await filled(street, **REPLACEMENT)).serves == "rest_of_term"


@pytest.mark.parametrize("said", ["rest_of_term", "new_term"])
async def test_who_begins_when_the_term_was_due_replaces_nobody(street: Community, said: str):
    await ben_left(street, said)
    next_term = {"term_from": NEXT_YEAR, "term_until": NEXT_YEAR + timedelta(days=9)}
    assert (await filled(street, **next_term)).serves is None


async def test_nor_does_the_first_holder_or_who_follows_one_whose_term_ran_out(street: Community):
    await ben_left(street, "rest_of_term")
    term = {"term_until": NEXT_WEEK}
    first = events(await street.fills(WEST, CHEN, **term))
    assert first == [
        SeatFilled(seat=WEST, organ="board", holder=CHEN, term_from=NOON, term_until=NEXT_WEEK)
    ]
    (second,) = events(await street.fills(WEST, ADA, term_from=NEXT_WEEK))
    assert isinstance(second, SeatFilled)
    assert second.serves is None


async def test_a_corrected_filling_replaces_whom_the_wrong_one_replaced(street: Community):
    await ben_left(street, "rest_of_term")
    receipt = await street.fills(EAST, CHEN, **REPLACEMENT)
    asked = {**REPLACEMENT, "corrects": receipt.recorded[0].id}
    with pytest.raises(ReplacementServesOtherwise):
        await street.fills(EAST, ADA, serves="new_term", **asked)
    assert (await filled(street, **asked)).serves == "rest_of_term"


async def test_what_a_replacement_serves_is_the_boards_article(street: Community):
    circle = numbered("seat", 99)
    await ben_left(street, "rest_of_term")
    await street.establishes(circle, organ="circle")
    await street.fills(circle, BEN)
    await street.vacates(circle, at=TOMORROW)
    (event,) = events(await street.fills(circle, ADA, serves="new_term", **REPLACEMENT))
    assert isinstance(event, SeatFilled)
    assert event.serves == "new_term"


async def test_sent_again_it_is_answered_again_with_what_the_bylaws_had_said(street: Community):
    await ben_left(street, "new_term")
    asked = {"seat": EAST, "holder": ADA, "command_id": "once", **REPLACEMENT}
    first = await street.does(CLERK, FillSeat, **asked)
    again = await street.does(CLERK, FillSeat, **asked)
    assert (again.replayed, events(again)) == (True, events(first))


async def test_there_is_no_rest_of_a_term_that_nobody_left(street: Community):
    await street.fills(EAST, BEN, term_until=NEXT_WEEK)
    with pytest.raises(NoTermToFinish):
        await street.fills(
            EAST, ADA, serves="rest_of_term", term_from=NEXT_WEEK, term_until=NEXT_YEAR
        )


async def test_a_replacement_may_serve_a_new_term(foundation: Community):
    await foundation.fills(EAST, BEN)
    await foundation.vacates(EAST, at=TOMORROW)
    until = months_later(TOMORROW, 48)
    await foundation.fills(EAST, ADA, serves="new_term", term_from=TOMORROW, term_until=until)


async def test_a_term_is_as_long_as_the_bylaws_allow_and_not_a_moment_longer(
    foundation: Community,
):
    with pytest.raises(TermTooLong):
        await foundation.fills(EAST, ADA, term_until=FOUR_YEARS + timedelta(microseconds=1))
    await foundation.fills(EAST, ADA, term_until=FOUR_YEARS)


async def test_the_bylaws_limit_the_terms_of_the_board_and_of_no_other_organ(
    foundation: Community,
):
    other = numbered("seat", 99)
    await foundation.establishes(other, organ="circle")
    await foundation.fills(other, ADA, term_until=FOUR_YEARS + timedelta(days=1))


def test_a_month_later_is_the_same_day_or_the_last_one():
    day = datetime(2028, 1, 31, tzinfo=UTC)
    assert months_later(day, 1) == datetime(2028, 2, 29, tzinfo=UTC)
    assert months_later(day, 13) == datetime(2029, 2, 28, tzinfo=UTC)
    assert months_later(day, 11) == datetime(2028, 12, 31, tzinfo=UTC)


async def test_nobody_has_more_terms_in_a_row_than_the_bylaws_allow(foundation: Community):
    year = timedelta(days=365)
    await foundation.fills(EAST, ADA, term_until=NOON + year)
    second = {"term_from": NOON + year, "term_until": NOON + 2 * year}
    await foundation.fills(WEST, ADA, **second)
    third = {"term_from": NOON + 2 * year, "term_until": NOON + 3 * year}
    with pytest.raises(TooManyTermsInARow):
        await foundation.fills(EAST, ADA, **third)
    later = {name: at + timedelta(days=90) for name, at in third.items()}
    with pytest.raises(TooManyTermsInARow):
        await foundation.fills(EAST, ADA, **later)
    away = {name: at + timedelta(days=91) for name, at in third.items()}
    await foundation.fills(EAST, ADA, **away)


async def test_the_rest_of_somebody_elses_term_is_no_term_of_ones_own(foundation: Community):
    year = timedelta(days=365)
    await foundation.fills(EAST, BEN)
    await foundation.vacates(EAST, at=TOMORROW)
    await foundation.fills(EAST, ADA, serves="rest_of_term", term_from=TOMORROW)
    for first in (1, 2):
        term = {"term_from": NOON + first * year, "term_until": NOON + (first + 1) * year}
        await foundation.fills(EAST, ADA, **term)
    with pytest.raises(TooManyTermsInARow):
        await foundation.fills(EAST, ADA, term_from=NOON + 3 * year, term_until=NOON + 4 * year)


async def test_who_stands_in_takes_no_seat_on_that_organ_meanwhile(street: Community):
    await street.fills(EAST, ADA)
    await begins_absence(street, EAST)
    await stands_in(street, EAST, BEN)
    with pytest.raises(HolderStandsIn):
        await street.fills(WEST, BEN)
    await street.fills(WEST, BEN, term_from=NEXT_WEEK)
