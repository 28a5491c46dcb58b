"""What organs were asked to decide. Until the result: turnout, and nothing else."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.bylaws.articles import DecisionKind
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
    DecisionOpened,
    FollowsAs,
    MethodObjected,
    Option,
    Secrecy,
)
from domain.events.meetings import NoticeDefect
from domain.ids import BylawsId, DecisionId, ItemId, MeetingId, OptionId, PlanId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.after_result import AFTER_RESULT, AfterResult, after
from projections.base import Entry, Projection
from projections.order import newest_first, soonest_first

State = Literal["drafted", "open", "closed", "counted", "declared", "expired"]
"""Open until the close is recorded; in a meeting counted until the chair declares the result."""


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``received`` is the turnout: ballots that were neither replaced nor voided."""

    decision: DecisionId
    organ: str
    question: str
    proposal: str
    method: str
    quorum: Quorum
    min_voters: int
    secrecy: Secrecy
    seats: int
    opened_at: datetime
    closes_at: datetime
    position: int
    state: State
    received: int
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
    objected: int | None = None
    """For how many seats somebody objected to deciding outside a meeting."""
    text: str | None = None
    options: tuple[Option, ...] | None = None
    options_rule: OptionsRule | None = None
    groups: GroupGate | None = None
    """Those that voters name themselves go with a ballot."""
    secrecy_minimum: int | None = None
    trackers: bool | None = None
    notices: tuple[str, ...] | None = None
    """What whoever votes in secret must know; there until voting closes."""
    chosen: tuple[OptionId, ...] | None = None
    count: MajorityCount | None = None
    outcome: Outcome | None = None
    follows: DecisionId | None = None
    follows_as: FollowsAs | None = None
    case: DecisionId | None = None
    """The first decision about the same proposal; absent in the first itself."""
    followed_by: DecisionId | None = None
    """The last that follows this one."""
    after: AfterResult | None = None


class Decisions:
    NAME = "decisions"
    VERSION = 4
    FOLLOWS: tuple[type[Event], ...] = (
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
        if isinstance(event, DecisionOpened):
            documents[event.decision] = _opened(event, recorded)
            _follow(documents, event)
        elif isinstance(event, AFTER_RESULT):
            _after_result(documents, event)
        else:
            for decision in self.touches(event):
                documents[decision] = _after(documents[decision], event)

    def index(self, document: Decision) -> Iterable[Entry]:
        """List "decisions", newest first; filters ``state:…``, ``organ:…``, a plan, a
        meeting.

        List "due": those not declared yet, soonest close first.
        """
        filters = ["", f"state:{document.state}", f"organ:{document.organ}"]
        filters += [each for each in (document.plan, document.meeting) if each is not None]
        yield from (Entry("decisions", f, newest_first(document.position)) for f in filters)
        if document.state in ("open", "closed"):
            yield Entry("due", "", soonest_first(document.closes_at))


def _opened(event: DecisionOpened, recorded: Recorded) -> Decision:
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
        plan=event.plan,
        kind=event.kind,
        bylaws=event.bylaws,
        proposed_bylaws=event.proposed_bylaws,
        approved_by=event.approved_by,
        meeting=event.meeting,
        item=event.item,
        defect=event.defect,
        outside_meeting=event.outside_meeting,
        text=event.text,
        options=event.options,
        options_rule=event.options_rule,
        groups=event.groups,
        secrecy_minimum=event.secrecy_minimum,
        trackers=event.trackers,
        notices=tuple(notices(event)) or None,
        follows=event.follows,
        follows_as=event.follows_as,
        case=event.case,
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
        case VotingClosed():
            return msgspec.structs.replace(document, state="closed", notices=None)
        case ResultCounted(majority=count):
            return msgspec.structs.replace(document, state="counted", count=count)
        case ResultDeclared(outcome=outcome, chosen=chosen):
            return msgspec.structs.replace(
                document, state="declared", outcome=outcome, chosen=chosen
            )
    return document


DECISIONS: Projection[Decision] = Decisions()
