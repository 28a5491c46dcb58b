"""What all decisions share that follow the declared result of another one."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from domain.decisions.errors import FollowedAlready, NoticeDefective
from domain.decisions.follows_up import FollowsUp
from domain.events.ballots import Outcome
from domain.events.decisions import DecisionOpened, FollowsAs
from domain.results.on_one_result import UNCOUNTED, OnOneResult


@dataclass(kw_only=True)
class FollowsResult(FollowsUp, OnOneResult):
    def require_unfollowed(
        self, follows_as: FollowsAs, but: Collection[Outcome] = UNCOUNTED
    ) -> None:
        """Raise FollowedAlready: once in the same way, but for what has one of these outcomes."""
        for event in self.voting.followed_by:
            if event.follows_as == follows_as and self.outcomes.get(event.decision) not in but:
                raise FollowedAlready(decision=event.decision)

    def opening(self, follows_as: FollowsAs, **changes: Any) -> DecisionOpened:
        """Raise NoticeDefective too: on another item the rule has no cure for its notice."""
        new = super().opening(follows_as, **changes)
        if new.item is not None and new.item != self.opened.item and new.meeting is not None:
            meeting = self.meetings[new.meeting]
            assert meeting.called is not None
            if meeting.items[new.item].defect or meeting.called.defect:
                raise NoticeDefective
        return new
