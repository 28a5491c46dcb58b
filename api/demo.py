"""The demonstration story: a board decides and a neighbourhood votes, over HTTP.

Everything is done through the API, as residents, clerk and auditor would do it; only the
neighbourhood vote comes out of a file. Each act has a command id, so that a story which was
interrupted goes on; only the decision starts anew, as its deadline does not wait.
"""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import msgspec

from adapters.pabulib import parse
from api.import_votes import Progress, import_votes
from api.tokens import Tokens
from domain.ids import OPERATOR, OrganisationId, PersonId
from domain.ports import Ports

SAMPLE = Path(__file__).parents[1] / "samples" / "Netherlands_Amsterdam_522.pb"
VOTING = timedelta(seconds=4)
"""How long the board's decision stays open: somebody is watching."""
OPEN_AT_THE_END = timedelta(days=365)
LIFETIME = timedelta(days=30)

SEATS = (
    [("resident", f"Resident seat {number}") for number in range(1, 6)]
    + [("professional", f"Professional seat {number}") for number in range(1, 3)]
    + [("partner", f"Partner seat {number}") for number in range(1, 3)]
)
HOLDERS = (
    ("Amina", "resident"),
    ("Bram", "resident"),
    ("Chandra", "resident"),
    ("Dirk", "resident"),
    None,
    ("Esra", "professional"),
    ("Femke", "professional"),
    ("Gamal", "partner"),
    ("Hanna", "partner"),
)
"""Of each seat in turn; one resident seat stays vacant."""
FIRST_CHOICES = ("for", "for", "against", "abstain", "for", "for", "against", "for")
MAJORITY = {"numerator": 1, "denominator": 2, "comparison": ">", "of": "for_and_against"}
HALF = {"numerator": 1, "denominator": 2, "comparison": ">="}


class StoryBroke(Exception):
    """The API did not answer as the story expects; the message says where."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the story left behind, for whoever wants to go on with it."""

    organisation: OrganisationId
    clerk: PersonId
    auditor: PersonId
    partner: PersonId
    resident: PersonId
    seat: str
    decided: str
    vote: str
    open_decision: str


class Story:
    """``address`` is where the API answers; ``attempt`` counts how often the story was begun."""

    def __init__(
        self, ports: Ports, tokens: Tokens, address: str, attempt: int, progress: Progress
    ) -> None:
        self.ports, self.tokens, self.progress, self.attempt = ports, tokens, progress, attempt
        self.http = httpx2.AsyncClient(base_url=address, timeout=30)
        self.done = 0
        self.organisation = ""

    async def tell(self) -> Told:
        async with self.http:
            clerk = await self.found()
            seats, holders = await self.establish_board(clerk)
            auditor, partner = await self.give_roles(clerk)
            plan = await self.propose_plan(holders[0])
            decision = await self.decide(clerk, plan, seats, holders)
            vote = await self.neighbourhood_votes()
            await self.audit(auditor, decision, vote)
            open_decision = await self.leave_one_open(clerk)
        return Told(
            organisation=OrganisationId(self.organisation),
            clerk=clerk,
            auditor=auditor,
            partner=partner,
            resident=holders[0],
            seat=seats[0],
            decided=decision,
            vote=vote,
            open_decision=open_decision,
        )

    async def found(self) -> PersonId:
        self.step("founding Wijkraad De Pijp")
        founded = await self.post(
            OPERATOR,
            "/organisations",
            "found",
            name="Wijkraad De Pijp",
            clerk_name="Clara de Klerk",
            clerk_identifier="clerk@wijkraad.example",
        )
        self.organisation = founded["id"]
        return PersonId(founded["recorded"][1]["subject"])

    async def register(self, clerk: PersonId, name: str, standing: str) -> PersonId:
        registered = await self.post(
            clerk,
            self.at("/persons"),
            f"register {name}",
            identifier=f"{name.lower()}@wijkraad.example",
            standing=standing,
            name=name,
            neighbourhood="diamantbuurt",
        )
        return PersonId(registered["id"])

    async def establish_board(self, clerk: PersonId) -> tuple[list[str], list[PersonId]]:
        """Seats that are held, and who holds them, in the same order."""
        self.step("establishing a board of nine seats, one of them vacant")
        since = self.now().replace(hour=0, minute=0, second=0, microsecond=0)
        seats, holders = [], []
        for (kind, title), holder in zip(SEATS, HOLDERS, strict=True):
            seat = await self.post(
                clerk, self.at("/seats"), f"seat {title}", organ="board", kind=kind, title=title
            )
            if holder is None:
                continue
            person = await self.register(clerk, *holder)
            await self.fill(clerk, seat["id"], person, since)
            seats.append(seat["id"])
            holders.append(person)
        return seats, holders

    async def fill(self, clerk: PersonId, seat: str, person: PersonId, since: datetime) -> None:
        await self.post(
            clerk,
            self.at(f"/seats/{seat}/holder"),
            f"fill {seat} {self.attempt}",
            also=(409,),
            holder=person,
            term_from=since.isoformat(),
            term_until=since.replace(year=since.year + 3, day=1).isoformat(),
        )

    async def give_roles(self, clerk: PersonId) -> tuple[PersonId, PersonId]:
        self.step("an auditor and a partner join")
        given = []
        for name, role in (("Ada", "auditor"), ("Fonds", "partner")):
            person = await self.register(clerk, name, "partner")
            await self.post(clerk, self.at(f"/persons/{person}/roles"), f"role {role}", role=role)
            given.append(person)
        return given[0], given[1]

    async def propose_plan(self, resident: PersonId) -> str:
        self.step("a resident proposes an urban garden")
        plan = await self.post(
            resident,
            self.at("/plans"),
            "plan",
            title="A garden in the Smaragdstraat",
            text="Twelve plots, a tool shed and a long table, kept by the people who live around.",
            theme="urban gardens",
        )
        return str(plan["id"])

    async def decide(
        self, clerk: PersonId, plan: str, seats: list[str], holders: list[PersonId]
    ) -> str:
        self.step("the clerk opens a decision on it")
        closes_at = self.now() + VOTING
        opened = await self.post(
            clerk,
            self.at("/decisions"),
            f"decision {self.attempt}",
            also=(409,),
            organ="board",
            question="Shall we make the garden in the Smaragdstraat?",
            plan=plan,
            threshold=MAJORITY,
            quorum=HALF,
            closes_at=closes_at.isoformat(),
        )
        if "id" not in opened:
            return await self.adopted_by(clerk, plan)
        decision = str(opened["id"])
        self.step("seat holders vote; one changes their ballot")
        for seat, holder, choice in zip(seats, holders, FIRST_CHOICES, strict=True):
            await self.cast(decision, seat, holder, choice, "first")
        await self.cast(decision, seats[2], holders[2], "for", "second")
        await self.refused(decision, seats[1], holders[0], 403)
        await self.only_turnout(clerk, decision, len(holders))
        self.step("voting closes; the machine opens and counts")
        await asyncio.sleep(max(0.0, (closes_at - self.now()).total_seconds()))
        await self.refused(decision, seats[0], holders[0], 409)
        declared = await self.declared(clerk, decision)
        if declared["outcome"] != "adopted":
            raise StoryBroke(f"the decision was {declared['outcome']}, not adopted")
        return decision

    async def adopted_by(self, clerk: PersonId, plan: str) -> str:
        """An earlier telling came as far as the adoption."""
        return str((await self.get(clerk, self.at(f"/plans/{plan}")))["adopted_by"])

    async def cast(
        self, decision: str, seat: str, holder: PersonId, choice: str, time: str
    ) -> None:
        ballots = self.at(f"/decisions/{decision}/ballots")
        await self.post(holder, ballots, f"{time} ballot {decision}", seat=seat, choice=choice)

    async def refused(self, decision: str, seat: str, who: PersonId, status: int) -> None:
        """Somebody without the seat, or too late: nothing is recorded."""
        ballots = self.at(f"/decisions/{decision}/ballots")
        command = f"refused {status} {decision}"
        problem = await self.post(who, ballots, command, also=(status,), seat=seat, choice="for")
        if problem.get("status") != status:
            raise StoryBroke(f"a ballot that should get {status} was accepted")

    async def only_turnout(self, clerk: PersonId, decision: str, turnout: int) -> None:
        seen = await self.get(clerk, self.at(f"/decisions/{decision}"), at_least=await self.head())
        if seen["received"] != turnout or seen.get("count") is not None:
            raise StoryBroke("before the close there must be a turnout, and no count")

    async def declared(self, clerk: PersonId, decision: str) -> dict[str, Any]:
        """The clerk process closes, opens, counts and declares by itself."""
        for _ in range(300):
            seen = await self.get(clerk, self.at(f"/decisions/{decision}"))
            if seen.get("state") == "declared":
                return seen
            await asyncio.sleep(0.1)
        raise StoryBroke("the result was not declared within 30 seconds")

    async def neighbourhood_votes(self) -> str:
        self.step("318 residents of the Diamantbuurt vote on 15 projects")
        imported = await import_votes(
            self.ports,
            parse(SAMPLE.read_bytes()),
            organisation=OrganisationId(self.organisation),
            progress=self.progress,
        )
        return imported.vote

    async def audit(self, auditor: PersonId, decision: str, vote: str) -> None:
        self.step("the auditor recounts both from the record")
        for path in (f"/decisions/{decision}/replay", f"/votes/{vote}/replay"):
            recount = await self.get(auditor, self.at(path))
            if not recount["agrees"]:
                raise StoryBroke(f"{path} does not agree with the declared result")
        self.step("and asks for the board as it was before the last appointment")
        before = await self.before_the_last_appointment(auditor)
        then = await self.get(auditor, self.at("/board"), organ="board", at=before)
        now = await self.get(auditor, self.at("/board"), organ="board")
        filled = then["occupancy"]["filled"], now["occupancy"]["filled"]
        if filled != (7, 8):
            raise StoryBroke(f"seven seats were filled then and eight now, not {filled}")

    async def before_the_last_appointment(self, auditor: PersonId) -> int:
        """The position just before the newest ``seat.filled``."""
        answer = await self.http.get(
            self.at("/events"),
            params={"types": "seat.filled", "limit": 500},
            headers=self.bearer(auditor),
        )
        return int(answer.headers["Zetel-Positions"].split(",")[-1].split("-")[-1]) - 1

    async def leave_one_open(self, clerk: PersonId) -> str:
        self.step("a next decision is open for you")
        opened = await self.post(
            clerk,
            self.at("/decisions"),
            f"open {self.attempt}",
            organ="board",
            question="Shall we open the garden with a shared meal?",
            threshold=MAJORITY,
            quorum=HALF,
            closes_at=(self.now() + OPEN_AT_THE_END).isoformat(),
        )
        return str(opened["id"])

    def step(self, text: str) -> None:
        self.done += 1
        self.progress(f"{self.done:>2}. {text}", 1, 1)

    def now(self) -> datetime:
        return self.ports.clock()

    def at(self, path: str) -> str:
        return f"/organisations/{self.organisation}{path}"

    async def head(self) -> int:
        seen = await self.ports.log.read(OrganisationId(self.organisation), [], None)
        return seen.head

    def bearer(self, who: PersonId) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens.mint(who, self.now(), LIFETIME)}"}

    async def post(
        self, who: PersonId, path: str, command: str, also: tuple[int, ...] = (), **body: Any
    ) -> dict[str, Any]:
        headers = {**self.bearer(who), "Idempotency-Key": f"demo-{command}".replace(" ", "-")}
        answer = await self.http.post(path, json=body, headers=headers)
        return _checked(answer, (201, *also))

    async def get(self, who: PersonId, path: str, **query: Any) -> dict[str, Any]:
        answer = await self.http.get(path, params=query, headers=self.bearer(who))
        return _checked(answer, (200,))


def _checked(answer: httpx2.Response, expected: tuple[int, ...]) -> dict[str, Any]:
    if answer.status_code not in expected:
        raise StoryBroke(f"{answer.request.url.path} answered {answer.status_code}: {answer.text}")
    told: dict[str, Any] = answer.json()
    return told
