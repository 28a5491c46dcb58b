"""What a masterclass and an exchange visit share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.errors import RoleRequired
from domain.events.lessons import LessonDrawn
from domain.ids import LessonId
from domain.kernel import Selector, on, select
from domain.lessons.errors import LessonNotFound
from domain.lessons.words import plain_words
from domain.skills.errors import NotHeldYet


@dataclass(kw_only=True)
class Gathering(Act):
    """``held_on`` is a day, YYYY-MM-DD; ``people`` is how many came."""

    held_on: str
    people: int
    lessons: Sequence[LessonId] = ()
    skills: Sequence[str] | None = None

    drawn: set[LessonId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        return [select(LessonDrawn, tags=[lesson]) for lesson in self.lessons]

    @on(LessonDrawn)
    def _(self, lesson: LessonId) -> None:
        self.drawn.add(lesson)

    @property
    def lessons_named(self) -> tuple[LessonId, ...]:
        """Each of them once."""
        return tuple(dict.fromkeys(self.lessons))

    @property
    def skill_words(self) -> tuple[str, ...] | None:
        return plain_words(self.skills or ()) or None

    def require_held(self) -> None:
        """By the facilitator or the clerk. Raise OrganisationNotFound, RoleRequired, NotHeldYet
        or LessonNotFound."""
        self.require_member()
        if not self.hosts:
            raise RoleRequired(role="facilitator")
        if self.held_on > self.at.date().isoformat():
            raise NotHeldYet(held_on=self.held_on)
        for lesson in self.lessons:
            if lesson not in self.drawn:
                raise LessonNotFound(lesson=lesson)
