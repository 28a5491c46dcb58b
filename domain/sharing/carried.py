"""What the courier carries: which facts about a plan that was taken over interest its origin."""

from typing import Final, NamedTuple

from domain.events.lessons import LessonDrawn
from domain.events.plans import (
    Again,
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
    PlanCompleted,
    PlanEvaluated,
    PlanStopped,
)
from domain.events.sharing import PlanTakenOver, Result
from domain.kernel import Event

ADOPTIONS: Final[tuple[type[Event], ...]] = (PlanAdopted, PlanAdoptedInVote)
"""By whatever organ."""
LAPSES: Final[tuple[type[Event], ...]] = (PlanAdoptionLapsed, PlanAdoptionInVoteLapsed)
RESULTS: Final[tuple[type[Event], ...]] = (
    *ADOPTIONS,
    PlanCompleted,
    PlanStopped,
    PlanEvaluated,
    LessonDrawn,
)
CARRIED: Final[tuple[type[Event], ...]] = (PlanTakenOver, *RESULTS)
LONGEST_TEXT = 2_000
"""Characters of what somebody wrote that go along: the origin's records have bounds too."""


class Tidings(NamedTuple):
    """What the origin is told of one result."""

    what: Result
    text: str | None = None
    again: Again | None = None


def tidings(event: Event) -> Tidings:
    """Of one of RESULTS."""
    match event:
        case PlanCompleted():
            return Tidings("completed")
        case PlanStopped(reason=reason):
            return Tidings("stopped", shortened(reason))
        case PlanEvaluated(worked=worked, did_not_work=did_not, again=again):
            return Tidings("evaluated", shortened(f"{worked}\n\n{did_not}"), again)
        case LessonDrawn(text=text):
            return Tidings("lesson", shortened(text))
    assert isinstance(event, ADOPTIONS)
    return Tidings("adopted")


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
