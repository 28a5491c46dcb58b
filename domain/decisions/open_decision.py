"""The clerk puts a question to an organ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from domain.act import asks, minted
from domain.ballots.errors import ClosesInThePast, DecisionNotFound
from domain.bylaws.articles import DecisionKind
from domain.bylaws.bylaws import changes_statutes
from domain.counting.groups import GroupGate
from domain.counting.lot import commitment
from domain.counting.majority import Quorum, Threshold
from domain.counting.methods import AMONG_OPTIONS, Method, OptionsRule
from domain.decisions.by_bylaws import (
    MIN_VOTERS,
    Asked,
    RuleOfDecision,
    by_bylaws,
    without_bylaws,
)
from domain.decisions.early_votes import require_early
from domain.decisions.errors import (
    AlreadyOpened,
    ApprovalMissing,
    BylawsDecisionRunning,
    DeedAwaited,
    EvaluatedTooSoon,
    InMeetingOrNot,
    NeitherNor,
    NoPlanToEvaluate,
    NoSeats,
    NotAffected,
    NotHeard,
    OtherKind,
    OtherThanDrafted,
    ReviewInThePast,
    TooManySeats,
)
from domain.decisions.for_the_board import acting_for_board, acts_for_board
from domain.decisions.in_meeting import defect_for, if_complete, in_second_meeting
from domain.decisions.options import (
    Effect,
    NewOption,
    first_round,
    named,
    require_candidates,
    require_effect,
    require_secrecy,
    with_options,
)
from domain.decisions.outside_meeting import outside_meeting
from domain.events.ballots import Outcome, ResultDeclared
from domain.events.decisions import (
    AffectedGroup,
    BoardMissing,
    DecisionDrafted,
    DecisionExpired,
    DecisionLot,
    DecisionOpened,
    HolderToSuspend,
    OfficeToFill,
    Option,
    SeatToFill,
    Secrecy,
)
from domain.events.meetings import ItemPlaced, NoticeDefect
from domain.events.plans import PlanPutOnBallot
from domain.ids import (
    BylawsId,
    DecisionId,
    ItemId,
    MeetingId,
    OptionId,
    PersonId,
    PlanId,
    SeatId,
)
from domain.kernel import Event, Selector, on, select, unsealed
from domain.meetings.errors import ItemNotFound, ItemNotOpen
from domain.meetings.meeting import MEETING_EVENTS, Meeting, SeesMeetings
from domain.meetings.on_one_meeting import require_chair, require_going_on
from domain.organisations.errors import BylawsAlreadyAdopted, BylawsNotFound, NoBylaws
from domain.organisations.versions import SeesBylaws, Version, hash_of
from domain.plans.bearers import PutsPlans
from domain.plans.evaluation import evaluation_months
from domain.record import canonical
from domain.seats.filling import Fillings
from domain.seats.recusals import RECUSAL_EVENTS, Recusals
from domain.seats.register import SEAT_EVENTS, SeesSeats
from domain.seats.resident_majority import require_resident_majority
from domain.seats.terms import BOARD
from domain.seats.who_may_hold import PERSON_EVENTS

MOST_SEATS = 500


@dataclass(kw_only=True)
class OpenDecision(SeesSeats, SeesBylaws, SeesMeetings, PutsPlans):
    """The rule in force is written into the event as exact integers.

    With bylaws in force it is theirs, by ``kind``; what is stated here beside it must be the
    same, unless they leave it open. Without bylaws it is what is stated here.
    """

    decision: DecisionId = minted()
    option_ids: tuple[OptionId, ...] = field(default=(), metadata={"minted": True})
    """Name ``options`` in the same order."""
    seed: bytes = field(default=b"", metadata={"minted": True})
    """Of the lot: committed to now, revealed by the count."""
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
    draft: DecisionId | None = None
    text: str | None = None
    method: Method | None = None
    options: tuple[NewOption, ...] | None = None
    options_rule: OptionsRule | None = None
    groups: GroupGate | None = None
    concerns: tuple[PersonId, ...] | None = None
    heard_at: datetime | None = None
    fills: tuple[SeatToFill, ...] | None = None
    office: OfficeToFill | None = None
    dismisses: SeatId | None = None
    suspends: HolderToSuspend | None = None
    affected: tuple[AffectedGroup, ...] | None = None
    review_on: datetime | None = None
    early: bool | None = None
    """Before the general meeting has begun, on an item of its agenda."""
    evaluate_on: datetime | None = None

    opened: dict[DecisionId, DecisionOpened] = field(init=False, default_factory=dict)
    declared: dict[DecisionId, Outcome] = field(init=False, default_factory=dict)
    drafted: DecisionDrafted | None = field(init=False, default=None)
    expired: bool = field(init=False, default=False)
    recusals: Recusals = field(init=False, default_factory=Recusals)

    def asked(self) -> bytes:
        """As ever: what used to have a value when it was left out is written down with it."""
        asked = {each.name: getattr(self, each.name) for each in asks(type(self))}
        if self.min_voters is None:
            asked["min_voters"] = MIN_VOTERS
        if self.secrecy is None:
            asked["secrecy"] = "open"
        return canonical([type(self).__name__, asked])

    def boundary(self) -> Sequence[Selector]:
        organ = select(*SEAT_EVENTS, tags=[f"organ:{self.organ}"])
        selectors = [organ, *self.all_versions(), *self._of_persons(), *self._of_seats()]
        version = self.versions.in_force(self.at)
        if version is not None and acting_for_board(version.content, self.organ):
            selectors.append(select(*SEAT_EVENTS, tags=[f"organ:{BOARD}"]))
        selectors += self.of_plans(self._plans())
        if self.proposed_bylaws is not None:
            for kind in ("statutes", "regulations"):
                selectors.append(select(DecisionOpened, tags=[f"kind:{kind}"], latest=True))
        if self.approved_by is not None:
            selectors.append(select(DecisionOpened, tags=[self.approved_by]))
        if self.draft is not None:
            drafts = (DecisionDrafted, DecisionExpired, DecisionOpened)
            selectors.append(select(*drafts, *RECUSAL_EVENTS, tags=[self.draft]))
        selectors += [select(ResultDeclared, tags=[decision]) for decision in self.opened]
        return [*selectors, *self._of_meetings()]

    def _of_persons(self) -> list[Selector]:
        candidates = [each.person for each in self.options or ()]
        speakers = [each.spokesperson for each in self.affected or ()]
        named = [*candidates, *speakers, *(self.concerns or ())]
        return [select(*PERSON_EVENTS, tags=[each]) for each in named if each is not None]

    def _of_seats(self) -> list[Selector]:
        """Of other organs too, where a seat of theirs is to be filled: with all that organ's
        seats, once it is known, for the terms that a candidate had on any of them."""
        suspended = None if self.suspends is None else self.suspends.seat
        filled = [each.seat for each in self.fills or ()]
        seats = [seat for seat in (self.dismisses, suspended, *filled) if seat is not None]
        known = [self.register.seats[seat] for seat in filled if seat in self.register.seats]
        organs = dict.fromkeys(f"organ:{each.organ}" for each in known)
        return [select(*SEAT_EVENTS, tags=[tag]) for tag in (*seats, *organs)]

    def _plans(self) -> list[PlanId]:
        plans = [self.plan, *(each.plan for each in self.options or ())]
        return [plan for plan in plans if plan is not None]

    def _of_meetings(self) -> Sequence[Selector]:
        """The item tells the meeting, and a second meeting the first."""
        if self.item is None:
            return ()
        selectors = [select(ItemPlaced, tags=[self.item])]
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

    @on(DecisionOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionOpened)
        self.opened[event.decision] = event

    @on(DecisionDrafted)
    def _(self, event: Event) -> None:
        assert isinstance(event, DecisionDrafted)
        self.drafted = event

    @on(DecisionExpired)
    def _(self) -> None:
        self.expired = True

    @on(ResultDeclared)
    def _(self, decision: DecisionId | None, outcome: Outcome) -> None:
        if decision is not None:
            self.declared[decision] = outcome

    def see(self, event: Event, **envelope: Any) -> None:
        super().see(event, **envelope)
        if isinstance(event, RECUSAL_EVENTS):
            self.recusals.see(event)

    @property
    def name(self) -> DecisionId:
        """A draft keeps its name when it is put to the vote."""
        return self.draft or self.decision

    def execute(self) -> None:
        meeting = self._meeting()
        if meeting is None or "clerk" in self.actor_roles:
            self.require_role("clerk")
        else:
            require_chair(self.register, self.organ, self.actor, self.at)
        self._require_draft()
        version = self.versions.in_force(self.at)
        texts = self._plan_texts(version)
        proposed = self._proposed()
        kind = self._kind(version, proposed)
        if proposed is not None:
            self._require_turn(kind)
        for_board = self._for_board(version, kind)
        rule = self._rule(version, kind, for_board)
        if version is not None and kind is not None:
            require_resident_majority(version.content, kind, self.organ, self.register, self.at)
        proposal = self._proposal(proposed, texts)
        if rule.approval_of is not None:
            self._require_approval(rule.approval_of, proposal)
        seats = self._seats()
        if self.closes_at <= self.at:
            raise ClosesInThePast
        options, effect = named(self.options or (), self.option_ids), self._effect()
        in_meeting = meeting is not None and not self.early
        rule = with_options(rule, options, effect, in_meeting=in_meeting)
        rule, defect = self._as_held(rule, version, kind, meeting)
        recused = self._recused(effect)
        self._require_around(rule, options, effect, recused)
        opened = self.record(
            DecisionOpened(
                decision=self.name,
                organ=self.organ,
                question=self.question,
                proposal=proposal,
                method=rule.method,
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
                text=self.text,
                options=options or None,
                options_rule=rule.options_rule,
                election_round=first_round(rule.options_rule, options),
                consent=rule.consent,
                quorum_counts=rule.quorum_counts,
                weights=rule.weights,
                casting_vote_of=rule.casting_vote_of,
                groups=rule.groups,
                residents_at_the_vote=rule.residents_at_the_vote,
                proxies=rule.proxies,
                secrecy_minimum=rule.secrecy_minimum if rule.secrecy == "secret" else None,
                trackers=self._trackers(rule),
                **self._lot(rule),
                concerns=self._concerned(effect) or None,
                heard_at=self.heard_at,
                recused=tuple(sorted(recused)) or None,
                fills=self.fills,
                office=self.office,
                dismisses=self.dismisses,
                suspends=self.suspends,
                affected=self.affected,
                send_back_days=rule.send_back_days if self.affected else None,
                review_on=self.review_on,
                acts_for_board=for_board,
                early=self.early or None,
                evaluate_on=self.evaluate_on,
                evaluation_months=(
                    evaluation_months(None if version is None else version.content)
                    if texts
                    else None
                ),
            )
        )
        for option in options:
            if option.plan is not None:
                put = PlanPutOnBallot(plan=option.plan, decision=self.name)
                self.record(put, because=opened)

    def _effect(self) -> Effect:
        return Effect(
            fills=self.fills, office=self.office, dismisses=self.dismisses, suspends=self.suspends
        )

    def _lot(self, rule: RuleOfDecision) -> dict[str, Any]:
        if rule.method not in AMONG_OPTIONS or rule.method == "election_by_consent":
            return {}
        return {
            "lot": DecisionLot(seed_sha256=commitment(self.seed)),
            "lot_seed": unsealed(self.seed.hex()),
        }

    def _trackers(self, rule: RuleOfDecision) -> bool | None:
        """Only in secret, and where enough vote that a line could be anybody's."""
        version = self.versions.in_force(self.at)
        if rule.secrecy != "secret" or not rule.trackers or version is None:
            return None
        entitled = self.register.counted(self.organ, self.at)
        return len(entitled) >= version.content.ballots.trackers_from_entitled or None

    def _seats(self) -> list[SeatId]:
        seats = self.register.on_organ(self.organ)
        if not seats:
            raise NoSeats(organ=self.organ)
        if len(seats) > MOST_SEATS:
            raise TooManySeats(organ=self.organ)
        return seats

    def _concerned(self, effect: Effect) -> tuple[PersonId, ...]:
        """Who is dismissed or suspended is concerned, whether the clerk thought of it or not."""
        suspended = None if effect.suspends is None else effect.suspends.seat
        holders = [
            self.register.holder(seat, self.at)
            for seat in (effect.dismisses, suspended)
            if seat is not None
        ]
        named = [*(self.concerns or ()), *(each for each in holders if each is not None)]
        return tuple(dict.fromkeys(named))

    def _recused(self, effect: Effect) -> set[PersonId]:
        """Whoever it concerns, and who declared an interest while it was talked about."""
        return {*self._concerned(effect), *self.recusals.out}

    def _require_around(
        self,
        rule: RuleOfDecision,
        options: Sequence[Option],
        effect: Effect,
        recused: set[PersonId],
    ) -> None:
        """All that is to be right beside the rule itself."""
        require_effect(rule, options, effect, self.register, self.at)
        held = self.register.in_office(self.organ, self.at)
        version = self.versions.in_force(self.at)
        fillings = Fillings(self.register, self.who, None if version is None else version.content)
        require_candidates(options, effect, list(held.values()), fillings, self.name)
        entitled = [
            seat
            for seat in self.register.counted(self.organ, self.at)
            if held.get(seat) not in recused
        ]
        require_secrecy(rule, self.register, entitled, self.at)
        concerned = self._concerned(effect)
        if concerned and (self.heard_at is None or self.heard_at > self.at):
            raise NotHeard(person=concerned[0])
        for group in self.affected or ():
            if group.spokesperson not in self.who.persons:
                raise NotAffected(person=group.spokesperson)
        if self.review_on is not None and self.review_on <= self.closes_at:
            raise ReviewInThePast
        if self.evaluate_on is not None:
            self._require_evaluable(self.evaluate_on)

    def _require_evaluable(self, evaluate_on: datetime) -> None:
        """Raise NoPlanToEvaluate or EvaluatedTooSoon."""
        if not self._plans():
            raise NoPlanToEvaluate
        if evaluate_on <= self.closes_at:
            raise EvaluatedTooSoon

    def _require_draft(self) -> None:
        """Raise DecisionNotFound, AlreadyOpened or OtherThanDrafted."""
        if self.draft is None:
            return
        if self.drafted is None:
            raise DecisionNotFound(decision=self.draft)
        was = self.drafted
        late = was.expires_at is not None and self.at >= was.expires_at
        if late or self.expired or self.draft in self.opened:
            raise AlreadyOpened(decision=self.draft)
        drafted = (was.organ, was.question, was.text, was.plan, was.proposed_bylaws)
        asked = (self.organ, self.question, self.text, self.plan, self.proposed_bylaws)
        if drafted != asked or was.kind not in (None, self.kind):
            raise OtherThanDrafted(decision=self.draft)

    def _meeting(self) -> Meeting | None:
        """The item is open, or may be voted on early, in a meeting of this organ."""
        if self.early and self.item is None:
            raise InMeetingOrNot
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
        if self.early:
            version = self.versions.in_force(self.at)
            content = None if version is None else version.content
            require_early(content, meeting.called, self.at, self.closes_at)
        elif meeting.open_item != self.item:
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
            if version is not None:
                raise NeitherNor
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

    def _plan_texts(self, version: Version | None) -> dict[PlanId, str]:
        """Raise what ``require_ready`` raises."""
        bylaws = None if version is None else version.content
        return {plan: self.require_ready(plan, bylaws).text for plan in self._plans()}

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

    def _for_board(self, version: Version | None, kind: DecisionKind | None) -> BoardMissing | None:
        if version is None or kind is None:
            return None
        return acts_for_board(version.content, kind, self.organ, self.register, self.at)

    def _rule(
        self, version: Version | None, kind: DecisionKind | None, for_board: BoardMissing | None
    ) -> RuleOfDecision:
        asked = Asked(
            threshold=self.threshold,
            quorum=self.quorum,
            min_voters=self.min_voters,
            secrecy=self.secrecy,
            method=self.method,
            options_rule=self.options_rule,
            groups=self.groups,
        )
        if version is None or kind is None:
            return without_bylaws(asked)
        acts = for_board is not None
        return by_bylaws(version.content, kind, self.organ, asked, for_board=acts)

    def _proposal(self, proposed: Version | None, texts: Mapping[PlanId, str]) -> str:
        if proposed is not None:
            return hash_of(proposed.content)
        plan = None if self.plan is None else texts[self.plan]
        return sha256((plan or self.text or self.question).encode()).hexdigest()

    def _require_approval(self, organ: str, proposal: str) -> None:
        """An organ approves by a decision of its own, on the same text, before this one."""
        opened = None if self.approved_by is None else self.opened.get(self.approved_by)
        if (
            opened is None
            or (opened.kind, opened.organ, opened.proposal) != ("approval", organ, proposal)
            or self.declared.get(opened.decision) != "adopted"
        ):
            raise ApprovalMissing(organ=organ)
