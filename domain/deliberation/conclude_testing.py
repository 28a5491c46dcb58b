"""The facilitator, the chair or the clerk concludes whether an argument is an objection."""

from dataclasses import dataclass

from domain.decisions.errors import NomineeFirst
from domain.deliberation.on_one_argument import OnOneArgument
from domain.events.deliberation import ArgumentRaised, ArgumentTested


@dataclass(kw_only=True)
class ConcludeTesting(OnOneArgument):
    """It qualifies unless all others disagree; who has not judged has not disagreed. The others
    are those who are there in the meeting; outside one, all who have the say of a seat."""

    def execute(self) -> None:
        raised = self.require_untested()
        self.require_host()
        self._require_turn(raised)
        judged = self.arguments.judged.get(self.argument, {})
        others = [seat for seat in self.asked_now if seat != raised.seat]
        disagreeing = [seat for seat in others if judged.get(seat) is False]
        drops = bool(others) and len(disagreeing) == len(others)
        self.record(
            ArgumentTested(
                argument=self.argument,
                decision=self.decision,
                case=self.case,
                outcome="concern" if drops else "objection",
                agreeing=tuple(seat for seat in others if judged.get(seat)),
                disagreeing=tuple(disagreeing),
            )
        )

    def _require_turn(self, raised: ArgumentRaised) -> None:
        """Raise NomineeFirst."""
        if self.opened is None:
            return
        first = self.arguments.of_nominees(self.opened, self.voters)
        if first and self.argument not in first:
            raise NomineeFirst(argument=first[0])
