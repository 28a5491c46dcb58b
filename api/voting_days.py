"""A voting day: access codes, duplicates, paper, outages, and help at the table."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter

from api.callers import ByCaller
from api.examples import PERSON, PROJECT, json_such_as
from api.reading import LIMIT, AtLeast, ByPage, ByViews, Cursor, Limit, page_of
from api.receipts import Done, answered, at_position, done
from api.types import Asked, Holder, Moment, OrganisationPath, SerialPath, VotePath
from api.vote_bodies import PointsGiven, ProjectsChosen
from domain.ballots.errors import VoteNotFound
from domain.events.voting_days import AccessCodeIssued, PaperBallotEntered
from domain.ids import OrganisationId, VoteId
from domain.votes.access_codes import SHOWN_ONCE, code_of, code_sha256
from domain.votes.enter_paper_ballot import EnterPaperBallot
from domain.votes.issue_access_code import IssueAccessCode
from domain.votes.issue_paper_ballot import IssuePaperBallot
from domain.votes.merge_registrations import MergeRegistrations
from domain.votes.note_voting_help import NoteVotingHelp
from domain.votes.record_outage import RecordOutage
from projections.paper_ballots import PAPER_BALLOTS, Awaits, PaperBallot, awaited_after
from projections.ports import Found, Views
from projections.voting_days import VOTING_DAYS, VotingDay

OTHER_PERSON = "person:9b1f3ad2-65b7-4a51-9a4e-9f6a2bb0c9d2"


class ForResident(Asked, frozen=True, kw_only=True):
    resident: Holder


class DuplicateAsked(Asked, frozen=True, kw_only=True):
    """`person` is the registration that is kept, `duplicate` the other one."""

    person: Holder
    duplicate: Holder


class OutageAsked(Asked, frozen=True, kw_only=True):
    """`closes_at` is the new deadline, for everybody. It is left out only where the old one has
    passed: a deadline is not extended afterwards."""

    outage_from: Moment
    outage_until: Moment
    closes_at: Moment | None = None


class HelpAsked(Asked, frozen=True, kw_only=True):
    resident: Holder
    helper: Holder


class PaperAsked(Asked, frozen=True, kw_only=True, omit_defaults=True):
    """`projects` and `points` as on any ballot of this vote; `invalid` in their place for a paper
    that says nothing clear."""

    projects: ProjectsChosen | None = None
    points: PointsGiven | None = None
    invalid: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.invalid == (self.projects is not None):
            raise ValueError("A paper ballot names projects, or is invalid.")


class CodeIssued(Done, frozen=True, kw_only=True, omit_defaults=True):
    """`code` is said in this answer only, never again."""

    code: str | None = None
    notices: tuple[str, ...] = ()


class PaperEntered(Done, frozen=True, kw_only=True):
    """`awaits`: who has to enter the same paper next, if anybody."""

    awaits: Awaits


class PaperBallotsSeen(msgspec.Struct, frozen=True, kw_only=True):
    paper_ballots: tuple[PaperBallot, ...]
    next: str | None


@post("/votes/{vote:str}/codes", operation_id="issueAccessCode")
async def issue_access_code(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: Annotated[ForResident, json_such_as(resident=PERSON)],
    caller: ByCaller,
) -> Response[CodeIssued]:
    """Issue an access code to a resident; an earlier one of theirs is void. Only the clerk may.

    The answer tells the code, this once. Whoever has it can vote in the place of this resident.
    """
    seed = caller.ports.new_seed()
    receipt = await caller.asks(
        IssueAccessCode, organisation, vote=vote, seed=seed, resident=data.resident
    )
    issued, code = receipt.recorded[0].event, code_of(seed)
    assert isinstance(issued, AccessCodeIssued)
    first_time = issued.code_sha256 == code_sha256(vote, code)
    return answered(
        CodeIssued,
        receipt,
        f"/organisations/{organisation}/votes/{vote}/voting-day",
        about=vote,
        code=code if first_time else None,
        notices=() if first_time else (SHOWN_ONCE,),
    )


@post("/persons/duplicates", operation_id="mergeRegistrations")
async def merge_registrations(
    organisation: FromPath[OrganisationPath],
    data: Annotated[DuplicateAsked, json_such_as(person=PERSON, duplicate=OTHER_PERSON)],
    caller: ByCaller,
) -> Response[Done]:
    """Merge two registrations of the same human. Only the clerk may.

    From then on the duplicate does not vote. Of ballots of both in a vote that runs one stays.
    """
    receipt = await caller.asks(
        MergeRegistrations, organisation, person=data.person, duplicate=data.duplicate
    )
    return done(receipt, f"/organisations/{organisation}/persons/{{id}}", about=data.person)


@post("/votes/{vote:str}/paper-ballots", operation_id="issuePaperBallot")
async def issue_paper_ballot(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: Annotated[ForResident, json_such_as(resident=PERSON)],
    caller: ByCaller,
) -> Response[Done]:
    """Give a resident a paper ballot. Only the clerk may.

    With that they cannot vote online any more, and a ballot that they cast online is voided.
    Hand out papers from a shuffled pile, and note nowhere who was given which number.
    """
    receipt = await caller.asks(IssuePaperBallot, organisation, vote=vote, resident=data.resident)
    return done(receipt, f"/organisations/{organisation}/votes/{vote}/paper-ballots", about=vote)


@post("/votes/{vote:str}/paper-ballots/{serial:int}/entries", operation_id="enterPaperBallot")
async def enter_paper_ballot(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    serial: FromPath[SerialPath],
    data: Annotated[PaperAsked, json_such_as(projects=[PROJECT])],
    caller: ByCaller,
) -> Response[PaperEntered]:
    """Enter what stands on the paper ballot with this serial number.

    A clerk or a facilitator may; until the result is declared. Two people enter each paper, and
    a third if they disagree. The answer says whether somebody has to, and never what others
    entered.
    """
    receipt = await caller.asks(
        EnterPaperBallot,
        organisation,
        vote=vote,
        serial=serial,
        projects=data.projects,
        points=data.points,
    )
    entered = receipt.recorded[0].event
    assert isinstance(entered, PaperBallotEntered)
    return answered(
        PaperEntered,
        receipt,
        f"/organisations/{organisation}/votes/{vote}/paper-ballots",
        about=vote,
        awaits=awaited_after(entered),
    )


@get("/votes/{vote:str}/paper-ballots", operation_id="listPaperBallots")
async def list_paper_ballots(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    views: ByViews,
    asked: ByPage,
    awaits: Annotated[Awaits | None, QueryParameter()] = None,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    at_least: AtLeast = 0,
) -> Response[PaperBallotsSeen]:
    """List the paper ballots that were entered, by serial number: who did, and who is awaited.

    What they say is not shown: it lies in the ballot box until the count.
    """
    day = await _found(views, organisation, vote, at_least)
    page = await page_of(
        views,
        organisation,
        PAPER_BALLOTS,
        "paper",
        vote if awaits is None else f"{vote}/{awaits}",
        cursor=cursor,
        limit=limit,
        at_least=day.position,
    )
    seen = PaperBallotsSeen(paper_ballots=tuple(page.documents), next=page.cursor)
    return Response(seen, headers=asked.headers(page))


@post("/votes/{vote:str}/outages", operation_id="recordOutage")
async def record_outage(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: Annotated[
        OutageAsked,
        json_such_as(
            outage_from="2026-05-20T18:00:00Z",
            outage_until="2026-05-20T19:00:00Z",
            closes_at="2026-05-25T20:00:00Z",
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record an outage, and extend the deadline for everybody. Only the clerk may.

    A deadline is extended before it passes. Afterwards, also where the outage covered it, the
    outage is recorded alone.
    """
    receipt = await caller.asks(
        RecordOutage,
        organisation,
        outage=caller.new_id("outage"),
        vote=vote,
        outage_from=data.outage_from,
        outage_until=data.outage_until,
        closes_at=data.closes_at,
    )
    return done(receipt, f"/organisations/{organisation}/votes/{vote}/voting-day")


@post("/votes/{vote:str}/help", operation_id="noteVotingHelp")
async def note_voting_help(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: Annotated[HelpAsked, json_such_as(resident=PERSON, helper=OTHER_PERSON)],
    caller: ByCaller,
) -> Response[Done]:
    """Note that somebody was helped to vote, and by whom: the helper does, or the clerk."""
    receipt = await caller.asks(
        NoteVotingHelp, organisation, vote=vote, resident=data.resident, helper=data.helper
    )
    return done(receipt, f"/organisations/{organisation}/votes/{vote}/voting-day", about=vote)


@get("/votes/{vote:str}/voting-day", operation_id="readVotingDay")
async def read_voting_day(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    views: ByViews,
    at_least: AtLeast = 0,
) -> Response[VotingDay]:
    """Read a voting day in numbers: codes, paper, duplicates, outages and help."""
    found = await _found(views, organisation, vote, at_least)
    return Response(found.document, headers=at_position(found.position))


async def _found(
    views: Views, organisation: OrganisationId, vote: VoteId, at_least: int
) -> Found[VotingDay]:
    found = await views.get(organisation, VOTING_DAYS, vote, at_least=at_least)
    if found is None:
        raise VoteNotFound(vote=vote)
    return found
