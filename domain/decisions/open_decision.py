"""The clerk puts a question to an organ."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from domain.act import asks, minted
from domain.ballots.errors import ClosesInThePast, SecretNotYet
from domain.bylaws.articles import DecisionKind
from domain.bylaws.bylaws import changes_statutes
from domain.counting.majority import Quorum, Threshold
from domain.decisions.by_bylaws import (
    MIN_VOTERS,
    Asked,
    RuleOfDecision,
    by_bylaws,
    without_bylaws,
)
from domain.decisions.errors import (
    ApprovalMissing,
    BylawsDecisionRunning,
    DeedAwaited,
    InMeetingOrNot,
    NoSeats,
    OtherKind,
    TooManySeats,
)
from domain.decisions.in_meeting import defect_for, if_complete, in_second_meeting
from domain.decisions.outside_meeting import outside_meeting
from domain.events.ballots import Outcome, ResultDeclared
from domain.events.decisions import DecisionOpened, Secrecy
from domain.events.meetings import ItemPlaced, NoticeDefect
from domain.events.plans import PlanAdopted, PlanProposed
from domain.events.seats import SeatEstablished
from domain.ids import BylawsId, DecisionId, ItemId, MeetingId, PlanId
from domain.kernel import Event, Selector, on, select
from domain.meetings.errors import ItemNotFound, ItemNotOpen
from domain.meetings.meeting import MEETING_EVENTS, Meeting, SeesMeetings
from domain.meetings.on_one_meeting import require_chair, require_going_on
from domain.organisations.errors import BylawsAlreadyAdopted, BylawsNotFound, NoBylaws
from domain.organisations.versions import SeesBylaws, Version, hash_of
from domain.plans.errors import PlanAlreadyAdopted, PlanNotFound
from domain.record import canonical
from domain.seats.register import SEAT_EVENTS, SeesSeats
from domain.seats.resident_majority import require_resident_majority
from domain.seats.terms import BOARD

MOST_SEATS = 500


@dataclass(kw_only=True)
class OpenDecision(SeesSeats, SeesBylaws, SeesMeetings):
    """The rule in force is written into the event as exact integers.

    With bylaws in force it is theirs, by ``kind``; what is stated here beside it must be the
    same, unless they leave it open. Without bylaws it is what is stated here.
    """

    decision: DecisionId = minted()
    organ: str
    question: str
    threshold: Threshold | None = None
    quorum: Quorum | None = None
    closes_at: datetime
    min_voters: int | None = None
    secrecy: Secrecy | None = None
    plan: PlanId | None = None
    kind: DecisionKind | None = None
    proposed_bylaws: BylawsId | None = None
    approved_by: DecisionId | None = None
    item: ItemId | None = None
    outside_meeting: bool | None = None
    board_informed_at: datetime | None = None

    plan_text: str | None = field(init=False, default=None)
    adopted: bool = field(init=False, default=False)
    opened: dict[DecisionId, DecisionOpened] = field(init=False, default_factory=dict)
    declared: dict[DecisionId, Outcome] = field(init=False, default_factory=dict)

    def asked(self) -> bytes:
        """As ever: what used to have a value when it was left out is written down with it."""
        asked = {each.name: getattr(self, each.name) for each in asks(type(self))}
        if self.min_voters is None:
            asked["min_voters"] = MIN_VOTERS
        if self.secrecy is None:
            asked["secrecy"] = "open"
        return canonical([type(self).__name__, asked])

    def boundary(self) -> Sequence[Selector]:
        selectors = [select(SeatEstablished, tags=[f"organ:{self.organ}"]), *self.all_versions()]
        if self.plan is not None:
            selectors.append(select(PlanProposed, PlanAdopted, tags=[self.plan]))
        if self.proposed_bylaws is not None:
            for kind in ("statutes", "regulations"):
                selectors.append(select(DecisionOpened, tags=[f"kind:{kind}"], latest=True))
        if self.approved_by is not None:
            selectors.append(select(DecisionOpened, tags=[self.approved_by]))
        selectors += [select(ResultDeclared, tags=[decision]) for decision in self.opened]
        if self.organ == BOARD and self.versions.in_force(self.at) is not None:
            selectors.append(select(*SEAT_EVENTS, tags=[f"organ:{BOARD}"]))
        return [*selectors, *self._of_meetings()]

    def _of_meetings(self) -> Sequence[Selector]:
        """The item tells the meeting, and a second meeting the first."""
        if self.item is None:
            return ()
        selectors = [select(ItemPlaced, tags=[self.item])]
        selectors.append(select(*SEAT_EVENTS, tags=[f"organ:{self.organ}"]))
        meeting = self.meeting_of(self.item)
        if meeting is not None:
            selectors.append(select(*MEETING_EVENTS, tags=[meeting]))
            called = self.meetings[meeting].called
            if called is not None and called.second_of is not None:
                first = called.second_of
                selectors.append(select(*MEETING_EVENTS, tags=[first]))
                selectors.append(select(DecisionOpened, tags=[first]))
        return selectors

    def meeting_of(self, item: ItemId) -> MeetingId | None:
        known = self.meetings.items()
        return next((name for name, meeting in known if item in meeting.items), None)

    @on(PlanProposed)
    def _(self, text: str) -> None:
        self.plan_text = text

    @on(PlanAdopted)
    def _(self) -> None:
        self.adopted = True

    @on(DecisionOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionOpened)
        self.opened[event.decision] = event

    @on(ResultDeclared)
    def _(self, decision: DecisionId | None, outcome: Outcome) -> None:
        if decision is not None:
            self.declared[decision] = outcome

    def execute(self) -> None:
        meeting = self._meeting()
        if meeting is None or "clerk" in self.actor_roles:
            self.require_role("clerk")
        else:
            require_chair(self.register, self.organ, self.actor, self.at)
        self._require_plan()
        proposed = self._proposed()
        version = self.versions.in_force(self.at)
        kind = self._kind(version, proposed)
        if proposed is not None:
            self._require_turn(kind)
        rule = self._rule(version, kind)
        if version is not None and kind is not None:
            require_resident_majority(version.content, kind, self.organ, self.register, self.at)
        proposal = self._proposal(proposed)
        if rule.approval_of is not None:
            self._require_approval(rule.approval_of, proposal)
        seats = self.register.on_organ(self.organ)
        if not seats:
            raise NoSeats(organ=self.organ)
        if len(seats) > MOST_SEATS:
            raise TooManySeats(organ=self.organ)
        self._require_offered(rule)
        rule, defect = self._as_held(rule, version, kind, meeting)
        self.record(
            DecisionOpened(
                decision=self.decision,
                organ=self.organ,
                question=self.question,
                proposal=proposal,
                method="majority",
                threshold=rule.threshold,
                quorum=rule.quorum,
                min_voters=rule.min_voters,
                secrecy=rule.secrecy,
                seats=tuple(seats),
                closes_at=self.closes_at,
                plan=self.plan,
                bylaws=None if version is None else hash_of(version.content),
                kind=kind,
                proposed_bylaws=self.proposed_bylaws,
                approved_by=self.approved_by,
                meeting=None if self.item is None else self.meeting_of(self.item),
                item=self.item,
                defect=defect,
                outside_meeting=self.outside_meeting or None,
                board_informed_at=self.board_informed_at,
            )
        )

    def _meeting(self) -> Meeting | None:
        """The item is open, in a meeting of this organ."""
        if self.item is None:
            return None
        self.require_member()
        if self.outside_meeting:
            raise InMeetingOrNot
        name = self.meeting_of(self.item)
        if name is None:
            raise ItemNotFound(item=self.item)
        meeting = self.meetings[name]
        assert meeting.called is not None
        if meeting.called.organ != self.organ:
            raise ItemNotFound(item=self.item)
        require_going_on(meeting, name)
        if meeting.open_item != self.item:
            raise ItemNotOpen(item=self.item)
        return meeting

    def _as_held(
        self,
        rule: RuleOfDecision,
        version: Version | None,
        kind: DecisionKind | None,
        meeting: Meeting | None,
    ) -> tuple[RuleOfDecision, NoticeDefect | None]:
        """What the meeting, or that there is none, changes in the rule."""
        bylaws = None if version is None else version.content
        if self.outside_meeting:
            if bylaws is None or kind is None:
                raise NoBylaws
            informed = self.board_informed_at
            knows = informed is not None and informed <= self.at
            return outside_meeting(rule, bylaws, self.organ, kind, knows), None
        if meeting is None or self.item is None:
            return rule, None
        placed = meeting.items[self.item]
        first = self._first(meeting, placed)
        if first is not None and bylaws is not None:
            rule = in_second_meeting(rule, first, self.register, bylaws)
        defect = defect_for(meeting, placed, bylaws, kind)
        if defect is not None:
            in_office = self.register.in_office(self.organ, self.at)
            there = meeting.attendance.taking_part(self.at)
            rule = if_complete(rule, bylaws, in_office, there)
        return rule, defect

    def _first(self, meeting: Meeting, placed: ItemPlaced) -> Meeting | None:
        """The first meeting, if it had this item and did not decide on it."""
        called = meeting.called
        assert called is not None
        if called.second_of is None or placed.carried_from is None:
            return None
        first = self.meetings[called.second_of]
        decided = {
            opened.item
            for opened in self.opened.values()
            if self.declared.get(opened.decision) in ("adopted", "rejected")
        }
        if placed.carried_from not in first.items or placed.carried_from in decided:
            return None
        return first

    def _require_offered(self, rule: RuleOfDecision) -> None:
        if self.closes_at <= self.at:
            raise ClosesInThePast
        if rule.secrecy == "secret":
            raise SecretNotYet

    def _require_plan(self) -> None:
        if self.plan is None:
            return
        if self.plan_text is None:
            raise PlanNotFound(plan=self.plan)
        if self.adopted:
            raise PlanAlreadyAdopted(plan=self.plan)

    def _proposed(self) -> Version | None:
        if self.proposed_bylaws is None:
            return None
        version = self.versions.known.get(self.proposed_bylaws)
        if version is None:
            raise BylawsNotFound(bylaws=self.proposed_bylaws)
        if version.adopted is not None and version.lapsed_from is None:
            raise BylawsAlreadyAdopted(bylaws=self.proposed_bylaws)
        return version

    def _kind(self, version: Version | None, proposed: Version | None) -> DecisionKind | None:
        """What is decided says the kind; only where it does not, the clerk does."""
        if proposed is not None:
            if version is None:
                raise NoBylaws
            changes = changes_statutes(version.content, proposed.content)
            kind: DecisionKind = "statutes" if changes else "regulations"
            if self.kind not in (None, kind, "approval"):
                raise OtherKind(kind=kind)
            return self.kind or kind
        if self.kind in ("statutes", "regulations"):
            raise OtherKind(kind="plan" if self.plan is not None else "other")
        if self.kind is None and version is not None:
            return "plan" if self.plan is not None else "other"
        return self.kind

    def _require_turn(self, kind: DecisionKind | None) -> None:
        """One at a time, so that no version undoes another that its voters did not know of."""
        if kind == "approval":
            return
        for decision, opened in self.opened.items():
            if opened.kind in ("statutes", "regulations") and decision not in self.declared:
                raise BylawsDecisionRunning(decision=decision)
        awaiting = self.versions.awaiting_deed()
        if kind == "regulations" and awaiting is not None:
            raise DeedAwaited(bylaws=awaiting.bylaws)

    def _rule(self, version: Version | None, kind: DecisionKind | None) -> RuleOfDecision:
        asked = Asked(
            threshold=self.threshold,
            quorum=self.quorum,
            min_voters=self.min_voters,
            secrecy=self.secrecy,
        )
        if version is None or kind is None:
            return without_bylaws(asked)
        return by_bylaws(version.content, kind, self.organ, asked)

    def _proposal(self, proposed: Version | None) -> str:
        if proposed is not None:
            return hash_of(proposed.content)
        return sha256((self.plan_text or self.question).encode()).hexdigest()

    def _require_approval(self, organ: str, proposal: str) -> None:
        """An organ approves by a decision of its own, on the same text, before this one."""
        opened = None if self.approved_by is None else self.opened.get(self.approved_by)
        if (
            opened is None
            or (opened.kind, opened.organ, opened.proposal) != ("approval", organ, proposal)
            or self.declared.get(opened.decision) != "adopted"
        ):
            raise ApprovalMissing(organ=organ)
