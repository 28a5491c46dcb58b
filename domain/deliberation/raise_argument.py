"""A seat raises an objection or a concern."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from domain.act import minted
from domain.ballots.errors import NotTheHolder, SeatNotEntitled
from domain.decisions.errors import Recused
from domain.deliberation.errors import NotInThisRound
from domain.deliberation.in_deliberation import InDeliberation
from domain.events.deliberation import ArgumentKind, ArgumentRaised
from domain.ids import ArgumentId, PersonId, SeatId
from domain.kernel import Event, Selector, select, unsealed
from domain.seats.proxies import PROXY_EVENTS, ProxyRegister, Scope


class Argument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is sealed of it: an objection is reasoned."""

    premises: tuple[str, ...]
    conclusion: str


@dataclass(kw_only=True)
class RaiseArgument(InDeliberation):
    """From the draft on until the close. For a seat that gave the actor's seat a proxy, the actor
    voices it. ``in_writing`` it may come from who will not be there, before the round; then the
    clerk may record it for them."""

    argument: ArgumentId = minted()
    seat: SeatId
    kind: ArgumentKind
    premises: tuple[str, ...]
    conclusion: str
    in_writing: bool | None = None

    proxies: ProxyRegister = field(init=False, default_factory=ProxyRegister)

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), select(*PROXY_EVENTS, tags=[self.seat])]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, PROXY_EVENTS):
            self.proxies.see(event, envelope["time"])

    def execute(self) -> None:
        self.require_going_on()
        self.require_before_close()
        person = self._person()
        if self.in_round and self.seat not in self.attendance.taking_part(self.at):
            raise NotInThisRound(seat=self.seat)
        self.record(
            ArgumentRaised(
                argument=self.argument,
                decision=self.decision,
                case=self.case,
                kind=self.kind,
                seat=self.seat,
                person=person,
                words=unsealed(Argument(premises=self.premises, conclusion=self.conclusion)),
                in_writing=self.in_writing or None,
            )
        )

    def _person(self) -> PersonId:
        """Whose words they are. Raise SeatNotEntitled, NotTheHolder or Recused."""
        seat = self.register.seats.get(self.seat)
        if seat is None or seat.organ != self.organ:
            raise SeatNotEntitled(seat=self.seat)
        voter = self.register.voter(self.seat, self.at)
        scope = Scope(self.at, self.decision, self.meeting)
        proxy = self.proxies.in_force(scope, self.register, self.recusals.out).get(self.seat)
        for_them = self.in_writing and "clerk" in self.actor_roles
        if voter is not None and (voter == self.actor or for_them):
            if voter in self.recusals.out:
                raise Recused(decision=self.decision)
            return voter
        if proxy is not None and proxy.holder == self.actor:
            return self.actor
        raise NotTheHolder(seat=self.seat)
