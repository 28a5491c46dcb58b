"""Past moments: by the position in the log, or by the time until which things were known."""

from asyncio import to_thread
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Annotated, NamedTuple

import msgspec
from litestar.params import QueryParameter

from api.errors import MomentMalformed
from api.types import EARLIEST, LATEST
from domain import record
from domain.ids import OrganisationId
from domain.kernel import Selector
from domain.ports import Log, StoredRecord
from domain.record import Recorded
from projections.evidence import evidence_for

SPAN = 500
"""Events read at once on the way back."""

At = Annotated[
    str | None,
    QueryParameter(
        min_length=1,
        max_length=40,
        description="A past moment: a position in the log, or a time with a zone.",
    ),
]

KnownAt = Annotated[
    str | None,
    QueryParameter(
        min_length=1,
        max_length=40,
        description="What was known then: a position in the log, or a time with a zone. "
        "Left out, it is what was known at the moment asked about.",
    ),
]


class Known(NamedTuple):
    """What was known at ``position``, and the moment that is asked about."""

    position: int
    moment: datetime


class _Timed(msgspec.Struct):
    time: datetime


_TIMED = msgspec.json.Decoder(_Timed)


async def resolve(log: Log, organisation: OrganisationId, at: str) -> Known:
    """A time stands for the largest position that is not later. Raise MomentMalformed."""
    head = await last_position(log, organisation)
    if at.isascii() and at.isdigit():
        if not 1 <= int(at) <= head:
            raise MomentMalformed(head=head)
        stored, _ = await log.read_page(organisation, after=int(at) - 1, limit=1)
        return Known(int(at), _TIMED.decode(stored[0].record).time)
    moment = moment_of(at)
    return Known(await _known_at(log, organisation, moment, head), moment)


async def last_position(log: Log, organisation: OrganisationId) -> int:
    return (await log.read(organisation, [], None)).head


async def events_up_to(
    log: Log, organisation: OrganisationId, selectors: Sequence[Selector], position: int
) -> list[Recorded]:
    """Read in a thread, so that nobody else waits however many there are."""
    seen = await log.read(organisation, selectors, None)
    return await to_thread(_read, seen.records, position)


def _read(records: Sequence[StoredRecord], position: int) -> list[Recorded]:
    return [
        record.decode(stored.position, stored.record)
        for stored in records
        if stored.position <= position
    ]


async def evidence_up_to(
    log: Log,
    organisation: OrganisationId,
    subject: str,
    position: int,
    needs: Callable[[str, Iterable[Recorded]], Sequence[Selector]] = evidence_for,
) -> list[Recorded]:
    """All that a recount needs, or an explanation: what was found may tell what else it needs."""
    asked: list[Selector] = []
    found: dict[int, Recorded] = {}
    while more := [s for s in needs(subject, found.values()) if s not in asked]:
        asked += more
        for known in await events_up_to(log, organisation, more, position):
            found[known.position] = known
    return [found[place] for place in sorted(found)]


def moment_of(at: str) -> datetime:
    """Raise MomentMalformed. A plus sign that was not escaped has arrived as a space."""
    try:
        moment = msgspec.convert(at.replace(" ", "+"), datetime)
    except msgspec.ValidationError:
        raise MomentMalformed from None
    if moment.tzinfo is None or not EARLIEST <= moment < LATEST:
        raise MomentMalformed
    return moment


async def _known_at(log: Log, organisation: OrganisationId, moment: datetime, head: int) -> int:
    """From the end, as times may step back a little between neighbours."""
    while head > 0:
        page, _ = await log.read_page(
            organisation, after=max(0, head - SPAN), limit=SPAN, until=head
        )
        for stored in reversed(page):
            if _TIMED.decode(stored.record).time <= moment:
                return stored.position
        head -= SPAN
    return 0
