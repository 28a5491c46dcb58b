"""Signals: where, when and among whom they were heard, and which question they led to.

Words stay in the vault: a document has a commitment, and where its record is.
"""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.questions import QuestionRaised, QuestionSignalsGathered
from domain.events.signals import SignalErased, SignalNoted
from domain.ids import PersonId, QuestionId, SignalId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first


class Signal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``words`` is a commitment (64 hex digits), carried by the record at ``position``. A signal
    that led to a question stands here once more for each, with the ``question``."""

    signal: SignalId
    position: int
    noted_at: datetime
    channel: str
    week: str
    words: str
    neighbourhood: str | None = None
    groups: tuple[str, ...] | None = None
    first_time: bool | None = None
    person: PersonId | None = None
    noted_by: str | None = None
    question: QuestionId | None = None
    erased: bool = False


class Signals:
    NAME = "signals"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        SignalNoted,
        SignalErased,
        QuestionRaised,
        QuestionSignalsGathered,
    )
    DOCUMENT = Signal

    def touches(self, event: Event) -> Iterable[str]:
        if isinstance(event, QuestionRaised | QuestionSignalsGathered):
            return (*event.signals, *(f"{each} {event.question}" for each in event.signals))
        assert isinstance(event, SignalNoted | SignalErased)
        return (event.signal,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        signal, _, question = document_id.partition(" ")
        if not question:
            return [select(*self.FOLLOWS, tags=[signal])]
        led = select(QuestionRaised, QuestionSignalsGathered, tags=[signal, question])
        return [select(SignalNoted, SignalErased, tags=[signal]), led]

    def apply(self, documents: MutableMapping[str, Signal], recorded: Recorded) -> None:
        match recorded.event:
            case SignalNoted() as event:
                documents[event.signal] = _noted(event, recorded)
            case SignalErased(signal=signal):
                documents[signal] = msgspec.structs.replace(documents[signal], erased=True)
            case QuestionRaised(question=question) | QuestionSignalsGathered(question=question):
                for signal in recorded.event.signals:
                    if signal in documents:
                        documents[f"{signal} {question}"] = msgspec.structs.replace(
                            documents[signal], question=question
                        )

    def index(self, document: Signal) -> Iterable[Entry]:
        """List "signals", newest first; filters ``channel:…``, ``neighbourhood:…``, ``group:…``,
        and ``question:…``. List "questions" of a signal, filtered by it."""
        place = newest_first(document.position)
        if document.question is not None:
            yield Entry("signals", document.question, place)
            yield Entry("questions", document.signal, document.question)
            return
        yield Entry("signals", "", place)
        yield Entry("signals", f"channel:{document.channel}", place)
        if document.neighbourhood is not None:
            yield Entry("signals", f"neighbourhood:{document.neighbourhood}", place)
        for group in dict.fromkeys(document.groups or ()):
            yield Entry("signals", f"group:{group}", place)


def _noted(event: SignalNoted, recorded: Recorded) -> Signal:
    return Signal(
        signal=event.signal,
        position=recorded.position,
        noted_at=recorded.time,
        channel=event.channel,
        week=event.week,
        words=event.words.sealed,
        neighbourhood=event.neighbourhood,
        groups=event.groups,
        first_time=event.first_time,
        person=event.person,
        noted_by=recorded.actor,
    )


SIGNALS: Projection[Signal] = Signals()
