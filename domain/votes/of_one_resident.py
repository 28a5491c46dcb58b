"""What acts on the one ballot of a resident in a neighbourhood vote share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Final

from domain.act import AUTHORITY, Act
from domain.ballots.errors import VoteNotFound, VotingIsClosed
from domain.events.ballots import (
    BallotCast,
    BallotVoided,
    BallotWithdrawn,
    DeadlineExtended,
    Ground,
    VotingClosed,
)
from domain.events.persons import PersonErased, PersonRegistered
from domain.events.votes import VoteOpened
from domain.events.voting_days import PaperBallotIssued, RegistrationMerged
from domain.ids import PersonId, VoteId
from domain.kernel import Event, Selector, on, select
from domain.persons.registered import REGISTRATION
from domain.votes.electorate import belongs
from domain.votes.errors import RegistrationWasMerged, VotesOnPaper

BALLOTS: Final = (BallotCast, BallotVoided, BallotWithdrawn, PaperBallotIssued)


@dataclass(kw_only=True)
class OfOneResident(Act):
    """A resident may be registered more than once; of all registrations together one ballot
    counts, and where one of them was given paper, they vote on paper."""

    OF_ACTOR: ClassVar = (*AUTHORITY, RegistrationMerged)

    vote: VoteId

    opened: VoteOpened | None = field(init=False, default=None)
    opened_at: tuple[int, datetime] = field(init=False)
    closes_at: datetime = field(init=False)
    closed: bool = field(init=False, default=False)
    duplicates: list[PersonId] = field(init=False, default_factory=list)
    """Registrations that were merged into this one, or into one of them."""
    merged_into: PersonId | None = field(init=False, default=None)
    registered: dict[PersonId, tuple[PersonRegistered, int]] = field(
        init=False, default_factory=dict
    )
    erased: set[PersonId] = field(init=False, default_factory=set)
    papers: set[PersonId] = field(init=False, default_factory=set)
    """Registrations that were given paper."""
    standing: dict[PersonId, BallotCast] = field(init=False, default_factory=dict)
    """The online ballot of each registration, where it has one that was not taken out again."""

    @property
    def voter(self) -> PersonId:
        return self.actor

    def boundary(self) -> Sequence[Selector]:
        """Of each registration only the newest ballot or paper, so that the cost does not grow:
        a paper that was issued is the newest for ever, or the ballot that it voided."""
        found = [select(VoteOpened, DeadlineExtended, VotingClosed, tags=[self.vote])]
        for each in (self.voter, *self.duplicates):
            if each != self.actor:
                found.append(select(*REGISTRATION, RegistrationMerged, tags=[each]))
            found.append(select(*BALLOTS, tags=[each, self.vote], latest=True))
        return found

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

    @on(PersonRegistered)
    def _(self, event: Event, position: int) -> None:
        assert isinstance(event, PersonRegistered)
        self.registered[event.person] = event, position

    @on(PersonErased)
    def _(self, person: PersonId) -> None:
        self.erased.add(person)

    @on(RegistrationMerged)
    def _(self, person: PersonId, duplicate: PersonId) -> None:
        if duplicate == self.voter:
            self.merged_into = person
        elif person in (self.voter, *self.duplicates) and duplicate not in self.duplicates:
            self.duplicates.append(duplicate)

    @on(PaperBallotIssued)
    def _(self, resident: PersonId) -> None:
        self.papers.add(resident)

    @on(BallotCast)
    def _(self, event: Event, resident: PersonId) -> None:
        assert isinstance(event, BallotCast)
        self.standing[resident] = event

    @on(BallotVoided)
    def _(self, resident: PersonId, ground: Ground) -> None:
        self.standing.pop(resident, None)
        if ground == "paper_issued":
            self.papers.add(resident)

    @on(BallotWithdrawn)
    def _(self, resident: PersonId) -> None:
        self.standing.pop(resident, None)

    @property
    def known(self) -> VoteOpened:
        """Raise VoteNotFound."""
        if self.opened is None:
            raise VoteNotFound(vote=self.vote)
        return self.opened

    @property
    def entitled(self) -> bool:
        """The electorate is that of the opening, whatever was registered since."""
        opened, (position, at) = self.known, self.opened_at
        return any(
            known_at < position and belongs(person, opened.electorate, at=at)
            for person, known_at in self.registered.values()
            if person.person in (self.voter, *self.duplicates)
        )

    @property
    def on_paper(self) -> bool:
        return not self.papers.isdisjoint((self.voter, *self.duplicates))

    def require_open(self) -> None:
        """Raise VotingIsClosed."""
        if self.closed or self.at >= self.closes_at:
            raise VotingIsClosed(vote=self.vote)

    def require_online(self) -> None:
        """Raise RegistrationWasMerged or VotesOnPaper."""
        if self.merged_into is not None:
            raise RegistrationWasMerged(person=self.merged_into)
        if self.on_paper:
            raise VotesOnPaper(vote=self.vote)


def void(ballot: BallotCast, ground: Ground) -> BallotVoided:
    return BallotVoided(
        ballot=ballot.ballot, ground=ground, vote=ballot.vote, resident=ballot.resident
    )
