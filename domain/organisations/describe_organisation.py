"""The clerk records what the organisation is: legal form, federation, neighbourhoods."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.bylaws.bylaws import LegalForm
from domain.events.bylaws import BylawsRecorded
from domain.events.members import MemberAdmitted
from domain.events.organisations import OrganisationDescribed
from domain.kernel import Selector, on, select
from domain.organisations.described import DESCRIPTION
from domain.organisations.errors import LegalFormFixed


@dataclass(kw_only=True)
class DescribeOrganisation(Act):
    """``neighbourhoods`` are codes."""

    legal_form: LegalForm
    federation: str | None = None
    neighbourhoods: tuple[str, ...] | None = None
    financial_year_from: int | None = None

    known: LegalForm | None = field(init=False, default=None)
    fixed: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [DESCRIPTION, select(BylawsRecorded), select(MemberAdmitted, latest=True)]

    @on(OrganisationDescribed)
    def _(self, legal_form: LegalForm) -> None:
        self.known = legal_form

    @on(BylawsRecorded)
    def _(self) -> None:
        self.fixed = True

    @on(MemberAdmitted)
    def _(self) -> None:
        self.fixed = True

    def execute(self) -> None:
        self.require_role("clerk")
        if self.fixed and self.known is not None and self.legal_form != self.known:
            raise LegalFormFixed(legal_form=self.known)
        self.record(
            OrganisationDescribed(
                organisation=self.organisation,
                legal_form=self.legal_form,
                federation=self.federation,
                neighbourhoods=self.neighbourhoods or None,
                financial_year_from=self.financial_year_from,
            )
        )
