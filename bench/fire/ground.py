"""The organisation in which a fire rages: founded before it, and led by its clerk meanwhile."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import msgspec

from adapters.clock import utc_now
from adapters.new_id import new_id
from api.main import Zetel, running
from api.settings import Settings
from bench.fire.caster import Called
from domain.carry_out import carry_out
from domain.ids import OPERATOR, OrganisationId, PersonId, ProjectId, VoteId
from domain.organisations.found_organisation import FoundOrganisation
from domain.persons.register_person import RegisterPerson

AT_ONCE = 64
LIFETIME = timedelta(hours=24)
COSTS_CENTS = (60_000, 250_000, 120_000, 90_000, 400_000, 75_000, 310_000, 45_000)
BUDGET_CENTS = 700_000


class OddAnswer(Exception):
    """An answer that nobody should ever get."""


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """Persons with their tokens."""

    organisation: OrganisationId
    clerk: tuple[PersonId, str]
    residents: Sequence[tuple[PersonId, str]]


def settings_for(data: Path) -> Settings:
    return Settings(data=data, keys=data / "keys", port=0, database_url=None)


async def prepare(data: Path, residents: int) -> Ground:
    async with running(settings_for(data)) as zetel:
        organisation = OrganisationId(new_id("organisation"))
        clerk = PersonId(new_id("person"))
        named = {"name": "Fire", "clerk_name": "Clerk", "clerk_identifier": "clerk"}
        await _does(zetel, OPERATOR, FoundOrganisation, organisation, clerk=clerk, **named)
        people = [PersonId(new_id("person")) for _ in range(residents)]
        remaining = iter(people)

        async def work() -> None:
            for person in remaining:
                given = {"identifier": person, "standing": "resident", "name": "Resident"}
                await _does(zetel, clerk, RegisterPerson, organisation, person=person, **given)

        async with asyncio.TaskGroup() as tasks:
            for _ in range(AT_ONCE):
                tasks.create_task(work())

        def with_token(person: PersonId) -> tuple[PersonId, str]:
            return person, zetel.tokens.mint(person, utc_now(), LIFETIME)

        return Ground(
            organisation=organisation,
            clerk=with_token(clerk),
            residents=[with_token(person) for person in people],
        )


async def _does(
    zetel: Zetel, actor: PersonId, act: Any, organisation: OrganisationId, **asked: Any
) -> None:
    await carry_out(zetel.ports, act, actor=actor, organisation=organisation, at=utc_now(), **asked)


class Clerk:
    """Opens votes and sees them declared, over HTTP, however often it takes."""

    def __init__(self, ground: Ground, http: httpx2.AsyncClient) -> None:
        self.ground, self.http = ground, http
        self.head = 0
        """The last position that the clerk knows of."""

    async def opens(self, name: str, voting: timedelta) -> Called | None:
        """None if the server was away until it was too late to open this vote."""
        answer = await self.ask("POST", "/votes", name, _vote(name, utc_now() + voting))
        if answer.status_code == 409:
            return None
        opened = msgspec.json.decode(answer.content)
        self.head = opened["position"]
        _, *described = (each["subject"] for each in opened["recorded"])
        return Called(VoteId(opened["id"]), tuple(ProjectId(each) for each in described))

    async def all_are_declared(self) -> bool:
        """Whether no vote is left that is open, or closed and not counted."""
        for state in ("open", "closed"):
            left = await self.ask("GET", f"/votes?state={state}&at_least={self.head}")
            if msgspec.json.decode(left.content)["votes"]:
                return False
        return True

    async def last_position(self, vote: VoteId) -> int:
        """Once the views have come to it."""
        replayed = await self.ask("GET", f"/votes/{vote}/replay")
        last = int(msgspec.json.decode(replayed.content)["position"])
        await self.ask("GET", f"/votes?at_least={last}")
        return last

    async def ask(
        self, method: str, path: str, command: str | None = None, body: Any = None
    ) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.ground.clerk[1]}"}
        if command is not None:
            headers["Idempotency-Key"] = command
        address = f"/organisations/{self.ground.organisation}{path}"
        while True:
            try:
                answer = await self.http.request(method, address, headers=headers, json=body)
            except httpx2.TransportError:
                pass
            else:
                if answer.status_code in (200, 201, 409):
                    return answer
                if answer.status_code != 503:
                    raise OddAnswer(f"the clerk asked for {method} {path}: {answer.text}")
            await asyncio.sleep(0.1)


def _vote(title: str, closes_at: datetime) -> dict[str, Any]:
    return {
        "title": title,
        "currency": "EUR",
        "budget_cents": BUDGET_CENTS,
        "projects": [
            {"name": f"Project {number}", "cost_cents": cost}
            for number, cost in enumerate(COSTS_CENTS, start=1)
        ],
        "allocation": {"over_budget": "pass_over"},
        "effect": "advisory",
        "closes_at": closes_at.isoformat(),
    }
