"""What a plan brought about is measured by the indicators of its theme, and corrected openly."""

import pytest

from domain.days.errors import DayToCome
from domain.doing.errors import NoResultsYet
from domain.events.measurements import MeasurementCorrected, MeasurementTaken
from domain.events.plans import Indicator
from domain.measurements.errors import MeasurementNotFound, NothingCorrected
from domain.plans.add_theme import AddTheme
from domain.plans.errors import CarrierRequired, IndicatorNotFound
from tests.conftest import StoryClock
from tests.doing import MEASUREMENT, THAT_DAY, adopts, corrects, measures
from tests.residents import ADA, BEN, CLERK, GARDEN, Community, events, numbered


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await de_pijp.proposes(ADA)
    return de_pijp


async def test_a_measurement_has_its_day_its_source_and_the_unit_of_the_theme(
    street: Community, clock: StoryClock
):
    await adopts(street, clock)
    assert events(await measures(street)) == [
        MeasurementTaken(
            measurement=MEASUREMENT,
            plan=GARDEN,
            indicator="gardeners",
            value=17,
            unit="people",
            measured_on=THAT_DAY,
            source="Counted.",
        )
    ]


async def test_a_plan_is_measured_once_it_was_adopted(street: Community):
    with pytest.raises(NoResultsYet):
        await measures(street)


async def test_who_carries_the_plan_measures_what_its_theme_counts(
    street: Community, clock: StoryClock
):
    await adopts(street, clock)
    with pytest.raises(CarrierRequired):
        await measures(street, actor=BEN)
    with pytest.raises(IndicatorNotFound):
        await measures(street, indicator="kwh_saved")


async def test_a_theme_of_ones_own_has_units_of_its_own(de_pijp: Community, clock: StoryClock):
    await de_pijp.has_a_board()
    swims = (Indicator(indicator="swims", unit="lengths"),)
    await de_pijp.does(CLERK, AddTheme, theme="swimming", name="Swimming", indicators=swims)
    await de_pijp.proposes(ADA, theme="swimming")
    await adopts(de_pijp, clock)
    (taken,) = events(await measures(de_pijp, indicator="swims"))
    assert isinstance(taken, MeasurementTaken)
    assert taken.unit == "lengths"


async def test_what_is_still_to_come_is_not_measured(street: Community, clock: StoryClock):
    await adopts(street, clock)
    with pytest.raises(DayToCome):
        await measures(street, measured_on="2026-05-07")


async def test_a_wrong_measurement_is_corrected_by_a_new_event(
    street: Community, clock: StoryClock
):
    await adopts(street, clock)
    await measures(street)
    assert events(await corrects(street)) == [
        MeasurementCorrected(
            measurement=MEASUREMENT, plan=GARDEN, value=16, reason="One was counted twice."
        )
    ]
    (taken,) = await street.history(MeasurementTaken)
    assert taken.event.value == 17


async def test_a_correction_says_something_else(street: Community, clock: StoryClock):
    await adopts(street, clock)
    await measures(street)
    with pytest.raises(NothingCorrected):
        await corrects(street, 17)
    await corrects(street, 16)
    with pytest.raises(NothingCorrected):
        await corrects(street, 16, measured_on=THAT_DAY)
    await corrects(street, 16, measured_on="2026-05-04")
    await corrects(street, 17)


async def test_only_who_carries_the_plan_corrects_its_measurements(
    street: Community, clock: StoryClock
):
    await adopts(street, clock)
    await measures(street)
    with pytest.raises(CarrierRequired):
        await corrects(street, actor=BEN)
    with pytest.raises(MeasurementNotFound):
        await corrects(street, measurement=numbered("measurement", 9))
    await street.proposes(ADA, plan=numbered("plan", 2))
    with pytest.raises(MeasurementNotFound):
        await corrects(street, plan=numbered("plan", 2))
    with pytest.raises(DayToCome):
        await corrects(street, measured_on="2026-05-07")
