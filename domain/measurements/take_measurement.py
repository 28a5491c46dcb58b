"""Somebody counted what a plan has brought about."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.act import minted
from domain.days.day import require_come
from domain.doing.on_plan_under_way import OnPlanUnderWay
from domain.events.measurements import MeasurementTaken
from domain.ids import MeasurementId
from domain.kernel import Selector
from domain.plans.themes import SeesThemes, Theme


@dataclass(kw_only=True)
class TakeMeasurement(OnPlanUnderWay, SeesThemes):
    """By an indicator of the plan's theme, in the unit of that. ``value`` is not below nothing."""

    measurement: MeasurementId = minted()
    indicator: str
    value: int
    measured_on: str
    source: str

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        if self.course.current is not None:
            found += self.of_theme(self.course.current.theme)
        return found

    def execute(self) -> None:
        known = self.require_carrier()
        self.require_adopted()
        unit = _unit(self.themes.require(known.theme), self.indicator)
        require_come(self.measured_on, self.at)
        self.record(
            MeasurementTaken(
                measurement=self.measurement,
                plan=self.plan,
                indicator=self.indicator,
                value=self.value,
                unit=unit,
                measured_on=self.measured_on,
                source=self.source,
            )
        )


def _unit(theme: Theme, indicator: str) -> str:
    """Raise IndicatorNotFound."""
    theme.require_indicator(indicator)
    return next(each.unit for each in theme.indicators if each.indicator == indicator)
