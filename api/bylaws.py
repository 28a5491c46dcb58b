"""Bylaws: their versions, what is wrong with a draft, and which version is in force."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from api.bylaws_files import default_bylaws
from api.callers import ByCaller
from api.membership import membership
from api.moments import At, events_up_to, last_position, moment_of, resolve
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, at_position, done
from api.types import Asked, BylawsPath, Moment, OrganisationPath, Published
from domain import record
from domain.bylaws.bylaws import Bylaws, LegalForm
from domain.bylaws.contradictions import Contradiction
from domain.bylaws.law import contradictions
from domain.events.bylaws import BylawsProposed, BylawsRecorded
from domain.ids import BylawsId, OrganisationId
from domain.kernel import select
from domain.organisations.errors import BylawsNotFound
from domain.organisations.propose_bylaws import ProposeBylaws
from domain.organisations.record_bylaws import RecordBylaws
from domain.organisations.record_deed import RecordDeed
from domain.organisations.versions import BYLAWS_EVENTS, Versions, hash_of
from domain.ports import Log
from projections.bylaws import BYLAWS, BylawsVersion, State

VERSION = "/organisations/{organisation}/bylaws/{{id}}"


class FirstBylawsAsked(Asked, frozen=True, kw_only=True):
    """The bylaws that there are. Published: they stand in the record for ever.

    Without `in_force_from` they are in force from now on.
    """

    bylaws: Bylaws
    in_force_from: Moment | None = None


class BylawsAsked(Asked, frozen=True, kw_only=True):
    """Complete bylaws. Published: once proposed, they stand in the record for ever."""

    bylaws: Bylaws


class DeedAsked(Asked, frozen=True, kw_only=True):
    notary: Published
    executed_at: Moment


class BylawsChecked(msgspec.Struct, frozen=True, kw_only=True):
    """`sha256` is what decisions under these bylaws are bound to."""

    sha256: str
    contradictions: tuple[Contradiction, ...]


class BylawsListed(msgspec.Struct, frozen=True, kw_only=True):
    versions: tuple[BylawsVersion, ...]
    next: str | None


class BylawsSeen(msgspec.Struct, frozen=True, kw_only=True):
    version: BylawsVersion
    content: Bylaws


class BylawsInForce(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """In force at `moment`, as known at `position` of the log; nothing if none were."""

    position: int
    moment: datetime
    bylaws: BylawsId | None = None
    sha256: str | None = None
    in_force_from: datetime | None = None
    content: Bylaws | None = None


@post("/bylaws", operation_id="recordBylaws")
async def record_bylaws(
    organisation: FromPath[OrganisationPath], data: JSONBody[FirstBylawsAsked], caller: ByCaller
) -> Response[Done]:
    """Record the bylaws that the organisation has. Only the clerk may, and only once."""
    receipt = await caller.asks(
        RecordBylaws,
        organisation,
        bylaws=caller.new_id("bylaws"),
        content=data.bylaws,
        in_force_from=data.in_force_from or caller.at,
    )
    return done(receipt, VERSION.format(organisation=organisation))


@post("/bylaws/proposals", operation_id="proposeBylaws")
async def propose_bylaws(
    organisation: FromPath[OrganisationPath], data: JSONBody[BylawsAsked], caller: ByCaller
) -> Response[Done]:
    """Record another version, for an organ to decide on. Only the clerk may."""
    receipt = await caller.asks(
        ProposeBylaws, organisation, bylaws=caller.new_id("bylaws"), content=data.bylaws
    )
    return done(receipt, VERSION.format(organisation=organisation))


@post("/bylaws/check", operation_id="checkBylaws", status_code=200)
async def check_bylaws(
    organisation: FromPath[OrganisationPath], data: JSONBody[BylawsAsked], caller: ByCaller
) -> Response[BylawsChecked]:
    """Learn what in these bylaws contradicts the law, or themselves. Nothing is recorded."""
    member = await membership(caller.ports, organisation, caller.who, caller.at)
    member.require_member()
    checked = BylawsChecked(sha256=hash_of(data.bylaws), contradictions=contradictions(data.bylaws))
    return Response(checked, headers=at_position(member.position))


@post("/bylaws/{bylaws:str}/deed", operation_id="recordDeed")
async def record_deed(
    organisation: FromPath[OrganisationPath],
    bylaws: FromPath[BylawsPath],
    data: JSONBody[DeedAsked],
    caller: ByCaller,
) -> Response[Done]:
    """Record the notary's deed that puts a change of the statutes in force.

    Only the clerk may.
    """
    receipt = await caller.asks(
        RecordDeed, organisation, bylaws=bylaws, notary=data.notary, executed_at=data.executed_at
    )
    return done(receipt, VERSION.format(organisation=organisation))


@get("/bylaws", operation_id="listBylaws")
async def list_bylaws(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[BylawsListed]:
    """List the versions of the bylaws, the newest first, or those in one state."""
    page = await page_of(
        views,
        organisation,
        BYLAWS,
        "bylaws",
        narrowed("state", in_state),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = BylawsListed(versions=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/bylaws/in-force", operation_id="readBylawsInForce")
async def read_bylaws_in_force(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    at: At = None,
    in_force_at: Annotated[
        str | None,
        QueryParameter(
            min_length=1,
            max_length=40,
            description="In force at this time, as known `at`; without it, at that moment itself.",
        ),
    ] = None,
) -> Response[BylawsInForce]:
    """Read the bylaws in force: now, at a past moment, or at one moment as known at another."""
    log = caller.ports.log
    if at is None:
        position, moment = await last_position(log, organisation), caller.at
    else:
        position, moment = await resolve(log, organisation, at)
    moment = moment if in_force_at is None else moment_of(in_force_at)
    seen = await _in_force(log, organisation, position, moment)
    return Response(seen, headers=at_position(position))


@get("/bylaws/default", operation_id="readDefaultBylaws")
async def read_default_bylaws(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    legal_form: Annotated[LegalForm, QueryParameter()],
) -> Response[Bylaws]:
    """Read bylaws to begin with, for a legal form. `zetel bylaws default` has them with comments.

    They keep to the law; what they propose beyond it is yours to change.
    """
    position = await last_position(caller.ports.log, organisation)
    return Response(default_bylaws(legal_form), headers=at_position(position))


@get("/bylaws/{bylaws:str}", operation_id="readBylaws")
async def read_bylaws(
    organisation: FromPath[OrganisationPath],
    bylaws: FromPath[BylawsPath],
    caller: ByCaller,
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[BylawsSeen]:
    """Read one version: what became of it, and all that it says."""
    found = await views.get(organisation, BYLAWS, bylaws, at_least=at_least)
    if found is None:
        raise BylawsNotFound(bylaws=bylaws)
    place = found.document.position
    page, _ = await caller.ports.log.read_page(organisation, after=place - 1, limit=1)
    event = record.decode(place, page[0].record).event
    assert isinstance(event, BylawsRecorded | BylawsProposed)
    seen = BylawsSeen(version=found.document, content=event.content)
    return Response(seen, headers=at_position(found.position))


async def _in_force(
    log: Log, organisation: OrganisationId, position: int, moment: datetime
) -> BylawsInForce:
    versions = Versions()
    for known in await events_up_to(log, organisation, [select(*BYLAWS_EVENTS)], position):
        versions.see(known.event, known.position, known.time)
    version = versions.in_force(moment)
    if version is None:
        return BylawsInForce(position=position, moment=moment)
    return BylawsInForce(
        position=position,
        moment=moment,
        bylaws=version.bylaws,
        sha256=hash_of(version.content),
        in_force_from=version.in_force_from,
        content=version.content,
    )
