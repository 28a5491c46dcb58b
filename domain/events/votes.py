"""What a neighbourhood is asked to choose, between which projects, and what comes of it."""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from domain.counting.approval import BallotLimits
from domain.counting.share import check_share
from domain.events.decisions import Secrecy
from domain.ids import DecisionId, PlanId, ProjectId, VoteId
from domain.kernel import Event, Published, Sealed

Effect = Literal["advisory", "binding_by_prior_board_decision", "organ"]
Form = Literal["approval", "ranked", "points"]


class ProjectOnBallot(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """``plan`` is the plan of this organisation that the money is for, if it is one."""

    project: ProjectId
    cost_cents: int
    group: str | None = None
    plan: PlanId | None = None


class GroupCap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    group: str
    cap_cents: int


class GreedyRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By votes; ties by lower cost, then the lot."""

    over_budget: Literal["stop", "pass_over"]
    group_caps: tuple[GroupCap, ...]


class MinimumVoteShare(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At least this share of all ballots must support a project. ValueError if it is no share."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        check_share("minimum vote share", self.numerator, self.denominator)


class EqualSharesRule(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """The Method of Equal Shares, completed by raising everybody's share and counting anew.

    Each ballot starts with its share of the budget, exact or floored to a whole ``step_cents``,
    and has ``step_cents`` more in every step. ``exhaustive_stop`` ends it as soon as nothing
    that is left fits into the budget, ``fill_up`` spends by votes what is left in the end.
    With ``comparison`` the greedy rule beside it is kept if more voters have more by it.
    """

    start: Literal["exact", "whole_unit"]
    step_cents: int
    exhaustive_stop: bool
    fill_up: bool
    comparison: Literal["none", "more_funded"]
    minimum_vote_share: MinimumVoteShare | None = None


class Electorate(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Residents registered before the opening for whom every stated fact holds."""

    neighbourhoods: tuple[str, ...] | None = None
    registered_by: str | None = None
    """YYYY-MM-DD: lives here since this day or longer."""
    age: int | None = None
    """The age limit that must be reached in or before the month of the opening."""


class Lot(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """The order that settles what votes and costs leave undecided, fixed at the opening."""

    by: Literal["listed_order", "seed"]
    seed_sha256: str | None = None


class VoteOpened(Event, frozen=True, kw_only=True):
    """``entitled`` residents, ``electorate_sha256`` over their pseudonyms, sorted, one a line.

    The whole rule stands here, so that the count follows from the record alone. ``allocation``
    is the rule of the count unless ``equal_shares`` is there; then its caps hold too, and it is
    what is compared with.
    """

    NAME: ClassVar = "vote.opened"
    TAGGED_BY: ClassVar = ("vote", "decision")
    SEALED_UNDER: ClassVar = {"lot_seed": "vote"}
    MAKES_KEY_OF: ClassVar = "vote"

    vote: VoteId
    title: Published
    currency: str
    budget_cents: int
    projects: tuple[ProjectOnBallot, ...]
    limits: BallotLimits
    allocation: GreedyRule
    lot: Lot
    electorate: Electorate
    entitled: int
    electorate_sha256: str
    effect: Effect
    secrecy: Secrecy
    closes_at: datetime
    imported_from: str | None = None
    """SHA-256 (hex) of the file that the vote was taken from."""
    form: Form | None = None
    """Absent: approval."""
    points: int | None = None
    """How many points one ballot may spend, where the form is points."""
    equal_shares: EqualSharesRule | None = None
    decision: DecisionId | None = None
    """The board's own decision of before, by which the outcome is binding."""
    answer_by: datetime | None = None
    """Until when the board answers an advisory vote."""
    bylaws: str | None = None
    """SHA-256 (hex) of the version of the bylaws in force."""
    secrecy_minimum: int | None = None
    trackers: bool | None = None
    """True if a voter gets a code by which to find their own line."""
    lot_seed: Sealed | None = None
    """Lies in the ballot box until the close reveals it."""
    paper: bool | None = None
    """True if ballots may be cast on paper too."""
    codes: bool | None = None
    """True if a ballot is cast with an access code."""
    evaluate_on: datetime | None = None
    """When a plan that is adopted by it is to be evaluated; else as long after the adoption as
    ``evaluation_months`` say, by the bylaws."""
    evaluation_months: int | None = None


class ProjectDescribed(Event, frozen=True, kw_only=True):
    """``reference`` is the name that the project goes by elsewhere, such as a file's number."""

    NAME: ClassVar = "project.described"
    TAGGED_BY: ClassVar = ("project", "vote")

    project: ProjectId
    vote: VoteId
    name: Published
    description: Published | None = None
    category: Published | None = None
    reference: Published | None = None


class VoteAnswered(Event, frozen=True, kw_only=True):
    """What the board does with an advisory vote, and why. ``decision`` is its own decision, by
    which it adopted what was advised; without one it did not."""

    NAME: ClassVar = "vote.answered"
    TAGGED_BY: ClassVar = ("vote", "decision")

    vote: VoteId
    reasons: Published
    decision: DecisionId | None = None


class VoteAnnulled(Event, frozen=True, kw_only=True):
    """By a court."""

    NAME: ClassVar = "vote.annulled"
    TAGGED_BY: ClassVar = ("vote",)

    vote: VoteId
    court: Published
    case_number: Published
    annulled_at: datetime
