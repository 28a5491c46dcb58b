"""What a decision's document shows of its rule and its count: small whatever the method.

Votes stand in the order of the decision's options. The rounds, matrices and paths of a count are
in its explanation.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import msgspec

from domain.ballots.choices import options_of
from domain.counting.consent import Reason as ConsentReason
from domain.counting.election import Ended
from domain.counting.election_by_approval import ApprovalCount
from domain.counting.election_round import RoundKind
from domain.counting.groups import GroupTally
from domain.counting.places import OptionVotes
from domain.counting.plurality import PluralityCount
from domain.counting.quorum import QuorumCount
from domain.counting.ranking import MOST_OPTIONS
from domain.counting.residents import ResidentsCount
from domain.counting.weights import WeightedCount
from domain.events.ballots import ResultCounted
from domain.events.decisions import DecisionOpened, Option
from domain.ids import SeatId

CHARACTERS: Final = 4_000
"""Of the words of all options together; the record has them all."""

Reason = Literal[
    "most_votes",
    "casting_vote",
    "lot",
    "tied",
    "below_floor",
    "majority",
    "unbeaten",
    "no_votes",
]


class OptionsCounted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``votes`` are those of the last of the ``rounds``; where options were held against each
    other in pairs they have none of their own. An election goes on with ``next``, or has
    ``ended``."""

    received: int
    blank: int
    lot_mattered: bool
    votes: tuple[int, ...] | None = None
    reason: Reason | None = None
    rounds: int | None = None
    against: int | None = None
    measured: int | None = None
    """What a floor was held against."""
    seats_left: int | None = None
    next: RoundKind | None = None
    ended: Ended | None = None


class ConsentSeen(msgspec.Struct, frozen=True, kw_only=True):
    """``standing`` objections, in number."""

    asked: int
    consented: int
    objected: int
    unanswered: int
    standing: int
    reason: ConsentReason


class GroupsSeen(msgspec.Struct, frozen=True, kw_only=True):
    groups: tuple[GroupTally, ...]
    assessed: int
    passed: bool


class Counts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was counted beside a plain majority, and what holds for every method."""

    quorum: QuorumCount | None = None
    weighted: WeightedCount | None = None
    options: OptionsCounted | None = None
    consent: ConsentSeen | None = None
    residents: ResidentsCount | None = None
    groups: GroupsSeen | None = None
    lot: Literal["seed", "hand", "listed_order"] | None = None


class EffectsAsked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is to follow from the decision, beyond a plan and bylaws."""

    fills: tuple[SeatId, ...] = ()
    office: str | None = None
    dismisses: SeatId | None = None
    suspends: SeatId | None = None


def counts_of(counted: ResultCounted, options: Sequence[str]) -> Counts:
    groups = counted.groups
    return Counts(
        quorum=counted.quorum,
        weighted=counted.weighted,
        options=_options(counted, options),
        consent=_consent(counted),
        residents=counted.residents,
        groups=None
        if groups is None
        else GroupsSeen(groups=groups.groups, assessed=groups.assessed, passed=groups.passed),
        lot=None if counted.lot is None else counted.lot.by,
    )


def rest_of_the_rule(opened: DecisionOpened) -> Mapping[str, Any]:
    """The members of a decision's document that say how it is counted."""
    return {
        "quorum_counts": opened.quorum_counts,
        "weights": opened.weights,
        "casting_vote_of": opened.casting_vote_of,
        "proxies": opened.proxies,
        "residents_at_the_vote": opened.residents_at_the_vote,
        "lot_sha256": None if opened.lot is None else opened.lot.seed_sha256,
        "consent": opened.consent,
        "recused": len(opened.recused or ()) or None,
        "effects": _effects(opened),
        "affected": len(opened.affected or ()) or None,
        "review_on": opened.review_on,
    }


def shown(opened: DecisionOpened) -> tuple[Option, ...] | None:
    """The options; where they are many, their words are cut off."""
    if opened.options is None:
        return None
    longest = CHARACTERS // max(1, len(options_of(opened)))
    return tuple(
        msgspec.structs.replace(each, text=_cut(each.text, longest)) if each.text else each
        for each in opened.options
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def _effects(opened: DecisionOpened) -> EffectsAsked | None:
    """There are no more winners than options, and so no more seats to fill."""
    found = EffectsAsked(
        fills=tuple(each.seat for each in (opened.fills or ())[:MOST_OPTIONS]),
        office=None if opened.office is None else opened.office.office,
        dismisses=opened.dismisses,
        suspends=None if opened.suspends is None else opened.suspends.seat,
    )
    return None if found == EffectsAsked() else found


def _options(counted: ResultCounted, options: Sequence[str]) -> OptionsCounted | None:
    if counted.plurality is not None:
        return _by_votes(counted.plurality, options)
    if counted.approval is not None:
        return _by_votes(counted.approval, options)
    return _by_rounds(counted, options)


def _by_votes(count: PluralityCount | ApprovalCount, options: Sequence[str]) -> OptionsCounted:
    return OptionsCounted(
        received=count.received,
        blank=count.blank,
        lot_mattered=count.lot_mattered,
        votes=_votes(count.options, options),
        reason=count.reason,
        measured=count.measured if isinstance(count, ApprovalCount) else None,
    )


def _by_rounds(counted: ResultCounted, options: Sequence[str]) -> OptionsCounted | None:
    if counted.runoff is not None:
        runoff = counted.runoff
        return OptionsCounted(
            received=runoff.received,
            blank=runoff.blank,
            lot_mattered=runoff.lot_mattered,
            votes=runoff.rounds[-1].votes if runoff.rounds else None,
            reason=runoff.reason,
            rounds=len(runoff.rounds),
        )
    if counted.schulze is not None:
        schulze = counted.schulze
        return OptionsCounted(
            received=schulze.received,
            blank=schulze.blank,
            lot_mattered=schulze.lot_mattered,
            reason=schulze.reason,
        )
    return _election(counted, options)


def _election(counted: ResultCounted, options: Sequence[str]) -> OptionsCounted | None:
    count = counted.election
    if count is None or not count.rounds:
        return None
    last = count.rounds[-1].tally
    return OptionsCounted(
        received=last.received,
        blank=last.blank,
        lot_mattered=count.lot_mattered,
        votes=_votes(last.votes, options),
        rounds=len(count.rounds),
        against=last.against,
        seats_left=count.seats_left,
        next=None if count.next is None else count.next.kind,
        ended=count.ended,
    )


def _votes(counted: Sequence[OptionVotes], options: Sequence[str]) -> tuple[int, ...]:
    votes = {each.option: each.votes for each in counted}
    return tuple(votes.get(each, 0) for each in options)


def _consent(counted: ResultCounted) -> ConsentSeen | None:
    count = counted.consent
    if count is None:
        return None
    return ConsentSeen(
        asked=count.asked,
        consented=count.consented,
        objected=count.objected,
        unanswered=count.unanswered,
        standing=len(count.standing),
        reason=count.reason,
    )
