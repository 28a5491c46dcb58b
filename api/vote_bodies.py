"""What is asked of a neighbourhood vote: the domain's own shapes, with their bounds."""

from typing import Annotated, Literal

from msgspec import Meta

from api.types import (
    Asked,
    Cents,
    Currency,
    Day,
    Decision,
    Moment,
    Plan,
    Project,
    Published,
    PublishedText,
    Sha256,
    Word,
)
from domain.counting.approval import BallotLimits
from domain.counting.share import LARGEST_TERM
from domain.events.votes import (
    Effect,
    Electorate,
    EqualSharesRule,
    Form,
    GreedyRule,
    GroupCap,
    MinimumVoteShare,
)
from domain.votes.open_vote import MOST_PROJECTS, NewProject

MOST_POINTS = 1_000
ProjectsChosen = Annotated[
    tuple[Project | Annotated[tuple[Project, ...], Meta(max_length=2)], ...],
    Meta(max_length=MOST_PROJECTS),
]
PointsGiven = Annotated[
    tuple[Annotated[int, Meta(ge=0, le=MOST_POINTS)], ...], Meta(max_length=MOST_PROJECTS)
]
AccessCode = Annotated[
    str, Meta(min_length=1, max_length=64, description="As the clerk told it to the resident.")
]


class ProjectAsked(NewProject, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`plan` is the plan of this organisation that the money is for, if it is one."""

    name: Published
    cost_cents: Cents
    group: Word | None = None
    description: PublishedText | None = None
    category: Published | None = None
    reference: Published | None = None
    plan: Plan | None = None


class GroupCapAsked(GroupCap, frozen=True, kw_only=True, forbid_unknown_fields=True):
    group: Word
    cap_cents: Cents


class GreedyRuleAsked(GreedyRule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By votes; ties by lower cost, then by the lot. `over_budget` says whether the first
    project that no longer fits ends the allocation or is passed over."""

    group_caps: Annotated[tuple[GroupCapAsked, ...], Meta(max_length=100)] = ()


class MinimumVoteShareAsked(
    MinimumVoteShare, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    numerator: Annotated[int, Meta(ge=0, le=LARGEST_TERM)]
    denominator: Annotated[int, Meta(ge=1, le=LARGEST_TERM)]


class EqualSharesAsked(
    EqualSharesRule, frozen=True, kw_only=True, omit_defaults=False, forbid_unknown_fields=True
):
    """The Method of Equal Shares in the place of `allocation`, whose caps hold too. Every ballot
    has an equal share of the budget, and who supports a project pays for it together; then all
    shares are raised by `step_cents`, again and again. It is what real votes have used unless
    you say otherwise."""

    start: Literal["exact", "whole_unit"] = "exact"
    step_cents: Annotated[int, Meta(ge=1, le=1_000_000_00)] = 100
    exhaustive_stop: bool = False
    fill_up: bool = False
    comparison: Literal["none", "more_funded"] = "none"
    minimum_vote_share: MinimumVoteShareAsked | None = None


class ElectorateAsked(
    Electorate, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Residents registered before the opening for whom every stated fact holds."""

    neighbourhoods: Annotated[tuple[Word, ...], Meta(max_length=500)] | None = None
    registered_by: Day | None = None
    age: Annotated[int, Meta(ge=1, le=150)] | None = None


class VoteAsked(Asked, frozen=True, kw_only=True):
    """What an outcome is worth, is said here. An `advisory` vote is answered by the board until
    `answer_by`: 42 days after the close if you name no day. One that is binding names the
    `decision` by which the board has bound itself. `organ` needs an article of the statutes.

    Ballots are secret unless you say otherwise: then nobody can tell who chose what, also after
    the close. If fewer vote than the bylaws ask for that, no ballot is opened.
    """

    title: Published
    currency: Currency
    budget_cents: Cents
    projects: Annotated[tuple[ProjectAsked, ...], Meta(min_length=1, max_length=MOST_PROJECTS)]
    allocation: GreedyRuleAsked
    effect: Effect
    closes_at: Moment
    limits: BallotLimits = BallotLimits()
    electorate: ElectorateAsked = ElectorateAsked()
    secrecy: Literal["open", "secret"] = "secret"
    imported_from: Sha256 | None = None
    form: Form = "approval"
    points: Annotated[int, Meta(ge=1, le=MOST_POINTS)] | None = None
    equal_shares: EqualSharesAsked | None = None
    decision: Decision | None = None
    answer_by: Moment | None = None
    evaluate_on: Moment | None = None
    paper: bool | None = None
    codes: bool | None = None


class ApprovalAsked(Asked, frozen=True, kw_only=True):
    """The projects that you approve of, that you rank (best first, `[]` for a rank that you
    skip) or that you give `points` to, in the same order; none is a blank ballot.

    Nobody can see the choice before voting has closed. Then it is opened, in a secret vote as a
    line without your name, in an open one together with you as its voter: for everybody to
    read, for ever.
    """

    projects: ProjectsChosen
    points: PointsGiven | None = None


class BallotByCodeAsked(ApprovalAsked, frozen=True, kw_only=True, omit_defaults=True):
    """As any ballot of this vote, with the access code of the resident who casts it."""

    code: AccessCode


class CodeShown(Asked, frozen=True, kw_only=True):
    code: AccessCode


class AnswerAsked(Asked, frozen=True, kw_only=True):
    """What the board does with what was advised, and why. With a `decision` of its own it adopts
    it; the effects came with that."""

    reasons: PublishedText
    decision: Decision | None = None


class AnnulmentOfVoteAsked(Asked, frozen=True, kw_only=True):
    court: Published
    case_number: Published
    annulled_at: Moment
