"""Who had to do it, or the clerk, notes that an action was completed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.errors import RoleRequired
from domain.events.meetings import ActionAgreed, ActionCompleted
from domain.ids import ActionId, PersonId
from domain.kernel import Selector, on, select
from domain.meetings.errors import ActionCompletedAlready, ActionNotFound, NotYet


@dataclass(kw_only=True)
class CompleteAction(Act):
    action: ActionId
    completed_at: datetime

    agreed: bool = field(init=False, default=False)
    by: PersonId | None = field(init=False, default=None)
    completed: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [select(ActionAgreed, ActionCompleted, tags=[self.action])]

    @on(ActionAgreed)
    def _(self, by: PersonId | None) -> None:
        self.agreed, self.by = True, by

    @on(ActionCompleted)
    def _(self) -> None:
        self.completed = True

    def execute(self) -> None:
        self.require_member()
        if not self.agreed:
            raise ActionNotFound(action=self.action)
        if self.actor != self.by and "clerk" not in self.actor_roles:
            raise RoleRequired(role="clerk")
        if self.completed:
            raise ActionCompletedAlready(action=self.action)
        if self.completed_at > self.at:
            raise NotYet
        self.record(ActionCompleted(action=self.action, completed_at=self.completed_at))
