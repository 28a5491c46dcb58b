"""An organ's seats and the bylaws in force, at a moment, as known at another."""

from datetime import datetime
from typing import NamedTuple

from api.callers import Caller
from api.moments import Known, events_up_to, resolve
from api.reading import whole_list
from domain.bylaws.bylaws import Bylaws
from domain.ids import EventId, OrganisationId
from domain.kernel import select
from domain.organisations.versions import BYLAWS_EVENTS, Versions
from domain.ports import Log
from domain.seats.register import SEAT_EVENTS, SeatRegister
from projections.board import BOARD, register_of
from projections.ports import Views


class SeatsKnown(NamedTuple):
    """``bylaws`` is the version in force at ``moment``, if there is one."""

    position: int
    moment: datetime
    register: SeatRegister
    bylaws: Bylaws | None


async def seats_known(
    caller: Caller,
    views: Views,
    organisation: OrganisationId,
    organ: str,
    *,
    at: str | None,
    known_at: str | None,
    at_least: int,
) -> SeatsKnown:
    """From the view what is known now, and from the record what was. Raise MomentMalformed."""
    log = caller.ports.log
    if at is None and known_at is None:
        seats, position = await whole_list(
            views, organisation, BOARD, "seats", f"organ:{organ}", at_least=at_least
        )
        known, register = Known(position, caller.at), register_of(seats)
    else:
        known = await _asked(log, organisation, at, known_at)
        register = await _replayed(log, organisation, organ, known.position)
    bylaws = await _bylaws(log, organisation, known)
    return SeatsKnown(known.position, known.moment, register, bylaws)


async def _asked(
    log: Log, organisation: OrganisationId, at: str | None, known_at: str | None
) -> Known:
    """Raise MomentMalformed."""
    known = await resolve(log, organisation, str(known_at or at))
    if at is None or known_at is None:
        return known
    return Known(known.position, (await resolve(log, organisation, at)).moment)


async def _replayed(
    log: Log, organisation: OrganisationId, organ: str, position: int
) -> SeatRegister:
    """All that happened to the organ's seats, by its index: never the whole log."""
    register = SeatRegister()
    selectors = [select(*SEAT_EVENTS, tags=[f"organ:{organ}"])]
    for known in await events_up_to(log, organisation, selectors, position):
        register.see(known.event, known.position, EventId(known.id))
    return register


async def _bylaws(log: Log, organisation: OrganisationId, known: Known) -> Bylaws | None:
    versions = Versions()
    for each in await events_up_to(log, organisation, [select(*BYLAWS_EVENTS)], known.position):
        versions.see(each.event, each.position, each.time)
    version = versions.in_force(known.moment)
    return None if version is None else version.content
