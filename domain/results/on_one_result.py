"""What all acts share that are about what becomes of a declared result."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from domain.decisions.aftermath import Aftermath
from domain.decisions.errors import NotDeclaredYet
from domain.decisions.sees_effects import SeesEffects
from domain.events.ballots import Outcome, ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.ids import DecisionId
from domain.kernel import Selector, on, select
from domain.results.errors import BeforeResult, DecisionIsVoid, NoLongerStands, NothingDecided

DECIDED: tuple[Outcome, ...] = ("adopted", "rejected", "groups_not_reached", "next_round")
"""Outcomes by which something was decided."""
UNCOUNTED: tuple[Outcome, ...] = ("withdrawn", "opened_in_error", "amended", "referred")
"""Ends of a decision on which nobody's vote was counted."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
UNDECIDED = tuple(outcome for outcome in OUTCOMES if outcome not in DECIDED)


@dataclass(kw_only=True)
class OnOneResult(SeesEffects):
    outcomes: dict[DecisionId, Outcome] = field(init=False, default_factory=dict)
    """Of the decisions that follow this one, or that an organ refers to."""

    def boundary(self) -> Sequence[Selector]:
        followers = [each.decision for each in self.voting.followed_by]
        return [
            *super().boundary(),
            *self.of_effects(self.decision),
            *(select(ResultDeclared, tags=[each]) for each in followers),
        ]

    @on(ResultDeclared)
    def _(self, decision: DecisionId | None, outcome: Outcome) -> None:
        if decision is not None:
            self.outcomes[decision] = outcome

    @property
    def aftermath(self) -> Aftermath:
        return self.aftermaths[self.decision]

    def require_result(self) -> datetime:
        """Return when it was declared. Raise DecisionNotFound, NotDeclaredYet."""
        self.require_member()
        _ = self.opened
        declared_at = self.voting.declared_at
        if declared_at is None:
            raise NotDeclaredYet(decision=self.decision)
        return declared_at

    def require_decided(self) -> datetime:
        """Raise what ``require_result`` raises, or NothingDecided."""
        declared_at = self.require_result()
        if self.outcomes[self.decision] not in DECIDED:
            raise NothingDecided(decision=self.decision)
        return declared_at

    def require_standing(self) -> datetime:
        """Raise what ``require_decided`` raises, DecisionIsVoid or NoLongerStands. What is only
        suspended stands."""
        declared_at = self.require_decided()
        undone = self.aftermath.undone_by - {"suspension"}
        if "nullity" in undone:
            raise DecisionIsVoid(decision=self.decision)
        if undone:
            raise NoLongerStands(decision=self.decision)
        return declared_at

    def require_after(self, earlier: datetime, moment: datetime) -> None:
        """Raise BeforeResult."""
        if not earlier <= moment <= self.at:
            raise BeforeResult

    @property
    def waiting_confirmation(self) -> DecisionOpened | None:
        """Adopted while a claim was pending, and without effect until that has ended."""
        if self.aftermath.confirmed:
            return None
        adopted = (
            each
            for each in self.voting.followed_by
            if each.follows_as == "confirmation" and self.outcomes.get(each.decision) == "adopted"
        )
        return next(adopted, None)
