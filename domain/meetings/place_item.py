"""The clerk, or the chair, places an item on the agenda of a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import minted
from domain.ballots.errors import DecisionNotFound
from domain.bylaws.articles import DecisionKind
from domain.events.decisions import DecisionDrafted, DecisionOpened
from domain.events.meetings import ItemPlaced
from domain.ids import DecisionId, ItemId
from domain.kernel import Selector, on, select
from domain.meetings.errors import ItemNotFound, MeetingIsClosed, NotYet
from domain.meetings.notice import days_of_notice, defect_of
from domain.meetings.on_one_meeting import OnOneMeeting
from domain.organisations.versions import SeesBylaws


@dataclass(kw_only=True)
class PlaceItem(OnOneMeeting, SeesBylaws):
    """Late, or in the meeting itself: it is recorded as such, and what may be decided on it is
    a rule of decisions. ``decision`` is the draft, or the decision, that is called with it."""

    item: ItemId = minted()
    title: str
    notified_at: datetime
    kind: DecisionKind | None = None
    carried_from: ItemId | None = None
    decision: DecisionId | None = None

    organs: dict[DecisionId, str] = field(init=False, default_factory=dict)
    """Of the decision that is called."""

    def boundary(self) -> Sequence[Selector]:
        selectors = [*super().boundary(), *self.all_versions()]
        if self.carried_from is not None:
            selectors.append(select(ItemPlaced, tags=[self.carried_from]))
        if self.decision is not None:
            selectors.append(select(DecisionDrafted, DecisionOpened, tags=[self.decision]))
        return selectors

    @on(DecisionDrafted)
    def _(self, decision: DecisionId, organ: str) -> None:
        self.organs[decision] = organ

    @on(DecisionOpened)
    def _(self, decision: DecisionId, organ: str) -> None:
        self.organs[decision] = organ

    def execute(self) -> None:
        known = self.require_lead()
        if known.closed_at is not None:
            raise MeetingIsClosed(meeting=self.meeting)
        if self.notified_at > self.at:
            raise NotYet
        if self.carried_from is not None:
            self._require_earlier(self.carried_from)
        if self.decision is not None and self.organs.get(self.decision) != self.organ:
            raise DecisionNotFound(decision=self.decision)
        days, called = self._days(), known.called
        assert called is not None
        self.record(
            ItemPlaced(
                item=self.item,
                meeting=self.meeting,
                title=self.title,
                notified_at=self.notified_at,
                kind=self.kind,
                carried_from=self.carried_from,
                notice_days=days,
                defect=defect_of(self.notified_at, called.begins_at, days),
                decision=self.decision,
            )
        )

    def _days(self) -> int | None:
        """By the bylaws in force now: they may be others than when the meeting was called."""
        version = self.versions.in_force(self.at)
        if version is None:
            return None
        return days_of_notice(version.content, self.organ, self.kind)

    def _require_earlier(self, item: ItemId) -> None:
        """An item of another meeting."""
        others = (known for name, known in self.meetings.items() if name != self.meeting)
        if not any(item in known.items for known in others):
            raise ItemNotFound(item=item)
