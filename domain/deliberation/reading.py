"""Who may read what was said about a proposal."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from domain.decisions.errors import Recused
from domain.deliberation.errors import NotReadable
from domain.events.persons import Role
from domain.ids import PersonId
from domain.seats.recusals import Recusals
from domain.seats.register import SeatRegister

READERS: Final[frozenset[Role]] = frozenset(("facilitator", "clerk", "auditor"))


def may_read(recusals: Sequence[Recusals], person: PersonId) -> bool:
    """``recusals`` are those of the decisions of one case, in order. Whoever is recused from any
    of them reads nothing of the case, until the recusals of a later one are set aside."""
    aside = [place for place, each in enumerate(recusals) if each.set_aside]
    return all(person not in each.out for each in recusals[aside[-1] if aside else 0 :])


def require_reader(
    person: PersonId,
    roles: Collection[Role],
    recusals: Sequence[Recusals],
    taking_part: Collection[PersonId],
) -> None:
    """Raise Recused or NotReadable."""
    if not may_read(recusals, person):
        raise Recused
    if READERS.isdisjoint(roles) and person not in taking_part:
        raise NotReadable


def of_organ(seats: SeatRegister, organ: str, moment: datetime) -> set[PersonId]:
    """Who has the say of a seat, and who holds one and is away for a time."""
    held = seats.in_office(organ, moment).items()
    holders = {who for seat, who in held if not seats.history(seat).suspended(who, moment)}
    return {*seats.electorate(organ, moment).values(), *holders}
