"""Section 12 of the rules, a test for each sentence."""

from typing import Any

import pytest

from domain.events.ideas import IdeaOffered, Origin
from domain.events.plans import PlanEvaluated
from domain.events.skills import SkillAsked, SkillLearned, SkillMentored, SkillOffered
from domain.funding.errors import BeyondCommitment
from domain.ids import EvaluationId, PersonId, PlanId
from domain.record import Recorded
from domain.skills.ask_for_skill import AskForSkill
from domain.skills.mentor_skill import MentorSkill
from domain.skills.note_learned import NoteLearned
from domain.skills.offer_skill import OfferSkill
from projections.base import Projection
from projections.funding_gaps import FUNDING_GAPS
from projections.funding_seen import FundingGapSeen, funding_gap
from projections.origins import ORIGINS, ORIGINS_SHOWN, OfOrigin
from projections.pledges import PLEDGES
from projections.replay import replay
from tests.deliberation import happens
from tests.doing import (
    commits,
    keeps,
    keeps_not,
    pledges,
    receives,
    reduces,
    renews,
    shortens,
)
from tests.learning import (
    LESSON,
    MASTERCLASS,
    VISIT,
    draws,
    gatherings_about,
    goes_visiting,
    holds_masterclass,
    matches,
    says,
)
from tests.plans import adopts, completes_plan, evaluates, stops
from tests.residents import ADA, BEN, CLERK, GARDEN, NOON, QUESTION, Community, numbered

ROOFS = PlanId(numbered("plan", 2))


async def grows(
    street: Community, plan: PlanId, origin: Origin, actor: PersonId = ADA, **decided: Any
) -> None:
    """From an idea of this origin a plan is made, and the board adopts it."""
    idea, asked = plan.replace("plan", "idea"), numbered("question", 1)
    said = {"title": "A plan", "text": "It is ours.", "theme": "energy", "question": asked}
    offered = IdeaOffered(idea=idea, origin=origin, first_signal_at=NOON, **said)
    await happens(street, offered, actor)
    await street.proposes(actor, plan=plan, idea=idea)
    await adopts(street, plan=plan, **decided)


async def compared(street: Community) -> dict[str, OfOrigin]:
    documents = replay(ORIGINS, await street.history(*ORIGINS.FOLLOWS))
    return {name: documents[name] for name in ORIGINS_SHOWN if name in documents}


@pytest.mark.parametrize("origin", ["resident", "with_help", "professional"])
async def test_origin_is_kept_to_the_evaluation(de_pijp: Community, origin: Origin):
    await de_pijp.has_a_board()
    await grows(de_pijp, GARDEN, origin)
    await completes_plan(de_pijp)
    await evaluates(de_pijp)
    (evaluated,) = await de_pijp.history(PlanEvaluated)
    assert isinstance(evaluated.event, PlanEvaluated)
    assert evaluated.event.origin == origin


async def test_a_view_compares_outcomes_and_hours_carried_by_origin(de_pijp: Community):
    await de_pijp.has_a_board()
    await grows(de_pijp, GARDEN, "resident", decision=QUESTION)
    await completes_plan(de_pijp)
    await evaluates(de_pijp, again="yes", hours_carried=600)
    await de_pijp.proposes(CLERK, plan=ROOFS)
    await stops(de_pijp, CLERK, plan=ROOFS)
    one = {"ideas": 1, "plans": 1, "adopted": 1, "completed": 1, "evaluated": 1, "again_yes": 1}
    assert await compared(de_pijp) == {
        "resident": OfOrigin(origin="resident", **one, hours_carried=600),
        "professional": OfOrigin(origin="professional", plans=1, stopped=1),
    }


async def test_an_idea_that_seemed_less_good_may_have_given_more_energy(de_pijp: Community):
    """The evaluation of one says "differently", of the other "yes"; the hours say more."""
    await de_pijp.has_a_board()
    await grows(de_pijp, GARDEN, "resident", decision=QUESTION)
    await evaluates(de_pijp, again="differently", hours_carried=640)
    second = EvaluationId(numbered("evaluation", 2))
    await de_pijp.proposes(CLERK, plan=ROOFS)
    await stops(de_pijp, CLERK, plan=ROOFS)
    told = {"plan": ROOFS, "evaluation": second, "again": "yes", "hours_carried": 12}
    await evaluates(de_pijp, CLERK, **told)
    seen = await compared(de_pijp)
    assert (seen["resident"].again_differently, seen["professional"].again_yes) == (1, 1)
    assert seen["resident"].hours_carried > seen["professional"].hours_carried


async def seen(street: Community, projection: Projection[Any]) -> dict[str, Any]:
    history: list[Recorded] = await street.history(*projection.FOLLOWS)
    return replay(projection, history)


async def money(street: Community) -> FundingGapSeen:
    found = (await seen(street, FUNDING_GAPS))[GARDEN].of_plan
    return funding_gap(found, "2026-07-01", 6)


async def funded(street: Community) -> Community:
    """A year of money, a part of which has come in."""
    await street.registers(ADA, BEN)
    await street.proposes(ADA)
    await commits(street)
    await receives(street, 3_000_00)
    return street


async def test_funding_that_is_reduced_leaves_less_to_come(de_pijp: Community):
    """Funding reduced …"""
    street = await funded(de_pijp)
    await reduces(street, 4_000_00)
    assert (await money(street)).committed_cents == 4_000_00
    with pytest.raises(BeyondCommitment):
        await receives(street, 1_000_01)


async def test_funding_that_is_shortened_ends_earlier_and_the_plan_is_warned_about(
    de_pijp: Community,
):
    """… shortened …"""
    street = await funded(de_pijp)
    assert (await money(street)).warning is None
    await shortens(street, "2026-12-31")
    gap = await money(street)
    assert (gap.runs_out_on, gap.warning) == ("2027-01-01", "runs_out")


async def test_funding_that_is_renewed_lasts_longer(de_pijp: Community):
    """… renewed …"""
    street = await funded(de_pijp)
    await shortens(street, "2026-12-31")
    await renews(street, "2028-06-30", 20_000_00)
    gap = await money(street)
    assert (gap.runs_out_on, gap.warning, gap.committed_cents) == ("2028-07-01", None, 20_000_00)


async def test_pledges_are_kept_or_not_and_it_is_noted(de_pijp: Community):
    """… pledges kept or not."""
    street = await funded(de_pijp)
    other = numbered("pledge", 2)
    await pledges(street, actor=BEN)
    await pledges(street, actor=BEN, pledge=other, kind="materials", what="Ten spades.")
    await keeps(street, hours=24)
    await keeps_not(street, pledge=other, reason="The shed burnt down.")
    kept, not_kept = (await seen(street, PLEDGES)).values()
    assert (kept.state, kept.hours, kept.hours_kept) == ("kept", 20, 24)
    assert (not_kept.state, not_kept.reason) == ("not_kept", "The shed burnt down.")


async def test_skills_are_offered_asked_learned_mentored(de_pijp: Community):
    await de_pijp.registers(ADA, BEN)
    await says(de_pijp, ADA, OfferSkill)
    await says(de_pijp, BEN, AskForSkill)
    (matched,) = await matches(de_pijp)
    assert (matched.skill, matched.offered, matched.asked) == ("pruning roses", 1, 1)
    await says(de_pijp, ADA, MentorSkill, learner=BEN)
    await says(de_pijp, BEN, NoteLearned, from_person=ADA)
    assert await matches(de_pijp) == []
    heard = await de_pijp.history(SkillOffered, SkillAsked, SkillMentored, SkillLearned)
    assert [each.actor for each in heard] == [ADA, BEN, ADA, BEN]


async def test_masterclasses_and_exchange_visits_are_linked_to_lessons(de_pijp: Community):
    await de_pijp.has_a_board()
    await de_pijp.proposes(ADA)
    await adopts(de_pijp)
    await draws(de_pijp)
    await holds_masterclass(de_pijp, lessons=(LESSON,))
    await goes_visiting(de_pijp, lessons=(LESSON,))
    assert await gatherings_about(de_pijp, LESSON) == ["masterclasses", "exchange_visits"]
    await says(de_pijp, BEN, NoteLearned, masterclass=MASTERCLASS, visit=VISIT)
