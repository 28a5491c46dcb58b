"""Who takes part in a meeting at a moment: present, or represented by somebody who is."""

from datetime import datetime

from domain.events.meetings import AttendanceNoted, DepartureNoted
from domain.ids import PersonId, SeatId
from domain.kernel import Event


class Stay:
    """Half-open: from ``begins`` until just before ``ends``, or until the meeting closes."""

    def __init__(self, noted: AttendanceNoted) -> None:
        self.noted = noted
        self.begins = noted.attends_from
        self.ends: datetime | None = None

    def covers(self, moment: datetime) -> bool:
        return self.begins <= moment and (self.ends is None or moment < self.ends)


class AttendanceList:
    def __init__(self) -> None:
        self.stays: dict[SeatId, list[Stay]] = {}

    def see(self, event: Event) -> None:
        match event:
            case AttendanceNoted(seat=seat):
                self.stays.setdefault(seat, []).append(Stay(event))
            case DepartureNoted(seat=seat, left_at=moment):
                self.stays[seat][-1].ends = moment

    def last(self, seat: SeatId) -> Stay | None:
        stays = self.stays.get(seat)
        return stays[-1] if stays else None

    def present(self, moment: datetime) -> dict[SeatId, PersonId]:
        """The seats that somebody is there for, and who."""
        found = {}
        for seat in self.stays:
            stay = self._at(seat, moment)
            if stay is not None and stay.noted.attendee is not None:
                found[seat] = stay.noted.attendee
        return found

    def represented(self, moment: datetime) -> dict[SeatId, SeatId]:
        """The seats that another one speaks for, which is present itself."""
        present, found = self.present(moment), {}
        for seat in self.stays:
            stay = self._at(seat, moment)
            by = None if stay is None else stay.noted.represented_by
            if by is not None and by in present:
                found[seat] = by
        return found

    def taking_part(self, moment: datetime) -> set[SeatId]:
        return {*self.present(moment), *self.represented(moment)}

    def _at(self, seat: SeatId, moment: datetime) -> Stay | None:
        return next((stay for stay in self.stays[seat] if stay.covers(moment)), None)
