"""What all acts share that say who has an interest in a decision, or has none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.ballots.errors import DecisionNotFound, VotingIsClosed
from domain.ballots.standing import Standing
from domain.decisions.errors import AlreadyOpened
from domain.decisions.sees_voting import SeesVoting
from domain.events.ballots import (
    BallotCast,
    BallotVoided,
    BallotWithdrawn,
    DeadlineExtended,
    ResultDeclared,
    VotingClosed,
)
from domain.events.decisions import DecisionDrafted, DecisionExpired, DecisionOpened
from domain.ids import PersonId, SeatId
from domain.kernel import Event, Selector, on, select
from domain.seats.recusals import RECUSAL_EVENTS, Recusals
from domain.seats.register import SEAT_EVENTS, SeatRegister


@dataclass(kw_only=True)
class OnInterests(SeesVoting):
    """On a decision that runs, or on the draft of one: the draft keeps its name when it is put
    to the vote, and who was recused stays so."""

    drafted: DecisionDrafted | None = field(init=False, default=None)
    expired: bool = field(init=False, default=False)
    recusals: Recusals = field(init=False, default_factory=Recusals)
    gone: list[Standing] = field(init=False, default_factory=list)

    def boundary(self) -> Sequence[Selector]:
        own = (DecisionDrafted, DecisionExpired, DecisionOpened, DeadlineExtended, VotingClosed)
        found = [select(*own, ResultDeclared, *RECUSAL_EVENTS, tags=[self.decision])]
        organ = self._organ()
        if organ is not None:
            found.append(select(*SEAT_EVENTS, tags=[f"organ:{organ}"]))
        return found

    def ballots_of(self, person: PersonId) -> list[Selector]:
        """Of nobody else, so that others can vote meanwhile: those that the person cast, and
        those that somebody cast for a seat of theirs."""
        cast = [each.ballot.seat for each in self.voting.standing() if each.caster == person]
        seats = [*self.seats_of(person), *(seat for seat in cast if seat is not None)]
        about = (BallotCast, BallotVoided, BallotWithdrawn)
        return [
            select(BallotCast, tags=[f"actor:{person}", self.decision]),
            *(select(*about, tags=[seat, self.decision]) for seat in dict.fromkeys(seats)),
        ]

    @on(DecisionDrafted)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionDrafted)
        self.drafted = event

    @on(DecisionExpired)
    def _(self) -> None:
        self.expired = True

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        own = getattr(event, "decision", None) == self.decision
        if own and isinstance(event, (DecisionOpened, *RECUSAL_EVENTS)):
            self.recusals.see(event)

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        return [(self.decision, each.ballot.choice.sealed) for each in self.gone]

    @property
    def seats(self) -> SeatRegister:
        return self.voting.seats_now()

    @property
    def organ(self) -> str:
        """Raise DecisionNotFound."""
        organ = self._organ()
        if organ is None:
            raise DecisionNotFound(decision=self.decision)
        return organ

    @property
    def voters(self) -> dict[SeatId, PersonId]:
        """Who may vote for each seat now, and is not recused."""
        electorate = self.seats.electorate(self.organ, self.at)
        out = self.recusals.out
        return {seat: voter for seat, voter in electorate.items() if voter not in out}

    @property
    def may_rule(self) -> dict[SeatId, PersonId]:
        """Who was challenged never does, unless a ruling cleared them."""
        barred = self.recusals.challenged | self.recusals.denied
        return {seat: voter for seat, voter in self.voters.items() if voter not in barred}

    def seats_of(self, person: PersonId) -> list[SeatId]:
        """That they hold, or have the say of."""
        organ, seats = self._organ(), self.seats
        if organ is None:
            return []
        return [
            seat
            for seat in seats.on_organ(organ)
            if person in (seats.holder(seat, self.at), seats.voter(seat, self.at))
        ]

    def require_running(self) -> None:
        """Raise DecisionNotFound, AlreadyOpened for an expired draft, or VotingIsClosed."""
        self.require_member()
        _ = self.organ
        if self.voting.opened is None:
            if self.expired:
                raise AlreadyOpened(decision=self.decision)
            return
        ended = self.voting.closed_at is not None or self.voting.declared is not None
        if ended or self.at >= self.voting.closes_at:
            raise VotingIsClosed(decision=self.decision)

    def void_ballots_of(self, person: PersonId, because: int) -> None:
        """Whoever cast them: the person, or whoever votes for a seat of theirs."""
        own = self._recused_seats(person)
        self.gone = [
            each
            for each in self.voting.standing()
            if each.caster == person or each.ballot.seat in own
        ]
        for ballot, _ in self.gone:
            voided = BallotVoided(
                ballot=ballot.ballot, decision=self.decision, seat=ballot.seat, ground="recused"
            )
            self.record(voided, because=because)

    def _recused_seats(self, person: PersonId) -> Collection[SeatId]:
        """Not the seat of somebody who is away: who stands in has no interest by that."""
        seats = self.seats
        return {
            seat
            for seat in self.seats_of(person)
            if (seats.voter(seat, self.at) or seats.holder(seat, self.at)) == person
        }

    def _organ(self) -> str | None:
        if self.voting.opened is not None:
            return self.voting.opened.organ
        return None if self.drafted is None else self.drafted.organ
