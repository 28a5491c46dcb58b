"""What can be wrong with a request before any rule is asked, and with our answer after it."""

from collections.abc import Sequence

import msgspec

from domain.errors import CannotAnswerNow, NotFound, Refusal


class Fault(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One thing that is wrong: where in the body (a JSON Pointer), or in which parameter."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class NotUnderstood(Refusal):
    """The request is not one that can be understood."""


class BodyMalformed(NotUnderstood):
    """The body is not JSON."""

    code = "request.malformed"


class RequestInvalid(NotUnderstood):
    """The request is not of the documented form."""

    code = "request.invalid"

    def __init__(self, *errors: Fault) -> None:
        super().__init__()
        self.errors: Sequence[Fault] = errors


class CursorMalformed(NotUnderstood):
    """This cursor was not given out here."""

    code = "cursor.malformed"


class MomentMalformed(NotUnderstood):
    """A moment is a position, or a time with a zone such as 2026-05-04T12:00:00Z."""

    code = "moment.malformed"


class UnknownEventType(NotUnderstood):
    """There is no event of such a type."""

    code = "event_type.unknown"


class NotKnown(Refusal):
    """Nobody can tell who is asking."""


class TokenMissing(NotKnown):
    """This needs a token: send it as ``Authorization: Bearer ...``."""

    code = "token.missing"


class TokenInvalid(NotKnown):
    """The token is not valid here, or no longer."""

    code = "token.invalid"


class AddressNotFound(NotFound):
    """There is nothing at this address."""

    code = "address.not_found"


class MethodNotAllowed(Refusal):
    """This address does not know this method; the header Allow names those that it knows."""

    code = "method.not_allowed"


class CursorOfOtherEpoch(Refusal):
    """The log was restored since this cursor was given out. Read again from the beginning."""

    code = "cursor.other_epoch"


class BodyTooLarge(Refusal):
    """The body is larger than this address accepts."""

    code = "body.too_large"


class AddressTooLong(Refusal):
    """The address is longer than any that exists here."""

    code = "address.too_long"


class ContentTypeUnsupported(Refusal):
    """A body must be JSON, and say so: ``Content-Type: application/json``."""

    code = "content_type.unsupported"


class NotReady(CannotAnswerNow):
    """This server is starting, stopping, or without its database."""

    code = "not_ready"


class Internal(Refusal):
    """Something went wrong on our side. Quote the request id when you report it."""

    code = "internal"
