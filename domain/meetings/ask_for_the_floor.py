"""Somebody in a meeting asks to speak on the open item."""

from dataclasses import dataclass

from domain.ballots.errors import NotTheHolder
from domain.events.meetings import FloorAsked
from domain.ids import SeatId
from domain.meetings.errors import FloorAskedAlready, NoPartInDeliberation, NotAttending
from domain.meetings.on_one_meeting import require_going_on
from domain.meetings.on_the_floor import OnTheFloor


@dataclass(kw_only=True)
class AskForTheFloor(OnTheFloor):
    """For their own seat; the clerk also for somebody who raised a hand."""

    seat: SeatId

    def execute(self) -> None:
        known = self.known
        require_going_on(known, self.meeting)
        self.require_open(self.item)
        speaker = known.attendance.present(self.at).get(self.seat)
        if speaker is None:
            raise NotAttending(seat=self.seat)
        if speaker != self.actor and "clerk" not in self.actor_roles:
            raise NotTheHolder(seat=self.seat)
        if self.is_recused(self.seat):
            raise NoPartInDeliberation(seat=self.seat)
        if self.seat in known.queue:
            raise FloorAskedAlready(seat=self.seat)
        self.record(FloorAsked(item=self.item, meeting=self.meeting, seat=self.seat))
