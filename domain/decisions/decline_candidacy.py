"""A candidate withdraws from an election, or gives it back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from domain.decisions import effects
from domain.decisions.errors import (
    AlreadyDeclined,
    NotACandidate,
    NotInRounds,
    ResultAwaited,
)
from domain.decisions.in_rounds import InRounds
from domain.events.ballots import CandidacyDeclined
from domain.events.decisions import Option
from domain.events.seats import OfficeAssignmentLapsed, SeatFillingLapsed
from domain.ids import DecisionId
from domain.kernel import Event, Selector
from domain.seats.spans import OfficeSpan, Term


@dataclass(kw_only=True)
class DeclineCandidacy(InRounds):
    """Only the candidate may, in the latest round. Votes for them remain cast.

    Whoever was elected loses with it the seat or the office that the election gave them, and
    ``OpenNextRound`` opens a new free vote for it. By any other method than an election in
    rounds one declines only what one has won.
    """

    def boundary(self) -> Sequence[Selector]:
        first = super().boundary()
        opened = self.voting.opened
        if opened is None:
            return first
        return [*first, *effects.selectors(opened, self.voting.seats_now())]

    def execute(self) -> None:
        self.require_member()
        option = self._candidacy()
        self.require_latest()
        self._require_something_to_decline(option)
        declined = self.record(
            CandidacyDeclined(
                decision=self.decision,
                case=self.opened.case or self.decision,
                option=option.option,
                person=self.actor,
                round=self._round(),
            )
        )
        for lapsed in self._lapsed():
            self.record(lapsed, because=declined)

    def _candidacy(self) -> Option:
        """Raise DecisionNotFound, NotACandidate or AlreadyDeclined."""
        option = next((o for o in self.opened.options or () if o.person == self.actor), None)
        if option is None:
            raise NotACandidate(decision=self.decision)
        if any(each.person == self.actor for each in self.voting.declined_by_now):
            raise AlreadyDeclined(decision=self.decision)
        return option

    def _require_something_to_decline(self, option: Option) -> None:
        declared, in_rounds = self.voting.declared, self.opened.method == "election"
        if declared is None and self.voting.closed_at is not None:
            raise ResultAwaited(decision=self.decision)
        won = declared is not None and option.option in (declared.chosen or ())
        if not in_rounds and not won:
            raise NotInRounds(method=self.opened.method)

    def _round(self) -> int:
        counted = self.voting.counted
        if counted is None or self.opened.method != "election":
            return self.voting.round
        return 0 if counted.election is None else len(counted.election.rounds)

    def _lapsed(self) -> Iterator[Event]:
        """What this election gave them, as far as it is not over."""
        rounds, seats = self.voting.rounds, self.voting.seats_now()
        for seat, established in seats.seats.items():
            named: dict[str, Any] = {
                "seat": seat,
                "organ": established.organ,
                "holder": self.actor,
            }
            history = seats.history(seat)
            for term in history.terms:
                if term.decision and self._is_given(term, rounds):
                    yield SeatFillingLapsed(decision=term.decision, lapsed_from=self.at, **named)
            for office in history.offices:
                if office.decision and self._is_given(office, rounds):
                    yield OfficeAssignmentLapsed(
                        office=office.office,
                        decision=office.decision,
                        lapsed_from=self.at,
                        **named,
                    )

    def _is_given(self, span: Term | OfficeSpan, rounds: Sequence[DecisionId]) -> bool:
        """Whether it is theirs by this election, and not over yet."""
        return span.person == self.actor and span.decision in rounds and not span.over(self.at)
