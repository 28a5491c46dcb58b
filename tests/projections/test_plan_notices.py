"""What is told to whom, of which plan; and that no kind of event was forgotten."""

from domain.catalogue import EVENTS
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    BallotWithdrawn,
    CandidacyDeclined,
    LotDrawn,
    ResultCounted,
    ResultDeclared,
    RollCallAnswered,
)
from domain.events.bylaws import BylawsVersionAdopted, BylawsVersionLapsed
from domain.events.decisions import DecisionDrafted
from domain.events.deliberation import (
    ArgumentJudged,
    ArgumentRaised,
    ArgumentResolved,
    ArgumentTested,
    ContributionMade,
    NominationMade,
)
from domain.events.meetings import ItemPlaced
from domain.events.plans import PlanBearerJoined, PlanProposed, PlanPutOnBallot
from domain.events.proxies import ProxyGranted
from domain.events.recusals import (
    ChallengeRuled,
    InterestChallenged,
    InterestDeclared,
    InterestDenied,
    RecusalSetAside,
)
from domain.events.results import NoticeNoted
from domain.events.seats import (
    HolderSuspended,
    OfficeAssigned,
    OfficeAssignmentLapsed,
    SeatFilled,
    SeatFillingLapsed,
    SeatVacated,
    SuspensionLifted,
    VacancyLapsed,
)
from domain.events.sharing import PlanResultsSent
from domain.events.votes import ProjectDescribed
from domain.events.voting_days import (
    AccessCodeIssued,
    PaperBallotEntered,
    PaperBallotIssued,
    VotingHelpGiven,
)
from domain.ids import PlanId
from domain.kernel import Event
from domain.record import Recorded
from projections.plan_notices import ABOUT_BALLOTS, ABOUT_PLANS, Audience
from tests.residents import ADA, BEN, CLERK, GARDEN, NOON, QUESTION, VOTE, numbered

NOT_TOLD = {
    "who voted, and what they chose": {
        BallotCast,
        BallotWithdrawn,
        BallotVoided,
        RollCallAnswered,
        BallotsOpened,
        ProxyGranted,
        AccessCodeIssued,
        PaperBallotIssued,
        PaperBallotEntered,
        VotingHelpGiven,
    },
    "how the result came about, which it explains": {
        ResultCounted,
        LotDrawn,
        CandidacyDeclined,
        ProjectDescribed,
    },
    "who said what": {
        ContributionMade,
        ArgumentRaised,
        ArgumentJudged,
        ArgumentTested,
        ArgumentResolved,
        NominationMade,
    },
    "who has an interest": {
        InterestDeclared,
        InterestChallenged,
        InterestDenied,
        ChallengeRuled,
        RecusalSetAside,
    },
    "to whom else something was said": {NoticeNoted},
    "where it stands on an agenda": {ItemPlaced},
    "what a decision does that is about no plan": {
        BylawsVersionAdopted,
        BylawsVersionLapsed,
        HolderSuspended,
        OfficeAssigned,
        OfficeAssignmentLapsed,
        SeatFilled,
        SeatFillingLapsed,
        SeatVacated,
        SuspensionLifted,
        VacancyLapsed,
    },
}
"""Of what is about a decision or a vote."""


def test_of_every_kind_of_event_about_a_decision_or_a_vote_it_is_known_whether_it_is_told():
    about = {e for e in EVENTS.values() if not {"decision", "vote"}.isdisjoint(e.TAGGED_BY)}
    left_out = set().union(*NOT_TOLD.values())
    assert about - set(ABOUT_PLANS) - set(ABOUT_BALLOTS) == left_out
    assert left_out.isdisjoint({*ABOUT_PLANS, *ABOUT_BALLOTS})


def test_whatever_is_about_a_plan_is_told():
    about = {event for event in EVENTS.values() if "plan" in event.TAGGED_BY}
    assert about - set(ABOUT_PLANS) == {PlanResultsSent}
    assert {PlanProposed, PlanBearerJoined, DecisionDrafted} <= set(ABOUT_PLANS) <= about


WALL = PlanId(numbered("plan", 2))


def happened(event: Event, position: int = 10, actor: str | None = CLERK) -> Recorded:
    return Recorded(position, numbered("event", position), NOON, actor, None, event)


def about(audience: Audience, recorded: Recorded) -> tuple[str, ...] | None:
    notice = audience.notice(recorded)
    return None if notice is None else notice.plans


def test_only_what_others_did_since_the_plan_was_theirs():
    audience = Audience(ADA, {GARDEN: 4})
    joined = PlanBearerJoined(plan=GARDEN, person=BEN)
    assert about(audience, happened(joined, 5, BEN)) == (GARDEN,)
    assert about(audience, happened(joined, 5, actor=None)) == (GARDEN,)
    assert about(audience, happened(joined, 5, ADA)) is None
    assert about(audience, happened(joined, 4, BEN)) is None
    assert about(audience, happened(PlanBearerJoined(plan=WALL, person=BEN), 5)) is None


def test_a_result_is_told_of_every_plan_of_theirs_that_it_decides():
    audience = Audience(ADA, {GARDEN: 1, WALL: 20})
    for plan in (GARDEN, WALL):
        audience.see(PlanPutOnBallot(plan=plan, vote=VOTE))
    result = ResultDeclared(vote=VOTE, outcome="allocated")
    assert about(audience, happened(result, 10)) == (GARDEN,)
    assert about(audience, happened(result, 30)) == (GARDEN, WALL)
    elsewhere = ResultDeclared(decision=QUESTION, outcome="adopted")
    assert about(audience, happened(elsewhere, 30)) is None
