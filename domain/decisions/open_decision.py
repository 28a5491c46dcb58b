"""The clerk puts a question to an organ."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from domain.act import minted
from domain.ballots.errors import ClosesInThePast, SecretNotYet
from domain.counting.majority import Quorum, Threshold
from domain.decisions.errors import NoSeats, TooManySeats
from domain.events.decisions import DecisionOpened, Secrecy
from domain.events.plans import PlanAdopted, PlanProposed
from domain.events.seats import SeatEstablished
from domain.ids import DecisionId, PlanId
from domain.kernel import Selector, on, select
from domain.plans.errors import PlanAlreadyAdopted, PlanNotFound
from domain.seats.register import SeesSeats

MOST_SEATS = 500


@dataclass(kw_only=True)
class OpenDecision(SeesSeats):
    """The rule in force is written into the event as exact integers."""

    decision: DecisionId = minted()
    organ: str
    question: str
    threshold: Threshold
    quorum: Quorum
    closes_at: datetime
    min_voters: int = 2
    secrecy: Secrecy = "open"
    plan: PlanId | None = None

    plan_text: str | None = field(init=False, default=None)
    adopted: bool = field(init=False, default=False)

    def boundary(self) -> Sequence[Selector]:
        seats = select(SeatEstablished, tags=[f"organ:{self.organ}"])
        if self.plan is None:
            return [seats]
        return [seats, select(PlanProposed, PlanAdopted, tags=[self.plan])]

    @on(PlanProposed)
    def _(self, text: str) -> None:
        self.plan_text = text

    @on(PlanAdopted)
    def _(self) -> None:
        self.adopted = True

    def execute(self) -> None:
        self.require_role("clerk")
        self._require_plan()
        seats = self.register.on_organ(self.organ)
        if not seats:
            raise NoSeats(organ=self.organ)
        if len(seats) > MOST_SEATS:
            raise TooManySeats(organ=self.organ)
        if self.closes_at <= self.at:
            raise ClosesInThePast
        if self.secrecy == "secret":
            raise SecretNotYet
        self.record(
            DecisionOpened(
                decision=self.decision,
                organ=self.organ,
                question=self.question,
                proposal=sha256((self.plan_text or self.question).encode()).hexdigest(),
                method="majority",
                threshold=self.threshold,
                quorum=self.quorum,
                min_voters=self.min_voters,
                secrecy=self.secrecy,
                seats=tuple(seats),
                closes_at=self.closes_at,
                plan=self.plan,
            )
        )

    def _require_plan(self) -> None:
        if self.plan is None:
            return
        if self.plan_text is None:
            raise PlanNotFound(plan=self.plan)
        if self.adopted:
            raise PlanAlreadyAdopted(plan=self.plan)
