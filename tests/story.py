"""Histories as they would stand in the log of one organisation, without carrying anything out.

For whatever reads events: folds, recounts, views. A story keeps to the rules only as far as
its teller does, so that it can also tell what must not happen.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from domain import record
from domain.ballots.opening import parts
from domain.bylaws.bylaws import Bylaws, LegalForm
from domain.counting.approval import BallotLimits
from domain.counting.majority import count_majority
from domain.decisions.count import OUTCOMES
from domain.duties.naming import duty_id
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    OpenedLine,
    ResultCounted,
    ResultDeclared,
    RollCallAnswered,
    VotingClosed,
)
from domain.events.bylaws import (
    BylawsProposed,
    BylawsRecorded,
    BylawsVersionAdopted,
    BylawsVersionLapsed,
    DeedExecuted,
)
from domain.events.decisions import (
    DecisionDrafted,
    DecisionExpired,
    DecisionOpened,
    MethodObjected,
    ReviewRecorded,
    Secrecy,
)
from domain.events.deliberation import (
    ArgumentJudged,
    ArgumentRaised,
    ArgumentResolved,
    ArgumentTested,
    ContributionMade,
    DialogueRoundOpened,
    NominationMade,
)
from domain.events.duties import DutyDone, DutyOpened, OpenedDuty, YearlyDuty
from domain.events.meetings import (
    ActionAgreed,
    ActionCompleted,
    AttendanceNoted,
    DepartureNoted,
    FloorAsked,
    FloorGiven,
    ItemClosed,
    ItemOpened,
    ItemPlaced,
    MeetingAdjourned,
    MeetingCalled,
    MeetingClosed,
    MeetingResumed,
    MinutesAdopted,
    MinutesCorrected,
)
from domain.events.members import MemberAdmitted, MemberLeft
from domain.events.organisations import OrganisationDescribed, OrganisationFounded
from domain.events.persons import LivesIn, PersonRegistered, RoleGranted, Standing
from domain.events.plans import (
    PlanAdopted,
    PlanBearerJoined,
    PlanBearerLeft,
    PlanEvaluated,
    PlanProposed,
    PlanRevised,
)
from domain.events.proxies import ProxyGranted, ProxyRevoked
from domain.events.seats import SeatEstablished, SeatFilled, SeatKind, SeatVacated
from domain.events.votes import (
    Electorate,
    GreedyRule,
    Lot,
    ProjectDescribed,
    ProjectOnBallot,
    VoteOpened,
)
from domain.events.voting_days import (
    AccessCodeIssued,
    OutageRecorded,
    PaperBallotEntered,
    PaperBallotIssued,
    RegistrationMerged,
    VotingHelpGiven,
)
from domain.ids import (
    MACHINE,
    ActionId,
    ArgumentId,
    BallotId,
    BylawsId,
    DecisionId,
    ItemId,
    MeetingId,
    OrganisationId,
    PersonId,
    PlanId,
    ProxyId,
    SeatId,
)
from domain.kernel import Event, Sealed
from domain.plans.evaluation import evaluation_duty
from domain.ports import Append, Log, NewRecord
from domain.record import Recorded, canonical
from domain.sealing import commitment
from domain.votes.counting import count_vote, lot_of
from tests.bylaws import ASSOCIATION
from tests.doing_story import Doing
from tests.residents import (
    ACTION,
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DE_PIJP,
    DEWI,
    EAST,
    FIRST_BYLAWS,
    GARDEN,
    HALF_OF_THE_SEATS,
    ITEM,
    MEETING,
    MORE_THAN_HALF,
    MURAL,
    NEW_BYLAWS,
    NEXT_YEAR,
    NOON,
    NORTH,
    QUESTION,
    SOUTH,
    SWING,
    TOMORROW,
    VOTE,
    WEST,
    numbered,
)

Choice = str | Sequence[str]


def sha256_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


AT_ONCE = 500


class Story(Doing):
    def __init__(self) -> None:
        self.history: list[Recorded] = []
        self.now = NOON
        self._opened: dict[str, DecisionOpened | VoteOpened] = {}
        self._lines: dict[str, dict[str, OpenedLine]] = {}
        self._ballots = 0
        self._papers = 0

    @property
    def position(self) -> int:
        return len(self.history)

    def happens(self, event: Event, actor: str | None = CLERK) -> Recorded:
        place = len(self.history) + 1
        recorded = Recorded(place, numbered("event", place), self.now, actor, None, event)
        self.history.append(recorded)
        return recorded

    def passes(self, **time: float) -> "Story":
        self.now += timedelta(**time)
        return self

    def founded(self, name: str = "Wijkraad De Pijp") -> "Story":
        self.happens(OrganisationFounded(organisation=DE_PIJP, name=name), "operator")
        self.registered(CLERK, standing="professional")
        self.happens(RoleGranted(person=CLERK, role="clerk"), "operator")
        return self

    def registered(self, *persons: PersonId, standing: Standing = "resident") -> "Story":
        for person in persons:
            self.happens(
                PersonRegistered(
                    person=person,
                    standing=standing,
                    name=Sealed(sealed=sha256(person.encode()).hexdigest()),
                    lives_in=LivesIn(neighbourhood="K22", checked_by=CLERK),
                )
            )
        return self

    def established(
        self, *seats: SeatId, kind: SeatKind = "resident", organ: str = "board"
    ) -> "Story":
        for seat in seats:
            self.happens(SeatEstablished(seat=seat, organ=organ, kind=kind, title="A seat"))
        return self

    def filled(
        self,
        seat: SeatId,
        holder: PersonId,
        *,
        term_from: datetime | None = None,
        term_until: datetime = NEXT_YEAR,
        organ: str = "board",
    ) -> "Story":
        term = {"term_from": term_from or self.now, "term_until": term_until}
        self.happens(SeatFilled(seat=seat, organ=organ, holder=holder, **term))
        return self

    def vacated(
        self, seat: SeatId, holder: PersonId, *, at: datetime | None = None, organ: str = "board"
    ) -> "Story":
        left = {"vacated_at": at or self.now, "reason": "resignation"}
        self.happens(SeatVacated(seat=seat, organ=organ, holder=holder, **left))
        return self

    def has_a_board(self) -> "Story":
        """Ada in the east, Ben in the west and Chen in the north; the south is vacant."""
        self.founded().registered(ADA, BEN, CHEN, DEWI).established(EAST, WEST, NORTH, SOUTH)
        return self.filled(EAST, ADA).filled(WEST, BEN).filled(NORTH, CHEN)

    def described(self, legal_form: LegalForm = "association") -> "Story":
        said = {"federation": "LSA Bewoners", "neighbourhoods": ("K22",)}
        self.happens(OrganisationDescribed(organisation=DE_PIJP, legal_form=legal_form, **said))
        return self

    def recorded_bylaws(self, content: Bylaws = ASSOCIATION) -> "Story":
        recorded = {"bylaws": FIRST_BYLAWS, "content": content, "in_force_from": self.now}
        self.happens(BylawsRecorded(**recorded))
        return self

    def proposed_bylaws(
        self, bylaws: BylawsId = NEW_BYLAWS, content: Bylaws = ASSOCIATION
    ) -> "Story":
        self.happens(BylawsProposed(bylaws=bylaws, content=content))
        return self

    def adopted_bylaws(
        self, bylaws: BylawsId = NEW_BYLAWS, *, in_force_from: datetime | None = None
    ) -> "Story":
        """Without a moment it waits for its deed."""
        adopted = {"decision": QUESTION, "in_force_from": in_force_from}
        self.happens(BylawsVersionAdopted(bylaws=bylaws, **adopted), MACHINE)
        return self

    def executed_deed(self, bylaws: BylawsId = NEW_BYLAWS) -> "Story":
        deed = {"notary": "mr. De Wit", "executed_at": self.now}
        self.happens(DeedExecuted(bylaws=bylaws, **deed))
        return self

    def lapsed_bylaws(self, bylaws: BylawsId = NEW_BYLAWS) -> "Story":
        lapsed = {"decision": QUESTION, "lapsed_from": self.now}
        self.happens(BylawsVersionLapsed(bylaws=bylaws, **lapsed))
        return self

    def admitted(self, person: PersonId) -> "Story":
        self.happens(MemberAdmitted(person=person, member_from=self.now))
        return self

    def left(self, person: PersonId) -> "Story":
        left = {"member_until": self.now, "reason": "resignation"}
        self.happens(MemberLeft(person=person, **left))
        return self

    def called(self, meeting: MeetingId = MEETING, **asked: Any) -> "Story":
        given = {"organ": "board", "sent_at": self.now, "begins_at": TOMORROW, **asked}
        self.happens(MeetingCalled(meeting=meeting, **given))
        return self

    def placed(self, item: ItemId = ITEM, meeting: MeetingId = MEETING) -> "Story":
        placed = {"title": "A garden", "notified_at": self.now}
        self.happens(ItemPlaced(item=item, meeting=meeting, **placed))
        return self

    def attends(self, seat: SeatId, attendee: PersonId, meeting: MeetingId = MEETING) -> "Story":
        there = {"attendance": "present", "attends_from": self.now, "attendee": attendee}
        self.happens(AttendanceNoted(meeting=meeting, seat=seat, **there))
        return self

    def departs(self, seat: SeatId, meeting: MeetingId = MEETING) -> "Story":
        self.happens(DepartureNoted(meeting=meeting, seat=seat, left_at=self.now))
        return self

    def opened_item(self, item: ItemId = ITEM, meeting: MeetingId = MEETING) -> "Story":
        self.happens(ItemOpened(item=item, meeting=meeting, opened_at=self.now))
        return self

    def closed_item(self, item: ItemId = ITEM, meeting: MeetingId = MEETING) -> "Story":
        self.happens(ItemClosed(item=item, meeting=meeting, closed_at=self.now))
        return self

    def floor_asked(self, seat: SeatId, item: ItemId = ITEM) -> "Story":
        self.happens(FloorAsked(item=item, meeting=MEETING, seat=seat))
        return self

    def floor_given(self, seat: SeatId, item: ItemId = ITEM) -> "Story":
        self.happens(FloorGiven(item=item, meeting=MEETING, seat=seat))
        return self

    def adjourned(self, meeting: MeetingId = MEETING) -> "Story":
        moments = {"adjourned_at": self.now, "continues_at": TOMORROW}
        self.happens(MeetingAdjourned(meeting=meeting, **moments))
        return self

    def resumed(self, meeting: MeetingId = MEETING) -> "Story":
        self.happens(MeetingResumed(meeting=meeting, resumed_at=self.now))
        return self

    def closed_meeting(self, meeting: MeetingId = MEETING) -> "Story":
        self.happens(MeetingClosed(meeting=meeting, closed_at=self.now))
        return self

    def adopted_minutes(self, meeting: MeetingId = MEETING, text: str = "All.") -> "Story":
        self.happens(MinutesAdopted(meeting=meeting, text=text, adopted_at=self.now))
        return self

    def corrected_minutes(self, meeting: MeetingId = MEETING, text: str = "Not all.") -> "Story":
        self.happens(MinutesCorrected(meeting=meeting, text=text, corrected_at=self.now))
        return self

    def agreed(self, action: ActionId = ACTION, **asked: Any) -> "Story":
        self.happens(ActionAgreed(action=action, meeting=MEETING, text="A tap", **asked))
        return self

    def completed(self, action: ActionId = ACTION) -> "Story":
        self.happens(ActionCompleted(action=action, completed_at=self.now))
        return self

    def opened_duty(self, decision: DecisionId = QUESTION) -> "Story":
        kind: OpenedDuty = "report_to_next_meeting"
        duty = {"duty": duty_id(kind, decision), "kind": kind, "decision": decision}
        self.happens(DutyOpened(organ="board", **duty), MACHINE)
        return self

    def did_duty(self, decision: DecisionId = QUESTION) -> "Story":
        duty = duty_id("report_to_next_meeting", decision)
        self.happens(DutyDone(duty=duty, done_at=self.now, meeting=MEETING))
        return self

    def did_yearly_duty(self, kind: YearlyDuty = "balance_sheet", year: int = 2025) -> "Story":
        done = {"duty": duty_id(kind, str(year)), "kind": kind, "year": year}
        self.happens(DutyDone(done_at=self.now, **done))
        return self

    def drafted(self, decision: DecisionId, **asked: Any) -> "Story":
        given = {"organ": "board", "question": "Shall we?", "expires_at": TOMORROW}
        self.happens(DecisionDrafted(decision=decision, **{**given, **asked}))
        return self

    def expired(self, decision: DecisionId) -> "Story":
        self.happens(DecisionExpired(decision=decision), MACHINE)
        return self

    def dialogue(self, case: DecisionId = QUESTION, number: int | None = None) -> "Story":
        of = {"decision": case, "case": case, "number": number}
        self.happens(DialogueRoundOpened(round="clarification", **of))
        return self

    def said(self, case: DecisionId, seat: SeatId, person: PersonId) -> "Story":
        by = {"seat": seat, "person": person, "words": self._sealed()}
        self.happens(ContributionMade(decision=case, case=case, round="response", **by), person)
        return self

    def argued(self, argument: ArgumentId, seat: SeatId, person: PersonId) -> "Story":
        by = {"seat": seat, "person": person, "words": self._sealed()}
        of = {"argument": argument, "decision": QUESTION, "case": QUESTION}
        self.happens(ArgumentRaised(kind="objection", **of, **by), person)
        return self

    def judged(self, argument: ArgumentId, seat: SeatId, person: PersonId) -> "Story":
        by = {"seat": seat, "person": person, "why": self._sealed()}
        of = {"argument": argument, "decision": QUESTION, "case": QUESTION}
        self.happens(ArgumentJudged(qualifies=True, **of, **by), person)
        return self

    def tested(self, argument: ArgumentId, agreeing: Sequence[SeatId] = ()) -> "Story":
        of = {"argument": argument, "decision": QUESTION, "case": QUESTION}
        found = {"agreeing": tuple(agreeing), "disagreeing": ()}
        self.happens(ArgumentTested(outcome="objection", **of, **found))
        return self

    def resolved(self, argument: ArgumentId, **asked: Any) -> "Story":
        of = {"argument": argument, "decision": QUESTION, "case": QUESTION}
        self.happens(ArgumentResolved(**{"how": "monitored", **of, **asked}))
        return self

    def nominated(self, case: DecisionId, seat: SeatId, person: PersonId) -> "Story":
        by = {"seat": seat, "person": person, "why": self._sealed(), "candidate": person}
        self.happens(NominationMade(decision=case, case=case, **by), person)
        return self

    def reviewed(self, decision: DecisionId, number: int = 0, text: str = "It did.") -> "Story":
        duty = duty_id("review", decision, str(number))
        self.happens(ReviewRecorded(decision=decision, duty=duty, how_it_helped=text))
        return self

    def _sealed(self) -> Sealed:
        """Of no words at all, and another one each time."""
        return Sealed(sealed=sha256(str(self.position).encode()).hexdigest())

    def objected(self, seat: SeatId, actor: PersonId) -> "Story":
        self.happens(MethodObjected(decision=QUESTION, seat=seat), actor)
        return self

    def granted_proxy(self, proxy: ProxyId, seat: SeatId, giver: PersonId) -> "Story":
        """To Ben in the west."""
        given = {"seat": seat, "giver": giver, "to": WEST, "holder": BEN, "valid_from": self.now}
        self.happens(ProxyGranted(proxy=proxy, organ="board", **given), giver)
        return self

    def revoked_proxy(self, proxy: ProxyId, seat: SeatId, giver: PersonId) -> "Story":
        self.happens(ProxyRevoked(proxy=proxy, organ="board", seat=seat, to=WEST), giver)
        return self

    def called_roll(self, seat: SeatId, person: PersonId, choice: str) -> "Story":
        answer = {"seat": seat, "choice": choice, "answered_by": person}
        self.happens(RollCallAnswered(decision=QUESTION, **answer))
        return self

    def proposed(self, plan: PlanId = GARDEN, **said: Any) -> "Story":
        given = {"title": "A garden", "text": "Beans and flowers.", "theme": "urban gardens"}
        self.happens(PlanProposed(plan=plan, **{**given, **said}), ADA)
        return self

    def carried(self, plan: PlanId, person: PersonId, *, leaves: bool = False) -> "Story":
        self.happens(PlanBearerJoined(plan=plan, person=person), person)
        if leaves:
            self.happens(PlanBearerLeft(plan=plan, person=person), person)
        return self

    def revised(self, plan: PlanId, revision: int, **said: Any) -> "Story":
        self.happens(PlanRevised(plan=plan, revision=revision, **said), ADA)
        return self

    def adopted_plan(self, plan: PlanId, decision: DecisionId) -> "Story":
        """With the duty to evaluate it."""
        self.happens(PlanAdopted(plan=plan, decision=decision), MACHINE)
        self.happens(evaluation_duty(plan, decision, NEXT_YEAR), MACHINE)
        return self

    def evaluated(self, plan: PlanId, evaluation: str, **said: Any) -> "Story":
        given = {"worked": "The beans.", "did_not_work": "The flowers.", "again": "yes"}
        evaluated = {**given, **said}
        self.happens(PlanEvaluated(evaluation=evaluation, plan=plan, **evaluated), ADA)
        return self

    def opened(
        self,
        decision: DecisionId = QUESTION,
        *,
        plan: PlanId | None = None,
        closes_at: datetime = TOMORROW,
        organ: str = "board",
        seats: tuple[SeatId, ...] = (EAST, WEST, NORTH, SOUTH),
        secrecy: Secrecy = "open",
        **held: Any,
    ) -> "Story":
        """``held``: in which meeting and on which item, or outside one."""
        event = DecisionOpened(
            decision=decision,
            organ=organ,
            question="Shall we?",
            proposal="ab" * 32,
            method="majority",
            threshold=MORE_THAN_HALF,
            quorum=HALF_OF_THE_SEATS,
            min_voters=2,
            secrecy=secrecy,
            seats=seats,
            closes_at=closes_at,
            plan=plan,
            **held,
        )
        self._opened[decision] = event
        self.happens(event)
        return self

    def opened_vote(
        self,
        vote: str = VOTE,
        *,
        costs: Sequence[tuple[str, int]] = ((BENCH, 60_00), (MURAL, 50_00), (SWING, 40_00)),
        closes_at: datetime = TOMORROW,
    ) -> "Story":
        residents = sorted(
            r.event.person
            for r in self.history
            if isinstance(r.event, PersonRegistered) and r.event.standing == "resident"
        )
        event = VoteOpened(
            vote=vote,
            title="Our street",
            currency="EUR",
            budget_cents=100_00,
            projects=tuple(ProjectOnBallot(project=p, cost_cents=cost) for p, cost in costs),
            limits=BallotLimits(),
            allocation=GreedyRule(over_budget="stop", group_caps=()),
            lot=Lot(by="listed_order"),
            electorate=Electorate(),
            entitled=len(residents),
            electorate_sha256=sha256("\n".join(residents).encode()).hexdigest(),
            effect="advisory",
            secrecy="open",
            closes_at=closes_at,
        )
        self._opened[vote] = event
        self.happens(event)
        for project, _ in costs:
            self.happens(ProjectDescribed(project=project, vote=vote, name=f"The {project}"))
        return self

    def cast(
        self,
        voter: PersonId,
        choice: Choice,
        *,
        decision: str | None = None,
        vote: str | None = None,
        seat: SeatId | None = None,
    ) -> BallotId:
        """``seat`` is there in a decision. The salt follows from the number of the ballot."""
        self._ballots += 1
        ballot = BallotId(numbered("ballot", self._ballots))
        salt = sha256(ballot.encode()).digest()
        lines = self._lines.setdefault(str(decision or vote), {})
        before = lines.pop(str(seat or voter), None)
        resident = voter if seat is None else None
        line = OpenedLine(
            choice=choice if isinstance(choice, str) else tuple(choice),
            ballot=ballot,
            seat=seat,
            resident=resident,
            salt=salt.hex(),
        )
        lines[str(seat or voter)] = line
        self.happens(
            BallotCast(
                ballot=ballot,
                choice=Sealed(sealed=commitment(salt, canonical(line.choice))),
                decision=decision,
                vote=vote,
                seat=seat,
                resident=resident,
                replaces=None if before is None else before.ballot,
            ),
            voter,
        )
        return ballot

    def issued_code(self, resident: PersonId, vote: str = VOTE, *, again: bool = False) -> "Story":
        sha256 = sha256_of(f"{vote} {resident} {self.position}")
        replaces = sha256_of("the one before") if again else None
        code = {"code_sha256": sha256, "replaces_sha256": replaces}
        self.happens(AccessCodeIssued(vote=vote, resident=resident, **code))
        return self

    def merged(self, person: PersonId, duplicate: PersonId) -> "Story":
        self.happens(RegistrationMerged(person=person, duplicate=duplicate))
        return self

    def issued_paper(self, resident: PersonId, vote: str = VOTE) -> "Story":
        self._papers += 1
        self.happens(PaperBallotIssued(vote=vote, resident=resident, number=self._papers))
        return self

    def entered_paper(
        self, serial: int, *people: PersonId, vote: str = VOTE, agrees: bool = True
    ) -> "Story":
        """By as many as there are ``people``; they disagree, or all read the same."""
        for entry, person in enumerate(people, start=1):
            entered = PaperBallotEntered(
                vote=vote,
                serial=serial,
                entry=entry,
                choice=Sealed(sealed=sha256_of(f"{vote} {serial} {entry}")),
                serials=self._papers,
                agrees=agrees if entry == 2 else None,
            )
            self.happens(entered, person)
        return self

    def outage(self, number: int = 1, vote: str = VOTE) -> "Story":
        self.happens(
            OutageRecorded(
                outage=numbered("outage", number),
                vote=vote,
                outage_from=self.now - timedelta(hours=1),
                outage_until=self.now,
            )
        )
        return self

    def helped(self, resident: PersonId, helper: PersonId, vote: str = VOTE) -> "Story":
        self.happens(VotingHelpGiven(vote=vote, resident=resident, helper=helper), helper)
        return self

    def closed(self, **subject: str) -> "Story":
        """``decision`` or ``vote``, at its time."""
        (name,) = subject.values()
        self.now = max(self.now, self._opened[name].closes_at)
        self.happens(VotingClosed(**subject), MACHINE)
        return self

    def voided(self, ballot: str, **subject: str) -> "Story":
        (name,) = subject.values()
        lines = self._lines[name]
        self._lines[name] = {voter: li for voter, li in lines.items() if li.ballot != ballot}
        self.happens(BallotVoided(ballot=ballot, ground="left_office", **subject), MACHINE)
        return self

    def declared(self, *, all_seats: int = 4, in_office: int = 3, decision: str) -> "Story":
        opened = self._opened[decision]
        assert isinstance(opened, DecisionOpened)
        lines = self._open(decision=decision)
        count = count_majority(
            [line.choice for line in lines],
            threshold=opened.threshold,
            quorum=opened.quorum,
            min_voters=opened.min_voters,
            present=len(lines),
            in_office=in_office,
            all_seats=all_seats,
        )
        self.happens(ResultCounted(decision=decision, majority=count), MACHINE)
        outcome = OUTCOMES[count.reason]
        self.happens(ResultDeclared(decision=decision, outcome=outcome), MACHINE)
        if count.passed and opened.plan is not None:
            self.happens(PlanAdopted(plan=opened.plan, decision=decision), MACHINE)
        return self

    def declared_vote(self, vote: str = VOTE) -> "Story":
        opened = self._opened[vote]
        assert isinstance(opened, VoteOpened)
        count = count_vote(opened, self._open(vote=vote), lot_of(opened, None))
        self.happens(ResultCounted(vote=vote, allocation=count), MACHINE)
        funded = tuple(each.project for each in count.projects if each.outcome == "funded")
        self.happens(ResultDeclared(vote=vote, outcome="allocated", funded=funded), MACHINE)
        return self

    def _open(self, **subject: str) -> list[OpenedLine]:
        (name,) = subject.values()
        lines = list(self._lines.get(name, {}).values())
        secret = self._opened[name].secrecy == "secret"
        if secret:
            lines = [_secret(line) for line in lines]
        split = parts(lines)
        for number, part in enumerate(split, start=1):
            opening = BallotsOpened(lines=part, part=number, parts=len(split), **subject)
            self.happens(opening, None if secret else MACHINE)
        return lines


def _secret(line: OpenedLine) -> OpenedLine:
    """Here its name follows from the ballot: nobody keeps a secret in a story."""
    name = sha256(str(line.ballot).encode()).hexdigest()[:32]
    return OpenedLine(choice=line.choice, line=name)


def a_decision() -> Story:
    """Ada and Chen are for, Ben changed his mind and abstains: adopted, and the plan with it."""
    story = Story().has_a_board().proposed().opened(plan=GARDEN)
    for voter, seat, choice in (
        (ADA, EAST, "for"),
        (BEN, WEST, "against"),
        (CHEN, NORTH, "for"),
        (BEN, WEST, "abstain"),
    ):
        story.passes(minutes=1).cast(voter, choice, decision=QUESTION, seat=seat)
    return story.closed(decision=QUESTION).declared(decision=QUESTION)


def a_vote() -> Story:
    """The bench and the swing are funded; the mural has fewer votes and no money is left."""
    story = Story().founded().registered(ADA, BEN, CHEN, DEWI).opened_vote()
    for voter, projects in (
        (ADA, [BENCH]),
        (BEN, [BENCH, SWING]),
        (ADA, [BENCH, SWING, MURAL]),
        (CHEN, []),
    ):
        story.passes(minutes=1).cast(voter, projects, vote=VOTE)
    return story.closed(vote=VOTE).declared_vote()


def rewritten(history: Sequence[Recorded], position: int, **fields: Any) -> list[Recorded]:
    """The same history, but for what the event at ``position`` says."""
    return [
        recorded._replace(event=_with(recorded.event, fields))
        if recorded.position == position
        else recorded
        for recorded in history
    ]


def place_of(history: Sequence[Recorded], kind: type[Event]) -> int:
    """The position of the first event of this class."""
    return next(recorded.position for recorded in history if isinstance(recorded.event, kind))


async def told(
    log: Log, history: Sequence[Recorded], organisation: OrganisationId = DE_PIJP
) -> None:
    """Append a history, or the part of it that comes next, to a log."""
    for start in range(0, len(history), AT_ONCE):
        await log.append(
            organisation,
            Append(
                records=[
                    as_record(each, organisation) for each in history[start : start + AT_ONCE]
                ],
                founds=history[start].position == 1,
            ),
        )


def as_record(recorded: Recorded, organisation: OrganisationId = DE_PIJP) -> NewRecord:
    event = recorded.event
    written = record.encode(
        event,
        organisation=organisation,
        event_id=recorded.id,
        at=recorded.time,
        actor=recorded.actor,
    )
    return NewRecord(event.NAME, record.tags(event, recorded.actor), written)


def _with(event: Event, fields: dict[str, Any]) -> Event:
    given = {name: getattr(event, name) for name in event.__struct_fields__}
    return type(event)(**{**given, **fields})
