"""What is asked of a neighbourhood vote: the domain's own shapes, with their bounds."""

from typing import Annotated

from msgspec import Meta

from api.types import (
    Asked,
    Cents,
    Currency,
    Day,
    Moment,
    Project,
    Published,
    PublishedText,
    Sha256,
    Word,
)
from domain.counting.approval import BallotLimits
from domain.events.decisions import Secrecy
from domain.events.votes import Effect, Electorate, GreedyRule, GroupCap
from domain.votes.open_vote import MOST_PROJECTS, NewProject


class ProjectAsked(NewProject, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Published
    cost_cents: Cents
    group: Word | None = None
    description: PublishedText | None = None
    category: Published | None = None
    reference: Published | None = None


class GroupCapAsked(GroupCap, frozen=True, kw_only=True, forbid_unknown_fields=True):
    group: Word
    cap_cents: Cents


class GreedyRuleAsked(GreedyRule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By votes; ties by lower cost, then in the order listed. `over_budget` says whether the
    first project that no longer fits ends the allocation or is passed over."""

    group_caps: Annotated[tuple[GroupCapAsked, ...], Meta(max_length=100)] = ()


class ElectorateAsked(
    Electorate, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Residents registered before the opening for whom every stated fact holds."""

    neighbourhoods: Annotated[tuple[Word, ...], Meta(max_length=500)] | None = None
    registered_by: Day | None = None
    age: Annotated[int, Meta(ge=1, le=150)] | None = None


class VoteAsked(Asked, frozen=True, kw_only=True):
    title: Published
    currency: Currency
    budget_cents: Cents
    projects: Annotated[tuple[ProjectAsked, ...], Meta(min_length=1, max_length=MOST_PROJECTS)]
    allocation: GreedyRuleAsked
    effect: Effect
    closes_at: Moment
    limits: BallotLimits = BallotLimits()
    electorate: ElectorateAsked = ElectorateAsked()
    secrecy: Secrecy = "open"
    imported_from: Sha256 | None = None


class ApprovalAsked(Asked, frozen=True, kw_only=True):
    """The projects that you approve of; none is a blank ballot.

    Nobody can see the choice before voting has closed; then it is opened together with you
    as its voter, for everybody to read, for ever.
    """

    projects: Annotated[tuple[Project, ...], Meta(max_length=MOST_PROJECTS)]
