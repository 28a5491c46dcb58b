"""A facilitator asks residents whether they consent to the wording."""

from dataclasses import dataclass

from domain.events.questions import QuestionConsentAsked
from domain.questions.errors import ConsentAskedAlready, RoundIsOpen
from domain.questions.on_one_question import OnOneQuestion


@dataclass(kw_only=True)
class AskConsentToQuestion(OnOneQuestion):
    """Between rounds: while people still talk, the wording is not put to them."""

    def execute(self) -> None:
        self.require_unsettled()
        self.require_host()
        if self.course.round is not None:
            raise RoundIsOpen(question=self.question, round=self.course.round.round)
        if self.course.asked:
            raise ConsentAskedAlready(question=self.question, revision=self.course.revision)
        self.record(QuestionConsentAsked(question=self.question, revision=self.course.revision))
