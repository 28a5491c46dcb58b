"""Who may read the words of a signal. Where, when and among whom it was heard everybody may."""

from collections.abc import Collection
from typing import Final

from domain.events.persons import Role
from domain.ids import PersonId

READERS: Final[frozenset[Role]] = frozenset(("facilitator", "clerk", "auditor"))


def may_read(
    reader: PersonId, roles: Collection[Role], *, noted_by: str | None, of: PersonId | None
) -> bool:
    """Also who noted it and whom it is of. Who noted an anonymous one of their own is not known."""
    return not READERS.isdisjoint(roles) or reader in (noted_by, of)
