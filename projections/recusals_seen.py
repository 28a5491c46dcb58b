"""Who has an interest in a decision, says so, is said to, or was found to; never what it is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from domain.events.decisions import DecisionDrafted, DecisionOpened
from domain.events.recusals import (
    ChallengeRuled,
    InterestChallenged,
    InterestDeclared,
    InterestDenied,
    RecusalSetAside,
)
from domain.ids import DecisionId, PersonId, SeatId
from domain.kernel import Selector, select
from domain.record import Recorded
from domain.seats.recusals import RECUSAL_EVENTS, Recusals

Came = Literal["at_the_opening", "declared", "challenged", "ruled", "denied"]


class InterestSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far it has come with one person: ``came`` is the last that happened, at ``since``.

    ``interest`` and ``grounds`` are there for whoever wrote them, and for nobody else.
    """

    person: PersonId
    recused: bool
    came: Came
    since: datetime
    challenger: PersonId | None = None
    in_favour: tuple[SeatId, ...] | None = None
    against: tuple[SeatId, ...] | None = None
    interest: str | None = None
    grounds: str | None = None


class RecusalsSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As known at ``position`` of the log. Once recusals were set aside, with these
    considerations, nobody is recused any more."""

    decision: DecisionId
    position: int
    persons: tuple[InterestSeen, ...]
    set_aside_at: datetime | None = None
    considerations: str | None = None


def recusals_of(decision: DecisionId) -> list[Selector]:
    opened = (DecisionDrafted, DecisionOpened)
    return [select(*opened, *RECUSAL_EVENTS, tags=[decision])]


def own_words(person: PersonId, events: Iterable[Recorded]) -> dict[str, Recorded]:
    """What ``person`` wrote of an interest: commitment -> the event that carries it."""
    found = {}
    for each in events:
        match each.event:
            case InterestDeclared(person=author, interest=words) if author == person:
                found[words.sealed] = each
            case InterestChallenged(challenger=author, grounds=words) if author == person:
                found[words.sealed] = each
    return found


def recusals_seen(
    decision: DecisionId, position: int, events: Iterable[Recorded], words: Mapping[str, str]
) -> RecusalsSeen | None:
    """``events`` in order; ``words`` by their commitment, those that the reader may see. None if
    there is no such decision."""
    there, recusals = False, Recusals()
    persons: dict[PersonId, InterestSeen] = {}
    aside: Recorded | None = None
    for each in events:
        if getattr(each.event, "decision", None) != decision:
            continue
        there = there or isinstance(each.event, DecisionDrafted | DecisionOpened)
        recusals.see(each.event)
        if isinstance(each.event, RecusalSetAside):
            aside = each
        for seen in _interests(each, persons, words):
            persons[seen.person] = seen
    if not there:
        return None
    considerations = aside.event.considerations if aside is not None else None  # type: ignore[attr-defined]
    return RecusalsSeen(
        decision=decision,
        position=position,
        persons=tuple(
            msgspec.structs.replace(each, recused=each.person in recusals.out)
            for each in persons.values()
        ),
        set_aside_at=None if aside is None else aside.time,
        considerations=considerations,
    )


def _interests(
    recorded: Recorded, known: Mapping[PersonId, InterestSeen], words: Mapping[str, str]
) -> Iterable[InterestSeen]:
    """What an event changes of whom."""
    match recorded.event:
        case DecisionOpened(recused=recused):
            for person in recused or ():
                if person not in known:
                    yield _came(known, person, "at_the_opening", recorded)
        case InterestDeclared(person=person, interest=interest):
            said = words.get(interest.sealed)
            yield _came(known, person, "declared", recorded, interest=said)
        case InterestChallenged(person=person, challenger=by, grounds=grounds):
            said = words.get(grounds.sealed)
            yield _came(known, person, "challenged", recorded, challenger=by, grounds=said)
        case ChallengeRuled(person=person, in_favour=for_it, against=against):
            yield _came(known, person, "ruled", recorded, in_favour=for_it, against=against)
        case InterestDenied(person=person):
            yield _came(known, person, "denied", recorded)


def _came(
    known: Mapping[PersonId, InterestSeen],
    person: PersonId,
    came: Came,
    recorded: Recorded,
    **more: object,
) -> InterestSeen:
    before = known.get(person)
    if before is None:
        before = InterestSeen(person=person, recused=False, came=came, since=recorded.time)
    return msgspec.structs.replace(before, came=came, since=recorded.time, **more)
