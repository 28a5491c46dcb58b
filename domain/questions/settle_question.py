"""A facilitator settles the wording, and the residents' window begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Final

from domain.events.questions import QuestionAnswered, QuestionSettled
from domain.kernel import Event, Selector
from domain.organisations.versions import SeesBylaws
from domain.questions.errors import ConsentNotAsked, ObjectionStands, TooFewConsents
from domain.questions.on_one_question import OnOneQuestion

CONSENTS_NEEDED: Final = 2
"""Residents: the word of one is not yet the question of a neighbourhood."""
WINDOW_DAYS: Final = 28
EXTENSION_DAYS: Final = 14
"""Both where no bylaws are in force."""


@dataclass(kw_only=True)
class SettleQuestion(OnOneQuestion, SeesBylaws):
    """How long the window lasts is what the bylaws in force say at this moment."""

    SEES_ALSO: ClassVar[tuple[type[Event], ...]] = (QuestionAnswered,)

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *self.all_versions()]

    def execute(self) -> None:
        self.require_unsettled()
        self.require_host()
        self._require_consent()
        days, extension = self._window()
        until = self.at + timedelta(days=days)
        self.record(
            QuestionSettled(
                question=self.question,
                revision=self.course.revision,
                window_from=self.at,
                window_until=until,
                extended_until=until + timedelta(days=extension),
            )
        )

    def _require_consent(self) -> None:
        """Raise ConsentNotAsked, ObjectionStands or TooFewConsents."""
        if not self.course.asked:
            raise ConsentNotAsked(question=self.question)
        if objections := self.course.residents("objection"):
            raise ObjectionStands(question=self.question, objections=objections)
        consents = self.course.residents("consent")
        if consents < CONSENTS_NEEDED:
            raise TooFewConsents(
                question=self.question, consents=consents, consents_needed=CONSENTS_NEEDED
            )

    def _window(self) -> tuple[int, int]:
        """Days, and days by which it is extended."""
        version = self.versions.in_force(self.at)
        if version is None:
            return WINDOW_DAYS, EXTENSION_DAYS
        article = version.content.residents_window
        return article.days, article.extension_days
