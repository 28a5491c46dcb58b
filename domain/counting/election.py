"""Elections in rounds: a free vote, a second one, a run-off, and then the lot.

Each round is a vote of its own. After each, this module says who is elected and what is voted
on next; given the same rounds it says the same for ever.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from domain.counting.election_round import ElectionTally, NextRound, RoundKind
from domain.counting.lot import luck
from domain.counting.places import Highest, highest
from domain.counting.share import BallotShare, reaches

Ended = Literal["filled", "seats_left", "tied", "no_votes"]


class ElectionRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many are elected, and what it takes before the run-off, where most votes decide.

    On ``things`` (one of several plans, one place) a tie is rejected and no lot is drawn. With
    no more candidates than seats each is voted on with for and against, or elected
    ``without_vote``. ValueError for less than one seat, and for things with several or with
    anything elected without a vote.
    """

    about: Literal["persons", "things"]
    seats: int
    majority: BallotShare
    second_vote: bool
    unopposed: Literal["yes_no", "without_vote"]

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise ValueError("At least one seat is to be filled.")
        if self.about == "things" and (self.seats > 1 or self.unopposed == "without_vote"):
            raise ValueError("Of things one is chosen, and never without a vote.")


class ElectionRound(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """``measured`` ballots were what a majority is a share of; none are where most votes decide.

    ``tied`` had equal votes for fewer places: they go on to the next round, or ``by_lot`` some
    of them were elected.
    """

    tally: ElectionTally
    elected: tuple[str, ...]
    by_lot: bool
    measured: int | None = None
    tied: tuple[str, ...] | None = None


class Declined(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A candidate withdrew, or gave an election back, when so many rounds had been held."""

    candidate: str
    after: int


class ElectionCount(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """All rounds so far and what follows: either ``next`` is there or ``ended``.

    ``without_vote`` of the ``elected`` were so because nobody stood against them.
    """

    rounds: tuple[ElectionRound, ...]
    elected: tuple[str, ...]
    without_vote: tuple[str, ...]
    seats_left: int
    lot_mattered: bool
    next: NextRound | None = None
    ended: Ended | None = None


def count_election(
    candidates: Sequence[str],
    tallies: Sequence[ElectionTally],
    rule: ElectionRule,
    *,
    lot: Sequence[str],
    declined: Sequence[Declined] = (),
) -> ElectionCount:
    """Who is elected after these rounds, and what comes next.

    In the free and the second vote whoever reaches ``rule.majority`` is elected, most votes
    first; equals for fewer seats go on. Into the run-off go the two highest of the vote before
    for each open seat; there most votes decide. The lot settles who is in the run-off and who
    wins it; of things all equals go in, and a tie at the top ends it. A run-off without
    opposition is a yes_no round. Who declines is out of all that follows, and the next highest
    moves up; who gives an election back after the end opens a new free vote for that seat.
    Votes for somebody who declines remain cast. ValueError if a tally is not the one that
    was asked for, if somebody declines who does not stand or after a round that was not held,
    and as in ``luck``.
    """
    election, asked = _held(candidates, tallies, rule, lot, declined)
    return ElectionCount(
        rounds=tuple(election.rounds),
        elected=tuple(election.elected),
        without_vote=tuple(each for each in election.elected if each in election.without_vote),
        seats_left=election.open_seats,
        lot_mattered=election.lot_mattered or (asked is not None and asked.tied is not None),
        next=asked,
        ended=election.ended,
    )


def places_of(
    candidates: Sequence[str],
    tallies: Sequence[ElectionTally],
    rule: ElectionRule,
    *,
    lot: Sequence[str],
    declined: Sequence[Declined] = (),
) -> Mapping[str, int]:
    """The place of each who is elected after these rounds, counted from 0.

    The first open place goes to whoever is elected first. Who gives an election back leaves
    their place open, and nobody else moves.
    """
    election, _ = _held(candidates, tallies, rule, lot, declined)
    return election.places


def _held(
    candidates: Sequence[str],
    tallies: Sequence[ElectionTally],
    rule: ElectionRule,
    lot: Sequence[str],
    declined: Sequence[Declined],
) -> tuple["_Election", NextRound | None]:
    """The election after these rounds, and what is asked next."""
    luck(candidates, lot)
    if not {each.candidate for each in declined} <= set(candidates):
        raise ValueError("Somebody declines who does not stand.")
    if any(not 0 <= each.after <= len(tallies) for each in declined):
        raise ValueError("Somebody declines after a round that was not held.")
    election = _Election(candidates, rule, lot)
    for number in range(len(tallies) + 1):
        election.let_go([each.candidate for each in declined if each.after == number])
        asked = election.ask()
        if number < len(tallies):
            election.see(tallies[number], asked)
    return election, asked


class _Election:
    """Where the election stands while its rounds are held."""

    def __init__(self, candidates: Sequence[str], rule: ElectionRule, lot: Sequence[str]) -> None:
        self.rule = rule
        self.lot = lot
        self.standing = list(candidates)
        self.elected: list[str] = []
        self.places: dict[str, int] = {}
        self.without_vote: list[str] = []
        self.rounds: list[ElectionRound] = []
        self.lot_mattered = False
        self.ended: Ended | None = None
        self._kind: RoundKind = "free_vote"
        self._before: dict[str, int] = {}

    @property
    def open_seats(self) -> int:
        return self.rule.seats - len(self.elected)

    def let_go(self, declining: Collection[str]) -> None:
        given_back = [each for each in self.elected if each in declining]
        self.elected = [each for each in self.elected if each not in declining]
        self.standing = [each for each in self.standing if each not in declining]
        self.places = {each: self.places[each] for each in self.elected}
        if given_back and self.ended is not None:
            self.ended = None
            self._kind = "free_vote"

    def ask(self) -> NextRound | None:
        """What is voted on next, or None where the election has ended."""
        if self.ended is not None or self._out_of_candidates():
            return None
        running, tied = self._running()
        if not running:
            self.ended = "no_votes"
            return None
        if len(running) > self.open_seats:
            return NextRound(
                kind=self._kind, candidates=running, seats=self.open_seats, tied=tied or None
            )
        if self.rule.unopposed == "yes_no":
            return NextRound(kind="yes_no", candidates=running[:1], seats=1)
        self.without_vote += running
        self._elect(running)
        self.ended = "seats_left" if self.open_seats else "filled"
        return None

    def see(self, tally: ElectionTally, asked: NextRound | None) -> None:
        candidates = tuple(each.option for each in tally.votes)
        if asked is None or (tally.kind, tally.seats, candidates) != (
            asked.kind,
            asked.seats,
            asked.candidates,
        ):
            raise ValueError(f"Round {len(self.rounds) + 1} is not the one that was asked for.")
        self.lot_mattered = self.lot_mattered or asked.tied is not None
        votes = {each.option: each.votes for each in tally.votes}
        if tally.kind == "run_off":
            self._decide_run_off(tally, votes)
        else:
            self._decide_by_majority(tally, votes)

    def _decide_by_majority(self, tally: ElectionTally, votes: dict[str, int]) -> None:
        majority = self.rule.majority
        measured = majority.measured(received=tally.received, blank=tally.blank)
        enough = {
            option: number if reaches(number, majority, measured) else 0
            for option, number in votes.items()
        }
        top = highest(enough, tally.seats, self.lot)
        # The lot comes last: equals for fewer seats have further rounds before them.
        elected = tuple(each for each in top.chosen if each not in top.tied)
        self._held(tally, elected, top.tied, measured=measured)
        if tally.kind == "yes_no":
            self.standing = [each for each in self.standing if each not in votes]
        else:
            self._before = votes
            second = tally.kind == "free_vote" and self.rule.second_vote
            self._kind = "second_vote" if second else "run_off"
        self._end_if_filled()

    def _decide_run_off(self, tally: ElectionTally, votes: dict[str, int]) -> None:
        top = highest(votes, tally.seats, self.lot)
        if top.tied and self.rule.about == "things":
            self._held(tally, (), top.tied)
            self.ended = "tied"
            return
        self.lot_mattered = self.lot_mattered or bool(top.tied)
        self._held(tally, top.chosen, top.tied, by_lot=bool(top.tied))
        self.ended = "seats_left" if top.chosen else "no_votes"
        self._end_if_filled()

    def _held(
        self,
        tally: ElectionTally,
        elected: tuple[str, ...],
        tied: tuple[str, ...],
        *,
        by_lot: bool = False,
        measured: int | None = None,
    ) -> None:
        self._elect(elected)
        self.rounds.append(
            ElectionRound(
                tally=tally, elected=elected, by_lot=by_lot, measured=measured, tied=tied or None
            )
        )

    def _elect(self, elected: Sequence[str]) -> None:
        self.elected += elected
        for each in elected:
            taken = self.places.values()
            self.places[each] = next(n for n in range(self.rule.seats) if n not in taken)
        self.standing = [each for each in self.standing if each not in elected]

    def _end_if_filled(self) -> None:
        if not self.open_seats:
            self.ended = "filled"

    def _out_of_candidates(self) -> bool:
        if not self.standing:
            self.ended = "seats_left"
        return not self.standing

    def _running(self) -> Highest:
        """Who takes part in the next round, in the order listed, and who were equal for that."""
        if self._kind != "run_off":
            return Highest(tuple(self.standing), ())
        votes = {each: self._before.get(each, 0) for each in self.standing}
        top = highest(votes, 2 * self.open_seats, self.lot)
        chosen, tied = set(top.chosen), top.tied
        if self.rule.about == "things":
            chosen, tied = chosen | set(tied), ()
        return Highest(tuple(each for each in self.standing if each in chosen), tied)
