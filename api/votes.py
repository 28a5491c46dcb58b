"""Neighbourhood votes: residents choose between projects, and a budget is allocated."""

from typing import Annotated, Literal

import msgspec
from litestar import Response, delete, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from api.ballots import BallotsSeen, LinesSeen, ballots_of, lines_of
from api.callers import ByCaller, Caller
from api.decision_bodies import DeadlineAsked
from api.examples import json_such_as
from api.moments import At
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, narrowed, page_of
from api.receipts import Cast, Declared, Done, answered, at_position, declared, done
from api.replays import Replayed, replay_of
from api.types import (
    OrganisationPath,
    VotePath,
)
from api.vote_bodies import AnnulmentOfVoteAsked, AnswerAsked, ApprovalAsked, VoteAsked
from domain.ballots.close_voting import CloseVoting
from domain.ballots.errors import VoteNotFound
from domain.ballots.extend_deadline import ExtendDeadline
from domain.decisions.secrecy import tracker_of
from domain.events.votes import VoteOpened
from domain.ids import OrganisationId, VoteId
from domain.kernel import select
from domain.ports import Log
from domain.record import decode, subject
from domain.votes.annul_vote import AnnulVote
from domain.votes.answer_vote import AnswerVote
from domain.votes.cast_ballot import CastBallotInVote
from domain.votes.declare_result import DeclareVoteResult
from domain.votes.open_vote import OpenVote
from domain.votes.secrecy import said_on_casting
from domain.votes.withdraw_ballot import WithdrawBallotInVote
from projections.decisions import State
from projections.ports import Found, Views
from projections.projects import PROJECTS
from projections.projects import Project as ProjectSeen
from projections.votes import VOTES, Vote

LARGEST_BODY = 256 * 1024
"""Bytes: a vote comes with the text of all its projects."""


class VotesSeen(msgspec.Struct, frozen=True, kw_only=True):
    votes: tuple[Vote, ...]
    next: str | None


class ProjectsSeen(msgspec.Struct, frozen=True, kw_only=True):
    projects: tuple[ProjectSeen, ...]
    next: str | None


class VoteReplayed(Replayed, frozen=True, kw_only=True, omit_defaults=True):
    vote: Vote


@post("/votes", operation_id="openVote", request_max_body_size=LARGEST_BODY)
async def open_vote(
    organisation: FromPath[OrganisationPath], data: JSONBody[VoteAsked], caller: ByCaller
) -> Response[Done]:
    """Open a neighbourhood vote over projects and a budget. Only the clerk may.

    `recorded` names the projects, in the order listed. Who may vote is fixed now, by a rule over
    what is known, and never listed.
    """
    receipt = await caller.asks(
        OpenVote,
        organisation,
        vote=caller.new_id("vote"),
        project_ids=tuple(caller.new_id("project") for _ in data.projects),
        seed=caller.ports.new_seed(),
        title=data.title,
        currency=data.currency,
        budget_cents=data.budget_cents,
        projects=data.projects,
        limits=data.limits,
        allocation=data.allocation,
        electorate=data.electorate,
        effect=data.effect,
        closes_at=data.closes_at,
        secrecy=data.secrecy,
        imported_from=data.imported_from,
        paper=data.paper,
        codes=data.codes,
        form=None if data.form == "approval" else data.form,
        points=data.points,
        equal_shares=data.equal_shares,
        decision=data.decision,
        answer_by=data.answer_by,
        evaluate_on=data.evaluate_on,
    )
    return done(receipt, f"/organisations/{organisation}/votes/{{id}}")


@get("/votes", operation_id="listVotes")
async def list_votes(
    organisation: FromPath[OrganisationPath],
    views: ByViews,
    asked: ByPage,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[VotesSeen]:
    """List neighbourhood votes, the newest first; all, or those in one state."""
    page = await page_of(
        views,
        organisation,
        VOTES,
        "votes",
        narrowed("state", in_state),
        cursor=cursor,
        limit=limit,
        at_least=at_least,
    )
    return Response(
        VotesSeen(votes=tuple(page.documents), next=page.cursor), headers=asked.headers(page)
    )


@get("/votes/{vote:str}", operation_id="readVote")
async def read_vote(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[Vote]:
    """Read a vote: the budget, the rules, the turnout, and the result once declared."""
    found = await _found(views, organisation, vote, at_least)
    return Response(found.document, headers=at_position(found.position))


@get("/votes/{vote:str}/projects", operation_id="listProjects")
async def list_projects(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    views: ByViews,
    asked: ByPage,
    order: FromQuery[Literal["listed", "allocation"]] = "listed",
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[ProjectsSeen]:
    """List the projects of a vote; in the order of the allocation once they are counted."""
    found = await _found(views, organisation, vote, at_least)
    page = await page_of(
        views,
        organisation,
        PROJECTS,
        "projects" if order == "listed" else "allocation",
        vote,
        cursor=cursor,
        limit=limit,
        at_least=found.position,
    )
    seen = ProjectsSeen(projects=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@post("/votes/{vote:str}/ballots", operation_id="castBallotInVote")
async def cast_ballot_in_vote(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: JSONBody[ApprovalAsked],
    caller: ByCaller,
) -> Response[Cast]:
    """Cast your ballot as a resident of the electorate, or replace it, until voting closes.

    Where the vote has codes the answer tells yours, this once: keep it, for nobody can tell it
    to you again.
    """
    return await cast(caller, CastBallotInVote, organisation, vote, data)


async def cast(
    caller: Caller,
    act: type[CastBallotInVote],
    organisation: OrganisationId,
    vote: VoteId,
    data: ApprovalAsked,
    **shown: str,
) -> Response[Cast]:
    """``shown`` is what the caller shows in the place of an account."""
    opened = await _opening(caller.ports.log, organisation, vote)
    ballot, seed = caller.new_id("ballot"), caller.ports.new_seed()
    receipt = await caller.asks(
        act,
        organisation,
        ballot=ballot,
        seed=seed,
        vote=vote,
        projects=data.projects,
        points=data.points,
        **shown,
    )
    first_time = subject(receipt.recorded[0].event) == ballot
    return answered(
        Cast,
        receipt,
        f"/organisations/{organisation}/votes/{vote}/ballots",
        tracker=tracker_of(seed) if opened.trackers and first_time else None,
        notices=said_on_casting(opened, first_time=first_time),
    )


@delete("/votes/{vote:str}/ballots", operation_id="withdrawBallotInVote", status_code=201)
async def withdraw_ballot_in_vote(
    organisation: FromPath[OrganisationPath], vote: FromPath[VotePath], caller: ByCaller
) -> Response[Done]:
    """Withdraw your ballot, until voting closes.

    It is as if it had never been cast, and its choice is gone.
    """
    receipt = await caller.asks(WithdrawBallotInVote, organisation, vote=vote)
    return done(receipt, f"/organisations/{organisation}/votes/{vote}/ballots")


@get("/votes/{vote:str}/ballots", operation_id="listBallotsInVote")
async def list_ballots_in_vote(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[BallotsSeen]:
    """Read the turnout; and once the result is declared, the ballots in order of casting.

    In a secret vote they stay closed: what was chosen is read as lines.
    """
    found = await _found(views, organisation, vote, at_least)
    return await ballots_of(views, organisation, found, vote, asked, cursor=cursor, limit=limit)


@get("/votes/{vote:str}/lines", operation_id="listLinesOfVote")
async def list_lines_of_vote(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    views: ByViews,
    asked: ByPage,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[LinesSeen]:
    """Read what was chosen in a secret vote: one line for every ballot, in no order.

    Anybody can count them. There are as many as receipts, unless too few voted for secrecy.
    Look for your own code yourself: to ask the server for it would say that it is yours.
    """
    found = await _found(views, organisation, vote, at_least)
    return await lines_of(views, organisation, found, vote, asked, cursor=cursor, limit=limit)


@post("/votes/{vote:str}/deadline", operation_id="extendDeadlineOfVote")
async def extend_deadline_of_vote(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: Annotated[DeadlineAsked, json_such_as(closes_at="2026-05-25T20:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Extend the deadline, before it passes, for everybody. Only the clerk may."""
    receipt = await caller.asks(ExtendDeadline, organisation, vote=vote, closes_at=data.closes_at)
    return done(receipt, f"/organisations/{organisation}/votes/{{id}}", about=vote)


@post("/votes/{vote:str}/close", operation_id="closeVote")
async def close_vote(
    organisation: FromPath[OrganisationPath], vote: FromPath[VotePath], caller: ByCaller
) -> Response[Done]:
    """Record that voting has closed, once the deadline has passed. Only the clerk may."""
    receipt = await caller.asks(CloseVoting, organisation, vote=vote)
    return done(receipt, f"/organisations/{organisation}/votes/{{id}}", about=vote)


@post("/votes/{vote:str}/result", operation_id="declareVoteResult")
async def declare_vote_result(
    organisation: FromPath[OrganisationPath], vote: FromPath[VotePath], caller: ByCaller
) -> Response[Declared]:
    """Open the ballots, count them, allocate the budget and declare the result, all at once.

    Only the clerk may. `explanation` is where it stands how the result came about.
    """
    receipt = await caller.asks(
        DeclareVoteResult, organisation, vote=vote, seed=caller.ports.new_seed()
    )
    return declared(receipt, f"/organisations/{organisation}/votes/{{id}}", about=vote)


@post("/votes/{vote:str}/answer", operation_id="answerVote")
async def answer_vote(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: Annotated[
        AnswerAsked,
        json_such_as(reasons="The garden comes first; the fence is the landlord's to repair."),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record how the board answers an advisory vote: it adopts, or it says why not.

    Only the clerk may. With it the board's duty to answer is done.
    """
    receipt = await caller.asks(
        AnswerVote, organisation, vote=vote, reasons=data.reasons, decision=data.decision
    )
    return done(receipt, f"/organisations/{organisation}/votes/{{id}}", about=vote)


@post("/votes/{vote:str}/annulment", operation_id="annulVote")
async def annul_vote(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: Annotated[
        AnnulmentOfVoteAsked,
        json_such_as(
            court="Rechtbank Amsterdam",
            case_number="C/13/2026/118",
            annulled_at="2026-09-01T10:00:00Z",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record that a court annulled a vote. Only the clerk may.

    Whatever it brought and still stands lapses together with it.
    """
    receipt = await caller.asks(
        AnnulVote,
        organisation,
        vote=vote,
        court=data.court,
        case_number=data.case_number,
        annulled_at=data.annulled_at,
    )
    return done(receipt, f"/organisations/{organisation}/votes/{{id}}", about=vote)


@get("/votes/{vote:str}/replay", operation_id="replayVote")
async def replay_vote(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    caller: ByCaller,
    at: At = None,
) -> Response[VoteReplayed]:
    """Replay a vote from the record, up to a moment, and recount its ballots."""
    replayed = await replay_of(caller.ports.log, organisation, VOTES, vote, at)
    if replayed is None:
        raise VoteNotFound(vote=vote)
    document, recounted = replayed
    seen = VoteReplayed(vote=document, **recounted)
    return Response(seen, headers=at_position(seen.position))


async def _opening(log: Log, organisation: OrganisationId, vote: VoteId) -> VoteOpened:
    """As recorded: views may be behind. Raise VoteNotFound."""
    seen = await log.read(organisation, [select(VoteOpened, tags=[vote])], None)
    for stored in seen.records:
        opened = decode(stored.position, stored.record).event
        assert isinstance(opened, VoteOpened)
        return opened
    raise VoteNotFound(vote=vote)


async def _found(
    views: Views, organisation: OrganisationId, vote: VoteId, at_least: int
) -> Found[Vote]:
    found = await views.get(organisation, VOTES, vote, at_least=at_least)
    if found is None:
        raise VoteNotFound(vote=vote)
    return found
