"""The neighbourhood: from what was heard at a table, by way of the question behind it and the
residents' own ideas, to five plans."""

from datetime import timedelta
from typing import Any, NamedTuple

from api.demo.board import Board, registered
from api.demo.teller import Teller
from api.demo.ways import GARDEN, VOICES, WAYS, Way
from domain.ids import PersonId

TWO_YEARS = timedelta(days=730)
MORE_HEARD = (
    ("school_gate", "The crossing frightens me when it is dark.", ("parents",)),
    ("supermarket_table", "I would help, if somebody asked me.", ("newcomers",)),
)


class Planned(NamedTuple):
    """A plan on its way, with those who carry it."""

    way: Way
    plan: str
    author: PersonId
    second: PersonId


class Neighbourhood:
    def __init__(self, story: Teller, board: Board, facilitator: PersonId) -> None:
        self.story, self.board, self.facilitator = story, board, facilitator
        self.planned: tuple[Planned, ...] = ()

    async def makes_plans(self) -> tuple[Planned, ...]:
        heard = await self.listens()
        questions = await self.asks(heard)
        await self.waits(questions)
        self.planned = await self.plans(questions)
        return self.planned

    async def listens(self) -> dict[str, tuple[str, ...]]:
        """The signals of each theme."""
        self.story.step("the facilitator listens: at the supermarket, the gate, the door, online")
        heard: dict[str, tuple[str, ...]] = {
            way.theme: (await self.heard(way.channel, way.heard, way.groups),) for way in WAYS
        }
        also = [await self.heard(*more) for more in MORE_HEARD]
        own = await self.story.post(
            self.board.named("Dirk").person,
            self.story.at("/signals"),
            "own signal",
            words="I am ashamed of how little I can do now.",
            channel="online",
            week=self.week,
        )
        heard[GARDEN.theme] += (also[0],)
        heard[VOICES.theme] += (also[1], str(own["id"]))
        return heard

    async def heard(self, channel: str, words: str, groups: tuple[str, ...]) -> str:
        signal = await self.story.post(
            self.facilitator,
            self.story.at("/signals"),
            f"signal {words}"[:100],
            words=words,
            channel=channel,
            groups=list(groups),
            week=self.week,
            neighbourhood="diamantbuurt",
            first_time=True,
        )
        return str(signal["id"])

    async def asks(self, heard: dict[str, tuple[str, ...]]) -> dict[str, str]:
        """The question of each theme, in words that residents consented to."""
        self.story.step("signals become questions, deepened across groups until residents consent")
        return {way.theme: await self.settled(way, heard[way.theme]) for way in WAYS}

    async def settled(self, way: Way, signals: tuple[str, ...]) -> str:
        raised = await self.story.post(
            self.facilitator,
            self.story.at("/questions"),
            f"question {way.theme}",
            wording=way.question,
            signals=list(signals),
        )
        question = str(raised["id"])
        at = f"/questions/{question}"
        await self.on(at, "rounds", way, self.facilitator, groups_needed=2)
        for name, groups in ((way.author, ["tenants"]), (way.second, ["parents"])):
            words = f"What is really the matter, for {groups[0]}: {way.success}"
            await self.on(at, "contributions", way, self.named(name), words=words, groups=groups)
        await self.on(at, "rounds/close", way, self.facilitator)
        await self.on(at, "consent", way, self.facilitator)
        for name in (way.author, way.second):
            await self.on(at, "answers", way, self.named(name), revision=1, answer="consent")
        await self.on(at, "settlement", way, self.facilitator)
        return question

    async def waits(self, questions: dict[str, str]) -> None:
        self.story.step("a professional's solution has to wait: residents have the first word")
        await self.story.refused(
            self.board.named("Esra").person,
            f"/questions/{questions[GARDEN.theme]}/ideas",
            "professional idea",
            "idea.residents_first",
            title="A square by a bureau",
            text="Paved, with two benches of steel.",
            theme=GARDEN.theme,
        )

    async def plans(self, questions: dict[str, str]) -> tuple[Planned, ...]:
        self.story.step("residents offer ideas, and carry the plans that they make of them")
        return tuple([await self.plan(way, questions[way.theme]) for way in WAYS])

    async def plan(self, way: Way, question: str) -> Planned:
        author, second = self.named(way.author), self.named(way.second)
        idea = await self.on(
            f"/questions/{question}",
            "ideas",
            way,
            author,
            title=way.title,
            text=way.text,
            theme=way.theme,
        )
        if way is VOICES:
            helped = {"helped_by": self.facilitator, "help": "wording"}
            await self.on(f"/ideas/{idea}", "help", way, author, **helped)
        plan = await self.story.post(
            author,
            self.story.at("/plans"),
            f"plan {way.theme}",
            idea=idea,
            title=way.title,
            text=way.text,
            theme=way.theme,
            particulars=[{"indicator": way.indicator, "target": way.target}],
            budget=[{"what": "All that it needs", "cents": way.cents}],
            currency="EUR",
            affects=list(way.groups),
            success=way.success,
            needs_from=self.day(0),
            needs_until=self.day(TWO_YEARS.days),
        )
        at = f"/plans/{plan['id']}"
        await self.on(at, "bearers", way, second)
        await self.on(at, "milestones", way, author, title=way.milestone, due_on=self.day(60))
        await self.on(at, "pledges", way, second, kind="hours", hours=20, what="On Saturdays.")
        return Planned(way, str(plan["id"]), author, second)

    async def neighbours(self) -> tuple[PersonId, ...]:
        """Residents without a seat."""
        names = ("Joris", "Lotte", "Mo", "Noor", "Omar", "Pia", "Quinten", "Rosa")
        return tuple(
            [await registered(self.story, self.board.clerk, name, "resident") for name in names]
        )

    async def on(self, at: str, to: str, way: Way, who: PersonId, /, **body: Any) -> str:
        """Do something there, once however often the story is told; what came into being."""
        path = self.story.at(f"{at}/{to}")
        answer = await self.story.post(who, path, f"{to} {way.theme} {who}", **body)
        return str(answer["id"])

    def named(self, name: str) -> PersonId:
        return self.board.named(name).person

    def day(self, days: int) -> str:
        """Counted from the founding, so that a story which is told again says the same."""
        return f"{self.story.since + timedelta(days=days):%Y-%m-%d}"

    @property
    def week(self) -> str:
        return f"{self.story.since:%G-W%V}"
