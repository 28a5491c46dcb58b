"""The clerk records the bylaws that the organisation was founded with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import minted
from domain.bylaws.bylaws import Bylaws
from domain.events.bylaws import BylawsRecorded
from domain.ids import BylawsId
from domain.kernel import Selector, on, select
from domain.organisations.described import DESCRIPTION, SeesDescription
from domain.organisations.errors import BylawsAlreadyRecorded


@dataclass(kw_only=True)
class RecordBylaws(SeesDescription):
    """Only while there are none: every later version comes by a decision."""

    bylaws: BylawsId = minted()
    content: Bylaws
    in_force_from: datetime

    recorded_before: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [DESCRIPTION, select(BylawsRecorded)]

    @on(BylawsRecorded)
    def _(self) -> None:
        self.recorded_before = True

    def execute(self) -> None:
        self.require_role("clerk")
        if self.recorded_before:
            raise BylawsAlreadyRecorded
        self.require_lawful(self.content)
        self.record(
            BylawsRecorded(
                bylaws=self.bylaws, content=self.content, in_force_from=self.in_force_from
            )
        )
