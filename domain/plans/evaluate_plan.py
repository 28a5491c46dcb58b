"""Who carries a plan says what worked and what did not."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import minted
from domain.events.duties import DutyDone, DutyOpened, OpenedDuty
from domain.events.plans import Again, PlanEvaluated
from domain.ids import DutyId, EvaluationId
from domain.kernel import Selector, on, select
from domain.plans.errors import NothingToEvaluate
from domain.plans.evaluation import KIND
from domain.plans.on_one_plan import OnOnePlan


@dataclass(kw_only=True)
class EvaluatePlan(OnOnePlan):
    """With it every duty to evaluate this plan is done. It may come earlier than it is due, and
    again later: what one learns first is not all."""

    evaluation: EvaluationId = minted()
    worked: str
    did_not_work: str
    again: Again
    hours_carried: int | None = None

    due: dict[DutyId, None] = field(init=False, default_factory=dict)
    done: set[DutyId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        done = [select(DutyDone, tags=[duty]) for duty in self.due]
        return [*super().boundary(), select(DutyOpened, tags=[self.plan]), *done]

    @on(DutyOpened)
    def _(self, duty: DutyId, kind: OpenedDuty) -> None:
        if kind == KIND:
            self.due[duty] = None

    @on(DutyDone)
    def _(self, duty: DutyId) -> None:
        self.done.add(duty)

    def execute(self) -> None:
        plan = self.require_carrier()
        if self.course.state == "proposed":
            raise NothingToEvaluate(plan=self.plan)
        evaluated = self.record(
            PlanEvaluated(
                evaluation=self.evaluation,
                plan=self.plan,
                worked=self.worked,
                did_not_work=self.did_not_work,
                again=self.again,
                hours_carried=self.hours_carried,
                origin=plan.origin,
            )
        )
        for duty in self.due:
            if duty not in self.done:
                self.record(DutyDone(duty=duty, done_at=self.at), because=evaluated)
