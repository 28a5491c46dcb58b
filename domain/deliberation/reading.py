"""Who may read what was said about a proposal."""

from collections.abc import Sequence

from domain.ids import PersonId
from domain.seats.recusals import Recusals


def may_read(recusals: Sequence[Recusals], person: PersonId) -> bool:
    """``recusals`` are those of the decisions of one case, in order. Whoever is recused from any
    of them reads nothing of the case, until the recusals of a later one are set aside."""
    aside = [place for place, each in enumerate(recusals) if each.set_aside]
    return all(person not in each.out for each in recusals[aside[-1] if aside else 0 :])
