"""Ideas for the questions of residents: residents come first."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.examples import PERSON, json_such_as
from api.plans import Theme
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Done, at_position, done
from api.signals import OfQuestion
from api.types import (
    Asked,
    Holder,
    IdeaPath,
    OrganisationPath,
    Published,
    PublishedText,
    QuestionPath,
)
from domain.events.ideas import Help, Origin
from domain.ideas.errors import IdeaNotFound
from domain.ideas.note_help import NoteHelp
from domain.ideas.offer_idea import OfferIdea
from domain.ideas.withdraw_idea import WithdrawIdea
from projections.ideas import IDEAS, Idea

IDEA_AT = "/organisations/{organisation}/ideas/{{id}}"


class IdeaAsked(Asked, frozen=True, kw_only=True):
    """`from_professional` is whose solution this is, when a resident enters it for them: that is
    welcome, and marked as help."""

    title: Published
    text: PublishedText
    theme: Published
    from_professional: Holder | None = None


class HelpAsked(Asked, frozen=True, kw_only=True):
    """`helped_by` is a professional or a partner, who helped with the wording, with facts, or
    whose solution it is."""

    helped_by: Holder
    help: Help


class IdeasSeen(msgspec.Struct, frozen=True, kw_only=True):
    ideas: tuple[Idea, ...]
    next: str | None


@post("/questions/{question:str}/ideas", operation_id="offerIdea")
async def offer_idea(
    organisation: FromPath[OrganisationPath],
    question: FromPath[QuestionPath],
    data: Annotated[
        IdeaAsked,
        json_such_as(title="Lights on the square", text="Small ones.", theme="energy"),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Offer an idea for a question that residents consented to. Residents may from then on.

    Professionals and partners may after the residents' window, which is first extended if no
    resident has an idea of their own when it would end; such an idea is marked. Until then they
    can help with wording and facts.
    """
    receipt = await caller.asks(
        OfferIdea,
        organisation,
        question=question,
        idea=caller.new_id("idea"),
        title=data.title,
        text=data.text,
        theme=data.theme,
        from_professional=data.from_professional,
    )
    return done(receipt, IDEA_AT.format(organisation=organisation))


@post("/ideas/{idea:str}/help", operation_id="noteHelp")
async def note_help(
    organisation: FromPath[OrganisationPath],
    idea: FromPath[IdeaPath],
    data: Annotated[HelpAsked, json_such_as(helped_by=PERSON, help="wording")],
    caller: ByCaller,
) -> Response[Done]:
    """Mark that a professional helped with an idea, at any time.

    Everybody may; a mark that is there already is not made again.
    """
    receipt = await caller.asks(
        NoteHelp, organisation, idea=idea, helped_by=data.helped_by, help=data.help
    )
    return done(receipt, IDEA_AT.format(organisation=organisation), about=idea)


@post("/ideas/{idea:str}/withdrawal", operation_id="withdrawIdea")
async def withdraw_idea(
    organisation: FromPath[OrganisationPath], idea: FromPath[IdeaPath], caller: ByCaller
) -> Response[Done]:
    """Withdraw an idea of yours. It stays readable, and is marked."""
    receipt = await caller.asks(WithdrawIdea, organisation, idea=idea)
    return done(receipt, IDEA_AT.format(organisation=organisation))


@get("/ideas", operation_id="listIdeas")
async def list_ideas(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    question: OfQuestion = None,
    origin: Annotated[Origin | None, QueryParameter()] = None,
    theme: Theme = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[IdeasSeen]:
    """List ideas, the newest first, for everybody in the same order.

    For one question, of one origin, or of one theme.
    """
    page = await page_of(
        views,
        organisation,
        IDEAS,
        "ideas",
        question,
        narrowed("origin", origin),
        narrowed("theme", theme),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    seen = IdeasSeen(ideas=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@get("/ideas/{idea:str}", operation_id="readIdea")
async def read_idea(
    organisation: FromPath[OrganisationPath],
    idea: FromPath[IdeaPath],
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[Idea]:
    """Read an idea."""
    found = await views.get(organisation, IDEAS, idea, at_least=at_least)
    if found is None:
        raise IdeaNotFound(idea=idea)
    return Response(found.document, headers=at_position(found.position))
