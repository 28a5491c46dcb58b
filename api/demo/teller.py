"""How the story is told: every act over HTTP, as whoever does it, with a command id."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import httpx2

from api.import_votes import Progress
from api.tokens import Tokens
from domain.ids import OrganisationId, PersonId
from domain.ports import Ports

LIFETIME = timedelta(days=30)
PATIENCE_SECONDS = 30


class StoryBroke(Exception):
    """The API did not answer as the story expects; the message says where."""


class Teller:
    """``address`` is where the API answers; ``attempt`` counts how often the story was begun."""

    def __init__(
        self, ports: Ports, tokens: Tokens, address: str, attempt: int, progress: Progress
    ) -> None:
        self.ports, self.tokens, self.progress, self.attempt = ports, tokens, progress, attempt
        self.http = httpx2.AsyncClient(base_url=address, timeout=30)
        self.done = 0
        self.organisation = OrganisationId("")
        self.since = self.now()
        """When the organisation was founded, once it is."""

    def step(self, text: str) -> None:
        self.done += 1
        self.progress(f"{self.done:>2}. {text}", 1, 1)

    def now(self) -> datetime:
        return self.ports.clock()

    def at(self, path: str) -> str:
        return f"/organisations/{self.organisation}{path}"

    async def head(self) -> int:
        return (await self.ports.log.read(self.organisation, [], None)).head

    async def wait_until(self, moment: datetime) -> None:
        await asyncio.sleep(max(0.0, (moment - self.now()).total_seconds()))

    def bearer(self, who: PersonId) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens.mint(who, self.now(), LIFETIME)}"}

    async def post(
        self, who: PersonId, path: str, command: str, also: tuple[int, ...] = (), **body: Any
    ) -> dict[str, Any]:
        headers = {**self.bearer(who), "Idempotency-Key": f"demo-{command}".replace(" ", "-")}
        answer = await self.http.post(path, json=body, headers=headers)
        return _checked(answer, (201, *also))

    async def again(self, who: PersonId, path: str, command: str, **body: Any) -> dict[str, Any]:
        """What an attempt does anew, as it is bound to the hour."""
        return await self.post(who, self.at(path), f"{command} {self.attempt}", **body)

    async def get(self, who: PersonId, path: str, **query: Any) -> dict[str, Any]:
        answer = await self.http.get(path, params=query, headers=self.bearer(who))
        return _checked(answer, (200,))

    async def seen(self, who: PersonId, path: str, **query: Any) -> dict[str, Any]:
        """With all that was written until now."""
        return await self.get(who, self.at(path), at_least=await self.head(), **query)

    async def refused(self, who: PersonId, path: str, command: str, code: str, **body: Any) -> None:
        """Nothing is recorded, and the answer says why."""
        problem = await self.post(who, self.at(path), command, (403, 409), **body)
        if problem.get("code") != code:
            raise StoryBroke(f"{path} should have been refused with {code}, not {problem}")

    async def unreadable(self, who: PersonId, path: str, code: str) -> None:
        answer = await self.http.get(self.at(path), headers=self.bearer(who))
        if answer.json().get("code") != code:
            raise StoryBroke(f"{path} should have been refused with {code}: {answer.text}")

    async def until(
        self, who: PersonId, path: str, ready: Callable[[dict[str, Any]], bool]
    ) -> dict[str, Any]:
        """What the clerk process does by itself."""
        for _ in range(PATIENCE_SECONDS * 10):
            seen = await self.get(who, self.at(path))
            if ready(seen):
                return seen
            await asyncio.sleep(0.1)
        raise StoryBroke(f"{path} did not come as far as expected within {PATIENCE_SECONDS} s")


def _checked(answer: httpx2.Response, expected: tuple[int, ...]) -> dict[str, Any]:
    if answer.status_code not in expected:
        raise StoryBroke(f"{answer.request.url.path} answered {answer.status_code}: {answer.text}")
    told: dict[str, Any] = answer.json()
    return told
