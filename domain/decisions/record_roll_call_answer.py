"""The clerk or the chair records what a seat answered when it was called."""

from dataclasses import dataclass
from typing import Literal

from domain.ballots.errors import NoRollCall, SeatNotEntitled, VotingIsClosed
from domain.decisions.at_the_close import AtTheClose
from domain.decisions.errors import GiverVoted, Recused
from domain.decisions.sees_voting import SeesVoting
from domain.events.ballots import RollCallAnswered
from domain.ids import PersonId, ProxyId, SeatId
from domain.meetings.errors import NotAttending
from domain.meetings.on_one_meeting import require_chair


@dataclass(kw_only=True)
class RecordRollCallAnswer(SeesVoting):
    """By whoever is there for the seat: its voter, or else who holds its proxy. What was said is
    visible at once, and a later answer takes its place."""

    seat: SeatId
    choice: Literal["for", "against", "abstain"]

    def execute(self) -> None:
        self._require_lead()
        if self.opened.secrecy != "roll_call":
            raise NoRollCall(decision=self.decision)
        if self.voting.closed_at is not None or self.at >= self.voting.closes_at:
            raise VotingIsClosed(decision=self.decision)
        close = self.voting.at_the_close()
        if self.seat not in close.counted:
            raise SeatNotEntitled(seat=self.seat)
        if close.is_recused(self.seat):
            raise Recused(decision=self.decision)
        answered_by, proxy = self._who_answers(close)
        self.record(
            RollCallAnswered(
                decision=self.decision,
                seat=self.seat,
                choice=self.choice,
                answered_by=answered_by,
                proxy=proxy,
            )
        )

    def _require_lead(self) -> None:
        """Raise DecisionNotFound, ChairOrClerkRequired."""
        self.require_member()
        organ = self.opened.organ
        if "clerk" not in self.actor_roles:
            require_chair(self.voting.seats_now(), organ, self.actor, self.at)

    def _who_answers(self, close: AtTheClose) -> tuple[PersonId, ProxyId | None]:
        """Raise NotAttending, or GiverVoted where the giver answered before they left."""
        present = close.attendance.present(self.at)
        voter = close.electorate.get(self.seat)
        if voter is not None and present.get(self.seat) == voter:
            return voter, None
        proxy = close.represented.get(self.seat)
        if proxy is None or present.get(proxy.to) != proxy.holder:
            raise NotAttending(seat=self.seat)
        if any(each.seat == self.seat and each.proxy is None for each in self.voting.answers):
            raise GiverVoted(seat=self.seat)
        return proxy.holder, proxy.proxy
