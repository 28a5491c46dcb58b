"""What was chosen in secret: one document a line, with nothing that leads to a voter."""

from collections.abc import Iterable, MutableMapping, Sequence

import msgspec

from domain.events.ballots import BallotsOpened
from domain.ids import DecisionId, OptionId, ProjectId, VoteId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``label`` names the groups of its voter, where groups are asked; ``votes`` is how many
    it counts for, where offices have more than one. ``tracker`` is known to its voter alone.
    ``points`` are those given to each of the projects chosen, in the same order."""

    line: str
    choice: str | tuple[ProjectId | tuple[OptionId, ...], ...]
    decision: DecisionId | None = None
    vote: VoteId | None = None
    label: str | None = None
    tracker: str | None = None
    votes: int | None = None
    points: tuple[int, ...] | None = None


class Lines:
    NAME = "lines"
    VERSION = 2
    FOLLOWS: tuple[type[Event], ...] = (BallotsOpened,)
    DOCUMENT = Line

    def touches(self, event: Event) -> Iterable[str]:
        """Open ballots are no lines."""
        assert isinstance(event, BallotsOpened)
        return [_name(event, line.line) for line in event.lines if line.line is not None]

    def feeds(self, document_id: str) -> Sequence[Selector]:
        subject, _, _ = document_id.partition("/")
        return [select(BallotsOpened, tags=[subject])]

    def apply(self, documents: MutableMapping[str, Line], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, BallotsOpened)
        for line in event.lines:
            if line.line is not None:
                documents[_name(event, line.line)] = Line(
                    line=line.line,
                    choice=line.choice,
                    decision=event.decision,
                    vote=event.vote,
                    label=line.label,
                    tracker=line.tracker,
                    votes=line.votes,
                    points=line.points,
                )

    def index(self, document: Line) -> Iterable[Entry]:
        """List "lines", in the order of their names, which mean nothing; filter: the decision."""
        return [Entry("lines", str(document.decision or document.vote), document.line)]


def _name(event: BallotsOpened, line: str) -> str:
    return f"{event.decision or event.vote}/{line}"


LINES: Projection[Line] = Lines()
