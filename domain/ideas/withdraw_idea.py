"""Who offered an idea withdraws it."""

from dataclasses import dataclass

from domain.events.ideas import IdeaWithdrawn
from domain.ideas.errors import IdeaWithdrawnAlready, NotYourIdea
from domain.ideas.on_one_idea import OnOneIdea


@dataclass(kw_only=True)
class WithdrawIdea(OnOneIdea):
    def execute(self) -> None:
        known = self.known
        if self.actor != self.course.author:
            raise NotYourIdea(idea=self.idea)
        if self.course.withdrawn:
            raise IdeaWithdrawnAlready(idea=self.idea)
        self.record(IdeaWithdrawn(idea=self.idea, question=known.question))
