"""Where it stands how far somebody has read."""

from domain.events.notices import NoticesAcknowledged
from domain.ids import PersonId
from domain.kernel import Selector, select


def acknowledgement_of(person: PersonId) -> Selector:
    """The newest is the furthest: nobody goes back."""
    return select(NoticesAcknowledged, tags=[person], latest=True)
