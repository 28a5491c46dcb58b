"""Ballots and their opening, of decisions (seats vote) and of neighbourhood votes (residents).

Exactly one of ``decision`` and ``vote`` is there, and of ``seat`` and ``resident``.
"""

from typing import ClassVar, Literal

import msgspec

from domain.counting.majority import MajorityCount
from domain.ids import BallotId, DecisionId, PersonId, ProjectId, SeatId, VoteId
from domain.kernel import Event, Sealed

Ground = Literal["left_office", "suspended", "absent", "stand_in_ended"]
Outcome = Literal[
    "adopted", "rejected", "no_quorum", "too_few_voters", "no_votes", "allocated", "method_objected"
]


class BallotCast(Event, frozen=True, kw_only=True):
    """``proposal`` is the hash of the text voted on, ``replaces`` the ballot that this one does."""

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

    @property
    def box(self) -> str:
        """The ballot box, named after what the ballot is about."""
        return str(self.decision or self.vote)


class BallotVoided(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "ballot.voided"
    TAGGED_BY: ClassVar = ("ballot", "decision", "vote")

    ballot: BallotId
    ground: Ground
    decision: DecisionId | None = None
    vote: VoteId | None = None


class VotingClosed(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "voting.closed"
    TAGGED_BY: ClassVar = ("decision", "vote")

    decision: DecisionId | None = None
    vote: VoteId | None = None


class OpenedLine(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """An open ballot with voter and salt, or a line of a secret one with neither.

    ``choice`` is a word (decisions) or the chosen projects (neighbourhood votes).
    """

    choice: str | tuple[ProjectId, ...]
    ballot: BallotId | None = None
    seat: SeatId | None = None
    resident: PersonId | None = None
    salt: str | None = None
    line: str | None = None
    label: str | None = None
    tracker: str | None = None


class BallotsOpened(Event, frozen=True, kw_only=True):
    """Part ``part`` of ``parts``, counted from 1, of one opening."""

    NAME: ClassVar = "ballots.opened"
    TAGGED_BY: ClassVar = ("decision", "vote")

    lines: tuple[OpenedLine, ...]
    part: int
    parts: int
    decision: DecisionId | None = None
    vote: VoteId | None = None


class ProjectCount(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """In the order of the allocation. No outcome: the allocation had stopped before it."""

    project: ProjectId
    votes: int
    outcome: Literal["funded", "over_group_cap", "over_budget"] | None = None
    left_cents: int | None = None


class AllocationCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    received: int
    blank: int
    projects: tuple[ProjectCount, ...]
    spent_cents: int
    left_cents: int
    lot_mattered: bool


class ResultCounted(Event, frozen=True, kw_only=True):
    """The computed count: ``majority`` for a decision, ``allocation`` for a neighbourhood vote."""

    NAME: ClassVar = "result.counted"
    TAGGED_BY: ClassVar = ("decision", "vote")

    decision: DecisionId | None = None
    vote: VoteId | None = None
    majority: MajorityCount | None = None
    allocation: AllocationCount | None = None


class ResultDeclared(Event, frozen=True, kw_only=True):
    """The legal result. Every effect is appended together with it."""

    NAME: ClassVar = "result.declared"
    TAGGED_BY: ClassVar = ("decision", "vote")

    outcome: Outcome
    decision: DecisionId | None = None
    vote: VoteId | None = None
    funded: tuple[ProjectId, ...] | None = None
