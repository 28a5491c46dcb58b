"""One fire, from the founding of an organisation to the verdict."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import httpx2
import msgspec

from bench.fire.books import books_of
from bench.fire.caster import CastingPlan
from bench.fire.evidence import Evidence, Subscription, delivered_in, told_in
from bench.fire.ground import Clerk, Ground, OddAnswer, prepare
from bench.fire.kills import Killing
from bench.fire.programs import Program
from bench.fire.report import Report, report_of
from bench.fire.subscriber import Following, FollowingPlan
from bench.fire.verify import violations
from bench.fire.victims import PATIENCE, NotBack, Postgres, Server, soon
from domain.ids import VoteId

SUBSCRIBERS = (
    Following(name="patient"),
    Following(name="restless", restless=100),
    Following(name="very-restless", restless=30),
    Following(name="ballots-and-results", types=("ballot.cast", "result.declared", "duty.opened")),
)
"""The last event of a fire is the duty that a result brings: everybody has it to wait for."""

One = TypeVar("One")


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """A fire ends after ``kills``, and not before ``seconds``."""

    seed: str
    kills: int
    seconds: float = 0
    residents: int = 1_000
    casters: int = 2
    at_once: int = 16
    """Ballots that each caster has under way."""
    voting: float = 6
    """Seconds that each vote is open."""
    pause: float = 2
    """The longest between two kills, in seconds, once all is back."""


async def fire(scale: Scale, say: Callable[[str], None] = lambda _: None) -> Report:
    """What was left behind is kept if anything was amiss; the report says where."""
    home = Path(tempfile.mkdtemp(prefix="zetel-fire-", dir="/tmp"))
    # Instead of root another account runs PostgreSQL, and must reach its folder.
    home.chmod(0o755)
    raging = Fire(scale, home, say)
    try:
        report = await raging.rage()
    finally:
        raging.extinguish()
    if not report.violations:
        shutil.rmtree(home)
    return report


class Fire:
    def __init__(self, scale: Scale, home: Path, say: Callable[[str], None]) -> None:
        self.scale, self.home, self.data, self.say = scale, home, home / "data", say
        self.server, self.postgres = Server(self.data), Postgres(self.data)
        self.killing = Killing(self.server, self.postgres, f"{scale.seed} kills", scale.pause)
        self.casters: list[Program] = []
        self.subscribers: list[Program] = []
        self.votes: list[VoteId] = []
        self.amiss: list[str] = []
        """What went wrong before anything was verified."""

    async def rage(self) -> Report:
        began = time.monotonic()
        self.say(f"registering {self.scale.residents} residents")
        ground = await prepare(self.data, self.scale.residents)
        try:
            await self.burn(ground)
        except* (NotBack, OddAnswer) as faults:
            self.amiss += [str(fault) for fault in faults.exceptions]
        self.kill_programs()
        self.say("verifying what is left")
        evidence = await self.evidence(ground)
        found = [*self.amiss, *violations(evidence)]
        spent = time.monotonic() - began
        return report_of(self.scale.seed, spent, self.killing.done, evidence, found, self.home)

    async def burn(self, ground: Ground) -> None:
        self.server.start()
        await self.server.ready()
        self.start_programs(ground)
        async with (
            httpx2.AsyncClient(base_url=self.server.address, timeout=15, trust_env=False) as http,
            asyncio.TaskGroup() as tasks,
        ):
            clerk = Clerk(ground, http)
            keeping = tasks.create_task(self.server.keep())
            killing = tasks.create_task(self.killing.go_on(self.enough()))
            await self.vote_while(killing, clerk)
            self.say("waiting for the last ballots")
            await asyncio.gather(*(caster.end() for caster in self.casters))
            self.say("waiting for the last result")
            await within("the declaration of all results", self.declared(clerk))
            self.say("waiting for the views")
            last = await within("the views", clerk.last_position(self.votes[-1]))
            self.say("waiting for the subscribers")
            for each in self.subscribers:
                each.tell(last)
            await asyncio.gather(*(each.end() for each in self.subscribers))
            keeping.cancel()
        await self.stop()

    def enough(self) -> Callable[[int], bool]:
        until = time.monotonic() + self.scale.seconds

        def said(kills: int) -> bool:
            self.say(f"{kills} kills")
            return kills >= self.scale.kills and time.monotonic() >= until

        return said

    async def vote_while(self, killing: asyncio.Task[None], clerk: Clerk) -> None:
        """One vote after the other; the last closes after the last kill."""
        number = 0
        while not (killing.done() and self.votes):
            number += 1
            called = await clerk.opens(f"vote-{number}", timedelta(seconds=self.scale.voting))
            if called is not None:
                self.votes.append(called.vote)
                for caster in self.casters:
                    caster.tell(called)
                await asyncio.wait([killing], timeout=self.scale.voting)

    async def declared(self, clerk: Clerk) -> None:
        while not await clerk.all_are_declared():
            await asyncio.sleep(0.1)

    def start_programs(self, ground: Ground) -> None:
        for number in range(self.scale.casters):
            casting = CastingPlan(
                address=self.server.address,
                organisation=ground.organisation,
                residents=ground.residents[number :: self.scale.casters],
                at_once=self.scale.at_once,
                seed=f"{self.scale.seed} caster {number}",
            )
            self.casters.append(Program("caster", casting, self.home / f"caster-{number}"))
        following = FollowingPlan(
            address=self.server.address,
            organisation=ground.organisation,
            token=ground.clerk[1],
            seed=self.scale.seed,
            subscribers=SUBSCRIBERS,
        )
        (self.home / "seen").mkdir()
        self.subscribers.append(Program("subscriber", following, self.home / "seen"))

    async def stop(self) -> None:
        if (code := await self.server.interrupt()) != 0:
            self.amiss.append(f"the server ended with exit code {code}")
        await soon(lambda: self.postgres.postmaster() is None, "the end of PostgreSQL")

    def kill_programs(self) -> None:
        for program in (*self.casters, *self.subscribers):
            program.kill()
        self.server.kill()

    def extinguish(self) -> None:
        """Nothing that was started stays."""
        self.kill_programs()
        self.postgres.stop_at_once()

    async def evidence(self, ground: Ground) -> Evidence:
        return Evidence(
            books=await books_of(self.data, ground.organisation),
            told=told_in([caster.out for caster in self.casters]),
            votes=self.votes,
            subscriptions={
                each.name: Subscription(each.types, delivered_in(self.home / "seen" / each.name))
                for each in SUBSCRIBERS
                if self.subscribers
            },
        )


async def within(what: str, done: Awaitable[One]) -> One:
    """Raise NotBack if it takes longer than anything may."""
    try:
        return await asyncio.wait_for(done, PATIENCE)
    except TimeoutError:
        raise NotBack(f"{what} took longer than {PATIENCE} s") from None
