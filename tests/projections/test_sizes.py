"""No document grows with events, ballots or persons."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.counting.election_by_approval import count_election_by_approval
from domain.counting.instant_runoff import count_instant_runoff
from domain.counting.lot import DrawnLot
from domain.counting.methods import Method
from domain.counting.plurality import count_plurality
from domain.counting.ranking import MOST_OPTIONS
from domain.counting.schulze import count_schulze
from domain.days.day import day_of, days_after
from domain.events.ballots import ResultCounted, ResultDeclared
from domain.events.decisions import DecisionLot, DecisionOpened, Option, SeatToFill
from domain.events.lessons import LessonDrawn
from domain.events.plans import BudgetLine, Indicator, Particular, ThemeAdded
from domain.events.results import (
    ClaimNoted,
    DecisionSuspended,
    MinorityStatementAdded,
    NoticeNoted,
    ResultChallenged,
)
from domain.events.sharing import PlanResultReturned, PlanShared, PlanSpread
from domain.events.skills import MasterclassHeld, SkillOffered
from domain.funding.commit_funding import MOST_FUNDINGS
from domain.ids import MACHINE, OptionId, PlanId, SeatId
from projections.base import Projection
from projections.catalogue import PROJECTIONS
from projections.decisions import DECISIONS
from projections.replay import replay
from tests.projections.presence import heard, offered, raised, spoken
from tests.residents import GARDEN, HALF_OF_THE_SEATS, NEXT_YEAR, QUESTION, VOTE, numbered
from tests.story import Story

OPTIONS = MOST_OPTIONS
LARGEST_DOCUMENT = 32 * 1024
IN_SECRET = numbered("decision", 2)
RESIDENTS, SEATS, PROJECTS = 2_000, 500, 300


@pytest.fixture(scope="module")
def large() -> Story:
    """As many seats and projects as there may be, everybody approves of all, and re-votes."""
    residents = [numbered("person", number) for number in range(1_000, 1_000 + RESIDENTS)]
    seats = [numbered("seat", number) for number in range(1_000, 1_000 + SEATS)]
    projects = [numbered("project", number) for number in range(1, PROJECTS + 1)]
    story = (
        Story()
        .founded()
        .described()
        .recorded_bylaws()
        .registered(*residents)
        .established(*seats)
        .proposed()
    )
    for seat, holder in zip(seats, residents, strict=False):
        story.filled(seat, holder)
    _ask_in_secret(story, seats, residents)
    story.opened(seats=tuple(seats)).opened_vote(costs=[(p, 1_00) for p in projects])
    for _ in range(3):
        for seat, holder in zip(seats, residents, strict=False):
            story.cast(holder, "for", decision=QUESTION, seat=seat)
        for resident in residents[:20]:
            story.cast(resident, projects, vote=VOTE)
        for resident in residents[20:]:
            story.cast(resident, projects[:3], vote=VOTE)
    _come_and_go(story, residents, seats[0])
    _represent(story, seats, residents)
    _meet(story, seats)
    _talk(story, seats)
    _carry_out(story)
    _learn(story, residents)
    _carry(story, residents)
    _hold_a_voting_day(story, residents)
    _hear(story, residents)
    story.now = NEXT_YEAR - timedelta(days=1)
    story.closed(decision=IN_SECRET)
    story.declared(decision=IN_SECRET, all_seats=SEATS, in_office=SEATS)
    story.closed(decision=QUESTION).declared(decision=QUESTION, all_seats=SEATS, in_office=SEATS)
    _after_result(story, seats, residents)
    return story.closed(vote=VOTE).declared_vote()


def _ask_in_secret(story: Story, seats: list[str], residents: list[str]) -> None:
    story.opened(IN_SECRET, seats=tuple(seats), secrecy="secret")
    for seat, holder in zip(seats, residents, strict=False):
        story.cast(holder, "abstain", decision=IN_SECRET, seat=seat)


def _after_result(story: Story, seats: list[str], residents: list[str]) -> None:
    """Every seat challenges and has its long say, and everybody goes to court."""
    of: dict[str, Any] = {"decision": QUESTION}
    for number, (seat, person) in enumerate(zip(seats, residents, strict=False)):
        story.happens(ResultChallenged(seat=seat, **of))
        said: Any = {"statement": numbered("statement", number), "text": "x" * 20_000}
        story.happens(MinorityStatementAdded(seat=seat, person=person, **said, **of))
        story.happens(NoticeNoted(person=person, noticed_at=story.now, how="notice", **of))
        claim: Any = numbered("claim", number)
        story.happens(ClaimNoted(claim=claim, court="x" * 200, filed_at=story.now, **of))
        story.happens(DecisionSuspended(ground="x" * 200, court="x" * 200, **of))


def _come_and_go(story: Story, residents: list[str], seat: str) -> None:
    """All are members, and one of them has a great many terms."""
    for resident in residents:
        story.admitted(resident)
    for _ in range(200):
        story.passes(days=2).filled(seat, residents[0], term_until=story.now)


def _represent(story: Story, seats: list[str], residents: list[str]) -> None:
    """Every seat gives a proxy, and is called in a roll call."""
    for number, (seat, holder) in enumerate(zip(seats, residents, strict=False)):
        story.granted_proxy(numbered("proxy", number), seat, holder)
        story.called_roll(seat, holder, "for")


def _meet(story: Story, seats: list[str]) -> None:
    """Everybody asks for the floor, and long minutes are corrected again and again."""
    story.called().placed().opened_item().agreed().opened_duty()
    for seat in seats:
        story.floor_asked(seat)
    for _ in range(100):
        story.adopted_minutes(text="x" * 20_000).corrected_minutes(text="x" * 20_000)


def _hold_a_voting_day(story: Story, residents: list[str]) -> None:
    """Everybody has a code, paper and help, in a vote that is not counted here."""
    vote = numbered("vote", 2)
    story.opened_vote(vote)
    for serial, resident in enumerate(residents, start=1):
        story.issued_code(resident, vote).issued_code(resident, vote, again=True)
        story.issued_paper(resident, vote).helped(resident, residents[0], vote)
        story.entered_paper(serial, *residents[:3], vote=vote, agrees=False).outage(serial, vote)


def _talk(story: Story, seats: list[str]) -> None:
    """All agree, and the review is as long as it may be."""
    argument, person = numbered("argument", 1), numbered("person", 1_000)
    story.argued(argument, seats[0], person).tested(argument, seats[1:])
    story.reviewed(QUESTION, text="x" * 20_000).drafted(numbered("decision", 2), text="x" * 20_000)


def _carry_out(story: Story) -> None:
    """As much money as one plan may have, with gaps in between, and a great many promises, steps
    and measurements; and enough plans that each took another number of weeks."""
    for number in range(MOST_FUNDINGS):
        day = f"{1950 + number}-01-01"
        story.committed(number, funding_from=day, funding_until=f"{1950 + number}-06-30")
        story.money("received", number)
    for number in range(1_000):
        story.pledged(number).planned(number).measured(number)
        story.corrected(number, reason="x" * 200)
    for weeks in range(1_500):
        plan = PlanId(numbered("plan", 10_000 + weeks))
        began = story.now - timedelta(weeks=weeks)
        story.proposed(plan, first_signal_at=began).adopted(plan)
        lasts = {"funding_from": "2000-01-01", "funding_until": days_after("2000-01-01", 7 * weeks)}
        story.committed(10_000 + weeks, plan, **lasts)
        story.planned(10_000 + weeks, plan)
        story.reached(10_000 + weeks, plan, on=days_after(day_of(story.now), 7 * weeks))


def _learn(story: Story, residents: list[str]) -> None:
    """The garden spreads everywhere, everybody draws lessons and offers the same skill."""
    long = "x" * 200
    tags, lessons = tuple(f"{n} {long}"[:60] for n in range(6)), numbered("lesson", 1)
    for number, person in enumerate(residents):
        lesson, theirs = numbered("lesson", number), numbered("plan", 10_000 + number)
        said: Any = {"text": "x" * 20_000, "tag_words": tags, "language": "nl", "shared": True}
        story.happens(LessonDrawn(lesson=lesson, plan=GARDEN, **said), person)
        of: Any = {"plan": GARDEN, "organisation": numbered("organisation", number)}
        story.happens(PlanSpread(their_plan=theirs, their_name=long, **of), MACHINE)
        back: Any = {"what": "lesson", "their_position": 9, "text": "x" * 2_000}
        story.happens(PlanResultReturned(their_plan=theirs, **back, **of), MACHINE)
        story.happens(SkillOffered(person=person, skill="pruning roses"), person)
    some: Any = tuple(numbered("lesson", number) for number in range(1_000))
    story.happens(PlanShared(plan=GARDEN, lessons=some, shared_by=long))
    held: Any = {"held_on": "2026-05-02", "people": 9, "lessons": (lessons,) * 8}
    story.happens(MasterclassHeld(masterclass=numbered("masterclass", 1), subject=long, **held))


def _carry(story: Story, residents: list[str]) -> None:
    """Everybody carries a plan that says as much as it may, is revised again and again, and is
    evaluated as often."""
    plan: Any = numbered("plan", 2)
    indicators = tuple(Indicator(indicator=f"{n:060}", unit="x" * 60) for n in range(20))
    story.happens(ThemeAdded(theme="x" * 60, name="x" * 200, indicators=indicators))
    said: dict[str, Any] = {
        "title": "x" * 200,
        "text": "x" * 20_000,
        "particulars": tuple(
            Particular(indicator=each.indicator, target=10**9) for each in indicators
        ),
        "budget": tuple(BudgetLine(what="x" * 200, cents=10**9) for _ in range(30)),
        "currency": "EUR",
        "affects": tuple("x" * 60 for _ in range(20)),
        "success": "x" * 1_000,
    }
    story.proposed(plan, **said)
    for number, person in enumerate(residents):
        story.carried(plan, person)
        story.evaluated(plan, numbered("evaluation", number), worked="x" * 5_000)
    for revision in range(2, 20):
        story.revised(plan, revision, why="x" * 200, **said)


def _hear(story: Story, residents: list[str]) -> None:
    """Many signals of many kinds, in the longest words, lead to one question about which everybody
    speaks; and everybody has an idea."""
    question = numbered("question", 1)
    signals = tuple(numbered("signal", number) for number in range(1, 301))
    for number, signal in enumerate(signals):
        heard(story, signal, f"{number:03}" + "😀" * 57)
    raised(story, question, signals)
    for number, person in enumerate(residents):
        spoken(story, question, person, f"{number:04}" + "😀" * 56)
        offered(story, question, numbered("idea", number), person)


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda each: each.NAME)
def test_no_document_is_larger_than_32_kilobytes(projection: Projection[Any], large: Story):
    documents = replay(projection, large.history).values()
    assert max(len(msgspec.json.encode(each)) for each in documents) <= LARGEST_DOCUMENT


@pytest.mark.parametrize("method", ["plurality", "approval", "instant_runoff", "schulze"])
def test_a_choice_among_as_many_options_as_there_may_be_is_small_too(method: Method):
    """Each option with the longest words, a proposal with the longest text, every seat to fill."""
    options = [numbered("option", number) for number in range(OPTIONS)]
    opened = a_decision_among(method, options)
    lot = DrawnLot(by="seed", order=tuple(options), seed="ab" * 32)
    counted = ResultCounted(
        decision=QUESTION,
        **counts_among(method, options),
        lot=lot,
        outcome="adopted",
        chosen=tuple(options),
    )
    story = Story()
    story.happens(opened)
    story.happens(counted)
    story.happens(
        ResultDeclared(decision=QUESTION, outcome="adopted", chosen=tuple(map(OptionId, options)))
    )
    (document,) = replay(DECISIONS, story.history).values()
    assert document.counts is not None
    assert document.counts.options is not None
    assert len(msgspec.json.encode(document)) <= LARGEST_DOCUMENT


def a_decision_among(method: Method, options: list[str]) -> DecisionOpened:
    long = "x" * 200
    seats = [numbered("seat", number) for number in range(300)]
    return DecisionOpened(
        decision=QUESTION,
        organ="board",
        question=long,
        text="x" * 20_000,
        proposal="ab" * 32,
        method=method,
        quorum=HALF_OF_THE_SEATS,
        min_voters=2,
        secrecy="open",
        seats=(),
        closes_at=NEXT_YEAR,
        options=tuple(Option(option=OptionId(each), text=long) for each in options),
        fills=tuple(
            SeatToFill(seat=SeatId(each), term_from=NEXT_YEAR, term_until=NEXT_YEAR)
            for each in seats
        ),
        lot=DecisionLot(seed_sha256="ab" * 32),
    )


def counts_among(method: Method, options: list[str]) -> dict[str, Any]:
    """Of 500 ballots."""
    lot = tuple(options)
    ranked = [tuple((each,) for each in options[n:]) for n in range(OPTIONS)] * 12
    match method:
        case "plurality":
            count = count_plurality(options, options * 12, on_a_tie="lot", lot=lot)
            return {"plurality": count}
        case "approval":
            papers = [options] * 500
            count = count_election_by_approval(options, papers, places=OPTIONS, lot=lot)
            return {"approval": count}
        case "instant_runoff":
            return {"runoff": count_instant_runoff(options, ranked, lot=lot)}
    return {"schulze": count_schulze(options, ranked, lot=lot)}


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda each: each.NAME)
def test_no_document_stands_in_many_lists(projection: Projection[Any], large: Story):
    documents = replay(projection, large.history).values()
    assert max(len(list(projection.index(each))) for each in documents) <= 10
