"""Decisions between options, in a word."""

from typing import Any

from domain.carry_out import Receipt
from domain.decisions.options import NewOption
from domain.decisions.withdraw_ballot import WithdrawBallot
from domain.events.ballots import ResultCounted, ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.events.seats import SeatFilled
from domain.ids import PersonId, SeatId
from tests.conftest import StoryClock
from tests.residents import QUESTION, Community, numbered

OPTIONS = tuple(numbered("option", number) for number in range(1, 7))
"""Named in the order in which they are listed."""
A, B, C, D = OPTIONS[:4]


def words(*texts: str) -> tuple[NewOption, ...]:
    return tuple(NewOption(text=text) for text in texts)


def persons(*candidates: PersonId) -> tuple[NewOption, ...]:
    return tuple(NewOption(person=candidate) for candidate in candidates)


async def asks(
    street: Community, method: str | None, *options: NewOption, **asked: Any
) -> DecisionOpened:
    """A choice between options by this method; it has no threshold."""
    given = {"method": method, "options": options or None, "threshold": None, **asked}
    receipt = await street.opens(**given)
    event = receipt.recorded[0].event
    assert isinstance(event, DecisionOpened)
    return event


async def all_vote(street: Community, *choices: Any, decision: str = QUESTION) -> None:
    """The board, one choice each; who has None does not vote."""
    for (holder, seat), choice in zip(await voters(street), choices, strict=False):
        if choice is not None:
            await street.votes(holder, seat, choice, decision=decision)


async def voters(street: Community) -> list[tuple[PersonId, SeatId]]:
    """Who was seated on the board, in the order of their seats."""
    filled = [recorded.event for recorded in await street.history(SeatFilled)]
    return [(e.holder, e.seat) for e in filled if isinstance(e, SeatFilled)]


async def withdraws(street: Community, actor: PersonId, seat: SeatId, **asked: Any) -> Receipt:
    given = {"decision": QUESTION, "seat": seat, **asked}
    return await street.does(actor, WithdrawBallot, **given)


async def result(
    street: Community, clock: StoryClock, decision: str = QUESTION
) -> tuple[ResultCounted, ResultDeclared]:
    """Voting closes at its time, and the result is declared."""
    opened = [recorded.event for recorded in await street.history(DecisionOpened)]
    closes_at = next(e.closes_at for e in opened if e.decision == decision)  # type: ignore[attr-defined]
    clock.now = max(clock.now, closes_at)
    await street.closes(decision=decision)
    await street.declares(decision=decision)
    counted = [r.event for r in await street.history(ResultCounted)]
    declared = [r.event for r in await street.history(ResultDeclared)]
    return counted[-1], declared[-1]  # type: ignore[return-value]
