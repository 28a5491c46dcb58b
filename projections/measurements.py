"""What was measured of plans: one document per measurement, as it reads after corrections."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.measurements import MeasurementCorrected, MeasurementTaken
from domain.ids import MeasurementId, PlanId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first


class FirstSaid(msgspec.Struct, frozen=True, kw_only=True):
    """What a measurement said before it was corrected."""

    value: int
    measured_on: str


class Measurement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``first_said`` is there once it was corrected, ``corrections`` times; ``reason`` is that
    of the last correction."""

    measurement: MeasurementId
    plan: PlanId
    indicator: str
    value: int
    unit: str
    measured_on: str
    source: str
    taken_at: datetime
    position: int
    first_said: FirstSaid | None = None
    corrections: int = 0
    reason: str | None = None


class Measurements:
    NAME = "measurements"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (MeasurementTaken, MeasurementCorrected)
    DOCUMENT = Measurement

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, MeasurementTaken | MeasurementCorrected)
        return (event.measurement,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Measurement], recorded: Recorded) -> None:
        match recorded.event:
            case MeasurementTaken(measurement=measurement) as event:
                documents[measurement] = Measurement(
                    **msgspec.structs.asdict(event),
                    taken_at=recorded.time,
                    position=recorded.position,
                )
            case MeasurementCorrected(measurement=measurement) as event:
                known = documents[measurement]
                first = FirstSaid(value=known.value, measured_on=known.measured_on)
                documents[measurement] = msgspec.structs.replace(
                    known,
                    value=event.value,
                    measured_on=event.measured_on or known.measured_on,
                    reason=event.reason,
                    first_said=known.first_said or first,
                    corrections=known.corrections + 1,
                )

    def index(self, document: Measurement) -> Iterable[Entry]:
        """List "measurements" of each plan, the last measured first; filters: the plan, or
        ``of_indicator``. The first of an indicator is thus what holds now."""
        place = last_measured_first(document.measured_on, document.position)
        for each in (document.plan, of_indicator(document.plan, document.indicator)):
            yield Entry("measurements", each, place)


def of_indicator(plan: str, indicator: str) -> str:
    return f"{plan} {indicator}"


def last_measured_first(day: str, position: int) -> str:
    """Of one day, what was recorded later comes first."""
    upside_down = 9999_99_99 - int(day.replace("-", ""))
    return f"{upside_down:08} {newest_first(position)}"


MEASUREMENTS: Projection[Measurement] = Measurements()
