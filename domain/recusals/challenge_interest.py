"""Somebody entitled says that another one has an interest which they did not declare."""

from dataclasses import dataclass

from domain.decisions.errors import Recused
from domain.events.recusals import InterestChallenged
from domain.ids import PersonId
from domain.kernel import unsealed
from domain.recusals.errors import (
    ChallengedAlready,
    ChallengeOfOneself,
    NotOnTheOrgan,
    RecusedAlready,
)
from domain.recusals.on_interests import OnInterests


@dataclass(kw_only=True)
class ChallengeInterest(OnInterests):
    """Once a person: a challenge that was ruled on, or denied where nobody could rule, is not
    made again."""

    person: PersonId
    grounds: str

    def execute(self) -> None:
        self.require_running()
        if self.actor in self.recusals.out:
            raise Recused(decision=self.decision)
        if self.actor not in self.voters.values():
            raise NotOnTheOrgan(organ=self.organ)
        if self.person == self.actor:
            raise ChallengeOfOneself
        if not self.seats_of(self.person):
            raise NotOnTheOrgan(organ=self.organ)
        if self.person in self.recusals.out:
            raise RecusedAlready(person=self.person)
        if self.person in self.recusals.challenged | self.recusals.cleared:
            raise ChallengedAlready(person=self.person)
        self.record(
            InterestChallenged(
                decision=self.decision,
                person=self.person,
                challenger=self.actor,
                grounds=unsealed(self.grounds),
            )
        )
