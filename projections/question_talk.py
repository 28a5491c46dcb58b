"""What was said about questions, how they were worded, and who consented.

Words stay in the vault: a document has a commitment, and where its record is.
"""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.questions import (
    Answer,
    QuestionAnswered,
    QuestionContributionMade,
    QuestionRaised,
    QuestionReworded,
)
from domain.ids import PersonId, QuestionId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class SaidOfQuestion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``words`` is a commitment (64 hex digits), sealed under ``person`` and carried by the
    record at ``position``. Of a person's answers only the last is there."""

    kind: Literal["contribution", "wording", "answer"]
    question: QuestionId
    position: int
    said_at: datetime
    person: PersonId | None = None
    words: str | None = None
    round: int | None = None
    groups: tuple[str, ...] | None = None
    revision: int | None = None
    wording: str | None = None
    why: str | None = None
    answer: Answer | None = None
    professional: bool | None = None


class QuestionTalk:
    NAME = "question_talk"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        QuestionRaised,
        QuestionReworded,
        QuestionContributionMade,
        QuestionAnswered,
    )
    DOCUMENT = SaidOfQuestion

    def touches(self, event: Event) -> Iterable[str]:
        match event:
            case QuestionRaised(question=question):
                return (f"{question} 1",)
            case QuestionReworded(question=question, revision=revision):
                return (f"{question} {revision}",)
            case QuestionContributionMade(question=question, person=person, words=words):
                return (f"{question} {person} {words.sealed}",)
        assert isinstance(event, QuestionAnswered)
        return (f"{event.question} {event.person}",)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        """A name is made of tags, and of what is none."""
        question, *rest = document_id.split(" ")
        if not rest[0].startswith("person:"):
            return [select(QuestionRaised, QuestionReworded, tags=[question])]
        said = QuestionContributionMade if rest[1:] else QuestionAnswered
        return [select(said, tags=[question, rest[0]])]

    def apply(self, documents: MutableMapping[str, SaidOfQuestion], recorded: Recorded) -> None:
        (name,) = self.touches(recorded.event)
        documents[name] = _said(recorded)

    def index(self, document: SaidOfQuestion) -> Iterable[Entry]:
        """Oldest first, for everybody the same. List "contributions" of a question, or of one
        of its rounds (``… 1``); "wordings" of a question; "answers" to one of its revisions,
        consents (``… 1 consent``) and objections (``… 1 objection``) each by themselves."""
        place, question = oldest_first(document.position), document.question
        match document.kind:
            case "contribution":
                yield Entry("contributions", question, place)
                yield Entry("contributions", f"{question} {document.round}", place)
            case "wording":
                yield Entry("wordings", question, place)
            case "answer":
                yield Entry("answers", f"{question} {document.revision} {document.answer}", place)


def _said(recorded: Recorded) -> SaidOfQuestion:
    event = recorded.event
    told: dict[str, object]
    match event:
        case QuestionRaised(wording=wording):
            told = {"kind": "wording", "revision": 1, "wording": wording}
        case QuestionReworded(revision=revision, wording=wording, why=why):
            told = {"kind": "wording", "revision": revision, "wording": wording, "why": why}
        case QuestionContributionMade(words=words):
            told = {"kind": "contribution", "words": words.sealed}
            told |= {"person": event.person, "round": event.round, "groups": event.groups}
        case QuestionAnswered(words=said):
            told = {"kind": "answer", "words": None if said is None else said.sealed}
            told |= {"person": event.person, "revision": event.revision}
            told |= {"answer": event.answer, "professional": event.professional}
        case _:
            raise TypeError(event.NAME)
    told["question"] = getattr(event, "question")  # noqa: B009
    return SaidOfQuestion(position=recorded.position, said_at=recorded.time, **told)  # type: ignore[arg-type]


QUESTION_TALK: Projection[SaidOfQuestion] = QuestionTalk()
