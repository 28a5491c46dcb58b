"""A facilitator closes a dialogue round about a question."""

from dataclasses import dataclass
from typing import ClassVar

from domain.events.questions import QuestionContributionMade, QuestionRoundClosed
from domain.kernel import Event
from domain.questions.errors import NoRoundOpen, TooFewGroups
from domain.questions.on_one_question import OnOneQuestion


@dataclass(kw_only=True)
class CloseRound(OnOneQuestion):
    SEES_ALSO: ClassVar[tuple[type[Event], ...]] = (QuestionContributionMade,)

    def execute(self) -> None:
        self.require_unsettled()
        self.require_host()
        opened, groups = self.course.round, len(self.course.groups)
        if opened is None:
            raise NoRoundOpen(question=self.question)
        if groups < (opened.groups_needed or 0):
            raise TooFewGroups(
                question=self.question, groups=groups, groups_needed=opened.groups_needed or 0
            )
        self.record(
            QuestionRoundClosed(
                question=self.question,
                round=opened.round,
                people=len(self.course.spoke),
                groups=groups,
            )
        )
