"""All that is known of the vote on one decision: the fold that counting and recounting share."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from domain.ballots.standing import StandingBallots
from domain.decisions.arguments import ARGUMENT_EVENTS, Arguments
from domain.decisions.at_the_close import AtTheClose
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    BallotWithdrawn,
    CandidacyDeclined,
    DeadlineExtended,
    LotDrawn,
    ResultCounted,
    ResultDeclared,
    RollCallAnswered,
    VotingClosed,
)
from domain.events.decisions import DecisionOpened, MethodObjected
from domain.events.meetings import AttendanceNoted, DepartureNoted
from domain.ids import BallotId, DecisionId, EventId
from domain.kernel import Event, Selector, select
from domain.meetings.attendance import AttendanceList
from domain.seats.proxies import PROXY_EVENTS, ProxyRegister
from domain.seats.recusals import RECUSAL_EVENTS, Recusals
from domain.seats.register import SEAT_EVENTS, SeatRegister

OWN_EVENTS: tuple[type[Event], ...] = (
    DecisionOpened,
    MethodObjected,
    DeadlineExtended,
    LotDrawn,
    CandidacyDeclined,
    BallotCast,
    BallotWithdrawn,
    BallotVoided,
    RollCallAnswered,
    VotingClosed,
    BallotsOpened,
    ResultCounted,
    ResultDeclared,
    *RECUSAL_EVENTS,
)
"""Each carries its decision as a tag."""


Kind = TypeVar("Kind", bound=Event)


class _Known(NamedTuple):
    position: int
    id: EventId
    time: datetime
    actor: str | None
    event: Event


class Voting:
    """Events may be shown in any order: a boundary that grows shows them out of order.

    What was known at the close is what was recorded before it, whatever came later.
    """

    def __init__(self, decision: DecisionId) -> None:
        self.decision = decision
        self._known: dict[int, _Known] = {}
        self._close: AtTheClose | None = None

    def see(
        self, event: Event, position: int, name: EventId, time: datetime, actor: str | None
    ) -> None:
        self._known[position] = _Known(position, name, time, actor, event)
        self._close = None

    def selectors(self) -> Sequence[Selector]:
        """All that a count depends on. What organ, meeting and case are, the opening tells."""
        found = [select(*OWN_EVENTS, tags=[self.decision])]
        opened = self.opened
        if opened is None:
            return found
        found.append(select(*SEAT_EVENTS, tags=[f"organ:{opened.organ}"]))
        found.append(select(*PROXY_EVENTS, tags=[f"organ:{opened.organ}"]))
        if opened.meeting is not None:
            found.append(select(AttendanceNoted, DepartureNoted, tags=[opened.meeting]))
        if opened.method in ("consent", "election_by_consent"):
            found.append(
                select(*ARGUMENT_EVENTS, DecisionOpened, tags=[opened.case or self.decision])
            )
        if opened.method == "election" and opened.case is not None:
            found.append(select(DecisionOpened, CandidacyDeclined, tags=[opened.case]))
            found += [select(ResultCounted, tags=[each]) for each in self.rounds[1:]]
        return found

    @property
    def opened(self) -> DecisionOpened | None:
        return next(iter(self._own(DecisionOpened)), None)

    @property
    def followed_by(self) -> list[DecisionOpened]:
        """Decisions about the same proposal that came after this one."""
        events = (known.event for known in self._in_order())
        opened = (event for event in events if isinstance(event, DecisionOpened))
        return [event for event in opened if event.follows == self.decision]

    @property
    def closes_at(self) -> datetime:
        """The deadline, as it was extended last."""
        assert self.opened is not None
        extended = [event.closes_at for event in self._own(DeadlineExtended)]
        return max((self.opened.closes_at, *extended))

    @property
    def closed_at(self) -> int | None:
        """The position of the close: what is known at the close is known up to here."""
        return self._position_of(VotingClosed)

    @property
    def objected(self) -> bool:
        return bool(self._own(MethodObjected))

    @property
    def counted(self) -> ResultCounted | None:
        return next(iter(self._own(ResultCounted)), None)

    @property
    def declared(self) -> ResultDeclared | None:
        return next(iter(self._own(ResultDeclared)), None)

    @property
    def declared_at(self) -> datetime | None:
        place = self.declared_in
        return None if place is None else self._known[place].time

    @property
    def declared_in(self) -> int | None:
        """The position of the declaration."""
        return self._position_of(ResultDeclared)

    @property
    def opened_by(self) -> str | None:
        """Who put the question."""
        place = self._position_of(DecisionOpened)
        return None if place is None else self._known[place].actor

    @property
    def parts(self) -> list[BallotsOpened]:
        return self._own(BallotsOpened)

    @property
    def lot_drawn(self) -> LotDrawn | None:
        return next(reversed(self._own(LotDrawn)), None)

    @property
    def answers(self) -> list[RollCallAnswered]:
        """The last of each seat."""
        return list({each.seat: each for each in self._own(RollCallAnswered)}.values())

    @property
    def rounds(self) -> list[DecisionId]:
        """This round of an election and those before it, the latest first. A re-vote stands in
        the place of the round that it repeats."""
        openings = {
            known.event.decision: known.event
            for known in self._in_order()
            if isinstance(known.event, DecisionOpened)
        }
        found, each = [self.decision], openings.get(self.decision)
        while each is not None and each.follows is not None:
            if each.follows_as == "next_round":
                found.append(each.follows)
            elif each.follows_as != "re_vote":
                break
            each = openings.get(each.follows)
        return found

    @property
    def before(self) -> ResultCounted | None:
        """The count of the round before, in an election."""
        before = self.rounds[1:2]
        counts = (known.event for known in self._in_order())
        return next(
            (e for e in counts if isinstance(e, ResultCounted) and e.decision in before), None
        )

    @property
    def declined(self) -> list[CandidacyDeclined]:
        """In this round and those before it, as known at its close."""
        return self._declined(self.closed_at)

    @property
    def declined_by_now(self) -> list[CandidacyDeclined]:
        return self._declined(None)

    def _declined(self, until: int | None) -> list[CandidacyDeclined]:
        rounds = self.rounds
        return [
            known.event
            for known in self._in_order()
            if isinstance(known.event, CandidacyDeclined)
            and known.event.decision in rounds
            and (until is None or known.position < until)
        ]

    @property
    def late(self) -> list[BallotId]:
        """Cast after the deadline, or after the close: a rule was broken."""
        deadline, closed_at = self.closes_at, self.closed_at
        return [
            known.event.ballot
            for known in self._in_order()
            if isinstance(known.event, BallotCast)
            and self._is_own(known.event)
            and (known.time >= deadline or (closed_at is not None and known.position > closed_at))
        ]

    @property
    def cast(self) -> dict[BallotId, tuple[BallotCast, str | None]]:
        """Every ballot that was ever cast on it, with who cast it."""
        return {
            known.event.ballot: (known.event, known.actor)
            for known in self._in_order()
            if isinstance(known.event, BallotCast) and self._is_own(known.event)
        }

    def voided(self, *, before_close: bool) -> set[BallotId]:
        """Voided or withdrawn before the close, or voided at it."""
        closed_at = self.closed_at
        return {
            known.event.ballot
            for known in self._in_order()
            if isinstance(known.event, BallotVoided | BallotWithdrawn)
            and self._is_own(known.event)
            and (closed_at is None or known.position < closed_at) == before_close
        }

    @property
    def round(self) -> int:
        """Of an election, counted from 1."""
        before = None if self.before is None else self.before.election
        return 1 if before is None else len(before.rounds) + 1

    def seats_now(self) -> SeatRegister:
        return _seats(self._in_order())

    def arguments_now(self) -> Arguments:
        """Of the whole case."""
        assert self.opened is not None
        arguments = Arguments()
        for known in self._in_order():
            if (self.opened.case or self.decision) in known.event.tags:
                arguments.see(known.event)
        return arguments

    def standing(self) -> StandingBallots:
        """As of now."""
        ballots = StandingBallots()
        for known in self._in_order():
            _see_ballot(ballots, known, self.decision)
        return ballots

    def at_the_close(self) -> AtTheClose:
        """Before the close is recorded: as if it were now."""
        if self._close is None:
            self._close = self._as_known(self.closed_at)
        return self._close

    def _as_known(self, closed_at: int | None) -> AtTheClose:
        assert self.opened is not None
        known = [k for k in self._in_order() if closed_at is None or k.position < closed_at]
        seats, attendance, ballots = _seats(known), AttendanceList(), StandingBallots()
        recusals, proxies, arguments = Recusals(), ProxyRegister(), Arguments()
        case = self.opened.case or self.decision
        for each in known:
            _see_ballot(ballots, each, self.decision)
            proxies.see(each.event, each.time)
            if self._is_own(each.event):
                recusals.see(each.event)
            if case in each.event.tags:
                arguments.see(each.event)
            if self.opened.meeting in each.event.tags:
                attendance.see(each.event)
        return AtTheClose(
            opened=self.opened,
            moment=self.closes_at,
            seats=seats,
            attendance=attendance,
            recused=recusals.out,
            proxies=proxies,
            arguments=arguments,
            standing=ballots,
            answers=self.answers,
        )

    def _in_order(self) -> list[_Known]:
        return [self._known[position] for position in sorted(self._known)]

    def _is_own(self, event: Event) -> bool:
        """Not so of a decision that follows this one, though it is tagged with this one too."""
        return getattr(event, "decision", None) == self.decision

    def _own(self, kind: type[Kind]) -> list[Kind]:
        events = (known.event for known in self._in_order())
        return [event for event in events if isinstance(event, kind) and self._is_own(event)]

    def _position_of(self, kind: type[Event]) -> int | None:
        for known in self._in_order():
            if isinstance(known.event, kind) and self._is_own(known.event):
                return known.position
        return None


def _seats(known: Sequence[_Known]) -> SeatRegister:
    register = SeatRegister()
    for each in known:
        if isinstance(each.event, SEAT_EVENTS):
            register.see(each.event, each.position, each.id)
    return register


def _see_ballot(ballots: StandingBallots, known: _Known, decision: DecisionId) -> None:
    match known.event:
        case BallotCast(decision=subject) as cast if subject == decision:
            ballots.see(cast, known.actor or "")
        case BallotVoided(decision=subject) | BallotWithdrawn(decision=subject) as gone:
            if subject == decision:
                ballots.drop(gone.ballot)
