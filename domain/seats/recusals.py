"""Who takes no part in a decision: the fold that every rule about recusal shares."""

from domain.events.decisions import DecisionOpened
from domain.events.recusals import (
    ChallengeRuled,
    InterestChallenged,
    InterestDeclared,
    InterestDenied,
    RecusalSetAside,
)
from domain.ids import PersonId
from domain.kernel import Event

RECUSAL_EVENTS: tuple[type[Event], ...] = (
    InterestDeclared,
    InterestChallenged,
    InterestDenied,
    ChallengeRuled,
    RecusalSetAside,
)
"""Each carries its decision as a tag."""


class Recusals:
    """Of one decision. Events are shown in the order in which they were recorded."""

    def __init__(self) -> None:
        self.recused: set[PersonId] = set()
        self.challenged: set[PersonId] = set()
        """Challenged, and not ruled on or declared yet."""
        self.denied: set[PersonId] = set()
        """Who declared, when everybody was challenged, to have no interest."""
        self.cleared: set[PersonId] = set()
        """Who was challenged in vain: by a ruling, or because nobody was left to rule."""
        self.set_aside = False

    def see(self, event: Event) -> None:
        match event:
            case DecisionOpened(recused=recused):
                self.recused.update(recused or ())
            case InterestDeclared(person=person):
                self._settle(person, recused=True)
            case InterestDenied(person=person):
                self.denied.add(person)
                self._settle(person, recused=False)
            case ChallengeRuled(person=person, recused=recused):
                self._settle(person, recused=recused)
            case InterestChallenged(person=person):
                self.challenged.add(person)
            case RecusalSetAside():
                self.set_aside = True

    def _settle(self, person: PersonId, *, recused: bool) -> None:
        self.challenged.discard(person)
        (self.recused if recused else self.cleared).add(person)

    @property
    def out(self) -> set[PersonId]:
        """Who has no part now: nobody, once the recusals were set aside."""
        return set() if self.set_aside else set(self.recused)
