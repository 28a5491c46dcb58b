"""Voting power: how much hangs on one seat, one kind of seat, or one person."""

from collections.abc import Mapping
from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.moments import At, KnownAt, events_up_to
from api.reading import AtLeast, ByViews
from api.receipts import at_position
from api.seats_known import SeatsKnown, seats_known
from api.types import ORGAN, OrganisationPath
from domain.bylaws.articles import DecisionKind
from domain.ids import OrganisationId, SeatId
from domain.kernel import select
from domain.ports import Log
from domain.seats.proxies import PROXY_EVENTS, ProxyRegister, Scope
from projections.power_seen import PowerSeen, power_seen


@get("/board/power", operation_id="readVotingPower")
async def read_voting_power(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    views: ByViews,
    organ: Annotated[str, QueryParameter(pattern=ORGAN)] = "board",
    kind: Annotated[
        DecisionKind, QueryParameter(description="Of decision: whose rule is looked at.")
    ] = "other",
    at: At = None,
    known_at: KnownAt = None,
    at_least: AtLeast = 0,
) -> Response[PowerSeen]:
    """Read how much of the voting power is with each seat, each kind of seat, and whom.

    It is Banzhaf's index: of all the ways in which everybody can vote for or against, how many
    hang on this one seat. Three seats with 2, 1 and 1 votes have 3/5, 1/5 and 1/5 of the power
    where more than half is needed. `warnings` say where somebody has more than half of it, or
    can pass or block a proposal alone. Weights, cap and threshold are those of the bylaws in
    force; without bylaws, or for a kind that is not for this organ, `rule` says what is assumed.
    A seat that gave another one a proxy for all decisions votes with that. Quorum, recusal and
    the casting vote are left aside. `at` and `known_at` as for the board.
    """
    known = await seats_known(
        caller, views, organisation, organ, at=at, known_at=known_at, at_least=at_least
    )
    proxies = await _standing_proxies(caller.ports.log, organisation, organ, known)
    seen = power_seen(
        known.register, organ, known.moment, known.position, known.bylaws, kind, proxies
    )
    return Response(seen, headers=at_position(known.position))


async def _standing_proxies(
    log: Log, organisation: OrganisationId, organ: str, known: SeatsKnown
) -> Mapping[SeatId, SeatId]:
    """Those for all decisions, in force at the moment as known then."""
    register = ProxyRegister()
    selectors = [select(*PROXY_EVENTS, tags=[f"organ:{organ}"])]
    for each in await events_up_to(log, organisation, selectors, known.position):
        register.see(each.event, each.time)
    in_force = register.in_force(Scope(known.moment), known.register)
    return {seat: proxy.to for seat, proxy in in_force.items()}
