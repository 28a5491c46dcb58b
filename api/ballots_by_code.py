"""Where residents vote who have no account: the code that the clerk gave them stands for a token.

It comes in the body, which is never logged, and what fails says nothing of it. There is no
limit of attempts: see ``domain.votes.access_codes``.
"""

from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from api.callers import Caller, command_id_of, ports_of
from api.receipts import Cast, Done, done
from api.types import OrganisationPath, VotePath
from api.vote_bodies import BallotByCodeAsked, CodeShown
from api.votes import cast
from domain import record
from domain.errors import OrganisationNotFound
from domain.events.voting_days import AccessCodeIssued, PaperBallotIssued, RegistrationMerged
from domain.ids import OrganisationId, PersonId, VoteId
from domain.kernel import Selector, select, tag_of
from domain.ports import Log
from domain.record import Recorded
from domain.votes.access_codes import code_sha256
from domain.votes.cast_ballot_by_code import CastBallotByCode
from domain.votes.errors import AccessCodeNotValid
from domain.votes.withdraw_ballot_by_code import WithdrawBallotByCode

Anybody = NamedDependency[SkipValidation["Visitor"]]


class Visitor:
    """Somebody without a token, who may turn out to be a resident."""

    def __init__(self, request: Request[Any, Any, Any]) -> None:
        self._ports = ports_of(request)
        self._command_id = command_id_of(request)

    async def shows(self, organisation: OrganisationId, vote: VoteId, code_sha256: str) -> Caller:
        """Raise AccessCodeNotValid.

        Asked before anything is done, so that a code that is void does not even lead to the
        answer that it had when it was valid. The act looks again, in its boundary.
        """
        log = self._ports.log
        by_code = select(AccessCodeIssued, tags=[tag_of("code_sha256", code_sha256), vote])
        resident = _resident(await _read(log, organisation, by_code))
        of_resident = [resident, vote]
        newest = select(AccessCodeIssued, tags=of_resident, latest=True)
        merged = select(RegistrationMerged, tags=[resident])
        paper = select(PaperBallotIssued, tags=of_resident)
        for each in await _read(log, organisation, newest, merged, paper):
            if _voids(each.event, resident, code_sha256):
                raise AccessCodeNotValid
        return Caller(self._ports, resident, self._ports.clock(), self._command_id)


def _resident(issued: list[Recorded]) -> PersonId:
    for each in issued:
        if isinstance(each.event, AccessCodeIssued):
            return each.event.resident
    raise AccessCodeNotValid


def _voids(event: object, resident: PersonId, code_sha256: str) -> bool:
    match event:
        case AccessCodeIssued():
            return event.code_sha256 != code_sha256
        case RegistrationMerged():
            return event.duplicate == resident
    return isinstance(event, PaperBallotIssued)


async def _read(log: Log, organisation: OrganisationId, *selectors: Selector) -> list[Recorded]:
    """An organisation that is not there is not told from a code that is wrong."""
    try:
        seen = await log.read(organisation, selectors, None)
    except OrganisationNotFound:
        raise AccessCodeNotValid from None
    return [record.decode(each.position, each.record) for each in seen.records]


@post("/votes/{vote:str}/ballots/by-code", operation_id="castBallotByCode")
async def cast_ballot_by_code(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: JSONBody[BallotByCodeAsked],
    visitor: Anybody,
) -> Response[Cast]:
    """Cast your ballot with an access code, or replace it, until voting closes.

    This needs no token. Where lines of a secret vote have codes the answer tells yours, as it
    does to whoever votes with a token.
    """
    sha256 = code_sha256(vote, data.code)
    caller = await visitor.shows(organisation, vote, sha256)
    return await cast(caller, CastBallotByCode, organisation, vote, data, code_sha256=sha256)


@post("/votes/{vote:str}/ballots/by-code/withdrawal", operation_id="withdrawBallotByCode")
async def withdraw_ballot_by_code(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: JSONBody[CodeShown],
    visitor: Anybody,
) -> Response[Done]:
    """Withdraw your ballot with an access code, until voting closes.

    This needs no token. It is as if the ballot had never been cast, and its choice is gone.
    """
    sha256 = code_sha256(vote, data.code)
    caller = await visitor.shows(organisation, vote, sha256)
    receipt = await caller.asks(WithdrawBallotByCode, organisation, code_sha256=sha256, vote=vote)
    return done(receipt, f"/organisations/{organisation}/votes/{vote}/ballots")
