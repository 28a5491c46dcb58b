"""An evening of the board: a proxy, a recusal, a consent that an objection made better, and the
secret election of a chair."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from api.demo.board import Board, Holder
from api.demo.teller import StoryBroke, Teller
from domain.ids import PersonId

ROUND = timedelta(seconds=2)
NOTICE = timedelta(days=10)
OFFICE = timedelta(days=365)


class Meeting(NamedTuple):
    """``solar`` and ``chair`` are its two items."""

    meeting: str
    solar: str
    chair: str


class Evening:
    def __init__(
        self, story: Teller, board: Board, facilitator: PersonId, auditor: PersonId, plan: str
    ) -> None:
        self.story, self.board, self.plan = story, board, plan
        self.facilitator, self.auditor = facilitator, auditor
        self.clerk = board.clerk
        self.recused, self.absent = board.named("Dirk"), board.named("Hanna")
        self.stands_for = board.named("Femke")
        """To whom the absent one gave a proxy."""

    async def told(self) -> tuple[str, str]:
        """The decisions on the solar roofs and on the chair."""
        meeting = await self.called()
        await self.is_attended(meeting)
        solar = await self.consented(meeting)
        await self.closes(meeting, meeting.solar)
        chair = await self.elected(meeting)
        await self.closes(meeting, meeting.chair)
        path = f"/meetings/{meeting.meeting}/closing"
        await self.again(self.clerk, path, "close meeting", closed_at=self.now)
        return solar, chair

    async def called(self) -> Meeting:
        self.story.step(
            "a meeting was called ten days ago; one member cannot come and gives a proxy"
        )
        sent_at = (self.story.now() - NOTICE).isoformat()
        called = await self.again(
            self.clerk,
            "/meetings",
            "meeting",
            organ="board",
            sent_at=sent_at,
            begins_at=self.now,
            place="Buurthuis De Edelsteen",
        )
        meeting, items = str(called["id"]), []
        for title, kind in (("Solar roofs", "plan"), ("A chair", "person")):
            placed = await self.again(
                self.clerk,
                f"/meetings/{meeting}/items",
                f"item {title}",
                title=title,
                kind=kind,
                notified_at=sent_at,
            )
            items.append(str(placed["id"]))
        await self.again(
            self.absent.person,
            "/proxies",
            "proxy",
            seat=self.absent.seat,
            to=self.stands_for.seat,
            meeting=meeting,
        )
        return Meeting(meeting, *items)

    async def is_attended(self, meeting: Meeting) -> None:
        path = f"/meetings/{meeting.meeting}/attendance"
        for holder in self.board.holders:
            there: dict[str, Any] = {"seat": holder.seat, "attends_from": self.now}
            if holder is not self.absent:
                await self.again(self.clerk, path, f"attends {holder.name}", **there)
        by = {"seat": self.absent.seat, "represented_by": self.stands_for.seat}
        await self.again(self.clerk, path, "represented", attends_from=self.now, **by)

    async def consented(self, meeting: Meeting) -> str:
        """The decision by which the plan was adopted."""
        await self.opens(meeting, meeting.solar)
        decision = await self.first_round(meeting)
        self.story.step("Dirk declares an interest, and from then on has no part in it")
        await self.again(
            self.recused.person,
            f"/decisions/{decision}/interests",
            "interest",
            interest="My brother sells solar panels.",
        )
        await self.talk(decision)
        objection = await self.objected(decision)
        amended = await self.amended(meeting, decision, objection)
        await self.everybody(amended, "consent", but=(self.recused,))
        await self.outcome(amended, "adopted")
        self.story.step("the plan is adopted by consent, and its review is a duty")
        duties = await self.story.seen(self.clerk, "/duties", state="open")
        if not any(duty["kind"] == "review" for duty in duties["duties"]):
            raise StoryBroke("a review should be due")
        return amended

    async def first_round(self, meeting: Meeting) -> str:
        self.story.step("solar roofs, by consent: first the questions, then the opinions")
        closes_at = self.story.now() + ROUND * 3
        opened = await self.again(
            self.clerk,
            "/decisions",
            "solar",
            organ="board",
            question="Shall we put solar panels on our roofs?",
            plan=self.plan,
            method="consent",
            item=meeting.solar,
            closes_at=closes_at.isoformat(),
            review_on=(closes_at + OFFICE).isoformat(),
        )
        return str(opened["id"])

    async def talk(self, decision: str) -> None:
        rounds, said = (
            f"/decisions/{decision}/dialogue-rounds",
            f"/decisions/{decision}/contributions",
        )
        amina, esra = self.board.named("Amina"), self.board.named("Esra")
        await self.again(self.facilitator, rounds, "clarification", round="clarification")
        await self.again(amina.person, said, "asks", words="Who cleans the panels?")
        await self.again(self.facilitator, rounds, "response", round="response")
        await self.again(esra.person, said, "responds", words="I like that it is ours.")
        await self.story.unreadable(
            self.recused.person, f"/decisions/{decision}/deliberation", "recusal.recused"
        )

    async def objected(self, decision: str) -> str:
        self.story.step("Chandra objects, and the others test whether it is an objection")
        chandra, gamal = self.board.named("Chandra"), self.board.named("Gamal")
        raised = await self.again(
            chandra.person,
            f"/decisions/{decision}/arguments",
            "argument",
            seat=chandra.seat,
            kind="objection",
            premises=["Only blocks with a lift get panels.", "The poorest live without one."],
            conclusion="Who needs a lower bill most gets nothing.",
        )
        argument = str(raised["id"])
        path = f"/decisions/{decision}/arguments/{argument}"
        judged = {"seat": gamal.seat, "qualifies": True}
        await self.again(gamal.person, f"{path}/judgements", "judgement", **judged)
        await self.again(self.facilitator, f"{path}/test", "test")
        own = {"seat": chandra.seat, "choice": "objection"}
        await self.again(chandra.person, f"/decisions/{decision}/ballots", "objects", **own)
        await self.everybody(decision, "consent", but=(chandra, self.recused))
        await self.outcome(decision, "objections")
        return argument

    async def amended(self, meeting: Meeting, decision: str, objection: str) -> str:
        self.story.step("the proposal is amended: the objection made it better")
        closes_at = self.story.now() + ROUND
        amended = await self.again(
            self.clerk,
            f"/decisions/{decision}/amendments",
            "amendment",
            text="Forty panels on our roofs. The yield goes to all who live there, by household.",
            resolves=[objection],
            closes_at=closes_at.isoformat(),
        )
        return str(amended["id"])

    async def elected(self, meeting: Meeting) -> str:
        self.story.step("a chair is elected in secret; nobody can tell who voted for whom")
        await self.opens(meeting, meeting.chair)
        amina, bram = self.board.named("Amina"), self.board.named("Bram")
        closes_at = self.story.now() + ROUND
        opened = await self.again(
            self.clerk,
            "/decisions",
            "chair",
            organ="board",
            question="Who chairs the board?",
            kind="person",
            method="election",
            options=[{"person": amina.person}, {"person": bram.person}],
            office={
                "office": "chair",
                "office_from": closes_at.isoformat(),
                "office_until": (closes_at + OFFICE).isoformat(),
            },
            item=meeting.chair,
            closes_at=closes_at.isoformat(),
        )
        decision = str(opened["id"])
        known = await self.story.seen(self.clerk, f"/decisions/{decision}")
        first, second = (option["option"] for option in known["options"])
        choices: tuple[list[str], ...] = (
            [first],
            [first],
            [second],
            [first],
            [],
            [first],
            [second],
        )
        voters = [holder for holder in self.board.holders if holder is not self.absent]
        for holder, choice in zip(voters, choices, strict=True):
            await self.cast(decision, holder.person, holder.seat, choice)
        await self.cast(decision, self.stands_for.person, self.absent.seat, [first])
        await self.outcome(decision, "adopted")
        await self.is_chair(amina)
        await self.without_voters(decision)
        return decision

    async def is_chair(self, holder: Holder) -> None:
        board = await self.story.seen(self.clerk, "/board", organ="board")
        chairs = [s["holder"] for s in board["seats"] if "chair" in s.get("offices", ())]
        if chairs != [holder.person]:
            raise StoryBroke(f"{holder.name} should chair the board, not {chairs}")

    async def without_voters(self, decision: str) -> None:
        lines = (await self.story.seen(self.auditor, f"/decisions/{decision}/lines"))["lines"]
        if len(lines) != len(self.board.holders) or any("seat" in line for line in lines):
            raise StoryBroke("there should be a line for each ballot, and no voter in any")

    async def everybody(self, decision: str, choice: str, but: tuple[Holder, ...]) -> None:
        """Who is there, and by proxy who is not."""
        for holder in self.board.holders:
            if holder not in (*but, self.absent):
                await self.cast(decision, holder.person, holder.seat, choice)
        await self.cast(decision, self.stands_for.person, self.absent.seat, choice)

    async def cast(self, decision: str, who: PersonId, seat: str, choice: Any) -> None:
        path = f"/decisions/{decision}/ballots"
        await self.again(who, path, f"ballot {decision} {seat}", seat=seat, choice=choice)

    async def outcome(self, decision: str, expected: str) -> None:
        """The machine counts, and the chair, or here the clerk for the chair, declares."""
        path = f"/decisions/{decision}"
        await self.story.until(self.clerk, path, lambda seen: seen.get("state") == "counted")
        await self.again(self.clerk, f"{path}/result", f"declare {decision}")
        seen = await self.story.seen(self.clerk, path)
        if seen["outcome"] != expected:
            raise StoryBroke(f"{decision} was {seen['outcome']}, not {expected}")

    async def opens(self, meeting: Meeting, item: str) -> None:
        path = f"/meetings/{meeting.meeting}/items/{item}/opening"
        await self.again(self.clerk, path, f"open {item}", opened_at=self.now)

    async def closes(self, meeting: Meeting, item: str) -> None:
        path = f"/meetings/{meeting.meeting}/items/{item}/closing"
        await self.again(self.clerk, path, f"close {item}", closed_at=self.now)

    async def again(self, who: PersonId, path: str, command: str, **body: Any) -> dict[str, Any]:
        return await self.story.again(who, path, command, **body)

    @property
    def now(self) -> str:
        moment: datetime = self.story.now()
        return moment.isoformat()
