"""A seat lets another one of its organ vote for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.act import minted
from domain.ballots.errors import DecisionNotFound, SeatNotEntitled, VotingIsClosed
from domain.counting.weights import SeatWeight, cap_weights
from domain.events.ballots import DeadlineExtended, VotingClosed
from domain.events.decisions import DecisionOpened
from domain.events.meetings import MeetingCalled, MeetingClosed
from domain.events.proxies import ProxyGranted
from domain.ids import DecisionId, MeetingId, PersonId, ProxyId, SeatId
from domain.kernel import Event, Selector, on, select
from domain.meetings.errors import MeetingIsClosed, MeetingNotFound
from domain.meetings.meeting import SeesMeetings
from domain.organisations.versions import SeesBylaws
from domain.proxies.errors import (
    NoProxyFrom,
    NoProxyTo,
    NotTheGiver,
    ProxiesAtCap,
    ProxiesNotRegulated,
    ProxyBeyondLimit,
    ProxyGivenAlready,
    ProxyOfTwoScopes,
)
from domain.seats.errors import EndsBeforeItStarts, SeatNotFound, SeatVacant
from domain.seats.proxies import PROXY_EVENTS, Bounds, ProxyRegister, Scope, beyond, stands
from domain.seats.recusals import RECUSAL_EVENTS, Recusals
from domain.seats.register import SEAT_EVENTS, SeesSeats
from domain.seats.terms import BOARD
from domain.seats.weight import weight_of


@dataclass(kw_only=True)
class GrantProxy(SeesSeats, SeesBylaws, SeesMeetings):
    """For one decision, for one meeting, or until it is revoked. Cap and limit are those that
    hold now; each close asks them again.

    ``on_paper``: the clerk has it in writing. It may then have been given before.
    """

    proxy: ProxyId = minted()
    seat: SeatId
    to: SeatId
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    decision: DecisionId | None = None
    meeting: MeetingId | None = None
    on_paper: bool | None = None

    opened: DecisionOpened | None = field(init=False, default=None)
    closes_at: datetime | None = field(init=False, default=None)
    closed: bool = field(init=False, default=False)
    recusals: Recusals = field(init=False, default_factory=Recusals)
    proxies: ProxyRegister = field(init=False, default_factory=ProxyRegister)

    def boundary(self) -> Sequence[Selector]:
        found = [select(*SEAT_EVENTS, tags=[self.seat]), *self.all_versions()]
        if self.seat in self.register.seats:
            organ = f"organ:{self.register.seats[self.seat].organ}"
            found += [select(*SEAT_EVENTS, tags=[organ]), select(*PROXY_EVENTS, tags=[organ])]
        if self.decision is not None:
            course = (DecisionOpened, DeadlineExtended, VotingClosed)
            found.append(select(*course, *RECUSAL_EVENTS, tags=[self.decision]))
        if self.meeting is not None:
            found.append(select(MeetingCalled, MeetingClosed, tags=[self.meeting]))
        return found

    @on(DecisionOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionOpened)
        if event.decision == self.decision:
            self.opened, self.closes_at = event, event.closes_at
            self.recusals.see(event)

    @on(DeadlineExtended)
    def _(self, closes_at: datetime) -> None:
        self.closes_at = closes_at

    @on(VotingClosed)
    def _(self) -> None:
        self.closed = True

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, PROXY_EVENTS):
            self.proxies.see(event, envelope["time"])
        if isinstance(event, RECUSAL_EVENTS):
            self.recusals.see(event)

    def execute(self) -> None:
        giver = self._require_giver()
        self._require_scope()
        proxy = ProxyGranted(
            proxy=self.proxy,
            organ=self.organ,
            seat=self.seat,
            giver=giver,
            to=self.to,
            holder=self._require_holder(),
            valid_from=self.valid_from or self.at,
            valid_until=self.valid_until,
            decision=self.decision,
            meeting=self.meeting,
            on_paper=self.on_paper or None,
        )
        if proxy.valid_until is not None and proxy.valid_until <= max(proxy.valid_from, self.at):
            raise EndsBeforeItStarts
        self._require_first(proxy)
        self._require_within_bounds()
        self.record(proxy)

    @property
    def organ(self) -> str:
        return self.register.seats[self.seat].organ

    def _require_giver(self) -> PersonId:
        """Raise SeatNotFound, SeatVacant, NotTheGiver or NoProxyFrom. Who is away for a time may
        give one."""
        self.require_member()
        if self.seat not in self.register.seats:
            raise SeatNotFound(seat=self.seat)
        giver = self.register.holder(self.seat, self.at)
        if giver is None:
            raise SeatVacant(seat=self.seat)
        by_clerk = bool(self.on_paper) and "clerk" in self.actor_roles
        if not by_clerk and (self.actor != giver or self.on_paper):
            raise NotTheGiver(seat=self.seat)
        stood_in = self.register.voter(self.seat, self.at) not in (giver, None)
        suspended = self.register.history(self.seat).suspended(giver, self.at)
        if stood_in or suspended or giver in self.recusals.out:
            raise NoProxyFrom(seat=self.seat)
        return giver

    def _require_holder(self) -> PersonId:
        """Raise NoProxyTo."""
        same_organ = self.to in self.register.on_organ(self.organ)
        holder = self.register.holder(self.to, self.at) if same_organ else None
        if (
            self.to == self.seat
            or holder is None
            or self.register.voter(self.to, self.at) != holder
            or holder in self.recusals.out
        ):
            raise NoProxyTo(seat=self.to)
        return holder

    def _require_scope(self) -> None:
        """Raise ProxyOfTwoScopes, and what is wrong with the decision or the meeting."""
        if self.decision is not None and self.meeting is not None:
            raise ProxyOfTwoScopes
        if self.decision is not None:
            self._require_decision(self.decision)
        if self.meeting is not None:
            meeting = self.meetings.get(self.meeting)
            called = None if meeting is None else meeting.called
            if meeting is None or called is None or called.organ != self.organ:
                raise MeetingNotFound(meeting=self.meeting)
            if meeting.closed_at is not None:
                raise MeetingIsClosed(meeting=self.meeting)

    def _require_decision(self, decision: DecisionId) -> None:
        if self.opened is None or self.closes_at is None:
            raise DecisionNotFound(decision=decision)
        if self.opened.organ != self.organ:
            raise SeatNotEntitled(seat=self.seat)
        if self.closed or self.at >= self.closes_at:
            raise VotingIsClosed(decision=decision)

    def _require_first(self, proxy: ProxyGranted) -> None:
        """Raise ProxyGivenAlready. One that has lapsed or ended is in nobody's way."""
        for given in self.proxies.granted.values():
            same = (given.seat, given.decision, given.meeting) == (
                proxy.seat,
                proxy.decision,
                proxy.meeting,
            )
            over = given.valid_until is not None and given.valid_until <= proxy.valid_from
            gone = over or given.proxy in self.proxies.revoked
            if same and not gone and stands(given, self.register, self.at):
                raise ProxyGivenAlready(proxy=given.proxy)

    def _require_within_bounds(self) -> None:
        """Raise ProxiesNotRegulated, ProxiesAtCap or ProxyBeyondLimit."""
        bounds, out = self._bounds(), self.recusals.out
        if bounds is None:
            raise ProxiesNotRegulated
        scope = Scope(self.at, self.decision, self.meeting)
        in_force = self.proxies.in_force(scope, self.register, out)
        held = [giver for giver, each in in_force.items() if each.to == self.to]
        found = beyond(bounds, self._weights(), (self.seat, self.to), held)
        if found == "cap":
            raise ProxiesAtCap(seat=self.to, most=bounds.most_per_holder)
        if found == "limit":
            raise ProxyBeyondLimit(seat=self.to)

    def _bounds(self) -> Bounds | None:
        """A decision has those that it was opened with."""
        if self.opened is not None:
            return self.opened.proxies
        version = self.versions.in_force(self.at)
        return None if version is None else version.content.proxies

    def _weights(self) -> dict[SeatId, SeatWeight]:
        """Of the seats that are entitled now."""
        version = self.versions.in_force(self.at)
        offices = () if version is None else version.content.weights.offices
        if self.opened is not None:
            offices = self.opened.weights or ()
        given: dict[str, int] = {
            seat: weight_of(self.register, seat, self.at, offices if self.organ == BOARD else ())
            for seat in self.register.counted(self.organ, self.at)
            if self._say(seat) not in self.recusals.out
        }
        return {SeatId(each.seat): each for each in cap_weights(given)}

    def _say(self, seat: SeatId) -> PersonId | None:
        """Whose interest would recuse the seat: who votes for it, or the holder who is away."""
        return self.register.voter(seat, self.at) or self.register.holder(seat, self.at)
