"""What was learned from plans: one document a lesson, found by its words and by its tags."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.lessons import Language, LessonDrawn
from domain.events.sharing import PlanShared
from domain.ids import EvaluationId, LessonId, PlanId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Searchable
from projections.order import newest_first


class Lesson(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    lesson: LessonId
    plan: PlanId
    text: str
    tags: tuple[str, ...]
    language: Language
    drawn_at: datetime
    position: int
    drawn_by: str | None = None
    evaluation: EvaluationId | None = None
    shared: bool = False
    """Whether it ever was, with its plan; what others read is what is shared now."""


class Lessons:
    NAME = "lessons"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (LessonDrawn, PlanShared)
    DOCUMENT = Lesson

    def touches(self, event: Event) -> Iterable[str]:
        """Named after its plan: where the plan is shared, so are its lessons."""
        if isinstance(event, PlanShared):
            return [f"{event.plan} {lesson}" for lesson in event.lessons]
        assert isinstance(event, LessonDrawn)
        return (f"{event.plan} {event.lesson}",)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        plan, _, lesson = document_id.partition(" ")
        return [select(LessonDrawn, PlanShared, tags=[lesson, plan])]

    def apply(self, documents: MutableMapping[str, Lesson], recorded: Recorded) -> None:
        event = recorded.event
        for name in self.touches(event):
            if isinstance(event, LessonDrawn):
                documents[name] = _drawn(event, recorded)
            else:
                documents[name] = msgspec.structs.replace(documents[name], shared=True)

    def index(self, document: Lesson) -> Iterable[Entry]:
        """List "lessons", newest first; filters: the plan, ``language:…`` and ``tag:…``. List
        "shared_parts": those of plans that are shared, or were."""
        place = newest_first(document.position)
        tags = (f"tag:{each}" for each in document.tags)
        for filter in ("", document.plan, f"language:{document.language}", *tags):
            yield Entry("lessons", filter, place)
        if document.shared:
            yield Entry("shared_parts", "", place)

    def words(self, document: Lesson) -> Iterable[str]:
        return (document.text, *document.tags)


def _drawn(event: LessonDrawn, recorded: Recorded) -> Lesson:
    return Lesson(
        lesson=event.lesson,
        plan=event.plan,
        text=event.text,
        tags=event.tag_words,
        language=event.language,
        drawn_at=recorded.time,
        position=recorded.position,
        drawn_by=recorded.actor,
        evaluation=event.evaluation,
        shared=event.shared or False,
    )


LESSONS: Searchable[Lesson] = Lessons()
