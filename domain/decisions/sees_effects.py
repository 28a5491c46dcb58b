"""An act that reverses what a decision has brought, or brings it again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.decisions.aftermath import AFTERMATH_EVENTS, Aftermath
from domain.decisions.reversals import EFFECTS, REVERSALS, Brought, Circumstances
from domain.decisions.sees_voting import SeesVoting
from domain.events.plans import (
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
)
from domain.events.votes import VoteAnnulled
from domain.ids import DecisionId, PlanId, VoteId
from domain.kernel import Event, Selector, select
from domain.organisations.versions import BYLAWS_EVENTS, Versions
from domain.plans.course import ADOPTIONS
from domain.seats.register import NEXT, SEAT_EVENTS, SeatRegister
from domain.seats.who_may_hold import SeesWhoMayHold


class _ByDecision(dict[DecisionId, Brought]):
    def __missing__(self, decision: DecisionId) -> Brought:
        self[decision] = Brought(decision)
        return self[decision]


@dataclass(kw_only=True)
class SeesEffects(SeesVoting, SeesWhoMayHold):
    brought: dict[DecisionId, Brought] = field(init=False, default_factory=_ByDecision)
    aftermaths: dict[DecisionId, Aftermath] = field(
        init=False, default_factory=lambda: defaultdict(Aftermath)
    )
    adoptions: dict[int, Event] = field(init=False, default_factory=dict)
    """Of plans, and of their lapsing, by position."""
    annulled_votes: set[VoteId] = field(init=False, default_factory=set)
    bylaws_known: dict[int, tuple[Event, datetime]] = field(init=False, default_factory=dict)
    drafted: list[Event] = field(init=False, default_factory=list)
    """What this act has reversed or brought again."""

    def of_effects(self, decision: DecisionId) -> Sequence[Selector]:
        own = select(*AFTERMATH_EVENTS, *EFFECTS, *REVERSALS, tags=[decision])
        return [own, *self.brought[decision].selectors(self.voting.seats_now())]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        self._remember(event, envelope["position"], envelope["time"])

    def _remember(self, event: Event, position: int, time: datetime) -> None:
        decision: DecisionId | None = getattr(event, "decision", None)
        if isinstance(event, ADOPTIONS):
            self.adoptions[position] = event
        if isinstance(event, VoteAnnulled):
            self.annulled_votes.add(event.vote)
        if isinstance(event, BYLAWS_EVENTS):
            self.bylaws_known[position] = event, time
        if decision is None:
            return
        if isinstance(event, (*EFFECTS, *REVERSALS)):
            self.brought[decision].see(event, position, time)
        if isinstance(event, AFTERMATH_EVENTS):
            self.aftermaths[decision].see(event, position)

    @property
    def adopted(self) -> set[PlanId]:
        """The plans that are adopted now."""
        found: set[PlanId] = set()
        for position in sorted(self.adoptions):
            match self.adoptions[position]:
                case PlanAdopted(plan=plan) | PlanAdoptedInVote(plan=plan):
                    found.add(plan)
                case PlanAdoptionLapsed(plan=plan) | PlanAdoptionInVoteLapsed(plan=plan):
                    found.discard(plan)
        return found

    def seats_after(self) -> SeatRegister:
        """With what this act has reversed."""
        drafted = [event for event in self.drafted if isinstance(event, SEAT_EVENTS)]
        return self.voting.seats_now().with_also(*drafted)

    def reverse(
        self, decision: DecisionId, *, because: int, moment: datetime | None = None
    ) -> None:
        """Record the reversal of each effect that ``decision`` has."""
        now = self._circumstances(moment or self.at)
        self._draft(list(self.brought[decision].reversals(now)), because)

    def bring_again(
        self, decision: DecisionId, *, because: int, taken_by: DecisionId | None = None
    ) -> None:
        """Record once more each effect of ``decision`` that was reversed."""
        now = self._circumstances(self.at)
        self._draft(list(self.brought[decision].again(now, taken_by)), because)

    def _draft(self, events: Iterable[Event], because: int) -> None:
        for event in events:
            place = NEXT + self.record(event, because=because)
            self._remember(event, place, self.at)
            self.drafted.append(event)

    def _circumstances(self, moment: datetime) -> Circumstances:
        return Circumstances(
            moment=moment,
            organ=self.opened.organ,
            seats=self.seats_after(),
            versions=self.versions,
            who=self.who,
            adopted=frozenset(self.adopted),
            annulled=frozenset(self.annulled_votes),
        )

    @property
    def versions(self) -> Versions:
        versions = Versions()
        for position in sorted(self.bylaws_known):
            versions.see(self.bylaws_known[position][0], position, self.bylaws_known[position][1])
        return versions
