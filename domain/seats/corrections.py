"""What counts of all that was recorded of a seat: corrections in place, annulled events out."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.events.seats import SeatEventAnnulled
from domain.ids import EventId
from domain.kernel import Event


class Entry(NamedTuple):
    position: int
    id: EventId
    event: Event


class Effect(NamedTuple):
    """``event`` counts. ``positions`` are its own and those of what it corrects."""

    id: EventId
    event: Event
    positions: tuple[int, ...]


def in_effect(known: Iterable[Entry]) -> list[Effect]:
    """In the order of recording. A correction stands where what it corrects had stood.

    A correction of what is not among ``known`` stands for itself.
    """
    effects: dict[EventId, Effect | None] = {}
    first: dict[EventId, EventId] = {}
    for position, name, event in sorted(known):
        corrected: EventId | None = getattr(event, "corrects", None)
        place = None if corrected is None else first.get(corrected)
        first[name] = place or name
        before = effects.get(first[name])
        positions = () if before is None else before.positions
        counts = not isinstance(event, SeatEventAnnulled)
        effects[first[name]] = Effect(name, event, (*positions, position)) if counts else None
    return [effect for effect in effects.values() if effect is not None]
