"""Somebody speaks in a dialogue round."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.deliberation.errors import NoDialogueRound, NoVoice
from domain.deliberation.in_deliberation import InDeliberation
from domain.events.deliberation import ContributionMade, DialogueRound, DialogueRoundOpened
from domain.events.plans import PlanProposed
from domain.kernel import Selector, on, select, unsealed


@dataclass(kw_only=True)
class Contribute(InDeliberation):
    """In the round that was opened last. Whoever has the say of a seat may, and who proposed the
    plan."""

    words: str

    round: DialogueRound | None = field(init=False, default=None)
    author: str | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        if self.drafted is None and self.opened is None:
            return found
        found.append(select(DialogueRoundOpened, tags=[self.case], latest=True))
        if self.plan is not None:
            found.append(select(PlanProposed, tags=[self.plan]))
        return found

    @on(DialogueRoundOpened)
    def _(self, round: DialogueRound) -> None:
        self.round = round

    @on(PlanProposed)
    def _(self, actor: str) -> None:
        self.author = actor

    def execute(self) -> None:
        self.require_going_on()
        seat = next((seat for seat, voter in self.voters.items() if voter == self.actor), None)
        if seat is None and self.actor != self.author:
            raise NoVoice(decision=self.decision)
        if self.round is None:
            raise NoDialogueRound(decision=self.decision)
        self.record(
            ContributionMade(
                decision=self.decision,
                case=self.case,
                round=self.round,
                person=self.actor,
                words=unsealed(self.words),
                seat=seat,
            )
        )
