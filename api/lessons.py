"""Lessons: who carries a plan draws them, everybody who takes part finds them."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from api.callers import ByCaller
from api.errors import CursorMalformed
from api.examples import json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, done
from api.searching import Label, Words
from api.types import UUID, Asked, Evaluation, OrganisationPath, PlanPath, PublishedText, Word
from domain.events.lessons import Language
from domain.ids import PlanId
from domain.lessons.draw_lesson import DrawLesson
from domain.lessons.words import plain_word
from projections.lessons import LESSONS, Lesson

LESSONS_OF = "/organisations/{organisation}/lessons?plan={plan}"

OfPlan = Annotated[PlanId | None, QueryParameter(pattern=rf"^plan:{UUID}\Z")]


class LessonAsked(Asked, frozen=True, kw_only=True):
    """`tags` are words by which others find it. `evaluation` is where it was seen."""

    text: PublishedText
    language: Language
    tags: Annotated[tuple[Word, ...], Meta(max_length=6)] = ()
    evaluation: Evaluation | None = None


class LessonsSeen(msgspec.Struct, frozen=True, kw_only=True):
    lessons: tuple[Lesson, ...]
    next: str | None


@post("/plans/{plan:str}/lessons", operation_id="drawLesson")
async def draw_lesson(
    organisation: FromPath[OrganisationPath],
    plan: FromPath[PlanPath],
    data: Annotated[
        LessonAsked,
        json_such_as(
            text="Ask the school before you dig: the children water it.",
            language="en",
            tags=["school", "water"],
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Say what others can learn from a plan. Who carries it may, the facilitator and the clerk.

    It is published; where the plan is shared with other organisations, they read it too.
    """
    receipt = await caller.asks(
        DrawLesson,
        organisation,
        lesson=caller.new_id("lesson"),
        plan=plan,
        text=data.text,
        tags=data.tags,
        language=data.language,
        evaluation=data.evaluation,
    )
    return done(receipt, LESSONS_OF.format(organisation=organisation, plan=plan))


@get("/lessons", operation_id="listLessons")
async def list_lessons(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    words: Words = None,
    tag: Label = None,
    language: Annotated[Language | None, QueryParameter()] = None,
    plan: OfPlan = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[LessonsSeen]:
    """Search lessons: what fits the words best comes first, the same for everybody.

    Without words, the newest comes first. A search looks through the first 2,000 that it finds.
    """
    tagged = narrowed("tag", None if tag is None else plain_word(tag))
    filters = [each for each in (plan, narrowed("language", language), tagged) if each is not None]
    if words is None and len(filters) < 2:
        page = await page_of(
            views,
            organisation,
            LESSONS,
            "lessons",
            *filters,
            cursor=cursor,
            limit=limit,
            at_least=at_least,
        )
    else:
        try:
            page = await views.search(
                organisation,
                LESSONS,
                "lessons",
                filters,
                words=words,
                cursor=cursor,
                limit=limit,
                at_least=at_least,
            )
        except ValueError:
            raise CursorMalformed from None
    seen = LessonsSeen(lessons=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))
