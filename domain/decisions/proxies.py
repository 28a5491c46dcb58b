"""Which seat votes for which other one: the fold that every rule about proxies shares."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

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
        self.revoked: set[ProxyId] = set()

    def see(self, event: Event) -> None:
        match event:
            case ProxyGranted(proxy=proxy):
                self.granted[proxy] = event
            case ProxyRevoked(proxy=proxy):
                self.revoked.add(proxy)

    def given(self, scope: Scope) -> list[ProxyGranted]:
        """Granted for it and not revoked; of several of one seat only the last."""
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
        return (
            proxy.proxy not in self.revoked
            and proxy.decision in (None, scope.decision)
            and proxy.meeting in (None, scope.meeting)
            and proxy.valid_from <= scope.moment
            and (proxy.valid_until is None or scope.moment < proxy.valid_until)
        )


def stands(proxy: ProxyGranted, seats: SeatRegister, moment: datetime) -> bool:
    """Both still hold their seats, and each has the say of their own."""
    return (
        seats.holder(proxy.seat, moment) == proxy.giver
        and not seats.history(proxy.seat).suspended(proxy.giver, moment)
        and seats.voter(proxy.seat, moment) in (proxy.giver, None)
        and seats.holder(proxy.to, moment) == seats.voter(proxy.to, moment) == proxy.holder
    )
