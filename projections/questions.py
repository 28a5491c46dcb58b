"""Questions, from the signals that led to them to the residents' window."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.ideas import IdeaHelpNoted, IdeaOffered, IdeaWithdrawn
from domain.events.questions import (
    QuestionConsentAsked,
    QuestionContributionMade,
    QuestionRaised,
    QuestionReworded,
    QuestionRoundClosed,
    QuestionRoundOpened,
    QuestionSettled,
    QuestionSignalsGathered,
)
from domain.ids import QuestionId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first


class Round(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last dialogue round; ``people`` and ``groups`` spoke in it, known at its close."""

    round: int
    open: bool
    contributions: int = 0
    groups_needed: int | None = None
    people: int | None = None
    groups: int | None = None


class Window(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Until ``window_until`` residents come first with their ideas, and until ``extended_until``
    if there are no ``residents_ideas`` of their own by then."""

    window_from: datetime
    window_until: datetime
    extended_until: datetime
    residents_ideas: int = 0

    def until(self, moment: datetime) -> datetime:
        """The end as it is known at ``moment``."""
        ends = self.residents_ideas > 0 or moment < self.window_until
        return self.window_until if ends else self.extended_until


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    question: QuestionId
    wording: str
    revision: int
    raised_at: datetime
    position: int
    state: Literal["raised", "consent_asked", "settled"]
    signals: int
    first_signal_at: datetime
    round: Round | None = None
    window: Window | None = None
    ideas: int = 0


class Kept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question; or, of an idea, whether it is residents' ``own_idea``."""

    question: Question | None = None
    own_idea: bool = False


class Questions:
    NAME = "questions"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        QuestionRaised,
        QuestionSignalsGathered,
        QuestionRoundOpened,
        QuestionContributionMade,
        QuestionRoundClosed,
        QuestionReworded,
        QuestionConsentAsked,
        QuestionSettled,
        IdeaOffered,
        IdeaHelpNoted,
        IdeaWithdrawn,
    )
    DOCUMENT = Kept

    def touches(self, event: Event) -> Iterable[str]:
        question: str = event.question  # type: ignore[attr-defined]
        if isinstance(event, IdeaOffered | IdeaHelpNoted | IdeaWithdrawn):
            return (question, event.idea)
        return (question,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Kept], recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, QuestionRaised):
            documents[event.question] = Kept(question=_raised(event, recorded))
        elif isinstance(event, IdeaOffered | IdeaHelpNoted | IdeaWithdrawn):
            _count_idea(documents, event, recorded.time)
        else:
            name = event.question  # type: ignore[attr-defined]
            known = documents[name].question
            assert known is not None
            documents[name] = Kept(question=_after(known, event))

    def index(self, document: Kept) -> Iterable[Entry]:
        """List "questions", newest first, for everybody the same; filter ``state:…``."""
        if (known := document.question) is not None:
            place = newest_first(known.position)
            yield Entry("questions", "", place)
            yield Entry("questions", f"state:{known.state}", place)


def _raised(event: QuestionRaised, recorded: Recorded) -> Question:
    return Question(
        question=event.question,
        wording=event.wording,
        revision=1,
        raised_at=recorded.time,
        position=recorded.position,
        state="raised",
        signals=len(event.signals),
        first_signal_at=event.first_signal_at,
    )


def _after(known: Question, event: Event) -> Question:
    match event:
        case QuestionSignalsGathered(signals=signals, first_signal_at=earliest):
            return msgspec.structs.replace(
                known,
                signals=known.signals + len(signals),
                first_signal_at=min(known.first_signal_at, earliest),
            )
        case QuestionReworded(revision=revision, wording=wording):
            return msgspec.structs.replace(
                known, revision=revision, wording=wording, state="raised"
            )
        case QuestionConsentAsked():
            return msgspec.structs.replace(known, state="consent_asked")
        case QuestionSettled():
            window = Window(
                window_from=event.window_from,
                window_until=event.window_until,
                extended_until=event.extended_until,
            )
            return msgspec.structs.replace(known, state="settled", window=window)
    return msgspec.structs.replace(known, round=_round(known.round, event))


def _round(last: Round | None, event: Event) -> Round:
    if isinstance(event, QuestionRoundOpened):
        return Round(round=event.round, open=True, groups_needed=event.groups_needed)
    assert last is not None
    if isinstance(event, QuestionRoundClosed):
        return msgspec.structs.replace(last, open=False, people=event.people, groups=event.groups)
    return msgspec.structs.replace(last, contributions=last.contributions + 1)


def _count_idea(
    documents: MutableMapping[str, Kept],
    event: IdeaOffered | IdeaHelpNoted | IdeaWithdrawn,
    time: datetime,
) -> None:
    """An idea is residents' own until it is withdrawn, or turns out to be a professional's."""
    there = ideas = 0
    own = documents.get(event.idea, Kept()).own_idea
    match event:
        case IdeaOffered(origin=origin):
            ideas, own = 1, origin != "professional"
            there = 1 if own else 0
        case IdeaWithdrawn():
            ideas, there, own = -1, -1 if own else 0, False
        case IdeaHelpNoted(help="solution"):
            there, own = -1 if own else 0, False
    documents[event.idea] = Kept(own_idea=own)
    if (kept := documents.get(event.question)) is not None and kept.question is not None:
        counted = _with_ideas(kept.question, ideas, there, time)
        documents[event.question] = Kept(question=counted)


def _with_ideas(known: Question, ideas: int, there: int, time: datetime) -> Question:
    """What happens once the window would have ended says nothing about its end."""
    window = known.window
    if window is not None and time < window.window_until:
        own = window.residents_ideas + there
        window = msgspec.structs.replace(window, residents_ideas=own)
    return msgspec.structs.replace(known, ideas=known.ideas + ideas, window=window)


QUESTIONS: Projection[Kept] = Questions()
