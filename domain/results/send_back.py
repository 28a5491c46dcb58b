"""Who speaks for an affected group sends a decision back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.duties.naming import duty_id
from domain.events.decisions import AffectedGroup
from domain.events.duties import DutyOpened
from domain.events.results import DecisionSentBack
from domain.ids import DecisionId
from domain.kernel import Selector, on, select
from domain.results.errors import (
    NotAdopted,
    NotSpokesperson,
    SendBackTooLate,
    SentBackAlready,
)
from domain.results.on_one_result import OnOneResult


@dataclass(kw_only=True)
class SendBack(OnOneResult):
    """Within the days that the bylaws give, once in a case. ``ground`` is published. The effects
    are reversed, there is a duty to talk, and then it is decided anew."""

    ground: str

    sent_back: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        opened = self.voting.opened
        case = self.decision if opened is None else self._case
        return [*super().boundary(), select(DecisionSentBack, tags=[case])]

    @on(DecisionSentBack)
    def _(self, case: DecisionId) -> None:
        self.sent_back = self.sent_back or case == self._case

    @property
    def _case(self) -> DecisionId:
        return self.opened.case or self.decision

    def execute(self) -> None:
        declared_at = self.require_result()
        group = self._group()
        if self.sent_back:
            raise SentBackAlready(decision=self.decision)
        self.require_standing()
        if self.outcomes[self.decision] != "adopted":
            raise NotAdopted(decision=self.decision)
        self._require_in_time(declared_at)
        back = self.record(
            DecisionSentBack(
                decision=self.decision,
                case=self._case,
                group=group.name,
                spokesperson=group.spokesperson,
                ground=self.ground,
            )
        )
        self.reverse(self.decision, because=back)
        self.record(
            DutyOpened(
                duty=duty_id("hold_dialogue", self.decision),
                kind="hold_dialogue",
                organ=self.opened.organ,
                decision=self.decision,
            ),
            because=back,
        )

    def _group(self) -> AffectedGroup:
        """Raise NotSpokesperson."""
        for group in self.opened.affected or ():
            if group.spokesperson == self.actor:
                return group
        raise NotSpokesperson

    def _require_in_time(self, declared_at: datetime) -> None:
        """Raise SendBackTooLate."""
        days = self.opened.send_back_days
        if days is None or self.at >= declared_at + timedelta(days=days):
            raise SendBackTooLate(decision=self.decision)
