"""The clerk records a later version of the bylaws, for an organ to decide on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import minted
from domain.bylaws.bylaws import Bylaws
from domain.events.bylaws import BylawsProposed, BylawsRecorded
from domain.ids import BylawsId
from domain.kernel import Selector, on, select
from domain.organisations.described import DESCRIPTION, SeesDescription
from domain.organisations.errors import NoBylaws


@dataclass(kw_only=True)
class ProposeBylaws(SeesDescription):
    bylaws: BylawsId = minted()
    content: Bylaws

    recorded_before: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        return [DESCRIPTION, select(BylawsRecorded)]

    @on(BylawsRecorded)
    def _(self) -> None:
        self.recorded_before = True

    def execute(self) -> None:
        self.require_role("clerk")
        if not self.recorded_before:
            raise NoBylaws
        self.require_lawful(self.content)
        self.record(BylawsProposed(bylaws=self.bylaws, content=self.content))
