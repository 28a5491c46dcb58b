"""Persons: registered by the clerk, who alone sees them all; everybody sees themselves."""

from typing import Annotated

import msgspec
from litestar import Response, delete, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from api.callers import ByCaller, ByMember
from api.people import PersonSeen, with_names
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of
from api.receipts import Done, at_position, done
from api.types import Asked, Day, Month, OrganisationPath, Personal, PersonPath, Word
from domain.events.persons import Role, Standing
from domain.persons.errors import PersonNotFound
from domain.persons.grant_role import GrantRole
from domain.persons.register_person import RegisterPerson
from domain.persons.revoke_role import RevokeRole
from projections.persons import PERSONS

Age = Annotated[int, Meta(ge=1, le=150)]


class PersonAsked(Asked, frozen=True, kw_only=True):
    """``identifier`` tells one human from another; who is registered under it already is refused.

    Of age and address only coarse facts are taken, each with who checked it: the
    neighbourhood, the day since when, and the months in which ages were reached.
    """

    identifier: Personal
    standing: Standing
    name: Personal
    contact: Personal | None = None
    neighbourhood: Word | None = None
    registered_from: Day | None = None
    ages_reached: Annotated[tuple[tuple[Age, Month], ...], Meta(max_length=10)] | None = None


class PersonsSeen(msgspec.Struct, frozen=True, kw_only=True):
    persons: tuple[PersonSeen, ...]
    next: str | None


class RoleAsked(Asked, frozen=True, kw_only=True):
    role: Role


@post("/persons", operation_id="registerPerson")
async def register_person(
    organisation: FromPath[OrganisationPath], data: JSONBody[PersonAsked], caller: ByCaller
) -> Response[Done]:
    """Register somebody. Only the clerk may."""
    receipt = await caller.asks(
        RegisterPerson,
        organisation,
        person=caller.new_id("person"),
        identifier=data.identifier,
        standing=data.standing,
        name=data.name,
        contact=data.contact,
        neighbourhood=data.neighbourhood,
        registered_from=data.registered_from,
        ages_reached=data.ages_reached,
    )
    return done(receipt, f"/organisations/{organisation}/persons/{{id}}")


@get("/persons", operation_id="listPersons")
async def list_persons(
    organisation: FromPath[OrganisationPath],
    member: ByMember,
    caller: ByCaller,
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[PersonsSeen]:
    """List everybody in the order of registration. Only the clerk may."""
    member.require_role("clerk")
    page = await page_of(
        views, organisation, PERSONS, "persons", cursor=cursor, limit=limit, at_least=at_least
    )
    persons = await with_names(caller.ports, organisation, page.documents)
    return Response(PersonsSeen(persons=persons, next=page.cursor), headers=asked.headers(page))


@get("/persons/{person:str}", operation_id="readPerson")
async def read_person(
    organisation: FromPath[OrganisationPath],
    person: FromPath[PersonPath],
    member: ByMember,
    caller: ByCaller,
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[PersonSeen]:
    """Read about somebody. The clerk may, and everybody about themselves."""
    if member.actor != person:
        member.require_role("clerk")
    found = await views.get(organisation, PERSONS, person, at_least=at_least)
    if found is None:
        raise PersonNotFound(person=person)
    (seen,) = await with_names(caller.ports, organisation, [found.document])
    return Response(seen, headers=at_position(found.position))


@post("/persons/{person:str}/roles", operation_id="grantRole")
async def grant_role(
    organisation: FromPath[OrganisationPath],
    person: FromPath[PersonPath],
    data: JSONBody[RoleAsked],
    caller: ByCaller,
) -> Response[Done]:
    """Give somebody a role. Only the clerk may."""
    receipt = await caller.asks(GrantRole, organisation, person=person, role=data.role)
    return done(receipt, f"/organisations/{organisation}/persons/{{id}}")


@delete("/persons/{person:str}/roles/{role:str}", operation_id="revokeRole", status_code=201)
async def revoke_role(
    organisation: FromPath[OrganisationPath],
    person: FromPath[PersonPath],
    role: FromPath[Role],
    caller: ByCaller,
) -> Response[Done]:
    """Take a role back. Only the clerk may, and the last clerk stays one."""
    receipt = await caller.asks(RevokeRole, organisation, person=person, role=role)
    return done(receipt, f"/organisations/{organisation}/persons/{{id}}")
