"""Somebody has read what happened to their plans."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.events.notices import NoticesAcknowledged
from domain.kernel import Selector, on
from domain.notices.acknowledged import acknowledgement_of
from domain.notices.errors import NotHappenedYet


@dataclass(kw_only=True)
class AcknowledgeNotices(Act):
    """``through`` is a position. What was read stays read: a smaller one changes nothing."""

    through: int

    read: int = field(init=False, default=0)

    def boundary(self) -> Sequence[Selector]:
        return [acknowledgement_of(self.actor)]

    @on(NoticesAcknowledged)
    def _(self, through: int) -> None:
        self.read = through

    def execute(self) -> None:
        self.require_member()
        if self.through > self.head:
            raise NotHappenedYet(head=self.head)
        if self.through > self.read:
            self.record(NoticesAcknowledged(person=self.actor, through=self.through))
