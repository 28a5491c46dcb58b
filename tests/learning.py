"""Acts of learning and of sharing, with what does not matter filled in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from adapters.courier import Courier
from domain.act import Act
from domain.carry_out import Receipt
from domain.errors import OrganisationNotFound
from domain.events.plans import PlanAdopted
from domain.ids import LessonId, MasterclassId, OrganisationId, PersonId, PlanId, VisitId
from domain.kernel import select
from domain.lessons.draw_lesson import DrawLesson
from domain.ports import Ports
from domain.record import decode
from domain.sharing.share_plan import SharePlan
from domain.sharing.take_over_plan import Example, TakeOverPlan
from domain.skills.hold_exchange_visit import HoldExchangeVisit
from domain.skills.hold_masterclass import HoldMasterclass
from projections.gatherings import GATHERINGS
from projections.provenance import PROVENANCE
from projections.replay import replay
from projections.shared_plans import SHARED_PLANS, SharedPlan
from projections.skills import SKILLS, Skill
from tests.deliberation import happens
from tests.residents import ADA, CLERK, DE_PIJP, DEWI, GARDEN, QUESTION, Community, numbered

LESSON = LessonId(numbered("lesson", 1))
MASTERCLASS = MasterclassId(numbered("masterclass", 1))
VISIT = VisitId(numbered("visit", 1))
HELD: dict[str, Any] = {"held_on": "2026-05-02", "people": 9}
THEIRS = PlanId(numbered("plan", 9))
"""What the garden is called where it was taken over."""


async def adopts(street: Community, plan: PlanId = GARDEN) -> None:
    await happens(street, PlanAdopted(plan=plan, decision=QUESTION), CLERK)


async def draws(street: Community, actor: PersonId = ADA, **asked: Any) -> Receipt:
    given: Any = {"lesson": LESSON, "plan": GARDEN, "text": "Ask the school.", "language": "en"}
    return await street.does(actor, DrawLesson, **{**given, "tags": ("Water",), **asked})


async def shares(street: Community, actor: PersonId = ADA, plan: PlanId = GARDEN) -> Receipt:
    return await street.does(actor, SharePlan, plan=plan)


async def shared(street: Community, plan: PlanId = GARDEN) -> SharedPlan | None:
    """As others find it now."""
    found = replay(SHARED_PLANS, await street.history(*SHARED_PLANS.FOLLOWS)).get(plan)
    return found if found is not None and found.shared else None


async def takes_over(
    street: Community, origin: Community, actor: PersonId = DEWI, **asked: Any
) -> Receipt:
    found = await shared(origin)
    given: Any = {
        "plan": THEIRS,
        "origin_organisation": origin.organisation,
        "origin_plan": GARDEN,
        "example": found and Example(found.shared_by or "", found.position),
        "title": found.title if found else "",
        "text": found.text if found else "",
        "theme": found.theme if found else "",
    }
    return await street.does(actor, TakeOverPlan, **{**given, **asked})


async def says(street: Community, actor: PersonId, act: type[Act], **asked: Any) -> Receipt:
    return await street.does(actor, act, **{"skill": "pruning roses", **asked})


async def holds_masterclass(street: Community, actor: PersonId = CLERK, **asked: Any) -> Receipt:
    given = {**HELD, "masterclass": MASTERCLASS, "subject": "Roses"}
    return await street.does(actor, HoldMasterclass, **{**given, **asked})


async def goes_visiting(street: Community, actor: PersonId = CLERK, **asked: Any) -> Receipt:
    given = {**HELD, "visit": VISIT, "place": "The roof garden"}
    return await street.does(actor, HoldExchangeVisit, **{**given, **asked})


async def matches(street: Community) -> list[Skill]:
    """The skills that somebody offers and somebody asks for."""
    skills = replay(SKILLS, await street.history(*SKILLS.FOLLOWS)).values()
    return [each for each in skills if each.person is None and each.matched]


async def gatherings_about(street: Community, lesson: LessonId) -> list[str]:
    """As the lists show them, by lesson."""
    documents = replay(GATHERINGS, await street.history(*GATHERINGS.FOLLOWS))
    return [
        entry.list
        for each in documents.values()
        for entry in GATHERINGS.index(each)
        if entry.filter == lesson
    ]


def courier_of(ports: Ports, organisations: Iterable[OrganisationId]) -> Courier:
    """It finds what is due as the view would, without one."""

    async def due(moment: datetime) -> list[tuple[OrganisationId, str]]:
        found = []
        for organisation in organisations:
            for name, trail in (await trails(ports, organisation)).items():
                lists = {entry.list for entry in PROVENANCE.index(trail)}
                found += [(organisation, name)] if "due" in lists else []
        return found

    return Courier(ports, due)


async def trails(ports: Ports, organisation: OrganisationId = DE_PIJP) -> dict[str, Any]:
    try:
        seen = await ports.log.read(organisation, [select(*PROVENANCE.FOLLOWS)], None)
    except OrganisationNotFound:
        return {}
    return dict(replay(PROVENANCE, [decode(s.position, s.record) for s in seen.records]))
