"""What has become of a plan, and who carries it: the fold that every act on plans shares."""

from typing import Any, Final, Literal

import msgspec

from domain.events.plans import (
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
    PlanBearerJoined,
    PlanBearerLeft,
    PlanCompleted,
    PlanPaused,
    PlanProposed,
    PlanRevised,
    PlanRevived,
    PlanStopped,
)
from domain.ids import DecisionId, PersonId, VoteId
from domain.kernel import Event

ADOPTIONS: Final[tuple[type[Event], ...]] = (
    PlanAdopted,
    PlanAdoptionLapsed,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
)
PLAN_EVENTS: Final[tuple[type[Event], ...]] = (
    PlanProposed,
    PlanRevised,
    PlanBearerJoined,
    PlanBearerLeft,
    *ADOPTIONS,
    PlanPaused,
    PlanStopped,
    PlanCompleted,
    PlanRevived,
)

Halt = Literal["paused", "stopped", "completed"]
State = Literal["proposed", "adopted", "paused", "stopped", "completed"]
HALTS: Final[dict[type[Event], Halt]] = {
    PlanPaused: "paused",
    PlanStopped: "stopped",
    PlanCompleted: "completed",
}

REVISABLE: Final = (
    "title",
    "text",
    "particulars",
    "budget",
    "currency",
    "affects",
    "success",
    "needs_from",
    "needs_until",
)
"""What a revision may change; the theme and the origin of a plan stay."""


class Course:
    """Of one plan."""

    def __init__(self) -> None:
        self.proposed: PlanProposed | None = None
        """As it was proposed."""
        self.current: PlanProposed | None = None
        """As it reads now, after every revision."""
        self.revision: int = 0
        self.author: str | None = None
        self.adopted_by: DecisionId | VoteId | None = None
        self.halted: Halt | None = None
        """What an adoption, or its lapsing, leaves as it is."""
        self.bearers: list[PersonId] = []
        """Residents, in the order in which they joined."""
        self._speaks: set[str] = set()

    @property
    def state(self) -> State:
        return self.halted or ("proposed" if self.adopted_by is None else "adopted")

    def see(self, event: Event, actor: str | None) -> None:
        match event:
            case PlanProposed():
                self.proposed = self.current = event
                self.revision, self.author = 1, actor
                self._speaks |= set() if actor is None else {actor}
            case PlanRevised(revision=number):
                assert self.current is not None
                self.current, self.revision = revised(self.current, event), number
            case PlanBearerJoined(person=person):
                self.bearers.append(person)
                self._speaks.add(person)
            case PlanBearerLeft(person=person):
                self.bearers.remove(person)
                self._speaks.discard(person)
            case _:
                self._see_fate(event)

    def _see_fate(self, event: Event) -> None:
        match event:
            case PlanAdopted(decision=decision):
                self.adopted_by = decision
            case PlanAdoptedInVote(vote=vote):
                self.adopted_by = vote
            case PlanAdoptionLapsed() | PlanAdoptionInVoteLapsed():
                self.adopted_by = None
            case PlanPaused() | PlanStopped() | PlanCompleted() | PlanRevived():
                self.halted = HALTS.get(type(event))

    def carried_by(self, person: str) -> bool:
        """Whether this person speaks for the plan: who proposed it and who bears it, until they
        leave it to others."""
        return person in self._speaks


def changes_of(revision: PlanRevised) -> dict[str, Any]:
    """What it says, by the name of the field; the rest stays as it was."""
    said = {name: getattr(revision, name) for name in REVISABLE}
    return {name: value for name, value in said.items() if value is not None}


def revised(plan: PlanProposed, by: PlanRevised) -> PlanProposed:
    """The plan as it reads after this revision."""
    return msgspec.structs.replace(plan, **changes_of(by))
