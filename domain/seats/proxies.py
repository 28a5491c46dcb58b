"""Which seat votes for which other one: the fold that every rule about proxies shares."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from domain.counting.weights import SeatWeight
from domain.events.proxies import ProxyGranted, ProxyRevoked
from domain.ids import DecisionId, MeetingId, PersonId, ProxyId, SeatId
from domain.kernel import Event
from domain.seats.register import SeatRegister

PROXY_EVENTS: tuple[type[Event], ...] = (ProxyGranted, ProxyRevoked)


class Scope(NamedTuple):
    """What is voted on, where, and when."""

    moment: datetime
    decision: DecisionId | None = None
    meeting: MeetingId | None = None


class ProxyRegister:
    """Events are shown in the order in which they were recorded."""

    def __init__(self) -> None:
        self.granted: dict[ProxyId, ProxyGranted] = {}
        self.revoked: dict[ProxyId, datetime] = {}
        """When: what is revoked after a deadline was in force at it."""

    def see(self, event: Event, time: datetime) -> None:
        match event:
            case ProxyGranted(proxy=proxy):
                self.granted[proxy] = event
            case ProxyRevoked(proxy=proxy):
                self.revoked[proxy] = time

    def given(self, scope: Scope) -> list[ProxyGranted]:
        """Granted for it and not revoked; of several of one seat only the last.

        Who was asked first comes first.
        """
        last = {each.seat: each for each in self.granted.values() if self._is_for(each, scope)}
        return list(last.values())

    def in_force(
        self, scope: Scope, seats: SeatRegister, recused: Collection[PersonId] = ()
    ) -> dict[SeatId, ProxyGranted]:
        """By the seat that gave it: neither side has left, or is suspended, stood in for or
        recused. Who is away for a time may have given one."""
        return {
            each.seat: each
            for each in self.given(scope)
            if stands(each, seats, scope.moment) and {each.giver, each.holder}.isdisjoint(recused)
        }

    def _is_for(self, proxy: ProxyGranted, scope: Scope) -> bool:
        revoked_at = self.revoked.get(proxy.proxy)
        return (
            (revoked_at is None or scope.moment < revoked_at)
            and proxy.decision in (None, scope.decision)
            and proxy.meeting in (None, scope.meeting)
            and proxy.valid_from <= scope.moment
            and (proxy.valid_until is None or scope.moment < proxy.valid_until)
        )


class Bounds(Protocol):
    """What the bylaws say of proxies, as they have it or as an opening repeats it."""

    @property
    def most_per_holder(self) -> int: ...

    @property
    def within_limit_of_weights(self) -> bool: ...


def beyond(
    bounds: Bounds,
    weights: Mapping[SeatId, SeatWeight],
    proxy: tuple[SeatId, SeatId],
    held: Collection[SeatId],
) -> Literal["cap", "limit"] | None:
    """Why ``proxy``, from a seat to another, is one too many for the other beside those that it
    has ``held`` before. The limit is that of weights: nobody outvotes all others together."""
    giver, to = proxy
    if len(held) >= bounds.most_per_holder:
        return "cap"
    bloc = {to, giver, *held}
    votes = sum(each.counted for seat, each in weights.items() if seat in bloc)
    others = sum(each.counted for each in weights.values()) - votes
    return "limit" if bounds.within_limit_of_weights and votes > others else None


def stands(proxy: ProxyGranted, seats: SeatRegister, moment: datetime) -> bool:
    """Both have held their seats ever since, and each has the say of their own."""
    giver, holder = seats.history(proxy.seat), seats.history(proxy.to)
    since = min(proxy.valid_from, moment)
    return (
        giver.held_throughout(proxy.giver, since, moment)
        and not giver.suspended(proxy.giver, moment)
        and giver.voter(moment) in (proxy.giver, None)
        and holder.held_throughout(proxy.holder, since, moment)
        and holder.voter(moment) == proxy.holder
    )
