"""What all acts share that rest on a court's word, or on another decision of an organ."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.events.ballots import ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.ids import DecisionId
from domain.kernel import Event, Selector, select
from domain.results.errors import NoOnesWord
from domain.results.on_one_result import OnOneResult


@dataclass(kw_only=True)
class ByCourtOrOrgan(OnOneResult):
    """Never on the clerk's word alone. That the organ may say so, the clerk answers for."""

    court: str | None = None
    case_number: str | None = None
    by_decision: DecisionId | None = None

    said_by: DecisionOpened | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        if self.by_decision is not None:
            found.append(select(DecisionOpened, ResultDeclared, tags=[self.by_decision]))
        return found

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, DecisionOpened) and event.decision == self.by_decision:
            self.said_by = event

    def require_word(self) -> None:
        """Raise RoleRequired, NoOnesWord."""
        self.require_role("clerk")
        by_court = self.court is not None and self.case_number is not None
        said = self.court is not None or self.case_number is not None
        if said == (self.by_decision is not None) or said != by_court:
            raise NoOnesWord
        if self.by_decision is not None and (
            self.by_decision == self.decision or self.outcomes.get(self.by_decision) != "adopted"
        ):
            raise NoOnesWord
