"""The result of a decision is declared, with its effects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.ballots.errors import NotYetCounted
from domain.decisions import effects
from domain.decisions.count import places_in
from domain.decisions.counts_ballots import CountsBallots, rounds_of
from domain.decisions.sees_effects import SeesEffects
from domain.duties.naming import duty_id
from domain.errors import RoleRequired
from domain.events.ballots import ResultCounted, ResultDeclared
from domain.events.duties import DutyOpened, OpenedDuty
from domain.events.results import DecisionConfirmed, ResultVoided
from domain.ids import MACHINE
from domain.kernel import Selector
from domain.meetings.on_one_meeting import require_chair
from domain.seats.filling import Fillings

TAKEN = ("adopted", "rejected", "groups_not_reached")
"""Outcomes by which something was decided."""


@dataclass(kw_only=True)
class DeclareDecisionResult(CountsBallots, SeesEffects):
    """Outside a meeting opening, count and declaration are one append. In a meeting the chair
    declares what was counted, or the clerk records that the chair did.

    Seats are filled by the bylaws that the decision was opened under.

    A new vote voids the result that was challenged, and takes back its effects, whatever it has
    brought itself. A confirmation has no other effect than that.
    """

    def boundary(self) -> Sequence[Selector]:
        first = super().boundary()
        opened = self.voting.opened
        if opened is None:
            return first
        found = [*first, *effects.selectors(opened, self.voting.seats_now())]
        if opened.follows is not None and opened.follows_as in ("re_vote", "confirmation"):
            found += self.of_effects(opened.follows)
        return found

    def counts_now(self) -> bool:
        in_meeting = self.voting.opened is not None and self.voting.opened.meeting is not None
        return super().counts_now() and not in_meeting

    def execute(self) -> None:
        opened = self.opened
        self._require_role()
        self.require_closed()
        if self.voting.objected:
            self._leave_it_to_a_meeting()
            return
        counted = self.voting.counted if opened.meeting is not None else self.count()
        if counted is None:
            raise NotYetCounted
        self._declare(counted)

    def _require_role(self) -> None:
        in_meeting = self.opened.meeting is not None
        if self.actor == MACHINE:
            if in_meeting and not self.voting.objected:
                raise RoleRequired(role="chair")
            return
        self.require_member()
        if "clerk" in self.actor_roles:
            return
        if not in_meeting:
            self.require_role("clerk")
        require_chair(self.voting.seats_now(), self.opened.organ, self.actor, self.at)

    def _declare(self, counted: ResultCounted) -> None:
        assert counted.outcome is not None
        declared = self.record(
            ResultDeclared(decision=self.decision, outcome=counted.outcome, chosen=counted.chosen)
        )
        if self.opened.follows_as == "re_vote":
            self._void_the_first(because=declared)
        if counted.outcome in ("adopted", "next_round"):
            self._put_into_effect(counted, because=declared)
        if self._rounds_are_over(counted):
            self._open_duty("hold_dialogue", because=declared)
        if self.opened.outside_meeting and counted.outcome in TAKEN:
            self._open_duty("report_to_next_meeting", because=declared)

    def _rounds_are_over(self, counted: ResultCounted) -> bool:
        """Without consent in the last round, where the bylaws name no other method."""
        rule = self.opened.consent
        return (
            rule is not None
            and rule.fallback == "dialogue"
            and rule.round >= rule.max_rounds
            and counted.outcome in ("objections", "unanswered")
        )

    def _void_the_first(self, because: int) -> None:
        first = self.opened.follows
        assert first is not None
        voided = ResultVoided(decision=first, voided_by=self.decision)
        self.reverse(first, because=self.record(voided, because=because))

    def _confirm(self, because: int) -> None:
        """Not while an earlier claim is pending (2:15(6)): the end of the claim does it then."""
        first = self.opened.follows
        assert first is not None
        aftermath = self.aftermaths[first]
        if aftermath.can_be_confirmed and not aftermath.pending_since_before(self.at):
            confirmed = DecisionConfirmed(decision=first, confirmed_by=self.decision)
            self.record(confirmed, because=because)

    def _put_into_effect(self, counted: ResultCounted, because: int) -> None:
        if self.opened.follows_as == "confirmation":
            self._confirm(because)
            return
        follows = effects.Effects(
            self.opened,
            counted.chosen or (),
            at=self.at,
            fillings=Fillings(
                self.seats_after(), self.who, self.versions.content(self.opened.bylaws)
            ),
            adopted=self.adopted,
            places=self._places(counted),
            goes_on=counted.outcome == "next_round",
        )
        for effect in follows:
            self.record(effect, because=because)

    def _places(self, counted: ResultCounted) -> Mapping[str, int]:
        """Which of the places to be filled each winner has."""
        if counted.election is None:
            return {each: place for place, each in enumerate(counted.chosen or ())}
        return places_in(self.opened, counted.election, counted.lot, rounds_of(self))

    def _leave_it_to_a_meeting(self) -> None:
        declared = self.record(ResultDeclared(decision=self.decision, outcome="method_objected"))
        self._open_duty("decide_in_next_meeting", because=declared)

    def _open_duty(self, kind: OpenedDuty, because: int) -> None:
        duty = DutyOpened(
            duty=duty_id(kind, self.decision),
            kind=kind,
            organ=self.opened.organ,
            decision=self.decision,
        )
        self.record(duty, because=because)
