"""Who lets residents go first."""

from collections.abc import Collection
from typing import Final

from domain.events.persons import Role, Standing

BY_STANDING: Final[frozenset[Standing]] = frozenset(("professional", "partner"))
BY_ROLE: Final[frozenset[Role]] = frozenset(("facilitator", "partner"))


def is_professional(standing: Standing | None, roles: Collection[Role]) -> bool:
    """By standing or by role: a resident who is a facilitator is one as well."""
    return standing in BY_STANDING or not BY_ROLE.isdisjoint(roles)
