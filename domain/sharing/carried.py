"""What the courier carries: which facts about a plan that was taken over interest its origin."""

from typing import Final, NamedTuple

from domain.events.lessons import LessonDrawn
from domain.events.plans import PlanAdopted
from domain.events.sharing import Again, PlanTakenOver, Result
from domain.kernel import Event

RESULTS: Final[tuple[type[Event], ...]] = (PlanAdopted, LessonDrawn)
CARRIED: Final[tuple[type[Event], ...]] = (PlanTakenOver, *RESULTS)
LONGEST_TEXT = 2_000
"""Characters of somebody's words that go along: the origin's record has bounds of its own."""


class Tidings(NamedTuple):
    """What the origin is told of one result."""

    what: Result
    text: str | None = None
    again: Again | None = None


def tidings(event: Event) -> Tidings:
    """Of one of RESULTS."""
    match event:
        case LessonDrawn(text=text):
            return Tidings("lesson", shortened(text))
    assert isinstance(event, PlanAdopted)
    return Tidings("adopted")


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
