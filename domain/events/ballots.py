"""Ballots and their opening, of decisions (seats vote) and of neighbourhood votes (residents).

Exactly one of ``decision`` and ``vote`` is there, and of ``seat`` and ``resident``.
"""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from domain.counting.consent import ConsentCount
from domain.counting.election import ElectionCount
from domain.counting.election_by_approval import ApprovalCount
from domain.counting.groups import GroupsCount
from domain.counting.instant_runoff import RunoffCount
from domain.counting.lot import DrawnLot
from domain.counting.majority import MajorityCount
from domain.counting.plurality import PluralityCount
from domain.counting.quorum import QuorumCount
from domain.counting.residents import ResidentsCount
from domain.counting.schulze import SchulzeCount
from domain.counting.weights import WeightedCount
from domain.ids import BallotId, DecisionId, OptionId, PersonId, ProjectId, ProxyId, SeatId, VoteId
from domain.kernel import Event, Published, Sealed

Ground = Literal[
    "left_office",
    "suspended",
    "absent",
    "stand_in_ended",
    "recused",
    "giver_voted",
    "proxy_ended",
    "proxy_beyond_limit",
    "paper_issued",
    "duplicate",
]
Outcome = Literal[
    "adopted",
    "rejected",
    "no_quorum",
    "too_few_voters",
    "no_votes",
    "allocated",
    "method_objected",
    "no_resident_quorum",
    "groups_not_reached",
    "too_few_for_secrecy",
    "next_round",
    "objections",
    "unanswered",
    "withdrawn",
    "opened_in_error",
    "amended",
    "referred",
]


class BallotCast(Event, frozen=True, kw_only=True):
    """``proposal`` is the hash of the text voted on, ``replaces`` the ballot that this one does.

    ``proxy`` is there if another seat votes for this one. ``groups`` are those that the voter
    belongs to, where groups are asked that no seat tells.
    """

    NAME: ClassVar = "ballot.cast"
    TAGGED_BY: ClassVar = ("ballot", "decision", "vote", "seat", "resident")
    SEALED_UNDER: ClassVar = {"choice": "box"}

    ballot: BallotId
    choice: Sealed
    decision: DecisionId | None = None
    vote: VoteId | None = None
    seat: SeatId | None = None
    resident: PersonId | None = None
    proposal: str | None = None
    replaces: BallotId | None = None
    proxy: ProxyId | None = None
    groups: tuple[Published, ...] | None = None

    @property
    def box(self) -> str:
        """The ballot box, named after what the ballot is about."""
        return str(self.decision or self.vote)


class BallotWithdrawn(Event, frozen=True, kw_only=True):
    """By the voter, before the close: as if it had never been cast."""

    NAME: ClassVar = "ballot.withdrawn"
    TAGGED_BY: ClassVar = ("ballot", "decision", "vote", "seat", "resident")

    ballot: BallotId
    decision: DecisionId | None = None
    vote: VoteId | None = None
    seat: SeatId | None = None
    resident: PersonId | None = None


class BallotVoided(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "ballot.voided"
    TAGGED_BY: ClassVar = ("ballot", "decision", "vote", "seat", "resident")

    ballot: BallotId
    ground: Ground
    decision: DecisionId | None = None
    vote: VoteId | None = None
    seat: SeatId | None = None
    resident: PersonId | None = None


class RollCallAnswered(Event, frozen=True, kw_only=True):
    """Called in a meeting and recorded as it was said, for everybody to see. The last counts."""

    NAME: ClassVar = "roll_call.answered"
    TAGGED_BY: ClassVar = ("decision", "seat")

    decision: DecisionId
    seat: SeatId
    choice: Literal["for", "against", "abstain"]
    answered_by: PersonId
    proxy: ProxyId | None = None


class DeadlineExtended(Event, frozen=True, kw_only=True):
    """Before it passed, and never to an earlier moment."""

    NAME: ClassVar = "deadline.extended"
    TAGGED_BY: ClassVar = ("decision", "vote")

    closes_at: datetime
    decision: DecisionId | None = None
    vote: VoteId | None = None


class LotDrawn(Event, frozen=True, kw_only=True):
    """By hand, before the close, luckiest first: it takes the place of the committed seed."""

    NAME: ClassVar = "lot.drawn"
    TAGGED_BY: ClassVar = ("decision",)

    decision: DecisionId
    order: tuple[OptionId, ...]
    witnesses: tuple[PersonId, ...]


class CandidacyDeclined(Event, frozen=True, kw_only=True):
    """A candidate withdraws, or gives an election back: in this ``round`` while it is open, and
    after it once it is counted. Rounds that were not held for want of voters have no number."""

    NAME: ClassVar = "candidacy.declined"
    TAGGED_BY: ClassVar = ("decision", "case", "person")

    decision: DecisionId
    case: DecisionId
    option: OptionId
    person: PersonId
    round: int


class VotingClosed(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "voting.closed"
    TAGGED_BY: ClassVar = ("decision", "vote")

    decision: DecisionId | None = None
    vote: VoteId | None = None


class OpenedLine(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """An open ballot with voter and salt, or a line of a secret one with neither.

    ``choice`` is a word or an option; the chosen options or projects; or ranks, best first,
    each with the options that share it. ``label`` names the groups of a secret line's voter,
    ``votes`` how many votes it counts for if that is not one. ``points`` are those given to each
    of the projects chosen, in the same order.
    """

    choice: str | tuple[ProjectId | tuple[OptionId, ...], ...]
    ballot: BallotId | None = None
    seat: SeatId | None = None
    resident: PersonId | None = None
    salt: str | None = None
    line: str | None = None
    label: str | None = None
    tracker: str | None = None
    votes: int | None = None
    points: tuple[int, ...] | None = None
    serial: int | None = None
    """Of a paper ballot in an open vote: there is no voter to show."""


class BallotsOpened(Event, frozen=True, kw_only=True):
    """Part ``part`` of ``parts``, counted from 1, of one opening."""

    NAME: ClassVar = "ballots.opened"
    TAGGED_BY: ClassVar = ("decision", "vote")

    lines: tuple[OpenedLine, ...]
    part: int
    parts: int
    decision: DecisionId | None = None
    vote: VoteId | None = None


ProjectOutcome = Literal[
    "funded", "over_group_cap", "over_budget", "supporters_short", "below_minimum_share"
]


class ProjectCount(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """In the order of the allocation. No outcome: the allocation had stopped before it.

    ``votes`` are approvals, or what the ballots gave in points or by rank. ``filled_up`` is true
    if it was funded from what Equal Shares had left, ``by_other_rule`` if the rule that was not
    kept would have funded it (where Equal Shares was counted, beside it always the greedy rule).
    """

    project: ProjectId
    votes: int
    outcome: ProjectOutcome | None = None
    left_cents: int | None = None
    filled_up: bool | None = None
    by_other_rule: bool | None = None


class SharesCount(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What Equal Shares counted: how often everybody's share was raised, and why it ended.

    Where it was compared with the greedy rule: how many voters have more funded projects by the
    one, and by the other; ``kept`` is the one whose outcome is the result.
    """

    steps: int
    ended: Literal["next_step_over_budget", "all_supported_funded", "nothing_fits"]
    kept: Literal["equal_shares", "greedy"]
    more_by_shares: int | None = None
    more_by_greedy: int | None = None


class AllocationCount(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """``invalid`` are those of ``received`` that say nothing clear, where there was paper."""

    received: int
    blank: int
    projects: tuple[ProjectCount, ...]
    spent_cents: int
    left_cents: int
    lot_mattered: bool
    shares: SharesCount | None = None
    invalid: int | None = None


class ResultCounted(Event, frozen=True, kw_only=True):
    """The computed count: one of the method's, ``allocation`` for a neighbourhood vote.

    ``outcome`` is what follows from all of it. The lot stands here once it is revealed.
    """

    NAME: ClassVar = "result.counted"
    TAGGED_BY: ClassVar = ("decision", "vote")

    decision: DecisionId | None = None
    vote: VoteId | None = None
    majority: MajorityCount | None = None
    allocation: AllocationCount | None = None
    weighted: WeightedCount | None = None
    plurality: PluralityCount | None = None
    approval: ApprovalCount | None = None
    runoff: RunoffCount | None = None
    schulze: SchulzeCount | None = None
    election: ElectionCount | None = None
    consent: ConsentCount | None = None
    quorum: QuorumCount | None = None
    residents: ResidentsCount | None = None
    groups: GroupsCount | None = None
    lot: DrawnLot | None = None
    outcome: Outcome | None = None
    chosen: tuple[OptionId, ...] | None = None


class ResultDeclared(Event, frozen=True, kw_only=True):
    """The legal result. Every effect is appended together with it.

    ``chosen`` are the options that won, in order. ``ground`` is why a decision ended without a
    count, ``referred_to`` the organ that decides instead.
    """

    NAME: ClassVar = "result.declared"
    TAGGED_BY: ClassVar = ("decision", "vote")

    outcome: Outcome
    decision: DecisionId | None = None
    vote: VoteId | None = None
    funded: tuple[ProjectId, ...] | None = None
    chosen: tuple[OptionId, ...] | None = None
    ground: Published | None = None
    referred_to: str | None = None
