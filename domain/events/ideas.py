"""What somebody would do about a question, and where the idea came from."""

from datetime import datetime
from typing import ClassVar, Literal

from domain.ids import IdeaId, PersonId, QuestionId
from domain.kernel import Event, Published

Origin = Literal["resident", "with_help", "professional"]
Help = Literal["wording", "facts", "solution"]


class IdeaOffered(Event, frozen=True, kw_only=True):
    """``origin`` as it was known then; ``after_window``: the residents' window had ended.
    ``first_signal_at`` is when the first signal was noted that led to the question."""

    NAME: ClassVar = "idea.offered"
    TAGGED_BY: ClassVar = ("idea", "question")

    idea: IdeaId
    question: QuestionId
    title: Published
    text: Published
    theme: Published
    origin: Origin
    first_signal_at: datetime
    after_window: bool | None = None


class IdeaHelpNoted(Event, frozen=True, kw_only=True):
    """A professional helped with the wording or with facts, or the solution was theirs and a
    resident entered it: from now on the origin of a resident's idea is ``with_help``."""

    NAME: ClassVar = "idea.help_noted"
    TAGGED_BY: ClassVar = ("idea", "question", "helped_by")

    idea: IdeaId
    question: QuestionId
    helped_by: PersonId
    help: Help


class IdeaWithdrawn(Event, frozen=True, kw_only=True):
    """By who offered it."""

    NAME: ClassVar = "idea.withdrawn"
    TAGGED_BY: ClassVar = ("idea", "question")

    idea: IdeaId
    question: QuestionId
