"""What residents learn, share and pass on, in any history."""

from typing import Any

from domain.events.lessons import LessonDrawn
from domain.events.plans import PlanAdopted, PlanCompleted, PlanProposed
from domain.events.sharing import (
    PlanOriginLost,
    PlanResultReturned,
    PlanResultsSent,
    PlanShared,
    PlanSpread,
    PlanTakenOver,
    PlanUnshared,
)
from domain.events.skills import (
    ExchangeVisitHeld,
    MasterclassHeld,
    SkillAsked,
    SkillLearned,
    SkillMentored,
    SkillOffered,
    SkillWithdrawn,
)
from domain.ids import MACHINE, PersonId
from tests.residents import BEN, DE_BAARSJES, GARDEN, QUESTION, numbered
from tests.story import Story

SKILL = "pruning roses"


def learn(story: Story, act: str, person: PersonId, what: int, number: int) -> None:
    match act:
        case "learn":
            _draw(story, person, what, number)
        case "share":
            _share(story, person, what, number)
        case "skill":
            _pass_on(story, person, what, number)


def _draw(story: Story, person: PersonId, what: int, number: int) -> None:
    lesson: Any = numbered("lesson", number)
    said: Any = {"text": "Ask the school.", "tag_words": ("school", "water"), "language": "nl"}
    said["shared"] = True if what == 2 else None
    story.happens(LessonDrawn(lesson=lesson, plan=GARDEN, **said), person)
    held: Any = {"held_on": f"2026-05-0{what + 1}", "people": 9, "lessons": (lesson,)}
    if what:
        masterclass: Any = numbered("masterclass", number)
        story.happens(MasterclassHeld(masterclass=masterclass, subject="Water", **held))
    if what == 2:
        visit: Any = numbered("visit", number)
        story.happens(ExchangeVisitHeld(visit=visit, place="The roof", **held))


def _share(story: Story, person: PersonId, what: int, number: int) -> None:
    """The garden is shared, and taken over with a result; or a plan is taken over from others."""
    theirs: Any = numbered("plan", 300 + number)
    if what == 0:
        story.happens(PlanUnshared(plan=GARDEN), person)
    if what == 1:
        drawn = [r.event.lesson for r in story.history if isinstance(r.event, LessonDrawn)]
        garden = PlanShared(plan=GARDEN, lessons=tuple(drawn), shared_by="Wijkraad")
        story.happens(garden, person)
        of: Any = {"plan": GARDEN, "organisation": DE_BAARSJES, "their_plan": theirs}
        story.happens(PlanSpread(their_name="Buurtraad", **of), MACHINE)
        story.happens(PlanResultReturned(what="adopted", their_position=number, **of), MACHINE)
    if what == 2:
        plan: Any = numbered("plan", 400 + number)
        story.happens(PlanProposed(plan=plan, title="Ours", text="Beans.", theme="energy"), person)
        origin: Any = {"origin_organisation": DE_BAARSJES, "origin_plan": theirs}
        named: Any = {"origin_name": "Buurtraad", "taken_over_by": "Wijkraad"}
        story.happens(PlanTakenOver(plan=plan, origin_position=3, **origin, **named), person)
        story.happens(PlanResultsSent(plan=plan, through=story.position), MACHINE)
        story.happens(PlanAdopted(plan=plan, decision=QUESTION))
        story.happens(PlanShared(plan=plan, lessons=(), shared_by="Wijkraad"), person)
        story.happens(PlanCompleted(plan=plan), person)
        story.happens(PlanOriginLost(plan=plan, ground="plan_not_found"), MACHINE)


def _pass_on(story: Story, person: PersonId, what: int, number: int) -> None:
    of: Any = {"person": person, "skill": SKILL}
    asks, offers = SkillAsked(**of), SkillOffered(**of)
    story.happens(offers if what else asks, person)
    if what == 1:
        story.happens(SkillWithdrawn(side="offer", **of), person)
    if what == 2:
        story.happens(SkillLearned(from_person=BEN, **of), person)
        story.happens(SkillMentored(mentor=BEN, learner=person, skill=SKILL), BEN)
