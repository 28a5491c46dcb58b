"""How a budget is divided over projects: most votes first, for as long as there is money."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

Outcome = Literal["funded", "over_group_cap", "over_budget"]


class Candidate(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A project that asks for money, counted towards the cap of its group if that has one."""

    project: str
    cost_cents: int
    group: str | None = None

    def __post_init__(self) -> None:
        if self.cost_cents < 0:
            raise ValueError("A project cannot cost less than nothing.")


class Greedy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Either stop at the first project that no longer fits, or pass it over and go on."""

    budget_cents: int
    over_budget: Literal["stop", "pass_over"]
    group_caps: dict[str, int]

    def __post_init__(self) -> None:
        if self.budget_cents < 0 or any(cap < 0 for cap in self.group_caps.values()):
            raise ValueError("A budget or a cap cannot be less than nothing.")


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of one project, and what was left of the budget after it."""

    project: str
    votes: int
    cost_cents: int
    outcome: Outcome
    left_cents: int


class Allocation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The steps in the order taken; after a stop there are none, so they may be fewer."""

    steps: tuple[Step, ...]
    funded: tuple[str, ...]
    spent_cents: int
    left_cents: int
    lot_mattered: bool


def allocate(candidates: Sequence[Candidate], votes: Mapping[str, int], rule: Greedy) -> Allocation:
    """Divide the budget by votes, then lower cost, then the order given, which is the lot.

    ``votes`` has a number for every candidate. A project over what is left of its group's cap
    is passed over, also where one over the budget stops the count. ``lot_mattered`` says that
    another order of projects with equal votes and cost would fund other projects.
    ValueError if a project stands there twice.
    """
    if len({candidate.project for candidate in candidates}) < len(candidates):
        raise ValueError("A project can be a candidate only once.")

    def standing(candidate: Candidate) -> tuple[int, int]:
        return -votes[candidate.project], candidate.cost_cents

    purse = _Purse(rule)
    steps: list[Step] = []
    lot_mattered = False
    for _, tied in groupby(sorted(candidates, key=standing), key=standing):
        equals = list(tied)
        affordable = sum(purse.outcome(candidate) == "funded" for candidate in equals)
        taken = _take_in_turn(equals, votes, purse)
        steps += taken
        # Of equals, each that is affordable when their turn comes might have gone first and
        # been funded; so the lot decided if and only if not all of those were. How much is
        # left behind them, and whether the count stops, is the same in every order.
        lot_mattered = lot_mattered or affordable > sum(s.outcome == "funded" for s in taken)
        if purse.stopped:
            break
    return Allocation(
        steps=tuple(steps),
        funded=tuple(step.project for step in steps if step.outcome == "funded"),
        spent_cents=rule.budget_cents - purse.left_cents,
        left_cents=purse.left_cents,
        lot_mattered=lot_mattered,
    )


def _take_in_turn(
    equals: Sequence[Candidate], votes: Mapping[str, int], purse: "_Purse"
) -> list[Step]:
    steps: list[Step] = []
    for candidate in equals:
        steps.append(
            Step(
                project=candidate.project,
                votes=votes[candidate.project],
                cost_cents=candidate.cost_cents,
                outcome=purse.take(candidate),
                left_cents=purse.left_cents,
            )
        )
        if purse.stopped:
            break
    return steps


class _Purse:
    """What is left of the budget and of each cap while the projects have their turn."""

    def __init__(self, rule: Greedy) -> None:
        self.left_cents = rule.budget_cents
        self.stopped = False
        self._stops = rule.over_budget == "stop"
        self._room = dict(rule.group_caps)

    def outcome(self, candidate: Candidate) -> Outcome:
        # The cap comes first: a project that fits neither is passed over, and stops nothing.
        if candidate.group in self._room and candidate.cost_cents > self._room[candidate.group]:
            return "over_group_cap"
        return "funded" if candidate.cost_cents <= self.left_cents else "over_budget"

    def take(self, candidate: Candidate) -> Outcome:
        outcome = self.outcome(candidate)
        if outcome == "funded":
            self.left_cents -= candidate.cost_cents
            if candidate.group in self._room:
                self._room[candidate.group] -= candidate.cost_cents
        self.stopped = self._stops and outcome == "over_budget"
        return outcome
