"""The way of one plan, stage by stage, as the acts of its people would have recorded it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import Any, NamedTuple

from adapters.new_id import new_id
from bench.filling.bulk import Filling
from bench.filling.years import TEXT, Organisation, decided
from domain.events.funding import (
    FundingCommitted,
    FundingReduced,
    FundingRenewed,
    InstalmentReceived,
)
from domain.events.ideas import IdeaHelpNoted, IdeaOffered
from domain.events.lessons import Language, LessonDrawn
from domain.events.measurements import MeasurementCorrected, MeasurementTaken
from domain.events.milestones import MilestoneMissed, MilestonePlanned, MilestoneReached
from domain.events.plans import (
    BudgetLine,
    Particular,
    PlanBearerJoined,
    PlanCompleted,
    PlanEvaluated,
    PlanProposed,
    PlanRevised,
    ThemeAdded,
)
from domain.events.plans import Indicator as ThemeIndicator
from domain.events.pledges import PledgeKept, PledgeMade
from domain.events.questions import (
    QuestionAnswered,
    QuestionConsentAsked,
    QuestionContributionMade,
    QuestionRaised,
    QuestionRoundClosed,
    QuestionRoundOpened,
    QuestionSettled,
)
from domain.events.sharing import PlanResultReturned, PlanShared, PlanSpread
from domain.events.signals import SignalNoted
from domain.events.skills import (
    ExchangeVisitHeld,
    MasterclassHeld,
    SkillAsked,
    SkillLearned,
    SkillOffered,
)
from domain.ids import (
    DecisionId,
    EvaluationId,
    FundingId,
    IdeaId,
    LessonId,
    MasterclassId,
    MeasurementId,
    MilestoneId,
    OrganisationId,
    PersonId,
    PlanId,
    PledgeId,
    QuestionId,
    SignalId,
    VisitId,
)
from domain.kernel import Event, Sealed
from domain.plans.evaluation import evaluation_duty
from domain.plans.themes import BUILT_IN
from domain.ports import Key, Vault

SIGNALS, ANSWERS, BEARERS, INSTALMENTS, STEPS, MEASURED, PLEDGES = 4, 4, 4, 4, 5, 24, 8
"""How many there are of each, for one plan."""
CHANNELS = ("supermarket_table", "school_gate", "doorbell", "evening_meeting", "online")
GROUPS = ("parents", "newcomers", "young people", "elderly", "shopkeepers")
SKILLS = ("pruning roses", "writing a budget", "hosting a table", "repairing bicycles")
WORDS = {"nl": ("tuin", "buurt", "samen"), "en": ("garden", "neighbours", "together")}
SAID = {
    "nl": "Begin met de buren die er al zijn: de tuin kwam pas toen we samen aan tafel zaten.",
    "en": "Begin with the neighbours who are there: the garden came once we sat down together.",
}
LANGUAGES: tuple[Language, ...] = ("nl", "en")
BUSY_EACH = 20
"""Every so many-th plan has a bearer who carries all of these."""
SHARED_EACH = 10
"""Every so many-th plan is shared with other organisations, and taken over by one."""
ELSEWHERE = OrganisationId(new_id("organisation"))


class Pen(NamedTuple):
    filling: Filling
    vault: Vault
    keys: Mapping[PersonId, Key]
    """Of those who say something that is sealed."""

    @property
    def at(self) -> datetime:
        return self.filling.bulk.at

    def day(self, later: int = 0) -> str:
        return f"{self.at + timedelta(days=later):%Y-%m-%d}"

    def writes(self, actor: str, *events: Event) -> None:
        for event in events:
            self.filling.add(event, actor)

    def seals(
        self, actor: str, holder: str, key: Key, words: str, say: Callable[..., Event]
    ) -> None:
        """``say`` makes the event of the words as the record shows them."""
        seal = self.filling.seal(self.vault, words)
        seal.lock_away(holder, key, self.filling.add(say(words=seal.sealed), actor))


class Way:
    """Everything of one plan that has a name of its own, and who takes part in it."""

    def __init__(self, here: Organisation, number: int) -> None:
        people = here.residents
        self.here, self.number = here, number
        self.clerk, self.facilitator = here.votes[0].clerk, people[-1]
        self.bearers = tuple(islice(cycle(people), number * 2, number * 2 + BEARERS))
        self.busy = people[-2]
        if number % BUSY_EACH == 0:
            self.bearers += (self.busy,)
        self.theme = tuple(BUILT_IN.values())[number % len(BUILT_IN)]
        self.signals = tuple(SignalId(new_id("signal")) for _ in range(SIGNALS))
        self.question = QuestionId(new_id("question"))
        self.idea, self.plan = IdeaId(new_id("idea")), PlanId(new_id("plan"))
        self.decision, self.funding = DecisionId(new_id("decision")), FundingId(new_id("funding"))
        self.evaluation, self.lesson = (
            EvaluationId(new_id("evaluation")),
            LessonId(new_id("lesson")),
        )
        self.heard_at: datetime | None = None

    @property
    def named(self) -> dict[str, str]:
        return {
            "signal": self.signals[0],
            "question": self.question,
            "idea": self.idea,
            "plan": self.plan,
            "decision": self.decision,
            "funding": self.funding,
            "lesson": self.lesson,
        }

    def speakers(self, pen: Pen) -> tuple[PersonId, ...]:
        return tuple(islice(cycle(pen.keys), self.number, self.number + ANSWERS))


def beside(pen: Pen, here: Organisation) -> None:
    """What is of no plan: a theme of the organisation's own, skills, and what people learn."""
    clerk, people = here.votes[0].clerk, here.residents
    indicators = (ThemeIndicator(indicator="readers", unit="people"),)
    pen.writes(clerk, ThemeAdded(theme="reading", name="Samen lezen", indicators=indicators))
    for person, skill in zip(people[: len(people) // 20], cycle(SKILLS), strict=False):
        pen.writes(person, SkillOffered(person=person, skill=skill))
    for person, skill in zip(people[len(people) // 20 :: 20], cycle(SKILLS), strict=False):
        pen.writes(person, SkillAsked(person=person, skill=skill))


def heard(way: Way, pen: Pen) -> None:
    """Anonymous signals, each under a key of its own."""
    way.heard_at = pen.at
    year, week, _ = pen.at.isocalendar()
    for place, signal in enumerate(way.signals, start=way.number):
        key, wrapped = pen.vault.new_key(pen.filling.organisation, signal)
        pen.filling.bulk.rows["vault_key"].append((pen.filling.key, signal, wrapped))

        def noted(words: Sealed, place: int = place, signal: SignalId = signal) -> SignalNoted:
            return SignalNoted(
                signal=signal,
                words=words,
                channel=CHANNELS[place % len(CHANNELS)],
                week=f"{year}-W{week:02}",
                neighbourhood=f"K{place % 20:02}",
                groups=(GROUPS[place % len(GROUPS)],),
                first_time=place % 3 == 0,
            )

        pen.seals(way.facilitator, signal, key, "There is nowhere to sit.", noted)


def asked(way: Way, pen: Pen) -> None:
    assert way.heard_at is not None
    raised = QuestionRaised(
        question=way.question,
        wording="How can children play where they live?",
        signals=way.signals,
        first_signal_at=way.heard_at,
    )
    opened = QuestionRoundOpened(question=way.question, round=1, groups_needed=2)
    pen.writes(way.facilitator, raised, opened)
    for place, speaker in enumerate(way.speakers(pen)):

        def spoke(words: Sealed, place: int = place, speaker: PersonId = speaker) -> Event:
            return QuestionContributionMade(
                question=way.question,
                round=1,
                person=speaker,
                words=words,
                groups=(GROUPS[place % len(GROUPS)],),
            )

        pen.seals(speaker, speaker, pen.keys[speaker], "I hear them every day.", spoke)
    closed = QuestionRoundClosed(question=way.question, round=1, people=ANSWERS, groups=ANSWERS)
    asks = QuestionConsentAsked(question=way.question, revision=1)
    pen.writes(way.facilitator, closed, asks)
    for speaker in way.speakers(pen):
        answer = QuestionAnswered(
            question=way.question, revision=1, person=speaker, answer="consent"
        )
        pen.writes(speaker, answer)
    settled = QuestionSettled(
        question=way.question,
        revision=1,
        window_from=pen.at,
        window_until=pen.at + timedelta(days=28),
        extended_until=pen.at + timedelta(days=42),
    )
    pen.writes(way.facilitator, settled)


def offered(way: Way, pen: Pen) -> None:
    assert way.heard_at is not None
    origin = ("resident", "with_help", "professional")[way.number % 3]
    for idea, person in ((way.idea, way.bearers[0]), (IdeaId(new_id("idea")), way.bearers[1])):
        event = IdeaOffered(
            idea=idea,
            question=way.question,
            title=f"Idea {way.number}",
            text=TEXT,
            theme=way.theme.theme,
            origin="professional" if origin == "professional" else "resident",
            first_signal_at=way.heard_at,
        )
        pen.writes(person, event)
    if origin == "with_help":
        helped = IdeaHelpNoted(
            idea=way.idea, question=way.question, helped_by=way.facilitator, help="wording"
        )
        pen.writes(way.facilitator, helped)


def proposed(way: Way, pen: Pen) -> None:
    author = way.bearers[0]
    indicators = way.theme.indicators
    plan = PlanProposed(
        plan=way.plan,
        title=f"Plan {way.number}",
        text=TEXT,
        theme=way.theme.theme,
        idea=way.idea,
        question=way.question,
        origin=("resident", "with_help", "professional")[way.number % 3],
        first_signal_at=way.heard_at,
        particulars=tuple(Particular(indicator=e.indicator, target=40) for e in indicators),
        budget=tuple(BudgetLine(what=f"Part {n}", cents=500_00) for n in range(4)),
        currency="EUR",
        affects=GROUPS[:3],
        success="Forty neighbours come every week.",
        needs_from=pen.day(),
        needs_until=pen.day(700),
    )
    pen.writes(author, plan)
    for bearer in way.bearers:
        pen.writes(bearer, PlanBearerJoined(plan=way.plan, person=bearer))
    for revision in (2, 3):
        text = f"{TEXT} And a bench."
        pen.writes(author, PlanRevised(plan=way.plan, revision=revision, text=text, why="Cheaper."))


def adopted(way: Way, pen: Pen) -> None:
    asks = f"Shall we carry out plan {way.number}?"
    for event, actor in decided(way.here, way.decision, way.plan, asks, pen.at):
        pen.writes(actor, event)
    due_by = pen.at + timedelta(days=365)
    pen.writes(way.clerk, evaluation_duty(way.plan, way.decision, due_by))


def funded(way: Way, pen: Pen) -> None:
    about: dict[str, Any] = {"funding": way.funding, "plan": way.plan}
    committed = FundingCommitted(
        funder="The municipality",
        cents=2_000_00,
        currency="EUR",
        funding_from=pen.day(),
        funding_until=pen.day(300),
        conditions="A report each half year.",
        **about,
    )
    pen.writes(way.clerk, committed)
    for _ in range(INSTALMENTS):
        pen.writes(way.clerk, InstalmentReceived(cents=300_00, received_on=pen.day(), **about))
    pen.writes(way.clerk, FundingReduced(cents=1_800_00, reason="Cuts.", **about))
    if way.number % 2:
        renewed = FundingRenewed(funding_until=pen.day(600), cents=3_000_00, **about)
        pen.writes(way.clerk, renewed)


def done(way: Way, pen: Pen) -> None:
    author = way.bearers[0]
    for number in range(STEPS):
        milestone = MilestoneId(new_id("milestone"))
        about: dict[str, Any] = {"milestone": milestone, "plan": way.plan}
        pen.writes(author, MilestonePlanned(title=f"Step {number}", due_on=pen.day(30), **about))
        if number % 4 == 3:
            pen.writes(author, MilestoneMissed(reason="It rained.", **about))
        else:
            pen.writes(author, MilestoneReached(reached_on=pen.day(), **about))
    for number, unit in zip(range(MEASURED), cycle(way.theme.indicators), strict=False):
        measurement = MeasurementId(new_id("measurement"))
        taken = MeasurementTaken(
            measurement=measurement,
            plan=way.plan,
            indicator=unit.indicator,
            value=number,
            unit=unit.unit,
            measured_on=pen.day(),
            source="Counted at the gate.",
        )
        pen.writes(author, taken)
        if number == 0:
            corrected = MeasurementCorrected(
                measurement=measurement, plan=way.plan, value=1, reason="Miscounted."
            )
            pen.writes(author, corrected)
    for number, person in zip(range(PLEDGES), cycle(way.bearers), strict=False):
        pledge: dict[str, Any] = {"pledge": PledgeId(new_id("pledge")), "plan": way.plan}
        pen.writes(person, PledgeMade(person=person, kind="hours", hours=8, **pledge))
        if number % 2:
            pen.writes(person, PledgeKept(**pledge))


def learnt(way: Way, pen: Pen) -> None:
    author, language = way.bearers[0], LANGUAGES[way.number % 2]
    evaluated = PlanEvaluated(
        evaluation=way.evaluation,
        plan=way.plan,
        worked="People met.",
        did_not_work="The watering.",
        again=("yes", "no", "differently")[way.number % 3],
        hours_carried=120,
        origin=("resident", "with_help", "professional")[way.number % 3],
    )
    pen.writes(author, evaluated)
    for lesson in (way.lesson, LessonId(new_id("lesson"))):
        drawn = LessonDrawn(
            lesson=lesson,
            plan=way.plan,
            text=f"{SAID[language]} ({way.number})",
            tag_words=WORDS[language],
            language=language,
            evaluation=way.evaluation,
        )
        pen.writes(author, drawn)
    if way.number % SHARED_EACH == 0:
        _shared(way, pen)
    if way.number % 2:
        pen.writes(author, PlanCompleted(plan=way.plan))


def _shared(way: Way, pen: Pen) -> None:
    theirs = PlanId(new_id("plan"))
    spread = PlanSpread(
        plan=way.plan, organisation=ELSEWHERE, their_plan=theirs, their_name="The neighbours"
    )
    returned = PlanResultReturned(
        plan=way.plan, organisation=ELSEWHERE, their_plan=theirs, what="adopted", their_position=9
    )
    shared = PlanShared(plan=way.plan, lessons=(way.lesson,), shared_by="A neighbourhood")
    pen.writes(way.clerk, shared, spread, returned)
    masterclass = MasterclassHeld(
        masterclass=MasterclassId(new_id("masterclass")),
        subject="How to begin a garden",
        held_on=pen.day(),
        people=12,
        lessons=(way.lesson,),
        skills=SKILLS[:1],
    )
    visit = ExchangeVisitHeld(
        visit=VisitId(new_id("visit")),
        held_on=pen.day(),
        people=5,
        lessons=(way.lesson,),
        place="The garden across the canal",
    )
    learned = SkillLearned(
        person=way.bearers[1], skill=SKILLS[0], masterclass=masterclass.masterclass
    )
    pen.writes(way.facilitator, masterclass, visit)
    pen.writes(way.bearers[1], learned)


STAGES = (heard, asked, offered, proposed, adopted, funded, done, learnt)
