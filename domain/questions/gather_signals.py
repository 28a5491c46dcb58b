"""Further signals lead to a question that was raised already."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.questions import QuestionSignalsGathered
from domain.kernel import Selector
from domain.questions.errors import SignalsGatheredAlready
from domain.questions.gathers import Gathers
from domain.questions.on_one_question import OnOneQuestion


@dataclass(kw_only=True)
class GatherSignals(Gathers, OnOneQuestion):
    """Also once it is settled: a voice that came later belongs to it as well."""

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *self.all_signals()]

    def execute(self) -> None:
        _ = self.known
        self.require_host()
        self.require_noted()
        further = [s for s in dict.fromkeys(self.signals) if s not in self.course.signals]
        if not further:
            raise SignalsGatheredAlready(question=self.question)
        self.record(
            QuestionSignalsGathered(
                question=self.question,
                signals=tuple(further),
                first_signal_at=min(self.noted[each] for each in further),
            )
        )
