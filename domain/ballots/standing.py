"""Which ballots of a decision stand, before anybody asks whether their voters were entitled."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.events.ballots import BallotCast
from domain.ids import BallotId, SeatId


class Standing(NamedTuple):
    ballot: BallotCast
    caster: str


class StandingBallots:
    """A later ballot replaces an earlier one of the same voter for the same seat. The ballot of
    a seat's own voter and that of its proxy stand side by side until the close."""

    def __init__(self) -> None:
        self._own: dict[SeatId, Standing] = {}
        self._by_proxy: dict[SeatId, Standing] = {}
        self._gone: set[BallotId] = set()

    def see(self, ballot: BallotCast, caster: str) -> None:
        assert ballot.seat is not None
        kept = self._own if ballot.proxy is None else self._by_proxy
        kept[ballot.seat] = Standing(ballot, caster)

    def drop(self, ballot: BallotId) -> None:
        """Withdrawn, or voided."""
        self._gone.add(ballot)

    def own(self, seat: SeatId) -> Standing | None:
        return self._left(self._own.get(seat))

    def by_proxy(self, seat: SeatId) -> Standing | None:
        return self._left(self._by_proxy.get(seat))

    def __iter__(self) -> Iterator[Standing]:
        """Own ballots first, in the order of casting; then those by proxy."""
        for kept in (self._own, self._by_proxy):
            yield from (each for each in kept.values() if each.ballot.ballot not in self._gone)

    def _left(self, standing: Standing | None) -> Standing | None:
        gone = standing is None or standing.ballot.ballot in self._gone
        return None if gone else standing
