"""Residents who were registered, and ballots that were cast, before anybody measures."""

from collections.abc import Iterable

import asyncpg

from adapters.new_id import new_id
from bench.community import Community, approvals, found, open_vote
from bench.filling.bulk import Bulk, Filling
from domain.events.ballots import BallotCast
from domain.events.persons import PersonRegistered
from domain.ids import BallotId, PersonId, VoteId
from domain.ports import Key, Ports


def register(filling: Filling, ports: Ports, clerk: PersonId) -> PersonId:
    """As the clerk's act does: the name sealed under a key of the person, one identity."""
    vault, organisation = ports.vault, filling.organisation
    person = PersonId(new_id("person"))
    key, wrapped = vault.new_key(organisation, person)
    name = filling.seal(vault, "Somebody")
    registered = PersonRegistered(person=person, standing="resident", name=name.sealed)
    name.lock_away(person, key, filling.add(registered, clerk))
    rows = filling.bulk.rows
    rows["vault_key"].append((filling.key, person, wrapped))
    rows["vault_identity"].append((filling.key, vault.identity(organisation, person), person))
    return person


async def register_many(
    owner: asyncpg.Connection, filling: Filling, ports: Ports, clerk: PersonId, count: int
) -> list[PersonId]:
    residents = []
    for _ in range(count):
        residents.append(register(filling, ports, clerk))
        if filling.bulk.full:
            await filling.bulk.write(owner)
    await filling.bulk.write(owner)
    return residents


def ballot(
    filling: Filling,
    ports: Ports,
    box: Key,
    about: tuple[VoteId, PersonId],
    projects: tuple[str, ...],
    replaces: BallotId | None = None,
) -> BallotId:
    vote, resident = about
    cast = BallotId(new_id("ballot"))
    choice = filling.seal(ports.vault, projects)
    event = BallotCast(
        ballot=cast, choice=choice.sealed, vote=vote, resident=resident, replaces=replaces
    )
    choice.lock_away(vote, box, filling.add(event, resident))
    return cast


async def cast_many(
    owner: asyncpg.Connection, ports: Ports, community: Community, residents: Iterable[PersonId]
) -> None:
    """One ballot each. Whoever is named again replaces the ballot before."""
    filling = await continued(ports, community)
    box = await ports.vault.key(community.organisation, community.vote)
    assert box is not None
    before: dict[PersonId, BallotId] = {}
    for place, resident in enumerate(residents):
        projects = approvals(community, place)
        about = (community.vote, resident)
        before[resident] = ballot(filling, ports, box, about, projects, before.get(resident))
        if filling.bulk.full:
            await filling.bulk.write(owner)
    await filling.bulk.write(owner)


async def continued(ports: Ports, community: Community) -> Filling:
    """To go on where the log of this organisation ends."""
    head = (await ports.log.read(community.organisation, [], None)).head
    return Filling(Bulk(ports.clock()), community.organisation, head)


async def gather(
    owner: asyncpg.Connection, ports: Ports, count: int
) -> tuple[Community, list[PersonId]]:
    """An organisation in which ``count`` residents may vote and nobody has voted yet."""
    organisation, clerk = await found(ports)
    head = (await ports.log.read(organisation, [], None)).head
    filling = Filling(Bulk(ports.clock()), organisation, head)
    residents = await register_many(owner, filling, ports, clerk, count)
    return await open_vote(ports, organisation, clerk), residents
