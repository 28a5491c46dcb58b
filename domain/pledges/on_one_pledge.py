"""What all acts on one pledge share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from domain.events.pledges import PledgeKept, PledgeMade, PledgeNotKept, PledgeWithdrawn
from domain.ids import PledgeId
from domain.kernel import Event, Selector, select
from domain.plans.on_one_plan import OnOnePlan
from domain.pledges.errors import PledgeNotFound, PledgeOver

PLEDGE_EVENTS: Final[tuple[type[Event], ...]] = (
    PledgeMade,
    PledgeKept,
    PledgeNotKept,
    PledgeWithdrawn,
)


@dataclass(kw_only=True)
class OnOnePledge(OnOnePlan):
    pledge: PledgeId

    made: PledgeMade | None = field(init=False, default=None)
    over: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), select(*PLEDGE_EVENTS, tags=[self.pledge])]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, PledgeMade):
            self.made = event
        elif isinstance(event, PLEDGE_EVENTS):
            self.over = True

    @property
    def pledged(self) -> PledgeMade:
        """Raise OrganisationNotFound, PlanNotFound or PledgeNotFound."""
        known = self.known
        if self.made is None or self.made.plan != known.plan:
            raise PledgeNotFound(pledge=self.pledge)
        return self.made

    def require_open(self) -> None:
        """Raise PledgeOver."""
        if self.over:
            raise PledgeOver(pledge=self.pledge)

    def require_party(self) -> PledgeMade:
        """Who made the pledge, who carries the plan, facilitator and clerk: they can tell.

        Raise also CarrierRequired or PledgeOver.
        """
        pledged = self.pledged
        if pledged.person != self.actor:
            self.require_carrier()
        self.require_open()
        return pledged
