"""Somebody pledges support to a plan."""

from dataclasses import dataclass
from typing import Final

from domain.act import minted
from domain.doing.on_plan_under_way import OnPlanUnderWay
from domain.events.pledges import PledgeMade, Support
from domain.ids import PledgeId
from domain.pledges.errors import PledgeInOtherCurrency, PledgeUnclear

SAYS: Final[dict[Support, tuple[str, ...]]] = {
    "hours": ("hours",),
    "money": ("cents", "currency"),
    "materials": ("what",),
}
"""What a pledge of each kind must say; of hours and money, ``what`` may say more."""


@dataclass(kw_only=True)
class MakePledge(OnPlanUnderWay):
    """Everybody who is registered may, for themselves. Numbers are more than nothing."""

    pledge: PledgeId = minted()
    kind: Support
    hours: int | None = None
    cents: int | None = None
    currency: str | None = None
    what: str | None = None

    def execute(self) -> None:
        known = self.known
        self.require_going_on()
        self._require_clear()
        if self.currency is not None and known.currency not in (None, self.currency):
            raise PledgeInOtherCurrency(plan=self.plan)
        self.record(
            PledgeMade(
                pledge=self.pledge,
                plan=self.plan,
                person=self.actor,
                kind=self.kind,
                hours=self.hours,
                cents=self.cents,
                currency=self.currency,
                what=self.what,
            )
        )

    def _require_clear(self) -> None:
        """Raise PledgeUnclear."""
        must = {*SAYS[self.kind]}
        said = {
            name
            for name in ("hours", "cents", "currency", "what")
            if getattr(self, name) is not None
        }
        if not must <= said <= must | {"what"}:
            raise PledgeUnclear(kind=self.kind)
