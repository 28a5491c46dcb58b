"""A facilitator opens a dialogue round about a question."""

from dataclasses import dataclass

from domain.events.questions import QuestionRoundOpened
from domain.questions.errors import RoundIsOpen
from domain.questions.on_one_question import OnOneQuestion


@dataclass(kw_only=True)
class OpenRound(OnOneQuestion):
    """With ``groups_needed`` it is across the bubble: so many groups have to speak in it."""

    groups_needed: int | None = None

    def execute(self) -> None:
        self.require_unsettled()
        self.require_host()
        if self.course.round is not None:
            raise RoundIsOpen(question=self.question, round=self.course.round.round)
        self.record(
            QuestionRoundOpened(
                question=self.question,
                round=self.course.rounds + 1,
                groups_needed=self.groups_needed,
            )
        )
