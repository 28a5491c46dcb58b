"""The clerk, or the chair, notes that a seat is present or represented in a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.events.meetings import AttendanceNoted
from domain.ids import SeatId
from domain.kernel import Event, Selector, select
from domain.meetings.errors import (
    AgainstTime,
    AttendsAlready,
    MeetingIsClosed,
    NoProxy,
    NotYet,
    ProxyNotGranted,
    TooManyProxies,
)
from domain.meetings.meeting import Meeting
from domain.meetings.on_one_meeting import OnOneMeeting
from domain.organisations.versions import SeesBylaws
from domain.seats.errors import SeatNotFound, SeatVacant
from domain.seats.proxies import PROXY_EVENTS, ProxyRegister, Scope


@dataclass(kw_only=True)
class NoteAttendance(OnOneMeeting, SeesBylaws):
    """Present, unless ``represented_by`` another seat: by a proxy that is in force, or by one in
    writing, as the clerk notes. Only the former lets that seat vote for it. Who was represented
    and comes after all has left as such before."""

    seat: SeatId
    attends_from: datetime
    represented_by: SeatId | None = None

    proxies: ProxyRegister = field(init=False, default_factory=ProxyRegister)

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary(), *self.all_versions()]
        if self.represented_by is not None:
            found.append(select(*PROXY_EVENTS, tags=[self.seat]))
        return found

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, PROXY_EVENTS):
            self.proxies.see(event, envelope["time"])

    def execute(self) -> None:
        known = self.require_lead()
        if known.closed_at is not None:
            raise MeetingIsClosed(meeting=self.meeting)
        if self.seat not in self.register.on_organ(self.organ):
            raise SeatNotFound(seat=self.seat)
        self._require_moment(known)
        if self.represented_by is None:
            self._note_presence()
        else:
            self._require_proxy(known, self.represented_by)
            self.record(
                AttendanceNoted(
                    meeting=self.meeting,
                    seat=self.seat,
                    attendance="represented",
                    attends_from=self.attends_from,
                    represented_by=self.represented_by,
                )
            )

    def _note_presence(self) -> None:
        attendee = self.register.voter(self.seat, self.attends_from)
        if attendee is None:
            raise SeatVacant(seat=self.seat)
        self.record(
            AttendanceNoted(
                meeting=self.meeting,
                seat=self.seat,
                attendance="present",
                attends_from=self.attends_from,
                attendee=attendee,
            )
        )

    def _require_moment(self, known: Meeting) -> None:
        if self.attends_from > self.at:
            raise NotYet
        stay = known.attendance.last(self.seat)
        if stay is not None and stay.ends is None:
            raise AttendsAlready(seat=self.seat)
        if stay is not None and stay.ends is not None and self.attends_from < stay.ends:
            raise AgainstTime

    def _require_proxy(self, known: Meeting, by: SeatId) -> None:
        """Neither seat may be suspended or stood in for; who is away for a time may give one."""
        register, moment = self.register, self.attends_from
        giver = register.holder(self.seat, moment)
        if giver is None:
            raise SeatVacant(seat=self.seat)
        history = register.history(self.seat)
        stood_in = register.voter(self.seat, moment) not in (giver, None)
        holds = known.attendance.present(moment).get(by)
        if (
            by == self.seat
            or holds is None
            or holds != register.holder(by, moment)
            or stood_in
            or history.suspended(giver, moment)
        ):
            raise NoProxy(seat=self.seat)
        if "clerk" not in self.actor_roles:
            scope = Scope(moment, meeting=self.meeting)
            granted = self.proxies.in_force(scope, register).get(self.seat)
            if granted is None or granted.to != by:
                raise ProxyNotGranted(seat=self.seat)
        version = self.versions.in_force(self.at)
        given = list(known.attendance.represented(moment).values()).count(by)
        if version is not None and given >= version.content.proxies.most_per_holder:
            raise TooManyProxies(seat=by, most=version.content.proxies.most_per_holder)
