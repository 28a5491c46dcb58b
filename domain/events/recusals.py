"""Conflicts of interest: who takes no part in a decision, and how that came about.

What somebody's interest is, is personal text; that there is one is public.
"""

from typing import ClassVar

from domain.ids import DecisionId, PersonId, SeatId
from domain.kernel import Event, Published, Sealed


class InterestDeclared(Event, frozen=True, kw_only=True):
    """From here on ``person`` has no part in the deliberation and in the vote."""

    NAME: ClassVar = "interest.declared"
    TAGGED_BY: ClassVar = ("decision", "person")
    SEALED_UNDER: ClassVar = {"interest": "person"}

    decision: DecisionId
    person: PersonId
    interest: Sealed


class InterestChallenged(Event, frozen=True, kw_only=True):
    """``challenger`` says that ``person`` has an interest which they did not declare."""

    NAME: ClassVar = "interest.challenged"
    TAGGED_BY: ClassVar = ("decision", "person", "challenger")
    SEALED_UNDER: ClassVar = {"grounds": "challenger"}

    decision: DecisionId
    person: PersonId
    challenger: PersonId
    grounds: Sealed


class InterestDenied(Event, frozen=True, kw_only=True):
    """Where everybody was challenged each declares for themselves: ``person`` has none."""

    NAME: ClassVar = "interest.denied"
    TAGGED_BY: ClassVar = ("decision", "person")

    decision: DecisionId
    person: PersonId


class ChallengeRuled(Event, frozen=True, kw_only=True):
    """By the unchallenged seats. A tie means not recused."""

    NAME: ClassVar = "challenge.ruled"
    TAGGED_BY: ClassVar = ("decision", "person")

    decision: DecisionId
    person: PersonId
    in_favour: tuple[SeatId, ...]
    against: tuple[SeatId, ...]
    recused: bool


class RecusalSetAside(Event, frozen=True, kw_only=True):
    """Recusal had left no valid decision possible: the board decides all the same, with its
    considerations in writing. Votes and access are restored."""

    NAME: ClassVar = "recusal.set_aside"
    TAGGED_BY: ClassVar = ("decision",)

    decision: DecisionId
    considerations: Published
