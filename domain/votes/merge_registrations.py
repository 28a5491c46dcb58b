"""The clerk merges two registrations of the same human: from then on one ballot stays."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.events.ballots import (
    BallotCast,
    BallotVoided,
    BallotWithdrawn,
    DeadlineExtended,
    VotingClosed,
)
from domain.events.persons import PersonErased, PersonRegistered
from domain.events.votes import VoteOpened
from domain.events.voting_days import PaperBallotIssued, RegistrationMerged
from domain.ids import BallotId, PersonId, VoteId
from domain.kernel import Event, Selector, on, select
from domain.persons.errors import PersonNotFound
from domain.votes.errors import AlreadyMerged, BothOnPaper, SameRegistration
from domain.votes.of_one_resident import void


class _Vote:
    """What two registrations did in one vote."""

    def __init__(self, vote: VoteId) -> None:
        self.vote = vote
        self.closes_at: datetime | None = None
        self.closed = False
        self.ballots: dict[PersonId, BallotCast] = {}
        self.on_paper: set[PersonId] = set()

    def runs(self, at: datetime) -> bool:
        return not self.closed and self.closes_at is not None and at < self.closes_at

    def of(self, registrations: Collection[PersonId]) -> list[BallotCast]:
        return [self.ballots[each] for each in registrations if each in self.ballots]

    def take_out(self, ballot: BallotId) -> None:
        self.ballots = {who: b for who, b in self.ballots.items() if b.ballot != ballot}


@dataclass(kw_only=True)
class MergeRegistrations(Act):
    """``person`` is kept. In every vote that runs at this moment the ballot of ``duplicate`` is
    voided where the other has one or was given paper. Where it has not, the ballot stays until
    the kept registration casts its own, which takes its place.

    All votes and all that both did in them are in the boundary, as this merging is in that of
    every ballot and every opening: so whatever comes first, at most one ballot counts.
    """

    person: PersonId
    duplicate: PersonId

    known: set[PersonId] = field(init=False, default_factory=set)
    merged: dict[PersonId, PersonId] = field(init=False, default_factory=dict)
    """Duplicate -> the registration that was kept."""
    votes: dict[VoteId, _Vote] = field(init=False, default_factory=dict)

    def boundary(self) -> Sequence[Selector]:
        found = [select(VoteOpened)]
        for vote in self.votes:
            found.append(select(DeadlineExtended, VotingClosed, tags=[vote]))
        in_votes = (BallotCast, BallotVoided, BallotWithdrawn, PaperBallotIssued)
        for each in (*self._registrations(self.person), *self._registrations(self.duplicate)):
            found.append(select(PersonRegistered, PersonErased, RegistrationMerged, tags=[each]))
            found.append(select(*in_votes, tags=[each]))
        return found

    def _registrations(self, person: PersonId) -> list[PersonId]:
        """``person``, and all that was merged into it before."""
        found = [person]
        for each in found:
            found += [d for d, kept in self.merged.items() if kept == each and d not in found]
        return found

    def _in(self, vote: VoteId) -> _Vote:
        """One that was opened between two readings is seen again with the next attempt."""
        return self.votes.setdefault(vote, _Vote(vote))

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.known.add(person)

    @on(PersonErased)
    def _(self, person: PersonId) -> None:
        self.known.discard(person)

    @on(RegistrationMerged)
    def _(self, person: PersonId, duplicate: PersonId) -> None:
        self.merged[duplicate] = person

    @on(VoteOpened)
    def _(self, vote: VoteId, closes_at: datetime) -> None:
        self._in(vote).closes_at = closes_at

    @on(DeadlineExtended)
    def _(self, vote: VoteId, closes_at: datetime) -> None:
        self._in(vote).closes_at = closes_at

    @on(VotingClosed)
    def _(self, vote: VoteId) -> None:
        self._in(vote).closed = True

    @on(BallotCast)
    def _(self, event: Event, vote: VoteId, resident: PersonId) -> None:
        assert isinstance(event, BallotCast)
        self._in(vote).ballots[resident] = event

    @on(BallotVoided)
    def _(self, vote: VoteId, ballot: BallotId) -> None:
        self._in(vote).take_out(ballot)

    @on(BallotWithdrawn)
    def _(self, vote: VoteId, ballot: BallotId) -> None:
        self._in(vote).take_out(ballot)

    @on(PaperBallotIssued)
    def _(self, vote: VoteId, resident: PersonId) -> None:
        self._in(vote).on_paper.add(resident)

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        return [(str(gone.vote), gone.choice.sealed) for gone, _ in self._voided()]

    def execute(self) -> None:
        self.require_role("clerk")
        if self.person == self.duplicate:
            raise SameRegistration
        for each in (self.person, self.duplicate):
            if each not in self.known:
                raise PersonNotFound(person=each)
            if each in self.merged:
                raise AlreadyMerged(person=each)
        voided = list(self._voided())
        merged = self.record(RegistrationMerged(person=self.person, duplicate=self.duplicate))
        for _, event in voided:
            self.record(event, because=merged)

    def _voided(self) -> Iterator[tuple[BallotCast, BallotVoided]]:
        """Ballots that another one of the same human, or their paper, leaves no room for."""
        kept, other = self._registrations(self.person), self._registrations(self.duplicate)
        for vote in self.votes.values():
            if not vote.runs(self.at):
                continue
            kept_on_paper = not vote.on_paper.isdisjoint(kept)
            other_on_paper = not vote.on_paper.isdisjoint(other)
            if kept_on_paper and other_on_paper:
                raise BothOnPaper(vote=vote.vote)
            if kept_on_paper or vote.of(kept):
                yield from ((each, void(each, "duplicate")) for each in vote.of(other))
            if other_on_paper:
                yield from ((each, void(each, "paper_issued")) for each in vote.of(kept))
