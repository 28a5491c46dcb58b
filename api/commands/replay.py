"""``zetel replay``."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
import rich_click as click

from api.commands.answer import answer
from api.commands.running import runs
from api.main import running
from api.moments import Known, events_up_to, evidence_up_to, resolve
from api.settings import Settings
from domain.events.ballots import ResultDeclared
from domain.ids import EventId, OrganisationId
from domain.kernel import Selector, select
from domain.ports import Log
from domain.record import Recorded
from domain.seats.register import SEAT_EVENTS, SeatRegister
from projections.recount import Recount, recount


class SeatThen(msgspec.Struct, frozen=True, omit_defaults=True):
    seat: str
    organ: str
    kind: str
    title: str
    holder: str | None = None


class Replayed(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the record of an organisation says, read from the first event to ``position``."""

    organisation: str
    position: int
    moment: datetime
    board: tuple[SeatThen, ...]
    recounts: tuple[Recount, ...]


@click.command()
@click.argument("organisation")
@click.option("--decision", help="Recount this decision, or this neighbourhood vote, only.")
@click.option("--at", help="A position, or a moment with a zone (2026-05-04T12:00:00Z).")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@runs
async def replay(
    settings: Settings, organisation: str, decision: str | None, at: str | None, as_json: bool
) -> None:
    """Replay the record: who held which seat, and every declared result counted again.

    With `--at` only what was known then is read. Nothing that was computed before is trusted:
    ballots are checked against their commitments and counted from the record alone.

    Examples:

        zetel replay organisation:01a2037a-7dc1-847d-bc82-c661036fa374

        zetel replay organisation:… --decision decision:… --json

        zetel replay organisation:… --at 41
    """
    name = OrganisationId(organisation)
    async with running(settings) as zetel:
        log = zetel.ports.log
        known = await resolve(log, name, at or str((await log.read(name, [], None)).head))
        if decision is not None:
            found = await _recount(log, name, decision, known)
            answer(found, _sentence(found), as_json)
            return
        replayed = await _replay(log, name, known)
    answer(replayed, _page(replayed), as_json)


async def _replay(log: Log, organisation: OrganisationId, known: Known) -> Replayed:
    seats = SeatRegister()
    for each in await _events(log, organisation, [select(*SEAT_EVENTS)], known):
        seats.see(each.event, each.position, EventId(each.id))
    declared = await _events(log, organisation, [select(ResultDeclared)], known)
    subjects = [
        str(event.decision or event.vote)
        for event in (recorded.event for recorded in declared)
        if isinstance(event, ResultDeclared)
    ]
    return Replayed(
        organisation=organisation,
        position=known.position,
        moment=known.moment,
        board=tuple(
            SeatThen(name, seat.organ, seat.kind, seat.title, seats.holder(name, known.moment))
            for name, seat in seats.seats.items()
        ),
        recounts=tuple([await _recount(log, organisation, each, known) for each in subjects]),
    )


async def _recount(log: Log, organisation: OrganisationId, subject: str, known: Known) -> Recount:
    return recount(subject, await evidence_up_to(log, organisation, subject, known.position))


async def _events(
    log: Log, organisation: OrganisationId, selectors: Sequence[Selector], known: Known
) -> list[Recorded]:
    return await events_up_to(log, organisation, list(selectors), known.position)


def _page(replayed: Replayed) -> str:
    lines = [
        f"{replayed.organisation}",
        f"as known at position {replayed.position}, {replayed.moment.isoformat()}",
        "",
        *(
            f"{seat.organ}: {seat.title}, {seat.kind}: {seat.holder or 'vacant'}"
            for seat in replayed.board
        ),
        "",
        *(_sentence(each) for each in replayed.recounts),
    ]
    return "\n".join(lines)


def _sentence(found: Recount) -> str:
    if not found.agrees:
        return "\n  ".join([f"{found.subject}: the record does not agree", *found.findings])
    if found.majority is not None:
        count = found.majority
        return (
            f"{found.subject}: {found.outcome}; {count.in_favour} for, {count.against} against, "
            f"{count.abstained} abstained; counted again, and it agrees"
        )
    if found.allocation is None:
        return f"{found.subject}: {found.outcome}; counted again, and it agrees"
    return (
        f"{found.subject}: {found.allocation.received} ballots, "
        f"{len(found.funded or ())} projects funded; counted again, and it agrees"
    )
