"""Presence: what was heard in the neighbourhood, and whose voices are missing."""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from api.callers import ByCaller, ByMember, Caller
from api.examples import PERSON, json_such_as
from api.membership import Member
from api.reading import AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, at_position, done
from api.types import UUID, Asked, Holder, OrganisationPath, PersonalText, SignalPath, Word
from api.words import SealedWords, open_words
from domain.events.seats import SeatKind
from domain.events.signals import SignalNoted
from domain.ids import OrganisationId, PersonId, QuestionId, SignalId
from domain.kernel import select
from domain.signals.erase_signal import EraseSignal
from domain.signals.errors import SignalNotFound
from domain.signals.note_signal import NoteSignal
from domain.signals.reading import may_read
from projections.signals import SIGNALS, Signal
from projections.voices import ALL, VOICES, Heard, Voices, never_heard

AT_ONCE = 25
MOST_GROUPS = 5
SIGNAL_AT = "/organisations/{organisation}/signals/{{id}}"

Groups = Annotated[tuple[Word, ...], Meta(max_length=MOST_GROUPS)]
Week = Annotated[
    str, Meta(pattern=r"^[0-9]{4}-W[0-9]{2}\Z", description="ISO week.", examples=["2026-W48"])
]
OneWord = Annotated[str | None, QueryParameter(min_length=1, max_length=60, pattern=r"^[^\x00]+\Z")]
OfQuestion = Annotated[QuestionId | None, QueryParameter(pattern=rf"^question:{UUID}\Z")]


class SignalAsked(Asked, frozen=True, kw_only=True):
    """`channel` is where it was heard: `supermarket_table`, `school_gate`, `doorbell`,
    `evening_meeting`, `online`, or another word of yours. `first_time`: whether this voice was
    heard for the first time; left out when you do not know.

    `groups` are as you saw them: parents, shopkeepers, people without work. Never note health,
    religion, origin, orientation, politics or another special category of personal data
    (GDPR art. 9): groups stand in the record for everybody, for ever.

    `person` is whose words these are, if they are to be named; when that is not you,
    `consent` says that they agreed.
    """

    words: PersonalText
    channel: Word
    week: Week
    neighbourhood: Word | None = None
    groups: Groups | None = None
    first_time: bool | None = None
    person: Holder | None = None
    consent: bool = False


class SignalSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`words` are there for who may read them; where they were erased, `erased` says so in their
    place. Everybody else sees where, when and among whom it was heard."""

    signal: SignalId
    channel: str
    week: str
    first_time: Literal["yes", "no", "unknown"]
    groups: tuple[str, ...]
    neighbourhood: str | None = None
    words: str | None = None
    erased: bool = False
    person: PersonId | None = None
    noted_by: str | None = None


class OneSignalSeen(msgspec.Struct, frozen=True, kw_only=True):
    """`questions` that it led to, the first hundred."""

    signal: SignalSeen
    questions: tuple[QuestionId, ...]


class SignalsSeen(msgspec.Struct, frozen=True, kw_only=True):
    signals: tuple[SignalSeen, ...]
    next: str | None


class VoicesSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Who was heard, and who spoke in dialogue rounds, against who takes part in meetings; words
    beyond the first 24 are counted as `other`.

    `never_heard` are neighbourhoods where residents are registered and of whom there is neither
    a signal nor a contribution. `in_meetings_by_seat` is how often somebody was there for a seat.
    """

    total: Heard
    channels: dict[str, Heard]
    neighbourhoods: dict[str, Heard]
    groups: dict[str, Heard]
    in_meetings_by_seat: dict[SeatKind, int]
    never_heard: tuple[str, ...]


@post("/signals", operation_id="noteSignal")
async def note_signal(
    organisation: FromPath[OrganisationPath],
    data: Annotated[
        SignalAsked,
        json_such_as(
            words="My children cannot cross to the field by themselves.",
            channel="supermarket_table",
            week="2026-W18",
            neighbourhood="K22",
            groups=["parents"],
            first_time=True,
            person=PERSON,
            consent=True,
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Note a signal: what was heard of somebody named who agreed, or of nobody in particular.

    Residents and facilitators may.
    Without `person` the words lie under a key of their own, which is destroyed when they are
    erased. The record of a resident's anonymous signal does not say who noted it, so that they
    cannot read it back either; that of a facilitator's does. What remains: the moment at which it
    was noted stands in the record; and beside the record the database keeps which caller sent
    which `Idempotency-Key`, so that an operator who reads the database can find out who it was.
    Who must be known to nobody had better tell it to a facilitator.
    """
    receipt = await caller.asks(
        NoteSignal,
        organisation,
        signal=caller.new_id("signal"),
        words=data.words,
        channel=data.channel,
        week=data.week,
        neighbourhood=data.neighbourhood,
        groups=data.groups,
        first_time=data.first_time,
        person=data.person,
        consent=data.consent,
    )
    return done(receipt, SIGNAL_AT.format(organisation=organisation))


@post("/signals/{signal:str}/erasure", operation_id="eraseSignal")
async def erase_signal(
    organisation: FromPath[OrganisationPath], signal: FromPath[SignalPath], caller: ByCaller
) -> Response[Done]:
    """Erase the words of an anonymous signal, for ever. The clerk and facilitators may.

    The words of somebody named go with the erasure of that person.
    """
    receipt = await caller.asks(EraseSignal, organisation, signal=signal)
    return done(receipt, SIGNAL_AT.format(organisation=organisation))


@get("/signals", operation_id="listSignals")
async def list_signals(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    member: ByMember,
    views: ByViews,
    asked: ByPage,
    channel: OneWord = None,
    neighbourhood: OneWord = None,
    group: OneWord = None,
    question: OfQuestion = None,
    cursor: Cursor = None,
    limit: Limit = AT_ONCE,
    at_least: AtLeast = 0,
) -> Response[SignalsSeen]:
    """List signals, the newest first.

    Of one channel, neighbourhood or group, or those that led to one question. The facilitator,
    the clerk and the auditor read the words, and so do who noted a signal and whom it is of.
    """
    page = await page_of(
        views,
        organisation,
        SIGNALS,
        "signals",
        narrowed("channel", channel),
        narrowed("neighbourhood", neighbourhood),
        narrowed("group", group),
        question,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    signals = await _with_words(caller, member, organisation, page.documents)
    return Response(SignalsSeen(signals=signals, next=page.cursor), headers=asked.headers(page))


@get("/signals/{signal:str}", operation_id="readSignal")
async def read_signal(
    organisation: FromPath[OrganisationPath],
    signal: FromPath[SignalPath],
    caller: ByCaller,
    member: ByMember,
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[OneSignalSeen]:
    """Read a signal, and which questions it led to."""
    found = await views.get(organisation, SIGNALS, signal, at_least=at_least)
    if found is None:
        raise SignalNotFound(signal=signal)
    (seen,) = await _with_words(caller, member, organisation, [found.document])
    led = await views.page(organisation, SIGNALS, "questions", signal, at_least=at_least)
    questions = tuple(each.question for each in led.documents if each.question is not None)
    return Response(
        OneSignalSeen(signal=seen, questions=questions), headers=at_position(found.position)
    )


@get("/voices", operation_id="readVoices")
async def read_voices(
    organisation: FromPath[OrganisationPath], views: ByViews, at_least: AtLeast = 0
) -> Response[VoicesSeen]:
    """Read whose voices are missing: by channel, neighbourhood and group."""
    found = await views.get(organisation, VOICES, ALL, at_least=at_least)
    voices, position = (Voices(), 0) if found is None else found
    seen = VoicesSeen(
        total=voices.total,
        channels=voices.channels,
        neighbourhoods=voices.neighbourhoods,
        groups=voices.groups,
        in_meetings_by_seat=voices.in_meetings_by_seat,
        never_heard=tuple(never_heard(voices)),
    )
    return Response(seen, headers=at_position(position))


async def _with_words(
    caller: Caller, member: Member, organisation: OrganisationId, signals: Sequence[Signal]
) -> tuple[SignalSeen, ...]:
    """Words only of those that the caller may read."""
    own = [
        each
        for each in signals
        if may_read(caller.who, member.actor_roles, noted_by=each.noted_by, of=each.person)
    ]
    words = await open_words(
        caller.ports,
        organisation,
        [select(SignalNoted, tags=[each.signal]) for each in own],
        [SealedWords(each.person or each.signal, each.words, each.position) for each in own],
    )
    readable = {each.signal for each in own}
    return tuple(_seen(each, each.signal in readable, words.get(each.words)) for each in signals)


def _seen(signal: Signal, readable: bool, words: str | None) -> SignalSeen:
    first: Literal["yes", "no"] = "yes" if signal.first_time else "no"
    return SignalSeen(
        signal=signal.signal,
        channel=signal.channel,
        week=signal.week,
        first_time="unknown" if signal.first_time is None else first,
        groups=signal.groups or (),
        neighbourhood=signal.neighbourhood,
        words=words,
        erased=readable and words is None,
        person=signal.person if readable else None,
        noted_by=signal.noted_by if readable else None,
    )
