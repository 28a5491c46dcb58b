"""The art of waiting: until when residents come first with their ideas for a question."""

from datetime import datetime

from domain.events.ideas import IdeaHelpNoted, IdeaOffered, IdeaWithdrawn
from domain.events.questions import QuestionSettled
from domain.ids import IdeaId
from domain.kernel import Event


class ResidentsWindow:
    """Of one question. It is extended if there is no residents' idea when it would end: none
    that is their own, and not a professional's solution in their name."""

    def __init__(self) -> None:
        self.settled: QuestionSettled | None = None
        self._standing: set[IdeaId] = set()
        """Residents' ideas as they stood when the window would end."""

    def see(self, event: Event, time: datetime) -> None:
        if isinstance(event, QuestionSettled):
            self.settled = event
        elif self.settled is not None and time < self.settled.window_until:
            self._in_window(event)

    def _in_window(self, event: Event) -> None:
        match event:
            case IdeaOffered(idea=idea, origin="resident" | "with_help"):
                self._standing.add(idea)
            case IdeaWithdrawn(idea=idea) | IdeaHelpNoted(idea=idea, help="solution"):
                self._standing.discard(idea)

    def until(self, moment: datetime) -> datetime | None:
        """The end as it is known at ``moment``; None before the question is settled."""
        settled = self.settled
        if settled is None or moment < settled.window_until or self._standing:
            return None if settled is None else settled.window_until
        return settled.extended_until
