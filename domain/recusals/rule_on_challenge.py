"""The clerk or the chair records how the others ruled on a challenge."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.decisions.errors import Recused
from domain.events.recusals import ChallengeRuled
from domain.ids import PersonId, SeatId
from domain.kernel import Selector
from domain.meetings.on_one_meeting import require_chair
from domain.recusals.errors import EverybodyChallenged, MayNotRule, NotChallenged
from domain.recusals.on_interests import OnInterests


@dataclass(kw_only=True)
class RuleOnChallenge(OnInterests):
    """More seats in favour of recusing than against; a tie means not recused."""

    person: PersonId
    in_favour: tuple[SeatId, ...] = ()
    against: tuple[SeatId, ...] = ()

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *self.ballots_of(self.person)]

    def execute(self) -> None:
        self._require_lead()
        self.require_running()
        if self.person not in self.recusals.challenged:
            raise NotChallenged(person=self.person)
        may_rule = self.may_rule
        if not may_rule:
            raise EverybodyChallenged
        ruled = [*self.in_favour, *self.against]
        if not ruled or len(set(ruled)) < len(ruled) or not set(ruled) <= set(may_rule):
            raise MayNotRule
        recused = len(self.in_favour) > len(self.against)
        ruling = self.record(
            ChallengeRuled(
                decision=self.decision,
                person=self.person,
                in_favour=self.in_favour,
                against=self.against,
                recused=recused,
            )
        )
        if recused and not self.recusals.set_aside:
            self.void_ballots_of(self.person, because=ruling)

    def _require_lead(self) -> None:
        """Not a chair who is challenged or recused. Raise ChairOrClerkRequired, Recused."""
        self.require_member()
        if "clerk" in self.actor_roles:
            return
        require_chair(self.seats, self.organ, self.actor, self.at)
        if self.actor not in self.may_rule.values():
            raise Recused(decision=self.decision)
