"""A seat holder casts the ballot of their seat on a decision, or replaces it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from domain.act import minted
from domain.ballots.choices import BallotChoice, require_valid
from domain.ballots.errors import (
    DecisionNotFound,
    GroupsMissing,
    NotTheHolder,
    OtherProposal,
    RollCallOnly,
    SeatNotEntitled,
    UnknownGroup,
    VotingIsClosed,
)
from domain.ballots.standing import StandingBallots
from domain.decisions.errors import GiverVoted, NoArgument, NotTheProxy, Recused
from domain.decisions.secrecy import sealed_choice
from domain.events.ballots import (
    BallotCast,
    BallotVoided,
    BallotWithdrawn,
    DeadlineExtended,
    VotingClosed,
)
from domain.events.decisions import DecisionOpened
from domain.events.deliberation import ArgumentRaised
from domain.events.persons import LivesIn, PersonRegistered
from domain.events.proxies import ProxyGranted
from domain.ids import BallotId, DecisionId, PersonId, ProxyId, SeatId
from domain.kernel import Event, Selector, on, select
from domain.seats.errors import SeatAbsent, SeatSuspended
from domain.seats.proxies import PROXY_EVENTS, ProxyRegister, Scope
from domain.seats.recusals import RECUSAL_EVENTS, Recusals
from domain.seats.register import SEAT_EVENTS, SeesSeats


@dataclass(kw_only=True)
class CastBallotOnDecision(SeesSeats):
    """``proposal``, when given, is the hash of the text that the voter read.

    For a seat that gave the actor's seat a proxy, the actor votes in its place, until the giver
    votes: the giver's own ballot always wins.
    """

    ballot: BallotId = minted()
    seed: bytes = field(default=b"", metadata={"minted": True})
    """Of the tracker, where there is one."""
    decision: DecisionId
    seat: SeatId
    choice: BallotChoice
    proposal: str | None = None
    groups: tuple[str, ...] | None = None

    opened: DecisionOpened | None = field(init=False, default=None)
    closes_at: datetime | None = field(init=False, default=None)
    closed: bool = field(init=False, default=False)
    standing: StandingBallots = field(init=False, default_factory=StandingBallots)
    recusals: Recusals = field(init=False, default_factory=Recusals)
    proxies: ProxyRegister = field(init=False, default_factory=ProxyRegister)
    homes: dict[PersonId, LivesIn | None] = field(init=False, default_factory=dict)
    argued: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        """Of the ballots only this seat's newest, so that the cost does not grow with them."""
        own = [self.seat, self.decision]
        found = [
            select(DecisionOpened, DeadlineExtended, VotingClosed, tags=[self.decision]),
            select(*RECUSAL_EVENTS, tags=[self.decision]),
            select(*SEAT_EVENTS, tags=[self.seat]),
            select(BallotCast, BallotVoided, BallotWithdrawn, tags=own, latest=True),
        ]
        if self.opened is None:
            return found
        if self.opened.proxies is not None:
            found += self._of_proxies()
        if self.opened.method in ("consent", "election_by_consent"):
            case = self.opened.case or self.decision
            found.append(select(ArgumentRaised, tags=[self.seat, case], latest=True))
        return found

    def _of_proxies(self) -> list[Selector]:
        """Two may vote for the seat now: its ballots are few, and all of them are seen."""
        found = [select(*PROXY_EVENTS, tags=[self.seat])]
        own = [self.seat, self.decision]
        found.append(select(BallotCast, BallotVoided, BallotWithdrawn, tags=own))
        for proxy in self.proxies.granted.values():
            found.append(select(*SEAT_EVENTS, tags=[proxy.to]))
            found.append(select(PersonRegistered, tags=[proxy.giver]))
        return found

    @on(DecisionOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionOpened)
        if event.decision == self.decision:
            self.opened = event
            self.closes_at = max(event.closes_at, self.closes_at or event.closes_at)
            self.recusals.see(event)

    @on(DeadlineExtended)
    def _(self, closes_at: datetime) -> None:
        self.closes_at = closes_at

    @on(VotingClosed)
    def _(self) -> None:
        self.closed = True

    @on(BallotCast)
    def _(self, event: Event, actor: str) -> None:
        assert isinstance(event, BallotCast)
        self.standing.see(event, actor)

    @on(BallotVoided)
    def _(self, ballot: BallotId) -> None:
        self.standing.drop(ballot)

    @on(BallotWithdrawn)
    def _(self, ballot: BallotId) -> None:
        self.standing.drop(ballot)

    @on(PersonRegistered)
    def _(self, person: PersonId, lives_in: LivesIn | None) -> None:
        self.homes[person] = lives_in

    @on(ArgumentRaised)
    def _(self) -> None:
        self.argued = True

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, PROXY_EVENTS):
            self.proxies.see(event, envelope["time"])
        if isinstance(event, RECUSAL_EVENTS):
            self.recusals.see(event)

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        """The proxy's ballot, once the giver votes."""
        gone = self._overridden()
        return () if gone is None else [(self.decision, gone.choice.sealed)]

    def execute(self) -> None:
        self.require_member()
        if self.opened is None:
            raise DecisionNotFound(decision=self.decision)
        proxy = self._require_say(self.opened)
        self._require_open(self.opened)
        require_valid(self.opened, self.choice)
        if self.choice == "objection" and not self.argued:
            raise NoArgument(decision=self.decision)
        standing = self.standing.by_proxy(self.seat) if proxy else self.standing.own(self.seat)
        cast = self.record(
            BallotCast(
                ballot=self.ballot,
                choice=sealed_choice(self.opened, self.choice, self.seed),
                decision=self.decision,
                seat=self.seat,
                proposal=self.opened.proposal,
                replaces=None if standing is None else standing.ballot.ballot,
                proxy=proxy,
                groups=self._groups(self.opened),
            )
        )
        gone = self._overridden()
        if gone is not None:
            voided = BallotVoided(
                ballot=gone.ballot, decision=self.decision, seat=self.seat, ground="giver_voted"
            )
            self.record(voided, because=cast)

    def _require_open(self, opened: DecisionOpened) -> None:
        assert self.closes_at is not None
        if self.closed or self.at >= self.closes_at:
            raise VotingIsClosed(decision=self.decision)
        if opened.secrecy == "roll_call":
            raise RollCallOnly(decision=self.decision)
        if self.proposal not in (None, opened.proposal):
            raise OtherProposal(proposal=opened.proposal)

    def _require_say(self, opened: DecisionOpened) -> ProxyId | None:
        """The proxy by which the actor votes, if it is not their own seat."""
        own = self.register.voter(self.seat, self.at) == self.actor
        proxy = None if own else self._proxy()
        if not own and proxy is None:
            self._refuse()
        if self.register.seats[self.seat].organ != opened.organ:
            raise SeatNotEntitled(seat=self.seat)
        if self.actor in self.recusals.out:
            raise Recused(decision=self.decision)
        if proxy is None:
            return None
        if proxy.giver in self.recusals.out:
            raise NotTheProxy(seat=self.seat)
        if self.standing.own(self.seat) is not None:
            raise GiverVoted(seat=self.seat)
        return proxy.proxy

    def _proxy(self) -> ProxyGranted | None:
        """The one that the actor holds for this seat now."""
        meeting = None if self.opened is None else self.opened.meeting
        scope = Scope(self.at, self.decision, meeting)
        proxy = self.proxies.in_force(scope, self.register).get(self.seat)
        return None if proxy is None or proxy.holder != self.actor else proxy

    def _overridden(self) -> BallotCast | None:
        """The standing ballot of a proxy, where this is the giver's own."""
        by_proxy = self.standing.by_proxy(self.seat)
        if by_proxy is None or self.register.voter(self.seat, self.at) != self.actor:
            return None
        return by_proxy.ballot

    def _groups(self, opened: DecisionOpened) -> tuple[str, ...] | None:
        """Those that no seat tells: the voter's neighbourhood, or what the voter chose."""
        gate = opened.groups
        if gate is None or gate.by == "seat_kind":
            return None
        if gate.by == "neighbourhood":
            giver = next((p.giver for p in self.proxies.granted.values()), None)
            own = self.register.voter(self.seat, self.at) == self.actor
            home = self.homes.get(self.actor if own or giver is None else giver)
            return () if home is None else (home.neighbourhood,)
        if self.groups is None:
            raise GroupsMissing
        if not set(self.groups) <= set(gate.groups):
            raise UnknownGroup
        return tuple(sorted(set(self.groups)))

    def _refuse(self) -> NoReturn:
        if self.register.holder(self.seat, self.at) == self.actor:
            if self.register.history(self.seat).suspended(self.actor, self.at):
                raise SeatSuspended(seat=self.seat)
            raise SeatAbsent(seat=self.seat)
        raise NotTheHolder(seat=self.seat)
