"""A facilitator or the clerk raises a question from signals."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.act import minted
from domain.events.questions import QuestionRaised
from domain.ids import QuestionId
from domain.kernel import Selector
from domain.questions.gathers import Gathers
from domain.questions.on_one_question import OnOneQuestion


@dataclass(kw_only=True)
class RaiseQuestion(Gathers, OnOneQuestion):
    """At least one signal leads to it: nobody asks out of the blue."""

    question: QuestionId = minted()
    wording: str

    def boundary(self) -> Sequence[Selector]:
        return self.all_signals()

    def execute(self) -> None:
        self.require_host()
        self.require_noted()
        self.record(
            QuestionRaised(
                question=self.question,
                wording=self.wording,
                signals=tuple(dict.fromkeys(self.signals)),
                first_signal_at=min(self.noted.values()),
            )
        )
