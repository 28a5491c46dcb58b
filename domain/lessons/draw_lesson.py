"""Who carries a plan says what others can learn from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import minted
from domain.events.lessons import Language, LessonDrawn
from domain.events.plans import PlanEvaluated
from domain.ids import EvaluationId, LessonId
from domain.kernel import Selector, on, select
from domain.lessons.errors import EvaluationNotFound, NothingLearnedYet
from domain.lessons.words import plain_words
from domain.sharing.on_shared_plan import OnSharedPlan


@dataclass(kw_only=True)
class DrawLesson(OnSharedPlan):
    """Once the plan was adopted; also when it was paused, stopped or completed since."""

    lesson: LessonId = minted()
    text: str
    tags: Sequence[str]
    language: Language
    evaluation: EvaluationId | None = None

    evaluated: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        if self.evaluation is not None:
            found.append(select(PlanEvaluated, tags=[self.evaluation, self.plan]))
        return found

    @on(PlanEvaluated)
    def _(self) -> None:
        self.evaluated = True

    def execute(self) -> None:
        self.require_carrier()
        if self.course.state == "proposed":
            raise NothingLearnedYet(plan=self.plan)
        if self.evaluation is not None and not self.evaluated:
            raise EvaluationNotFound(evaluation=self.evaluation)
        self.record(
            LessonDrawn(
                lesson=self.lesson,
                plan=self.plan,
                text=self.text,
                tag_words=plain_words(self.tags),
                language=self.language,
                evaluation=self.evaluation,
                shared=self.shared or None,
            )
        )
