"""Whether this server lives, and whether it can answer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler

from api.errors import NotReady


class Health(msgspec.Struct, frozen=True):
    health: Literal["alive", "ready"]


def health(
    stopping: asyncio.Event, ready: Callable[[], Awaitable[bool]]
) -> tuple[HTTPRouteHandler, ...]:
    @get("/health/live", operation_id="readLiveness")
    async def read_liveness() -> Health:
        """Say whether this server runs, whatever becomes of its database."""
        return Health("alive")

    @get("/health/ready", operation_id="readReadiness")
    async def read_readiness() -> Health:
        """Say whether this server can answer: it has its database, and is not stopping."""
        if stopping.is_set() or not await ready():
            raise NotReady
        return Health("ready")

    return read_liveness, read_readiness
