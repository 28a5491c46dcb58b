"""Somebody who takes part proposes a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from domain.act import minted
from domain.events.plans import BudgetLine, Particular, PlanBearerJoined, PlanProposed
from domain.ideas.course import IDEA_EVENTS, IdeaCourse
from domain.ideas.errors import IdeaNotFound, IdeaWithdrawnAlready
from domain.ids import IdeaId, PlanId
from domain.kernel import Event, Selector, select
from domain.plans.carrying import MayCarry
from domain.plans.errors import ResidentsTakeUp
from domain.plans.of_idea import SeesPlansOfIdea
from domain.plans.soundness import require_sound
from domain.plans.themes import SeesThemes


@dataclass(kw_only=True)
class ProposePlan(MayCarry, SeesThemes, SeesPlansOfIdea):
    """A resident who proposes a plan is the first to carry it.

    From an ``idea`` it takes over where that came from, for ever: the question that it answers,
    when the first signal was noted, and whose idea it was.
    """

    plan: PlanId = minted()
    title: str
    text: str
    theme: str
    idea: IdeaId | None = None
    particulars: tuple[Particular, ...] | None = None
    budget: tuple[BudgetLine, ...] | None = None
    currency: str | None = None
    affects: tuple[str, ...] | None = None
    success: str | None = None
    needs_from: str | None = None
    needs_until: str | None = None

    course_of_idea: IdeaCourse = field(init=False, default_factory=IdeaCourse)

    def boundary(self) -> Sequence[Selector]:
        idea = [] if self.idea is None else [select(*IDEA_EVENTS, tags=[self.idea])]
        return [self.own_moves(), *self.of_theme(self.theme), *idea, *self.of_idea(self.idea)]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, IDEA_EVENTS):
            self.course_of_idea.see(event, envelope["actor"])

    def execute(self) -> None:
        self.require_member()
        proposed = PlanProposed(
            plan=self.plan,
            title=self.title,
            text=self.text,
            theme=self.theme,
            origin="professional" if self.by_profession else "resident",
            particulars=self.particulars,
            budget=self.budget,
            currency=self.currency,
            affects=self.affects,
            success=self.success,
            needs_from=self.needs_from,
            needs_until=self.needs_until,
        )
        if self.idea is not None:
            proposed = self._from_idea(proposed, self.idea)
        require_sound(proposed, self.themes.require(self.theme))
        first = self.record(proposed)
        if self.may_carry:
            self.record(PlanBearerJoined(plan=self.plan, person=self.actor), because=first)

    def _from_idea(self, proposed: PlanProposed, idea: IdeaId) -> PlanProposed:
        """Raise IdeaNotFound, ResidentsTakeUp, IdeaWithdrawnAlready or IdeaTakenUp."""
        course = self.course_of_idea
        if course.offered is None:
            raise IdeaNotFound(idea=idea)
        if self.actor != course.author and not self.may_carry:
            raise ResidentsTakeUp(idea=idea)
        if course.withdrawn:
            raise IdeaWithdrawnAlready(idea=idea)
        self.require_no_other()
        return msgspec.structs.replace(
            proposed,
            idea=idea,
            question=course.known.question,
            origin=course.origin,
            first_signal_at=course.first_signal_at,
        )
