"""Section 12 of the rules, a test for each sentence."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.events.ideas import IdeaHelpNoted, IdeaOffered, Origin
from domain.events.plans import PlanEvaluated
from domain.events.questions import QuestionRoundClosed, QuestionSettled
from domain.events.signals import SignalNoted
from domain.events.skills import SkillAsked, SkillLearned, SkillMentored, SkillOffered
from domain.funding.errors import BeyondCommitment
from domain.ideas.course import IDEA_EVENTS, IdeaCourse
from domain.ideas.errors import ResidentsFirst
from domain.ids import EvaluationId, PersonId, PlanId
from domain.questions.errors import TooFewGroups
from domain.record import Recorded, moment
from domain.skills.ask_for_skill import AskForSkill
from domain.skills.mentor_skill import MentorSkill
from domain.skills.note_learned import NoteLearned
from domain.skills.offer_skill import OfferSkill
from projections.base import Projection
from projections.funding_gaps import FUNDING_GAPS
from projections.funding_seen import FundingGapSeen, funding_gap
from projections.ideas import IDEAS
from projections.origins import ORIGINS, ORIGINS_SHOWN, OfOrigin
from projections.pledges import PLEDGES
from projections.question_talk import QUESTION_TALK
from projections.questions import QUESTIONS
from projections.replay import listed, replay
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
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
from tests.presence import (
    ASKED,
    FATIMA,
    FUNDER,
    IDEA,
    LATER_SIGNAL,
    NEXT_IDEA,
    SIGNAL,
    answers,
    asks_consent,
    closes_round,
    erases,
    has_people,
    has_question,
    has_settled_question,
    marks,
    notes,
    offers,
    opens_round,
    settles,
    speaks,
)
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    GARDEN,
    NOON,
    QUESTION,
    Community,
    events,
    numbered,
)

WINDOW_ENDS, EXTENSION_ENDS = NOON + timedelta(days=28), NOON + timedelta(days=42)

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


class TestSignals:
    async def test_a_signal_is_anonymous_text_under_a_key_of_its_own(self, de_pijp: Community):
        await has_people(de_pijp)
        for signal in (SIGNAL, LATER_SIGNAL):
            await notes(de_pijp, ADA, signal=signal, words=f"About {signal}.")
        await erases(de_pijp)
        assert not await de_pijp.unsealed(SIGNAL)
        (left,) = (await de_pijp.unsealed(LATER_SIGNAL)).values()
        assert msgspec.json.decode(left.value) == f"About {LATER_SIGNAL}."
        assert {each.actor for each in await de_pijp.history(SignalNoted)} == {None}

    async def test_a_signal_is_dated_to_the_week(self, de_pijp: Community):
        await has_people(de_pijp)
        (noted,) = events(await notes(de_pijp, week="2026-W18"))
        assert isinstance(noted, SignalNoted)
        assert noted.week == "2026-W18"

    @pytest.mark.parametrize("first_time", [True, False, None])
    async def test_first_time_is_yes_no_or_unknown(
        self, de_pijp: Community, first_time: bool | None
    ):
        await has_people(de_pijp)
        (noted,) = events(await notes(de_pijp, first_time=first_time))
        assert isinstance(noted, SignalNoted)
        assert noted.first_time is first_time

    async def test_groups_are_as_ticked_by_who_noted_it(self, de_pijp: Community):
        await has_people(de_pijp)
        (recorded,) = (await notes(de_pijp, groups=("parents", "shopkeepers"))).recorded
        assert isinstance(recorded.event, SignalNoted)
        assert recorded.event.groups == ("parents", "shopkeepers")
        assert recorded.actor == FATIMA


class TestWaiting:
    async def test_the_residents_window_starts_with_the_consent_to_the_question(
        self, de_pijp: Community, clock: StoryClock
    ):
        await has_question(de_pijp)
        await de_pijp.describes(FOUNDATION.legal_form)
        bylaws = changed(FOUNDATION, residents_window={"days": 10, "extension_days": 5})
        await de_pijp.records_bylaws(bylaws)
        await asks_consent(de_pijp)
        await answers(de_pijp, ADA)
        clock.pass_by(days=3)
        await answers(de_pijp, BEN)
        (settled,) = events(await settles(de_pijp))
        assert isinstance(settled, QuestionSettled)
        assert settled.window_from == NOON + timedelta(days=3)
        assert settled.window_until == NOON + timedelta(days=13)
        assert settled.extended_until == NOON + timedelta(days=18)

    async def test_professional_is_by_standing_or_by_role_at_that_moment(self, de_pijp: Community):
        await has_settled_question(de_pijp)
        await offers(de_pijp, CHEN)
        await de_pijp.grants(CHEN, "facilitator")
        await de_pijp.grants(DEWI, "partner")
        for professional in (FATIMA, FUNDER, CHEN, DEWI):
            with pytest.raises(ResidentsFirst) as refused:
                await offers(de_pijp, professional, idea=NEXT_IDEA)
            assert refused.value.facts["until"] == moment(WINDOW_ENDS)

    async def test_a_professionals_solution_is_admitted_afterwards_and_marked(
        self, de_pijp: Community, clock: StoryClock
    ):
        await has_settled_question(de_pijp)
        await offers(de_pijp, ADA)
        clock.now = WINDOW_ENDS
        (offered,) = events(await offers(de_pijp, FATIMA, idea=NEXT_IDEA))
        assert isinstance(offered, IdeaOffered)
        assert (offered.origin, offered.after_window) == ("professional", True)

    async def test_re_entering_a_professionals_solution_through_a_resident_is_marked_as_help(
        self, de_pijp: Community
    ):
        await has_settled_question(de_pijp)
        offered, marked = events(await offers(de_pijp, ADA, from_professional=FATIMA))
        assert isinstance(offered, IdeaOffered)
        assert offered.origin == "with_help"
        assert marked == IdeaHelpNoted(idea=IDEA, question=ASKED, helped_by=FATIMA, help="solution")

    async def test_re_entering_it_is_marked_afterwards_by_whoever_knows(self, de_pijp: Community):
        await has_settled_question(de_pijp)
        await offers(de_pijp, ADA)
        await marks(de_pijp, BEN, "solution")
        course = IdeaCourse()
        for each in await de_pijp.history(*IDEA_EVENTS):
            course.see(each.event, each.actor)
        assert course.origin == "with_help"

    async def test_without_a_residents_idea_by_the_end_the_window_is_first_extended(
        self, de_pijp: Community, clock: StoryClock
    ):
        await has_settled_question(de_pijp)
        clock.now = WINDOW_ENDS
        with pytest.raises(ResidentsFirst) as refused:
            await offers(de_pijp, FATIMA)
        assert refused.value.facts["until"] == moment(EXTENSION_ENDS)
        clock.now = EXTENSION_ENDS
        await offers(de_pijp, FATIMA)


class TestAcrossTheBubble:
    async def test_a_dialogue_round_may_require_two_groups_or_more(self, de_pijp: Community):
        await has_question(de_pijp)
        await opens_round(de_pijp, groups_needed=2)
        await speaks(de_pijp, ADA, "parents")
        with pytest.raises(TooFewGroups):
            await closes_round(de_pijp)
        await speaks(de_pijp, BEN, "skaters")
        (closed,) = events(await closes_round(de_pijp))
        assert closed == QuestionRoundClosed(question=ASKED, round=1, people=2, groups=2)

    async def test_lists_are_ordered_the_same_for_everybody(self, de_pijp: Community):
        """By when it was said; who reads is no part of what a list is made from."""
        await has_settled_question(de_pijp)
        await offers(de_pijp, ADA)
        await offers(de_pijp, BEN, idea=NEXT_IDEA)
        history = await de_pijp.history()
        ideas = listed(IDEAS, replay(IDEAS, history), "ideas")
        assert [each.idea for each in ideas] == [NEXT_IDEA, IDEA]
        questions = listed(QUESTIONS, replay(QUESTIONS, history), "questions")
        assert [each.question and each.question.question for each in questions] == [ASKED]

    async def test_arguments_for_and_against_stand_side_by_side(self, de_pijp: Community):
        await has_question(de_pijp)
        await asks_consent(de_pijp)
        await answers(de_pijp, ADA, words="It is what my children ask.")
        await answers(de_pijp, BEN, "objection")
        await answers(de_pijp, CHEN)
        said = replay(QUESTION_TALK, await de_pijp.history())
        consents, objections = (
            listed(QUESTION_TALK, said, "answers", f"{ASKED} 1 {answer}")
            for answer in ("consent", "objection")
        )
        assert [each.person for each in consents] == [ADA, CHEN]
        assert [each.person for each in objections] == [BEN]
