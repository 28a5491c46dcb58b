"""Who holds which seat and who may vote for it: the fold that every rule about seats shares.

Two clocks: in force at a moment, as known from the events shown. What was known earlier is
``as_known_at`` an earlier position.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from domain.act import Act
from domain.events.seats import (
    AbsenceBegan,
    AbsenceEnded,
    HolderCarriedOver,
    HolderSuspended,
    Office,
    OfficeAssigned,
    OfficeAssignmentLapsed,
    OfficeReleased,
    SeatEstablished,
    SeatEventAnnulled,
    SeatFilled,
    SeatFillingLapsed,
    SeatVacated,
    StandInAppointed,
    StandInEnded,
    SuspensionLifted,
    VacancyLapsed,
)
from domain.ids import EventId, PersonId, SeatId
from domain.kernel import Event
from domain.seats.corrections import Effect, Entry, in_effect
from domain.seats.history import SeatHistory

SEAT_EVENTS: Final[tuple[type[Event], ...]] = (
    SeatEstablished,
    SeatFilled,
    SeatVacated,
    SeatEventAnnulled,
    SeatFillingLapsed,
    VacancyLapsed,
    HolderCarriedOver,
    OfficeAssigned,
    OfficeAssignmentLapsed,
    OfficeReleased,
    HolderSuspended,
    SuspensionLifted,
    AbsenceBegan,
    AbsenceEnded,
    StandInAppointed,
    StandInEnded,
)
"""All that the fold reads. Each carries its seat and its organ as tags."""

NEXT: Final = 2**53
"""A position after all others, for what is not recorded yet."""
DRAFT: Final = EventId("event:draft")


class SeatRegister:
    """Events may be shown in any order: a boundary that grows shows them out of order."""

    def __init__(self) -> None:
        self.seats: dict[SeatId, SeatEstablished] = {}
        self.established: dict[SeatId, int] = {}
        """The positions of their establishment."""
        self._known: dict[SeatId, dict[int, Entry]] = {}
        self._histories: dict[SeatId, SeatHistory] = {}

    def see(self, event: Event, position: int, name: EventId) -> None:
        seat: SeatId = event.seat  # type: ignore[attr-defined]
        if isinstance(event, SeatEstablished):
            self.seats[seat], self.established[seat] = event, position
        self._known.setdefault(seat, {})[position] = Entry(position, name, event)
        self._histories.pop(seat, None)

    def as_known_at(self, position: int) -> "SeatRegister":
        """What had been shown up to ``position`` only."""
        return self._of(entry for entry in self.known() if entry.position <= position)

    def with_also(self, *events: Event) -> "SeatRegister":
        """As it will be once these are recorded."""
        known = self.known()
        first = NEXT + sum(entry.position >= NEXT for entry in known)
        drafts = [
            Entry(place, EventId(f"{DRAFT}:{place}"), event)
            for place, event in enumerate(events, start=first)
        ]
        return self._of([*known, *drafts])

    def known(self, seat: SeatId | None = None) -> list[Entry]:
        seats = self._known if seat is None else [seat]
        return [entry for each in seats for entry in self._known.get(each, {}).values()]

    def in_effect(self, seat: SeatId) -> list[Effect]:
        return in_effect(self.known(seat))

    def history(self, seat: SeatId) -> SeatHistory:
        if seat not in self._histories:
            self._histories[seat] = SeatHistory(self.in_effect(seat))
        return self._histories[seat]

    def seats_seen(self) -> list[SeatId]:
        """Also those of which something is known but not their establishment."""
        return list(self._known)

    def on_organ(self, organ: str) -> list[SeatId]:
        """In the order of their establishment."""
        own = [seat for seat, established in self.seats.items() if established.organ == organ]
        return sorted(own, key=self.established.__getitem__)

    def holder(self, seat: SeatId, moment: datetime) -> PersonId | None:
        term = self.history(seat).term(moment)
        return None if term is None else term.person

    def voter(self, seat: SeatId, moment: datetime) -> PersonId | None:
        return self.history(seat).voter(moment)

    def held_beyond(self, person: PersonId, moment: datetime) -> list[tuple[SeatId, datetime]]:
        """Each term that would last longer, and when it is to end: then, or as it would begin."""
        return [
            (seat, max(moment, term.begins))
            for seat in self.seats
            for term in self.history(seat).all_terms
            if term.person == person and not term.empty and not term.over(moment)
        ]

    def in_office(self, organ: str, moment: datetime) -> dict[SeatId, PersonId]:
        """Holders, also those who are suspended or absent."""
        holders = {seat: self.holder(seat, moment) for seat in self.on_organ(organ)}
        return {seat: holder for seat, holder in holders.items() if holder is not None}

    def electorate(self, organ: str, moment: datetime) -> dict[SeatId, PersonId]:
        """Who may vote for each seat; a seat of which nobody may is left out."""
        voters = {seat: self.voter(seat, moment) for seat in self.on_organ(organ)}
        return {seat: voter for seat, voter in voters.items() if voter is not None}

    def counted(self, organ: str, moment: datetime) -> list[SeatId]:
        """The seats in office and entitled: an absent one stays, a suspended one leaves, unless
        somebody stands in."""
        return [
            seat
            for seat, holder in self.in_office(organ, moment).items()
            if self.voter(seat, moment) is not None
            or not self.history(seat).suspended(holder, moment)
        ]

    def offices(self, seat: SeatId, moment: datetime) -> tuple[Office, ...]:
        """Those of the holder: an office does not pass to who comes next."""
        holder = self.holder(seat, moment)
        spans = self.history(seat).offices
        held = {each.office for each in spans if each.covers(moment) and each.person == holder}
        return tuple(sorted(held))

    @staticmethod
    def _of(entries: Iterable[Entry]) -> "SeatRegister":
        register = SeatRegister()
        for position, name, event in entries:
            register.see(event, position, name)
        return register


@dataclass(kw_only=True)
class SeesSeats(Act):
    """An act that remembers every seat event in its boundary."""

    register: SeatRegister = field(init=False, default_factory=SeatRegister)

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, SEAT_EVENTS):
            self.register.see(event, envelope["position"], envelope["id"])
