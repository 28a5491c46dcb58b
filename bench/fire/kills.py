"""Who is killed, and when: drawn from a seed, so that a run can be had again."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from random import Random
from typing import Literal, get_args

import msgspec

from bench.fire.victims import Postgres, Server

Victim = Literal[
    "server",  # SIGKILL, and a start right after
    "connection, politely",  # pg_terminate_backend
    "connection",  # SIGKILL of a backend, upon which PostgreSQL ends all others too
    "postgres",  # an immediate stop, while the server lives
    "server and postgres",
]
VICTIMS: tuple[Victim, ...] = get_args(Victim)

IMPATIENT = 0.25
"""How many of the kills do not wait until the one before was overcome."""


class Killed(msgspec.Struct, frozen=True):
    victim: Victim
    back_after: float | None
    """Seconds until the server was ready again; None if nobody waited for that."""


class Killing:
    """``pause`` is the longest between two kills, in seconds, once all is back."""

    def __init__(self, server: Server, postgres: Postgres, seed: str, pause: float) -> None:
        self.server, self.postgres, self.pause = server, postgres, pause
        self.random = Random(seed)  # noqa: S311 so that a run can be repeated
        self.done: list[Killed] = []

    async def go_on(self, enough: Callable[[int], bool]) -> None:
        """Kill until so many kills are ``enough``. Raise NotBack."""
        for victim in self._victims():
            if enough(len(self.done)):
                break
            await asyncio.sleep(self.random.uniform(0, self.pause))
            await self._kill(victim)
            impatient = self.random.random() < IMPATIENT
            back = None if impatient else await self.server.ready()
            self.done.append(Killed(victim, back))
        await self.server.ready()

    def _victims(self) -> Iterator[Victim]:
        """For ever, each as often as the others."""
        while True:
            yield from self.random.sample(VICTIMS, len(VICTIMS))

    async def _kill(self, victim: Victim) -> None:
        kills: dict[Victim, Callable[[], Coroutine[None, None, None]]] = {
            "server": self._server,
            "connection, politely": lambda: self.postgres.end_a_connection(politely=True),
            "connection": lambda: self.postgres.end_a_connection(politely=False),
            "postgres": self._postgres,
            "server and postgres": self._both,
        }
        await kills[victim]()

    async def _server(self) -> None:
        self.server.kill()
        self.server.start()

    async def _postgres(self) -> None:
        await self.postgres.running()
        self.postgres.stop_at_once()

    async def _both(self) -> None:
        await self.postgres.running()
        self.server.kill()
        self.postgres.stop_at_once()
        self.server.start()
