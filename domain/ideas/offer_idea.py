"""Somebody offers an idea for a question that residents consented to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.act import minted
from domain.events.ideas import IdeaHelpNoted, IdeaOffered, Origin
from domain.ideas.course import IDEA_EVENTS
from domain.ideas.errors import QuestionNotSettled, ResidentsFirst
from domain.ideas.sees_professional import SeesProfessional
from domain.ideas.window import ResidentsWindow
from domain.ids import IdeaId, PersonId
from domain.kernel import Event, Selector, select
from domain.persons.professional import is_professional
from domain.questions.on_one_question import OnOneQuestion
from domain.record import moment


@dataclass(kw_only=True)
class OfferIdea(OnOneQuestion, SeesProfessional):
    """Residents at any time from then on, professionals after the residents' window.

    ``from_professional`` is whose solution it is that a resident enters.
    """

    idea: IdeaId = minted()
    title: str
    text: str
    theme: str
    from_professional: PersonId | None = None

    window: ResidentsWindow = field(init=False, default_factory=ResidentsWindow)

    def boundary(self) -> Sequence[Selector]:
        """Other ideas matter only once it is to be known whether the window was extended: until
        then nobody who offers one gets in the way of another."""
        found = [*super().boundary()]
        if self.from_professional is not None:
            found += self.who_is(self.from_professional)
        settled = self.course.settled
        if settled is not None and self.at >= settled.window_until:
            found.append(select(*IDEA_EVENTS, tags=[self.question]))
        return found

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if getattr(event, "question", None) == self.question:
            self.window.see(event, envelope["time"])

    def execute(self) -> None:
        known, ends = self.known, self.window.until(self.at)
        if ends is None:
            raise QuestionNotSettled(question=self.question)
        professional = is_professional(self.actor_standing, self.actor_roles)
        if professional and self.at < ends:
            raise ResidentsFirst(question=self.question, until=moment(ends))
        if self.from_professional is not None:
            self.require_professional(self.from_professional)
        offered = self.record(
            IdeaOffered(
                idea=self.idea,
                question=self.question,
                title=self.title,
                text=self.text,
                theme=self.theme,
                origin=self._origin(professional),
                first_signal_at=self.course.first_signal_at or known.first_signal_at,
                after_window=(self.at >= ends) or None,
            )
        )
        if self.from_professional is not None:
            self.record(self._solution_of(self.from_professional), because=offered)

    def _origin(self, professional: bool) -> Origin:
        if professional:
            return "professional"
        return "resident" if self.from_professional is None else "with_help"

    def _solution_of(self, professional: PersonId) -> IdeaHelpNoted:
        return IdeaHelpNoted(
            idea=self.idea, question=self.question, helped_by=professional, help="solution"
        )
