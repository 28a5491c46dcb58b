"""Who asks: found out before anything else of a request is looked at."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import SkipValidation

from api.errors import AddressNotFound, Fault, RequestInvalid, TokenInvalid, TokenMissing
from api.membership import Member, membership
from api.tokens import Bearer, InvalidToken, Tokens
from api.types import UUID
from domain.act import Act
from domain.carry_out import Receipt, carry_out
from domain.ids import Kind, OrganisationId, PersonId
from domain.ports import Ports

COMMAND_ID: Final = re.compile(r"[\x21-\x7e]{1,200}")
KINDS: Final = ("organisation", "person", "seat", "plan", "decision", "vote", "bylaws")

Connection = ASGIConnection[Any, Any, Any, Any]


class Caller(NamedTuple):
    """Somebody with a valid token, and what they bring to every act."""

    ports: Ports
    who: PersonId
    at: datetime
    """Taken once per request."""
    command_id: str | None

    async def asks(
        self, act: Callable[..., Act], organisation: OrganisationId, **asked: Any
    ) -> Receipt:
        """Carry out ``act``. Raise a Refusal."""
        return await carry_out(
            self.ports,
            act,
            command_id=self.command_id,
            organisation=organisation,
            actor=self.who,
            at=self.at,
            **asked,
        )

    def new_id(self, kind: Kind) -> str:
        return self.ports.new_id(kind)


ByCaller = NamedDependency[SkipValidation[Caller]]
ByMember = NamedDependency[SkipValidation[Member]]


async def with_token(connection: Connection, handler: BaseRouteHandler) -> None:
    """A guard: identifiers in the address are of their kind, and the token is valid."""
    for name, value in connection.path_params.items():
        if name in KINDS and not re.fullmatch(f"{name}:{UUID}", value):
            raise AddressNotFound
    ports, tokens = ports_of(connection), cast(Tokens, connection.app.state.tokens)
    now = ports.clock()
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if not token or scheme.lower() != "bearer":
        raise TokenMissing
    try:
        bearer = tokens.read(token.strip(), now)
    except InvalidToken:
        raise TokenInvalid from None
    connection.scope["auth"] = bearer
    connection.scope["state"]["now"] = now


async def members_only(connection: Connection, handler: BaseRouteHandler) -> None:
    """A guard of an organisation: the token, and whether who reads is a member.

    Commands look for themselves, in their boundary. One guard for both, as the framework
    copies the handler for each.
    """
    await with_token(connection, handler)
    if "GET" not in getattr(handler, "http_methods", ()):
        return
    member = await membership(
        ports_of(connection),
        OrganisationId(connection.path_params["organisation"]),
        bearer_of(connection).who,
        connection.scope["state"]["now"],
    )
    member.require_member()
    connection.scope["user"] = member


async def still_entitled(connection: Connection, organisation: OrganisationId) -> None:
    """What a reader of a stream is asked again while it lasts. Raise a Refusal."""
    ports, bearer = ports_of(connection), bearer_of(connection)
    now = ports.clock()
    if bearer.until <= now:
        raise TokenInvalid
    (await membership(ports, organisation, bearer.who, now)).require_member()


def the_caller(request: Request[Any, Any, Any]) -> Caller:
    """Raise RequestInvalid."""
    who = bearer_of(request).who
    now = request.scope["state"]["now"]
    return Caller(ports_of(request), who, now, command_id_of(request))


def command_id_of(request: Request[Any, Any, Any]) -> str | None:
    """Raise RequestInvalid."""
    command_id = request.headers.get("idempotency-key")
    if command_id is not None and not COMMAND_ID.fullmatch(command_id):
        raise RequestInvalid(
            Fault(detail="1 to 200 visible ASCII characters.", parameter="Idempotency-Key")
        )
    return command_id


def the_member(request: Request[Any, Any, Any]) -> Member:
    return cast(Member, request.user)


def bearer_of(connection: Connection) -> Bearer:
    return cast(Bearer, connection.auth)


def ports_of(connection: Connection) -> Ports:
    return cast(Ports, connection.app.state.ports)
