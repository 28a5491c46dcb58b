"""A neighbourhood at work: every plan on its whole way, from the first signal to the lesson.

What all plans go through together is a stage, so that everything stands in the order of its
time. Beside them residents vote on budgets, until there are as many events as asked for.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

import asyncpg
import msgspec

from adapters.new_id import new_id
from adapters.postgres.database import Addresses
from bench.filling.bulk import Filling
from bench.filling.residents import continued, gather
from bench.filling.ways import SHARED_EACH, STAGES, Pen, Way, beside
from bench.filling.years import Organisation, more_votes, seat_board, without_index
from bench.stage import owner_of
from domain.events.ballots import BallotCast
from domain.events.persons import RoleGranted
from domain.events.plans import PlanPutOnBallot
from domain.ids import BallotId, OrganisationId, PersonId
from domain.kernel import Sealed
from domain.ports import Ports

AGO, STAGE = timedelta(days=300), timedelta(days=30)
"""When it began, and how long every stage lasted."""
VOTES, ON_BALLOT = 4, 20
"""Neighbourhood votes, and how many plans stand on the ballot of each."""
SPEAKERS = 200
"""Residents who speak in dialogue rounds."""


class Size(NamedTuple):
    plans: int
    residents: int
    events: int


class Neighbourhood(NamedTuple):
    organisation: OrganisationId
    clerk: PersonId
    bearer: PersonId
    """A resident who carries many plans."""
    named: Mapping[str, str]
    """One of each kind of thing, by the kind: what an address names."""


async def fill_neighbourhood(ports: Ports, addresses: Addresses, size: Size) -> Neighbourhood:
    """At least so many events."""
    began = ports.clock() - AGO
    then = msgspec.structs.replace(ports, clock=lambda: began)
    async with owner_of(addresses) as owner:
        first, people = await gather(owner, then, size.residents)
        board = await seat_board(then, first, people)
        votes = await more_votes(owner, then, first, VOTES - 1)
        here = Organisation((first, *votes), tuple(people), board)
        filling = await continued(then, first)
        index = await without_index(owner)
        ways = [Way(here, number) for number in range(size.plans)]
        await _go(owner, await _pen(ports, filling, people), here, ways)
        await _vote(owner, filling, here, ways, size.events)
        await owner.execute(index)
    middle = ways[len(ways) // 2 // SHARED_EACH * SHARED_EACH]
    named = {**middle.named, "vote": first.vote, "person": people[0]}
    return Neighbourhood(filling.organisation, first.clerk, middle.busy, named)


async def _pen(ports: Ports, filling: Filling, people: Sequence[PersonId]) -> Pen:
    keys = {}
    for person in people[:SPEAKERS]:
        key = await ports.vault.key(filling.organisation, person)
        assert key is not None
        keys[person] = key
    return Pen(filling, ports.vault, keys)


async def _go(owner: asyncpg.Connection, pen: Pen, here: Organisation, ways: list[Way]) -> None:
    facilitator = RoleGranted(person=ways[0].facilitator, role="facilitator")
    pen.filling.add(facilitator, here.votes[0].clerk)
    beside(pen, here)
    began = pen.filling.bulk.at
    for number, stage in enumerate(STAGES):
        for place, way in enumerate(ways):
            pen.filling.bulk.at = began + STAGE * (number + place / len(ways))
            stage(way, pen)
            if pen.filling.bulk.full:
                await pen.filling.bulk.write(owner)
    await pen.filling.bulk.write(owner)


async def _vote(
    owner: asyncpg.Connection, filling: Filling, here: Organisation, ways: list[Way], events: int
) -> None:
    """Each resident in one vote after the other; plans stand on the ballot of every vote."""
    for number, vote in enumerate(here.votes):
        for way in ways[number * ON_BALLOT : (number + 1) * ON_BALLOT]:
            filling.add(PlanPutOnBallot(plan=way.plan, vote=vote.vote), vote.clerk)
    place = 0
    while filling.position < events and place < len(here.votes) * len(here.residents):
        turn, voter = divmod(place, len(here.residents))
        cast = BallotCast(
            ballot=BallotId(new_id("ballot")),
            choice=Sealed(sealed=secrets.token_hex(32)),
            vote=here.votes[turn].vote,
            resident=here.residents[voter],
        )
        filling.add(cast, here.residents[voter])
        place += 1
        if filling.bulk.full:
            await filling.bulk.write(owner)
    await filling.bulk.write(owner)
