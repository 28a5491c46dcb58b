"""Who somebody is in an organisation: as the log says it now, whatever a token says."""

from dataclasses import dataclass
from datetime import datetime

from domain import record
from domain.ids import OPERATOR, EventId, OrganisationId, PersonId, SeatId
from domain.kernel import select
from domain.ports import Ports
from domain.seats.register import SEAT_EVENTS, SeesSeats


@dataclass(kw_only=True)
class Member(SeesSeats):
    """Knows what every act knows of its actor, and does nothing."""

    position: int = 0
    """How far the log had come."""

    def execute(self) -> None:
        """Reading records nothing."""

    def seats(self) -> list[SeatId]:
        """Held at the moment of asking."""
        seats = self.register.seats_seen()
        return [seat for seat in seats if self.register.holder(seat, self.at) == self.actor]


async def seats_held(ports: Ports, organisation: OrganisationId, member: Member) -> list[SeatId]:
    """Held at the moment of asking, whatever was corrected by an event that does not name them."""
    own = [select(*SEAT_EVENTS, tags=[seat]) for seat in member.register.seats_seen()]
    seen = await ports.log.read(organisation, own, None)
    for stored in seen.records:
        known = record.decode(stored.position, stored.record)
        member.register.see(known.event, known.position, EventId(known.id))
    return member.seats()


async def membership(
    ports: Ports, organisation: OrganisationId, person: PersonId, at: datetime
) -> Member:
    """Raise OrganisationNotFound."""
    member = Member(organisation=organisation, actor=person, at=at)
    if person == OPERATOR:
        return member
    seen = await ports.log.read(organisation, member.consistency_boundary(), None)
    for stored in seen.records:
        known = record.decode(stored.position, stored.record)
        member.see(
            known.event,
            position=known.position,
            id=known.id,
            time=known.time,
            actor=known.actor,
        )
    member.position = seen.head
    return member
