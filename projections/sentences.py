"""What happened, in one short English sentence. It never knows a sealed value."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    BallotWithdrawn,
    CandidacyDeclined,
    DeadlineExtended,
    LotDrawn,
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
from domain.events.funding import (
    FundingCommitted,
    FundingReduced,
    FundingRenewed,
    FundingShortened,
    FundingWithdrawn,
    InstalmentReceived,
)
from domain.events.ideas import IdeaHelpNoted, IdeaOffered, IdeaWithdrawn
from domain.events.lessons import LessonDrawn
from domain.events.measurements import MeasurementCorrected, MeasurementTaken
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
from domain.events.milestones import MilestoneMissed, MilestonePlanned, MilestoneReached
from domain.events.notices import NoticesAcknowledged
from domain.events.organisations import OrganisationDescribed, OrganisationFounded
from domain.events.persons import (
    ErasureRefused,
    PersonErased,
    PersonRegistered,
    RoleGranted,
    RoleRevoked,
)
from domain.events.plans import (
    PlanAdopted,
    PlanAdoptedInVote,
    PlanAdoptionInVoteLapsed,
    PlanAdoptionLapsed,
    PlanBearerJoined,
    PlanBearerLeft,
    PlanCompleted,
    PlanEvaluated,
    PlanPaused,
    PlanProposed,
    PlanPutOnBallot,
    PlanRevised,
    PlanRevived,
    PlanStopped,
    ThemeAdded,
)
from domain.events.pledges import PledgeKept, PledgeMade, PledgeNotKept, PledgeWithdrawn
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
from domain.events.sharing import (
    PlanOriginLost,
    PlanResultReturned,
    PlanResultsSent,
    PlanShared,
    PlanSpread,
    PlanTakenOver,
    PlanUnshared,
)
from domain.events.signals import SignalErased, SignalNoted
from domain.events.skills import (
    ExchangeVisitHeld,
    MasterclassHeld,
    SkillAsked,
    SkillLearned,
    SkillMentored,
    SkillOffered,
    SkillWithdrawn,
)
from domain.events.votes import ProjectDescribed, VoteAnnulled, VoteAnswered, VoteOpened
from domain.events.voting_days import (
    AccessCodeIssued,
    OutageRecorded,
    PaperBallotEntered,
    PaperBallotIssued,
    RegistrationMerged,
    VotingHelpGiven,
)
from domain.kernel import Event

LONGEST_QUOTE = 120

RETURNED = {
    "adopted": "The plan was adopted",
    "completed": "The plan was completed",
    "stopped": "The plan was stopped",
    "evaluated": "The plan was evaluated",
    "lesson": "A lesson was drawn",
}

OUTCOMES = {
    "adopted": "The proposal was adopted.",
    "rejected": "The proposal was rejected.",
    "no_quorum": "No decision was taken: the quorum was not reached.",
    "too_few_voters": "No decision was taken: too few voted.",
    "no_votes": "No decision was taken: nobody voted for or against.",
    "method_objected": "It is left to the next meeting: somebody objected to the method.",
    "allocated": "The budget was allocated.",
    "no_resident_quorum": "No decision was taken: too few of those voting were residents.",
    "groups_not_reached": "The proposal was not adopted: not every group agreed.",
    "too_few_for_secrecy": "The vote is void: too few ballots to keep them secret. Vote again.",
    "next_round": "A next round is to be held.",
    "objections": "The proposal was not adopted: there is an objection to be resolved.",
    "unanswered": "The proposal was not adopted: not everybody answered.",
    "withdrawn": "The proposal was withdrawn. No ballot was opened.",
    "opened_in_error": "The decision had been opened in error. No ballot was opened.",
    "amended": "The proposal was amended and is put to a new vote. No ballot was opened.",
    "referred": "The decision was referred to another organ.",
}


def sentence(event: Event) -> str:
    return _SENTENCES[type(event)](event)


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + '…'}”"


def _with_article(legal_form: str) -> str:
    return f"{'an' if legal_form == 'association' else 'a'} {legal_form}"


def _money(cents: int, currency: str) -> str:
    return f"{currency} {cents // 100:,}.{cents % 100:02}"


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


FILLED_BY = {
    "election": "by election",
    "appointment": "by appointment",
    "co_option": "by co-option",
    "delegation": "by delegation",
    "court": "by a court",
}


ORIGINS = {
    "resident": "A resident offered an idea",
    "with_help": "A resident offered an idea, with help",
    "professional": "A professional offered an idea, after the residents",
}
HELP = {
    "wording": "A professional helped with the wording of an idea.",
    "facts": "A professional helped with the facts of an idea.",
    "solution": "An idea of a resident turned out to be a professional's solution.",
}


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _round_closed(event: QuestionRoundClosed) -> str:
    people = _count(event.people, "person", "people")
    groups = _count(event.groups, "group", "groups")
    return f"Dialogue round {event.round} was closed: {people} and {groups} spoke."


def _answered(event: QuestionAnswered) -> str:
    who = "professional" if event.professional else "resident"
    what = "consented" if event.answer == "consent" else "objected"
    return f"A {who} {what} to the wording."


def _filled(event: SeatFilled) -> str:
    corrected = "" if event.corrects is None else "What was recorded before is corrected: "
    how = "" if event.filled_by is None else f" {FILLED_BY[event.filled_by]}"
    by = "" if event.appointed_by is None else f" ({_quoted(event.appointed_by)})"
    return (
        f"{corrected}{'a' if corrected else 'A'} seat was filled{how}{by}, "
        f"from {_day(event.term_from)} until {_day(event.term_until)}."
    )


def _vacated(event: SeatVacated) -> str:
    corrected = "" if event.corrects is None else "What was recorded before is corrected: "
    reason = event.reason.replace("_", " ")
    return (
        f"{corrected}{'a' if corrected else 'A'} seat became vacant "
        f"on {_day(event.vacated_at)}: {reason}."
    )


DEFECTS = {
    "short_notice": " The notice was shorter than the bylaws ask.",
    "not_on_agenda": " It was not on the agenda.",
}


def _called(event: MeetingCalled) -> str:
    second = "" if event.second_of is None else "second "
    return (
        f"A {second}meeting ({_quoted(event.organ)}) was called for {_minute(event.begins_at)}."
        f"{'' if event.defect is None else DEFECTS[event.defect]}"
    )


def _placed(event: ItemPlaced) -> str:
    defect = "" if event.defect is None else DEFECTS[event.defect]
    return f"The item {_quoted(event.title)} was placed on the agenda.{defect}"


def _adjourned(event: MeetingAdjourned) -> str:
    until = "" if event.continues_at is None else f" until {_minute(event.continues_at)}"
    return f"The meeting was adjourned at {_minute(event.adjourned_at)}{until}."


def _agreed(event: ActionAgreed) -> str:
    by = "" if event.due_by is None else f", by {_day(event.due_by)}"
    return f"An action was agreed{by}: {_quoted(event.text)}."


def _because(reason: str | None) -> str:
    return "" if reason is None else f": {_quoted(reason)}"


def _pledged(event: PledgeMade) -> str:
    if event.kind == "hours":
        return f"Somebody pledged {event.hours} hours to a plan."
    if event.cents is not None and event.currency is not None:
        return f"Somebody pledged {_money(event.cents, event.currency)} to a plan."
    return f"Somebody pledged a plan materials: {_quoted(event.what or '')}."


def _until(moment: datetime | None) -> str:
    return "" if moment is None else f" until {_day(moment)}"


AGAIN = {"yes": "Yes.", "no": "No.", "differently": "Yes, but differently."}


def _why(reason: str | None) -> str:
    return "" if reason is None else f": {_quoted(reason)}"


def _with_kind(kind: str) -> str:
    return "an objection" if kind == "objection" else "a concern"


def _cast(event: BallotCast) -> str:
    return "A ballot was cast." if event.replaces is None else "A ballot was replaced."


def _opened(event: BallotsOpened) -> str:
    part = "" if event.parts == 1 else f" (part {event.part} of {event.parts})"
    return f"The ballot box was opened: {len(event.lines)} ballots{part}."


def _counted(event: ResultCounted) -> str:
    count = event.majority or event.weighted
    if count is not None:
        return (
            f"The ballots were counted: {count.in_favour} for, {count.against} against, "
            f"{count.abstained} abstained."
        )
    if event.allocation is not None:
        funded = sum(each.outcome == "funded" for each in event.allocation.projects)
        return (
            f"{event.allocation.received} ballots were counted: {funded} of "
            f"{len(event.allocation.projects)} projects are funded."
        )
    return "The ballots were counted."


def _by_court_or_organ(event: Any) -> str:
    return "an organ" if event.court is None else f"a court ({_quoted(event.court)})"


_SENTENCES: dict[type[Event], Callable[[Any], str]] = {
    OrganisationFounded: lambda e: f"The organisation {_quoted(e.name)} was founded.",
    OrganisationDescribed: lambda e: f"The organisation is {_with_article(e.legal_form)}.",
    BylawsRecorded: lambda e: f"The bylaws were recorded, in force from {_day(e.in_force_from)}.",
    BylawsProposed: lambda e: "Other bylaws were proposed.",
    BylawsVersionAdopted: lambda e: (
        "A change of the statutes was adopted; it waits for the notary's deed."
        if e.in_force_from is None
        else f"A version of the bylaws was adopted, in force from {_day(e.in_force_from)}."
    ),
    BylawsVersionLapsed: lambda e: (
        f"A version of the bylaws lapsed, from {_day(e.lapsed_from)} on."
    ),
    DeedExecuted: lambda e: (
        f"The notary {_quoted(e.notary)} executed the deed that changes the statutes, "
        f"on {_day(e.executed_at)}."
    ),
    MemberAdmitted: lambda e: f"Somebody became a member, from {_day(e.member_from)} on.",
    MemberLeft: lambda e: f"A member left on {_day(e.member_until)}: {e.reason}.",
    PersonRegistered: lambda e: f"Somebody was registered as {e.standing}.",
    PersonErased: lambda e: "Somebody's name and words were erased.",
    ErasureRefused: lambda e: (
        f"An erasure was {'refused' if e.until is None else f'postponed until {_day(e.until)}'}: "
        f"{e.ground.replace('_', ' ')}."
    ),
    RoleGranted: lambda e: f"The role of {e.role} was given.",
    RoleRevoked: lambda e: f"The role of {e.role} was taken back.",
    SeatEstablished: lambda e: (
        f"The {e.kind} seat {_quoted(e.title)} was established ({_quoted(e.organ)})."
    ),
    SeatFilled: _filled,
    SeatVacated: _vacated,
    SeatEventAnnulled: lambda e: "What was recorded of a seat was annulled.",
    SeatFillingLapsed: lambda e: (
        f"The decision that had filled a seat lapsed: it is vacant from {_day(e.lapsed_from)} on."
    ),
    VacancyLapsed: lambda e: (
        f"The decision that had dismissed a seat holder lapsed: they are back "
        f"from {_day(e.lapsed_from)} on."
    ),
    HolderCarriedOver: lambda e: (
        f"Somebody stays on a seat after the term, until {_day(e.carry_over_until)} at most."
    ),
    OfficeAssigned: lambda e: (
        f"A seat holder became {e.office} on {_day(e.office_from)}{_until(e.office_until)}."
    ),
    OfficeAssignmentLapsed: lambda e: (
        f"The decision that had made somebody {e.office} lapsed, from {_day(e.lapsed_from)} on."
    ),
    OfficeReleased: lambda e: f"The office of {e.office} was given up on {_day(e.office_until)}.",
    HolderSuspended: lambda e: (
        f"A seat holder was suspended from {_day(e.suspended_from)}"
        f"{_until(e.suspended_until)}: {_quoted(e.ground)}."
    ),
    SuspensionLifted: lambda e: f"A suspension ended on {_day(e.suspended_until)}.",
    AbsenceBegan: lambda e: (
        f"A seat holder is away from {_day(e.absent_from)}{_until(e.absent_until)}."
    ),
    AbsenceEnded: lambda e: f"A seat holder is back from {_day(e.absent_until)} on.",
    StandInAppointed: lambda e: (
        f"Somebody stands in on a seat from {_day(e.stands_in_from)}{_until(e.stands_in_until)}."
    ),
    StandInEnded: lambda e: f"Somebody stands in no more from {_day(e.stands_in_until)} on.",
    ResidencyLost: lambda e: (
        f"Somebody moved away on {_day(e.lost_at)}, and leaves a resident's seat "
        f"by {_day(e.leaves_by)}."
    ),
    ResidencyRegained: lambda e: f"Somebody lives here from {_day(e.regained_at)} on.",
    NoticesAcknowledged: lambda e: "Somebody has read what happened to their plans.",
    SignalNoted: lambda e: f"A signal was noted, heard at: {_quoted(e.channel)}.",
    SignalErased: lambda e: "The words of a signal were erased.",
    QuestionRaised: lambda e: (
        f"The question {_quoted(e.wording)} was raised from "
        f"{_count(len(e.signals), 'signal', 'signals')}."
    ),
    QuestionSignalsGathered: lambda e: (
        f"{_count(len(e.signals), 'further signal', 'further signals')} led to the question."
    ),
    QuestionRoundOpened: lambda e: f"Dialogue round {e.round} about the question was opened.",
    QuestionContributionMade: lambda e: "Somebody spoke about the question.",
    QuestionRoundClosed: _round_closed,
    QuestionReworded: lambda e: f"The question was reworded: {_quoted(e.wording)}.",
    QuestionConsentAsked: lambda e: "Residents were asked to consent to the wording.",
    QuestionAnswered: _answered,
    QuestionSettled: lambda e: (
        f"Residents consented to the question. Until {_minute(e.window_until)} "
        "they come first with their ideas."
    ),
    IdeaOffered: lambda e: f"{ORIGINS[e.origin]}: {_quoted(e.title)}.",
    IdeaHelpNoted: lambda e: HELP[e.help],
    IdeaWithdrawn: lambda e: "An idea was withdrawn.",
    PlanProposed: lambda e: f"The plan {_quoted(e.title)} was proposed.",
    ThemeAdded: lambda e: f"The theme {_quoted(e.name)} was added.",
    PlanRevised: lambda e: f"A plan was revised: it is revision {e.revision} now{_why(e.why)}.",
    PlanBearerJoined: lambda e: "A resident carries a plan from now on.",
    PlanBearerLeft: lambda e: "A resident carries a plan no more.",
    PlanPutOnBallot: lambda e: "A plan was put on the ballot.",
    PlanAdopted: lambda e: "A plan was adopted.",
    PlanAdoptionLapsed: lambda e: "The adoption of a plan lapsed with the decision on it.",
    PlanAdoptedInVote: lambda e: "A plan was adopted by a neighbourhood vote.",
    PlanAdoptionInVoteLapsed: lambda e: (
        "The adoption of a plan lapsed with the neighbourhood vote that adopted it."
    ),
    PlanPaused: lambda e: f"A plan was paused{_why(e.reason)}.",
    PlanStopped: lambda e: f"A plan was stopped{_why(e.reason)}.",
    PlanCompleted: lambda e: "A plan was completed.",
    PlanRevived: lambda e: f"A plan goes on again{_why(e.reason)}.",
    PlanEvaluated: lambda e: (
        f"A plan was evaluated. Would they do it again? {AGAIN[e.again]} "
        f"What worked: {_quoted(e.worked)}."
    ),
    FundingCommitted: lambda e: (
        f"Money was committed to a plan by {_quoted(e.funder)}: {_money(e.cents, e.currency)}, "
        f"from {e.funding_from} until {e.funding_until}."
    ),
    InstalmentReceived: lambda e: f"Money for a plan came in on {e.received_on}.",
    FundingReduced: lambda e: f"The money for a plan was reduced{_because(e.reason)}.",
    FundingShortened: lambda e: (
        f"The money for a plan ends earlier, on {e.funding_until}{_because(e.reason)}."
    ),
    FundingRenewed: lambda e: f"The money for a plan goes on until {e.funding_until}.",
    FundingWithdrawn: lambda e: (
        f"The money for a plan was withdrawn from {e.withdrawn_on} on{_because(e.reason)}."
    ),
    PledgeMade: _pledged,
    PledgeKept: lambda e: "A pledge to a plan was kept.",
    PledgeNotKept: lambda e: f"A pledge to a plan was not kept{_because(e.reason)}.",
    PledgeWithdrawn: lambda e: "A pledge to a plan was withdrawn.",
    MilestonePlanned: lambda e: f"The milestone {_quoted(e.title)} was planned for {e.due_on}.",
    MilestoneReached: lambda e: f"A milestone of a plan was reached on {e.reached_on}.",
    MilestoneMissed: lambda e: f"A milestone of a plan was missed{_because(e.reason)}.",
    MeasurementTaken: lambda e: (
        f"Measured on {e.measured_on}, {e.indicator.replace('_', ' ')}: {e.value} {e.unit}."
    ),
    MeasurementCorrected: lambda e: (
        f"A measurement was corrected to {e.value}{_because(e.reason)}."
    ),
    MeetingCalled: _called,
    ItemPlaced: _placed,
    AttendanceNoted: lambda e: (
        f"A seat is {e.attendance} in the meeting from {_minute(e.attends_from)} on."
    ),
    DepartureNoted: lambda e: f"A seat left the meeting at {_minute(e.left_at)}.",
    ItemOpened: lambda e: f"An item of the agenda was opened at {_minute(e.opened_at)}.",
    ItemClosed: lambda e: f"An item of the agenda was closed at {_minute(e.closed_at)}.",
    FloorAsked: lambda e: "Somebody asked for the floor.",
    FloorGiven: lambda e: "Somebody was given the floor.",
    MeetingAdjourned: _adjourned,
    MeetingResumed: lambda e: f"The meeting went on at {_minute(e.resumed_at)}.",
    MeetingClosed: lambda e: f"The meeting was closed at {_minute(e.closed_at)}.",
    MinutesAdopted: lambda e: f"The minutes were adopted on {_day(e.adopted_at)}.",
    MinutesCorrected: lambda e: f"The minutes were corrected on {_day(e.corrected_at)}.",
    ActionAgreed: _agreed,
    ActionCompleted: lambda e: f"An action was completed on {_day(e.completed_at)}.",
    DutyOpened: lambda e: f"There is a duty: {e.kind.replace('_', ' ')} ({_quoted(e.organ)}).",
    DutyDone: lambda e: f"A duty was done on {_day(e.done_at)}.",
    DecisionDrafted: lambda e: f"The question {_quoted(e.question)} was drafted.",
    DecisionExpired: lambda e: "A draft expired: nobody put it to the vote in time.",
    InterestDeclared: lambda e: "Somebody declared an interest, and takes no part any more.",
    InterestChallenged: lambda e: "Somebody said that another one has an undeclared interest.",
    InterestDenied: lambda e: "Somebody who was challenged declared to have no interest.",
    ChallengeRuled: lambda e: (
        f"It was ruled, {len(e.in_favour)} to {len(e.against)}, that somebody is "
        f"{'' if e.recused else 'not '}recused."
    ),
    RecusalSetAside: lambda e: (
        f"Recusal left nobody to decide, so that the board decides: {_quoted(e.considerations)}."
    ),
    ProxyGranted: lambda e: "A seat gave another one a proxy.",
    ProxyRevoked: lambda e: "A proxy was revoked.",
    DialogueRoundOpened: lambda e: f"A {e.round} round was opened.",
    ContributionMade: lambda e: f"Somebody spoke in the {e.round} round.",
    ArgumentRaised: lambda e: (
        f"{'An objection' if e.kind == 'objection' else 'A concern'} was raised."
    ),
    ArgumentJudged: lambda e: (
        f"Somebody thinks that an argument {'qualifies' if e.qualifies else 'does not qualify'} "
        "as an objection."
    ),
    ArgumentTested: lambda e: f"An argument was tested: it is {_with_kind(e.outcome)}.",
    ArgumentResolved: lambda e: f"An argument was resolved: {e.how}.",
    NominationMade: lambda e: "A seat nominated a candidate.",
    DecisionOpened: lambda e: (
        f"The question {_quoted(e.question)} was put to the vote until {_minute(e.closes_at)}."
    ),
    MethodObjected: lambda e: "Somebody objected to deciding outside a meeting.",
    ReviewRecorded: lambda e: f"A decision was reviewed: {_quoted(e.how_it_helped)}.",
    VoteOpened: lambda e: (
        f"The neighbourhood vote {_quoted(e.title)} was opened until {_minute(e.closes_at)}: "
        f"{len(e.projects)} projects, {_money(e.budget_cents, e.currency)}."
    ),
    ProjectDescribed: lambda e: f"The project {_quoted(e.name)} was put on the ballot.",
    AccessCodeIssued: lambda e: (
        "An access code was issued."
        if e.replaces_sha256 is None
        else "An access code was issued again; the earlier one is void."
    ),
    RegistrationMerged: lambda e: "Two registrations of the same human were merged.",
    PaperBallotIssued: lambda e: "A paper ballot was issued.",
    PaperBallotEntered: lambda e: (
        f"What paper ballot {e.serial} says was entered, by person {e.entry} of at most 3."
    ),
    OutageRecorded: lambda e: (
        f"An outage was recorded, from {_minute(e.outage_from)} until {_minute(e.outage_until)}."
    ),
    VotingHelpGiven: lambda e: "Somebody was helped to vote.",
    VoteAnswered: lambda e: (
        "The board " + ("did not adopt" if e.decision is None else "adopted") + " what a "
        f"neighbourhood vote advised: {_quoted(e.reasons)}."
    ),
    VoteAnnulled: lambda e: (
        f"A neighbourhood vote was annulled by {e.court} on {_day(e.annulled_at)} "
        f"({e.case_number})."
    ),
    BallotCast: _cast,
    BallotWithdrawn: lambda e: "A ballot was withdrawn.",
    RollCallAnswered: lambda e: f"A seat was called and answered: {e.choice}.",
    DeadlineExtended: lambda e: f"Voting was extended until {_minute(e.closes_at)}.",
    LotDrawn: lambda e: "A lot was drawn by hand, before witnesses.",
    CandidacyDeclined: lambda e: "A candidate declined.",
    BallotVoided: lambda e: f"A ballot was voided: {e.ground.replace('_', ' ')}.",
    VotingClosed: lambda e: "Voting closed.",
    BallotsOpened: _opened,
    ResultCounted: _counted,
    ResultDeclared: lambda e: OUTCOMES[e.outcome],
    ResultChallenged: lambda e: "A seat challenged the result, and wants a new vote.",
    ResultVoided: lambda e: "The result was voided: a new vote took its place.",
    ResultPublished: lambda e: f"The result was published on {_day(e.published_at)}.",
    NoticeNoted: lambda e: (
        f"Somebody {'was notified of' if e.how == 'notice' else 'came to know of'} the decision "
        f"on {_day(e.noticed_at)}."
    ),
    ClaimNoted: lambda e: (
        f"A court ({_quoted(e.court)}) was asked to annul the decision, on {_day(e.filed_at)}."
    ),
    ClaimEnded: lambda e: f"A claim against the decision ended on {_day(e.ended_at)}: {e.how}.",
    DecisionAnnulled: lambda e: (
        f"A court ({_quoted(e.court)}, {_quoted(e.case_number)}) annulled the decision, "
        f"from {_day(e.annulled_at)} on."
    ),
    DecisionSuspended: lambda e: (
        f"The decision was suspended by {_by_court_or_organ(e)}: {_quoted(e.ground)}."
    ),
    DecisionSuspensionLifted: lambda e: (
        f"The suspension of the decision was lifted by {_by_court_or_organ(e)}."
    ),
    DecisionFoundVoid: lambda e: (
        f"The decision was found void by {_by_court_or_organ(e)}: {_quoted(e.ground)}."
    ),
    DecisionRatified: lambda e: "Who had been passed over ratified the decision.",
    ConfirmationOpened: lambda e: f"A confirmation is to cure this defect: {_quoted(e.cures)}.",
    DecisionConfirmed: lambda e: "The decision was confirmed.",
    MinorityStatementAdded: lambda e: f"A minority statement was added: {_quoted(e.text)}.",
    DecisionSentBack: lambda e: (
        f"The decision was sent back for {_quoted(e.group)}: {_quoted(e.ground)}."
    ),
    LessonDrawn: lambda e: f"A lesson was drawn from a plan: {_quoted(e.text)}.",
    PlanShared: lambda e: "A plan and its lessons were shared with other organisations.",
    PlanUnshared: lambda e: "A plan is no longer shared with other organisations.",
    PlanTakenOver: lambda e: f"A plan was taken over from {_quoted(e.origin_name)}.",
    PlanSpread: lambda e: f"A plan of ours was taken over by {_quoted(e.their_name)}.",
    PlanResultReturned: lambda e: (
        f"{RETURNED[e.what]} where a plan of ours was taken over"
        f"{'' if e.text is None else f': {_quoted(e.text)}'}."
    ),
    PlanResultsSent: lambda e: "Where a plan came from it is known what became of it here.",
    PlanOriginLost: lambda e: "There is nobody any more to tell what became of a plan.",
    SkillOffered: lambda e: f"Somebody offers a skill: {_quoted(e.skill)}.",
    SkillAsked: lambda e: f"Somebody wants to learn: {_quoted(e.skill)}.",
    SkillWithdrawn: lambda e: (
        f"Somebody no longer {'offers' if e.side == 'offer' else 'asks for'} {_quoted(e.skill)}."
    ),
    SkillLearned: lambda e: f"Somebody learned {_quoted(e.skill)}.",
    SkillMentored: lambda e: f"Somebody was mentored in {_quoted(e.skill)}.",
    MasterclassHeld: lambda e: (
        f"The masterclass {_quoted(e.subject)} was held on {e.held_on}, for {e.people} people."
    ),
    ExchangeVisitHeld: lambda e: (
        f"{e.people} people went on an exchange visit on {e.held_on}"
        f"{'' if e.place is None else f', to {_quoted(e.place)}'}."
    ),
}
