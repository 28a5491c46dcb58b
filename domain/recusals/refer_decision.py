"""Recusal leaves no valid decision possible, and another organ decides instead."""

from dataclasses import dataclass

from domain.decisions.ends_early import EndsEarly
from domain.recusals.errors import DecidesItself
from domain.recusals.ladder import ITSELF, OnTheLadder


@dataclass(kw_only=True)
class ReferDecision(EndsEarly, OnTheLadder):
    """It ends here, without a count, and is opened again at the organ that is named."""

    def execute(self) -> None:
        self.require_lead()
        self.require_uncounted()
        self.require_obstacle()
        instead = self.instead()
        if instead == ITSELF:
            raise DecidesItself(organ=self.opened.organ)
        self.end("referred", referred_to=instead)
