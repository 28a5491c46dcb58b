"""What people can do and want to learn, and the gatherings at which they learn from each other.

A skill is a word or two, such as "pruning roses". Who offers it is a pseudonym.
"""

from typing import ClassVar, Literal

from domain.ids import LessonId, MasterclassId, OrganisationId, PersonId, PlanId, VisitId
from domain.kernel import Event, Published

SkillSide = Literal["offer", "asking"]


class SkillOffered(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "skill.offered"
    TAGGED_BY: ClassVar = ("person", "skill")

    person: PersonId
    skill: Published


class SkillAsked(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "skill.asked"
    TAGGED_BY: ClassVar = ("person", "skill")

    person: PersonId
    skill: Published


class SkillWithdrawn(Event, frozen=True, kw_only=True):
    """Somebody no longer offers a skill, or asks for it no more."""

    NAME: ClassVar = "skill.withdrawn"
    TAGGED_BY: ClassVar = ("person", "skill")

    person: PersonId
    skill: Published
    side: SkillSide


class SkillLearned(Event, frozen=True, kw_only=True):
    """From whom, or where. Who had asked for it asks no more."""

    NAME: ClassVar = "skill.learned"
    TAGGED_BY: ClassVar = ("person", "skill", "from_person", "masterclass", "visit")

    person: PersonId
    skill: Published
    from_person: PersonId | None = None
    masterclass: MasterclassId | None = None
    visit: VisitId | None = None


class SkillMentored(Event, frozen=True, kw_only=True):
    """The mentor stands beside the learner for a while."""

    NAME: ClassVar = "skill.mentored"
    TAGGED_BY: ClassVar = ("mentor", "learner", "skill")

    mentor: PersonId
    learner: PersonId
    skill: Published


class MasterclassHeld(Event, frozen=True, kw_only=True):
    """``people`` is how many came. ``lessons`` are those of plans that it was about."""

    NAME: ClassVar = "masterclass.held"
    TAGGED_BY: ClassVar = ("masterclass", "lessons")

    masterclass: MasterclassId
    subject: Published
    held_on: str
    people: int
    lessons: tuple[LessonId, ...]
    skills: tuple[Published, ...] | None = None


class ExchangeVisitHeld(Event, frozen=True, kw_only=True):
    """To a place, or to another organisation and its ``plan``; without one, to a plan of ours."""

    NAME: ClassVar = "exchange_visit.held"
    TAGGED_BY: ClassVar = ("visit", "organisation", "plan", "lessons")

    visit: VisitId
    held_on: str
    people: int
    lessons: tuple[LessonId, ...]
    place: Published | None = None
    organisation: OrganisationId | None = None
    plan: PlanId | None = None
    skills: tuple[Published, ...] | None = None
