"""Whoever is elected takes the seat by the rules that hold for the clerk too; what cannot be
becomes a duty."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from domain.bylaws.bylaws import Bylaws
from domain.decisions.options import NewOption
from domain.duties.naming import duty_id
from domain.events.decisions import DecisionOpened, OfficeToFill, SeatToFill
from domain.events.duties import DutyOpened
from domain.events.seats import OfficeAssigned, SeatFilled
from domain.ids import PersonId, SeatId
from domain.kernel import Event
from domain.seats.errors import (
    NoMember,
    NoResident,
    NoTermToFinish,
    ReplacementServesOtherwise,
    SeatOfAnotherKind,
    TermTooLong,
    TooManyTermsInARow,
)
from domain.seats.terms import months_later
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, with_rule
from tests.conftest import StoryClock
from tests.deliberation import proposes_other
from tests.law.scenes import (
    Votes,
    board_votes,
    founds_association,
    founds_foundation,
    members_vote,
    opened,
    settled,
)
from tests.residents import (
    ADA,
    BEN,
    DEWI,
    EAST,
    NEW_BYLAWS,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    numbered,
)
from tests.seats import assigns, begins_absence, comes_back, moves_away, stands_in

MEMBERS_ELECT = with_rule(ASSOCIATION, "person", method="plurality")
ELECTING = with_rule(FOUNDATION, "person", method="plurality", methods=("approval",))
EMMA = numbered("person", 30)
FIRST, SECOND = numbered("option", 1), numbered("option", 2)
YEAR = timedelta(days=365)
MOMENT = timedelta(microseconds=1)


def bylaws(replacement: str | None = None, **terms: Any) -> Bylaws:
    return changed(ELECTING, terms={"replacement": replacement, **terms})


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    return await founds_foundation(de_pijp, ELECTING)


async def ada_left(street: Community, content: Bylaws) -> Community:
    """An hour after noon, a year before her term was due."""
    await founds_foundation(street, content)
    await street.vacates(EAST, at=NOON + timedelta(hours=1))
    return street


async def elects(
    street: Community, *candidates: PersonId, fills: Sequence[SeatToFill], **asked: Any
) -> DecisionOpened:
    options = tuple(NewOption(person=each) for each in candidates)
    given = {"kind": "person", "options": options, "fills": tuple(fills)}
    return await opened(street, **{**given, **asked})


def place(seat: SeatId = EAST, **asked: Any) -> SeatToFill:
    return SeatToFill(seat=seat, **{"term_from": TOMORROW, "term_until": NEXT_YEAR, **asked})


def others_vote(choice: Any) -> Votes:
    """All of the board but the first seat."""
    return {seat: vote for seat, vote in board_votes(*[choice] * 4).items() if seat != EAST}


async def followed(street: Community, clock: StoryClock, votes: Votes | None = None) -> list[Event]:
    """What came of the election with the declaration."""
    assert await settled(street, clock, votes or others_vote(FIRST)) == "adopted"
    effects = await street.history(SeatFilled, OfficeAssigned, DutyOpened)
    return [r.event for r in effects if getattr(r.event, "decision", None) == QUESTION]


def seated(holder: PersonId, **asked: Any) -> SeatFilled:
    given = {"seat": EAST, "organ": "board", "holder": holder, "decision": QUESTION}
    term = {"term_from": TOMORROW, "term_until": NEXT_YEAR, "filled_by": "election"}
    return SeatFilled(**{**given, **term, **asked})


def unresolved(about: str, organ: str = "board") -> DutyOpened:
    duty = duty_id("resolve_effect", QUESTION, about)
    return DutyOpened(duty=duty, kind="resolve_effect", organ=organ, decision=QUESTION)


@pytest.mark.parametrize("said", ["rest_of_term", "new_term", "either", None])
async def test_an_elected_replacement_serves_what_the_bylaws_say(
    de_pijp: Community, clock: StoryClock, said: str | None
):
    await ada_left(de_pijp, bylaws(said))
    await elects(de_pijp, DEWI, fills=[place()])
    serves = None if said == "either" else said
    assert await followed(de_pijp, clock) == [seated(DEWI, serves=serves)]


@pytest.mark.parametrize("serves", ["rest_of_term", "new_term"])
async def test_or_what_the_opening_says_where_they_leave_it_open(
    de_pijp: Community, clock: StoryClock, serves: str
):
    await ada_left(de_pijp, bylaws("either"))
    await elects(de_pijp, DEWI, fills=[place(serves=serves)])
    assert await followed(de_pijp, clock) == [seated(DEWI, serves=serves)]


async def test_nobody_is_put_to_the_vote_for_what_a_replacement_does_not_serve(
    de_pijp: Community,
):
    await ada_left(de_pijp, bylaws("rest_of_term"))
    with pytest.raises(ReplacementServesOtherwise):
        await elects(de_pijp, DEWI, fills=[place(serves="new_term")])
    with pytest.raises(NoTermToFinish):
        await elects(de_pijp, DEWI, fills=[place(term_until=NEXT_YEAR + MOMENT)])


async def test_the_rest_of_a_term_counts_as_none(de_pijp: Community, clock: StoryClock):
    """So that who was elected for it may be elected as often as anybody."""
    await ada_left(de_pijp, bylaws("rest_of_term", terms_in_a_row=1))
    await elects(de_pijp, DEWI, fills=[place()])
    await followed(de_pijp, clock)
    own = place(term_from=NEXT_YEAR, term_until=NEXT_YEAR + YEAR)
    await elects(de_pijp, DEWI, decision=numbered("decision", 2), fills=[own])


async def test_a_term_is_no_longer_than_the_bylaws_say(street: Community):
    longest = months_later(NEXT_YEAR, FOUNDATION.terms.term_months)
    too_long = place(term_from=NEXT_YEAR, term_until=longest + MOMENT)
    with pytest.raises(TermTooLong):
        await elects(street, DEWI, fills=[too_long])
    await elects(street, DEWI, fills=[place(term_from=NEXT_YEAR, term_until=longest)])


@pytest.mark.parametrize("by_members", [False, True])
async def test_who_has_had_as_many_terms_in_a_row_as_anybody_is_no_candidate(
    de_pijp: Community, by_members: bool
):
    """On any seat of the board, whichever organ elects to it."""
    if by_members:
        await founds_association(de_pijp, MEMBERS_ELECT)
    else:
        await founds_foundation(de_pijp, ELECTING)
    second, third = NEXT_YEAR, NEXT_YEAR + YEAR
    await de_pijp.fills(EAST, ADA, term_from=second, term_until=third)
    asked = {"organ": "general_meeting" if by_members else "board"}
    asked["fills"] = [place(WEST, term_from=third, term_until=third + YEAR)]
    with pytest.raises(TooManyTermsInARow) as refused:
        await elects(de_pijp, BEN, ADA, **asked)
    assert refused.value.facts == {"terms": 2}
    await elects(de_pijp, BEN, **asked)


async def test_who_gets_one_term_too_many_before_the_declaration_is_not_seated(
    street: Community, clock: StoryClock
):
    third = place(term_from=NEXT_YEAR + YEAR, term_until=NEXT_YEAR + 2 * YEAR)
    await elects(street, ADA, fills=[third])
    await street.fills(EAST, ADA, term_from=NEXT_YEAR, term_until=NEXT_YEAR + YEAR)
    assert await followed(street, clock) == [unresolved(EAST)]


async def test_who_moved_away_is_no_candidate_for_a_residents_seat(street: Community):
    await moves_away(street, DEWI)
    with pytest.raises(NoResident) as refused:
        await elects(street, BEN, DEWI, fills=[place()])
    assert refused.value.facts == {"person": DEWI}
    await comes_back(street, DEWI, TOMORROW)
    await elects(street, BEN, DEWI, fills=[place()])


async def test_nor_is_a_professional(street: Community):
    await street.registers(EMMA, standing="professional")
    with pytest.raises(SeatOfAnotherKind):
        await elects(street, EMMA, fills=[place()])


async def test_who_moves_away_after_the_opening_is_not_seated(
    de_pijp: Community, clock: StoryClock
):
    """What the residents chose cannot be: the board has to find out what now."""
    await ada_left(de_pijp, ELECTING)
    await elects(de_pijp, DEWI, fills=[place()])
    await moves_away(de_pijp, DEWI)
    assert await followed(de_pijp, clock) == [unresolved(EAST)]


async def test_who_came_back_in_time_is(de_pijp: Community, clock: StoryClock):
    await ada_left(de_pijp, ELECTING)
    await elects(de_pijp, DEWI, fills=[place()])
    await moves_away(de_pijp, DEWI)
    await comes_back(de_pijp, DEWI, TOMORROW)
    assert await followed(de_pijp, clock) == [seated(DEWI)]


async def test_what_cannot_be_of_one_place_does_not_keep_the_other_one_empty(
    de_pijp: Community, clock: StoryClock
):
    await ada_left(de_pijp, ELECTING)
    await de_pijp.vacates(WEST, at=NOON)
    await de_pijp.registers(EMMA)
    await elects(de_pijp, DEWI, EMMA, method="approval", fills=[place(), place(WEST)])
    await moves_away(de_pijp, DEWI)
    votes = {seat: vote for seat, vote in others_vote((FIRST, SECOND)).items() if seat != WEST}
    effects = await followed(de_pijp, clock, votes)
    emmas = next(each for each in effects if isinstance(each, SeatFilled))
    left = WEST if emmas.seat == EAST else EAST
    assert emmas == seated(EMMA, seat=emmas.seat)
    assert [each for each in effects if each != emmas] == [unresolved(left)]


async def test_a_seat_that_is_not_free_by_then_is_not_taken(street: Community, clock: StoryClock):
    """Ada, whose dismissal was expected, is still there."""
    await elects(street, DEWI, fills=[place()])
    assert await followed(street, clock) == [unresolved(EAST)]


async def test_nor_by_somebody_who_stands_in_elsewhere(de_pijp: Community, clock: StoryClock):
    await ada_left(de_pijp, ELECTING)
    await elects(de_pijp, DEWI, fills=[place()])
    await begins_absence(de_pijp, WEST)
    await stands_in(de_pijp, WEST, DEWI, stands_in_until=NEXT_WEEK)
    votes = {**others_vote(FIRST), WEST: (DEWI, FIRST)}
    assert await followed(de_pijp, clock, votes) == [unresolved(EAST)]


async def test_it_is_filled_by_the_bylaws_that_the_decision_was_opened_under(
    de_pijp: Community, clock: StoryClock
):
    """A later version never touches a decision already opened."""
    regulated = bylaws("rest_of_term", belongs_to="regulations")
    await ada_left(de_pijp, regulated)
    await elects(de_pijp, DEWI, fills=[place()], closes_at=NOON + timedelta(days=2))
    await de_pijp.proposes_bylaws(changed(regulated, terms={"replacement": "new_term"}))
    change = numbered("decision", 2)
    await opened(de_pijp, decision=change, proposed_bylaws=NEW_BYLAWS)
    assert await settled(de_pijp, clock, others_vote("for"), change) == "adopted"
    effects = await followed(de_pijp, clock)
    assert effects == [seated(DEWI, serves="rest_of_term", term_from=clock.now)]


async def test_nobody_is_seated_before_they_were_elected(de_pijp: Community, clock: StoryClock):
    """The term was to begin an hour after noon, and the result is declared tomorrow."""
    await ada_left(de_pijp, ELECTING)
    await elects(de_pijp, DEWI, fills=[place(term_from=NOON + timedelta(hours=1))])
    assert await followed(de_pijp, clock) == [seated(DEWI, term_from=TOMORROW)]


async def test_nor_once_the_term_is_over(de_pijp: Community, clock: StoryClock):
    await ada_left(de_pijp, ELECTING)
    short = place(term_from=NOON + timedelta(hours=1), term_until=TOMORROW)
    await elects(de_pijp, DEWI, fills=[short])
    assert await followed(de_pijp, clock) == [unresolved(EAST)]


async def by_the_members(street: Community, *candidates: PersonId) -> DecisionOpened:
    """To a fourth seat of the general meeting itself."""
    await founds_association(street, MEMBERS_ELECT)
    seat = SeatId(numbered("seat", 14))
    await street.establishes(seat, organ="general_meeting")
    return await elects(street, *candidates, organ="general_meeting", fills=[place(seat)])


async def test_only_a_member_is_a_candidate_for_the_general_meeting(de_pijp: Community):
    with pytest.raises(NoMember) as refused:
        await by_the_members(de_pijp, DEWI)
    assert refused.value.facts == {"person": DEWI}


async def test_who_is_a_member_no_more_is_not_seated_there(de_pijp: Community, clock: StoryClock):
    await de_pijp.describes("association")
    await de_pijp.registers(EMMA)
    await de_pijp.admits(EMMA)
    event = await by_the_members(de_pijp, EMMA)
    await de_pijp.ends_membership(EMMA, member_until=NEXT_WEEK)
    assert event.fills is not None
    votes = members_vote(FIRST, FIRST, FIRST)
    assert await followed(de_pijp, clock, votes) == [
        unresolved(event.fills[0].seat, "general_meeting")
    ]


@pytest.mark.parametrize("held_until", [TOMORROW, NEXT_WEEK])
async def test_who_is_elected_to_an_office_has_it_once_it_is_free(
    street: Community, clock: StoryClock, held_until: Any
):
    await assigns(street, WEST, office_until=held_until)
    office = OfficeToFill(office="chair", office_from=TOMORROW)
    candidates = {"options": (NewOption(person=ADA),), "office": office}
    await opened(street, kind="person", **candidates)
    chair = OfficeAssigned(
        seat=EAST,
        organ="board",
        holder=ADA,
        office="chair",
        office_from=TOMORROW,
        decision=QUESTION,
    )
    free = held_until == TOMORROW
    assert await followed(street, clock) == [chair if free else unresolved(FIRST)]


async def by_consent(street: Community) -> None:
    await ada_left(street, with_rule(FOUNDATION, "person", method="election_by_consent"))
    await elects(street, DEWI, fills=[place()], closes_at=NOON + timedelta(hours=2))


async def test_another_candidate_is_one_who_could_be_seated_too(
    de_pijp: Community, clock: StoryClock
):
    await by_consent(de_pijp)
    await de_pijp.registers(EMMA)
    await moves_away(de_pijp, EMMA)
    with pytest.raises(NoResident):
        await proposes_other(de_pijp, EMMA)
    await comes_back(de_pijp, EMMA, NOON)
    await proposes_other(de_pijp, EMMA)
