from datetime import timedelta

import pytest

from domain.ballots.errors import DecisionNotFound, VoteNotFound
from domain.duties.errors import DoneWithItsAct
from domain.duties.naming import duty_id
from domain.duties.note_duty_done import NoteDutyDone
from domain.errors import RoleRequired
from domain.events.duties import DutyDone, DutyOpened
from domain.events.plans import (
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
    PlanPutOnBallot,
)
from domain.events.votes import VoteAnnulled, VoteAnswered
from domain.kernel import Event
from domain.plans.errors import PlanAlreadyAdopted, PlanNotFound
from domain.votes.errors import (
    AnnulledAlready,
    AnnulledBefore,
    AnsweredAlready,
    AnsweredBefore,
    AnswersAdvice,
    DecisionWithoutEffect,
    EffectBeyondBylaws,
    EvaluatedTooSoon,
    NamesBoardDecision,
    NotDeclaredYet,
    NothingAllocated,
    NotOfTheBoard,
    OrganNeedsStatutes,
    PlanTwice,
)
from tests.bylaws import FOUNDATION
from tests.conftest import StoryClock
from tests.residents import ADA, BENCH, CLERK, GARDEN, MURAL, QUESTION, SWING, VOTE, Community
from tests.results import (
    AGAIN,
    annuls_decision,
    decides,
    lifts_decision_suspension,
    suspends_decision,
)
from tests.votes import (
    BINDING,
    ORCHARD,
    ORGAN,
    PLANS,
    annuls,
    answers,
    chooses,
    declared,
    ends,
    has_plans,
    lives_here,
    opens_over_plans,
)

BOUND = {"effect": "binding_by_prior_board_decision", "decision": QUESTION}


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """A board, four neighbours, and two plans that nobody has decided on."""
    await de_pijp.has_a_board()
    await lives_here(de_pijp, 4)
    await has_plans(de_pijp)
    return de_pijp


async def garden_wins(street: Community, clock: StoryClock) -> list[Event]:
    """What was recorded with the result, after the count."""
    for number in range(3):
        await chooses(street, number, [BENCH])
    receipt = await ends(street, clock)
    assert (await declared(street)).funded == (BENCH,)
    return [each.event for each in receipt.recorded][3:]


async def is_governed_by(street: Community, bylaws: object) -> None:
    await street.describes()
    await street.records_bylaws(bylaws)  # type: ignore[arg-type]


async def test_an_advisory_vote_gives_the_board_a_duty_to_answer_and_adopts_nothing(
    street: Community, clock: StoryClock
):
    opened = await opens_over_plans(street, clock)
    assert opened.answer_by == opened.closes_at + timedelta(days=42)
    assert await garden_wins(street, clock) == [
        DutyOpened(
            duty=duty_id("answer_vote", VOTE),
            kind="answer_vote",
            organ="board",
            vote=VOTE,
            due_by=opened.answer_by,
        )
    ]


async def test_the_opening_may_name_the_day_of_the_answer(street: Community, clock: StoryClock):
    day = clock.now + timedelta(days=9)
    assert (await opens_over_plans(street, clock, answer_by=day)).answer_by == day


async def test_the_board_answers_after_the_close_and_only_what_was_advised(
    street: Community, clock: StoryClock
):
    with pytest.raises(AnswersAdvice):
        await opens_over_plans(street, clock, answer_by=clock.now + timedelta(days=1))
    await decides(street, "for", "for", "for")
    with pytest.raises(AnswersAdvice):
        await opens_over_plans(street, clock, **BOUND, answer_by=clock.now + timedelta(days=9))


async def test_the_board_says_why_it_does_not_adopt_and_its_duty_is_done(
    street: Community, clock: StoryClock
):
    await opens_over_plans(street, clock)
    await garden_wins(street, clock)
    receipt = await answers(street, reasons="The ground is poisoned.")
    assert [each.event for each in receipt.recorded] == [
        VoteAnswered(vote=VOTE, reasons="The ground is poisoned."),
        DutyDone(duty=duty_id("answer_vote", VOTE), done_at=clock.now),
    ]


async def test_adoption_comes_with_the_boards_own_decision(street: Community, clock: StoryClock):
    await opens_over_plans(street, clock)
    await garden_wins(street, clock)
    await decides(street, "for", "for", "for", plan=GARDEN)
    assert [each.event for each in await street.history(PlanAdopted)] == [
        PlanAdopted(plan=GARDEN, decision=QUESTION)
    ]
    answer = (await answers(street, decision=QUESTION)).recorded[0].event
    assert answer == VoteAnswered(vote=VOTE, reasons="The street asked for it.", decision=QUESTION)


async def test_the_board_answers_once(street: Community, clock: StoryClock):
    await opens_over_plans(street, clock)
    with pytest.raises(NotDeclaredYet):
        await answers(street)
    await garden_wins(street, clock)
    with pytest.raises(RoleRequired):
        await answers(street, ADA)
    await answers(street)
    with pytest.raises(AnsweredAlready):
        await answers(street)


async def test_the_duty_is_not_done_by_saying_so(street: Community, clock: StoryClock):
    await opens_over_plans(street, clock)
    await garden_wins(street, clock)
    duty = duty_id("answer_vote", VOTE)
    with pytest.raises(DoneWithItsAct):
        await street.does(CLERK, NoteDutyDone, duty=duty, done_at=clock.now)


async def test_the_board_answers_with_a_decision_that_it_took_since(
    street: Community, clock: StoryClock
):
    await decides(street, "for", "for", "for")
    await opens_over_plans(street, clock)
    await garden_wins(street, clock)
    with pytest.raises(AnsweredBefore):
        await answers(street, decision=QUESTION)
    with pytest.raises(DecisionNotFound):
        await answers(street, decision=AGAIN)
    await decides(street, "against", "against", "for", decision=AGAIN)
    with pytest.raises(DecisionWithoutEffect):
        await answers(street, decision=AGAIN)


async def test_a_binding_vote_adopts_by_the_decision_of_before(
    street: Community, clock: StoryClock
):
    await decides(street, "for", "for", "for")
    await opens_over_plans(street, clock, **BOUND)
    assert await garden_wins(street, clock) == [
        PlanAdopted(plan=GARDEN, decision=QUESTION, vote=VOTE)
    ]
    with pytest.raises(AnswersAdvice):
        await answers(street)


async def test_a_binding_vote_names_the_decision_and_no_other_does(
    street: Community, clock: StoryClock
):
    await decides(street, "for", "for", "for")
    with pytest.raises(NamesBoardDecision):
        await opens_over_plans(street, clock, effect="binding_by_prior_board_decision")
    with pytest.raises(NamesBoardDecision):
        await opens_over_plans(street, clock, decision=QUESTION)
    with pytest.raises(DecisionNotFound):
        await opens_over_plans(street, clock, **{**BOUND, "decision": AGAIN})


@pytest.mark.parametrize("choice", ["against", None])
async def test_only_an_adopted_decision_binds(
    street: Community, clock: StoryClock, choice: str | None
):
    if choice is None:
        await street.opens(closes_at=clock.now + timedelta(days=3))
    else:
        await decides(street, choice, choice, choice)
    with pytest.raises(DecisionWithoutEffect):
        await opens_over_plans(street, clock, **BOUND)


async def test_only_a_decision_that_has_its_effect_binds(street: Community, clock: StoryClock):
    await decides(street, "for", "for", "for")
    await suspends_decision(street)
    with pytest.raises(DecisionWithoutEffect):
        await opens_over_plans(street, clock, **BOUND)
    await lifts_decision_suspension(street)
    await opens_over_plans(street, clock, **BOUND)


async def test_only_the_board_binds_itself(street: Community, clock: StoryClock):
    for seat in ("seat:00000000-0000-0000-0000-000000000091",):
        await street.establishes(seat, organ="garden_circle")  # type: ignore[arg-type]
        await street.fills(seat, ADA)  # type: ignore[arg-type]
        await street.opens(
            organ="garden_circle", closes_at=clock.now + timedelta(hours=1), min_voters=1
        )
        await street.votes(ADA, seat, "for", seed=bytes(32))  # type: ignore[arg-type]
    clock.pass_by(hours=1)
    await street.closes()
    await street.declares()
    with pytest.raises(NotOfTheBoard):
        await opens_over_plans(street, clock, **BOUND)


async def test_a_decision_that_was_annulled_meanwhile_binds_nobody(
    street: Community, clock: StoryClock
):
    await decides(street, "for", "for", "for")
    await opens_over_plans(street, clock, **BOUND)
    await annuls_decision(street)
    (duty,) = await garden_wins(street, clock)
    assert isinstance(duty, DutyOpened)
    assert (duty.kind, duty.vote) == ("resolve_effect", VOTE)


async def test_what_a_binding_vote_brought_lapses_with_the_boards_decision(
    street: Community, clock: StoryClock
):
    await decides(street, "for", "for", "for")
    await opens_over_plans(street, clock, **BOUND)
    await garden_wins(street, clock)
    await suspends_decision(street)
    assert [each.event for each in await street.history(PlanAdoptionLapsed)] == [
        PlanAdoptionLapsed(plan=GARDEN, decision=QUESTION)
    ]
    await lifts_decision_suspension(street)
    again = [each.event for each in await street.history(PlanAdopted)]
    assert again == [PlanAdopted(plan=GARDEN, decision=QUESTION, vote=VOTE)] * 2


async def test_residents_decide_as_an_organ_where_the_statutes_say_so(
    street: Community, clock: StoryClock
):
    await is_governed_by(street, ORGAN)
    await opens_over_plans(street, clock, effect="organ")
    assert await garden_wins(street, clock) == [PlanAdoptedInVote(plan=GARDEN, vote=VOTE)]
    with pytest.raises(PlanAlreadyAdopted):
        await opens_over_plans(street, clock, vote=VOTE.replace("1", "2"), effect="organ")


async def test_without_such_an_article_they_do_not(street: Community, clock: StoryClock):
    with pytest.raises(OrganNeedsStatutes):
        await opens_over_plans(street, clock, effect="organ")
    await is_governed_by(street, BINDING)
    with pytest.raises(OrganNeedsStatutes):
        await opens_over_plans(street, clock, effect="organ")


async def test_the_bylaws_say_how_far_a_vote_may_reach(street: Community, clock: StoryClock):
    await decides(street, "for", "for", "for")
    await is_governed_by(street, FOUNDATION)
    with pytest.raises(EffectBeyondBylaws) as refused:
        await opens_over_plans(street, clock, **BOUND)
    assert refused.value.facts == {"allowed": "advisory"}
    opened = await opens_over_plans(street, clock)
    assert opened.bylaws is not None


async def test_an_evaluation_is_due_after_the_adoption(street: Community, clock: StoryClock):
    await is_governed_by(street, ORGAN)
    day = clock.now + timedelta(days=200)
    with pytest.raises(EvaluatedTooSoon):
        await opens_over_plans(street, clock, effect="organ", evaluate_on=clock.now)
    await opens_over_plans(street, clock, effect="organ", evaluate_on=day)
    _, duty = await garden_wins(street, clock)
    assert duty == DutyOpened(
        duty=duty_id("evaluation", GARDEN, VOTE),
        kind="evaluation",
        organ="board",
        plan=GARDEN,
        vote=VOTE,
        due_by=day,
    )


async def test_the_evaluation_of_what_the_board_was_bound_to_goes_by_the_boards_decision(
    street: Community, clock: StoryClock
):
    """As the adoption does: what lapses with the decision is found by it alone."""
    await decides(street, "for", "for", "for")
    day = clock.now + timedelta(days=200)
    await opens_over_plans(street, clock, **BOUND, evaluate_on=day)
    adopted, duty = await garden_wins(street, clock)
    assert adopted == PlanAdopted(plan=GARDEN, decision=QUESTION, vote=VOTE)
    assert duty == DutyOpened(
        duty=duty_id("evaluation", GARDEN, QUESTION),
        kind="evaluation",
        organ="board",
        plan=GARDEN,
        decision=QUESTION,
        due_by=day,
    )


async def test_a_plan_on_the_ballot_is_one_of_this_organisation_and_stands_there_once(
    street: Community, clock: StoryClock
):
    both = (PLANS[0], PLANS[0])
    with pytest.raises(PlanTwice):
        await opens_over_plans(street, clock, projects=both)
    await decides(street, "for", "for", "for", plan=GARDEN)
    with pytest.raises(PlanAlreadyAdopted):
        await opens_over_plans(street, clock)


async def test_an_unknown_plan_is_not_put_on_the_ballot(de_pijp: Community, clock: StoryClock):
    await lives_here(de_pijp, 3)
    with pytest.raises(PlanNotFound):
        await opens_over_plans(de_pijp, clock)


async def test_it_is_recorded_of_each_plan_that_it_was_put_on_the_ballot(
    street: Community, clock: StoryClock
):
    opened = await opens_over_plans(street, clock)
    assert [each.plan for each in opened.projects] == [GARDEN, ORCHARD]
    assert [each.event for each in await street.history(PlanPutOnBallot)] == [
        PlanPutOnBallot(plan=plan, vote=VOTE) for plan in (GARDEN, ORCHARD)
    ]


async def test_an_annulled_vote_of_an_organ_takes_each_effect_with_it(
    street: Community, clock: StoryClock
):
    await is_governed_by(street, ORGAN)
    await opens_over_plans(street, clock, effect="organ", budget_cents=110_00)
    for number in range(3):
        await chooses(street, number, [BENCH, SWING])
    await ends(street, clock)
    receipt = await annuls(street)
    assert [each.event for each in receipt.recorded] == [
        VoteAnnulled(
            vote=VOTE,
            court="Rechtbank Amsterdam",
            case_number="C/13/2026/118",
            annulled_at=clock.now,
        ),
        *(PlanAdoptionInVoteLapsed(plan=plan, vote=VOTE) for plan in (GARDEN, ORCHARD)),
    ]
    await opens_over_plans(street, clock, vote=VOTE.replace("1", "2"), project_ids=(MURAL, SWING))


async def test_what_an_annulled_vote_chose_does_not_come_again(
    street: Community, clock: StoryClock
):
    await decides(street, "for", "for", "for")
    await opens_over_plans(street, clock, **BOUND)
    await garden_wins(street, clock)
    await suspends_decision(street)
    receipt = await annuls(street)
    assert [each.event.NAME for each in receipt.recorded] == ["vote.annulled"], "it had lapsed"
    await lifts_decision_suspension(street)
    assert len(await street.history(PlanAdopted)) == 1


async def test_an_annulled_binding_vote_takes_back_what_the_decision_brought_by_it(
    street: Community, clock: StoryClock
):
    await decides(street, "for", "for", "for")
    await opens_over_plans(street, clock, **BOUND)
    await garden_wins(street, clock)
    receipt = await annuls(street)
    assert receipt.recorded[-1].event == PlanAdoptionLapsed(plan=GARDEN, decision=QUESTION)
    await suspends_decision(street)
    await lifts_decision_suspension(street)
    assert len(await street.history(PlanAdopted)) == 1


async def test_after_an_annulment_there_is_nothing_to_answer(street: Community, clock: StoryClock):
    await opens_over_plans(street, clock)
    with pytest.raises(NotDeclaredYet):
        await annuls(street)
    await garden_wins(street, clock)
    with pytest.raises(AnnulledBefore):
        await annuls(street, annulled_at=clock.now - timedelta(days=9))
    with pytest.raises(AnnulledBefore):
        await annuls(street, annulled_at=clock.now + timedelta(days=9))
    receipt = await annuls(street)
    assert receipt.recorded[-1].event == DutyDone(
        duty=duty_id("answer_vote", VOTE), done_at=clock.now
    )
    with pytest.raises(AnnulledAlready):
        await annuls(street)
    with pytest.raises(AnnulledAlready):
        await answers(street)
    with pytest.raises(VoteNotFound):
        await annuls(street, vote=VOTE.replace("1", "9"))


async def test_of_a_vote_that_was_never_opened_nothing_is_answered_or_annulled(
    street: Community, clock: StoryClock
):
    await opens_over_plans(street, clock, secrecy="secret")
    await chooses(street, 0, [BENCH])
    await ends(street, clock)
    assert not await street.history(DutyOpened)
    with pytest.raises(NothingAllocated):
        await answers(street)
    with pytest.raises(NothingAllocated):
        await annuls(street)
