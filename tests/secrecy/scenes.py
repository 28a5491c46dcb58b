"""A circle that votes in secret, as large as need be."""

from typing import Any

from domain.bylaws.bylaws import Bylaws
from domain.carry_out import Receipt
from domain.decisions.options import NewOption
from domain.decisions.withdraw_ballot import WithdrawBallot
from domain.events.ballots import (
    BallotsOpened,
    OpenedLine,
    Outcome,
    ResultCounted,
    ResultDeclared,
)
from domain.events.decisions import DecisionOpened
from domain.ids import BallotId, DecisionId, OptionId, PersonId, SeatId
from domain.kernel import Event
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.meetings import attends, in_session
from tests.residents import QUESTION, Community, numbered

WITH_CODES = changed(
    FOUNDATION,
    ballots={"trackers": "on", "trackers_on_persons": "on", "trackers_from_entitled": 1},
    outside_meetings={"excluded": ()},
)
PLACES = tuple(NewOption(text=place) for place in ("square", "yard", "quay"))
SQUARE, YARD, QUAY = (OptionId(numbered("option", number)) for number in (1, 2, 3))


def voter(number: int) -> PersonId:
    return PersonId(numbered("person", 100 + number))


def seat(number: int) -> SeatId:
    return SeatId(numbered("seat", 100 + number))


async def sits(street: Community, size: int, *, kinds: tuple[str, ...] = ("resident",)) -> None:
    """So many seats of the board, kinds by turns, each with a holder."""
    for number in range(size):
        kind = kinds[number % len(kinds)]
        await street.registers(voter(number), standing=kind)
        await street.establishes(seat(number), kind=kind)
        await street.fills(seat(number), voter(number))


async def meets(street: Community, size: int, bylaws: Bylaws = WITH_CODES) -> None:
    """With bylaws, and a meeting in which everybody is."""
    await sits(street, size)
    await street.describes(bylaws.legal_form)
    await street.records_bylaws(bylaws)
    await in_session(street)
    await attends(street, *(seat(number) for number in range(size)))


async def asks(street: Community, method: str = "plurality", **asked: Any) -> DecisionOpened:
    """In secret, between three places or as the method has it."""
    given: dict[str, Any] = {"secrecy": "secret", "method": method}
    if method not in ("majority", "consent"):
        given |= {"options": PLACES, "threshold": None}
    (opened,) = [r.event for r in (await street.opens(**{**given, **asked})).recorded]
    assert isinstance(opened, DecisionOpened)
    return opened


async def casts(street: Community, number: int, choice: Any, **asked: Any) -> BallotId:
    given = {"seed": street.ports.new_seed()}
    receipt = await street.votes(voter(number), seat(number), choice, **{**given, **asked})
    ballot = receipt.recorded[0].event
    return ballot.ballot


async def withdraws(street: Community, number: int) -> Receipt:
    return await street.does(voter(number), WithdrawBallot, decision=QUESTION, seat=seat(number))


async def ends(street: Community, clock: StoryClock, decision: DecisionId = QUESTION) -> Outcome:
    """Voting closes in time, and the result is declared."""
    clock.pass_by(days=2)
    await street.closes(decision=decision)
    await street.declares(decision=decision, seed=street.ports.new_seed())
    return await outcome(street)


async def outcome(street: Community) -> Outcome:
    return (await last(street, ResultDeclared)).outcome


async def counted(street: Community) -> ResultCounted:
    found = await last(street, ResultCounted)
    assert isinstance(found, ResultCounted)
    return found


async def last(street: Community, kind: type[Event]) -> Event:
    return (await street.history(kind))[-1].event


async def lines(street: Community) -> list[OpenedLine]:
    parts = [r.event for r in await street.history(BallotsOpened)]
    return [line for part in parts for line in part.lines]
