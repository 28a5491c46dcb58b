"""What all decisions share that follow another one about the same proposal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from domain.act import minted
from domain.ballots.errors import ClosesInThePast
from domain.counting.lot import commitment
from domain.counting.methods import AMONG_OPTIONS
from domain.decisions.errors import FollowedAlready, NotDeclaredYet
from domain.decisions.sees_voting import SeesVoting
from domain.events.decisions import DecisionLot, DecisionOpened, FollowsAs
from domain.events.meetings import ItemPlaced
from domain.ids import DecisionId, ItemId, MeetingId
from domain.kernel import Selector, select, unsealed
from domain.meetings.errors import ItemNotFound, ItemNotOpen
from domain.meetings.meeting import MEETING_EVENTS, SeesMeetings
from domain.meetings.on_one_meeting import require_chair, require_going_on


@dataclass(kw_only=True)
class FollowsUp(SeesVoting, SeesMeetings):
    """``decision`` is the one that is followed, ``follow_up`` the new one. In a meeting it is on
    the same item, or on another ``item`` that is open now."""

    follow_up: DecisionId = minted()
    seed: bytes = field(default=b"", metadata={"minted": True})
    closes_at: datetime
    item: ItemId | None = None

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        item = self._on_agenda()
        if item is not None:
            found.append(select(ItemPlaced, tags=[item]))
            meeting = self._meeting_of(item)
            if meeting is not None:
                found.append(select(*MEETING_EVENTS, tags=[meeting]))
        return found

    @property
    def organ(self) -> str:
        """Where it is put to the vote."""
        return self.opened.organ

    def require_lead(self) -> DecisionOpened:
        """Raise DecisionNotFound, RoleRequired or ChairOrClerkRequired."""
        opened = self.opened
        if "clerk" not in self.actor_roles:
            if self._on_agenda() is None:
                self.require_role("clerk")
            self.require_member()
            require_chair(self.voting.seats_now(), self.organ, self.actor, self.at)
        return opened

    def require_declared(self) -> None:
        """Raise NotDeclaredYet."""
        if self.voting.declared is None:
            raise NotDeclaredYet(decision=self.decision)

    def require_unfollowed(self, follows_as: FollowsAs) -> None:
        """Raise FollowedAlready: a decision is followed once in the same way."""
        for event in self.voting.followed_by:
            if event.follows_as == follows_as:
                raise FollowedAlready(decision=event.decision)

    def opening(self, follows_as: FollowsAs, **changes: Any) -> DecisionOpened:
        """By the same rule, on the same proposal, by those in office now, without those who are
        recused. Raise ClosesInThePast, ItemNotFound, ItemNotOpen and what a meeting raises."""
        before = self.opened
        if self.closes_at <= self.at:
            raise ClosesInThePast
        item = self._on_agenda()
        meeting = None if item is None else self._require_open(item)
        given: dict[str, Any] = {
            "decision": self.follow_up,
            "follows": self.decision,
            "follows_as": follows_as,
            "case": before.case or self.decision,
            "organ": self.organ,
            "closes_at": self.closes_at,
            "seats": tuple(self.voting.seats_now().on_organ(self.organ)),
            "recused": tuple(sorted(self.voting.at_the_close().recused)) or None,
            "item": item,
            "meeting": meeting,
            "defect": before.defect if item == before.item else None,
            "resolves": None,
            "acts_for_board": before.acts_for_board if self.organ == before.organ else None,
            "early": None,
            "lot": None,
            "lot_seed": None,
            **changes,
        }
        new: DecisionOpened = msgspec.structs.replace(before, **given)
        if new.method not in AMONG_OPTIONS or new.method == "election_by_consent":
            return new
        lot = DecisionLot(seed_sha256=commitment(self.seed))
        return msgspec.structs.replace(new, lot=lot, lot_seed=unsealed(self.seed.hex()))

    def _on_agenda(self) -> ItemId | None:
        opened = self.voting.opened
        return self.item or (None if opened is None else opened.item)

    def _meeting_of(self, item: ItemId) -> MeetingId | None:
        known = self.meetings.items()
        return next((name for name, meeting in known if item in meeting.items), None)

    def _require_open(self, item: ItemId) -> MeetingId:
        name = self._meeting_of(item)
        if name is None:
            raise ItemNotFound(item=item)
        meeting = self.meetings[name]
        assert meeting.called is not None
        if meeting.called.organ != self.organ:
            raise ItemNotFound(item=item)
        require_going_on(meeting, name)
        if meeting.open_item != item:
            raise ItemNotOpen(item=item)
        return name
