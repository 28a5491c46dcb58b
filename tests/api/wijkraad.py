"""A small organisation, as its people deal with it over HTTP."""

from datetime import timedelta
from typing import Any

import httpx2
import msgspec

from api.tokens import Tokens
from domain.bylaws.bylaws import Bylaws
from domain.ids import OPERATOR, PersonId
from tests.bylaws import FOUNDATION
from tests.conftest import StoryClock

MAJORITY = {"numerator": 1, "denominator": 2, "comparison": ">", "of": "for_and_against"}
HALF = {"numerator": 1, "denominator": 2, "comparison": ">="}
FOUNDING = {"name": "Wijkraad De Pijp", "clerk_name": "Clara", "clerk_identifier": "clara@pijp"}
STRANGER = PersonId("person:00000000-0000-4000-8000-000000000001")


def nobody(kind: str) -> str:
    """An identifier of its kind under which nothing is recorded."""
    return f"{kind}:00000000-0000-4000-8000-000000000000"


class Wijkraad:
    def __init__(self, http: httpx2.AsyncClient, tokens: Tokens, clock: StoryClock) -> None:
        self.http, self.tokens, self.clock = http, tokens, clock
        self.organisation, self.clerk, self.position = "", PersonId(""), 0

    async def founded(self) -> "Wijkraad":
        answer = await self.send("POST", OPERATOR, "/organisations", FOUNDING)
        self.organisation = answer.json()["id"]
        self.clerk = PersonId(answer.json()["recorded"][1]["subject"])
        return self

    async def send(
        self,
        method: str,
        who: str,
        address: str,
        body: Any = None,
        *,
        query: dict[str, Any] | None = None,
        **headers: str,
    ) -> httpx2.Response:
        token = self.tokens.mint(PersonId(who), self.clock(), timedelta(hours=1))
        sent = {"Authorization": f"Bearer {token}", **headers}
        content = {} if body is None else {"json": body}
        answer = await self.http.request(method, address, params=query, headers=sent, **content)
        if answer.status_code == 201:
            self.position = max(self.position, answer.json()["position"])
        return answer

    async def post(self, who: str, path: str, body: Any = None, **headers: str) -> httpx2.Response:
        return await self.send("POST", who, f"{self.here}{path}", body, **headers)

    async def delete(self, who: str, path: str) -> httpx2.Response:
        return await self.send("DELETE", who, f"{self.here}{path}")

    async def get(self, who: str, path: str, **query: Any) -> httpx2.Response:
        """Sees what was written before."""
        asked = {"at_least": self.position, **query}
        return await self.send("GET", who, f"{self.here}{path}", query=asked)

    @property
    def here(self) -> str:
        return f"/organisations/{self.organisation}"

    async def registers(self, name: str, **asked: Any) -> PersonId:
        body = {"identifier": name, "standing": "resident", "name": name, **asked}
        return PersonId(made(await self.post(self.clerk, "/persons", body)))

    async def seats(self, name: str) -> tuple[str, PersonId]:
        """A resident seat on the board, and who was registered to hold it from now on."""
        person = await self.registers(name)
        seat = await self.establishes()
        made(await self.post(self.clerk, f"/seats/{seat}/holder", self.term(person)))
        return seat, person

    async def establishes(self, **asked: Any) -> str:
        body = {"organ": "board", "kind": "resident", "title": "Resident seat", **asked}
        return made(await self.post(self.clerk, "/seats", body))

    def term(self, holder: str, **asked: Any) -> dict[str, Any]:
        begins = self.clock()
        return {
            "holder": holder,
            "term_from": begins.isoformat(),
            "term_until": (begins + timedelta(days=365)).isoformat(),
            **asked,
        }

    async def proposes(self, who: str, **asked: Any) -> str:
        body = {"title": "A garden", "text": "With a well.", "theme": "urban gardens", **asked}
        return made(await self.post(who, "/plans", body))

    def question(self, **asked: Any) -> dict[str, Any]:
        return {
            "organ": "board",
            "question": "Shall we?",
            "threshold": MAJORITY,
            "quorum": HALF,
            "closes_at": (self.clock() + timedelta(days=1)).isoformat(),
            **asked,
        }

    async def asks(self, **asked: Any) -> str:
        return made(await self.post(self.clerk, "/decisions", self.question(**asked)))

    def budget(self, **asked: Any) -> dict[str, Any]:
        return {
            "title": "Our street",
            "currency": "EUR",
            "budget_cents": 100_00,
            "projects": [
                {"name": "Bench", "cost_cents": 60_00},
                {"name": "Mural", "cost_cents": 50_00},
                {"name": "Swing", "cost_cents": 40_00},
            ],
            "allocation": {"over_budget": "pass_over"},
            "effect": "advisory",
            "secrecy": "open",
            "closes_at": (self.clock() + timedelta(days=1)).isoformat(),
            **asked,
        }

    async def has_bylaws(self, content: Bylaws = FOUNDATION) -> str:
        """Says what the organisation is, and records its first bylaws."""
        described = {"legal_form": content.legal_form}
        made(await self.post(self.clerk, "/description", described))
        body = {"bylaws": msgspec.json.decode(msgspec.json.encode(content))}
        return made(await self.post(self.clerk, "/bylaws", body))

    async def votes(self, **asked: Any) -> tuple[str, list[str]]:
        """A neighbourhood vote, and its projects."""
        answer = await self.post(self.clerk, "/votes", self.budget(**asked))
        vote = made(answer)
        return vote, [each["subject"] for each in answer.json()["recorded"][1:]]


def made(answer: httpx2.Response) -> str:
    """What a command brought into being."""
    assert answer.status_code == 201, answer.text
    named: str = answer.json()["id"]
    return named


def refused(answer: httpx2.Response, status: int, code: str) -> dict[str, Any]:
    """The problem, which is complete and says this."""
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem.get("code")) == (status, code), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["type"] == f"/problems/{code}"
    assert problem["title"]
    assert problem["detail"]
    return problem
