"""The clerk enters somebody in the register of members."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.bylaws.bylaws import LegalForm
from domain.events.members import MemberAdmitted, MemberLeft
from domain.events.organisations import OrganisationDescribed
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.members.errors import AlreadyMember, NoMembersHere
from domain.organisations.described import DESCRIPTION
from domain.organisations.errors import NotDescribed
from domain.persons.registered import REGISTRATION, SeesPersons
from domain.seats.membership import SeesMembership


@dataclass(kw_only=True)
class AdmitMember(SeesMembership, SeesPersons):
    person: PersonId
    member_from: datetime

    legal_form: LegalForm | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        person = (*REGISTRATION, MemberAdmitted, MemberLeft)
        return [DESCRIPTION, select(*person, tags=[self.person])]

    @on(OrganisationDescribed)
    def _(self, legal_form: LegalForm) -> None:
        self.legal_form = legal_form

    def execute(self) -> None:
        self.require_role("clerk")
        if self.legal_form is None:
            raise NotDescribed
        if self.legal_form == "foundation":
            raise NoMembersHere
        self.persons.require(self.person)
        memberships = self.members.of(self.person)
        if any(each.ends is None or self.member_from < each.ends for each in memberships):
            raise AlreadyMember(person=self.person)
        self.record(MemberAdmitted(person=self.person, member_from=self.member_from))
