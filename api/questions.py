"""The question behind the question: gathered from signals, deepened in dialogue, consented to."""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from api.callers import ByCaller, Caller
from api.examples import SIGNAL, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, at_position, done
from api.types import (
    Asked,
    Moment,
    OrganisationPath,
    PersonalText,
    Published,
    QuestionPath,
    Word,
)
from api.types import Signal as SignalNamed
from api.words import SealedWords, open_words
from domain.events.questions import Answer, QuestionAnswered, QuestionContributionMade
from domain.ids import OrganisationId, PersonId, QuestionId
from domain.kernel import select
from domain.questions.answer_question import AnswerQuestion
from domain.questions.ask_consent import AskConsentToQuestion
from domain.questions.close_round import CloseRound
from domain.questions.contribute import ContributeToQuestion
from domain.questions.errors import QuestionNotFound
from domain.questions.gather_signals import GatherSignals
from domain.questions.open_round import OpenRound
from domain.questions.raise_question import RaiseQuestion
from domain.questions.reword_question import RewordQuestion
from domain.questions.settle_question import SettleQuestion
from projections.question_talk import QUESTION_TALK, SaidOfQuestion
from projections.questions import QUESTIONS, Question

QUESTION_AT = "/organisations/{organisation}/questions/{{id}}"
MOST_SIGNALS = 100
LARGEST_ROUND = 1_000_000

Gathered = Annotated[tuple[SignalNamed, ...], Meta(min_length=1, max_length=MOST_SIGNALS)]
Number = Annotated[int, Meta(ge=1, le=LARGEST_ROUND)]
OfRound = Annotated[int | None, QueryParameter(ge=1, le=LARGEST_ROUND)]


class QuestionAsked(Asked, frozen=True, kw_only=True):
    wording: Published
    signals: Gathered


class SignalsAsked(Asked, frozen=True, kw_only=True):
    signals: Gathered


class RoundAsked(Asked, frozen=True, kw_only=True):
    """`groups_needed`: the round is closed once so many groups have spoken in it."""

    groups_needed: Annotated[int, Meta(ge=2, le=10)] | None = None


class WordsAsked(Asked, frozen=True, kw_only=True):
    """Everybody who is registered here reads your words. `groups` are those you choose to speak
    as one of; they stand in the record, so name no health, religion, origin, orientation,
    politics or another special category (GDPR art. 9)."""

    words: PersonalText
    groups: Annotated[tuple[Word, ...], Meta(max_length=5)] | None = None


class RewordingAsked(Asked, frozen=True, kw_only=True):
    wording: Published
    why: Published | None = None


class AnswerAsked(Asked, frozen=True, kw_only=True):
    """`revision` is the wording that you read; an objection says in `words` what is wrong."""

    revision: Number
    answer: Answer
    words: PersonalText | None = None


class QuestionSeen(msgspec.Struct, frozen=True, kw_only=True):
    """`residents_first_until` is there once it is settled: until then residents come first with
    their ideas, as far as it is known at the moment of asking."""

    question: Question
    residents_first_until: Moment | None


class QuestionsSeen(msgspec.Struct, frozen=True, kw_only=True):
    questions: tuple[QuestionSeen, ...]
    next: str | None


class SaidSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where words were erased, `erased` says so in their place. Answers of a `professional` do
    not count."""

    person: PersonId
    words: str | None = None
    erased: bool = False
    round: int | None = None
    groups: tuple[str, ...] | None = None
    answer: Answer | None = None
    professional: bool = False


class ContributionsSeen(msgspec.Struct, frozen=True, kw_only=True):
    contributions: tuple[SaidSeen, ...]
    next: str | None


class WordingSeen(msgspec.Struct, frozen=True, kw_only=True):
    revision: int
    wording: str
    why: str | None


class WordingsSeen(msgspec.Struct, frozen=True, kw_only=True):
    wordings: tuple[WordingSeen, ...]
    next: str | None


class AnswersSeen(msgspec.Struct, frozen=True, kw_only=True):
    """For and against, side by side: as many of each, in the order in which they were given."""

    question: QuestionId
    revision: int
    consents: tuple[SaidSeen, ...]
    objections: tuple[SaidSeen, ...]
    next_consents: str | None
    next_objections: str | None


@post("/questions", operation_id="raiseQuestion")
async def raise_question(
    organisation: FromPath[OrganisationPath],
    data: Annotated[
        QuestionAsked, json_such_as(wording="How can children play safely?", signals=[SIGNAL])
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Raise a question from signals. Facilitators and the clerk may."""
    receipt = await caller.asks(
        RaiseQuestion,
        organisation,
        question=caller.new_id("question"),
        wording=data.wording,
        signals=data.signals,
    )
    return done(receipt, QUESTION_AT.format(organisation=organisation))


@post("/questions/{question:str}/signals", operation_id="gatherSignals")
async def gather_signals(
    organisation: FromPath[OrganisationPath],
    question: FromPath[QuestionPath],
    data: Annotated[SignalsAsked, json_such_as(signals=[SIGNAL])],
    caller: ByCaller,
) -> Response[Done]:
    """Add signals that lead to this question. Facilitators and the clerk may, at any time."""
    receipt = await caller.asks(
        GatherSignals, organisation, question=question, signals=data.signals
    )
    return done(receipt, QUESTION_AT.format(organisation=organisation))


@post("/questions/{question:str}/rounds", operation_id="openQuestionRound")
async def open_round(
    organisation: FromPath[OrganisationPath],
    question: FromPath[QuestionPath],
    data: Annotated[RoundAsked, json_such_as(groups_needed=2)],
    caller: ByCaller,
) -> Response[Done]:
    """Open a dialogue round: what is really the matter? Facilitators and the clerk may.

    Across the bubble: a round may need two groups or more.
    """
    receipt = await caller.asks(
        OpenRound, organisation, question=question, groups_needed=data.groups_needed
    )
    return done(receipt, QUESTION_AT.format(organisation=organisation))


@post("/questions/{question:str}/rounds/close", operation_id="closeQuestionRound")
async def close_round(
    organisation: FromPath[OrganisationPath], question: FromPath[QuestionPath], caller: ByCaller
) -> Response[Done]:
    """Close the open dialogue round, once as many groups have spoken in it as it needs."""
    receipt = await caller.asks(CloseRound, organisation, question=question)
    return done(receipt, QUESTION_AT.format(organisation=organisation))


@post("/questions/{question:str}/contributions", operation_id="contributeToQuestion")
async def contribute(
    organisation: FromPath[OrganisationPath],
    question: FromPath[QuestionPath],
    data: Annotated[
        WordsAsked, json_such_as(words="The crossing frightens me.", groups=["parents"])
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Speak in the open dialogue round. Everybody who is registered may."""
    receipt = await caller.asks(
        ContributeToQuestion,
        organisation,
        question=question,
        words=data.words,
        groups=data.groups,
    )
    return done(receipt, QUESTION_AT.format(organisation=organisation))


@post("/questions/{question:str}/wordings", operation_id="rewordQuestion")
async def reword_question(
    organisation: FromPath[OrganisationPath],
    question: FromPath[QuestionPath],
    data: Annotated[
        RewordingAsked,
        json_such_as(
            wording="How can children play safely, also after dark?",
            why="It is the evenings that worry us.",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Word the question anew. Facilitators and the clerk may.

    Earlier wordings stay readable, and answers to them count no more.
    """
    receipt = await caller.asks(
        RewordQuestion, organisation, question=question, wording=data.wording, why=data.why
    )
    return done(receipt, QUESTION_AT.format(organisation=organisation))


@post("/questions/{question:str}/consent", operation_id="askConsentToQuestion")
async def ask_consent(
    organisation: FromPath[OrganisationPath], question: FromPath[QuestionPath], caller: ByCaller
) -> Response[Done]:
    """Ask residents whether they consent to the wording. Facilitators and the clerk may."""
    receipt = await caller.asks(AskConsentToQuestion, organisation, question=question)
    return done(receipt, QUESTION_AT.format(organisation=organisation))


@post("/questions/{question:str}/answers", operation_id="answerQuestion")
async def answer_question(
    organisation: FromPath[OrganisationPath],
    question: FromPath[QuestionPath],
    data: Annotated[
        AnswerAsked, json_such_as(revision=1, answer="objection", words="It is not only children.")
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Consent to the wording or object to it; your last answer counts.

    Everybody who is registered may and reads it; those of professionals and partners do not count.
    """
    receipt = await caller.asks(
        AnswerQuestion,
        organisation,
        question=question,
        revision=data.revision,
        answer=data.answer,
        words=data.words,
    )
    return done(receipt, QUESTION_AT.format(organisation=organisation))


@post("/questions/{question:str}/settlement", operation_id="settleQuestion")
async def settle_question(
    organisation: FromPath[OrganisationPath], question: FromPath[QuestionPath], caller: ByCaller
) -> Response[Done]:
    """Settle the wording: at least two residents consent and none objects.

    Facilitators and the clerk may. The residents' window begins, as long as the bylaws say;
    without bylaws it is 28 days, and 14 more if no resident has an idea by then.
    """
    receipt = await caller.asks(SettleQuestion, organisation, question=question)
    return done(receipt, QUESTION_AT.format(organisation=organisation))


@get("/questions", operation_id="listQuestions")
async def list_questions(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    views: ByViews,
    asked: ByPage,
    in_state: Annotated[
        Literal["raised", "consent_asked", "settled"] | None, QueryParameter(name="state")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[QuestionsSeen]:
    """List questions, the newest first, for everybody in the same order; or those in one state."""
    page = await page_of(
        views,
        organisation,
        QUESTIONS,
        "questions",
        narrowed("state", in_state),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    known = [each.question for each in page.documents if each.question is not None]
    seen = QuestionsSeen(questions=tuple(_seen(caller, each) for each in known), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/questions/{question:str}", operation_id="readQuestion")
async def read_question(
    organisation: FromPath[OrganisationPath],
    question: FromPath[QuestionPath],
    caller: ByCaller,
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[QuestionSeen]:
    """Read a question; the signals that led to it are a list of signals."""
    found = await views.get(organisation, QUESTIONS, question, at_least=at_least)
    if found is None or found.document.question is None:
        raise QuestionNotFound(question=question)
    return Response(_seen(caller, found.document.question), headers=at_position(found.position))


@get("/questions/{question:str}/contributions", operation_id="listContributions")
async def list_contributions(
    organisation: FromPath[OrganisationPath],
    question: FromPath[QuestionPath],
    caller: ByCaller,
    views: ByViews,
    asked: ByPage,
    in_round: Annotated[int | None, QueryParameter(name="round", ge=1, le=LARGEST_ROUND)] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[ContributionsSeen]:
    """List what was said in the dialogue rounds, or in one of them.

    In the order in which it was said, for everybody the same.
    """
    page = await page_of(
        views,
        organisation,
        QUESTION_TALK,
        "contributions",
        question if in_round is None else f"{question} {in_round}",
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    said = await _with_words(caller, organisation, page.documents)
    return Response(
        ContributionsSeen(contributions=said, next=page.cursor), headers=asked.headers(page)
    )


@get("/questions/{question:str}/wordings", operation_id="listWordings")
async def list_wordings(
    organisation: FromPath[OrganisationPath],
    question: FromPath[QuestionPath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[WordingsSeen]:
    """List the wordings that the question had, the oldest first."""
    page = await page_of(
        views,
        organisation,
        QUESTION_TALK,
        "wordings",
        question,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    wordings = tuple(
        WordingSeen(revision=each.revision or 1, wording=each.wording or "", why=each.why)
        for each in page.documents
    )
    return Response(WordingsSeen(wordings=wordings, next=page.cursor), headers=asked.headers(page))


@get("/questions/{question:str}/answers", operation_id="listAnswers")
async def list_answers(
    organisation: FromPath[OrganisationPath],
    question: FromPath[QuestionPath],
    caller: ByCaller,
    views: ByViews,
    revision: Annotated[int, QueryParameter(ge=1, le=LARGEST_ROUND)],
    consents: Annotated[Cursor, QueryParameter(name="after_consents")] = None,
    objections: Annotated[Cursor, QueryParameter(name="after_objections")] = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[AnswersSeen]:
    """Read what people answered to one wording: consents and objections side by side.

    In the order in which they were given, for everybody the same.
    """
    of = f"{question} {revision}"
    pages = [
        await page_of(
            views,
            organisation,
            QUESTION_TALK,
            "answers",
            f"{of} {answer}",
            cursor=cursor,
            limit=limit,
            at_least=at_least,
        )
        for answer, cursor in (("consent", consents), ("objection", objections))
    ]
    first, second = [await _with_words(caller, organisation, each.documents) for each in pages]
    seen = AnswersSeen(
        question=question,
        revision=revision,
        consents=first,
        objections=second,
        next_consents=pages[0].cursor,
        next_objections=pages[1].cursor,
    )
    return Response(seen, headers=at_position(min(each.position for each in pages)))


def _seen(caller: Caller, question: Question) -> QuestionSeen:
    window = question.window
    until = None if window is None else window.until(caller.at)
    return QuestionSeen(question=question, residents_first_until=until)


async def _with_words(
    caller: Caller, organisation: OrganisationId, said: Sequence[SaidOfQuestion]
) -> tuple[SaidSeen, ...]:
    """All of it of one question."""
    people = dict.fromkeys(each.person for each in said if each.person is not None)
    events = (QuestionContributionMade, QuestionAnswered)
    words = await open_words(
        caller.ports,
        organisation,
        [select(*events, tags=[person, said[0].question]) for person in people],
        [
            SealedWords(each.person, each.words, each.position)
            for each in said
            if each.person is not None and each.words is not None
        ],
    )
    return tuple(_said(each, words.get(each.words or "")) for each in said)


def _said(said: SaidOfQuestion, words: str | None) -> SaidSeen:
    assert said.person is not None
    return SaidSeen(
        person=said.person,
        words=words,
        erased=said.words is not None and words is None,
        round=said.round,
        groups=said.groups,
        answer=said.answer,
        professional=bool(said.professional),
    )
