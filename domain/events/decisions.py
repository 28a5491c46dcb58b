"""What an organ of an organisation is asked to decide, from the draft to the ballot box."""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from domain.bylaws.articles import DecisionKind, OfficeWeight
from domain.counting.election_round import NextRound
from domain.counting.groups import GroupGate
from domain.counting.majority import Quorum, Threshold
from domain.counting.methods import Method, OptionsRule
from domain.events.meetings import NoticeDefect
from domain.events.seats import Office, Serves
from domain.ids import (
    ArgumentId,
    BylawsId,
    DecisionId,
    DutyId,
    ItemId,
    MeetingId,
    OptionId,
    PersonId,
    PlanId,
    SeatId,
)
from domain.kernel import Event, Published, Sealed

Secrecy = Literal["open", "secret", "roll_call"]
FollowsAs = Literal[
    "next_round", "amendment", "re_vote", "confirmation", "referral", "sent_back", "fallback"
]
"""Why a decision follows another one: it is about the same proposal."""
BoardMissing = Literal["all_absent", "all_vacant"]
"""Why another organ acts for the board: its members are all kept from it, or there are none."""


class Option(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A candidate (``person``), a ``plan``, or what ``text`` says."""

    option: OptionId
    text: Published | None = None
    person: PersonId | None = None
    plan: PlanId | None = None


class QuorumCounts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether recused seats, and absent ones without a stand-in, are part of the whole."""

    recused: Literal["excluded", "counted"]
    absent: Literal["excluded", "counted"]


class ProxyRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As the bylaws have it when the decision is opened."""

    most_per_holder: int
    within_limit_of_weights: bool
    keeps_residents_share: bool


class DecisionLot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the opening says of the lot that it must not say yet: SHA-256 (hex) of its seed."""

    seed_sha256: str


class SeatToFill(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Who is elected takes the seat for this term. ``serves``: what is served in the place of
    somebody that left early, where the bylaws leave it open."""

    seat: SeatId
    term_from: datetime
    term_until: datetime
    serves: Serves | None = None


class OfficeToFill(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Who is elected has the office, and keeps the seat."""

    office: Office
    office_from: datetime
    office_until: datetime | None = None


class HolderToSuspend(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    seat: SeatId
    ground: Published
    suspended_until: datetime | None = None


class AffectedGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group whom the decision affects, and who speaks for it."""

    name: Published
    spokesperson: PersonId


class ConsentRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``round`` of at most ``max_rounds``, and what comes after the last."""

    round: int
    max_rounds: int
    fallback: Literal["dialogue", "majority"]


class DecisionDrafted(Event, frozen=True, kw_only=True):
    """A proposal that is talked about before anybody votes on it. It expires if nobody puts it
    to the vote by ``expires_at``."""

    NAME: ClassVar = "decision.drafted"
    TAGGED_BY: ClassVar = ("decision", "organ", "plan", "proposed_bylaws")

    decision: DecisionId
    organ: str
    question: Published
    text: Published | None = None
    kind: DecisionKind | None = None
    plan: PlanId | None = None
    proposed_bylaws: BylawsId | None = None
    expires_at: datetime | None = None


class DecisionExpired(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "decision.expired"
    TAGGED_BY: ClassVar = ("decision",)

    decision: DecisionId


class DecisionOpened(Event, frozen=True, kw_only=True):
    """``proposal`` is the SHA-256 (hex) of the text that ballots bind themselves to.

    The whole rule stands here, so that the count follows from the record alone. What a method
    does not use is absent.
    """

    NAME: ClassVar = "decision.opened"
    TAGGED_BY: ClassVar = (
        "decision",
        "organ",
        "plan",
        "kind",
        "proposed_bylaws",
        "meeting",
        "follows",
        "case",
    )
    SEALED_UNDER: ClassVar = {"lot_seed": "decision"}
    MAKES_KEY_OF: ClassVar = "decision"

    decision: DecisionId
    organ: str
    question: Published
    proposal: str
    method: Method
    quorum: Quorum
    min_voters: int
    secrecy: Secrecy
    seats: tuple[SeatId, ...]
    closes_at: datetime
    threshold: Threshold | None = None
    """There for a majority, and for a consent that falls back on one."""
    plan: PlanId | None = None
    bylaws: str | None = None
    """SHA-256 (hex) of the version of the bylaws in force."""
    kind: DecisionKind | None = None
    """The kind of question, by which the bylaws say who decides and how."""
    proposed_bylaws: BylawsId | None = None
    approved_by: DecisionId | None = None
    """The decision by which the organ that must approve has approved."""
    meeting: MeetingId | None = None
    item: ItemId | None = None
    defect: NoticeDefect | None = None
    """Of the notice: the rule is then the one that cures it."""
    outside_meeting: bool | None = None
    """True if it is taken outside a meeting, so that one may object to the method."""
    board_informed_at: datetime | None = None
    text: Published | None = None
    """The words of the proposal, where no plan and no bylaws have them."""
    options: tuple[Option, ...] | None = None
    options_rule: OptionsRule | None = None
    election_round: NextRound | None = None
    """Who of the options stands in this round of an election, and for how many places. Absent in
    an election where nobody is opposed, and where that is enough."""
    consent: ConsentRule | None = None
    quorum_counts: QuorumCounts | None = None
    """Absent: recused seats are excluded, absent ones counted."""
    weights: tuple[OfficeWeight, ...] | None = None
    casting_vote_of: Office | None = None
    groups: GroupGate | None = None
    residents_at_the_vote: Quorum | None = None
    """The share of resident ballots among those received, where the bylaws ask for one."""
    proxies: ProxyRule | None = None
    secrecy_minimum: int | None = None
    trackers: bool | None = None
    """True if a voter gets a code by which to find their own line."""
    lot: DecisionLot | None = None
    lot_seed: Sealed | None = None
    """Lies in the ballot box until the close reveals it."""
    follows: DecisionId | None = None
    follows_as: FollowsAs | None = None
    case: DecisionId | None = None
    """The first decision of those that follow one another; absent in the first itself."""
    resolves: tuple[ArgumentId, ...] | None = None
    """The objections that the amended words are to resolve."""
    concerns: tuple[PersonId, ...] | None = None
    """Whose dismissal, suspension, pay or discharge it is: they are recused, and were heard."""
    heard_at: datetime | None = None
    recused: tuple[PersonId, ...] | None = None
    """Who is recused from the beginning, for this or for an earlier decision of the case."""
    fills: tuple[SeatToFill, ...] | None = None
    office: OfficeToFill | None = None
    dismisses: SeatId | None = None
    suspends: HolderToSuspend | None = None
    affected: tuple[AffectedGroup, ...] | None = None
    send_back_days: int | None = None
    """How long after the result an affected group may send it back, by the bylaws."""
    review_on: datetime | None = None
    acts_for_board: BoardMissing | None = None
    """There if ``organ`` decides what is the board's to decide."""
    early: bool | None = None
    """True if one may vote before the meeting begins."""
    evaluate_on: datetime | None = None
    """When a plan that is adopted by it is to be evaluated; else as long after the adoption as
    ``evaluation_months`` say, by the bylaws."""
    evaluation_months: int | None = None


class MethodObjected(Event, frozen=True, kw_only=True):
    """Against deciding outside a meeting, and not against the proposal."""

    NAME: ClassVar = "method.objected"
    TAGGED_BY: ClassVar = ("decision", "seat")

    decision: DecisionId
    seat: SeatId


class ReviewRecorded(Event, frozen=True, kw_only=True):
    """What came of a decision, as its review found. ``duty`` is the one to review it."""

    NAME: ClassVar = "review.recorded"
    TAGGED_BY: ClassVar = ("decision", "duty")

    decision: DecisionId
    duty: DutyId
    how_it_helped: Published
    reason_to_drop: Published | None = None
    how_to_improve: Published | None = None
    next_review_on: datetime | None = None
