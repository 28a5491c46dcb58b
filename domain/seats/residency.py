"""Whether somebody lives here at a moment, as far as it is recorded that they moved away."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.act import Act
from domain.events.seats import ResidencyLost, ResidencyRegained
from domain.ids import PersonId
from domain.kernel import on


@dataclass(kw_only=True)
class SeesResidency(Act):
    """An act that remembers who moved away, and who came back, in its boundary."""

    moves: dict[PersonId, list[tuple[datetime, bool]]] = field(init=False, default_factory=dict)
    """The moment, and whether the person lives here from then on; in the order of recording."""

    @on(ResidencyLost)
    def _(self, person: PersonId, lost_at: datetime) -> None:
        self.moves.setdefault(person, []).append((lost_at, False))

    @on(ResidencyRegained)
    def _(self, person: PersonId, regained_at: datetime) -> None:
        self.moves.setdefault(person, []).append((regained_at, True))

    def lives_here(self, person: PersonId, moment: datetime) -> bool:
        """Of two moves at the same moment the one recorded last counts."""
        made = [move for move in self.moves.get(person, ()) if move[0] <= moment]
        return not made or max(reversed(made), key=_by_moment)[1]

    def lives_here_from(self, person: PersonId, begins: datetime, ends: datetime) -> bool:
        """From ``begins`` until just before ``ends``, as far as it is known."""
        moved = [moment for moment, _ in self.moves.get(person, ()) if begins <= moment < ends]
        return all(self.lives_here(person, moment) for moment in (begins, *moved))


def _by_moment(move: tuple[datetime, bool]) -> datetime:
    return move[0]
