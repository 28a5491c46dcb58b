"""The demonstration story: a board decides and a neighbourhood votes, over HTTP.

Everything is done through the API, as residents, clerk, facilitator and auditor would do it;
only the neighbourhood vote comes out of a file. Each act has a command id, so that a story which
was interrupted goes on; what is bound to the hour starts anew.
"""

from datetime import timedelta
from pathlib import Path

import msgspec

from adapters.pabulib import parse
from api.demo import board as boards
from api.demo import garden
from api.demo.board import Board
from api.demo.carrying import Carrying
from api.demo.meeting import Evening
from api.demo.neighbourhood import Neighbourhood
from api.demo.teller import StoryBroke, Teller
from api.demo.ways import GARDEN, SOLAR
from api.import_votes import import_votes
from domain.ids import OrganisationId, PersonId

SAMPLE = Path(__file__).parents[2] / "samples" / "Netherlands_Amsterdam_522.pb"
OPEN_AT_THE_END = timedelta(days=365)


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


class Story(Teller):
    async def tell(self) -> Told:
        async with self.http:
            clerk = await boards.founded(self)
            board = await boards.established(self, clerk)
            roles = await boards.with_roles(self, clerk)
            amina = board.named("Amina")
            neighbourhood = Neighbourhood(self, board, roles["facilitator"])
            plans = {each.way: each.plan for each in await neighbourhood.makes_plans()}
            decision = await garden.decided(self, board, plans[GARDEN])
            await garden.waits_for_residents(self, board)
            evening = Evening(self, board, roles["facilitator"], roles["auditor"], plans[SOLAR])
            solar, chair = await evening.told()
            await Carrying(neighbourhood).told()
            vote = await self.neighbourhood_votes()
            await self.audit(roles["auditor"], (decision, solar, chair), vote)
            open_decision = await self.leave_one_open(board)
        return Told(
            organisation=self.organisation,
            clerk=clerk,
            auditor=roles["auditor"],
            partner=roles["partner"],
            resident=amina.person,
            seat=amina.seat,
            decided=solar,
            vote=vote,
            open_decision=open_decision,
        )

    async def neighbourhood_votes(self) -> str:
        self.step("318 residents of the Diamantbuurt vote on 15 projects")
        imported = await import_votes(
            self.ports,
            parse(SAMPLE.read_bytes()),
            organisation=self.organisation,
            progress=self.progress,
        )
        return imported.vote

    async def audit(self, auditor: PersonId, decisions: tuple[str, ...], vote: str) -> None:
        self.step("the auditor recounts all of it from the record")
        paths = [f"/decisions/{decision}/replay" for decision in decisions]
        for path in (*paths, f"/votes/{vote}/replay"):
            recount = await self.get(auditor, self.at(path))
            if not recount["agrees"]:
                raise StoryBroke(f"{path} does not agree: {recount['findings']}")
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

    async def leave_one_open(self, board: Board) -> str:
        self.step("a next decision is open for you")
        opened = await self.again(
            board.clerk,
            "/decisions",
            "open",
            organ="board",
            question="Shall we open the garden with a shared meal?",
            outside_meeting=True,
            closes_at=(self.now() + OPEN_AT_THE_END).isoformat(),
        )
        return str(opened["id"])
