"""Measurements: what a plan brought about, by the indicators of its theme."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from api.bodies import LARGEST_INTEGER
from api.callers import ByCaller
from api.examples import json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of
from api.receipts import Done, done
from api.types import Asked, Day, MeasurementPath, OrganisationPath, PlanPath, Published, Word
from domain.ids import OrganisationId
from domain.measurements.correct_measurement import CorrectMeasurement
from domain.measurements.take_measurement import TakeMeasurement
from domain.plans.errors import PlanNotFound
from projections.measurements import MEASUREMENTS, Measurement, of_indicator
from projections.ports import Views
from projections.progress import PROGRESS, PlanTargets, Progress, progress

MEASUREMENTS_OF = "/organisations/{organisation}/plans/{plan}/measurements"
Value = Annotated[
    int, Meta(ge=0, le=LARGEST_INTEGER, description="A whole number of the indicator's unit.")
]


class MeasurementAsked(Asked, frozen=True, kw_only=True):
    """`source` is how one knows. Money is counted in cents, CO2 in kilograms."""

    indicator: Word
    value: Value
    measured_on: Day
    source: Published


class CorrectionAsked(Asked, frozen=True, kw_only=True):
    """What the measurement should have said; without `measured_on` the day stays."""

    value: Value
    reason: Published
    measured_on: Day | None = None


class MeasurementsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """``progress`` is how far the plan has come, whatever the list is narrowed to."""

    progress: tuple[Progress, ...]
    measurements: tuple[Measurement, ...]
    next: str | None


@post("/plans/{plan:str}/measurements", operation_id="takeMeasurement")
async def take_measurement(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    data: Annotated[
        MeasurementAsked,
        json_such_as(
            indicator="gardeners", value=17, measured_on="2026-09-05", source="Counted on Saturday."
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record a measurement, once the plan was adopted. Who carries it may, facilitator and clerk.

    It is by an indicator of the plan's theme, in the unit of that.
    """
    receipt = await caller.asks(
        TakeMeasurement,
        organisation,
        plan=plan,
        measurement=caller.new_id("measurement"),
        indicator=data.indicator,
        value=data.value,
        measured_on=data.measured_on,
        source=data.source,
    )
    return done(receipt, MEASUREMENTS_OF.format(organisation=organisation, plan=plan))


@post(
    "/plans/{plan:str}/measurements/{measurement:str}/corrections",
    operation_id="correctMeasurement",
)
async def correct_measurement(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    measurement: FromPath[MeasurementPath],
    data: Annotated[CorrectionAsked, json_such_as(value=16, reason="One was counted twice.")],
    caller: ByCaller,
) -> Response[Done]:
    """Correct a measurement. What it said first stays in the record."""
    receipt = await caller.asks(
        CorrectMeasurement,
        organisation,
        plan=plan,
        measurement=measurement,
        value=data.value,
        reason=data.reason,
        measured_on=data.measured_on,
    )
    return done(receipt, MEASUREMENTS_OF.format(organisation=organisation, plan=plan))


@get("/plans/{plan:str}/measurements", operation_id="listMeasurements")
async def list_measurements(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    views: ByViews,
    asked: ByPage,
    indicator: Annotated[
        str | None, QueryParameter(min_length=1, max_length=60, pattern=r"^[^\x00]+\Z")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[MeasurementsSeen]:
    """List what was measured of a plan, the last first, and how far it has come."""
    targets = await views.get(organisation, PROGRESS, plan, at_least=at_least)
    if targets is None:
        raise PlanNotFound(plan=plan)
    page = await page_of(
        views,
        organisation,
        MEASUREMENTS,
        "measurements",
        plan if indicator is None else of_indicator(plan, indicator),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = MeasurementsSeen(
        progress=tuple(await _progress(views, organisation, targets.document, at_least)),
        measurements=tuple(page.documents),
        next=page.cursor,
    )
    return Response(seen, headers=asked.headers(page))


async def _progress(
    views: Views, organisation: OrganisationId, plan: PlanTargets, at_least: int
) -> Sequence[Progress]:
    """The newest measurement by each indicator, all asked for at once."""
    newest = await asyncio.gather(
        *(
            views.page(
                organisation,
                MEASUREMENTS,
                "measurements",
                of_indicator(plan.plan, target.indicator),
                limit=1,
                at_least=at_least,
            )
            for target in plan.targets
        )
    )
    return [
        progress(target, next(iter(page.documents), None))
        for target, page in zip(plan.targets, newest, strict=True)
    ]
