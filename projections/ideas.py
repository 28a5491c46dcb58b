"""Ideas for the questions of residents, and where they came from."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.ideas import Help, IdeaHelpNoted, IdeaOffered, IdeaWithdrawn, Origin
from domain.ids import IdeaId, QuestionId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first


class Idea(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``origin`` as it is known by now, with the help that was marked since."""

    idea: IdeaId
    question: QuestionId
    title: str
    text: str
    theme: str
    origin: Origin
    offered_at: datetime
    position: int
    first_signal_at: datetime
    offered_by: str | None = None
    after_window: bool = False
    help: tuple[Help, ...] = ()
    withdrawn: bool = False


class Ideas:
    NAME = "ideas"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (IdeaOffered, IdeaHelpNoted, IdeaWithdrawn)
    DOCUMENT = Idea

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, IdeaOffered | IdeaHelpNoted | IdeaWithdrawn)
        return (event.idea,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Idea], recorded: Recorded) -> None:
        match recorded.event:
            case IdeaOffered() as event:
                documents[event.idea] = _offered(event, recorded)
            case IdeaHelpNoted(idea=idea, help=help):
                documents[idea] = _with_help(documents[idea], help)
            case IdeaWithdrawn(idea=idea):
                documents[idea] = msgspec.structs.replace(documents[idea], withdrawn=True)

    def index(self, document: Idea) -> Iterable[Entry]:
        """List "ideas", newest first, for everybody the same; filters ``origin:…``, ``theme:…``
        and the question."""
        filters = ("", f"origin:{document.origin}", f"theme:{document.theme}", document.question)
        return [Entry("ideas", each, newest_first(document.position)) for each in filters]


def _offered(event: IdeaOffered, recorded: Recorded) -> Idea:
    return Idea(
        idea=event.idea,
        question=event.question,
        title=event.title,
        text=event.text,
        theme=event.theme,
        origin=event.origin,
        offered_at=recorded.time,
        position=recorded.position,
        first_signal_at=event.first_signal_at,
        offered_by=recorded.actor,
        after_window=bool(event.after_window),
    )


def _with_help(idea: Idea, help: Help) -> Idea:
    origin: Origin = "with_help" if idea.origin == "resident" else idea.origin
    return msgspec.structs.replace(idea, origin=origin, help=tuple(sorted({*idea.help, help})))


IDEAS: Projection[Idea] = Ideas()
