"""Whether somebody lives here at a moment, as far as it is recorded that they moved away."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.act import Act
from domain.events.seats import ResidencyLost, ResidencyRegained
from domain.ids import PersonId
from domain.kernel import Event


class Residency:
    """Events are shown in the order in which they were recorded."""

    def __init__(self) -> None:
        self._moves: dict[PersonId, list[tuple[datetime, bool]]] = {}
        """The moment, and whether the person lives here from then on."""

    def see(self, event: Event) -> None:
        match event:
            case ResidencyLost(person=person, lost_at=moment):
                self._moves.setdefault(person, []).append((moment, False))
            case ResidencyRegained(person=person, regained_at=moment):
                self._moves.setdefault(person, []).append((moment, True))

    def lives_here(self, person: PersonId, moment: datetime) -> bool:
        """Of two moves at the same moment the one recorded last counts."""
        made = [move for move in self._moves.get(person, ()) if move[0] <= moment]
        return not made or max(reversed(made), key=_by_moment)[1]

    def lives_here_from(self, person: PersonId, begins: datetime, ends: datetime) -> bool:
        """From ``begins`` until just before ``ends``, as far as it is known."""
        moved = [moment for moment, _ in self._moves.get(person, ()) if begins <= moment < ends]
        return all(self.lives_here(person, moment) for moment in (begins, *moved))


def _by_moment(move: tuple[datetime, bool]) -> datetime:
    return move[0]


@dataclass(kw_only=True)
class SeesResidency(Act):
    """An act that remembers who moved away, and who came back, in its boundary."""

    residency: Residency = field(init=False, default_factory=Residency)

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        self.residency.see(event)
