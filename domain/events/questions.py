"""The question behind the question: from signals, through dialogue, to words that residents
consent to."""

from datetime import datetime
from typing import ClassVar, Literal

from domain.ids import PersonId, QuestionId, SignalId
from domain.kernel import Event, Published, Sealed

Answer = Literal["consent", "objection"]


class QuestionRaised(Event, frozen=True, kw_only=True):
    """``first_signal_at`` is when the earliest of its signals was noted."""

    NAME: ClassVar = "question.raised"
    TAGGED_BY: ClassVar = ("question", "signals")

    question: QuestionId
    wording: Published
    signals: tuple[SignalId, ...]
    first_signal_at: datetime


class QuestionSignalsGathered(Event, frozen=True, kw_only=True):
    """Further signals that lead to the same question."""

    NAME: ClassVar = "question.signals_gathered"
    TAGGED_BY: ClassVar = ("question", "signals")

    question: QuestionId
    signals: tuple[SignalId, ...]
    first_signal_at: datetime


class QuestionRoundOpened(Event, frozen=True, kw_only=True):
    """``round`` counts from 1. At least ``groups_needed`` groups have to speak in it."""

    NAME: ClassVar = "question.round_opened"
    TAGGED_BY: ClassVar = ("question",)

    question: QuestionId
    round: int
    groups_needed: int | None = None


class QuestionContributionMade(Event, frozen=True, kw_only=True):
    """``groups`` are those that who speaks chose to name."""

    NAME: ClassVar = "question.contribution_made"
    TAGGED_BY: ClassVar = ("question", "person")
    SEALED_UNDER: ClassVar = {"words": "person"}

    question: QuestionId
    round: int
    person: PersonId
    words: Sealed
    groups: tuple[Published, ...] | None = None


class QuestionRoundClosed(Event, frozen=True, kw_only=True):
    """How many people and how many groups spoke in it."""

    NAME: ClassVar = "question.round_closed"
    TAGGED_BY: ClassVar = ("question",)

    question: QuestionId
    round: int
    people: int
    groups: int


class QuestionReworded(Event, frozen=True, kw_only=True):
    """``revision`` counts from 1, the words it was raised in. Earlier answers count no more."""

    NAME: ClassVar = "question.reworded"
    TAGGED_BY: ClassVar = ("question",)

    question: QuestionId
    revision: int
    wording: Published
    why: Published | None = None


class QuestionConsentAsked(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "question.consent_asked"
    TAGGED_BY: ClassVar = ("question",)

    question: QuestionId
    revision: int


class QuestionAnswered(Event, frozen=True, kw_only=True):
    """The last answer of a person counts, unless they were a professional when they gave it."""

    NAME: ClassVar = "question.answered"
    TAGGED_BY: ClassVar = ("question", "person")
    SEALED_UNDER: ClassVar = {"words": "person"}

    question: QuestionId
    revision: int
    person: PersonId
    answer: Answer
    words: Sealed | None = None
    professional: bool | None = None


class QuestionSettled(Event, frozen=True, kw_only=True):
    """Residents consented to the wording, and from now on have the first word on solutions: until
    ``window_until``, and until ``extended_until`` if there is no residents' idea by then."""

    NAME: ClassVar = "question.settled"
    TAGGED_BY: ClassVar = ("question",)

    question: QuestionId
    revision: int
    window_from: datetime
    window_until: datetime
    extended_until: datetime
