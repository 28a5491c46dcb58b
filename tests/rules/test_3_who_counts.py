"""Section 3 of the rules, a test for each sentence.

That nothing but the coarse facts of a registration is read is tried by the fields themselves.
"""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from domain.act import asks
from domain.ballots.errors import NotInElectorate, NotTheHolder
from domain.decisions.errors import TooManySeats
from domain.decisions.open_decision import MOST_SEATS
from domain.erasure.erase_person import ErasePerson
from domain.events.ballots import BallotVoided, ResultCounted, ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.events.persons import AgeReached, LivesIn, PersonRegistered, RegisteredFrom
from domain.events.seats import ResidencyLost
from domain.events.votes import Electorate, VoteOpened
from domain.kernel import Event
from domain.persons.register_person import RegisterPerson
from domain.record import canonical
from projections.doubt import is_doubtful
from projections.evidence import voting_of
from projections.recount import recount
from tests.conftest import StoryClock
from tests.deliberation import happens, recuses
from tests.recounting import explained, recounted, sentence
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    MURAL,
    NORTH,
    QUESTION,
    SOUTH,
    STRANGER,
    TOMORROW,
    VOTE,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import begins_absence, stands_in, suspends
from tests.story import Story

Happening = Callable[[Community, StoryClock], Coroutine[Any, Any, Any]]


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Ada in the east, Ben in the west and Chen in the north; the south is vacant."""
    await de_pijp.has_a_board()
    return de_pijp


async def all_vote_for(street: Community) -> None:
    for voter, seat in ((ADA, EAST), (BEN, WEST), (CHEN, NORTH)):
        await street.votes(voter, seat, "for")


async def declared(street: Community, clock: StoryClock) -> list[Event]:
    clock.now = TOMORROW
    await street.closes()
    return events(await street.declares())


def counted_in(recorded: list[Event]) -> ResultCounted:
    (counted,) = (each for each in recorded if isinstance(each, ResultCounted))
    return counted


async def opening(street: Community) -> VoteOpened:
    (first, *_) = events(await street.opens_vote())
    assert isinstance(first, VoteOpened)
    return first


# Board


async def test_the_opening_lists_the_seats_for_notice_and_turnout(street: Community):
    (opened,) = events(await street.opens())
    assert isinstance(opened, DecisionOpened)
    assert opened.seats == (EAST, WEST, NORTH, SOUTH)


async def test_an_opening_lists_at_most_500_seats(street: Community):
    for number in range(MOST_SEATS - 4 + 1):
        await street.establishes(numbered("seat", 1_000 + number))
    with pytest.raises(TooManySeats):
        await street.opens()


async def test_the_count_uses_the_seats_entitled_at_the_close(street: Community, clock: StoryClock):
    """The south was vacant at the opening and is not listed less for it: its holder votes."""
    await street.opens()
    clock.pass_by(hours=1)
    await street.fills(SOUTH, DEWI, term_from=clock.now)
    await street.votes(DEWI, SOUTH, "for")
    await all_vote_for(street)
    counted = counted_in(await declared(street, clock))
    assert counted.majority is not None
    assert (counted.majority.received, counted.majority.in_office) == (4, 4)


async def test_the_count_uses_what_was_known_at_the_close(street: Community, clock: StoryClock):
    """Between the close and the count it turns out that Ada had left before."""
    await street.opens()
    await all_vote_for(street)
    clock.now = TOMORROW
    await street.closes()
    await street.vacates(EAST, at=TOMORROW - timedelta(hours=5))
    counted = counted_in(events(await street.declares()))
    assert counted.majority is not None
    assert (counted.majority.received, counted.majority.in_office) == (3, 3)


async def leaves(street: Community, clock: StoryClock) -> None:
    await street.vacates(EAST)


async def is_suspended(street: Community, clock: StoryClock) -> None:
    await suspends(street, EAST, suspended_from=clock.now)


async def is_replaced(street: Community, clock: StoryClock) -> None:
    await street.vacates(EAST)
    await street.fills(EAST, DEWI, term_from=clock.now)


async def is_recused(street: Community, clock: StoryClock) -> None:
    await recuses(street, ADA)


@pytest.mark.parametrize(
    ("happening", "ground", "in_office"),
    [
        (leaves, "left_office", 2),
        (is_suspended, "suspended", 2),
        (is_replaced, "left_office", 3),
        (is_recused, "recused", 2),
    ],
)
async def test_who_leaves_is_suspended_replaced_or_recused_has_their_ballot_voided(
    happening: Happening, ground: str, in_office: int, street: Community, clock: StoryClock
):
    """And leaves the denominators; a seat that somebody else holds meanwhile stays in them."""
    await street.opens()
    await all_vote_for(street)
    clock.pass_by(hours=1)
    await happening(street, clock)
    recorded = await declared(street, clock)
    (voided,) = (each for each in recorded if isinstance(each, BallotVoided))
    assert (voided.seat, voided.ground) == (EAST, ground)
    majority = counted_in(recorded).majority
    assert majority is not None
    assert (majority.in_favour, majority.received, majority.in_office) == (2, 2, in_office)


async def test_a_successor_in_office_may_vote(street: Community, clock: StoryClock):
    await street.opens()
    await all_vote_for(street)
    clock.pass_by(hours=1)
    await is_replaced(street, clock)
    with pytest.raises(NotTheHolder):
        await street.votes(ADA, EAST, "against")
    await street.votes(DEWI, EAST, "against")
    majority = counted_in(await declared(street, clock)).majority
    assert majority is not None
    assert (majority.in_favour, majority.against) == (2, 1)


async def test_a_stand_in_in_office_may_vote(street: Community, clock: StoryClock):
    await street.opens()
    await all_vote_for(street)
    clock.pass_by(hours=1)
    await begins_absence(street, EAST, absent_from=clock.now)
    await stands_in(street, EAST, DEWI, stands_in_from=clock.now)
    await street.votes(DEWI, EAST, "against")
    majority = counted_in(await declared(street, clock)).majority
    assert majority is not None
    assert (majority.in_favour, majority.against, majority.in_office) == (2, 1, 3)


# Neighbourhood vote


async def test_the_electorate_is_never_listed(street: Community):
    opened = await opening(street)
    for resident in (ADA, BEN, CHEN, DEWI):
        assert resident.encode() not in canonical(opened)


async def test_the_electorate_is_fixed_by_a_rule_at_the_openings_position(
    street: Community, clock: StoryClock
):
    """Who is registered later does not belong to it, though it be at the very same time."""
    opened = await opening(street)
    await street.registers(STRANGER)
    with pytest.raises(NotInElectorate):
        await street.approves(STRANGER, [BENCH])
    assert counts_of_vote(await votes_in(street, clock, ADA, BEN)).received == 2
    assert opened.entitled == 4
    assert recount(VOTE, await street.history()).findings == ()


async def votes_in(street: Community, clock: StoryClock, *residents: Any) -> list[Event]:
    for resident in residents:
        await street.approves(resident, [BENCH, MURAL])
    clock.now = TOMORROW
    await street.closes(vote=VOTE)
    return events(await street.declares_vote())


def counts_of_vote(recorded: list[Event]) -> Any:
    return counted_in(recorded).allocation


async def test_moving_away_afterwards_changes_neither_electorate_nor_ballot(
    street: Community, clock: StoryClock
):
    opened = await opening(street)
    await street.approves(ADA, [BENCH])
    clock.pass_by(hours=1)
    gone = ResidencyLost(person=ADA, lost_at=clock.now, leaves_by=TOMORROW)
    await happens(street, gone, CLERK)
    assert counts_of_vote(await votes_in(street, clock, BEN)).received == 2
    found = recount(VOTE, await street.history())
    assert found.findings == ()
    assert opened.entitled == 4


async def test_death_afterwards_changes_neither_electorate_nor_ballot(
    street: Community, clock: StoryClock
):
    """As the clerk records it of whoever holds a seat."""
    await opening(street)
    await street.approves(ADA, [BENCH])
    clock.pass_by(hours=1)
    await street.vacates(EAST)
    assert counts_of_vote(await votes_in(street, clock, BEN)).received == 2
    assert recount(VOTE, await street.history()).findings == ()


async def test_erasure_afterwards_changes_neither_electorate_nor_ballot(
    street: Community, clock: StoryClock
):
    opened = await opening(street)
    for resident in (DEWI, BEN):
        await street.approves(resident, [BENCH])
    await street.does(CLERK, ErasePerson, person=DEWI)
    assert counts_of_vote(await votes_in(street, clock, ADA)).received == 3
    assert opened.entitled == 4
    assert recount(VOTE, await street.history()).findings == ()


async def test_the_opening_carries_the_rule_the_number_and_a_hash_of_sorted_pseudonyms(
    street: Community,
):
    rule = Electorate(neighbourhoods=None)
    (opened, *_) = events(await street.opens_vote(electorate=rule))
    assert isinstance(opened, VoteOpened)
    pseudonyms = "\n".join(sorted((ADA, BEN, CHEN, DEWI)))
    assert (opened.electorate, opened.entitled) == (rule, 4)
    assert opened.electorate_sha256 == sha256(pseudonyms.encode()).hexdigest()


def test_what_a_rule_reads_is_a_coarse_fact_with_who_checked_it():
    assert set(Electorate.__struct_fields__) == {"neighbourhoods", "registered_by", "age"}
    assert LivesIn.__struct_fields__ == ("neighbourhood", "checked_by")
    assert RegisteredFrom.__struct_fields__ == ("day", "checked_by")
    assert AgeReached.__struct_fields__ == ("age", "month", "checked_by")


def test_neither_a_birth_date_nor_an_address_is_ever_asked_or_recorded():
    recorded = set(PersonRegistered.__struct_fields__)
    asked = {each.name for each in asks(RegisterPerson)}
    for name in recorded | asked:
        assert not any(word in name for word in ("birth", "born", "address", "street"))


# A later, retroactive correction


async def corrected(street: Community, clock: StoryClock) -> list[Event]:
    """Ada voted; after the result it turns out that Dewi had held the seat all along."""
    filled = next(r for r in await street.history() if getattr(r.event, "holder", "") == ADA)
    await street.opens()
    await all_vote_for(street)
    recorded = await declared(street, clock)
    await street.fills(EAST, DEWI, corrects=filled.id)
    return recorded


async def test_a_later_correction_of_a_seat_never_changes_a_closed_result(
    street: Community, clock: StoryClock
):
    before = await corrected(street, clock)
    history = await street.history()
    assert [r.event for r in history if isinstance(r.event, ResultDeclared)] == [before[-1]]
    found = recounted(history)
    assert found.findings == ()
    assert found.counted == counted_in(before)


async def test_a_later_correction_marks_the_decision_entitlement_doubtful(
    street: Community, clock: StoryClock
):
    await corrected(street, clock)
    history = await street.history()
    assert is_doubtful(voting_of(QUESTION, history))
    assert not is_doubtful(voting_of(QUESTION, history[:-1]))


async def test_the_recount_prints_known_then_and_known_now(street: Community, clock: StoryClock):
    await corrected(street, clock)
    history = await street.history()
    known = recounted(history).entitled_otherwise
    assert known is not None
    ((seat, then, now),) = ((e.seat, e.known_then, e.known_now) for e in known)
    assert (seat, then, now) == (EAST, ADA, DEWI)
    said = sentence(explained(history, "nl"), "doubtful")
    assert f"toen bekend {ADA} (1 stem), nu bekend {DEWI} (1 stem)" in said


async def test_a_seat_that_is_corrected_before_the_close_makes_nothing_doubtful(
    street: Community, clock: StoryClock
):
    filled = next(r for r in await street.history() if getattr(r.event, "holder", "") == ADA)
    await street.opens()
    await street.fills(EAST, DEWI, corrects=filled.id)
    await street.votes(DEWI, EAST, "for")
    await street.votes(BEN, WEST, "for")
    await declared(street, clock)
    assert not is_doubtful(voting_of(QUESTION, await street.history()))


def test_what_is_still_running_is_in_no_doubt():
    assert not is_doubtful(voting_of(QUESTION, Story().has_a_board().opened().history))
