"""A measurement was wrong: what it should have said."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.days.day import require_come
from domain.doing.on_plan_under_way import OnPlanUnderWay
from domain.events.measurements import MeasurementCorrected, MeasurementTaken
from domain.ids import MeasurementId
from domain.kernel import Event, Selector, on, select
from domain.measurements.errors import MeasurementNotFound, NothingCorrected


@dataclass(kw_only=True)
class CorrectMeasurement(OnPlanUnderWay):
    """As often as it takes. Without ``measured_on`` the day stays."""

    measurement: MeasurementId
    value: int
    reason: str
    measured_on: str | None = None

    taken: MeasurementTaken | None = field(init=False, default=None)
    stands: tuple[int, str] | None = field(init=False, default=None)
    """Value and day, as they read now."""

    def boundary(self) -> Sequence[Selector]:
        measured = select(MeasurementTaken, MeasurementCorrected, tags=[self.measurement])
        return [*super().boundary(), measured]

    @on(MeasurementTaken)
    def _(self, event: Event) -> None:
        assert isinstance(event, MeasurementTaken)
        self.taken, self.stands = event, (event.value, event.measured_on)

    @on(MeasurementCorrected)
    def _(self, value: int, measured_on: str | None) -> None:
        assert self.stands is not None
        self.stands = value, measured_on or self.stands[1]

    def execute(self) -> None:
        self.require_carrier()
        if self.taken is None or self.stands is None or self.taken.plan != self.plan:
            raise MeasurementNotFound(measurement=self.measurement)
        day = self.measured_on or self.stands[1]
        require_come(day, self.at)
        if (self.value, day) == self.stands:
            raise NothingCorrected(measurement=self.measurement)
        self.record(
            MeasurementCorrected(
                measurement=self.measurement,
                plan=self.plan,
                value=self.value,
                reason=self.reason,
                measured_on=self.measured_on,
            )
        )
