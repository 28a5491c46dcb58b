"""What a command answers."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from litestar import Response

from domain.carry_out import Receipt
from domain.record import subject

POSITION = "Zetel-Position"


class Trace(msgspec.Struct, frozen=True):
    """One event; ``subject`` is what it is about."""

    type: str
    subject: str


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded, now or, when ``replayed``, as this command was first sent.

    ``id`` is what came into being or was acted upon. Read with ``at_least`` equal to
    ``position`` to see the outcome. ``recorded`` are the events, in order.
    """

    id: str
    position: int
    replayed: bool
    recorded: tuple[Trace, ...]


class Cast(Done, frozen=True, kw_only=True, omit_defaults=True):
    """``tracker`` is a code by which you, and nobody else, can find your line among those of a
    secret vote. It is said in this answer only, never again. ``notices`` are sentences
    that whoever votes in secret must know.
    """

    tracker: str | None = None
    notices: tuple[str, ...] = ()


class Declared(Done, frozen=True, kw_only=True):
    """``explanation`` is where it stands how the result came about, step by step."""

    explanation: str


Answer = TypeVar("Answer", bound=Done)


def done(receipt: Receipt, location: str, *, about: str | None = None) -> Response[Done]:
    """``about`` names what was acted upon; without it, what the first event brought into being.

    ``{id}`` in ``location`` stands for it.
    """
    return answered(Done, receipt, location, about=about)


def declared(receipt: Receipt, location: str, *, about: str) -> Response[Declared]:
    explanation = f"{location.replace('{id}', about)}/explanation"
    return answered(Declared, receipt, location, about=about, explanation=explanation)


def answered(
    answer_as: Callable[..., Answer],
    receipt: Receipt,
    location: str,
    *,
    about: str | None = None,
    **said: Any,
) -> Response[Answer]:
    """As ``done``, with more to say."""
    named = about or subject(receipt.recorded[0].event)
    answer = answer_as(
        id=named,
        position=receipt.position,
        replayed=receipt.replayed,
        recorded=tuple(
            Trace(recorded.event.NAME, subject(recorded.event)) for recorded in receipt.recorded
        ),
        **said,
    )
    where = {"Location": location.replace("{id}", named), **at_position(receipt.position)}
    return Response(answer, status_code=201, headers=where)


def at_position(position: int) -> dict[str, str]:
    """The header that says how far the log, or the view that was read, had come."""
    return {POSITION: str(position)}
