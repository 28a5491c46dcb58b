"""All that the record holds about one decision or neighbourhood vote, for a recount."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from domain.ballots.opening import LatestBallots
from domain.decisions.declare_result import there
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    OpenedLine,
    ResultCounted,
    ResultDeclared,
    VotingClosed,
)
from domain.events.decisions import DecisionOpened, MethodObjected
from domain.events.meetings import AttendanceNoted, DepartureNoted
from domain.events.persons import PersonRegistered
from domain.events.votes import VoteOpened
from domain.ids import BallotId, EventId, MeetingId, PersonId, SeatId
from domain.kernel import Event, Selector, select
from domain.meetings.attendance import AttendanceList
from domain.record import Recorded
from domain.seats.register import SEAT_EVENTS, SeatRegister
from domain.votes.electorate import belongs


def evidence_for(subject: str) -> Sequence[Selector]:
    """Selectors that find all a recount needs. Who is entitled is known from seats for a
    decision, and from who was registered for a neighbourhood vote."""
    voting = (BallotCast, BallotVoided, VotingClosed, BallotsOpened, ResultCounted, ResultDeclared)
    own = select(DecisionOpened, VoteOpened, MethodObjected, *voting, tags=[subject])
    if subject.startswith("decision:"):
        return [own, select(*SEAT_EVENTS), select(AttendanceNoted, DepartureNoted)]
    return [own, select(PersonRegistered)]


class Evidence:
    """Other decisions and votes may be among the events; they are passed over."""

    def __init__(self, subject: str, events: Iterable[Recorded]) -> None:
        self.subject = subject
        self.opened: DecisionOpened | VoteOpened | None = None
        self.closed = False
        self.attendance: dict[MeetingId, AttendanceList] = {}
        """As known at the close."""
        self.objected = False
        self.seats = SeatRegister()
        """As known at the close."""
        self.seats_now = SeatRegister()
        """As known at the end of the events."""
        self.electorate: set[PersonId] = set()
        """As known at the opening."""
        self._registered: list[PersonRegistered] = []
        self.cast: dict[BallotId, Recorded] = {}
        self.latest = LatestBallots()
        self.voided: set[BallotId] = set()
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

    def in_office(self) -> list[SeatId]:
        """The organ's seats in office and entitled at the close, as known then."""
        assert isinstance(self.opened, DecisionOpened)
        return self.seats.counted(self.opened.organ, self.opened.closes_at)

    def there(self) -> set[SeatId]:
        """The entitled seats that were in the meeting at the close, as known then."""
        assert isinstance(self.opened, DecisionOpened)
        if self.opened.meeting is None:
            return set()
        attendance = self.attendance.get(self.opened.meeting, AttendanceList())
        return there(self.opened, attendance, self.seats)

    def voters(self, seats: SeatRegister) -> dict[SeatId, PersonId]:
        """Who could vote for the organ's seats at the close, by what ``seats`` knows."""
        assert isinstance(self.opened, DecisionOpened)
        return seats.electorate(self.opened.organ, self.opened.closes_at)

    def counting(self) -> set[BallotId]:
        """The latest ballot of everybody who was entitled, whatever the record says of it."""
        voters = self.voters(self.seats) if isinstance(self.opened, DecisionOpened) else {}
        return {
            ballot.ballot
            for ballot, caster in self.latest
            if ballot.ballot not in self.late
            and (
                caster == ballot.resident and caster in self.electorate
                if ballot.seat is None
                else caster == voters.get(ballot.seat)
            )
        }

    def _see(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, SEAT_EVENTS):
            self.seats_now.see(event, recorded.position, EventId(recorded.id))
            if not self.closed:
                self.seats.see(event, recorded.position, EventId(recorded.id))
        elif isinstance(event, AttendanceNoted | DepartureNoted):
            if not self.closed:
                self.attendance.setdefault(event.meeting, AttendanceList()).see(event)
        elif isinstance(event, PersonRegistered):
            self._registered.append(event)
        elif self.subject in event.tags:
            self._see_own(event, recorded)

    def _see_own(self, event: Event, recorded: Recorded) -> None:
        match event:
            case DecisionOpened():
                self.opened = event
            case VoteOpened():
                self._open_vote(event, recorded)
            case BallotCast():
                self._see_ballot(event, recorded)
            case VotingClosed():
                self.closed = True
            case MethodObjected():
                self.objected = True
            case _:
                self._see_result(event)

    def _open_vote(self, event: VoteOpened, recorded: Recorded) -> None:
        self.opened = event
        self.electorate = {
            person.person
            for person in self._registered
            if belongs(person, event.electorate, at=recorded.time)
        }

    def _see_ballot(self, event: BallotCast, recorded: Recorded) -> None:
        self.cast[event.ballot] = recorded
        self.latest.see(event, recorded.actor or "")
        if self.closed or self.opened is None or recorded.time >= self.opened.closes_at:
            self.late.append(event.ballot)

    def _see_result(self, event: Event) -> None:
        match event:
            case BallotVoided(ballot=ballot):
                self.voided.add(ballot)
            case BallotsOpened():
                self.parts.append(event)
            case ResultCounted():
                self.counted = event
            case ResultDeclared():
                self.declared = event
