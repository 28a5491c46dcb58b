"""What becomes of five plans: a neighbourhood vote, money, doing, learning, and another
neighbourhood that takes one over."""

import asyncio
from datetime import timedelta
from typing import Any

from api.demo.neighbourhood import Neighbourhood, Planned
from api.demo.teller import StoryBroke
from api.demo.ways import BY_THE_NEIGHBOURHOOD, GARDEN, SHOP, SOLAR, WORK
from domain.ids import OPERATOR, PersonId

VOTING = timedelta(seconds=5)
FOUNTAIN = {"name": "A fountain", "cost_cents": 2_000_000, "description": "It lights up at night."}


class Carrying:
    def __init__(self, of: Neighbourhood) -> None:
        self.of, self.story, self.board = of, of.story, of.board
        self.planned = {each.way.theme: each for each in of.planned}

    async def voted(self) -> None:
        """The neighbourhood adopts what the board leaves to it."""
        plans = [self.planned[way.theme] for way in BY_THE_NEIGHBOURHOOD]
        adopted = await self.story.seen(self.board.clerk, f"/plans/{plans[0].plan}")
        if adopted["state"] != "proposed":
            return  # An earlier telling came as far.
        voters = (
            *(holder.person for holder in self.board.holders[:4]),
            *await self.of.neighbours(),
        )
        bound_by = await self.bound(sum(each.way.cents for each in plans))
        self.story.step(f"{len(voters)} residents vote in secret on four projects, by equal shares")
        closes_at = self.story.now() + VOTING
        opened = await self.story.again(
            self.board.clerk,
            "/votes",
            "neighbourhood vote",
            title="Money for the Diamantbuurt",
            currency="EUR",
            budget_cents=sum(each.way.cents for each in plans),
            projects=[*map(_project, plans), FOUNTAIN],
            allocation={"over_budget": "pass_over"},
            equal_shares={},
            electorate={"neighbourhoods": ["diamantbuurt"]},
            effect="binding_by_prior_board_decision",
            decision=bound_by,
            closes_at=closes_at.isoformat(),
        )
        vote, projects = str(opened["id"]), _projects(opened)
        for number, voter in enumerate(voters):
            chosen = [each for place, each in enumerate(projects[:3]) if (number + place) % 3]
            also = projects[3:] if number < 2 else []
            await self.story.post(
                voter,
                self.story.at(f"/votes/{vote}/ballots"),
                f"ballot {vote} {number}",
                projects=[*chosen, *also],
            )
        await self.story.wait_until(closes_at)
        await self.story.until(
            self.board.clerk, f"/votes/{vote}", lambda seen: seen.get("state") == "declared"
        )
        for each in plans:
            known = await self.story.seen(self.board.clerk, f"/plans/{each.plan}")
            if known["state"] != "adopted":
                raise StoryBroke(f"the neighbourhood should have adopted: {each.way.title}")

    async def bound(self, cents: int) -> str:
        """The board's decision to do what the neighbourhood chooses."""
        self.story.step("the board binds itself to what the neighbourhood will choose")
        closes_at = self.story.now() + VOTING
        opened = await self.story.again(
            self.board.clerk,
            "/decisions",
            "bound",
            organ="board",
            question=f"Shall the neighbourhood decide on € {cents // 100:,}?",
            outside_meeting=True,
            closes_at=closes_at.isoformat(),
        )
        decision = str(opened["id"])
        for holder in self.board.holders:
            await self.story.post(
                holder.person,
                self.story.at(f"/decisions/{decision}/ballots"),
                f"bound {decision} {holder.name}",
                seat=holder.seat,
                choice="for",
            )
        await self.story.wait_until(closes_at)
        await self.story.until(
            self.board.clerk, f"/decisions/{decision}", lambda seen: seen.get("state") == "declared"
        )
        return decision

    async def told(self) -> None:
        await self.voted()
        await self.funded()
        await self.worked()
        await self.learned()
        await self.spread()
        await self.noticed()

    async def funded(self) -> None:
        self.story.step("money comes, is cut, shortened and renewed; the gap shows months ahead")
        for each in self.planned.values():
            funding = await self.of.on(
                f"/plans/{each.plan}",
                "funding",
                each.way,
                self.board.clerk,
                funder="Fonds Bewonersplannen",
                cents=each.way.cents,
                currency="EUR",
                funding_from=self.of.day(0),
                funding_until=self.of.day(365),
                conditions="A report on what was learned.",
            )
            at, clerk = f"/funding/{funding}", self.board.clerk
            half = {"cents": each.way.cents // 2, "received_on": self.of.day(0)}
            await self.of.on(at, "instalments", each.way, clerk, **half)
            if each.way is WORK:
                less = {"cents": each.way.cents * 2 // 3, "reason": "A smaller budget."}
                await self.of.on(at, "reduction", each.way, clerk, **less)
            if each.way is SHOP:
                sooner = {"funding_until": self.of.day(180), "reason": "The fund closes."}
                await self.of.on(at, "shortening", each.way, clerk, **sooner)
            if each.way is GARDEN:
                longer = {"funding_until": self.of.day(730), "cents": each.way.cents * 2}
                await self.of.on(at, "renewal", each.way, clerk, **longer)
        gaps = await self.story.seen(self.board.clerk, "/funding-gaps", months=12)
        if not gaps["plans"]:
            raise StoryBroke("the funding gap view should warn")

    async def worked(self) -> None:
        self.story.step("milestones are reached or missed, and it is counted what came of it")
        for each in self.planned.values():
            at = f"/plans/{each.plan}"
            milestones = await self.story.seen(each.author, f"{at}/milestones")
            first = milestones["milestones"][0]["milestone"]
            if each.way is SOLAR:
                missed = {"reason": "The grid operator had not answered."}
                await self.of.on(at, f"milestones/{first}/missed", each.way, each.author, **missed)
                anew = {"due_on": self.of.day(120)}
                await self.of.on(at, f"milestones/{first}/planning", each.way, each.author, **anew)
            reached = {"reached_on": self.of.day(0)}
            await self.of.on(at, f"milestones/{first}/reached", each.way, each.author, **reached)
            pledges = await self.story.seen(each.author, f"{at}/pledges")
            pledge = pledges["pledges"][0]["pledge"]
            kept, how = ("not-kept", {"reason": "Illness."}) if each.way is WORK else ("kept", {})
            await self.of.on(at, f"pledges/{pledge}/{kept}", each.way, each.author, **how)
            measurement = await self.of.on(
                at,
                "measurements",
                each.way,
                each.author,
                indicator=each.way.indicator,
                value=each.way.measured + 1,
                measured_on=self.of.day(0),
                source=each.way.source,
            )
            right = {"value": each.way.measured, "reason": "One was counted twice."}
            path = f"measurements/{measurement}/corrections"
            await self.of.on(at, path, each.way, each.author, **right)

    async def learned(self) -> None:
        self.story.step("each plan is evaluated; what was learned can be found in two languages")
        lessons = []
        for each in self.planned.values():
            at = f"/plans/{each.plan}"
            evaluation = await self.of.on(
                at,
                "evaluations",
                each.way,
                each.author,
                worked=each.way.worked,
                did_not_work=each.way.did_not_work,
                again="differently" if each.way is SOLAR else "yes",
                hours_carried=120,
            )
            lesson: dict[str, Any] = {
                "text": each.way.lesson,
                "language": "en",
                "tags": [each.way.indicator],
                "evaluation": evaluation,
            }
            lessons.append(await self.of.on(at, "lessons", each.way, each.author, **lesson))
            if each.way is not GARDEN:
                await self.of.on(at, "completion", each.way, each.author)
        await self.story.seen(self.board.clerk, "/lessons", words="holidays")
        await self.skills(lessons)

    async def skills(self, lessons: list[str]) -> None:
        self.story.step("skills are offered, asked for and passed on; neighbours visit neighbours")
        amina, bram = self.of.named("Amina"), self.of.named("Bram")
        post, at = self.story.post, self.story.at
        await post(amina, at("/skills/offers"), "offer", skill="sowing beans")
        await post(bram, at("/skills/askings"), "ask", skill="sowing beans")
        held: dict[str, Any] = {"held_on": self.of.day(0), "people": 9, "lessons": lessons[:1]}
        masterclass = await post(
            self.of.facilitator, at("/masterclasses"), "class", subject="Beans", **held
        )
        learned: dict[str, Any] = {"skill": "sowing beans", "masterclass": masterclass["id"]}
        await post(bram, at("/skills/learned"), "learned", **learned)
        await post(self.of.facilitator, at("/exchange-visits"), "visit", place="De Mussen", **held)

    async def spread(self) -> None:
        self.story.step("another neighbourhood takes the garden over, and its result comes back")
        garden = self.planned[GARDEN.theme]
        await self.of.on(f"/plans/{garden.plan}", "sharing", GARDEN, garden.author)
        founded = await self.story.post(
            OPERATOR,
            "/organisations",
            "found the other",
            name="Buurthuis De Mussen",
            clerk_name="Mieke",
            clerk_identifier="mieke@mussen.example",
        )
        clerk, other = (
            PersonId(founded["recorded"][1]["subject"]),
            f"/organisations/{founded['id']}",
        )
        await self.shared(clerk, garden.plan)
        taken = await self.story.post(
            clerk,
            f"{other}/plans/taken-over",
            "take over",
            origin_organisation=self.story.organisation,
            origin_plan=garden.plan,
        )
        stopped: dict[str, Any] = {
            "reason": "Our square is owned by a fund that wants to build there."
        }
        await self.story.post(clerk, f"{other}/plans/{taken['id']}/stop", "stop there", **stopped)
        path = f"/plans/{garden.plan}/provenance"
        await self.story.until(
            garden.author, path, lambda seen: bool(seen["went_to"] and "stopped" in str(seen))
        )

    async def shared(self, clerk: PersonId, plan: str) -> None:
        """Found by somebody elsewhere who searches for it."""
        for _ in range(100):
            found = await self.story.get(clerk, "/shared-plans", words="plots")
            if any(each["plan"] == plan for each in found["plans"]):
                return
            await asyncio.sleep(0.1)
        raise StoryBroke("the garden should be found by others")

    async def noticed(self) -> None:
        self.story.step("whoever carries a plan is told; the evidence is there for a funder")
        author = self.planned[GARDEN.theme].author
        notices = await self.story.seen(author, "/notices")
        if not notices["notices"]:
            raise StoryBroke("who carries a plan should be told what happened to it")
        through = notices["through"]
        path = self.story.at("/notices/acknowledgement")
        await self.story.post(author, path, f"read {through}", through=through)
        for view in ("/voices", "/origins", "/funding-evidence"):
            await self.story.seen(self.board.clerk, view)


def _project(each: Planned) -> dict[str, Any]:
    return {"name": each.way.title, "cost_cents": each.way.cents, "plan": each.plan}


def _projects(opened: dict[str, Any]) -> list[str]:
    """In the order in which they were listed."""
    subjects = [each["subject"] for each in opened["recorded"]]
    return [each for each in subjects if each.startswith("project:")]
