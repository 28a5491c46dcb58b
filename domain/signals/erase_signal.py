"""The clerk or a facilitator erases the words of an anonymous signal."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.events.signals import SignalErased, SignalNoted
from domain.ids import SignalId
from domain.kernel import Event, Selector, on, select
from domain.signals.errors import (
    EraserRequired,
    SignalErasedAlready,
    SignalNotFound,
    SignalOfPerson,
)


@dataclass(kw_only=True)
class EraseSignal(Act):
    """Its key is destroyed, and nobody can read the words again."""

    signal: SignalId

    noted: SignalNoted | None = field(init=False, default=None)
    erased: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [select(SignalNoted, SignalErased, tags=[self.signal])]

    @property
    def empties_box(self) -> str:
        return self.signal

    @property
    def destroys_key(self) -> bool:
        return True

    @on(SignalNoted)
    def _(self, event: Event) -> None:
        assert isinstance(event, SignalNoted)
        self.noted = event

    @on(SignalErased)
    def _(self) -> None:
        self.erased = True

    def execute(self) -> None:
        self.require_member()
        if self.actor_roles.isdisjoint(("clerk", "facilitator")):
            raise EraserRequired
        if self.noted is None:
            raise SignalNotFound(signal=self.signal)
        if self.noted.person is not None:
            raise SignalOfPerson(signal=self.signal)
        if self.erased:
            raise SignalErasedAlready(signal=self.signal)
        self.record(SignalErased(signal=self.signal))
