"""What people can do, want to learn and pass on; masterclasses and exchange visits."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from api.callers import ByCaller
from api.examples import LESSON, PERSON, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, done
from api.types import (
    FOR_EVER,
    UUID,
    Asked,
    Day,
    Holder,
    Lesson,
    Masterclass,
    OrganisationPath,
    OtherOrganisation,
    Plan,
    Published,
    Visit,
)
from domain import record
from domain.act import Act
from domain.events.persons import PersonErased
from domain.events.skills import SkillSide
from domain.ids import LessonId, OrganisationId, PersonId
from domain.kernel import select
from domain.lessons.words import plain_word
from domain.ports import Log
from domain.skills.ask_for_skill import AskForSkill
from domain.skills.hold_exchange_visit import HoldExchangeVisit
from domain.skills.hold_masterclass import HoldMasterclass
from domain.skills.mentor_skill import MentorSkill
from domain.skills.note_learned import NoteLearned
from domain.skills.offer_skill import OfferSkill
from domain.skills.withdraw_skill import WithdrawSkill
from projections.gatherings import GATHERINGS, Gathering
from projections.skills import SKILLS, Skill

SKILL_LIST = "/organisations/{organisation}/skills"
MASTERCLASSES = "/organisations/{organisation}/masterclasses"
VISITS = "/organisations/{organisation}/exchange-visits"
FILTERS: dict[SkillSide, str] = {"offer": "offers", "asking": "asks"}

SkillWord = Annotated[
    str, Meta(min_length=1, max_length=60, description=FOR_EVER, examples=["pruning roses"])
]
SkillWords = Annotated[tuple[SkillWord, ...], Meta(max_length=8)]
LessonsNamed = Annotated[tuple[Lesson, ...], Meta(max_length=8)]
Attendance = Annotated[int, Meta(ge=1, le=100_000)]
OfLesson = Annotated[LessonId | None, QueryParameter(pattern=rf"^lesson:{UUID}\Z")]


class SkillNamed(Asked, frozen=True, kw_only=True):
    """A word or two; the same skill, however it is typed."""

    skill: SkillWord


class SkillWithdrawalAsked(SkillNamed, frozen=True, kw_only=True):
    side: SkillSide


class LearnedAsked(SkillNamed, frozen=True, kw_only=True):
    from_person: Holder | None = None
    masterclass: Masterclass | None = None
    visit: Visit | None = None


class MentoringAsked(SkillNamed, frozen=True, kw_only=True):
    learner: Holder


class GatheringAsked(Asked, frozen=True, kw_only=True):
    """`people` is how many came; `lessons` are those that it was about."""

    held_on: Day
    people: Attendance
    lessons: LessonsNamed = ()
    skills: SkillWords | None = None


class MasterclassAsked(GatheringAsked, frozen=True, kw_only=True):
    subject: Published


class VisitAsked(GatheringAsked, frozen=True, kw_only=True):
    """To a place, to another organisation, or both. `plan` is theirs, or yours at a place."""

    place: Published | None = None
    organisation: OtherOrganisation | None = None
    plan: Plan | None = None


class SkillSeen(msgspec.Struct, frozen=True, kw_only=True):
    """``offered`` and ``asked`` are how many people do, whoever was erased since included;
    ``learned`` and ``mentored`` how often it was passed on."""

    skill: str
    offered: int
    asked: int
    learned: int
    mentored: int
    matched: bool


class SkillsSeen(msgspec.Struct, frozen=True, kw_only=True):
    skills: tuple[SkillSeen, ...]
    next: str | None


class PeopleSeen(msgspec.Struct, frozen=True, kw_only=True):
    people: tuple[PersonId, ...]
    next: str | None


class MasterclassesSeen(msgspec.Struct, frozen=True, kw_only=True):
    masterclasses: tuple[Gathering, ...]
    next: str | None


class VisitsSeen(msgspec.Struct, frozen=True, kw_only=True):
    exchange_visits: tuple[Gathering, ...]
    next: str | None


@post("/skills/offers", operation_id="offerSkill")
async def offer_skill(
    organisation: FromPath[OrganisationPath],
    data: Annotated[SkillNamed, json_such_as(skill="pruning roses")],
    caller: ByCaller,
) -> Response[Done]:
    """Offer what you can do."""
    return await _says(caller, OfferSkill, organisation, skill=data.skill)


@post("/skills/askings", operation_id="askForSkill")
async def ask_for_skill(
    organisation: FromPath[OrganisationPath],
    data: Annotated[SkillNamed, json_such_as(skill="pruning roses")],
    caller: ByCaller,
) -> Response[Done]:
    """Say what you want to learn."""
    return await _says(caller, AskForSkill, organisation, skill=data.skill)


@post("/skills/withdrawals", operation_id="withdrawSkill")
async def withdraw_skill(
    organisation: FromPath[OrganisationPath],
    data: Annotated[SkillWithdrawalAsked, json_such_as(skill="pruning roses", side="offer")],
    caller: ByCaller,
) -> Response[Done]:
    """Take back what you offered, or asked for."""
    return await _says(caller, WithdrawSkill, organisation, skill=data.skill, side=data.side)


@post("/skills/learned", operation_id="noteLearned")
async def note_learned(
    organisation: FromPath[OrganisationPath],
    data: Annotated[LearnedAsked, json_such_as(skill="pruning roses", from_person=PERSON)],
    caller: ByCaller,
) -> Response[Done]:
    """Say what you learned: from whom, in which masterclass, on which visit.

    If you had asked for it, you ask for it no more.
    """
    return await _says(
        caller,
        NoteLearned,
        organisation,
        skill=data.skill,
        from_person=data.from_person,
        masterclass=data.masterclass,
        visit=data.visit,
    )


@post("/skills/mentorings", operation_id="mentorSkill")
async def mentor_skill(
    organisation: FromPath[OrganisationPath],
    data: Annotated[MentoringAsked, json_such_as(skill="pruning roses", learner=PERSON)],
    caller: ByCaller,
) -> Response[Done]:
    """Say whom you stand beside as a mentor."""
    return await _says(caller, MentorSkill, organisation, skill=data.skill, learner=data.learner)


@get("/skills", operation_id="listSkills")
async def list_skills(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    matched: Annotated[bool, QueryParameter()] = False,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[SkillsSeen]:
    """List the skills that people offer and ask for, with what was heard of last first.

    Or only those that are `matched`: somebody offers what somebody asks for.
    """
    page = await page_of(
        views,
        organisation,
        SKILLS,
        "skills",
        "matched" if matched else None,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = SkillsSeen(skills=tuple(map(_seen, page.documents)), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/skills/people", operation_id="listPeopleOfSkill")
async def list_people_of_skill(
    organisation: FromPath[OrganisationPath],
    caller: ByCaller,
    views: ByViews,
    asked: ByPage,
    skill: Annotated[str, QueryParameter(min_length=1, max_length=60, pattern=r"^[^\x00]+\Z")],
    side: Annotated[SkillSide, QueryParameter()],
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[PeopleSeen]:
    """List who offers a skill, or who asks for it; who said so last comes first.

    Whoever was erased is left out.
    """
    page = await page_of(
        views,
        organisation,
        SKILLS,
        "people",
        narrowed(FILTERS[side], plain_word(skill)),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    people = [each.person for each in page.documents if each.person is not None]
    erased = await _erased(caller.ports.log, organisation, people)
    seen = PeopleSeen(people=tuple(each for each in people if each not in erased), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@post("/masterclasses", operation_id="holdMasterclass")
async def hold_masterclass(
    organisation: FromPath[OrganisationPath],
    data: Annotated[
        MasterclassAsked,
        json_such_as(
            subject="Watering with the school",
            held_on="2026-05-02",
            people=14,
            lessons=[LESSON],
            skills=["watering"],
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record a masterclass that was held. The facilitator may, and the clerk."""
    receipt = await caller.asks(
        HoldMasterclass,
        organisation,
        masterclass=caller.new_id("masterclass"),
        subject=data.subject,
        held_on=data.held_on,
        people=data.people,
        lessons=data.lessons,
        skills=data.skills,
    )
    return done(receipt, MASTERCLASSES.format(organisation=organisation))


@get("/masterclasses", operation_id="listMasterclasses")
async def list_masterclasses(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    lesson: OfLesson = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[MasterclassesSeen]:
    """List masterclasses, the latest first; or those that were about one lesson."""
    page = await page_of(
        views,
        organisation,
        GATHERINGS,
        "masterclasses",
        lesson,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = MasterclassesSeen(masterclasses=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@post("/exchange-visits", operation_id="holdExchangeVisit")
async def hold_exchange_visit(
    organisation: FromPath[OrganisationPath],
    data: Annotated[
        VisitAsked,
        json_such_as(place="The roof garden", held_on="2026-05-02", people=6, lessons=[LESSON]),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record an exchange visit that was made. The facilitator may, and the clerk."""
    receipt = await caller.asks(
        HoldExchangeVisit,
        organisation,
        visit=caller.new_id("visit"),
        place=data.place,
        visited=data.organisation,
        plan=data.plan,
        held_on=data.held_on,
        people=data.people,
        lessons=data.lessons,
        skills=data.skills,
    )
    return done(receipt, VISITS.format(organisation=organisation))


@get("/exchange-visits", operation_id="listExchangeVisits")
async def list_exchange_visits(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    lesson: OfLesson = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[VisitsSeen]:
    """List exchange visits, the latest first; or those that were about one lesson."""
    page = await page_of(
        views,
        organisation,
        GATHERINGS,
        "exchange_visits",
        lesson,
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = VisitsSeen(exchange_visits=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


async def _says(
    caller: ByCaller, act: type[Act], organisation: OrganisationId, **asked: object
) -> Response[Done]:
    receipt = await caller.asks(act, organisation, **asked)
    return done(receipt, SKILL_LIST.format(organisation=organisation))


async def _erased(log: Log, organisation: OrganisationId, people: list[PersonId]) -> set[PersonId]:
    """Those of these people who are a pseudonym and nothing more."""
    asked = [select(PersonErased, tags=[person]) for person in people]
    seen = await log.read(organisation, asked, None)
    known = [record.decode(each.position, each.record).event for each in seen.records]
    return {each.person for each in known if isinstance(each, PersonErased)}


def _seen(skill: Skill) -> SkillSeen:
    return SkillSeen(
        skill=skill.skill,
        offered=skill.offered,
        asked=skill.asked,
        learned=skill.learned,
        mentored=skill.mentored,
        matched=skill.matched,
    )
