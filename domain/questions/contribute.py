"""Somebody speaks in a dialogue round about a question."""

from dataclasses import dataclass

from domain.events.questions import QuestionContributionMade
from domain.kernel import unsealed
from domain.questions.errors import NoRoundOpen
from domain.questions.on_one_question import OnOneQuestion


@dataclass(kw_only=True)
class ContributeToQuestion(OnOneQuestion):
    """Everybody who is registered may. ``groups`` are those that they choose to speak as one of."""

    words: str
    groups: tuple[str, ...] | None = None

    def execute(self) -> None:
        self.require_unsettled()
        if self.course.round is None:
            raise NoRoundOpen(question=self.question)
        self.record(
            QuestionContributionMade(
                question=self.question,
                round=self.course.round.round,
                person=self.actor,
                words=unsealed(self.words),
                groups=tuple(dict.fromkeys(self.groups)) if self.groups else None,
            )
        )
