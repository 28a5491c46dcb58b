"""Explanations: how a result came about, step by step, in words and in exact numbers."""

from asyncio import to_thread
from typing import Annotated, Final

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.moments import At, evidence_up_to, last_position, resolve
from api.receipts import at_position
from api.types import DecisionPath, OrganisationPath, VotePath
from domain.ids import OrganisationId
from domain.ports import Log
from domain.record import Recorded
from projections.chart import chart
from projections.explanation import Explanation, Language, explain, told_by

SVG: Final = "image/svg+xml"

InLanguage = Annotated[
    Language, QueryParameter(description="In which the sentences are: Dutch or English.")
]


@get("/decisions/{decision:str}/explanation", operation_id="explainDecision")
async def explain_decision(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    caller: ByCaller,
    language: InLanguage = "nl",
    at: At = None,
) -> Response[Explanation]:
    """Read how a result came about, once it is declared, counted again from the record alone.

    Each step has a name that stays, a sentence, and `facts`: the exact numbers and identifiers
    that the sentence was made from, the same in both languages. The last step says whether the
    recount comes to what was declared. Where it was corrected after the close who was entitled,
    the entitlement is doubtful: the result stays, `doubtful` gives both readings, and
    `known_now` compares, which is never a result.
    """
    return await _explained(caller.ports.log, organisation, decision, language, at)


@get("/votes/{vote:str}/explanation", operation_id="explainVote")
async def explain_vote(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    caller: ByCaller,
    language: InLanguage = "nl",
    at: At = None,
) -> Response[Explanation]:
    """Read how a budget was divided, once that is declared, project by project.

    Counted again from the record alone. Steps and `facts` as for a decision.
    """
    return await _explained(caller.ports.log, organisation, vote, language, at)


@get(
    "/votes/{vote:str}/chart.svg",
    operation_id="drawVote",
    media_type=SVG,
)
async def draw_vote(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    caller: ByCaller,
    language: InLanguage = "nl",
    at: At = None,
) -> Response[str]:
    """Show how a budget was divided, once that is declared, as a picture (SVG).

    Every project with its votes, its cost, and whether it is funded, by the rule of the vote and
    by the other one; and how many voters have a project of their choice by each. It needs no
    script and is as wide as a phone. All it shows stands in it as text, too.
    """
    position, events = await _told(caller.ports.log, organisation, vote, at)
    drawn = await to_thread(chart, vote, events, language)
    return Response(drawn, media_type=SVG, headers=at_position(position))


async def _explained(
    log: Log, organisation: OrganisationId, subject: str, language: Language, at: str | None
) -> Response[Explanation]:
    """Raise DecisionNotFound, VoteNotFound or StillRunning.

    Counting and explaining run in a thread: a vote of a whole town takes seconds.
    """
    position, events = await _told(log, organisation, subject, at)
    explained = await to_thread(explain, subject, events, language)
    return Response(explained, headers=at_position(position))


async def _told(
    log: Log, organisation: OrganisationId, subject: str, at: str | None
) -> tuple[int, list[Recorded]]:
    if at is None:
        position = await last_position(log, organisation)
    else:
        position = (await resolve(log, organisation, at)).position
    return position, await evidence_up_to(log, organisation, subject, position, told_by)
