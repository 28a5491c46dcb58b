"""What is told of signals, questions and ideas in the histories that views are held against."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

from domain.events.ideas import IdeaHelpNoted, IdeaOffered, IdeaWithdrawn
from domain.events.persons import PersonErased
from domain.events.questions import (
    QuestionAnswered,
    QuestionConsentAsked,
    QuestionContributionMade,
    QuestionRaised,
    QuestionReworded,
    QuestionRoundClosed,
    QuestionRoundOpened,
    QuestionSettled,
    QuestionSignalsGathered,
)
from domain.events.signals import SignalErased, SignalNoted
from domain.kernel import Sealed
from tests.residents import CHEN, CLERK, NEXT_WEEK, numbered
from tests.story import Story


def sealed(story: Story) -> Sealed:
    """No two are the same."""
    return Sealed(sealed=sha256(str(story.position).encode()).hexdigest())


def heard(story: Story, signal: Any, word: str = "doorbell", **noted: Any) -> None:
    given = {"channel": word, "week": "2026-W19", "neighbourhood": word, "groups": (word,)}
    story.happens(SignalNoted(signal=signal, words=sealed(story), **{**given, **noted}), None)


def raised(story: Story, question: Any, signals: Sequence[Any]) -> None:
    led = {"signals": tuple(signals), "first_signal_at": story.now}
    story.happens(QuestionRaised(question=question, wording="How?", **led))
    story.happens(QuestionRoundOpened(question=question, round=1, groups_needed=2))


def spoken(story: Story, question: Any, person: Any, *groups: str) -> None:
    said: dict[str, Any] = {"person": person, "words": sealed(story), "groups": groups}
    story.happens(QuestionContributionMade(question=question, round=1, **said), person)


def settled(story: Story, question: Any) -> None:
    story.happens(QuestionRoundClosed(question=question, round=1, people=1, groups=2))
    story.happens(QuestionReworded(question=question, revision=2, wording="How, then?"))
    story.happens(QuestionConsentAsked(question=question, revision=2))
    answer: dict[str, Any] = {"revision": 2, "person": CHEN, "words": sealed(story)}
    story.happens(QuestionAnswered(question=question, answer="objection", **answer), CHEN)
    story.happens(QuestionAnswered(question=question, answer="consent", **answer), CHEN)
    until = {"window_until": story.now + timedelta(seconds=3), "extended_until": NEXT_WEEK}
    story.happens(QuestionSettled(question=question, revision=2, window_from=story.now, **until))


def offered(story: Story, question: Any, idea: Any, person: Any, **given: Any) -> None:
    asked = {"title": "x" * 200, "text": "Lights.", "theme": "energy", "origin": "resident"}
    asked |= {"first_signal_at": story.now, **given}
    story.happens(IdeaOffered(idea=idea, question=question, **asked), person)


def hears(story: Story, person: Any, how_far: int, number: int) -> None:
    """A signal only; a question from it, with talk; or ideas for it too, and words erased."""
    signal, question, idea = (numbered(kind, number) for kind in ("signal", "question", "idea"))
    heard(story, signal, person=person if number % 2 else None, first_time=True)
    if how_far:
        raised(story, question, (signal, signal))
        spoken(story, question, person, "parents", "skaters")
        spoken(story, question, person, "parents")
        settled(story, question)
    if how_far == 2:
        further: Any = numbered("signal", 1_000 + number)
        heard(story, further, neighbourhood=None)
        story.happens(SignalErased(signal=further))
        led: Any = {"signals": (further,), "first_signal_at": story.now}
        story.happens(QuestionSignalsGathered(question=question, **led))
        offered(story, question, idea, person)
        of: Any = {"idea": idea, "question": question}
        story.happens(IdeaHelpNoted(helped_by=CLERK, help="solution", **of))
        story.happens(IdeaWithdrawn(**of), person)
        offered(story, question, numbered("idea", 1_000 + number), CLERK, origin="professional")
        newcomer: Any = numbered("person", 1_000 + number)
        story.registered(newcomer)
        story.happens(PersonErased(person=newcomer))
