"""Who carries a plan changes its words, its budget or what it is to reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.plans import BudgetLine, Particular, PlanProposed, PlanRevised
from domain.kernel import Selector
from domain.plans.course import REVISABLE, revised
from domain.plans.errors import NothingRevised, PlanHalted, PlanStands
from domain.plans.soundness import require_sound
from domain.plans.themes import SeesThemes
from domain.plans.while_voted_on import NotWhileVotedOn


@dataclass(kw_only=True)
class RevisePlan(NotWhileVotedOn, SeesThemes):
    """What is left out stays as it was. Nothing changes while people vote on it, and what was
    adopted stands."""

    why: str | None = None
    title: str | None = None
    text: str | None = None
    particulars: tuple[Particular, ...] | None = None
    budget: tuple[BudgetLine, ...] | None = None
    currency: str | None = None
    affects: tuple[str, ...] | None = None
    success: str | None = None
    needs_from: str | None = None
    needs_until: str | None = None

    def boundary(self) -> Sequence[Selector]:
        plan = self.course.proposed
        return [*super().boundary(), *(() if plan is None else self.of_theme(plan.theme))]

    def execute(self) -> None:
        before = self.require_carrier()
        self._require_open()
        revision = PlanRevised(
            plan=self.plan,
            revision=self.course.revision + 1,
            why=self.why,
            **{name: getattr(self, name) for name in REVISABLE},
        )
        self._require_sound(before, after=revised(before, revision))
        self.record(revision)

    def _require_open(self) -> None:
        """Raise PlanStands, PlanHalted or VotedOnNow."""
        if self.course.adopted_by is not None:
            raise PlanStands(plan=self.plan)
        if self.course.halted is not None:
            raise PlanHalted(plan=self.plan, state=self.course.halted)
        self.require_not_voted_on()

    def _require_sound(self, before: PlanProposed, after: PlanProposed) -> None:
        """Raise NothingRevised, and what ``require_sound`` raises."""
        if before == after:
            raise NothingRevised(plan=self.plan)
        theme = self.themes.known.get(before.theme)
        if theme is not None or after.particulars:
            require_sound(after, theme or self.themes.require(before.theme))
