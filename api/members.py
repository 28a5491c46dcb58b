"""The register of members of an association or a cooperative: the clerk keeps it."""

from typing import Annotated, Literal

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from api.callers import ByCaller
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, done
from api.types import Asked, Holder, Moment, OrganisationPath, PersonPath
from domain.events.members import LeavingReason
from domain.members.admit_member import AdmitMember
from domain.members.end_membership import EndMembership
from projections.members import MEMBERS, Member

REGISTER = "/organisations/{organisation}/members"


class MemberAsked(Asked, frozen=True, kw_only=True):
    person: Holder
    member_from: Moment


class MembershipEndAsked(Asked, frozen=True, kw_only=True):
    """`member_until` is the moment from which this person is no member any more.

    Termination is by the association, expulsion for what a member did to it.
    """

    member_until: Moment
    reason: LeavingReason


class MembersSeen(msgspec.Struct, frozen=True, kw_only=True):
    members: tuple[Member, ...]
    next: str | None


@post("/members", operation_id="admitMember")
async def admit_member(
    organisation: FromPath[OrganisationPath], data: JSONBody[MemberAsked], caller: ByCaller
) -> Response[Done]:
    """Enter somebody who is registered in the register of members. Only the clerk may."""
    receipt = await caller.asks(
        AdmitMember, organisation, person=data.person, member_from=data.member_from
    )
    return done(receipt, REGISTER.format(organisation=organisation))


@post("/members/{person:str}/end", operation_id="endMembership")
async def end_membership(
    organisation: FromPath[OrganisationPath],
    person: FromPath[PersonPath],
    data: JSONBody[MembershipEndAsked],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a member leaves, and why. Only the clerk may.

    A seat of the general meeting that this person holds ends with the membership.
    """
    receipt = await caller.asks(
        EndMembership,
        organisation,
        person=person,
        member_until=data.member_until,
        reason=data.reason,
    )
    return done(receipt, REGISTER.format(organisation=organisation))


@get("/members", operation_id="listMembers")
async def list_members(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    end: Annotated[Literal["none", "recorded"] | None, QueryParameter()] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[MembersSeen]:
    """List the members in order of admission; all, those without an end, or those with one."""
    page = await page_of(
        views,
        organisation,
        MEMBERS,
        "members",
        narrowed("end", end),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = MembersSeen(members=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))
