"""A program that casts ballots: in every vote that it is told of, one for each of its
residents as long as voting is open.

Called with a plan and the file to write what it was told to. Votes come in on standard input,
one a line; at the end of it the program finishes what it began and ends.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TextIO

import httpx2
import msgspec

from bench.fire.evidence import Acknowledged, Late, Odd, Told
from domain.ids import BallotId, OrganisationId, PersonId, ProjectId, VoteId

PATIENCE = 15
"""Seconds without an answer after which a resident asks again."""
ASKED_AGAIN = 0.25
"""How many of the answers make somebody ask about an earlier ballot again."""
LONGEST_WAIT = 10
"""Times 0.02 to 0.1 s: whoever gets no answer waits a little longer after every try."""
MOST_PROJECTS = 4


class CastingPlan(msgspec.Struct, frozen=True, kw_only=True):
    address: str
    organisation: OrganisationId
    residents: Sequence[tuple[PersonId, str]]
    """With their tokens."""
    at_once: int
    seed: str


class Called(msgspec.Struct, frozen=True):
    """A vote that is open now."""

    vote: VoteId
    projects: tuple[ProjectId, ...]


class Ballot(msgspec.Struct, frozen=True):
    """Sent again it is the same command, with the same body."""

    resident: PersonId
    token: str
    vote: VoteId
    projects: tuple[ProjectId, ...]

    @property
    def command(self) -> str:
        return f"cast-{self.vote}"


class Receipt(msgspec.Struct, frozen=True):
    id: BallotId
    position: int
    replayed: bool


class Casting:
    def __init__(self, plan: CastingPlan, http: httpx2.AsyncClient, out: TextIO) -> None:
        self.plan, self.http, self.out = plan, http, out
        self.random = Random(plan.seed)  # noqa: S311 so that a run can be repeated
        self.acknowledged: list[Ballot] = []

    async def vote(self, called: Called) -> None:
        residents = list(self.plan.residents)
        self.random.shuffle(residents)
        ballots = [self.ballot(*resident, called) for resident in residents]

        async def work() -> None:
            while ballots:
                told = await self.cast(ballots.pop())
                if isinstance(told, Late):
                    ballots.clear()
                elif self.acknowledged and self.random.random() < ASKED_AGAIN:
                    await self.cast(self.random.choice(self.acknowledged))

        async with asyncio.TaskGroup() as tasks:
            for _ in range(self.plan.at_once):
                tasks.create_task(work())

    def ballot(self, resident: PersonId, token: str, called: Called) -> Ballot:
        most = min(MOST_PROJECTS, len(called.projects))
        chosen = self.random.sample(called.projects, self.random.randint(0, most))
        return Ballot(resident, token, called.vote, tuple(chosen))

    async def cast(self, ballot: Ballot) -> Told:
        told = await self.ask(ballot)
        self.out.write(msgspec.json.encode(told).decode() + "\n")
        if isinstance(told, Acknowledged):
            self.acknowledged.append(ballot)
        return told

    async def ask(self, ballot: Ballot) -> Told:
        """Ask until there is an answer, whatever becomes of the server meanwhile."""
        tries, certain = 0, True
        while True:
            tries += 1
            try:
                answer = await self.post(ballot)
            except httpx2.TransportError:
                certain = False
            else:
                if answer.status_code != 503:
                    return _told(ballot, answer, tries, certain)
                certain &= b'"outcome_unknown"' not in answer.content
            await asyncio.sleep(self.random.uniform(0.02, 0.1) * min(tries, LONGEST_WAIT))

    async def post(self, ballot: Ballot) -> httpx2.Response:
        return await self.http.post(
            f"/organisations/{self.plan.organisation}/votes/{ballot.vote}/ballots",
            headers={"Authorization": f"Bearer {ballot.token}", "Idempotency-Key": ballot.command},
            json={"projects": ballot.projects},
        )


def _told(ballot: Ballot, answer: httpx2.Response, tries: int, certain: bool) -> Told:
    if answer.status_code == 201:
        receipt = msgspec.json.decode(answer.content, type=Receipt)
        return Acknowledged(
            resident=ballot.resident,
            command=ballot.command,
            vote=ballot.vote,
            ballot=receipt.id,
            position=receipt.position,
            replayed=receipt.replayed,
            tries=tries,
        )
    if b'"voting.closed"' in answer.content:
        return Late(ballot.resident, ballot.command, ballot.vote, certain)
    return Odd(ballot.resident, f"{ballot.command}, try {tries}", answer.text)


async def main(plan: CastingPlan, out: TextIO) -> None:
    limits = httpx2.Limits(max_connections=plan.at_once, max_keepalive_connections=plan.at_once)
    async with httpx2.AsyncClient(
        base_url=plan.address, timeout=PATIENCE, limits=limits, trust_env=False
    ) as http:
        casting = Casting(plan, http, out)
        while line := await asyncio.to_thread(sys.stdin.readline):
            await casting.vote(msgspec.json.decode(line, type=Called))


if __name__ == "__main__":
    _, plan_path, out_path = sys.argv
    with Path(out_path).open("a", buffering=1) as file:
        asyncio.run(main(msgspec.json.decode(Path(plan_path).read_bytes(), type=CastingPlan), file))
