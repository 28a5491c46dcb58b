"""What was learned from a plan, for whoever makes the next one."""

from typing import ClassVar, Literal

from domain.ids import EvaluationId, LessonId, PlanId
from domain.kernel import Event, Published

Language = Literal["nl", "en"]


class LessonDrawn(Event, frozen=True, kw_only=True, rename={"tag_words": "tags"}):
    """``tags`` in the record are words by which others find it: not those of the log's index.
    ``evaluation`` is where it was seen."""

    NAME: ClassVar = "lesson.drawn"
    TAGGED_BY: ClassVar = ("lesson", "plan", "evaluation")

    lesson: LessonId
    plan: PlanId
    text: Published
    tag_words: tuple[Published, ...]
    language: Language
    evaluation: EvaluationId | None = None
    shared: bool | None = None
    """Whether the plan was shared by then: other organisations read the lesson from the start."""
