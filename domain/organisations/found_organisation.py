"""An operator founds an organisation and names its first clerk."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.act import Act, minted
from domain.events.organisations import OrganisationFounded
from domain.events.persons import PersonRegistered, RoleGranted, Standing
from domain.ids import OPERATOR, PersonId
from domain.kernel import Selector, select, unsealed
from domain.organisations.errors import OperatorRequired


@dataclass(kw_only=True)
class FoundOrganisation(Act):
    """The organisation, its first clerk and that clerk's role come into being together."""

    FOUNDS = True

    clerk: PersonId = minted()
    name: str
    clerk_name: str
    clerk_identifier: str
    clerk_standing: Standing = "professional"

    def boundary(self) -> Sequence[Selector]:
        return [select(OrganisationFounded)]

    @property
    def registers(self) -> dict[str, PersonId]:
        return {self.clerk_identifier: self.clerk}

    def execute(self) -> None:
        if self.actor != OPERATOR:
            raise OperatorRequired
        self.record(OrganisationFounded(organisation=self.organisation, name=self.name))
        self.record(
            PersonRegistered(
                person=self.clerk,
                standing=self.clerk_standing,
                name=unsealed(self.clerk_name),
            )
        )
        self.record(RoleGranted(person=self.clerk, role="clerk"))
