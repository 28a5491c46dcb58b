"""The clerk drafts what an organ is to decide, so that it is talked about before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act, minted
from domain.bylaws.articles import DecisionKind
from domain.decisions.errors import ExpiresInThePast, NoSeats
from domain.events.bylaws import BylawsProposed
from domain.events.decisions import DecisionDrafted
from domain.events.plans import PlanProposed
from domain.events.seats import SeatEstablished
from domain.ids import BylawsId, DecisionId, PlanId, SeatId
from domain.kernel import Selector, on, select
from domain.organisations.errors import BylawsNotFound
from domain.plans.errors import PlanNotFound


@dataclass(kw_only=True)
class DraftDecision(Act):
    """It keeps its name when it is put to the vote, and expires at ``expires_at`` if it is not."""

    decision: DecisionId = minted()
    organ: str
    question: str
    text: str | None = None
    kind: DecisionKind | None = None
    plan: PlanId | None = None
    proposed_bylaws: BylawsId | None = None
    expires_at: datetime | None = None

    seats: set[SeatId] = field(init=False, default_factory=set)
    plans: set[PlanId] = field(init=False, default_factory=set)
    proposed: set[BylawsId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        found = [select(SeatEstablished, tags=[f"organ:{self.organ}"], latest=True)]
        if self.plan is not None:
            found.append(select(PlanProposed, tags=[self.plan]))
        if self.proposed_bylaws is not None:
            found.append(select(BylawsProposed, tags=[self.proposed_bylaws]))
        return found

    @on(SeatEstablished)
    def _(self, seat: SeatId) -> None:
        self.seats.add(seat)

    @on(PlanProposed)
    def _(self, plan: PlanId) -> None:
        self.plans.add(plan)

    @on(BylawsProposed)
    def _(self, bylaws: BylawsId) -> None:
        self.proposed.add(bylaws)

    def execute(self) -> None:
        self.require_role("clerk")
        if not self.seats:
            raise NoSeats(organ=self.organ)
        if self.plan is not None and self.plan not in self.plans:
            raise PlanNotFound(plan=self.plan)
        if self.proposed_bylaws is not None and self.proposed_bylaws not in self.proposed:
            raise BylawsNotFound(bylaws=self.proposed_bylaws)
        if self.expires_at is not None and self.expires_at <= self.at:
            raise ExpiresInThePast
        self.record(
            DecisionDrafted(
                decision=self.decision,
                organ=self.organ,
                question=self.question,
                text=self.text,
                kind=self.kind,
                plan=self.plan,
                proposed_bylaws=self.proposed_bylaws,
                expires_at=self.expires_at,
            )
        )
