"""Whose argument it is withdraws it."""

from dataclasses import dataclass

from domain.deliberation.on_one_argument import OnOneArgument
from domain.events.deliberation import ArgumentResolved


@dataclass(kw_only=True)
class WithdrawArgument(OnOneArgument):
    def execute(self) -> None:
        self.require_author(self.require_unresolved())
        self.record(
            ArgumentResolved(
                argument=self.argument, decision=self.decision, case=self.case, how="withdrawn"
            )
        )
