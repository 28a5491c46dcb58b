"""What has become of a plan, and who carries it: the fold that every act on plans shares."""

from typing import Final, Literal

from domain.events.plans import PlanAdopted, PlanAdoptionLapsed, PlanProposed
from domain.ids import DecisionId
from domain.kernel import Event

PLAN_EVENTS: Final[tuple[type[Event], ...]] = (PlanProposed, PlanAdopted, PlanAdoptionLapsed)

State = Literal["proposed", "adopted"]


class Course:
    """Of one plan."""

    def __init__(self) -> None:
        self.proposed: PlanProposed | None = None
        self.author: str | None = None
        self.state: State = "proposed"
        self.adopted_by: DecisionId | None = None

    def see(self, event: Event, actor: str | None) -> None:
        match event:
            case PlanProposed():
                self.proposed, self.author = event, actor
            case PlanAdopted(decision=decision):
                self.state, self.adopted_by = "adopted", decision
            case PlanAdoptionLapsed():
                self.state, self.adopted_by = "proposed", None

    def carried_by(self, person: str) -> bool:
        """Whether this person speaks for the plan: who proposed it."""
        return person == self.author
