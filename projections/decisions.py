"""What organs are asked to decide, from the draft on. Until the result: turnout, and nothing
else."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.bylaws.articles import DecisionKind, OfficeWeight
from domain.counting.election_round import NextRound
from domain.counting.groups import GroupGate
from domain.counting.majority import MajorityCount, Quorum, Threshold
from domain.counting.methods import OptionsRule
from domain.decisions.secrecy import notices
from domain.events.ballots import (
    BallotCast,
    BallotVoided,
    BallotWithdrawn,
    DeadlineExtended,
    Outcome,
    ResultCounted,
    ResultDeclared,
    VotingClosed,
)
from domain.events.decisions import (
    BoardMissing,
    ConsentRule,
    DecisionDrafted,
    DecisionExpired,
    DecisionOpened,
    FollowsAs,
    MethodObjected,
    Option,
    ProxyRule,
    QuorumCounts,
    Secrecy,
)
from domain.events.meetings import NoticeDefect
from domain.events.seats import Office
from domain.ids import ArgumentId, BylawsId, DecisionId, ItemId, MeetingId, OptionId, PlanId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.after_result import AFTER_RESULT, AfterResult, after
from projections.base import Entry, Projection
from projections.counts import Counts, EffectsAsked, counts_of, rest_of_the_rule, shown
from projections.order import newest_first, soonest_first

State = Literal["drafted", "open", "closed", "counted", "declared", "expired"]
"""Open until the close is recorded; in a meeting counted until the chair declares the result."""


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``received`` is the turnout: ballots that were neither replaced nor voided. The rule is
    there once it was put to the vote; a draft has none yet."""

    decision: DecisionId
    organ: str
    question: str
    position: int
    state: State
    received: int
    proposal: str | None = None
    method: str | None = None
    quorum: Quorum | None = None
    min_voters: int | None = None
    secrecy: Secrecy | None = None
    seats: int | None = None
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    drafted_at: datetime | None = None
    expires_at: datetime | None = None
    """When a draft expires that nobody puts to the vote."""
    follows: DecisionId | None = None
    follows_as: FollowsAs | None = None
    case: DecisionId | None = None
    """The first of the decisions that follow one another about the same proposal."""
    round: int | None = None
    """Of consent, counted from 1."""
    resolves: tuple[ArgumentId, ...] | None = None
    """The objections that these words are to resolve."""
    threshold: Threshold | None = None
    plan: PlanId | None = None
    kind: DecisionKind | None = None
    bylaws: str | None = None
    """SHA-256 (hex) of the version of the bylaws that it was opened under."""
    proposed_bylaws: BylawsId | None = None
    approved_by: DecisionId | None = None
    meeting: MeetingId | None = None
    item: ItemId | None = None
    defect: NoticeDefect | None = None
    outside_meeting: bool | None = None
    early: bool | None = None
    """True if one may vote before the meeting begins."""
    acts_for_board: BoardMissing | None = None
    """Why the organ decides what is the board's to decide."""
    objected: int | None = None
    """For how many seats somebody objected to deciding outside a meeting."""
    text: str | None = None
    options: tuple[Option, ...] | None = None
    """Where they are many, their words are cut off; the record has them all."""
    options_rule: OptionsRule | None = None
    election_round: NextRound | None = None
    """Who of the options stands in this round of an election, and for how many places."""
    groups: GroupGate | None = None
    """Those that voters name themselves go with a ballot."""
    secrecy_minimum: int | None = None
    trackers: bool | None = None
    notices: tuple[str, ...] | None = None
    """What whoever votes in secret must know; there until voting closes."""
    chosen: tuple[OptionId, ...] | None = None
    count: MajorityCount | None = None
    outcome: Outcome | None = None
    ground: str | None = None
    """Why it ended without a count."""
    referred_to: str | None = None
    followed_by: DecisionId | None = None
    """The last that follows this one."""
    after: AfterResult | None = None

    # The rest of the rule, and the count of every method: ``projections.counts``.
    quorum_counts: QuorumCounts | None = None
    weights: tuple[OfficeWeight, ...] | None = None
    casting_vote_of: Office | None = None
    proxies: ProxyRule | None = None
    residents_at_the_vote: Quorum | None = None
    lot_sha256: str | None = None
    """SHA-256 (hex) of the lot's seed, which the count reveals."""
    consent: ConsentRule | None = None
    recused: int | None = None
    """How many were recused when it was opened."""
    effects: EffectsAsked | None = None
    affected: int | None = None
    """How many groups are affected, each with somebody who speaks for it."""
    review_on: datetime | None = None
    counts: Counts | None = None


class Decisions:
    NAME = "decisions"
    VERSION = 9
    FOLLOWS: tuple[type[Event], ...] = (
        DecisionDrafted,
        DecisionExpired,
        DecisionOpened,
        BallotCast,
        BallotVoided,
        BallotWithdrawn,
        DeadlineExtended,
        VotingClosed,
        ResultCounted,
        ResultDeclared,
        MethodObjected,
        *AFTER_RESULT,
    )
    DOCUMENT = Decision

    def touches(self, event: Event) -> Iterable[str]:
        decision: DecisionId | None = getattr(event, "decision", None)
        follows = event.follows if isinstance(event, DecisionOpened) else None
        return [each for each in (decision, follows) if each is not None]

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Decision], recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, DecisionDrafted):
            documents[event.decision] = _drafted(event, recorded)
        elif isinstance(event, DecisionOpened):
            draft = documents.get(event.decision)
            documents[event.decision] = _opened(event, recorded, draft)
            _follow(documents, event)
        elif isinstance(event, AFTER_RESULT):
            _after_result(documents, event)
        else:
            for decision in self.touches(event):
                documents[decision] = _after(documents[decision], event)

    def index(self, document: Decision) -> Iterable[Entry]:
        """List "decisions", newest first; filters ``state:…``, ``organ:…``, a plan, a
        meeting.

        List "due": those not declared yet, soonest close first; drafts when they expire.
        """
        filters = ["", f"state:{document.state}", f"organ:{document.organ}"]
        filters += [each for each in (document.plan, document.meeting) if each is not None]
        yield from (Entry("decisions", f, newest_first(document.position)) for f in filters)
        due = document.expires_at if document.state == "drafted" else document.closes_at
        if due is not None and document.state in ("drafted", "open", "closed"):
            yield Entry("due", "", soonest_first(due))


def _drafted(event: DecisionDrafted, recorded: Recorded) -> Decision:
    return Decision(
        decision=event.decision,
        organ=event.organ,
        question=event.question,
        position=recorded.position,
        state="drafted",
        received=0,
        drafted_at=recorded.time,
        expires_at=event.expires_at,
        plan=event.plan,
        kind=event.kind,
        proposed_bylaws=event.proposed_bylaws,
        text=event.text,
    )


def _opened(event: DecisionOpened, recorded: Recorded, draft: Decision | None) -> Decision:
    return Decision(
        decision=event.decision,
        organ=event.organ,
        question=event.question,
        proposal=event.proposal,
        method=event.method,
        threshold=event.threshold,
        quorum=event.quorum,
        min_voters=event.min_voters,
        secrecy=event.secrecy,
        seats=len(event.seats),
        opened_at=recorded.time,
        closes_at=event.closes_at,
        position=recorded.position,
        state="open",
        received=0,
        drafted_at=None if draft is None else draft.drafted_at,
        follows=event.follows,
        follows_as=event.follows_as,
        case=event.case,
        round=None if event.consent is None else event.consent.round,
        resolves=event.resolves,
        plan=event.plan,
        kind=event.kind,
        bylaws=event.bylaws,
        proposed_bylaws=event.proposed_bylaws,
        approved_by=event.approved_by,
        meeting=event.meeting,
        item=event.item,
        defect=event.defect,
        outside_meeting=event.outside_meeting,
        early=event.early,
        acts_for_board=event.acts_for_board,
        text=event.text,
        options=shown(event),
        options_rule=event.options_rule,
        election_round=event.election_round,
        groups=event.groups,
        secrecy_minimum=event.secrecy_minimum,
        trackers=event.trackers,
        notices=tuple(notices(event)) or None,
        **rest_of_the_rule(event),
    )


def _follow(documents: MutableMapping[str, Decision], event: DecisionOpened) -> None:
    """The decision that is followed is not among those that one document is replayed from."""
    if event.follows is not None and event.follows in documents:
        documents[event.follows] = msgspec.structs.replace(
            documents[event.follows], followed_by=event.decision
        )


def _after_result(documents: MutableMapping[str, Decision], event: Event) -> None:
    """An event may name another decision too, from which that one is not replayed."""
    decision: DecisionId = event.decision  # type: ignore[attr-defined]
    if decision in documents:
        known = documents[decision]
        documents[decision] = msgspec.structs.replace(known, after=after(known.after, event))


def _after(document: Decision, event: Event) -> Decision:
    match event:
        case BallotCast(replaces=None):
            return msgspec.structs.replace(document, received=document.received + 1)
        case BallotVoided() | BallotWithdrawn():
            return msgspec.structs.replace(document, received=document.received - 1)
        case MethodObjected():
            return msgspec.structs.replace(document, objected=(document.objected or 0) + 1)
        case DeadlineExtended(closes_at=closes_at):
            return msgspec.structs.replace(document, closes_at=closes_at)
        case VotingClosed() | DecisionExpired():
            state: State = "closed" if isinstance(event, VotingClosed) else "expired"
            return msgspec.structs.replace(document, state=state, notices=None)
        case ResultCounted(majority=count) as counted:
            options = [each.option for each in document.options or ()]
            return msgspec.structs.replace(
                document, state="counted", count=count, counts=counts_of(counted, options)
            )
        case ResultDeclared(outcome=outcome, chosen=chosen) as declared:
            return msgspec.structs.replace(
                document,
                state="declared",
                outcome=outcome,
                chosen=chosen,
                ground=declared.ground,
                referred_to=declared.referred_to,
            )
    return document


DECISIONS: Projection[Decision] = Decisions()
