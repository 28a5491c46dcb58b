"""What acts on an election in rounds share: only its latest round can be acted on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.decisions.aftermath import AFTERMATH_EVENTS, Aftermath
from domain.decisions.errors import FollowedAlready
from domain.decisions.sees_voting import SeesVoting
from domain.events.ballots import Outcome, ResultDeclared
from domain.ids import DecisionId
from domain.kernel import Event, Selector, on, select

GONE: tuple[Outcome, ...] = ("withdrawn", "opened_in_error", "method_objected")
"""A round that ended so is as if it had never been opened."""


@dataclass(kw_only=True)
class InRounds(SeesVoting):
    outcomes: dict[DecisionId, Outcome] = field(init=False, default_factory=dict)
    """Also of the rounds that follow this one."""
    aftermath: Aftermath = field(init=False, default_factory=Aftermath)

    def boundary(self) -> Sequence[Selector]:
        followers = [each.decision for each in self.voting.followed_by]
        return [
            *super().boundary(),
            select(*AFTERMATH_EVENTS, tags=[self.decision]),
            *(select(ResultDeclared, tags=[each]) for each in followers),
        ]

    @on(ResultDeclared)
    def _(self, decision: DecisionId | None, outcome: Outcome) -> None:
        if decision is not None:
            self.outcomes[decision] = outcome

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        # What a re-vote voids is another round, though it is tagged with this one too.
        own = getattr(event, "decision", None) == self.decision
        if own and isinstance(event, AFTERMATH_EVENTS):
            self.aftermath.see(event, envelope["position"])

    def require_latest(self) -> None:
        """Raise FollowedAlready: another round, or a re-vote, has taken the place of this one."""
        for event in self.voting.followed_by:
            goes_on = event.follows_as in ("next_round", "re_vote")
            if goes_on and self.outcomes.get(event.decision) not in GONE:
                raise FollowedAlready(decision=event.decision)
