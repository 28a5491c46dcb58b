"""Replays: a decision or a neighbourhood vote, from the record alone, as known at a moment."""

from asyncio import to_thread
from typing import Any

import msgspec

from api.moments import events_up_to, evidence_up_to, last_position, resolve
from domain.counting.majority import MajorityCount
from domain.events.ballots import AllocationCount, Outcome, ResultCounted
from domain.ids import OrganisationId, ProjectId
from domain.ports import Log
from projections.base import Document, Projection
from projections.doubt import EntitledOtherwise
from projections.recount import StillRunning, recount
from projections.replay import replay


class Replayed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As known at ``position``. Until a result was declared there is nothing to recount.

    Then ``majority`` or ``allocation`` are counted anew from the opened ballots, each checked
    against its commitment; the record ``agrees`` if there are no ``findings``. Where it was
    corrected after the close who was entitled, ``entitled_otherwise`` says whom for which seat:
    the result stays as it is. ``counted`` is the whole count of a decision, by whatever method.
    """

    position: int
    agrees: bool | None = None
    findings: tuple[str, ...] | None = None
    majority: MajorityCount | None = None
    allocation: AllocationCount | None = None
    counted: ResultCounted | None = None
    outcome: Outcome | None = None
    funded: tuple[ProjectId, ...] | None = None
    entitled_otherwise: tuple[EntitledOtherwise, ...] | None = None


async def replay_of(
    log: Log,
    organisation: OrganisationId,
    projection: Projection[Document],
    subject: str,
    at: str | None,
) -> tuple[Document, dict[str, Any]] | None:
    """The document as it was, and the members of ``Replayed``. None if there was none yet."""
    if at is None:
        position = await last_position(log, organisation)
    else:
        position = (await resolve(log, organisation, at)).position
    feeds = projection.feeds(subject)
    events = await events_up_to(log, organisation, feeds, position)
    documents = await to_thread(replay, projection, events)
    if subject not in documents:
        return None
    evidence = await evidence_up_to(log, organisation, subject, position)
    try:
        found = msgspec.structs.asdict(await to_thread(recount, subject, evidence))
    except StillRunning:
        return documents[subject], {"position": position}
    del found["subject"]
    return documents[subject], {"position": position, **found}
