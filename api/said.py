"""What was said about a proposal, with the words from the vault; and who may read it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from api.callers import Caller
from api.membership import Member
from api.words import SealedWords, open_sealed
from domain import record
from domain.ballots.errors import DecisionNotFound
from domain.deliberation.raise_argument import Argument
from domain.deliberation.reading import of_organ, require_reader
from domain.events.decisions import DecisionDrafted, DecisionOpened
from domain.events.deliberation import (
    ArgumentJudged,
    ArgumentKind,
    ArgumentRaised,
    ContributionMade,
    DialogueRound,
    NominationMade,
    Resolution,
)
from domain.events.plans import PlanProposed
from domain.ids import ArgumentId, DecisionId, EventId, OrganisationId, PersonId, SeatId
from domain.kernel import Selector, select
from domain.ports import Log, Opened, Ports
from domain.record import Recorded
from domain.seats.recusals import RECUSAL_EVENTS, Recusals
from domain.seats.register import SEAT_EVENTS, SeatRegister
from projections.decisions import DECISIONS, Decision
from projections.deliberation import Kind, Said
from projections.ports import Views

WITH_WORDS = (ContributionMade, ArgumentRaised, ArgumentJudged, NominationMade)


class SaidSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``words`` are of a contribution, of a judgement or of a nomination; an argument has
    ``premises`` and a ``conclusion``. Where they were erased, ``erased`` says so in their place.
    """

    kind: Kind
    decision: DecisionId
    position: int
    said_at: datetime
    person: PersonId | None = None
    seat: SeatId | None = None
    words: str | None = None
    premises: tuple[str, ...] | None = None
    conclusion: str | None = None
    erased: bool = False
    round: DialogueRound | None = None
    argument: ArgumentId | None = None
    argues: ArgumentKind | None = None
    in_writing: bool | None = None
    qualifies: bool | None = None
    tested: ArgumentKind | None = None
    agreeing: tuple[SeatId, ...] | None = None
    disagreeing: tuple[SeatId, ...] | None = None
    resolved: Resolution | None = None
    resolved_in: DecisionId | None = None
    by: PersonId | None = None
    due_by: datetime | None = None
    candidate: PersonId | None = None


async def the_case(
    caller: Caller,
    member: Member,
    views: Views,
    organisation: OrganisationId,
    decision: DecisionId,
    at_least: int,
) -> DecisionId:
    """Of a decision whose deliberation the caller may read.

    Raise DecisionNotFound, Recused or NotReadable.
    """
    found = await views.get(organisation, DECISIONS, decision, at_least=at_least)
    if found is None:
        raise DecisionNotFound(decision=decision)
    document, log = found.document, caller.ports.log
    case = document.case or decision
    recusals = await _recusals(log, organisation, case)
    taking_part = await _taking_part(caller, organisation, document)
    require_reader(caller.who, member.actor_roles, recusals, taking_part)
    return case


async def _recusals(log: Log, organisation: OrganisationId, case: DecisionId) -> Sequence[Recusals]:
    """Of every decision of the case, in the order in which they were opened."""
    opened = await _read(log, organisation, select(DecisionDrafted, DecisionOpened, tags=[case]))
    names = dict.fromkeys(
        each.event.decision
        for each in opened
        if isinstance(each.event, DecisionDrafted | DecisionOpened)
    )
    found = []
    for name in names:
        recusals = Recusals()
        own = select(DecisionOpened, *RECUSAL_EVENTS, tags=[name])
        for each in await _read(log, organisation, own):
            if getattr(each.event, "decision", None) == name:
                recusals.see(each.event)
        found.append(recusals)
    return found


async def _taking_part(
    caller: Caller, organisation: OrganisationId, decision: Decision
) -> set[PersonId]:
    """The organ's members, and who proposed the plan."""
    log, register = caller.ports.log, SeatRegister()
    seats = select(*SEAT_EVENTS, tags=[f"organ:{decision.organ}"])
    for each in await _read(log, organisation, seats):
        register.see(each.event, each.position, EventId(each.id))
    members = of_organ(register, decision.organ, caller.at)
    if decision.plan is None:
        return members
    plans = await _read(log, organisation, select(PlanProposed, tags=[decision.plan]))
    return members | {PersonId(each.actor) for each in plans if each.actor is not None}


async def _read(log: Log, organisation: OrganisationId, selector: Selector) -> list[Recorded]:
    seen = await log.read(organisation, [selector], None)
    return [record.decode(each.position, each.record) for each in seen.records]


async def with_words(
    ports: Ports, organisation: OrganisationId, case: DecisionId, said: Sequence[Said]
) -> tuple[SaidSeen, ...]:
    """``said`` is in order, and all of it of one case."""
    if not said:
        return ()
    first, last = said[0].position, said[-1].position
    stored, _ = await ports.log.read_page(
        organisation,
        after=first - 1,
        until=last,
        limit=last - first + 1,
        types=[event.NAME for event in WITH_WORDS],
        tags=[case],
    )
    sealed = [
        SealedWords(each.person, each.words, each.position)
        for each in said
        if each.person is not None and each.words is not None
    ]
    opened = await open_sealed(ports, organisation, stored, sealed)
    return tuple(_seen(each, opened) for each in said)


def _seen(said: Said, opened: Mapping[str, Opened]) -> SaidSeen:
    known = msgspec.structs.asdict(said)
    del known["case"], known["words"]
    if said.words is None:
        return SaidSeen(**known)
    found = opened.get(said.words)
    if found is None:
        return SaidSeen(**known, erased=True)
    if said.kind == "argument":
        argument = msgspec.json.decode(found.value, type=Argument)
        return SaidSeen(**known, premises=argument.premises, conclusion=argument.conclusion)
    return SaidSeen(**known, words=msgspec.json.decode(found.value, type=str))
