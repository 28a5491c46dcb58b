"""Somebody commits money to a plan, for a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from domain.act import minted
from domain.days.day import require_days
from domain.events.funding import FundingCommitted
from domain.events.persons import PersonRegistered
from domain.funding.errors import FundingEndsBeforeItBegins, OtherCurrency, TooManyFundings
from domain.funding.on_funding import OnFunding
from domain.ids import FundingId, PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound

MOST_FUNDINGS: Final = 100
"""Of one plan, so that the terms of all its money fit into one document."""


@dataclass(kw_only=True)
class CommitFunding(OnFunding):
    """All money for one plan is in one currency, so that it can be added up: that of the budget,
    or else of what was committed first. ``cents`` is more than nothing."""

    funding: FundingId = minted()
    funder: str
    cents: int
    currency: str
    funding_from: str
    funding_until: str
    partner: PersonId | None = None
    conditions: str | None = None

    registered: set[PersonId] = field(init=False, default_factory=set)
    currencies: list[str] = field(init=False, default_factory=list)
    """Of what was committed to this plan before."""

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary(), select(FundingCommitted, tags=[self.plan])]
        if self.partner is not None:
            found.append(select(PersonRegistered, tags=[self.partner]))
        return found

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.registered.add(person)

    @on(FundingCommitted)
    def _(self, currency: str) -> None:
        self.currencies.append(currency)

    def execute(self) -> None:
        self.require_recorder(self.partner)
        self.require_going_on()
        self._require_sense()
        self.record(
            FundingCommitted(
                funding=self.funding,
                plan=self.plan,
                funder=self.funder,
                cents=self.cents,
                currency=self.currency,
                funding_from=self.funding_from,
                funding_until=self.funding_until,
                partner=self.partner,
                conditions=self.conditions,
            )
        )

    def _require_sense(self) -> None:
        """Raise PersonNotFound, NoSuchDay, FundingEndsBeforeItBegins, OtherCurrency or
        TooManyFundings."""
        if self.partner is not None and self.partner not in self.registered:
            raise PersonNotFound(person=self.partner)
        require_days(self.funding_from, self.funding_until)
        if self.funding_until <= self.funding_from:
            raise FundingEndsBeforeItBegins(funding_from=self.funding_from)
        counted_in = [*self.currencies[:1], self.known.currency]
        if any(each not in (None, self.currency) for each in counted_in):
            raise OtherCurrency(plan=self.plan)
        if len(self.currencies) >= MOST_FUNDINGS:
            raise TooManyFundings(plan=self.plan, most=MOST_FUNDINGS)
