"""A plan goes to other organisations, and what became of it there comes back.

Each organisation has a log of its own, so that each side keeps its own half of the provenance:
where a plan came from, and where it went to. ``their_plan`` and ``their_position`` are what the
other organisation calls a plan, and a place in its log.
"""

from typing import ClassVar, Literal

from domain.events.plans import Again
from domain.ids import LessonId, OrganisationId, PlanId
from domain.kernel import Event, Published

Result = Literal["adopted", "completed", "stopped", "evaluated", "lesson"]
Ground = Literal["organisation_not_found", "plan_not_found"]


class PlanShared(Event, frozen=True, kw_only=True):
    """From now on other organisations read the plan and its lessons, under this name. ``lessons``
    are those that were drawn by then."""

    NAME: ClassVar = "plan.shared"
    TAGGED_BY: ClassVar = ("plan", "lessons")

    plan: PlanId
    lessons: tuple[LessonId, ...]
    shared_by: Published
    """What the organisation is called that shares it."""


class PlanUnshared(Event, frozen=True, kw_only=True):
    """Others find it no more; whoever took it over keeps what they made of it."""

    NAME: ClassVar = "plan.unshared"
    TAGGED_BY: ClassVar = ("plan",)

    plan: PlanId


class PlanTakenOver(Event, frozen=True, kw_only=True):
    """``plan`` was proposed after the example of another organisation's, as it was at
    ``origin_position``."""

    NAME: ClassVar = "plan.taken_over"
    TAGGED_BY: ClassVar = ("plan", "origin_organisation", "origin_plan")

    plan: PlanId
    origin_organisation: OrganisationId
    origin_plan: PlanId
    origin_position: int
    origin_name: Published
    taken_over_by: Published
    """What the organisation is called that takes it over: the origin is told."""


class PlanSpread(Event, frozen=True, kw_only=True):
    """At the origin: another organisation took the plan over, and calls it ``their_plan``."""

    NAME: ClassVar = "plan.spread"
    TAGGED_BY: ClassVar = ("plan", "organisation", "their_plan")

    plan: PlanId
    organisation: OrganisationId
    their_plan: PlanId
    their_name: Published


class PlanResultReturned(Event, frozen=True, kw_only=True):
    """At the origin: what became of the plan there. ``text`` is how the lesson or the evaluation
    begins, or why it was stopped."""

    NAME: ClassVar = "plan.result_returned"
    TAGGED_BY: ClassVar = ("plan", "organisation", "their_plan")

    plan: PlanId
    organisation: OrganisationId
    their_plan: PlanId
    what: Result
    their_position: int
    again: Again | None = None
    text: Published | None = None


class PlanResultsSent(Event, frozen=True, kw_only=True):
    """Where it was taken over: all that became of the plan up to ``through`` is at the origin."""

    NAME: ClassVar = "plan.results_sent"
    TAGGED_BY: ClassVar = ("plan",)

    plan: PlanId
    through: int


class PlanOriginLost(Event, frozen=True, kw_only=True):
    """Where it was taken over: there is nobody any more to tell what becomes of the plan."""

    NAME: ClassVar = "plan.origin_lost"
    TAGGED_BY: ClassVar = ("plan",)

    plan: PlanId
    ground: Ground
