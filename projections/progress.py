"""What each plan wants to reach and what was measured of it: one document per plan.

How far it has come by each of these is the newest of its measurements, which stands in the
list of that indicator: so that a correction of any of them shows.
"""

from collections.abc import Iterable, MutableMapping, Sequence

import msgspec

from domain.events.measurements import MeasurementTaken
from domain.events.plans import PlanProposed, PlanRevised
from domain.ids import MeasurementId, PlanId
from domain.kernel import Event, Selector, select
from domain.plans.themes import BUILT_IN
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.measurements import Measurement


class Target(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``target`` is absent for what was measured and is no aim of the plan; ``unit`` until
    something was measured, where the theme is one of the organisation's own."""

    indicator: str
    unit: str | None = None
    target: int | None = None


class PlanTargets(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As many targets as the theme has indicators at most."""

    plan: PlanId
    theme: str
    targets: tuple[Target, ...] = ()


class Progress(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``value`` is what was measured last."""

    indicator: str
    unit: str | None = None
    target: int | None = None
    value: int | None = None
    measured_on: str | None = None
    measurement: MeasurementId | None = None


class PlansProgress:
    NAME = "progress"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (PlanProposed, PlanRevised, MeasurementTaken)
    DOCUMENT = PlanTargets

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, PlanProposed | PlanRevised | MeasurementTaken)
        return (event.plan,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, PlanTargets], recorded: Recorded) -> None:
        match recorded.event:
            case PlanProposed(plan=plan) as event:
                known = PlanTargets(plan=plan, theme=event.theme)
                documents[plan] = _aiming(known, event)
            case PlanRevised(plan=plan) as event:
                documents[plan] = _aiming(documents[plan], event)
            case MeasurementTaken(plan=plan, indicator=indicator, unit=unit):
                documents[plan] = _measured(documents[plan], indicator, unit)

    def index(self, document: PlanTargets) -> Iterable[Entry]:
        return ()


def _aiming(known: PlanTargets, event: PlanProposed | PlanRevised) -> PlanTargets:
    """With other aims, where some are named; what was measured before is not forgotten."""
    if event.particulars is None:
        return known
    units = _units_of(known.theme)
    units |= {each.indicator: each.unit for each in known.targets if each.unit is not None}
    aims = {each.indicator: each.target for each in event.particulars}
    measured = [each.indicator for each in known.targets if each.indicator not in aims]
    targets = tuple(
        Target(indicator=each, unit=units.get(each), target=aims.get(each))
        for each in (*aims, *measured)
    )
    return msgspec.structs.replace(known, targets=targets)


def _measured(known: PlanTargets, indicator: str, unit: str) -> PlanTargets:
    named = {each.indicator: each for each in known.targets}
    target = named.get(indicator, Target(indicator=indicator))
    named[indicator] = msgspec.structs.replace(target, unit=unit)
    return msgspec.structs.replace(known, targets=tuple(named.values()))


def _units_of(theme: str) -> dict[str, str]:
    known = BUILT_IN.get(theme)
    return {} if known is None else {each.indicator: each.unit for each in known.indicators}


def progress(target: Target, newest: Measurement | None) -> Progress:
    return Progress(
        indicator=target.indicator,
        unit=target.unit,
        target=target.target,
        value=None if newest is None else newest.value,
        measured_on=None if newest is None else newest.measured_on,
        measurement=None if newest is None else newest.measurement,
    )


PROGRESS: Projection[PlanTargets] = PlansProgress()
