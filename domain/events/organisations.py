"""What happens to an organisation."""

from typing import ClassVar

from domain.bylaws.bylaws import LegalForm
from domain.ids import OrganisationId
from domain.kernel import Event, Published


class OrganisationFounded(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "organisation.founded"
    TAGGED_BY: ClassVar = ("organisation",)

    organisation: OrganisationId
    name: Published


class OrganisationDescribed(Event, frozen=True, kw_only=True):
    """Says everything anew: what a later one leaves out holds no more."""

    NAME: ClassVar = "organisation.described"
    TAGGED_BY: ClassVar = ("organisation",)

    organisation: OrganisationId
    legal_form: LegalForm
    federation: Published | None = None
    """The name of the federation that the organisation belongs to."""
    neighbourhoods: tuple[str, ...] | None = None
    financial_year_from: int | None = None
    """The month, 1 to 12, in which the financial year begins; January if it is not said."""
