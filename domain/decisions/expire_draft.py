"""The clerk process, or the clerk, records that nobody put a draft to the vote in time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.ballots.errors import DecisionNotFound
from domain.decisions.errors import AlreadyOpened, DraftNotExpired
from domain.events.decisions import DecisionDrafted, DecisionExpired, DecisionOpened
from domain.ids import MACHINE, DecisionId
from domain.kernel import Selector, on, select


@dataclass(kw_only=True)
class ExpireDraft(Act):
    decision: DecisionId

    drafted: bool = field(init=False, default=False)
    expires_at: datetime | None = field(init=False, default=None)
    over: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        course = (DecisionDrafted, DecisionOpened, DecisionExpired)
        return [select(*course, tags=[self.decision])]

    @on(DecisionDrafted)
    def _(self, expires_at: datetime | None) -> None:
        self.drafted, self.expires_at = True, expires_at

    @on(DecisionOpened)
    def _(self) -> None:
        self.over = True

    @on(DecisionExpired)
    def _(self) -> None:
        self.over = True

    def execute(self) -> None:
        if self.actor != MACHINE:
            self.require_role("clerk")
        if not self.drafted:
            raise DecisionNotFound(decision=self.decision)
        if self.over:
            raise AlreadyOpened(decision=self.decision)
        if self.expires_at is None or self.at < self.expires_at:
            raise DraftNotExpired(decision=self.decision)
        self.record(DecisionExpired(decision=self.decision))
