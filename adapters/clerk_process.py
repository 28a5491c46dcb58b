"""The clerk process: closes, opens, counts and expires what is due, whoever is awake.

It decides nothing. What is due follows from the record, each act has the same command id on
every attempt, and the rules refuse what another process did before; so it may be killed at
any moment, or run twice, and goes on where the record stands.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

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
from domain.errors import CannotAnswerNow, RoleRequired
from domain.ids import MACHINE, OrganisationId
from domain.ports import Ports
from domain.votes.declare_result import DeclareVoteResult

Due = Callable[[datetime], Awaitable[Sequence[tuple[OrganisationId, str]]]]
"""The decisions and votes whose deadline has passed and whose result is not declared."""

INTERVAL = 1.0
"""Seconds between two looks at what is due."""

OF_DECISION: tuple[tuple[type[Act], str], ...] = (
    (CloseVoting, "close"),
    (CountBallots, "count"),
    (DeclareDecisionResult, "declare"),
)
OF_VOTE: tuple[tuple[type[Act], str], ...] = (
    (CloseVoting, "close"),
    (DeclareVoteResult, "declare"),
)

log = logging.getLogger("zetel.clerk")


class ClerkProcess:
    def __init__(self, ports: Ports, due: Due) -> None:
        self._ports, self._due = ports, due
        self._given_up: set[str] = set()

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(INTERVAL)

    async def once(self) -> None:
        try:
            due = await self._due(self._ports.clock())
        except CannotAnswerNow:
            return
        for organisation, subject in due:
            if subject not in self._given_up:
                await self._settle(organisation, subject)

    async def _settle(self, organisation: OrganisationId, subject: str) -> None:
        """A fault in one result is told once, and holds up no other."""
        try:
            await settle(self._ports, organisation, subject)
        except CannotAnswerNow:
            return
        except Exception:
            log.exception("the result of %s cannot be declared", subject)
            self._given_up.add(subject)


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
