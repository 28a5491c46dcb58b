"""Views built anew from a log of 1,000,000 events, each time in a process of its own."""

from collections.abc import Awaitable, Callable

from adapters.postgres.database import Addresses
from bench.figures import Figure, Rounds, figure, interleaved
from bench.filling.years import fill_years
from bench.rebuilding import Built, What, in_a_process
from bench.stage import Stage, zetel_over
from domain.ids import OrganisationId
from projections.catalogue import PROJECTIONS
from projections.decisions import DECISIONS

EVENTS, FEW = 1_000_000, 100_000
"""Of the large log, and of the one from which every view is built by itself."""
ROUNDS = 2
PATIENCE = 90
"""Seconds that all views together may take; if they need more, the small log has to do."""
ALL = tuple(view.NAME for view in PROJECTIONS)
NOTHING = "reading and decoding the same rows and doing nothing"


async def measure(stage: Stage) -> list[Figure]:
    events, few = stage.size((EVENTS, FEW), (1_000, 500))
    async with stage.database() as addresses:
        large = await _filled(stage, addresses, events)
        small = await _filled(stage, addresses, few)
        await stage.settle(addresses)
        decisions = await interleaved(
            stage.size(ROUNDS, 1),
            {
                NOTHING: _rate(addresses, large, (DECISIONS.NAME,), _per_second, build=False),
                DECISIONS.NAME: _rate(addresses, large, (DECISIONS.NAME,), _per_second),
            },
        )
        each = await interleaved(
            1,
            {
                NOTHING: _rate(addresses, small, ALL, _seconds, build=False),
                **{
                    view: _rate(addresses, small, (view,), _seconds)
                    for view in stage.size(ALL, ALL[:1])
                },
            },
        )
        slow = sum(rounds.median for rounds in each.values()) * events / few > PATIENCE
        together = await _run(addresses, small if slow else large, ALL)
        return [
            *_figures(decisions, together, events, few if slow else events),
            *_of_each_view(each, few),
        ]


def _figures(decisions: dict[str, Rounds], together: Built, events: int, of: int) -> list[Figure]:
    scaled = f"; scaled down, from {events:,} it would have taken too long" if of < events else ""
    return [
        figure(
            f"rebuild of the decisions view from {events:,} events",
            decisions[DECISIONS.NAME],
            "events/s",
            reference=decisions[NOTHING],
            compared_with=NOTHING,
            must="0.3 of it and 80,000 events a second",
            holds=lambda value, ratio: ratio >= 0.3 and value >= 80_000,
        ),
        figure(
            f"rebuild of all views together from {of:,} events",
            Rounds((together.per_second,)),
            "events/s",
            must="30,000 events a second",
            holds=lambda value, _: value >= 30_000,
            note=f"one round{scaled}",
        ),
        figure(
            "peak memory of the process that did so",
            Rounds((together.peak,)),
            "MB",
            must="under 600 MB",
            holds=lambda value, _: value < 600,
        ),
    ]


def _of_each_view(each: dict[str, Rounds], few: int) -> list[Figure]:
    return [
        figure(
            f"rebuild of one view from {few:,} events: {view}",
            seconds,
            "s",
            reference=each[NOTHING],
            compared_with="reading and decoding all of them",
            note="one round",
        )
        for view, seconds in each.items()
        if view != NOTHING
    ]


async def _filled(stage: Stage, addresses: Addresses, events: int) -> OrganisationId:
    async with zetel_over(stage, addresses) as zetel:
        organisation = await fill_years(zetel.ports, addresses, events)
        return organisation.votes[0].organisation


def _rate(
    addresses: Addresses,
    of: OrganisationId,
    views: tuple[str, ...],
    what: Callable[[Built], float],
    *,
    build: bool = True,
) -> Callable[[], Awaitable[float]]:
    async def rate() -> float:
        return what(await _run(addresses, of, views, build=build))

    return rate


async def _run(
    addresses: Addresses, of: OrganisationId, views: tuple[str, ...], *, build: bool = True
) -> Built:
    address = dict(addresses.application)
    return await in_a_process(What(address=address, organisation=of, views=views, build=build))


def _per_second(built: Built) -> float:
    return built.per_second


def _seconds(built: Built) -> float:
    return built.seconds
