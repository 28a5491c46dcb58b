"""The clerk records how the board answers an advisory neighbourhood vote."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.votes import VoteAnswered
from domain.ids import DecisionId
from domain.kernel import Selector
from domain.votes.board_decision import SeesBoardDecision
from domain.votes.errors import AnsweredAlready, AnsweredBefore, AnswersAdvice
from domain.votes.on_one_result import OnOneVoteResult


@dataclass(kw_only=True)
class AnswerVote(OnOneVoteResult, SeesBoardDecision):
    """The board adopts what was advised by a ``decision`` of its own, with which the effects
    come, or it does not; either way it says why."""

    reasons: str
    decision: DecisionId | None = None

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *self.of_decision(self.decision)]

    def execute(self) -> None:
        opened = self.require_result()
        if opened.effect != "advisory":
            raise AnswersAdvice
        if self.answered:
            raise AnsweredAlready(vote=self.vote)
        if self.decision is not None:
            adopted = self.of_board[self.decision]
            adopted.require_in_effect()
            if adopted.declared_in < self.declared_in:
                raise AnsweredBefore(decision=self.decision)
        answer = VoteAnswered(vote=self.vote, reasons=self.reasons, decision=self.decision)
        self.close_duty(because=self.record(answer))
