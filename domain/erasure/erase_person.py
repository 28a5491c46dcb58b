"""The clerk erases somebody: their key is destroyed, and nobody can read name or words again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.erasure.errors import InOffice, StillInRole, StillMember
from domain.erasure.on_erasure import OnErasure
from domain.events.members import MemberAdmitted, MemberLeft
from domain.events.persons import PersonErased, Role, RoleGranted, RoleRevoked
from domain.events.seats import SeatFilled, StandInAppointed
from domain.ids import PersonId, SeatId
from domain.kernel import Selector, on, select
from domain.seats.membership import SeesMembership
from domain.seats.register import SEAT_EVENTS, SeesSeats

OWN = (MemberAdmitted, MemberLeft, RoleGranted, RoleRevoked, SeatFilled, StandInAppointed)


@dataclass(kw_only=True)
class ErasePerson(OnErasure, SeesSeats, SeesMembership):
    """Whoever takes part by name has to leave first. Votes that they cast stay cast: no ballot
    lies under a person's key. The record keeps the pseudonym, and every result its proof."""

    roles: set[Role] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        seats = [select(*SEAT_EVENTS, tags=[seat]) for seat in self.register.seats_seen()]
        return [*super().boundary(), select(*OWN, tags=[self.person]), *seats]

    @property
    def empties_box(self) -> str:
        """Everything of this person, the ciphertext too."""
        return self.person

    @property
    def destroys_key(self) -> bool:
        return True

    @on(RoleGranted)
    def _(self, person: PersonId, role: Role) -> None:
        if person == self.person:
            self.roles.add(role)

    @on(RoleRevoked)
    def _(self, person: PersonId, role: Role) -> None:
        if person == self.person:
            self.roles.discard(role)

    def execute(self) -> None:
        self.require_role("clerk")
        self.require_known()
        if self.roles:
            raise StillInRole(person=self.person, roles=", ".join(sorted(self.roles)))
        if any(each.ends is None or each.ends > self.at for each in self.members.of(self.person)):
            raise StillMember(person=self.person)
        if seats := self._seats():
            raise InOffice(person=self.person, seat=seats[0])
        self.record(PersonErased(person=self.person))

    def _seats(self) -> list[SeatId]:
        """Held or stood in for, now or later."""
        found = []
        for seat in self.register.seats:
            history = self.register.history(seat)
            spans = (*history.all_terms, *history.stand_ins)
            own = [each for each in spans if each.person == self.person and not each.empty]
            if not all(each.over(self.at) for each in own):
                found.append(seat)
        return found
