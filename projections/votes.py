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
    SharesCount,
    VotingClosed,
)
from domain.events.decisions import Secrecy
from domain.events.votes import (
    Effect,
    Electorate,
    EqualSharesRule,
    Form,
    GreedyRule,
    Lot,
    VoteAnnulled,
    VoteAnswered,
    VoteOpened,
)
from domain.events.voting_days import PaperBallotEntered
from domain.ids import DecisionId, VoteId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from domain.votes.secrecy import notices
from projections.base import Entry, Projection
from projections.decisions import State
from projections.order import newest_first, soonest_first


class VoteCount(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was counted of all projects together; each has its own document for the rest.
    ``invalid`` papers are received, and counted in nothing."""

    received: int
    blank: int
    funded: int
    spent_cents: int
    left_cents: int
    lot_mattered: bool
    shares: SharesCount | None = None
    invalid: int | None = None


class VoteAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the board does with an advisory vote; ``decision`` is the one by which it adopted
    what was advised, if it did."""

    answered_at: datetime
    reasons: str
    decision: DecisionId | None = None


class Annulment(msgspec.Struct, frozen=True, kw_only=True):
    court: str
    case_number: str
    annulled_at: datetime


class Vote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``received`` is the turnout: ballots that were neither replaced nor voided, and papers that
    were entered. ``duplicates`` were voided since their human had another ballot.

    ``decision`` is the board's own of before, by which the outcome is binding. ``answer_by`` is
    until when the board answers an advisory vote, and ``answer`` what it answered. ``lot_seed``
    (hex) is revealed with the count. ``notices`` are sentences that whoever votes in secret
    must know.
    """

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
    form: Form
    imported_from: str | None = None
    duplicates: int = 0
    count: VoteCount | None = None
    outcome: Outcome | None = None
    points: int | None = None
    equal_shares: EqualSharesRule | None = None
    decision: DecisionId | None = None
    answer_by: datetime | None = None
    bylaws: str | None = None
    secrecy_minimum: int | None = None
    trackers: bool | None = None
    notices: tuple[str, ...] | None = None
    paper: bool | None = None
    codes: bool | None = None
    lot_seed: str | None = None
    answer: VoteAnswer | None = None
    annulled: Annulment | None = None


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
        VoteAnswered,
        VoteAnnulled,
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
            documents[vote] = _after(documents[vote], recorded)

    def index(self, document: Vote) -> Iterable[Entry]:
        """List "votes", newest first; filter ``state:…``.

        List "due": those not declared yet, soonest close first; with paper, those not closed yet.
        """
        for each in ("", f"state:{document.state}"):
            yield Entry("votes", each, newest_first(document.position))
        waits_for_clerk = document.paper and document.state == "closed"
        if document.state != "declared" and not waits_for_clerk:
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
        form=event.form or "approval",
        points=event.points,
        equal_shares=event.equal_shares,
        decision=event.decision,
        answer_by=event.answer_by,
        bylaws=event.bylaws,
        secrecy_minimum=event.secrecy_minimum,
        trackers=event.trackers,
        notices=tuple(notices(event)) or None,
        paper=event.paper,
        codes=event.codes,
    )


def _after(document: Vote, recorded: Recorded) -> Vote:
    match recorded.event:
        case BallotCast(replaces=None) | PaperBallotEntered(entry=1):
            return msgspec.structs.replace(document, received=document.received + 1)
        case DeadlineExtended(closes_at=closes_at):
            return msgspec.structs.replace(document, closes_at=closes_at)
        case BallotVoided() | BallotWithdrawn():
            duplicate = getattr(recorded.event, "ground", None) == "duplicate"
            return msgspec.structs.replace(
                document,
                received=document.received - 1,
                duplicates=document.duplicates + duplicate,
            )
        case VotingClosed():
            return msgspec.structs.replace(document, state="closed")
        case ResultCounted(allocation=AllocationCount() as count, lot=lot):
            seed = None if lot is None else lot.seed
            return msgspec.structs.replace(document, count=_summed(count), lot_seed=seed)
        case ResultDeclared(outcome=outcome):
            return msgspec.structs.replace(document, state="declared", outcome=outcome)
    return _afterwards(document, recorded)


def _afterwards(document: Vote, recorded: Recorded) -> Vote:
    """What became of a declared result."""
    match recorded.event:
        case VoteAnswered(reasons=reasons, decision=decision):
            answer = VoteAnswer(answered_at=recorded.time, reasons=reasons, decision=decision)
            return msgspec.structs.replace(document, answer=answer)
        case VoteAnnulled(court=court, case_number=case_number, annulled_at=moment):
            annulled = Annulment(court=court, case_number=case_number, annulled_at=moment)
            return msgspec.structs.replace(document, annulled=annulled)
    return document


def _summed(count: AllocationCount) -> VoteCount:
    return VoteCount(
        received=count.received,
        blank=count.blank,
        funded=sum(project.outcome == "funded" for project in count.projects),
        spent_cents=count.spent_cents,
        left_cents=count.left_cents,
        lot_mattered=count.lot_mattered,
        shares=count.shares,
        invalid=count.invalid,
    )


VOTES: Projection[Vote] = Votes()
