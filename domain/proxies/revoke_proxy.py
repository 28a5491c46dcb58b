"""Who gave a proxy revokes it, or the clerk, who has that in writing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.act import Act
from domain.ballots.errors import VotingIsClosed
from domain.ballots.standing import Standing
from domain.decisions.voting import Voting
from domain.events.ballots import (
    BallotCast,
    BallotVoided,
    BallotWithdrawn,
    DeadlineExtended,
    VotingClosed,
)
from domain.events.decisions import DecisionOpened
from domain.events.proxies import ProxyGranted, ProxyRevoked
from domain.ids import DecisionId, ProxyId
from domain.kernel import Event, Selector, on, select
from domain.proxies.errors import NotTheGiver, ProxyNotFound, ProxyRevokedAlready


@dataclass(kw_only=True)
class RevokeProxy(Act):
    """What its holder cast by it in a decision that runs is voided, and the choice is gone."""

    proxy: ProxyId

    granted: ProxyGranted | None = field(init=False, default=None)
    revoked: bool = field(init=False, default=False)
    votes: dict[DecisionId, Voting] = field(init=False, default_factory=dict)

    def boundary(self) -> Sequence[Selector]:
        """Of the ballots only those that the holder cast for this seat, and what became of them."""
        found = [select(ProxyGranted, ProxyRevoked, tags=[self.proxy])]
        granted = self.granted
        if granted is None:
            return found
        if granted.decision is not None:
            self._voting(granted.decision)
        found.append(select(BallotCast, tags=[granted.seat, f"actor:{granted.holder}"]))
        for decision in self.votes:
            course = (DecisionOpened, DeadlineExtended, VotingClosed)
            found.append(select(*course, tags=[decision]))
            gone = (BallotCast, BallotVoided, BallotWithdrawn)
            found.append(select(*gone, tags=[granted.seat, decision]))
        return found

    @on(ProxyGranted)
    def _(self, event: Event) -> None:
        assert isinstance(event, ProxyGranted)
        self.granted = event

    @on(ProxyRevoked)
    def _(self) -> None:
        self.revoked = True

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        decision: DecisionId | None = getattr(event, "decision", None)
        if decision is None or isinstance(event, ProxyGranted):
            return
        self._voting(decision).see(
            event, envelope["position"], envelope["id"], envelope["time"], envelope["actor"]
        )

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        return [(decision, each.ballot.choice.sealed) for decision, each in self._standing()]

    def execute(self) -> None:
        self.require_member()
        granted = self.granted
        if granted is None:
            raise ProxyNotFound(proxy=self.proxy)
        if self.actor != granted.giver and "clerk" not in self.actor_roles:
            raise NotTheGiver(seat=granted.seat)
        if self.revoked:
            raise ProxyRevokedAlready(proxy=self.proxy)
        if granted.decision is not None and not self._runs(granted.decision):
            raise VotingIsClosed(decision=granted.decision)
        revoked = self.record(
            ProxyRevoked(proxy=self.proxy, organ=granted.organ, seat=granted.seat, to=granted.to)
        )
        for decision, (ballot, _) in self._standing():
            voided = BallotVoided(
                ballot=ballot.ballot, decision=decision, seat=ballot.seat, ground="proxy_ended"
            )
            self.record(voided, because=revoked)

    def _standing(self) -> Iterator[tuple[DecisionId, Standing]]:
        """Cast by this proxy, in decisions that run."""
        for decision, voting in self.votes.items():
            for each in voting.standing() if self._runs(decision) else ():
                if each.ballot.proxy == self.proxy:
                    yield decision, each

    def _runs(self, decision: DecisionId) -> bool:
        voting = self._voting(decision)
        if voting.opened is None or voting.closed_at is not None:
            return False
        return self.at < voting.closes_at

    def _voting(self, decision: DecisionId) -> Voting:
        return self.votes.setdefault(decision, Voting(decision))
