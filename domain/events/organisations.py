"""What happens to an organisation."""

from typing import ClassVar

from domain.ids import OrganisationId
from domain.kernel import Event, Published


class OrganisationFounded(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "organisation.founded"
    TAGGED_BY: ClassVar = ("organisation",)

    organisation: OrganisationId
    name: Published
