"""Paper ballots by serial number: who entered them and what is still to do, never what they say."""

from collections.abc import Iterable, MutableMapping, Sequence
from typing import Literal

import msgspec

from domain.events.voting_days import PaperBallotEntered
from domain.ids import PersonId, VoteId
from domain.kernel import Event, Selector, select, tag_of
from domain.record import Recorded
from domain.votes.papers import is_complete
from projections.base import Entry, Projection
from projections.order import oldest_first

Awaits = Literal["second_person", "third_person", "nobody"]


class PaperBallot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``awaits`` is who has to enter it next: somebody who is not among ``entered_by``."""

    vote: VoteId
    serial: int
    entered_by: tuple[PersonId, ...]
    awaits: Awaits


class PaperBallots:
    NAME = "paper_ballots"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (PaperBallotEntered,)
    DOCUMENT = PaperBallot

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, PaperBallotEntered)
        return (f"{event.vote}/{event.serial}",)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        vote, _, serial = document_id.partition("/")
        return [select(PaperBallotEntered, tags=[tag_of("serial", serial), vote])]

    def apply(self, documents: MutableMapping[str, PaperBallot], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, PaperBallotEntered)
        for name in self.touches(event):
            before = documents[name].entered_by if name in documents else ()
            documents[name] = PaperBallot(
                vote=event.vote,
                serial=event.serial,
                entered_by=(*before, PersonId(str(recorded.actor))),
                awaits=awaited_after(event),
            )

    def index(self, document: PaperBallot) -> Iterable[Entry]:
        """List "paper", by serial number; filters: the vote, and "vote/who is awaited"."""
        for each in (document.vote, f"{document.vote}/{document.awaits}"):
            yield Entry("paper", each, oldest_first(document.serial))


def awaited_after(entry: PaperBallotEntered) -> Awaits:
    if is_complete([entry]):
        return "nobody"
    return "second_person" if entry.entry == 1 else "third_person"


PAPER_BALLOTS: Projection[PaperBallot] = PaperBallots()
