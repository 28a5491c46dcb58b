"""The facilitator records a masterclass: which lessons it was about, and how many came."""

from dataclasses import dataclass

from domain.act import minted
from domain.events.skills import MasterclassHeld
from domain.ids import MasterclassId
from domain.skills.gathering import Gathering


@dataclass(kw_only=True)
class HoldMasterclass(Gathering):
    masterclass: MasterclassId = minted()
    subject: str

    def execute(self) -> None:
        self.require_held()
        self.record(
            MasterclassHeld(
                masterclass=self.masterclass,
                subject=self.subject,
                held_on=self.held_on,
                people=self.people,
                lessons=self.lessons_named,
                skills=self.skill_words,
            )
        )
