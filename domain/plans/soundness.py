"""What a plan has to say of itself so that it can be carried out and measured."""

from domain.events.plans import PlanProposed
from domain.plans.errors import CurrencyMissing, IndicatorTwice, NeedsBackwards
from domain.plans.themes import Theme


def require_sound(plan: PlanProposed, theme: Theme) -> None:
    """Raise IndicatorNotFound, IndicatorTwice, CurrencyMissing or NeedsBackwards."""
    named = [each.indicator for each in plan.particulars or ()]
    for indicator in named:
        theme.require_indicator(indicator)
    if len(set(named)) != len(named):
        raise IndicatorTwice
    if plan.budget and plan.currency is None:
        raise CurrencyMissing
    needs = (plan.needs_from, plan.needs_until)
    if None not in needs and str(needs[0]) > str(needs[1]):
        raise NeedsBackwards
