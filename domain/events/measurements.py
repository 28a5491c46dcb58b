"""What a plan brought about, in numbers. A wrong measurement is corrected, never changed."""

from typing import ClassVar

from domain.ids import MeasurementId, PlanId
from domain.kernel import Event, Published


class MeasurementTaken(Event, frozen=True, kw_only=True):
    """``value`` is a whole number of ``unit``, as the plan's theme had it then: money in cents,
    CO2 in kilograms. ``source`` is how one knows."""

    NAME: ClassVar = "measurement.taken"
    TAGGED_BY: ClassVar = ("measurement", "plan")

    measurement: MeasurementId
    plan: PlanId
    indicator: Published
    value: int
    unit: Published
    measured_on: str
    source: Published


class MeasurementCorrected(Event, frozen=True, kw_only=True):
    """What ``measurement`` should have said. The first one stays as it was recorded."""

    NAME: ClassVar = "measurement.corrected"
    TAGGED_BY: ClassVar = ("measurement", "plan")

    measurement: MeasurementId
    plan: PlanId
    value: int
    reason: Published
    measured_on: str | None = None
