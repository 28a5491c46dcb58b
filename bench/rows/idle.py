"""What 10,000 organisations cost in which nothing happens: all background work of a server,
and of the database for it, in per cent of one core.

Each has a board with a seat, and a decision that is open for another year. One is made act by
act; the others have logs of their own and copies of its views, as nobody is going to read them.
"""

import asyncio
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import psutil

from adapters.new_id import new_id
from adapters.postgres.log import as_uuid
from adapters.postgres.projector import Projector
from api.main import Zetel
from bench.community import found
from bench.figures import Figure, Rounds, figure
from bench.filling.bulk import Bulk, Filling
from bench.filling.years import HALF, MAJORITY
from bench.serving import Server, server
from bench.stage import Stage, owner_of, zetel_over
from domain import record
from domain.act import Act
from domain.carry_out import carry_out
from domain.decisions.open_decision import OpenDecision
from domain.events.organisations import OrganisationFounded
from domain.ids import MACHINE, OrganisationId
from domain.kernel import Event
from domain.ports import Ports
from domain.seats.establish_seat import EstablishSeat
from domain.seats.fill_seat import FillSeat

ORGANISATIONS = 10_000
ROUNDS, SECONDS = 3, 10
"""Long enough for two looks at the last positions of so many organisations."""
SETTLED, PATIENCE = 0.10, 60
"""Of one core; and seconds that a server gets to find out that nothing is to be done."""

COPY_VIEWS = (
    "INSERT INTO view_checkpoint (organisation, projection, version, position)"
    " SELECT new, projection, version, position FROM view_checkpoint, unnest($2::uuid[]) AS new"
    " WHERE organisation = $1",
    "INSERT INTO view_document (organisation, projection, version, id, document)"
    " SELECT new, projection, version, id, document FROM view_document, unnest($2::uuid[]) AS new"
    " WHERE organisation = $1",
    "INSERT INTO view_entry (organisation, projection, version, list, filter, sort, id)"
    " SELECT new, projection, version, list, filter, sort, id"
    " FROM view_entry, unnest($2::uuid[]) AS new WHERE organisation = $1",
)


async def measure(stage: Stage) -> list[Figure]:
    count, rounds, seconds = stage.size((ORGANISATIONS, ROUNDS, SECONDS), (20, 1, 0.3))
    async with stage.database() as addresses:
        async with zetel_over(stage, addresses) as zetel, owner_of(addresses) as owner:
            await _fill(zetel, owner, count)
        await stage.settle(addresses)
        began = time.monotonic()
        async with server(stage, addresses) as serving:
            postgres = await _postgres(stage)
            while await _busy(serving, postgres, stage.size(1, 0.3)) > SETTLED:
                if time.monotonic() > began + PATIENCE:
                    break
            ready = time.monotonic() - began
            loads = [100 * await _busy(serving, postgres, seconds) for _ in range(rounds)]
    return [
        figure(
            f"{count:,} organisations, idle: processor time of all background work",
            Rounds(tuple(loads)),
            "% of one core",
            must="under 5 %",
            holds=lambda value, _: value < 5,
            note=f"at rest {ready:.0f} s after the start",
        )
    ]


async def _fill(zetel: Zetel, owner: asyncpg.Connection, count: int) -> None:
    first = await _with_a_decision(zetel.ports)
    projector = Projector(zetel.pool, zetel.ports.log, zetel.appended, zetel.viewed)
    await projector.catch_up(first)
    page, _ = await zetel.ports.log.read_page(first, after=0, limit=100)
    bulk = Bulk(zetel.ports.clock())
    others = [OrganisationId(new_id("organisation")) for _ in range(count - 1)]
    for organisation in others:
        filling = Filling(bulk, organisation)
        for stored in page:
            known = record.decode(stored.position, stored.record)
            filling.add(_renamed(known.event, organisation), known.actor or MACHINE)
        if bulk.full:
            await bulk.write(owner)
    await bulk.write(owner)
    names = [as_uuid(organisation) for organisation in others]
    for statement in COPY_VIEWS:
        await owner.execute(statement, as_uuid(first), names)


async def _with_a_decision(ports: Ports) -> OrganisationId:
    """A board of one seat has a year to decide."""
    organisation, clerk = await found(ports)
    seat, now = new_id("seat"), ports.clock()
    year = now + timedelta(days=365)
    steps: tuple[tuple[type[Act], dict[str, Any]], ...] = (
        (EstablishSeat, {"seat": seat, "organ": "board", "kind": "professional", "title": "Seat"}),
        (FillSeat, {"seat": seat, "holder": clerk, "term_from": now, "term_until": year}),
        (
            OpenDecision,
            {
                "decision": new_id("decision"),
                "organ": "board",
                "question": "Shall we?",
                "threshold": MAJORITY,
                "quorum": HALF,
                "closes_at": year,
            },
        ),
    )
    for act, asked in steps:
        await carry_out(
            ports, act, organisation=organisation, actor=clerk, at=ports.clock(), **asked
        )
    return organisation


def _renamed(event: Event, organisation: OrganisationId) -> Event:
    if isinstance(event, OrganisationFounded):
        return msgspec.structs.replace(event, organisation=organisation)
    return event


async def _postgres(stage: Stage) -> psutil.Process:
    """The first of its processes: all others are its children."""
    server = await stage.connect()
    folder = await server.fetchval("SHOW data_directory")
    await server.close()
    first, *_ = (Path(folder) / "postmaster.pid").read_text().split()
    return psutil.Process(int(first))


async def _busy(serving: Server, postgres: psutil.Process, seconds: float) -> float:
    """Of one core: the server, and every process of the database that was there all the time."""
    before, began = _used(serving, postgres), time.monotonic()
    await asyncio.sleep(seconds)
    after = _used(serving, postgres)
    used = sum(after[pid] - before[pid] for pid in after.keys() & before.keys())
    return used / (time.monotonic() - began)


def _used(serving: Server, postgres: psutil.Process) -> dict[int, float]:
    """Seconds of processor time so far, by process."""
    used = {serving.pid: serving.processor}
    for process in (postgres, *postgres.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            used[process.pid] = times.user + times.system
    return used
