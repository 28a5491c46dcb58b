"""What all acts on one question share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from domain.act import Act
from domain.events.questions import QuestionRaised
from domain.ids import QuestionId
from domain.kernel import Event, Selector, select
from domain.questions.course import QUESTION_EVENTS, QuestionCourse
from domain.questions.errors import QuestionHostRequired, QuestionIsSettled, QuestionNotFound


@dataclass(kw_only=True)
class OnOneQuestion(Act):
    SEES_ALSO: ClassVar[tuple[type[Event], ...]] = ()
    """What people said about it, where that matters."""

    question: QuestionId

    course: QuestionCourse = field(init=False, default_factory=QuestionCourse)

    def boundary(self) -> Sequence[Selector]:
        """One selector, so that all is seen in order."""
        return [select(*QUESTION_EVENTS, *self.SEES_ALSO, tags=[self.question])]

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if getattr(event, "question", None) == self.question:
            self.course.see(event)

    @property
    def known(self) -> QuestionRaised:
        """Raise OrganisationNotFound or QuestionNotFound."""
        self.require_member()
        if self.course.raised is None:
            raise QuestionNotFound(question=self.question)
        return self.course.raised

    def require_unsettled(self) -> None:
        """Raise also QuestionIsSettled."""
        _ = self.known
        if self.course.settled is not None:
            raise QuestionIsSettled(question=self.question)

    def require_host(self) -> None:
        """Raise QuestionHostRequired."""
        self.require_member()
        if not self.hosts:
            raise QuestionHostRequired
