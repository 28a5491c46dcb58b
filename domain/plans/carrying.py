"""Whether somebody may carry plans: a resident who is here as one."""

from dataclasses import dataclass
from typing import Final

from domain.events.persons import Role
from domain.events.seats import ResidencyLost, ResidencyRegained
from domain.kernel import Selector, select
from domain.seats.residency import SeesResidency

BY_PROFESSION: Final[frozenset[Role]] = frozenset(("facilitator", "partner"))


@dataclass(kw_only=True)
class MayCarry(SeesResidency):
    def own_moves(self) -> Selector:
        return select(ResidencyLost, ResidencyRegained, tags=[self.actor])

    @property
    def may_carry(self) -> bool:
        return not self.by_profession and self.residency.lives_here(self.actor, self.at)

    @property
    def by_profession(self) -> bool:
        """By standing or by role: a facilitator is here as one, wherever they live."""
        return self.actor_standing != "resident" or not self.actor_roles.isdisjoint(BY_PROFESSION)
