"""A program with several subscribers, each following the event stream and writing what it saw.

Called with a plan and a folder; a subscriber's file carries its name. The last position comes
in on standard input once it is known, and whoever has seen it is done.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TextIO

import httpx2
import msgspec

from bench.fire.evidence import Delivered
from domain.ids import OrganisationId

PATIENCE = 20
"""Seconds; a stream says something every 15."""


class Following(msgspec.Struct, frozen=True, kw_only=True):
    """``types``: only these, or all. ``restless``: leaves by itself after so many events."""

    name: str
    types: tuple[str, ...] = ()
    restless: int | None = None


class FollowingPlan(msgspec.Struct, frozen=True, kw_only=True):
    address: str
    organisation: OrganisationId
    token: str
    seed: str
    subscribers: Sequence[Following]


class Subscriber:
    def __init__(self, plan: FollowingPlan, following: Following, out: TextIO) -> None:
        self.plan, self.following, self.out = plan, following, out
        self.random = Random(f"{plan.seed} {following.name}")  # noqa: S311 repeatable
        self.cursor: str | None = None
        self.position = 0
        self.connections = 0

    async def follow(self) -> None:
        """For ever: whenever a stream ends, for whatever reason, go on after the last event."""
        async with httpx2.AsyncClient(
            base_url=self.plan.address, timeout=PATIENCE, trust_env=False
        ) as http:
            while True:
                before = self.connections
                with suppress(httpx2.TransportError):
                    await self.connect(http)
                longest = 0.1 if self.connections > before else 0.5
                await asyncio.sleep(self.random.uniform(0.01, longest))

    async def connect(self, http: httpx2.AsyncClient) -> None:
        headers = {"Authorization": f"Bearer {self.plan.token}", "Accept": "text/event-stream"}
        if self.cursor is not None:
            headers["Last-Event-ID"] = self.cursor
        types = self.following.types
        query = {"types": ",".join(types)} if types else {}
        address = f"/organisations/{self.plan.organisation}/events"
        async with http.stream("GET", address, headers=headers, params=query) as answer:
            if answer.status_code == 200:
                self.connections += 1
                await self.take(answer)
            elif answer.status_code != 503:
                raise SystemExit(f"{self.following.name}: {(await answer.aread()).decode()}")

    async def take(self, answer: httpx2.Response) -> None:
        left = self.following.restless and self.random.randint(1, 2 * self.following.restless)
        async for cursor, record in _events(answer):
            self.cursor, self.position = cursor, int(cursor.rpartition(":")[2])
            seen = Delivered(self.position, sha256(record).hexdigest(), self.connections)
            self.out.write(msgspec.json.encode(seen).decode() + "\n")
            if left is not None and (left := left - 1) == 0:
                return


async def _events(answer: httpx2.Response) -> AsyncIterator[tuple[str, bytes]]:
    """Cursor and record of each whole event; one that was cut off is none."""
    rest = b""
    async for received in answer.aiter_bytes():
        *blocks, rest = (rest + received).split(b"\n\n")
        for block in blocks:
            fields = dict(line.split(b": ", 1) for line in block.splitlines() if b": " in line)
            if b"id" in fields:
                yield fields[b"id"].decode(), fields[b"data"]


async def main(plan: FollowingPlan, folder: Path) -> None:
    subscribers = [
        Subscriber(plan, each, (folder / each.name).open("a", buffering=1))
        for each in plan.subscribers
    ]
    async with asyncio.TaskGroup() as tasks:
        following = [tasks.create_task(each.follow()) for each in subscribers]
        last = int(await asyncio.to_thread(sys.stdin.readline) or 0)
        for subscriber, task in zip(subscribers, following, strict=True):
            while subscriber.position < last:
                await asyncio.sleep(0.05)
            task.cancel()


if __name__ == "__main__":
    _, plan_path, out_folder = sys.argv
    following_plan = msgspec.json.decode(Path(plan_path).read_bytes(), type=FollowingPlan)
    asyncio.run(main(following_plan, Path(out_folder)))
