"""Whether somebody may carry plans: a resident who is here as one."""

from dataclasses import dataclass

from domain.events.seats import ResidencyLost, ResidencyRegained
from domain.kernel import Selector, select
from domain.persons.professional import is_professional
from domain.seats.residency import SeesResidency


@dataclass(kw_only=True)
class MayCarry(SeesResidency):
    def own_moves(self) -> Selector:
        return select(ResidencyLost, ResidencyRegained, tags=[self.actor])

    @property
    def may_carry(self) -> bool:
        here = self.actor_standing == "resident" and not self.by_profession
        return here and self.residency.lives_here(self.actor, self.at)

    @property
    def by_profession(self) -> bool:
        """By standing or by role: a facilitator is here as one, wherever they live."""
        return is_professional(self.actor_standing, self.actor_roles)
