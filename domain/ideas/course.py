"""What has become of an idea: the fold that every act on ideas shares, and the plan it becomes."""

from datetime import datetime
from typing import Final

from domain.events.ideas import Help, IdeaHelpNoted, IdeaOffered, IdeaWithdrawn, Origin
from domain.ids import PersonId
from domain.kernel import Event

IDEA_EVENTS: Final[tuple[type[Event], ...]] = (IdeaOffered, IdeaHelpNoted, IdeaWithdrawn)


class IdeaCourse:
    """Of one idea; the other properties ask that it was ``offered``."""

    def __init__(self) -> None:
        self.offered: IdeaOffered | None = None
        self.author: str | None = None
        self.helps: set[tuple[PersonId, Help]] = set()
        self.withdrawn: bool = False

    def see(self, event: Event, actor: str | None) -> None:
        match event:
            case IdeaOffered():
                self.offered, self.author = event, actor
            case IdeaHelpNoted(helped_by=person, help=help):
                self.helps.add((person, help))
            case IdeaWithdrawn():
                self.withdrawn = True

    @property
    def known(self) -> IdeaOffered:
        assert self.offered is not None
        return self.offered

    @property
    def origin(self) -> Origin:
        """As far as it is known by now: help is also marked afterwards."""
        if self.known.origin == "resident" and self.helps:
            return "with_help"
        return self.known.origin

    @property
    def first_signal_at(self) -> datetime:
        return self.known.first_signal_at

    @property
    def theme(self) -> str:
        return self.known.theme
