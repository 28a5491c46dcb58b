"""What each step of an explanation says, in exact numbers and identifiers: the same in every
language. ``STEP`` is a name that stays.

Where a count of the record says it all, it is the facts. No text of an argument is here.
"""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from domain.counting.consent import ConsentCount
from domain.counting.election import ElectionRound, Ended
from domain.counting.election_by_approval import ApprovalCount
from domain.counting.election_round import RoundKind
from domain.counting.equal_shares import Ended as SharesEnded
from domain.counting.equal_shares import Kept as RuleKept
from domain.counting.groups import GroupGate, GroupTally
from domain.counting.instant_runoff import Elimination
from domain.counting.lot import DrawnLot
from domain.counting.majority import Quorum, Reason, Threshold
from domain.counting.methods import Method, OptionsRule
from domain.counting.places import OptionVotes
from domain.counting.plurality import PluralityCount
from domain.counting.quorum import QuorumCount
from domain.counting.residents import ResidentsCount
from domain.counting.schulze import Measure
from domain.counting.weights import CastingRefused, SeatWeight
from domain.events.ballots import Ground, Outcome, ProjectCount
from domain.events.decisions import FollowsAs, Option, Secrecy
from domain.events.meetings import NoticeDefect
from domain.events.seats import Office
from domain.events.votes import Effect as EffectOfVote
from domain.events.votes import Electorate as ElectorateRule
from domain.events.votes import EqualSharesRule, Form, GroupCap, Lot
from domain.ids import (
    ArgumentId,
    BallotId,
    BylawsId,
    DecisionId,
    OptionId,
    PersonId,
    PlanId,
    ProjectId,
    SeatId,
)
from projections.doubt import CountedAsKnownNow, EntitledOtherwise

StepName = Literal[
    "rule",
    "bylaws",
    "options",
    "seats",
    "ballots",
    "voided",
    "secrecy",
    "quorum",
    "voters",
    "residents",
    "weights",
    "votes",
    "threshold",
    "casting_vote",
    "groups",
    "plurality",
    "approval",
    "runoff_round",
    "runoff",
    "pairwise",
    "strongest_path",
    "schulze",
    "election_round",
    "election",
    "consent",
    "lot",
    "ended_early",
    "outcome",
    "effects",
    "doubtful",
    "known_now",
    "findings",
    "vote_rule",
    "electorate",
    "shares",
    "project",
    "allocation",
    "compared",
    "represented",
]
ThresholdName = Literal["absolute_majority", "two_thirds", "three_quarters", "unanimity", "share"]


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Of one step."""

    STEP: ClassVar[StepName]


class Rule(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "rule"

    method: Method
    secrecy: Secrecy
    quorum: Quorum
    min_voters: int
    threshold: Threshold | None = None
    threshold_name: ThresholdName | None = None
    options_rule: OptionsRule | None = None
    in_meeting: bool = False
    outside_meeting: bool = False
    defect: NoticeDefect | None = None
    follows: DecisionId | None = None
    follows_as: FollowsAs | None = None


class BylawsOf(Facts, frozen=True, kw_only=True):
    """``sha256`` of the version in force at the opening; absent where there were no bylaws."""

    STEP: ClassVar[StepName] = "bylaws"

    sha256: str | None = None
    kind: str | None = None


class OptionsAsked(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "options"

    options: tuple[Option, ...]


class SeatsAtTheClose(Facts, frozen=True, kw_only=True):
    """In force at ``moment``, as known at the close. ``suspended`` and ``absent`` are those for
    whom nobody stands in; ``stood_in`` those for whom somebody does."""

    STEP: ClassVar[StepName] = "seats"

    organ: str
    moment: datetime
    all_seats: int
    held: int
    entitled: int
    vacant: tuple[SeatId, ...] = ()
    suspended: tuple[SeatId, ...] = ()
    absent: tuple[SeatId, ...] = ()
    stood_in: tuple[SeatId, ...] = ()
    recused: tuple[SeatId, ...] = ()


class BallotsReceived(Facts, frozen=True, kw_only=True):
    """``cast`` is every ballot that was ever cast, ``counted`` those that count. In a roll call
    they are answers."""

    STEP: ClassVar[StepName] = "ballots"

    cast: int
    counted: int
    replaced: int = 0
    withdrawn: int = 0
    voided: int = 0
    by_proxy: int = 0
    roll_call: bool = False


class Void(msgspec.Struct, frozen=True, kw_only=True):
    ballot: BallotId
    seat: SeatId
    ground: Ground
    at_the_close: bool


class VoidedBallots(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "voided"

    voided: tuple[Void, ...]


class SecrecyKept(Facts, frozen=True, kw_only=True):
    """``fewest`` ballots of one label (groups or votes) lay in the box. Under the minimum
    nothing was opened."""

    STEP: ClassVar[StepName] = "secrecy"

    minimum: int
    ballots: int
    fewest: int
    opened: bool
    trackers: bool


class QuorumMeasured(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "quorum"

    count: QuorumCount
    in_meeting: bool


class Voters(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "voters"

    min_voters: int
    voters: int
    enough: bool


class ResidentsVoting(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "residents"

    count: ResidentsCount


class Weights(Facts, frozen=True, kw_only=True):
    """The seats with more than one vote, and what the cap left of them."""

    STEP: ClassVar[StepName] = "weights"

    heavier: tuple[SeatWeight, ...]
    votes: int
    """Of all entitled seats together."""


class Votes(Facts, frozen=True, kw_only=True):
    """In votes where weights are set, else in ballots; and every whole they can be held
    against."""

    STEP: ClassVar[StepName] = "votes"

    in_favour: int
    against: int
    abstained: int
    for_and_against: int
    ballots: int
    present: int
    in_office: int
    all_seats: int
    weighted: bool


class ThresholdMet(Facts, frozen=True, kw_only=True):
    """``needed`` votes in favour of the ``measured`` ones were the fewest that pass; absent
    where none would."""

    STEP: ClassVar[StepName] = "threshold"

    threshold: Threshold
    name: ThresholdName
    in_favour: int
    measured: int
    reached: bool
    reason: Reason
    needed: int | None = None


class CastingVote(Facts, frozen=True, kw_only=True):
    """``used`` for a choice or an option; or ``refused``; or neither, where votes were not
    equal, or who has it did not choose."""

    STEP: ClassVar[StepName] = "casting_vote"

    office: Office
    equal: bool
    seat: SeatId | None = None
    used: str | None = None
    refused: CastingRefused | None = None


class GroupsAsked(Facts, frozen=True, kw_only=True):
    """Beside the plain count, and never instead of it. ``binding``: their agreement is needed."""

    STEP: ClassVar[StepName] = "groups"

    gate: GroupGate
    groups: tuple[GroupTally, ...]
    passed: bool


class Plurality(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "plurality"

    count: PluralityCount


class Approval(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "approval"

    count: ApprovalCount


class RunoffRoundHeld(Facts, frozen=True, kw_only=True):
    """``needed`` votes are a majority of the ``continuing`` ballots. Options that are out are
    left out."""

    STEP: ClassVar[StepName] = "runoff_round"

    round: int
    votes: tuple[OptionVotes, ...]
    continuing: int
    exhausted: int
    needed: int
    elimination: Elimination | None = None
    majority: OptionId | None = None


class Runoff(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "runoff"

    received: int
    blank: int
    rounds: int
    winner: OptionId | None = None


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """``above`` ballots rank ``one`` above ``other``, ``below`` the other way round."""

    one: OptionId
    other: OptionId
    above: int
    below: int


class Pairwise(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "pairwise"

    received: int
    blank: int
    measure: Measure
    pairs: tuple[Pair, ...]


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """From option to option, as strong as its weakest link; no ``via`` and strength 0: none."""

    strength: int
    via: tuple[OptionId, ...]


class StrongestPath(Facts, frozen=True, kw_only=True):
    """The strongest path from the winner to another option, and back."""

    STEP: ClassVar[StepName] = "strongest_path"

    winner: OptionId
    other: OptionId
    there: Path
    back: Path


class Schulze(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "schulze"

    order: tuple[OptionId, ...]
    unbeaten: tuple[OptionId, ...]
    order_by_lot: bool
    winner: OptionId | None = None


class ElectionRoundHeld(Facts, frozen=True, kw_only=True):
    """``own``: held by this decision; the others by those that it follows."""

    STEP: ClassVar[StepName] = "election_round"

    round: int
    held: ElectionRound
    own: bool
    needed: int | None = None


class Election(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "election"

    elected: tuple[OptionId, ...]
    without_vote: tuple[OptionId, ...]
    seats_left: int
    ended: Ended | None = None
    next: RoundKind | None = None
    next_candidates: tuple[OptionId, ...] | None = None


class StandingArgument(msgspec.Struct, frozen=True, kw_only=True):
    """An objection that nobody resolved: whose, and who found that it qualifies, or not."""

    argument: ArgumentId
    seat: SeatId
    tested: bool
    agreeing: int
    disagreeing: int


class Consent(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "consent"

    count: ConsentCount
    standing: tuple[StandingArgument, ...]
    silence_is_consent: bool
    round: int
    max_rounds: int | None = None
    fallback: Literal["dialogue", "majority"] | None = None


class LotUsed(Facts, frozen=True, kw_only=True):
    """``mattered``: another lot would have chosen otherwise. ``committed`` is the SHA-256 of the
    seed, as the opening had it: of the first round, where an election goes on."""

    STEP: ClassVar[StepName] = "lot"

    mattered: bool
    drawn: DrawnLot | None = None
    committed: str | None = None
    of_earlier_round: bool = False
    listed: Lot | None = None


class EndedEarly(Facts, frozen=True, kw_only=True):
    """Nothing was opened and nothing was counted."""

    STEP: ClassVar[StepName] = "ended_early"

    outcome: Outcome
    ground: str | None = None
    referred_to: str | None = None


class OutcomeFound(Facts, frozen=True, kw_only=True):
    """By the rule, and as it was ``declared``."""

    STEP: ClassVar[StepName] = "outcome"

    declared: Outcome
    outcome: Outcome | None = None
    chosen: tuple[OptionId, ...] = ()


class EffectSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``event`` is the type of what was recorded."""

    event: str
    plan: PlanId | None = None
    bylaws: BylawsId | None = None
    seat: SeatId | None = None
    person: PersonId | None = None
    office: Office | None = None
    duty: str | None = None
    at: datetime | None = None


class Effects(Facts, frozen=True, kw_only=True):
    """What was recorded because of this decision, and what of it lapsed later."""

    STEP: ClassVar[StepName] = "effects"

    effects: tuple[EffectSeen, ...]


class Doubtful(Facts, frozen=True, kw_only=True):
    """Both readings, seat by seat. The result stays."""

    STEP: ClassVar[StepName] = "doubtful"

    seats: tuple[EntitledOtherwise, ...]


class KnownNow(Facts, frozen=True, kw_only=True):
    """A comparison, and never a result."""

    STEP: ClassVar[StepName] = "known_now"

    declared: Outcome
    recount: CountedAsKnownNow


class Findings(Facts, frozen=True, kw_only=True):
    """What the recount found wrong, each a sentence in English; none if it agrees."""

    STEP: ClassVar[StepName] = "findings"

    agrees: bool
    findings: tuple[str, ...]


class VoteRule(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "vote_rule"

    currency: str
    budget_cents: int
    over_budget: Literal["stop", "pass_over"]
    group_caps: tuple[GroupCap, ...]
    projects: int
    effect: EffectOfVote
    equal_shares: EqualSharesRule | None = None
    form: Form | None = None
    points: int | None = None


class ElectorateFixed(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "electorate"

    rule: ElectorateRule
    entitled: int
    sha256: str


class SharesRaised(Facts, frozen=True, kw_only=True):
    """Cents are rounded down; the count itself is exact. Everybody had ``share_cents`` in the
    last count, after ``steps`` steps; ``next_cents`` is what one more would have cost."""

    STEP: ClassVar[StepName] = "shares"

    currency: str
    ballots: int
    budget_cents: int
    start_cents: int
    share_cents: int
    step_cents: int
    steps: int
    ended: SharesEnded
    next_cents: int | None = None


class BoughtBy(msgspec.Struct, frozen=True, kw_only=True):
    """``effective_hundredths`` are hundredths of effective votes: the cost divided by the most
    that one supporter paid. Both are rounded down. The ``short`` voters paid all they had left,
    which was less."""

    effective_hundredths: int
    most_cents: int
    supporters: int
    short: int


class ProjectTaken(Facts, frozen=True, kw_only=True):
    """``place`` in the order of the count. Where Equal Shares was counted, ``bought`` tells how
    its supporters paid for it; or ``held_cents`` what ``supporters`` have left together, rounded
    down, that did not. ``cap_cents`` is the most for its group."""

    STEP: ClassVar[StepName] = "project"

    place: int
    count: ProjectCount
    cost_cents: int
    currency: str
    budget_cents: int | None = None
    group: str | None = None
    cap_cents: int | None = None
    supporters: int | None = None
    bought: BoughtBy | None = None
    held_cents: int | None = None


class RulesCompared(Facts, frozen=True, kw_only=True):
    """How many ballots support more of what the one rule funds than of the other."""

    STEP: ClassVar[StepName] = "compared"

    more_by_shares: int
    more_by_greedy: int
    kept: RuleKept


class Represented(Facts, frozen=True, kw_only=True):
    """Whom a rule represents: ``with_project`` of ``ballots`` support a project that it funds.

    ``spent_cents`` is what is funded and supported; shared among all ballots it is
    ``each_cents``, with ``rest_cents`` over. ``valued_cents`` is the cost of all funded projects
    that a ballot supports, taken over all ballots in the same way. ``funded`` in the order of
    the rule; ``official`` is the rule by which it was decided.
    """

    STEP: ClassVar[StepName] = "represented"

    rule: RuleKept
    official: bool
    currency: str
    ballots: int
    with_project: int
    funded: tuple[ProjectId, ...]
    spent_cents: int
    each_cents: int
    rest_cents: int
    valued_cents: int
    valued_rest_cents: int


class Allocated(Facts, frozen=True, kw_only=True):
    STEP: ClassVar[StepName] = "allocation"

    currency: str
    received: int
    blank: int
    funded: tuple[ProjectId, ...]
    spent_cents: int
    left_cents: int
