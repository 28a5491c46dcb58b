"""What has become of a question: the fold that every act on questions and ideas shares."""

from datetime import datetime
from typing import Final, NamedTuple

from domain.events.questions import (
    Answer,
    QuestionAnswered,
    QuestionConsentAsked,
    QuestionContributionMade,
    QuestionRaised,
    QuestionReworded,
    QuestionRoundClosed,
    QuestionRoundOpened,
    QuestionSettled,
    QuestionSignalsGathered,
)
from domain.ids import PersonId, SignalId
from domain.kernel import Event

QUESTION_EVENTS: Final[tuple[type[Event], ...]] = (
    QuestionRaised,
    QuestionSignalsGathered,
    QuestionRoundOpened,
    QuestionRoundClosed,
    QuestionReworded,
    QuestionConsentAsked,
    QuestionSettled,
)
"""What many people say at the same time is not among them: it disturbs nobody else's act."""


class Answered(NamedTuple):
    answer: Answer
    professional: bool


class QuestionCourse:
    """Of one question."""

    def __init__(self) -> None:
        self.raised: QuestionRaised | None = None
        self.signals: set[SignalId] = set()
        self.first_signal_at: datetime | None = None
        self.wording = ""
        self.revision = 1
        self.asked = False
        """Whether residents were asked to consent to this revision."""
        self.answers: dict[PersonId, Answered] = {}
        self.rounds = 0
        self.round: QuestionRoundOpened | None = None
        self.spoke: dict[PersonId, set[str]] = {}
        """In the open round, with the groups that they named."""
        self.settled: QuestionSettled | None = None

    def see(self, event: Event) -> None:
        match event:
            case QuestionRaised() | QuestionSignalsGathered():
                self._gather(event)
            case QuestionRoundOpened() | QuestionRoundClosed() | QuestionContributionMade():
                self._talk(event)
            case QuestionReworded(revision=revision, wording=wording):
                self.revision, self.wording = revision, wording
                self.asked, self.answers = False, {}
            case QuestionConsentAsked():
                self.asked = True
            case QuestionAnswered(person=person, answer=answer):
                self.answers[person] = Answered(answer, bool(event.professional))
            case QuestionSettled():
                self.settled = event

    def _gather(self, event: QuestionRaised | QuestionSignalsGathered) -> None:
        if isinstance(event, QuestionRaised):
            self.raised, self.wording = event, event.wording
        earliest = event.first_signal_at
        self.signals.update(event.signals)
        self.first_signal_at = min(earliest, self.first_signal_at or earliest)

    def _talk(self, event: Event) -> None:
        match event:
            case QuestionRoundOpened(round=number):
                self.round, self.rounds, self.spoke = event, number, {}
            case QuestionRoundClosed():
                self.round = None
            case QuestionContributionMade(person=person, groups=groups):
                self.spoke.setdefault(person, set()).update(groups or ())

    @property
    def groups(self) -> set[str]:
        """That spoke in the open round."""
        return set().union(*self.spoke.values())

    def residents(self, answer: Answer) -> int:
        """How many residents answered so; what professionals answer does not count."""
        return sum(1 for each in self.answers.values() if each == (answer, False))
