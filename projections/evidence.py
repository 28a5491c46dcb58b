"""All that the record holds about one decision or neighbourhood vote, for a recount."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from domain.ballots.opening import LatestBallots
from domain.decisions.voting import Voting
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    BallotWithdrawn,
    DeadlineExtended,
    OpenedLine,
    ResultCounted,
    ResultDeclared,
    VotingClosed,
)
from domain.events.persons import PersonErased, PersonRegistered
from domain.events.votes import VoteOpened
from domain.events.voting_days import (
    PaperBallotEntered,
    PaperBallotIssued,
    RegistrationMerged,
)
from domain.ids import BallotId, DecisionId, EventId, PersonId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from domain.votes.electorate import belongs
from domain.votes.papers import Papers
from projections.humans import Humans


def evidence_for(subject: str, known: Iterable[Recorded] = ()) -> Sequence[Selector]:
    """Selectors that find all a recount needs, as far as ``known`` tells: ask again with what
    they found, until they name nothing new."""
    if subject.startswith("decision:"):
        return voting_of(subject, known).selectors()
    voting = (BallotCast, BallotVoided, BallotWithdrawn, VotingClosed, DeadlineExtended)
    result = (BallotsOpened, ResultCounted, ResultDeclared)
    paper = (PaperBallotIssued, PaperBallotEntered)
    own = select(VoteOpened, *voting, *paper, *result, tags=[subject])
    return [own, select(PersonRegistered, PersonErased, RegistrationMerged)]


def voting_of(decision: str, events: Iterable[Recorded]) -> Voting:
    """Other decisions may be among the events; they are passed over."""
    voting = Voting(DecisionId(decision))
    for each in events:
        voting.see(each.event, each.position, EventId(each.id), each.time, each.actor)
    return voting


class VoteEvidence:
    """Of a neighbourhood vote. Others may be among the events; they are passed over."""

    def __init__(self, subject: str, events: Iterable[Recorded]) -> None:
        self.subject = subject
        self.opened: VoteOpened | None = None
        self.closed = False
        self.closes_at: datetime | None = None
        self.electorate: set[PersonId] = set()
        """As known at the opening."""
        self._registered: dict[PersonId, PersonRegistered] = {}
        self.cast: dict[BallotId, tuple[BallotCast, str | None]] = {}
        self.latest = LatestBallots()
        self.voided: set[BallotId] = set()
        self.made_room: set[BallotId] = set()
        """Of those that were voided: since their human had another ballot, or paper."""
        self.humans = Humans()
        self.papers = Papers()
        self.entered_by: dict[int, list[str | None]] = {}
        """By serial number, in order."""
        self.issued = 0
        self.withdrawn: set[BallotId] = set()
        self.late: list[BallotId] = []
        self.parts: list[BallotsOpened] = []
        self.counted: ResultCounted | None = None
        self.declared: ResultDeclared | None = None
        for recorded in events:
            self._see(recorded)

    @property
    def lines(self) -> list[OpenedLine]:
        return [line for part in self.parts for line in part.lines]

    @property
    def electorate_sha256(self) -> str:
        return sha256("\n".join(sorted(self.electorate)).encode()).hexdigest()

    def standing(self) -> list[BallotId]:
        """The latest ballot of everybody, voided ones included."""
        return [ballot.ballot for ballot, _ in self.latest]

    def counting(self) -> set[BallotId]:
        """The one ballot of everybody who was entitled, whatever the record says of it."""
        entitled = {self.humans.human(each) for each in self.electorate}
        entitled -= self.humans.with_paper()
        one_each: dict[PersonId, BallotCast] = {}
        for ballot, caster in self.latest:
            if ballot.ballot in self.late or ballot.ballot in self.made_room:
                continue
            resident = PersonId(str(ballot.resident))
            human = self.humans.human(resident)
            if caster != resident or human not in entitled:
                continue
            if human not in one_each or self._was_kept_before(ballot, one_each[human]):
                one_each[human] = ballot
        return {ballot.ballot for ballot in one_each.values()}

    def _was_kept_before(self, one: BallotCast, other: BallotCast) -> bool:
        """Of two registrations of one human the one that was kept comes first."""
        return one.resident in self.humans.line(PersonId(str(other.resident)))

    def _see(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, PersonRegistered):
            self._registered[event.person] = event
        elif isinstance(event, PersonErased):
            self._registered.pop(event.person, None)
        elif isinstance(event, RegistrationMerged):
            self._merge(event, recorded.time)
        elif self.subject in event.tags:
            self._see_own(event, recorded)

    def _merge(self, event: RegistrationMerged, at: datetime) -> None:
        """After the close it is of no consequence here."""
        if not self.closed and (self.closes_at is None or at < self.closes_at):
            self._registered.pop(event.duplicate, None)
            self.humans.kept[event.duplicate] = event.person

    def _see_own(self, event: Event, recorded: Recorded) -> None:
        match event:
            case VoteOpened():
                self._open(event, recorded)
            case DeadlineExtended(closes_at=closes_at):
                self.closes_at = closes_at
            case BallotCast():
                self._see_ballot(event, recorded)
            case BallotWithdrawn(ballot=ballot):
                self.withdrawn.add(ballot)
                self.latest.void(ballot)
            case PaperBallotIssued(resident=resident, number=number):
                self.issued = max(self.issued, number)
                self.humans.give_paper(resident)
            case PaperBallotEntered(serial=serial):
                self.papers.see(event)
                self.entered_by.setdefault(serial, []).append(recorded.actor)
            case VotingClosed():
                self.closed = True
            case _:
                self._see_result(event)

    def _open(self, event: VoteOpened, recorded: Recorded) -> None:
        self.opened, self.closes_at = event, event.closes_at
        self.electorate = {
            person.person
            for person in self._registered.values()
            if belongs(person, event.electorate, at=recorded.time)
        }

    def _see_ballot(self, event: BallotCast, recorded: Recorded) -> None:
        self.cast[event.ballot] = event, recorded.actor
        self.latest.see(event, recorded.actor or "")
        if self.closed or self.closes_at is None or recorded.time >= self.closes_at:
            self.late.append(event.ballot)

    def _void(self, event: BallotVoided) -> None:
        self.voided.add(event.ballot)
        resident = PersonId(str(event.resident))
        on_paper = self.humans.human(resident) in self.humans.with_paper()
        if on_paper or self._has_another(event.ballot, resident):
            self.made_room.add(event.ballot)

    def _has_another(self, ballot: BallotId, resident: PersonId) -> bool:
        if resident not in self.humans.kept:
            return False
        human = self.humans.human(resident)
        return any(
            other.ballot != ballot
            and other.ballot not in self.voided
            and self.humans.human(PersonId(str(other.resident))) == human
            for other, _ in self.latest
        )

    def _see_result(self, event: Event) -> None:
        match event:
            case BallotVoided():
                self._void(event)
            case BallotsOpened():
                self.parts.append(event)
            case ResultCounted():
                self.counted = event
            case ResultDeclared():
                self.declared = event
