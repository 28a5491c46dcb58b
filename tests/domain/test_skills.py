"""What people offer, ask for, learn and pass on; masterclasses and exchange visits."""

from typing import Any

import pytest

from domain.errors import OrganisationNotFound, RoleRequired
from domain.events.skills import (
    ExchangeVisitHeld,
    MasterclassHeld,
    SkillAsked,
    SkillLearned,
    SkillMentored,
    SkillOffered,
    SkillWithdrawn,
)
from domain.lessons.errors import LessonNotFound
from domain.persons.errors import PersonNotFound
from domain.plans.errors import PlanNotFound
from domain.skills.ask_for_skill import AskForSkill
from domain.skills.errors import (
    MasterclassNotFound,
    NotHeldYet,
    SkillAlreadyNamed,
    SkillMissing,
    SkillNotNamed,
    SkillOfOneself,
    VisitNotFound,
    VisitToNowhere,
)
from domain.skills.hold_exchange_visit import HoldExchangeVisit
from domain.skills.hold_masterclass import HoldMasterclass
from domain.skills.mentor_skill import MentorSkill
from domain.skills.note_learned import NoteLearned
from domain.skills.offer_skill import OfferSkill
from domain.skills.withdraw_skill import WithdrawSkill
from projections.replay import replay
from projections.skills import SKILLS
from tests.learning import LESSON, adopts, draws
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DE_BAARSJES,
    GARDEN,
    STRANGER,
    Community,
    numbered,
)

MASTERCLASS, VISIT = numbered("masterclass", 1), numbered("visit", 1)
HELD: dict[str, Any] = {"held_on": "2026-05-02", "people": 9}


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.registers(ADA, BEN, CHEN)
    await de_pijp.grants(CHEN, "facilitator")
    return de_pijp


async def test_a_skill_is_offered_and_asked_for_by_oneself(street: Community):
    await street.does(ADA, OfferSkill, skill=" Pruning  Roses")
    await street.does(BEN, AskForSkill, skill="pruning roses")
    (offered,) = await street.history(SkillOffered)
    (asked,) = await street.history(SkillAsked)
    assert (offered.event.person, offered.event.skill) == (ADA, "pruning roses")
    assert (asked.event.person, asked.event.skill) == (BEN, "pruning roses")
    with pytest.raises(OrganisationNotFound):
        await street.does(STRANGER, OfferSkill, skill="pruning roses")
    with pytest.raises(SkillMissing):
        await street.does(ADA, AskForSkill, skill="  ")


async def test_nobody_says_the_same_twice_and_everybody_may_take_it_back(street: Community):
    await street.does(ADA, OfferSkill, skill="roses")
    with pytest.raises(SkillAlreadyNamed):
        await street.does(ADA, OfferSkill, skill="Roses")
    with pytest.raises(SkillNotNamed):
        await street.does(ADA, WithdrawSkill, skill="roses", side="asking")
    await street.does(ADA, WithdrawSkill, skill="ROSES", side="offer")
    with pytest.raises(SkillNotNamed):
        await street.does(ADA, WithdrawSkill, skill="roses", side="offer")
    await street.does(ADA, AskForSkill, skill="roses")
    with pytest.raises(SkillAlreadyNamed):
        await street.does(ADA, AskForSkill, skill="roses")
    assert len(await street.history(SkillOffered, SkillWithdrawn, SkillAsked)) == 3


async def test_who_learned_a_skill_asks_for_it_no_more(street: Community):
    await street.does(BEN, AskForSkill, skill="roses")
    await street.does(BEN, NoteLearned, skill="roses", from_person=ADA)
    (learned,) = await street.history(SkillLearned)
    assert (learned.event.person, learned.event.from_person) == (BEN, ADA)
    with pytest.raises(SkillNotNamed):
        await street.does(BEN, WithdrawSkill, skill="roses", side="asking")


async def test_to_have_taught_a_skill_is_not_to_have_learned_it(street: Community):
    await street.does(ADA, AskForSkill, skill="roses")
    await street.does(BEN, NoteLearned, skill="roses", from_person=ADA)
    await street.does(ADA, WithdrawSkill, skill="roses", side="asking")


async def test_one_learns_from_somebody_or_something_that_there_is(street: Community):
    with pytest.raises(SkillOfOneself):
        await street.does(ADA, NoteLearned, skill="roses", from_person=ADA)
    with pytest.raises(PersonNotFound):
        await street.does(ADA, NoteLearned, skill="roses", from_person=STRANGER)
    with pytest.raises(MasterclassNotFound):
        await street.does(ADA, NoteLearned, skill="roses", masterclass=MASTERCLASS)
    with pytest.raises(VisitNotFound):
        await street.does(ADA, NoteLearned, skill="roses", visit=VISIT)
    await street.does(CHEN, HoldMasterclass, masterclass=MASTERCLASS, subject="Roses", **HELD)
    await street.does(CHEN, HoldExchangeVisit, visit=VISIT, place="A roof", **HELD)
    await street.does(ADA, NoteLearned, skill="roses", masterclass=MASTERCLASS, visit=VISIT)


async def test_a_mentor_stands_beside_somebody_else(street: Community):
    await street.does(ADA, MentorSkill, learner=BEN, skill="Roses")
    (mentored,) = await street.history(SkillMentored)
    assert (mentored.event.mentor, mentored.event.learner) == (ADA, BEN)
    for refusal, asked in (
        (SkillOfOneself, {"learner": ADA, "skill": "roses"}),
        (PersonNotFound, {"learner": STRANGER, "skill": "roses"}),
        (SkillMissing, {"learner": BEN, "skill": " "}),
    ):
        with pytest.raises(refusal):
            await street.does(ADA, MentorSkill, **asked)


async def test_offers_and_askings_meet(street: Community):
    await street.does(ADA, OfferSkill, skill="roses")
    await street.does(BEN, AskForSkill, skill="roses")
    (skill,) = [each for each in await seen(street) if each.person is None]
    assert (skill.offered, skill.asked, skill.matched) == (1, 1, True)
    await street.does(BEN, NoteLearned, skill="roses", from_person=ADA)
    await street.does(ADA, MentorSkill, learner=BEN, skill="roses")
    (skill,) = [each for each in await seen(street) if each.person is None]
    assert (skill.asked, skill.learned, skill.mentored, skill.matched) == (0, 1, 1, False)


async def seen(street: Community) -> list[Any]:
    return list(replay(SKILLS, await street.history(*SKILLS.FOLLOWS)).values())


async def test_a_gathering_is_recorded_by_the_facilitator_once_it_was_held(street: Community):
    masterclass: Any = {"masterclass": MASTERCLASS, "subject": "Roses"}
    with pytest.raises(RoleRequired):
        await street.does(ADA, HoldMasterclass, **masterclass, **HELD)
    with pytest.raises(NotHeldYet):
        await street.does(CHEN, HoldMasterclass, **masterclass, **{**HELD, "held_on": "2026-05-05"})
    await street.does(CLERK, HoldMasterclass, skills=("Roses", "roses"), **masterclass, **HELD)
    (held,) = await street.history(MasterclassHeld)
    assert (held.event.people, held.event.skills) == (9, ("roses",))


async def test_a_gathering_is_linked_to_lessons_that_there_are(street: Community):
    of: Any = {"masterclass": MASTERCLASS, "subject": "Water", "lessons": (LESSON, LESSON)}
    with pytest.raises(LessonNotFound):
        await street.does(CHEN, HoldMasterclass, **of, **HELD)
    await street.proposes(ADA)
    await adopts(street)
    await draws(street)
    await street.does(CHEN, HoldMasterclass, **of, **HELD)
    (held,) = await street.history(MasterclassHeld)
    assert held.event.lessons == (LESSON,)


async def test_a_visit_goes_somewhere(street: Community):
    with pytest.raises(VisitToNowhere):
        await street.does(CHEN, HoldExchangeVisit, visit=VISIT, **HELD)
    with pytest.raises(PlanNotFound):
        await street.does(CHEN, HoldExchangeVisit, visit=VISIT, place="Here", plan=GARDEN, **HELD)
    await street.does(
        CHEN, HoldExchangeVisit, visit=VISIT, visited=DE_BAARSJES, plan=GARDEN, **HELD
    )
    (held,) = await street.history(ExchangeVisitHeld)
    assert (held.event.organisation, held.event.plan) == (DE_BAARSJES, GARDEN)
