"""What a neighbourhood was asked to choose. Until the result: turnout, and nothing else."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.counting.approval import BallotLimits
from domain.events.ballots import (
    AllocationCount,
    BallotCast,
    BallotVoided,
    BallotWithdrawn,
    DeadlineExtended,
    Outcome,
    ResultCounted,
    ResultDeclared,
    VotingClosed,
)
from domain.events.decisions import Secrecy
from domain.events.votes import Effect, Electorate, GreedyRule, Lot, VoteOpened
from domain.events.voting_days import PaperBallotEntered
from domain.ids import VoteId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.decisions import State
from projections.order import newest_first, soonest_first


class VoteCount(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted of all projects together; each has its own document for the rest."""

    received: int
    blank: int
    funded: int
    spent_cents: int
    left_cents: int
    lot_mattered: bool


class Vote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``received`` is the turnout: ballots that were neither replaced nor voided, and papers of
    which somebody entered what they say. ``duplicates`` were voided since their human had
    another one."""

    vote: VoteId
    title: str
    currency: str
    budget_cents: int
    projects: int
    limits: BallotLimits
    allocation: GreedyRule
    lot: Lot
    electorate: Electorate
    entitled: int
    electorate_sha256: str
    effect: Effect
    secrecy: Secrecy
    opened_at: datetime
    closes_at: datetime
    position: int
    state: State
    received: int
    imported_from: str | None = None
    paper: bool = False
    codes: bool = False
    duplicates: int = 0
    count: VoteCount | None = None
    outcome: Outcome | None = None


class Votes:
    NAME = "votes"
    VERSION = 3
    FOLLOWS: tuple[type[Event], ...] = (
        VoteOpened,
        BallotCast,
        BallotVoided,
        BallotWithdrawn,
        PaperBallotEntered,
        DeadlineExtended,
        VotingClosed,
        ResultCounted,
        ResultDeclared,
    )
    DOCUMENT = Vote

    def touches(self, event: Event) -> Iterable[str]:
        vote: VoteId | None = getattr(event, "vote", None)
        return () if vote is None else (vote,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Vote], recorded: Recorded) -> None:
        if isinstance(recorded.event, VoteOpened):
            documents[recorded.event.vote] = _opened(recorded.event, recorded)
            return
        for vote in self.touches(recorded.event):
            documents[vote] = _after(documents[vote], recorded.event)

    def index(self, document: Vote) -> Iterable[Entry]:
        """List "votes", newest first; filter ``state:…``.

        List "due": those not declared yet, soonest close first.
        """
        for each in ("", f"state:{document.state}"):
            yield Entry("votes", each, newest_first(document.position))
        if document.state != "declared":
            yield Entry("due", "", soonest_first(document.closes_at))


def _opened(event: VoteOpened, recorded: Recorded) -> Vote:
    return Vote(
        vote=event.vote,
        title=event.title,
        currency=event.currency,
        budget_cents=event.budget_cents,
        projects=len(event.projects),
        limits=event.limits,
        allocation=event.allocation,
        lot=event.lot,
        electorate=event.electorate,
        entitled=event.entitled,
        electorate_sha256=event.electorate_sha256,
        effect=event.effect,
        secrecy=event.secrecy,
        opened_at=recorded.time,
        closes_at=event.closes_at,
        position=recorded.position,
        state="open",
        received=0,
        imported_from=event.imported_from,
        paper=bool(event.paper),
        codes=bool(event.codes),
    )


def _after(document: Vote, event: Event) -> Vote:
    match event:
        case BallotCast(replaces=None) | PaperBallotEntered(entry=1):
            return msgspec.structs.replace(document, received=document.received + 1)
        case DeadlineExtended(closes_at=closes_at):
            return msgspec.structs.replace(document, closes_at=closes_at)
        case BallotVoided() | BallotWithdrawn():
            duplicate = isinstance(event, BallotVoided) and event.ground == "duplicate"
            return msgspec.structs.replace(
                document,
                received=document.received - 1,
                duplicates=document.duplicates + duplicate,
            )
        case VotingClosed():
            return msgspec.structs.replace(document, state="closed")
        case ResultCounted(allocation=AllocationCount() as count):
            return msgspec.structs.replace(document, count=_summed(count))
        case ResultDeclared(outcome=outcome):
            return msgspec.structs.replace(document, state="declared", outcome=outcome)
    return document


def _summed(count: AllocationCount) -> VoteCount:
    return VoteCount(
        received=count.received,
        blank=count.blank,
        funded=sum(project.outcome == "funded" for project in count.projects),
        spent_cents=count.spent_cents,
        left_cents=count.left_cents,
        lot_mattered=count.lot_mattered,
    )


VOTES: Projection[Vote] = Votes()
