"""The clerk enters the lot that was drawn by hand, before voting closes."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.ballots.choices import options_of
from domain.ballots.errors import VotingIsClosed
from domain.decisions.errors import LotDrawnAlready, LotIncomplete, NoLot, WitnessesMissing
from domain.decisions.sees_voting import SeesVoting
from domain.events.ballots import DeadlineExtended, LotDrawn, VotingClosed
from domain.events.decisions import DecisionOpened
from domain.ids import OptionId, PersonId
from domain.kernel import Selector, select
from domain.persons.registered import SeesPersons, registration_of

WITNESSES = 2


@dataclass(kw_only=True)
class DrawLot(SeesVoting, SeesPersons):
    """``order`` is of all options, luckiest first. It takes the place of the committed seed, and
    is drawn while nobody knows what it may decide."""

    order: tuple[OptionId, ...]
    witnesses: tuple[PersonId, ...]

    def boundary(self) -> Sequence[Selector]:
        own = (DecisionOpened, DeadlineExtended, VotingClosed, LotDrawn)
        return [select(*own, tags=[self.decision]), *registration_of(*self.witnesses)]

    def execute(self) -> None:
        self.require_role("clerk")
        opened = self.opened
        if self.voting.closed_at is not None or self.at >= self.voting.closes_at:
            raise VotingIsClosed(decision=self.decision)
        in_later_round = opened.lot is None and opened.follows_as == "next_round"
        if self.voting.lot_drawn is not None or in_later_round:
            raise LotDrawnAlready(decision=self.decision)
        if opened.lot is None:
            raise NoLot(decision=self.decision)
        if sorted(self.order) != sorted(options_of(opened)):
            raise LotIncomplete(decision=self.decision)
        self._require_witnesses()
        self.record(LotDrawn(decision=self.decision, order=self.order, witnesses=self.witnesses))

    def _require_witnesses(self) -> None:
        others = {each for each in self.witnesses if each in self.persons} - {self.actor}
        if len(self.witnesses) != WITNESSES or len(others) != WITNESSES:
            raise WitnessesMissing
