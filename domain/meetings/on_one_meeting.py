"""What all acts on one meeting share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.events.ballots import ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.events.meetings import ItemPlaced
from domain.ids import DecisionId, ItemId, MeetingId, PersonId
from domain.kernel import Selector, on, select
from domain.meetings.errors import (
    AgainstTime,
    ChairOrClerkRequired,
    DecisionRunning,
    ItemNotFound,
    ItemNotOpen,
    MeetingIsAdjourned,
    MeetingIsClosed,
    MeetingNotFound,
    NotYet,
)
from domain.meetings.meeting import MEETING_EVENTS, Meeting, SeesMeetings
from domain.seats.register import SEAT_EVENTS, SeatRegister, SeesSeats


@dataclass(kw_only=True)
class OnOneMeeting(SeesMeetings, SeesSeats):
    meeting: MeetingId

    running: dict[DecisionId, bool] = field(init=False, default_factory=dict)
    """The decisions of this meeting: whether their result is still to be declared."""
    early: dict[DecisionId, ItemId | None] = field(init=False, default_factory=dict)
    """Those that were voted on before it began, each with its item."""

    def boundary(self) -> Sequence[Selector]:
        """Its organ's seats too, once the meeting is known: they say who is in the chair."""
        own = [select(*MEETING_EVENTS, tags=[self.meeting])]
        known = self.meetings.get(self.meeting)
        if known is None or known.called is None:
            return own
        return [*own, select(*SEAT_EVENTS, tags=[f"organ:{known.called.organ}"])]

    def and_its_decisions(self) -> Sequence[Selector]:
        return [
            *OnOneMeeting.boundary(self),
            select(DecisionOpened, tags=[self.meeting]),
            *(select(ResultDeclared, tags=[decision]) for decision in self.running),
        ]

    @on(DecisionOpened)
    def _(self, decision: DecisionId, item: ItemId | None, early: bool | None) -> None:
        self.running.setdefault(decision, True)
        if early:
            self.early[decision] = item

    @on(ResultDeclared)
    def _(self, decision: DecisionId | None) -> None:
        if decision is not None:
            self.running[decision] = False

    @property
    def known(self) -> Meeting:
        """Raise MeetingNotFound."""
        self.require_member()
        meeting = self.meetings.get(self.meeting)
        if meeting is None or meeting.called is None:
            raise MeetingNotFound(meeting=self.meeting)
        return meeting

    @property
    def organ(self) -> str:
        called = self.known.called
        assert called is not None
        return called.organ

    def require_lead(self) -> Meeting:
        """Raise MeetingNotFound or ChairOrClerkRequired."""
        known = self.known
        if "clerk" not in self.actor_roles:
            require_chair(self.register, self.organ, self.actor, self.at)
        return known

    def require_under_way(self) -> Meeting:
        """Raise what ``require_lead`` raises, MeetingIsClosed or MeetingIsAdjourned."""
        known = self.require_lead()
        require_going_on(known, self.meeting)
        return known

    def require_item(self, item: ItemId) -> ItemPlaced:
        """Raise ItemNotFound."""
        placed = self.known.items.get(item)
        if placed is None:
            raise ItemNotFound(item=item)
        return placed

    def require_open(self, item: ItemId) -> None:
        """Raise ItemNotFound or ItemNotOpen."""
        self.require_item(item)
        if self.known.open_item != item:
            raise ItemNotOpen(item=item)

    def require_order(self, moment: datetime) -> None:
        """Raise NotYet, or AgainstTime for what was before what was done last."""
        if moment > self.at:
            raise NotYet
        if self.known.last_moment is not None and moment < self.known.last_moment:
            raise AgainstTime

    def require_no_decision(self, *, on_any_item: bool = False) -> None:
        """What was voted on early waits for its item. Raise DecisionRunning."""
        for decision, runs in self.running.items():
            waits = decision in self.early and self.early[decision] != self.known.open_item
            if runs and (on_any_item or not waits):
                raise DecisionRunning(decision=decision)


def require_chair(register: SeatRegister, organ: str, person: PersonId, moment: datetime) -> None:
    """Raise ChairOrClerkRequired."""
    voters = register.electorate(organ, moment)
    chaired = [seat for seat in voters if "chair" in register.offices(seat, moment)]
    # Who stands in on the chair's seat has its vote, and not its office.
    if not any(register.holder(seat, moment) == person == voters[seat] for seat in chaired):
        raise ChairOrClerkRequired(organ=organ)


def require_going_on(known: Meeting, meeting: MeetingId) -> None:
    """Raise MeetingIsClosed or MeetingIsAdjourned."""
    if known.closed_at is not None:
        raise MeetingIsClosed(meeting=meeting)
    if known.adjourned:
        raise MeetingIsAdjourned(meeting=meeting)
