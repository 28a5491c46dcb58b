"""Another seat says whether an argument qualifies as an objection."""

from dataclasses import dataclass

from domain.deliberation.errors import NotInThisRound, OwnArgument
from domain.deliberation.on_one_argument import OnOneArgument
from domain.events.deliberation import ArgumentJudged
from domain.ids import SeatId
from domain.kernel import unsealed


@dataclass(kw_only=True)
class JudgeArgument(OnOneArgument):
    """By its own voter; the last word of a seat counts."""

    seat: SeatId
    qualifies: bool
    why: str | None = None

    def execute(self) -> None:
        raised = self.require_untested()
        self.require_own(self.seat)
        if raised.seat == self.seat:
            raise OwnArgument(argument=self.argument)
        if self.seat not in self.asked_now:
            raise NotInThisRound(seat=self.seat)
        self.record(
            ArgumentJudged(
                argument=self.argument,
                decision=self.decision,
                case=self.case,
                seat=self.seat,
                person=self.actor,
                qualifies=self.qualifies,
                why=None if self.why is None else unsealed(self.why),
            )
        )
