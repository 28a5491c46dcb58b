"""What happens around a neighbourhood vote on the day itself."""

from typing import Any

from adapters.new_id import new_id
from domain.carry_out import Receipt
from domain.events.voting_days import PaperBallotEntered
from domain.ids import PersonId, ProjectId
from domain.votes.access_codes import code_of, code_sha256
from domain.votes.cast_ballot_by_code import CastBallotByCode
from domain.votes.enter_paper_ballot import EnterPaperBallot
from domain.votes.issue_access_code import IssueAccessCode
from domain.votes.issue_paper_ballot import IssuePaperBallot
from domain.votes.merge_registrations import MergeRegistrations
from domain.votes.withdraw_ballot import WithdrawBallotInVote
from domain.votes.withdraw_ballot_by_code import WithdrawBallotByCode
from tests.residents import CLERK, VOTE, Community, numbered

FACILITATOR, SECOND, THIRD = (PersonId(numbered("person", number)) for number in (21, 22, 23))
"""Who enters papers beside the clerk; facilitators all."""


async def day_comes(street: Community, *residents: PersonId, **asked: Any) -> None:
    """A vote with codes and paper is open to ``residents``."""
    await street.registers(*residents)
    await street.registers(FACILITATOR, SECOND, THIRD, standing="professional")
    for each in (FACILITATOR, SECOND, THIRD):
        await street.grants(each, "facilitator")
    await street.opens_vote(**{"codes": True, "paper": True, **asked})


async def issues_code(street: Community, resident: PersonId, **asked: Any) -> str:
    """Return the code, as the clerk tells it to the resident."""
    seed = street.ports.new_seed()
    given = {"seed": seed, "vote": VOTE, "resident": resident}
    await street.does(CLERK, IssueAccessCode, **{**given, **asked})
    return code_of(seed)


async def casts_by_code(
    street: Community, resident: PersonId, code: str, *projects: ProjectId, **asked: Any
) -> Receipt:
    given = {"ballot": new_id("ballot"), "vote": VOTE, "projects": projects}
    sha256 = code_sha256(VOTE, code)
    return await street.does(resident, CastBallotByCode, code_sha256=sha256, **{**given, **asked})


async def withdraws_by_code(street: Community, resident: PersonId, code: str) -> Receipt:
    sha256 = code_sha256(VOTE, code)
    return await street.does(resident, WithdrawBallotByCode, code_sha256=sha256, vote=VOTE)


async def withdraws(street: Community, resident: PersonId) -> Receipt:
    return await street.does(resident, WithdrawBallotInVote, vote=VOTE)


async def merges(street: Community, person: PersonId, duplicate: PersonId) -> Receipt:
    return await street.does(CLERK, MergeRegistrations, person=person, duplicate=duplicate)


async def gives_paper(street: Community, resident: PersonId, **asked: Any) -> Receipt:
    return await street.does(
        CLERK, IssuePaperBallot, **{"vote": VOTE, "resident": resident, **asked}
    )


async def enters(
    street: Community,
    by: PersonId,
    serial: int,
    projects: tuple[ProjectId, ...] | None,
    **asked: Any,
) -> PaperBallotEntered:
    """``projects`` is absent for a paper that says nothing clear."""
    given = {"vote": VOTE, "serial": serial, "projects": projects}
    receipt = await street.does(by, EnterPaperBallot, **{**given, **asked})
    (entered,) = (recorded.event for recorded in receipt.recorded)
    assert isinstance(entered, PaperBallotEntered)
    return entered


async def reads_paper(street: Community, serial: int, *read: tuple[ProjectId, ...] | None) -> None:
    """As many people as there are readings."""
    for by, projects in zip((FACILITATOR, SECOND, THIRD), read, strict=False):
        await enters(street, by, serial, projects)


async def day_ends(street: Community, clock: Any, **asked: Any) -> Receipt:
    """The machine closes the vote in time, and the clerk declares."""
    clock.pass_by(days=2)
    await street.closes(vote=VOTE)
    return await street.declares_vote(CLERK, **asked)
