"""What must hold of every subscriber, however often it lost the line and came back."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter

from bench.history.entries import Delivery, Rest
from bench.history.held import Held
from bench.history.real_time import Floor


def every_subscriber_sees_everything_once(held: Held) -> Iterator[str]:
    """All that it follows, in order, none twice, and nothing is withheld from one at rest."""
    journeys = defaultdict[str, list[Delivery | Rest]](list)
    stops: list[Delivery | Rest] = [*held.of(Delivery), *held.of(Rest)]
    for stop in sorted(stops, key=attrgetter("end")):
        journeys[stop.subscriber].append(stop)
    appended = Floor(
        (a.end, a.last, a.call) for a in held.appends if a.outcome in ("appended", "before")
    )
    for subscriber, journey in journeys.items():
        came_to = journey[0].after
        for stop in journey:
            if isinstance(stop, Rest):
                due = appended.before(stop.start).position
                yield from _has_all(held, subscriber, stop, came_to, due)
            else:
                yield from _is_next(held, subscriber, stop, came_to)
                came_to = max(came_to, *stop.positions)


def _is_next(held: Held, subscriber: str, stop: Delivery, came_to: int) -> Iterator[str]:
    expected = held.between(stop.types, came_to, max(stop.positions, default=came_to))
    if expected != list(stop.positions):
        yield (
            f"{subscriber} had come to {came_to} and was given {_few(stop.positions)}; "
            f"what followed was {_few(expected)}"
        )
    elif held.together(expected) != stop.mark:
        yield f"{subscriber} was given other bytes past {came_to} than the log holds"
    elif stop.positions and not held.could_be_there(stop.positions[-1], stop.end):
        yield f"{subscriber} was given {stop.positions[-1]}, which nobody had asked for yet"


def _has_all(held: Held, subscriber: str, stop: Rest, came_to: int, due: int) -> Iterator[str]:
    if missed := held.between(stop.types, came_to, due):
        yield f"{subscriber} rests at {came_to} and was never given {_few(missed)}"


def _few(positions: Sequence[int]) -> str:
    return ", ".join(map(str, positions[:5])) + (" ..." if len(positions) > 5 else "")
