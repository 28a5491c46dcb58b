"""The ballots of a neighbourhood vote are opened and counted, and the budget is allocated."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from domain.counting.lot import DrawnLot
from domain.events.ballots import ResultCounted, ResultDeclared
from domain.events.votes import VoteOpened
from domain.ids import ProjectId
from domain.kernel import Selector
from domain.plans.sees_plans import SeesPlans
from domain.votes.board_decision import SeesBoardDecision
from domain.votes.counting import count_vote, funded_by, lot_of
from domain.votes.counts_papers import CountsPapers
from domain.votes.effects import effects_of, plans_of
from domain.votes.secrecy import too_few


@dataclass(kw_only=True)
class DeclareVoteResult(CountsPapers, SeesPlans, SeesBoardDecision):
    def boundary(self) -> Sequence[Selector]:
        if self.opened is None:
            return super().boundary()
        effects = [*self.of_plans(plans_of(self.opened)), *self.of_decision(self.opened.decision)]
        return [*super().boundary(), *effects]

    def execute(self) -> None:
        opened = self.require_closed()
        if too_few(opened, self.received):
            self._void()
            return
        declared, funded = self._count(opened)
        board = None if opened.decision is None else self.of_board[opened.decision]
        follows = effects_of(
            opened,
            funded,
            at=self.at,
            bound=board is None or board.in_effect,
            courses=self.courses,
        )
        for effect in follows:
            self.record(effect, because=declared)

    def _void(self) -> None:
        """Too few for secrecy: nothing is opened, and the box is destroyed."""
        self.record(ResultCounted(vote=self.vote, outcome="too_few_for_secrecy"))
        self.record(ResultDeclared(vote=self.vote, outcome="too_few_for_secrecy"))

    def _count(self, opened: VoteOpened) -> tuple[int, tuple[ProjectId, ...]]:
        """The place of the declaration, and what is funded. Raise BallotUnreadable."""
        lot = self._lot(opened)
        count = count_vote(opened, self.open_ballots(), lot)
        revealed = None if lot.seed is None else lot
        self.record(ResultCounted(vote=self.vote, allocation=count, lot=revealed))
        funded = funded_by(count)
        declared = ResultDeclared(vote=self.vote, outcome="allocated", funded=funded)
        return self.record(declared), funded

    def _lot(self, opened: VoteOpened) -> DrawnLot:
        if opened.lot_seed is None:
            return lot_of(opened, None)
        return lot_of(opened, msgspec.json.decode(self.box[opened.lot_seed.sealed].value, type=str))
