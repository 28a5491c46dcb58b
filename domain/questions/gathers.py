"""Signals that are to lead to a question have been noted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.events.signals import SignalNoted
from domain.ids import SignalId
from domain.kernel import Selector, on, select
from domain.signals.errors import SignalNotFound


@dataclass(kw_only=True)
class Gathers(Act):
    signals: tuple[SignalId, ...]

    noted: dict[SignalId, datetime] = field(init=False, default_factory=dict)

    def all_signals(self) -> Sequence[Selector]:
        return [select(SignalNoted, tags=[each]) for each in dict.fromkeys(self.signals)]

    @on(SignalNoted)
    def _(self, signal: SignalId, time: datetime) -> None:
        self.noted[signal] = time

    def require_noted(self) -> None:
        """Raise SignalNotFound."""
        for each in self.signals:
            if each not in self.noted:
                raise SignalNotFound(signal=each)
