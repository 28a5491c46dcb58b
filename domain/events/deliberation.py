"""What is said about a proposal before, between and in the rounds. All words are personal text.

``case`` is the first of the decisions that follow one another about the same proposal: what was
said stays with the proposal when its words are amended and it is put to a new round.
"""

from datetime import datetime
from typing import ClassVar, Literal

from domain.ids import ArgumentId, DecisionId, PersonId, SeatId
from domain.kernel import Event, Sealed

DialogueRound = Literal["clarification", "response"]
"""Dutch practice: *beeldvorming* and *meningsvorming*; the third is the consent round itself."""
ArgumentKind = Literal["objection", "concern"]
Resolution = Literal["amended", "withdrawn", "monitored", "deferred", "delegated"]


class DialogueRoundOpened(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "dialogue_round.opened"
    TAGGED_BY: ClassVar = ("decision", "case")

    decision: DecisionId
    case: DecisionId
    round: DialogueRound
    number: int | None = None
    """Of all dialogue rounds of the case, counted from 1."""


class ContributionMade(Event, frozen=True, kw_only=True):
    """A question in a clarification round, what somebody thinks in a response round."""

    NAME: ClassVar = "contribution.made"
    TAGGED_BY: ClassVar = ("decision", "case", "person")
    SEALED_UNDER: ClassVar = {"words": "person"}

    decision: DecisionId
    case: DecisionId
    round: DialogueRound
    person: PersonId
    words: Sealed
    seat: SeatId | None = None


class ArgumentRaised(Event, frozen=True, kw_only=True):
    """``words`` are its premises and its conclusion. A concern stops nothing and is kept for the
    review. ``seat`` is whose argument it is; ``person`` may voice it as that seat's proxy."""

    NAME: ClassVar = "argument.raised"
    TAGGED_BY: ClassVar = ("argument", "decision", "case", "seat", "person")
    SEALED_UNDER: ClassVar = {"words": "person"}

    argument: ArgumentId
    decision: DecisionId
    case: DecisionId
    kind: ArgumentKind
    seat: SeatId
    person: PersonId
    words: Sealed
    in_writing: bool | None = None


class ArgumentJudged(Event, frozen=True, kw_only=True):
    """Whether one of the others thinks that the argument qualifies as an objection, and why."""

    NAME: ClassVar = "argument.judged"
    TAGGED_BY: ClassVar = ("argument", "decision", "case", "seat", "person")
    SEALED_UNDER: ClassVar = {"why": "person"}

    argument: ArgumentId
    decision: DecisionId
    case: DecisionId
    seat: SeatId
    person: PersonId
    qualifies: bool
    why: Sealed | None = None


class ArgumentTested(Event, frozen=True, kw_only=True):
    """What came of the test: an objection, unless all others disagreed; then it is a concern."""

    NAME: ClassVar = "argument.tested"
    TAGGED_BY: ClassVar = ("argument", "decision", "case")

    argument: ArgumentId
    decision: DecisionId
    case: DecisionId
    outcome: ArgumentKind
    agreeing: tuple[SeatId, ...]
    disagreeing: tuple[SeatId, ...]


class ArgumentResolved(Event, frozen=True, kw_only=True):
    """``decision`` is the round with the amended words, where an amendment resolved it. Who
    monitors, decides later or looks into it is ``by``, until ``due_by``."""

    NAME: ClassVar = "argument.resolved"
    TAGGED_BY: ClassVar = ("argument", "decision", "case", "by")

    argument: ArgumentId
    decision: DecisionId
    case: DecisionId
    how: Resolution
    by: PersonId | None = None
    due_by: datetime | None = None


class NominationMade(Event, frozen=True, kw_only=True):
    """For an election by consent: whom a seat nominates, and why. A later one changes it."""

    NAME: ClassVar = "nomination.made"
    TAGGED_BY: ClassVar = ("decision", "case", "seat", "person")
    SEALED_UNDER: ClassVar = {"why": "person"}

    decision: DecisionId
    case: DecisionId
    seat: SeatId
    person: PersonId
    candidate: PersonId
    why: Sealed
