"""The clerk, or the chair, puts to the vote again what was sent back and talked about."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.duties.naming import duty_id
from domain.events.deliberation import DialogueRoundOpened
from domain.events.duties import DutyDone
from domain.ids import DutyId
from domain.kernel import Selector, on, select
from domain.results.errors import NoDialogueYet, NotSentBack
from domain.results.follows_result import FollowsResult
from domain.results.on_one_result import UNDECIDED


@dataclass(kw_only=True)
class OpenAfterDialogue(FollowsResult):
    """After at least one dialogue round since the sending back, so that the duty to hold one is
    done. What comes of it cannot be sent back again."""

    rounds: list[int] = field(init=False, default_factory=list)
    """The positions of the dialogue rounds of the case."""
    done: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary(), select(DutyDone, tags=[self._duty])]
        opened = self.voting.opened
        if opened is not None:
            case = opened.case or self.decision
            found.append(select(DialogueRoundOpened, tags=[case]))
        return found

    @on(DialogueRoundOpened)
    def _(self, position: int) -> None:
        self.rounds.append(position)

    @on(DutyDone)
    def _(self) -> None:
        self.done = True

    def execute(self) -> None:
        self.require_lead()
        self.require_result()
        sent_back_at = self.aftermath.sent_back_at()
        if sent_back_at is None:
            raise NotSentBack(decision=self.decision)
        if not any(position > sent_back_at for position in self.rounds):
            raise NoDialogueYet(decision=self.decision)
        self.require_unfollowed("sent_back", but=UNDECIDED)
        opened = self.record(self.opening("sent_back"))
        if not self.done:
            self.record(DutyDone(duty=self._duty, done_at=self.at), because=opened)

    @property
    def _duty(self) -> DutyId:
        return duty_id("hold_dialogue", self.decision)
