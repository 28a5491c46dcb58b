"""Who carries a plan says what others can learn from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.act import minted
from domain.events.lessons import Language, LessonDrawn
from domain.ids import EvaluationId, LessonId
from domain.lessons.errors import NothingLearnedYet
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

    def execute(self) -> None:
        self.require_carrier()
        if self.course.state == "proposed":
            raise NothingLearnedYet(plan=self.plan)
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
