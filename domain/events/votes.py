"""What a neighbourhood is asked to choose, and between which projects."""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from domain.counting.approval import BallotLimits
from domain.events.decisions import Secrecy
from domain.ids import ProjectId, VoteId
from domain.kernel import Event, Published

Effect = Literal["advisory", "binding_by_prior_board_decision", "organ"]


class ProjectOnBallot(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    project: ProjectId
    cost_cents: int
    group: str | None = None


class GroupCap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    group: str
    cap_cents: int


class GreedyRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By votes; ties by lower cost, then the lot."""

    over_budget: Literal["stop", "pass_over"]
    group_caps: tuple[GroupCap, ...]


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
    """``entitled`` residents, ``electorate_sha256`` over their pseudonyms, sorted, one a line."""

    NAME: ClassVar = "vote.opened"
    TAGGED_BY: ClassVar = ("vote",)
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
    paper: bool | None = None
    """True if ballots may be cast on paper too."""
    codes: bool | None = None
    """True if a ballot is cast with an access code."""


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
