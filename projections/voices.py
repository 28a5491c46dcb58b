"""Whose voices are missing: who was heard, and who spoke, against who takes part in meetings."""

from collections.abc import Iterable, MutableMapping, Sequence
from typing import Final

import msgspec

from domain.events.meetings import AttendanceNoted
from domain.events.persons import PersonErased, PersonRegistered
from domain.events.questions import QuestionContributionMade
from domain.events.seats import SeatEstablished, SeatKind
from domain.events.signals import SignalNoted
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection

ALL: Final = "voices"
MOST_WORDS: Final = 24
"""Of each of channels, neighbourhoods and groups; what comes after is counted as OTHER."""
OTHER: Final = "other"


class Heard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Signals, and how many of them were of somebody heard for the ``first_time``; people who
    ``spoke`` in dialogue rounds and who took part ``in_meetings``, each once; and how many
    ``residents`` are registered."""

    signals: int = 0
    first_time: int = 0
    spoke: int = 0
    in_meetings: int = 0
    residents: int = 0


class Voices(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One document for the organisation. One for each person and each seat beside it keeps what
    has to be known to count nobody twice."""

    total: Heard = Heard()
    channels: dict[str, Heard] = {}
    neighbourhoods: dict[str, Heard] = {}
    groups: dict[str, Heard] = {}
    in_meetings_by_seat: dict[SeatKind, int] = {}
    """How often somebody was there, or connected, for a seat of each kind."""
    neighbourhood: str | None = None
    resident: bool = False
    spoke: bool = False
    spoke_as: tuple[str, ...] = ()
    in_meetings: bool = False
    kind: SeatKind | None = None


class VoicesSeen:
    NAME = "voices"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        PersonRegistered,
        PersonErased,
        SeatEstablished,
        AttendanceNoted,
        SignalNoted,
        QuestionContributionMade,
    )
    DOCUMENT = Voices

    def touches(self, event: Event) -> Iterable[str]:
        match event:
            case SeatEstablished(seat=seat):
                return (seat,)
            case AttendanceNoted(seat=seat, attendee=attendee):
                return (ALL, seat) if attendee is None else (ALL, seat, attendee)
            case SignalNoted(person=person):
                return (ALL,) if person is None else (ALL, person)
        assert isinstance(event, PersonRegistered | PersonErased | QuestionContributionMade)
        return (ALL, event.person)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        if document_id == ALL:
            return [select(*self.FOLLOWS)]
        if document_id.startswith("seat:"):
            return [select(SeatEstablished, AttendanceNoted, tags=[document_id])]
        own = (PersonRegistered, PersonErased, SignalNoted, QuestionContributionMade)
        return [select(*own, tags=[document_id]), select(AttendanceNoted)]

    def apply(self, documents: MutableMapping[str, Voices], recorded: Recorded) -> None:
        event = recorded.event
        match event:
            case SeatEstablished(seat=seat, kind=kind):
                documents[seat] = Voices(kind=kind)
            case PersonRegistered() | PersonErased():
                _count_residents(documents, event)
            case AttendanceNoted():
                _attended(documents, event)
            case SignalNoted():
                _signalled(documents, event)
            case QuestionContributionMade():
                _spoke(documents, event)

    def index(self, document: Voices) -> Iterable[Entry]:
        """None: it is one document."""
        return ()


Documents = MutableMapping[str, Voices]


def _count_residents(documents: Documents, event: PersonRegistered | PersonErased) -> None:
    """Who was erased is no longer waited for; where they lived is forgotten."""
    if isinstance(event, PersonRegistered):
        lives_in = event.lives_in
        person = Voices(
            resident=event.standing == "resident",
            neighbourhood=None if lives_in is None else lives_in.neighbourhood,
        )
        if person.resident:
            _add(documents, person, residents=1)
        documents[event.person] = person
        return
    person = _of(documents, event.person)
    if person.resident:
        _add(documents, person, residents=-1)
    documents[event.person] = Voices(
        spoke=person.spoke, spoke_as=person.spoke_as, in_meetings=person.in_meetings
    )


def _attended(documents: Documents, event: AttendanceNoted) -> None:
    """Who is represented by another seat is not there."""
    if event.attendee is None:
        return
    seen = documents.get(ALL, Voices())
    kind = _of(documents, event.seat).kind
    if kind is not None:
        often = {**seen.in_meetings_by_seat, kind: seen.in_meetings_by_seat.get(kind, 0) + 1}
        documents[ALL] = msgspec.structs.replace(seen, in_meetings_by_seat=often)
    person = _of(documents, event.attendee)
    if not person.in_meetings:
        _add(documents, person, in_meetings=1)
        documents[event.attendee] = msgspec.structs.replace(person, in_meetings=True)


def _signalled(documents: Documents, event: SignalNoted) -> None:
    """Heard where it says, or where the person lives who is named."""
    lives_in = None if event.person is None else _of(documents, event.person).neighbourhood
    _add(
        documents,
        Voices(neighbourhood=event.neighbourhood or lives_in),
        channel=event.channel,
        groups=event.groups or (),
        signals=1,
        first_time=1 if event.first_time else 0,
    )


def _spoke(documents: Documents, event: QuestionContributionMade) -> None:
    person = _of(documents, event.person)
    new = [group for group in dict.fromkeys(event.groups or ()) if group not in person.spoke_as]
    new = new[: MOST_WORDS - len(person.spoke_as)]
    seen = documents.get(ALL, Voices())
    documents[ALL] = msgspec.structs.replace(seen, groups=_more(seen.groups, new, spoke=1))
    if not person.spoke:
        _add(documents, person, spoke=1)
    documents[event.person] = msgspec.structs.replace(
        person, spoke=True, spoke_as=(*person.spoke_as, *new)
    )


def _of(documents: Documents, name: str) -> Voices:
    return documents.get(name, Voices())


def _add(
    documents: Documents,
    where: Voices,
    *,
    channel: str | None = None,
    groups: Sequence[str] = (),
    **more: int,
) -> None:
    seen = documents.get(ALL, Voices())
    lives_in = [] if where.neighbourhood is None else [where.neighbourhood]
    documents[ALL] = msgspec.structs.replace(
        seen,
        total=_plus(seen.total, more),
        channels=_more(seen.channels, [] if channel is None else [channel], **more),
        neighbourhoods=_more(seen.neighbourhoods, lives_in, **more),
        groups=_more(seen.groups, list(dict.fromkeys(groups)), **more),
    )


def _more(counted: dict[str, Heard], words: Sequence[str], **more: int) -> dict[str, Heard]:
    counted = dict(counted)
    for word in words:
        there = word in counted or len(counted) < MOST_WORDS
        name = word if there else OTHER
        counted[name] = _plus(counted.get(name, Heard()), more)
    return counted


def _plus(heard: Heard, more: dict[str, int]) -> Heard:
    return msgspec.structs.replace(
        heard, **{name: getattr(heard, name) + number for name, number in more.items()}
    )


def never_heard(voices: Voices) -> list[str]:
    """Neighbourhoods where residents are registered, and of whom nothing was heard."""
    return sorted(
        name
        for name, heard in voices.neighbourhoods.items()
        if name != OTHER and heard.residents > 0 and not heard.signals and not heard.spoke
    )


VOICES: Projection[Voices] = VoicesSeen()
