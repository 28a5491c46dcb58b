"""The clerk records the notary's deed that puts a change of the statutes in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.bylaws import DeedExecuted
from domain.ids import BylawsId
from domain.kernel import Selector
from domain.organisations.errors import (
    BylawsNotAdopted,
    BylawsNotFound,
    DeedOutOfTime,
    NoDeedAwaited,
)
from domain.organisations.versions import SeesBylaws


@dataclass(kw_only=True)
class RecordDeed(SeesBylaws):
    bylaws: BylawsId
    notary: str
    executed_at: datetime

    def boundary(self) -> Sequence[Selector]:
        return self.all_versions()

    def execute(self) -> None:
        self.require_role("clerk")
        version = self.versions.known.get(self.bylaws)
        if version is None:
            raise BylawsNotFound(bylaws=self.bylaws)
        if version.adopted_at is None:
            raise BylawsNotAdopted(bylaws=self.bylaws)
        if version is not self.versions.awaiting_deed():
            raise NoDeedAwaited(bylaws=self.bylaws)
        if not version.adopted_at <= self.executed_at <= self.at:
            raise DeedOutOfTime
        self.record(
            DeedExecuted(bylaws=self.bylaws, notary=self.notary, executed_at=self.executed_at)
        )
