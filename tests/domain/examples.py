"""One event of every type, with every field that it can have."""

from domain.bylaws.articles import OfficeWeight
from domain.counting.approval import BallotLimits
from domain.counting.consent import count_consent
from domain.counting.election import ElectionRule, count_election
from domain.counting.election_by_approval import count_election_by_approval
from domain.counting.election_round import NextRound, count_names
from domain.counting.groups import GroupBallot, GroupGate, GroupRule, count_groups
from domain.counting.instant_runoff import count_instant_runoff
from domain.counting.lot import DrawnLot
from domain.counting.majority import MajorityCount
from domain.counting.methods import OptionsRule
from domain.counting.plurality import count_plurality
from domain.counting.quorum import QuorumRule, SeatInOffice, measure_quorum
from domain.counting.residents import count_residents
from domain.counting.schulze import count_schulze
from domain.counting.share import BallotShare
from domain.counting.weights import cap_weights, count_weighted
from domain.events.ballots import (
    AllocationCount,
    BallotCast,
    BallotsOpened,
    BallotVoided,
    BallotWithdrawn,
    CandidacyDeclined,
    DeadlineExtended,
    LotDrawn,
    OpenedLine,
    ProjectCount,
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
    AffectedGroup,
    ConsentRule,
    DecisionDrafted,
    DecisionExpired,
    DecisionLot,
    DecisionOpened,
    HolderToSuspend,
    MethodObjected,
    OfficeToFill,
    Option,
    ProxyRule,
    QuorumCounts,
    ReviewRecorded,
    SeatToFill,
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
from domain.events.duties import DutyDone, DutyOpened
from domain.events.ideas import IdeaHelpNoted, IdeaOffered, IdeaWithdrawn
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
from domain.events.persons import (
    AgeReached,
    ErasureRefused,
    LivesIn,
    PersonErased,
    PersonRegistered,
    RegisteredFrom,
    RoleGranted,
    RoleRevoked,
)
from domain.events.plans import PlanAdopted, PlanAdoptionLapsed, PlanProposed
from domain.events.proxies import ProxyGranted, ProxyRevoked
from domain.events.questions import (
    QuestionAnswered,
    QuestionConsentAsked,
    QuestionContributionMade,
    QuestionRaised,
    QuestionReworded,
    QuestionRoundClosed,
    QuestionRoundOpened,
    QuestionSettled,
    QuestionSignalsGathered,
)
from domain.events.recusals import (
    ChallengeRuled,
    InterestChallenged,
    InterestDeclared,
    InterestDenied,
    RecusalSetAside,
)
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
    NoticeNoted,
    ResultChallenged,
    ResultPublished,
    ResultVoided,
)
from domain.events.seats import (
    AbsenceBegan,
    AbsenceEnded,
    HolderCarriedOver,
    HolderSuspended,
    OfficeAssigned,
    OfficeAssignmentLapsed,
    OfficeReleased,
    ResidencyLost,
    ResidencyRegained,
    SeatEstablished,
    SeatEventAnnulled,
    SeatFilled,
    SeatFillingLapsed,
    SeatVacated,
    StandInAppointed,
    StandInEnded,
    SuspensionLifted,
    VacancyLapsed,
)
from domain.events.signals import SignalErased, SignalNoted
from domain.events.votes import (
    Electorate,
    GreedyRule,
    GroupCap,
    Lot,
    ProjectDescribed,
    ProjectOnBallot,
    VoteOpened,
)
from domain.kernel import Event, Sealed
from tests.bylaws import ASSOCIATION, FOUNDATION
from tests.residents import (
    ACTION,
    ADA,
    BENCH,
    CLERK,
    DE_PIJP,
    EAST,
    FIRST_BYLAWS,
    GARDEN,
    HALF_OF_THE_SEATS,
    ITEM,
    MEETING,
    MORE_THAN_HALF,
    NEW_BYLAWS,
    NEXT_ITEM,
    NEXT_YEAR,
    NOON,
    NORTH,
    QUESTION,
    SECOND_MEETING,
    SWING,
    TOMORROW,
    VOTE,
    WEST,
    numbered,
)

BALLOT, REPLACED = numbered("ballot", 1), numbered("ballot", 2)
WRONG = numbered("event", 7)
SEALED = Sealed(sealed="5e" * 32)
HASH = "ab" * 32
DUTY = numbered("duty", 1)
SIGNAL, ASKED, IDEA = (numbered(kind, 1) for kind in ("signal", "question", "idea"))

CLAIM, LATER = numbered("claim", 1), numbered("decision", 2)
OPTION, PROXY, ARGUMENT = (numbered(kind, 1) for kind in ("option", "proxy", "argument"))
BALLOT_SHARE = BallotShare(numerator=1, denominator=2, comparison=">", of="not_blank")
GROUP_RULE = GroupRule(
    numerator=1, denominator=2, comparison=">", min_ballots=3, not_assessed="blocks"
)
FIRST, SECOND = numbered("option", 1), numbered("option", 2)
LOT = DrawnLot(by="seed", order=(SECOND, FIRST), seed="00" * 32, witnesses=(ADA, CLERK))
SEATS = [
    SeatInOffice(seat=EAST, attends=True, represented=False, recused=False, absent=False),
    SeatInOffice(seat=WEST, attends=False, represented=True, recused=False, absent=True),
]
RANKED = [((FIRST,), (SECOND,)), ((SECOND,), (FIRST,)), ((FIRST,),)]
COUNTS = {
    "weighted": count_weighted(
        [("for", 1), ("against", 1), ("for", 1)],
        threshold=MORE_THAN_HALF,
        quorum_holds=True,
        min_voters=2,
        present=3,
        in_office=3,
        all_seats=4,
        weights=cap_weights({EAST: 1, WEST: 1, "seat:3": 1}),
    ),
    "plurality": count_plurality([FIRST, SECOND], [FIRST, SECOND], on_a_tie="lot", lot=LOT.order),
    "approval": count_election_by_approval(
        [FIRST, SECOND], [[FIRST], [SECOND]], places=1, floor=BALLOT_SHARE, lot=LOT.order
    ),
    "runoff": count_instant_runoff([FIRST, SECOND], RANKED, lot=LOT.order),
    "schulze": count_schulze([FIRST, SECOND], RANKED, lot=LOT.order),
    "election": count_election(
        [FIRST, SECOND],
        [
            count_names(
                NextRound(kind="free_vote", candidates=(FIRST, SECOND), seats=1),
                [[FIRST], [FIRST], [SECOND]],
            )
        ],
        ElectionRule(
            about="persons", seats=1, majority=BALLOT_SHARE, second_vote=True, unopposed="yes_no"
        ),
        lot=LOT.order,
    ),
    "consent": count_consent(
        asked=3,
        consented=1,
        objected=1,
        standing=[ARGUMENT],
        quorum_holds=True,
        min_voters=2,
        silence_is_consent=True,
    ),
    "quorum": measure_quorum(
        SEATS, QuorumRule(quorum=HALF_OF_THE_SEATS, recused="excluded", absent="counted")
    ),
    "residents": count_residents(HALF_OF_THE_SEATS, residents=1, voting=2),
    "groups": count_groups(
        ["north", "south"], [GroupBallot(choice="for", groups=("north",))], GROUP_RULE
    ),
    "lot": LOT,
}

EXAMPLES: tuple[Event, ...] = (
    OrganisationFounded(organisation=DE_PIJP, name="Wijkraad De Pijp — “ons” café"),
    OrganisationDescribed(
        organisation=DE_PIJP,
        legal_form="association",
        federation="LSA Bewoners",
        neighbourhoods=("K22", "K24"),
        financial_year_from=9,
    ),
    BylawsRecorded(bylaws=FIRST_BYLAWS, content=FOUNDATION, in_force_from=NOON),
    BylawsProposed(bylaws=NEW_BYLAWS, content=ASSOCIATION),
    BylawsVersionAdopted(bylaws=NEW_BYLAWS, decision=QUESTION, in_force_from=NOON),
    BylawsVersionLapsed(bylaws=NEW_BYLAWS, decision=QUESTION, lapsed_from=TOMORROW),
    DeedExecuted(bylaws=NEW_BYLAWS, notary="mr. De Wit", executed_at=NOON),
    MemberAdmitted(person=ADA, member_from=NOON),
    MemberLeft(person=ADA, member_until=TOMORROW, reason="resignation"),
    PersonRegistered(
        person=ADA,
        standing="resident",
        name=SEALED,
        contact=SEALED,
        lives_in=LivesIn(neighbourhood="NL-AMS-DP", checked_by=CLERK),
        registered_from=RegisteredFrom(day="2020-01-31", checked_by=CLERK),
        ages_reached=(AgeReached(age=16, month="2024-03", checked_by=CLERK),),
    ),
    PersonErased(person=ADA),
    ErasureRefused(person=ADA, ground="legal_obligation", until=NEXT_YEAR),
    RoleGranted(person=ADA, role="auditor"),
    RoleRevoked(person=ADA, role="auditor"),
    SeatEstablished(seat=EAST, organ="board", kind="resident", title="East"),
    SeatFilled(
        seat=EAST,
        organ="board",
        holder=ADA,
        term_from=NOON,
        term_until=NEXT_YEAR,
        filled_by="delegation",
        appointed_by="Huurdersvereniging “De Pijp”",
        serves="rest_of_term",
        decision=QUESTION,
        corrects=WRONG,
    ),
    SeatVacated(
        seat=EAST,
        organ="board",
        holder=ADA,
        vacated_at=TOMORROW,
        reason="moved_away",
        corrects=WRONG,
        decision=QUESTION,
    ),
    SeatEventAnnulled(seat=EAST, organ="board", corrects=WRONG),
    SeatFillingLapsed(
        seat=EAST, organ="board", holder=ADA, decision=QUESTION, lapsed_from=TOMORROW
    ),
    VacancyLapsed(seat=EAST, organ="board", holder=ADA, decision=QUESTION, lapsed_from=TOMORROW),
    HolderCarriedOver(
        seat=EAST,
        organ="board",
        holder=ADA,
        carry_over_from=NOON,
        carry_over_until=TOMORROW,
    ),
    OfficeAssigned(
        seat=EAST,
        organ="board",
        holder=ADA,
        office="chair",
        office_from=NOON,
        office_until=NEXT_YEAR,
        decision=QUESTION,
    ),
    OfficeAssignmentLapsed(
        seat=EAST,
        organ="board",
        holder=ADA,
        office="chair",
        decision=QUESTION,
        lapsed_from=TOMORROW,
    ),
    OfficeReleased(seat=EAST, organ="board", holder=ADA, office="treasurer", office_until=TOMORROW),
    HolderSuspended(
        seat=EAST,
        organ="board",
        holder=ADA,
        suspended_from=NOON,
        ground="Article 9",
        suspended_until=TOMORROW,
        decision=QUESTION,
    ),
    SuspensionLifted(
        seat=EAST, organ="board", holder=ADA, suspended_until=TOMORROW, decision=QUESTION
    ),
    AbsenceBegan(seat=EAST, organ="board", holder=ADA, absent_from=NOON, absent_until=TOMORROW),
    AbsenceEnded(seat=EAST, organ="board", holder=ADA, absent_until=TOMORROW),
    StandInAppointed(
        seat=EAST, organ="board", person=ADA, stands_in_from=NOON, stands_in_until=TOMORROW
    ),
    StandInEnded(seat=EAST, organ="board", person=ADA, stands_in_until=TOMORROW),
    ResidencyLost(person=ADA, lost_at=NOON, leaves_by=TOMORROW),
    ResidencyRegained(person=ADA, regained_at=TOMORROW),
    SignalNoted(
        signal=SIGNAL,
        words=SEALED,
        channel="supermarket_table",
        week="2026-W18",
        neighbourhood="K22",
        groups=("parents",),
        first_time=True,
        person=ADA,
    ),
    SignalErased(signal=SIGNAL),
    QuestionRaised(
        question=ASKED,
        wording="How can children play safely?",
        signals=(SIGNAL, numbered("signal", 2)),
        first_signal_at=NOON,
    ),
    QuestionSignalsGathered(question=ASKED, signals=(numbered("signal", 3),), first_signal_at=NOON),
    QuestionRoundOpened(question=ASKED, round=1, groups_needed=2),
    QuestionContributionMade(
        question=ASKED, round=1, person=ADA, words=SEALED, groups=("parents", "skaters")
    ),
    QuestionRoundClosed(question=ASKED, round=1, people=12, groups=3),
    QuestionReworded(
        question=ASKED,
        revision=2,
        wording="How can children play safely, also after dark?",
        why="It is the evenings that worry us.",
    ),
    QuestionConsentAsked(question=ASKED, revision=2),
    QuestionAnswered(
        question=ASKED,
        revision=2,
        person=ADA,
        answer="objection",
        words=SEALED,
        professional=True,
    ),
    QuestionSettled(
        question=ASKED,
        revision=2,
        window_from=NOON,
        window_until=TOMORROW,
        extended_until=NEXT_YEAR,
    ),
    IdeaOffered(
        idea=IDEA,
        question=ASKED,
        title="Lights on the square",
        text="Small ones,\nalong the path.",
        theme="energy",
        origin="professional",
        first_signal_at=NOON,
        after_window=True,
    ),
    IdeaHelpNoted(idea=IDEA, question=ASKED, helped_by=CLERK, help="wording"),
    IdeaWithdrawn(idea=IDEA, question=ASKED),
    PlanProposed(plan=GARDEN, title="A garden", text='Beans\n"and" flowers', theme="urban gardens"),
    PlanAdopted(plan=GARDEN, decision=QUESTION),
    PlanAdoptionLapsed(plan=GARDEN, decision=QUESTION),
    MeetingCalled(
        meeting=SECOND_MEETING,
        organ="board",
        sent_at=NOON,
        begins_at=TOMORROW,
        place="Buurthuis “De Pijp”",
        notice_days=7,
        defect="short_notice",
        second_of=MEETING,
    ),
    ItemPlaced(
        item=NEXT_ITEM,
        meeting=MEETING,
        title="A garden",
        notified_at=NOON,
        kind="plan",
        carried_from=ITEM,
        notice_days=7,
        defect="not_on_agenda",
        decision=QUESTION,
    ),
    AttendanceNoted(
        meeting=MEETING,
        seat=EAST,
        attendance="present",
        attends_from=NOON,
        attendee=ADA,
        represented_by=WEST,
    ),
    DepartureNoted(meeting=MEETING, seat=EAST, left_at=TOMORROW),
    ItemOpened(item=ITEM, meeting=MEETING, opened_at=NOON),
    ItemClosed(item=ITEM, meeting=MEETING, closed_at=TOMORROW),
    FloorAsked(item=ITEM, meeting=MEETING, seat=EAST),
    FloorGiven(item=ITEM, meeting=MEETING, seat=EAST),
    MeetingAdjourned(meeting=MEETING, adjourned_at=NOON, continues_at=TOMORROW),
    MeetingResumed(meeting=MEETING, resumed_at=TOMORROW),
    MeetingClosed(meeting=MEETING, closed_at=TOMORROW),
    MinutesAdopted(
        meeting=MEETING, text="All agreed.", adopted_at=TOMORROW, adopted_in=SECOND_MEETING
    ),
    MinutesCorrected(
        meeting=MEETING, text="Not all.", corrected_at=TOMORROW, adopted_in=SECOND_MEETING
    ),
    ActionAgreed(
        action=ACTION, meeting=MEETING, text="Ask for a tap", item=ITEM, by=ADA, due_by=TOMORROW
    ),
    ActionCompleted(action=ACTION, completed_at=TOMORROW),
    DutyOpened(
        duty=DUTY,
        kind="report_to_next_meeting",
        organ="board",
        decision=QUESTION,
        due_by=TOMORROW,
    ),
    DutyDone(duty=DUTY, done_at=NOON, kind="balance_sheet", year=2026, meeting=MEETING),
    DecisionDrafted(
        decision=QUESTION,
        organ="board",
        question="Shall we?",
        text="A garden with a well.",
        kind="plan",
        plan=GARDEN,
        proposed_bylaws=NEW_BYLAWS,
        expires_at=TOMORROW,
    ),
    DecisionExpired(decision=QUESTION),
    DecisionOpened(
        decision=QUESTION,
        organ="board",
        question="Shall we?",
        proposal=HASH,
        method="majority",
        threshold=MORE_THAN_HALF,
        quorum=HALF_OF_THE_SEATS,
        min_voters=2,
        secrecy="open",
        seats=(EAST, WEST),
        closes_at=TOMORROW,
        plan=GARDEN,
        bylaws=HASH,
        kind="statutes",
        proposed_bylaws=NEW_BYLAWS,
        approved_by=numbered("decision", 2),
        meeting=MEETING,
        item=ITEM,
        defect="short_notice",
        outside_meeting=True,
        board_informed_at=NOON,
        text="A garden with a well.",
        options=(
            Option(option=OPTION, text="In spring"),
            Option(option=numbered("option", 2), person=ADA),
            Option(option=numbered("option", 3), plan=GARDEN),
        ),
        options_rule=OptionsRule(
            on_a_tie="lot",
            places=2,
            floor=BALLOT_SHARE,
            measure="winning_votes",
            election=ElectionRule(
                about="persons",
                seats=1,
                majority=BALLOT_SHARE,
                second_vote=True,
                unopposed="yes_no",
            ),
        ),
        election_round=NextRound(kind="run_off", candidates=(OPTION,), seats=1, tied=(OPTION,)),
        consent=ConsentRule(round=1, max_rounds=3, fallback="dialogue"),
        quorum_counts=QuorumCounts(recused="excluded", absent="counted"),
        weights=(OfficeWeight(office="chair", votes=2),),
        casting_vote_of="chair",
        groups=GroupGate(
            name="bridging_gate",
            by="self_chosen",
            groups=("north", "south"),
            rule=GROUP_RULE,
            binding=True,
        ),
        residents_at_the_vote=HALF_OF_THE_SEATS,
        proxies=ProxyRule(
            most_per_holder=1, within_limit_of_weights=True, keeps_residents_share=False
        ),
        secrecy_minimum=3,
        trackers=True,
        lot=DecisionLot(seed_sha256=HASH),
        lot_seed=SEALED,
        follows=numbered("decision", 3),
        follows_as="re_vote",
        case=numbered("decision", 3),
        resolves=(ARGUMENT,),
        concerns=(ADA,),
        heard_at=NOON,
        recused=(ADA,),
        fills=(SeatToFill(seat=EAST, term_from=NOON, term_until=NEXT_YEAR, serves="rest_of_term"),),
        office=OfficeToFill(office="chair", office_from=NOON, office_until=NEXT_YEAR),
        dismisses=WEST,
        suspends=HolderToSuspend(seat=WEST, ground="Article 9", suspended_until=TOMORROW),
        affected=(AffectedGroup(name="Neighbours", spokesperson=ADA),),
        send_back_days=14,
        review_on=NEXT_YEAR,
        acts_for_board="all_vacant",
        early=True,
    ),
    MethodObjected(decision=QUESTION, seat=EAST),
    ReviewRecorded(
        decision=QUESTION,
        duty=DUTY,
        how_it_helped="More people know each other.",
        reason_to_drop="The well ran dry.",
        how_to_improve="Collect rain.",
        next_review_on=NEXT_YEAR,
    ),
    InterestDeclared(decision=QUESTION, person=ADA, interest=SEALED),
    InterestChallenged(decision=QUESTION, person=ADA, challenger=CLERK, grounds=SEALED),
    InterestDenied(decision=QUESTION, person=ADA),
    ChallengeRuled(
        decision=QUESTION, person=ADA, in_favour=(WEST,), against=(NORTH,), recused=False
    ),
    RecusalSetAside(decision=QUESTION, considerations="Nobody else can."),
    ProxyGranted(
        proxy=PROXY,
        organ="board",
        seat=EAST,
        giver=ADA,
        to=WEST,
        holder=CLERK,
        valid_from=NOON,
        valid_until=TOMORROW,
        decision=QUESTION,
        meeting=MEETING,
        on_paper=True,
    ),
    ProxyRevoked(proxy=PROXY, organ="board", seat=EAST, to=WEST),
    DialogueRoundOpened(decision=QUESTION, case=QUESTION, round="clarification", number=1),
    ContributionMade(
        decision=QUESTION, case=QUESTION, round="response", person=ADA, words=SEALED, seat=EAST
    ),
    ArgumentRaised(
        argument=ARGUMENT,
        decision=QUESTION,
        case=QUESTION,
        kind="objection",
        seat=EAST,
        person=ADA,
        words=SEALED,
        in_writing=True,
    ),
    ArgumentJudged(
        argument=ARGUMENT,
        decision=QUESTION,
        case=QUESTION,
        seat=WEST,
        person=CLERK,
        qualifies=True,
        why=SEALED,
    ),
    ArgumentTested(
        argument=ARGUMENT,
        decision=QUESTION,
        case=QUESTION,
        outcome="objection",
        agreeing=(WEST,),
        disagreeing=(NORTH,),
    ),
    ArgumentResolved(
        argument=ARGUMENT,
        decision=QUESTION,
        case=QUESTION,
        how="delegated",
        by=ADA,
        due_by=TOMORROW,
    ),
    NominationMade(
        decision=QUESTION, case=QUESTION, seat=EAST, person=ADA, candidate=CLERK, why=SEALED
    ),
    VoteOpened(
        vote=VOTE,
        title="Our street",
        currency="EUR",
        budget_cents=100_00,
        projects=(
            ProjectOnBallot(project=BENCH, cost_cents=60_00, group="north"),
            ProjectOnBallot(project=SWING, cost_cents=40_00),
        ),
        limits=BallotLimits(min_length=1, max_length=2, min_sum_cents=1, max_sum_cents=100_00),
        allocation=GreedyRule(
            over_budget="stop", group_caps=(GroupCap(group="north", cap_cents=60_00),)
        ),
        lot=Lot(by="seed", seed_sha256=HASH),
        electorate=Electorate(neighbourhoods=("NL-AMS-DP",), registered_by="2026-01-01", age=16),
        entitled=2,
        electorate_sha256=HASH,
        effect="advisory",
        secrecy="open",
        closes_at=TOMORROW,
        imported_from=HASH,
    ),
    ProjectDescribed(
        project=BENCH,
        vote=VOTE,
        name="A bench",
        description="In the shade.",
        category="urban greenery",
        reference="41514",
    ),
    BallotCast(
        ballot=BALLOT,
        choice=SEALED,
        decision=QUESTION,
        vote=VOTE,
        seat=EAST,
        resident=ADA,
        proposal=HASH,
        replaces=REPLACED,
        proxy=PROXY,
        groups=("north",),
    ),
    BallotWithdrawn(ballot=BALLOT, decision=QUESTION, vote=VOTE, seat=EAST, resident=ADA),
    BallotVoided(
        ballot=BALLOT,
        ground="left_office",
        decision=QUESTION,
        vote=VOTE,
        seat=EAST,
        resident=ADA,
    ),
    RollCallAnswered(decision=QUESTION, seat=EAST, choice="for", answered_by=ADA, proxy=PROXY),
    DeadlineExtended(closes_at=NEXT_YEAR, decision=QUESTION, vote=VOTE),
    LotDrawn(decision=QUESTION, order=(OPTION,), witnesses=(ADA, CLERK)),
    CandidacyDeclined(decision=QUESTION, case=QUESTION, option=OPTION, person=ADA, round=1),
    VotingClosed(decision=QUESTION, vote=VOTE),
    BallotsOpened(
        lines=(
            OpenedLine(
                choice="for",
                ballot=BALLOT,
                seat=EAST,
                resident=ADA,
                salt="00" * 32,
                line="line-1",
                label="resident",
                tracker="QX7",
                votes=2,
            ),
            OpenedLine(choice=(BENCH, SWING)),
            OpenedLine(choice=((OPTION,), (numbered("option", 2), numbered("option", 3)))),
        ),
        part=1,
        parts=1,
        decision=QUESTION,
        vote=VOTE,
    ),
    ResultCounted(
        decision=QUESTION,
        vote=VOTE,
        majority=MajorityCount(
            in_favour=2,
            against=1,
            abstained=1,
            received=4,
            present=4,
            in_office=8,
            all_seats=9,
            measured=3,
            quorum_holds=True,
            passed=True,
            reason="passed",
        ),
        allocation=AllocationCount(
            received=2,
            blank=1,
            projects=(
                ProjectCount(project=BENCH, votes=1, outcome="funded", left_cents=40_00),
                ProjectCount(project=SWING, votes=0),
            ),
            spent_cents=60_00,
            left_cents=40_00,
            lot_mattered=False,
        ),
        **COUNTS,
        outcome="adopted",
        chosen=(OPTION,),
    ),
    ResultDeclared(
        outcome="adopted",
        decision=QUESTION,
        vote=VOTE,
        funded=(BENCH,),
        chosen=(OPTION,),
        ground="The question was wrong.",
        referred_to="general_meeting",
    ),
    ResultChallenged(decision=QUESTION, seat=EAST),
    ResultVoided(decision=QUESTION, voided_by=LATER),
    ResultPublished(decision=QUESTION, published_at=TOMORROW),
    NoticeNoted(decision=QUESTION, person=ADA, noticed_at=TOMORROW, how="notice"),
    ClaimNoted(
        claim=CLAIM,
        decision=QUESTION,
        court="Rechtbank Amsterdam",
        filed_at=TOMORROW,
        case_number="C/13/2026",
        defect="how_it_came_about",
    ),
    ClaimEnded(claim=CLAIM, decision=QUESTION, ended_at=NEXT_YEAR, how="annulled"),
    DecisionAnnulled(
        decision=QUESTION,
        court="Rechtbank Amsterdam",
        case_number="C/13/2026",
        annulled_at=NEXT_YEAR,
        claim=CLAIM,
        taken_anew_by=LATER,
    ),
    DecisionSuspended(
        decision=QUESTION,
        ground="It costs too much.",
        court="Rechtbank Amsterdam",
        case_number="C/13/2026",
        by_decision=LATER,
    ),
    DecisionSuspensionLifted(
        decision=QUESTION, court="Rechtbank Amsterdam", case_number="C/13/2026", by_decision=LATER
    ),
    DecisionFoundVoid(
        decision=QUESTION,
        ground="The residents were not asked.",
        court="Rechtbank Amsterdam",
        case_number="C/13/2026",
        by_decision=LATER,
        passed_over=ADA,
        passed_over_organ="residents",
        ratify_by=NEXT_YEAR,
    ),
    DecisionRatified(decision=QUESTION, person=ADA, by_decision=LATER),
    ConfirmationOpened(decision=QUESTION, confirmation=LATER, cures="The notice came too late."),
    DecisionConfirmed(decision=QUESTION, confirmed_by=LATER),
    MinorityStatementAdded(
        statement=numbered("statement", 1),
        decision=QUESTION,
        seat=EAST,
        person=ADA,
        text="The trees should have stayed.",
    ),
    DecisionSentBack(
        decision=QUESTION,
        case=QUESTION,
        group="Neighbours",
        spokesperson=ADA,
        ground="Nobody asked us.",
    ),
)
