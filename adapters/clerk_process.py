"""The clerk process: closes, opens, counts and expires what is due, whoever is awake.

It decides nothing. What is due follows from the record, each act has the same command id on
every attempt, and the rules refuse what another process did before; so it may be killed at
any moment, or run twice, and goes on where the record stands.
"""

import logging

from adapters.rounds import Rounds
from domain.act import Act
from domain.ballots.close_voting import CloseVoting
from domain.ballots.errors import (
    AlreadyClosed,
    AlreadyCounted,
    AlreadyDeclared,
    DecisionNotFound,
    NotInMeeting,
    VotingStillOpen,
)
from domain.ballots.opens_ballots import OpensBallots
from domain.carry_out import carry_out
from domain.decisions.count_ballots import CountBallots
from domain.decisions.counts_ballots import CountsBallots
from domain.decisions.declare_result import DeclareDecisionResult
from domain.decisions.errors import AlreadyOpened
from domain.decisions.expire_draft import ExpireDraft
from domain.errors import RoleRequired
from domain.ids import MACHINE, OrganisationId
from domain.ports import Ports
from domain.votes.declare_result import DeclareVoteResult

OF_DECISION: tuple[tuple[type[Act], str], ...] = (
    (CloseVoting, "close"),
    (CountBallots, "count"),
    (DeclareDecisionResult, "declare"),
)
OF_VOTE: tuple[tuple[type[Act], str], ...] = (
    (CloseVoting, "close"),
    (DeclareVoteResult, "declare"),
)


class ClerkProcess(Rounds):
    """Due are decisions and votes whose deadline has passed and whose result is not declared."""

    log = logging.getLogger("zetel.clerk")
    FAULT = "the result of %s cannot be declared"

    async def do(self, ports: Ports, organisation: OrganisationId, subject: str) -> None:
        await settle(ports, organisation, subject)


async def settle(ports: Ports, organisation: OrganisationId, subject: str) -> None:
    """Close voting on a decision or neighbourhood vote, then declare its result.

    In a meeting the ballots are counted, and the chair declares. A draft that nobody put to the
    vote expires instead. A deadline that was extended a moment ago is no fault: it is due later.
    """
    is_decision = subject.startswith("decision:")
    steps = OF_DECISION if is_decision else OF_VOTE
    asked = {"decision" if is_decision else "vote": subject}
    for act, step in steps:
        seed = {"seed": ports.new_seed()} if issubclass(act, (CountsBallots, OpensBallots)) else {}
        try:
            await carry_out(
                ports,
                act,
                command_id=f"{step} {subject}",
                organisation=organisation,
                actor=MACHINE,
                at=ports.clock(),
                **asked,
                **seed,
            )
        except (AlreadyClosed, AlreadyCounted, AlreadyDeclared, NotInMeeting):
            continue
        except DecisionNotFound:
            await _expire(ports, organisation, subject)
            return
        except (RoleRequired, VotingStillOpen):
            return


async def _expire(ports: Ports, organisation: OrganisationId, draft: str) -> None:
    try:
        await carry_out(
            ports,
            ExpireDraft,
            command_id=f"expire {draft}",
            organisation=organisation,
            actor=MACHINE,
            at=ports.clock(),
            decision=draft,
        )
    except AlreadyOpened:
        return
