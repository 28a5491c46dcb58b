"""One event of every type, with every field that it can have."""

from domain.counting.approval import BallotLimits
from domain.counting.majority import MajorityCount
from domain.events.ballots import (
    AllocationCount,
    BallotCast,
    BallotsOpened,
    BallotVoided,
    OpenedLine,
    ProjectCount,
    ResultCounted,
    ResultDeclared,
    VotingClosed,
)
from domain.events.decisions import DecisionOpened
from domain.events.organisations import OrganisationFounded
from domain.events.persons import (
    AgeReached,
    LivesIn,
    PersonRegistered,
    RegisteredFrom,
    RoleGranted,
    RoleRevoked,
)
from domain.events.plans import PlanAdopted, PlanProposed
from domain.events.seats import SeatEstablished, SeatFilled, SeatVacated
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
from tests.residents import (
    ADA,
    BENCH,
    CLERK,
    DE_PIJP,
    EAST,
    GARDEN,
    HALF_OF_THE_SEATS,
    MORE_THAN_HALF,
    NEXT_YEAR,
    NOON,
    QUESTION,
    SWING,
    TOMORROW,
    VOTE,
    WEST,
    numbered,
)

BALLOT, REPLACED = numbered("ballot", 1), numbered("ballot", 2)
SEALED = Sealed(sealed="5e" * 32)
HASH = "ab" * 32

EXAMPLES: tuple[Event, ...] = (
    OrganisationFounded(organisation=DE_PIJP, name="Wijkraad De Pijp — “ons” café"),
    PersonRegistered(
        person=ADA,
        standing="resident",
        name=SEALED,
        contact=SEALED,
        lives_in=LivesIn(neighbourhood="NL-AMS-DP", checked_by=CLERK),
        registered_from=RegisteredFrom(day="2020-01-31", checked_by=CLERK),
        ages_reached=(AgeReached(age=16, month="2024-03", checked_by=CLERK),),
    ),
    RoleGranted(person=ADA, role="auditor"),
    RoleRevoked(person=ADA, role="auditor"),
    SeatEstablished(seat=EAST, organ="board", kind="resident", title="East"),
    SeatFilled(seat=EAST, organ="board", holder=ADA, term_from=NOON, term_until=NEXT_YEAR),
    SeatVacated(seat=EAST, organ="board", holder=ADA, vacated_at=TOMORROW, reason="moved_away"),
    PlanProposed(plan=GARDEN, title="A garden", text='Beans\n"and" flowers', theme="urban gardens"),
    PlanAdopted(plan=GARDEN, decision=QUESTION),
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
    ),
    BallotVoided(ballot=BALLOT, ground="left_office", decision=QUESTION, vote=VOTE),
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
            ),
            OpenedLine(choice=(BENCH, SWING)),
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
    ),
    ResultDeclared(outcome="adopted", decision=QUESTION, vote=VOTE, funded=(BENCH,)),
)
