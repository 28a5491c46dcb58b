"""Explanations: how a result came about, step by step, in words and in exact numbers."""

from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.moments import At, evidence_up_to, last_position, resolve
from api.receipts import at_position
from api.types import DecisionPath, OrganisationPath, VotePath
from domain.ids import OrganisationId
from domain.ports import Log
from projections.explanation import Explanation, Language, explain, told_by

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


async def _explained(
    log: Log, organisation: OrganisationId, subject: str, language: Language, at: str | None
) -> Response[Explanation]:
    """Raise DecisionNotFound, VoteNotFound or StillRunning."""
    if at is None:
        position = await last_position(log, organisation)
    else:
        position = (await resolve(log, organisation, at)).position
    events = await evidence_up_to(log, organisation, subject, position, told_by)
    return Response(explain(subject, events, language), headers=at_position(position))
