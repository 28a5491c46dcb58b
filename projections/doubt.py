"""Whether it was corrected after the close who was entitled, and what would have come of it.

The result stays as it is: a correction makes the entitlement doubtful, and nothing else.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import msgspec

from domain.decisions.at_the_close import AtTheClose
from domain.decisions.secrecy import label_of, votes_of
from domain.decisions.voting import Voting
from domain.events.ballots import OpenedLine, ResultCounted
from domain.ids import BallotId, PersonId, SeatId
from projections.counted_again import Opening, as_recorded, count_again

Impossible = Literal["secret_lines", "cannot_be_counted"]


class EntitledOtherwise(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who could vote for a seat at the close, and for how many votes it counted (none if it was
    not entitled): as known then, and as known now."""

    seat: SeatId
    known_then: PersonId | None = None
    known_now: PersonId | None = None
    votes_then: int = 0
    votes_now: int = 0


class CountedAsKnownNow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The same ballots, had it been known at the close what is known now. Never a result.

    ``unopened`` are ballots that would count and whose choice nobody knows: they were voided,
    and not opened. Of secret lines nobody can tell which of them would count.
    """

    official: Literal[False]
    counted: ResultCounted | None = None
    unopened: tuple[BallotId, ...] = ()
    impossible: Impossible | None = None


def entitled_otherwise(voting: Voting) -> list[EntitledOtherwise]:
    """Seat by seat; none if nothing was corrected that bears on the moment of the close."""
    then = voting.at_the_close()
    return list(_differences(then, as_known_now(voting)))


def is_doubtful(voting: Voting) -> bool:
    """Only of what was counted."""
    return voting.counted is not None and bool(entitled_otherwise(voting))


def as_known_now(voting: Voting) -> AtTheClose:
    return replace(voting.at_the_close(), seats=voting.seats_corrected())


def counted_as_known_now(voting: Voting) -> CountedAsKnownNow:
    close, recorded = as_known_now(voting), as_recorded(voting)
    counting = {each.ballot for each in close.ballots}
    lines = recorded.lines
    unopened: tuple[BallotId, ...] = ()
    if close.opened.secrecy == "secret":
        if _labels(close) != _labels(recorded.close) or counting != _counting(recorded.close):
            return CountedAsKnownNow(official=False, impossible="secret_lines")
    elif close.opened.secrecy == "open":
        lines = [line for line in lines if line.ballot in counting]
        unopened = _unopened(close, lines)
    try:
        counted = count_again(voting, Opening(close, lines))
    except ValueError:
        return CountedAsKnownNow(official=False, impossible="cannot_be_counted")
    return CountedAsKnownNow(official=False, counted=counted, unopened=unopened)


def _differences(then: AtTheClose, now: AtTheClose) -> Iterator[EntitledOtherwise]:
    voters_then = then.seats.electorate(then.opened.organ, then.moment)
    voters_now = now.seats.electorate(now.opened.organ, now.moment)
    for seat in sorted({*voters_then, *voters_now, *then.counted, *now.counted}):
        found = EntitledOtherwise(
            seat=seat,
            known_then=voters_then.get(seat),
            known_now=voters_now.get(seat),
            votes_then=_votes(then, seat),
            votes_now=_votes(now, seat),
        )
        if (found.known_then, found.votes_then) != (found.known_now, found.votes_now):
            yield found


def _votes(close: AtTheClose, seat: SeatId) -> int:
    weight = close.weights.get(seat)
    return 0 if weight is None else weight.counted


def _labels(close: AtTheClose) -> Counter[tuple[str | None, int | None]]:
    return Counter((label_of(close, each), votes_of(close, each)) for each in close.ballots)


def _counting(close: AtTheClose) -> set[BallotId]:
    return {each.ballot for each in close.ballots}


def _unopened(close: AtTheClose, lines: list[OpenedLine]) -> tuple[BallotId, ...]:
    opened = {line.ballot for line in lines}
    return tuple(each.ballot for each in close.ballots if each.ballot not in opened)
