"""What all acts on one idea share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.act import Act
from domain.events.ideas import IdeaOffered
from domain.ideas.course import IDEA_EVENTS, IdeaCourse
from domain.ideas.errors import IdeaNotFound
from domain.ids import IdeaId
from domain.kernel import Event, Selector, select


@dataclass(kw_only=True)
class OnOneIdea(Act):
    idea: IdeaId

    course: IdeaCourse = field(init=False, default_factory=IdeaCourse)

    def boundary(self) -> Sequence[Selector]:
        return [select(*IDEA_EVENTS, tags=[self.idea])]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, IDEA_EVENTS):
            self.course.see(event, envelope["actor"])

    @property
    def known(self) -> IdeaOffered:
        """Raise OrganisationNotFound or IdeaNotFound."""
        self.require_member()
        if self.course.offered is None:
            raise IdeaNotFound(idea=self.idea)
        return self.course.offered
