"""A facilitator words the question anew, after what was said."""

from dataclasses import dataclass

from domain.events.questions import QuestionReworded
from domain.questions.errors import SameWording
from domain.questions.on_one_question import OnOneQuestion


@dataclass(kw_only=True)
class RewordQuestion(OnOneQuestion):
    """Every earlier wording stays readable; answers to it count no more."""

    wording: str
    why: str | None = None

    def execute(self) -> None:
        self.require_unsettled()
        self.require_host()
        if self.wording == self.course.wording:
            raise SameWording(question=self.question)
        self.record(
            QuestionReworded(
                question=self.question,
                revision=self.course.revision + 1,
                wording=self.wording,
                why=self.why,
            )
        )
