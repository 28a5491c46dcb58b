"""Organisations: founded by an operator, led by their clerk."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from api.callers import ByCaller, ByMember
from api.membership import seats_held
from api.reading import AtLeast, ByViews
from api.receipts import Done, at_position, done
from api.types import Asked, OrganisationPath, Personal, Published, Word
from domain.bylaws.bylaws import LegalForm
from domain.errors import OrganisationNotFound
from domain.events.persons import Role, Standing
from domain.ids import PersonId, SeatId
from domain.organisations.describe_organisation import DescribeOrganisation
from domain.organisations.found_organisation import FoundOrganisation
from domain.organisations.naming import organisation_id
from projections.organisation import ORGANISATION, Organisation


class OrganisationAsked(Asked, frozen=True, kw_only=True):
    name: Published
    clerk_name: Personal
    clerk_identifier: Personal
    clerk_standing: Standing = "professional"


class DescriptionAsked(Asked, frozen=True, kw_only=True):
    """Says everything anew. A neighbourhood is named by its code, such as `K22`.

    `financial_year_from` is the month, 1 to 12, in which the financial year begins.
    """

    legal_form: LegalForm
    federation: Published | None = None
    neighbourhoods: Annotated[tuple[Word, ...], Meta(max_length=100)] | None = None
    financial_year_from: Annotated[int, Meta(ge=1, le=12)] | None = None


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """``seats`` are those held now."""

    person: PersonId
    standing: Standing
    roles: tuple[Role, ...]
    seats: tuple[SeatId, ...]


@post("/organisations", operation_id="foundOrganisation")
async def found_organisation(data: JSONBody[OrganisationAsked], caller: ByCaller) -> Response[Done]:
    """Found an organisation and name its first clerk.

    Only an operator may. `recorded` tells the person id of the clerk. The same
    Idempotency-Key finds the same organisation again.
    """
    command_id = caller.command_id or caller.new_id("event")
    receipt = await caller._replace(command_id=command_id).asks(
        FoundOrganisation,
        organisation_id(caller.who, command_id),
        clerk=caller.new_id("person"),
        name=data.name,
        clerk_name=data.clerk_name,
        clerk_identifier=data.clerk_identifier,
        clerk_standing=data.clerk_standing,
    )
    return done(receipt, "/organisations/{id}")


@get("/", operation_id="readOrganisation")
async def read_organisation(
    organisation: FromPath[OrganisationPath], views: ByViews, at_least: AtLeast = 0
) -> Response[Organisation]:
    """Read what an organisation is called, what it is, and since when it exists."""
    first = max(at_least, 1)
    found = await views.get(organisation, ORGANISATION, organisation, at_least=first)
    if found is None:
        raise OrganisationNotFound
    return Response(found.document, headers=at_position(found.position))


@post("/description", operation_id="describeOrganisation")
async def describe_organisation(
    organisation: FromPath[OrganisationPath], data: JSONBody[DescriptionAsked], caller: ByCaller
) -> Response[Done]:
    """Record the legal form, the federation and the neighbourhoods. Only the clerk may.

    The legal form stays as it is once there are bylaws or members.
    """
    receipt = await caller.asks(
        DescribeOrganisation,
        organisation,
        legal_form=data.legal_form,
        federation=data.federation,
        neighbourhoods=data.neighbourhoods,
        financial_year_from=data.financial_year_from,
    )
    return done(receipt, "/organisations/{id}")


@get("/me", operation_id="readMe")
async def read_me(
    organisation: FromPath[OrganisationPath], member: ByMember, caller: ByCaller
) -> Response[Me]:
    """Read who you are here: your standing, your roles, and the seats that you hold."""
    assert member.actor_standing is not None
    me = Me(
        person=member.actor,
        standing=member.actor_standing,
        roles=tuple(sorted(member.actor_roles)),
        seats=tuple(sorted(await seats_held(caller.ports, organisation, member))),
    )
    return Response(me, headers=at_position(member.position))
