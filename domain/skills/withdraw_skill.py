"""Somebody takes back what they offered, or asked for."""

from dataclasses import dataclass

from domain.events.skills import SkillSide, SkillWithdrawn
from domain.skills.errors import SkillNotNamed
from domain.skills.on_own_skill import OnOwnSkill


@dataclass(kw_only=True)
class WithdrawSkill(OnOwnSkill):
    side: SkillSide

    def execute(self) -> None:
        word = self.require_word()
        if self.side not in self.named:
            raise SkillNotNamed
        self.record(SkillWithdrawn(person=self.actor, skill=word, side=self.side))
