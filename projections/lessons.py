"""What was learned from plans: one document a lesson, found by its words and by its tags."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.lessons import Language, LessonDrawn
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


class Lessons:
    NAME = "lessons"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (LessonDrawn,)
    DOCUMENT = Lesson

    def touches(self, event: Event) -> Iterable[str]:
        """Named after its plan: where the plan is shared, so are its lessons."""
        assert isinstance(event, LessonDrawn)
        return (f"{event.plan} {event.lesson}",)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        plan, _, lesson = document_id.partition(" ")
        return [select(LessonDrawn, tags=[lesson, plan])]

    def apply(self, documents: MutableMapping[str, Lesson], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, LessonDrawn)
        (name,) = self.touches(event)
        documents[name] = Lesson(
            lesson=event.lesson,
            plan=event.plan,
            text=event.text,
            tags=event.tag_words,
            language=event.language,
            drawn_at=recorded.time,
            position=recorded.position,
            drawn_by=recorded.actor,
            evaluation=event.evaluation,
        )

    def index(self, document: Lesson) -> Iterable[Entry]:
        """List "lessons", newest first; filters: the plan, ``language:…`` and ``tag:…``."""
        tags = (f"tag:{each}" for each in document.tags)
        filters = ("", document.plan, f"language:{document.language}", *tags)
        return [Entry("lessons", each, newest_first(document.position)) for each in filters]

    def words(self, document: Lesson) -> Iterable[str]:
        return (document.text, *document.tags)


LESSONS: Searchable[Lesson] = Lessons()
