"""Somebody who could vote challenges the result that the chair declared."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.ballots.errors import NotTheHolder, SeatNotEntitled
from domain.decisions.errors import FollowedAlready
from domain.events.decisions import DecisionOpened
from domain.events.meetings import ItemOpened, MeetingClosed
from domain.events.results import ResultChallenged
from domain.ids import ItemId, SeatId
from domain.kernel import Selector, on, select
from domain.results.errors import (
    ChallengedAlready,
    ChallengedOutsideMeeting,
    ChallengeTooLate,
    NothingDecided,
)
from domain.results.on_one_result import UNCOUNTED, OnOneResult


@dataclass(kw_only=True)
class ChallengeResult(OnOneResult):
    """At once (2:13): until the next item of the agenda is opened or the meeting closes. It is
    the wish for a new vote, of this seat. Who votes by proxy for a seat may challenge for it.
    """

    seat: SeatId

    over_at: list[int] = field(init=False, default_factory=list)
    """Positions at which the time to challenge was over."""

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        opened = self.voting.opened
        if opened is not None and opened.meeting is not None:
            found.append(select(ItemOpened, MeetingClosed, tags=[opened.meeting]))
        return found

    @on(ItemOpened)
    def _(self, item: ItemId, position: int) -> None:
        opened = self.voting.opened
        if opened is not None and item != opened.item:
            self.over_at.append(position)

    @on(MeetingClosed)
    def _(self, position: int) -> None:
        self.over_at.append(position)

    def execute(self) -> None:
        self.require_result()
        opened = self.opened
        if opened.meeting is None:
            raise ChallengedOutsideMeeting
        if self.outcomes[self.decision] in UNCOUNTED:
            raise NothingDecided(decision=self.decision)
        self._require_say(opened)
        declared_in = self.voting.declared_in
        assert declared_in is not None
        if any(position > declared_in for position in self.over_at):
            raise ChallengeTooLate(decision=self.decision)
        if self.seat in self.aftermath.challengers:
            raise ChallengedAlready(seat=self.seat)
        self._require_no_new_vote()
        self.record(ResultChallenged(decision=self.decision, seat=self.seat))

    def _require_say(self, opened: DecisionOpened) -> None:
        """Raise SeatNotEntitled, NotTheHolder."""
        close = self.voting.at_the_close()
        if self.seat not in close.entitled:
            raise SeatNotEntitled(seat=self.seat)
        proxy = close.represented.get(self.seat)
        by_proxy = proxy is not None and proxy.holder == self.actor
        if close.electorate.get(self.seat) != self.actor and not by_proxy:
            raise NotTheHolder(seat=self.seat)

    def _require_no_new_vote(self) -> None:
        """Raise FollowedAlready."""
        for event in self.voting.followed_by:
            ended = self.outcomes.get(event.decision) in UNCOUNTED
            if event.follows_as == "re_vote" and not ended:
                raise FollowedAlready(decision=event.decision)
