"""The facilitator, the chair or the clerk opens a dialogue round about a proposal."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.deliberation.errors import ClarifyFirst
from domain.deliberation.in_deliberation import InDeliberation
from domain.events.deliberation import DialogueRound, DialogueRoundOpened
from domain.kernel import Selector, on, select


@dataclass(kw_only=True)
class OpenDialogueRound(InDeliberation):
    """First what is proposed is made clear, then everybody responds; and again, as often as it
    takes."""

    round: DialogueRound

    held: list[DialogueRound] = field(init=False, default_factory=list)

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        if self.drafted is not None or self.opened is not None:
            found.append(select(DialogueRoundOpened, tags=[self.case]))
        return found

    @on(DialogueRoundOpened)
    def _(self, round: DialogueRound) -> None:
        self.held.append(round)

    def execute(self) -> None:
        self.require_going_on()
        self.require_host()
        if self.round == "response" and "clarification" not in self.held:
            raise ClarifyFirst(decision=self.decision)
        self.record(
            DialogueRoundOpened(
                decision=self.decision,
                case=self.case,
                round=self.round,
                number=len(self.held) + 1,
            )
        )
