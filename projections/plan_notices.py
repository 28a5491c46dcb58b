"""What happened to somebody's plans: of the events about them, and of what they are put to.

A notice is made from one event, as a happening of the timeline is, and the log's own index
leads to it. So nothing is kept for anybody but how far they have read.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from domain.catalogue import EVENTS
from domain.events.ballots import DeadlineExtended, ResultDeclared, VotingClosed
from domain.events.decisions import (
    DecisionDrafted,
    DecisionExpired,
    DecisionOpened,
    MethodObjected,
    ReviewRecorded,
)
from domain.events.deliberation import DialogueRoundOpened
from domain.events.plans import PlanPutOnBallot
from domain.events.results import (
    ClaimEnded,
    ClaimNoted,
    ConfirmationOpened,
    DecisionAnnulled,
    DecisionConfirmed,
    DecisionFoundVoid,
    DecisionRatified,
    DecisionSentBack,
    DecisionSuspended,
    DecisionSuspensionLifted,
    MinorityStatementAdded,
    ResultChallenged,
    ResultPublished,
    ResultVoided,
)
from domain.events.sharing import PlanResultsSent
from domain.events.votes import VoteAnnulled, VoteAnswered, VoteOpened
from domain.events.voting_days import OutageRecorded
from domain.ids import PersonId, PlanId
from domain.kernel import Event
from domain.record import Recorded
from projections.timeline import Happening, happening

BOOKKEEPING: Final = (PlanResultsSent,)
"""What the servers of two organisations keep for themselves."""

ABOUT_PLANS: Final = tuple(
    event for event in EVENTS.values() if "plan" in event.TAGGED_BY and event not in BOOKKEEPING
)
"""Whatever else is about a plan, now and in every later version."""

PUTS_PLANS: Final = (DecisionDrafted, DecisionOpened, PlanPutOnBallot)
"""These lead from a plan to the decisions and neighbourhood votes that it is put to."""

ABOUT_BALLOTS: Final[tuple[type[Event], ...]] = (
    DecisionOpened,
    DecisionExpired,
    DialogueRoundOpened,
    MethodObjected,
    VoteOpened,
    DeadlineExtended,
    OutageRecorded,
    VotingClosed,
    ResultDeclared,
    VoteAnswered,
    VoteAnnulled,
    ResultChallenged,
    ResultVoided,
    ResultPublished,
    ClaimNoted,
    ClaimEnded,
    DecisionAnnulled,
    DecisionSuspended,
    DecisionSuspensionLifted,
    DecisionFoundVoid,
    DecisionRatified,
    ConfirmationOpened,
    DecisionConfirmed,
    MinorityStatementAdded,
    DecisionSentBack,
    ReviewRecorded,
)
"""What becomes of a decision or a vote; not who said what in it, nor its ballots."""

Since = Mapping[str, int]
"""A plan, or what it is put to -> only what comes after this position is told."""


class PlanNotice(Happening, frozen=True, kw_only=True, omit_defaults=True):
    plans: tuple[PlanId, ...]
    """Those of the person who is told."""


class Audience:
    """One person, the plans of theirs, and what these are put to."""

    def __init__(self, person: PersonId, plans: Mapping[PlanId, int]) -> None:
        """``plans``: each with the position from which on it is theirs."""
        self.person, self.plans = person, plans
        self.ballots: dict[str, list[PlanId]] = {}

    def see(self, event: Event) -> None:
        """One that puts a plan of theirs to a decision or a neighbourhood vote."""
        assert isinstance(event, PUTS_PLANS)
        for ballot in (event.decision, getattr(event, "vote", None)):
            if event.plan is not None and event.plan in self.plans and ballot is not None:
                self.ballots.setdefault(ballot, []).append(event.plan)

    def notice(self, recorded: Recorded) -> PlanNotice | None:
        """None of what they did themselves, and of what was before a plan was theirs."""
        if recorded.actor == self.person:
            return None
        plans = tuple(
            plan
            for plan in dict.fromkeys(self._concerned(recorded.event))
            if self.plans[plan] < recorded.position
        )
        if not plans:
            return None
        return PlanNotice(plans=plans, **msgspec.structs.asdict(happening(recorded)))

    def _concerned(self, event: Event) -> Iterable[PlanId]:
        for tag in event.tags:
            if tag in self.plans:
                yield PlanId(tag)
            yield from self.ballots.get(tag, ())
