"""What was said about proposals: one document each time somebody said something.

Words stay in the vault: a document has commitments, and where their record is.
"""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.deliberation import (
    ArgumentJudged,
    ArgumentKind,
    ArgumentRaised,
    ArgumentResolved,
    ArgumentTested,
    ContributionMade,
    DialogueRound,
    DialogueRoundOpened,
    NominationMade,
    Resolution,
)
from domain.ids import ArgumentId, DecisionId, PersonId, SeatId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first

Kind = Literal["round", "contribution", "argument", "judgement", "nomination"]


class Said(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``words`` is a commitment (64 hex digits), sealed under ``person`` and carried by the
    record at ``position``. Of a seat's judgements and nominations only the last is there."""

    kind: Kind
    case: DecisionId
    decision: DecisionId
    position: int
    said_at: datetime
    person: PersonId | None = None
    seat: SeatId | None = None
    words: str | None = None
    round: DialogueRound | None = None
    argument: ArgumentId | None = None
    argues: ArgumentKind | None = None
    """What the argument was raised as."""
    in_writing: bool | None = None
    qualifies: bool | None = None
    tested: ArgumentKind | None = None
    """What the test made of it."""
    agreeing: tuple[SeatId, ...] | None = None
    disagreeing: tuple[SeatId, ...] | None = None
    resolved: Resolution | None = None
    resolved_in: DecisionId | None = None
    """The round with the amended words, where an amendment resolved it."""
    by: PersonId | None = None
    due_by: datetime | None = None
    candidate: PersonId | None = None


class Deliberation:
    NAME = "deliberation"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        DialogueRoundOpened,
        ContributionMade,
        ArgumentRaised,
        ArgumentJudged,
        ArgumentTested,
        ArgumentResolved,
        NominationMade,
    )
    DOCUMENT = Said

    def touches(self, event: Event) -> Iterable[str]:
        match event:
            case DialogueRoundOpened(case=case, number=number):
                return (f"{case} {number or 0}",)
            case ContributionMade(case=case, person=person, words=words):
                return (f"{case} {person} {words.sealed}",)
            case ArgumentJudged(argument=argument, seat=seat):
                return (f"{argument} {seat}",)
            case NominationMade(case=case, seat=seat):
                return (f"{case} {seat}",)
        assert isinstance(event, ArgumentRaised | ArgumentTested | ArgumentResolved)
        return (event.argument,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        """A name is made of tags, and of what is none."""
        tags = [part for part in document_id.split(" ") if ":" in part]
        return [select(*_events_of(document_id.split(" ")), tags=tags)]

    def apply(self, documents: MutableMapping[str, Said], recorded: Recorded) -> None:
        event = recorded.event
        for name in self.touches(event):
            if isinstance(event, ArgumentTested | ArgumentResolved):
                documents[name] = _after(documents[name], event)
            else:
                documents[name] = _said(event, recorded)

    def index(self, document: Said) -> Iterable[Entry]:
        """List "deliberation" of each case, oldest first; filters: the case, or
        ``argument:…`` for arguments of the case only."""
        place = oldest_first(document.position)
        yield Entry("deliberation", document.case, place)
        if document.kind == "argument":
            yield Entry("deliberation", f"argument:{document.case}", place)


def _events_of(name: Sequence[str]) -> tuple[type[Event], ...]:
    first, *rest = name
    if first.startswith("argument:"):
        return (ArgumentJudged,) if rest else (ArgumentRaised, ArgumentTested, ArgumentResolved)
    if rest[0].startswith("person:"):
        return (ContributionMade,)
    return (NominationMade,) if rest[0].startswith("seat:") else (DialogueRoundOpened,)


def _said(event: Event, recorded: Recorded) -> Said:
    told: dict[str, object]
    match event:
        case ContributionMade(words=words):
            told = {"kind": "contribution", "round": event.round, "words": words.sealed}
        case ArgumentRaised(words=words):
            told = {"kind": "argument", "argues": event.kind, "words": words.sealed}
            told["in_writing"] = event.in_writing
        case ArgumentJudged(why=why):
            told = {"kind": "judgement", "qualifies": event.qualifies}
            told["words"] = None if why is None else why.sealed
        case NominationMade(why=why):
            told = {"kind": "nomination", "candidate": event.candidate, "words": why.sealed}
        case DialogueRoundOpened():
            told = {"kind": "round", "round": event.round}
        case _:
            raise TypeError(event.NAME)
    shared = ("case", "decision", "person", "seat", "argument")
    told |= {name: getattr(event, name) for name in shared if hasattr(event, name)}
    return Said(position=recorded.position, said_at=recorded.time, **told)  # type: ignore[arg-type]


def _after(document: Said, event: ArgumentTested | ArgumentResolved) -> Said:
    if isinstance(event, ArgumentTested):
        return msgspec.structs.replace(
            document,
            tested=event.outcome,
            agreeing=event.agreeing,
            disagreeing=event.disagreeing,
        )
    amended = event.decision if event.how == "amended" else None
    return msgspec.structs.replace(
        document, resolved=event.how, resolved_in=amended, by=event.by, due_by=event.due_by
    )


DELIBERATION: Projection[Said] = Deliberation()
