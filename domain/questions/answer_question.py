"""Somebody consents to the wording of a question, or objects to it."""

from dataclasses import dataclass

from domain.events.questions import Answer, QuestionAnswered
from domain.kernel import unsealed
from domain.persons.professional import is_professional
from domain.questions.errors import ConsentNotAsked, ObjectionWithoutWords, RewordedSince
from domain.questions.on_one_question import OnOneQuestion


@dataclass(kw_only=True)
class AnswerQuestion(OnOneQuestion):
    """Everybody may answer, and answer anew; only residents' answers count. ``revision`` is the
    wording that they read."""

    revision: int
    answer: Answer
    words: str | None = None

    def execute(self) -> None:
        self.require_unsettled()
        if self.revision != self.course.revision:
            raise RewordedSince(question=self.question, revision=self.course.revision)
        if not self.course.asked:
            raise ConsentNotAsked(question=self.question)
        if self.answer == "objection" and self.words is None:
            raise ObjectionWithoutWords(question=self.question)
        self.record(
            QuestionAnswered(
                question=self.question,
                revision=self.revision,
                person=self.actor,
                answer=self.answer,
                words=None if self.words is None else unsealed(self.words),
                professional=is_professional(self.actor_standing, self.actor_roles) or None,
            )
        )
