"""A resident casts their ballot in a neighbourhood vote, or replaces it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act, minted
from domain.ballots.errors import NotInElectorate, VoteNotFound, VotingIsClosed
from domain.events.ballots import BallotCast, BallotWithdrawn, DeadlineExtended, VotingClosed
from domain.events.persons import PersonRegistered
from domain.events.votes import VoteOpened
from domain.ids import BallotId, VoteId
from domain.kernel import Event, Selector, on, select
from domain.record import canonical
from domain.votes.choices import Chosen, marked, sealed_choice
from domain.votes.electorate import belongs


@dataclass(kw_only=True)
class CastBallotInVote(Act):
    """``projects`` are those the resident approves of, ranks (best first) or gives points to, in
    the same order; none is a blank ballot. ``seed`` makes the code where there are codes."""

    ballot: BallotId = minted()
    seed: bytes = field(default=b"", metadata={"minted": True})
    vote: VoteId
    projects: Chosen
    points: tuple[int, ...] | None = None

    person: PersonRegistered | None = field(init=False, default=None)
    opened: VoteOpened | None = field(init=False, default=None)
    opened_at: tuple[int, datetime] | None = field(init=False, default=None)
    closes_at: datetime | None = field(init=False, default=None)
    closed: bool = field(init=False, default=False)
    replaces: BallotId | None = field(init=False, default=None)

    def asked(self) -> bytes:
        """With who asked: else all who choose alike would leave the same fingerprint, and the
        size of each group would tell what it chose, also once the key is destroyed."""
        return canonical([super().asked().decode(), self.actor])

    def asked_formerly(self) -> Sequence[bytes]:
        """Without; all of it was open then."""
        return [super().asked()]

    def boundary(self) -> Sequence[Selector]:
        """Of the ballots only this resident's newest, so that the cost does not grow."""
        return [
            select(VoteOpened, DeadlineExtended, VotingClosed, tags=[self.vote]),
            select(BallotCast, BallotWithdrawn, tags=[self.actor, self.vote], latest=True),
        ]

    @on(PersonRegistered)
    def _(self, event: Event) -> None:
        assert isinstance(event, PersonRegistered)
        self.person = event

    @on(VoteOpened)
    def _(self, event: Event, position: int, time: datetime) -> None:
        assert isinstance(event, VoteOpened)
        self.opened, self.opened_at = event, (position, time)
        self.closes_at = event.closes_at

    @on(DeadlineExtended)
    def _(self, closes_at: datetime) -> None:
        self.closes_at = closes_at

    @on(VotingClosed)
    def _(self) -> None:
        self.closed = True

    @on(BallotCast)
    def _(self, ballot: BallotId) -> None:
        self.replaces = ballot

    @on(BallotWithdrawn)
    def _(self) -> None:
        self.replaces = None

    def execute(self) -> None:
        self.require_member()
        if self.opened is None or self.opened_at is None or self.closes_at is None:
            raise VoteNotFound(vote=self.vote)
        self._require_entitled(self.opened, *self.opened_at)
        if self.closed or self.at >= self.closes_at:
            raise VotingIsClosed(vote=self.vote)
        ballot = marked(self.opened, self.projects, self.points)
        self.record(
            BallotCast(
                ballot=self.ballot,
                choice=sealed_choice(self.opened, ballot, self.seed),
                vote=self.vote,
                resident=self.actor,
                replaces=self.replaces,
            )
        )

    def _require_entitled(self, opened: VoteOpened, position: int, at: datetime) -> None:
        """The electorate is that of the opening, whatever was registered since."""
        known = self.person is not None and self.actor_registered_at < position
        if not (known and self.person and belongs(self.person, opened.electorate, at=at)):
            raise NotInElectorate(vote=self.vote)
