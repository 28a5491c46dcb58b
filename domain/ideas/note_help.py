"""Somebody marks that a professional helped with an idea."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.ideas import Help, IdeaHelpNoted
from domain.ideas.on_one_idea import OnOneIdea
from domain.ideas.sees_professional import SeesProfessional
from domain.ids import PersonId
from domain.kernel import Selector


@dataclass(kw_only=True)
class NoteHelp(OnOneIdea, SeesProfessional):
    """Everybody may, at any time: help is welcome, and it is told. A mark is made once."""

    helped_by: PersonId
    help: Help

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *self.who_is(self.helped_by)]

    def execute(self) -> None:
        known = self.known
        self.require_professional(self.helped_by)
        if (self.helped_by, self.help) not in self.course.helps:
            self.record(
                IdeaHelpNoted(
                    idea=self.idea,
                    question=known.question,
                    helped_by=self.helped_by,
                    help=self.help,
                )
            )
