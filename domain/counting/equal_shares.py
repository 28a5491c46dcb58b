"""The Method of Equal Shares: everybody has the same share of the budget, and who wants a
project pays for it together (``domain.counting.sharing``).

A single count leaves money over. So everybody's share is raised by a step and the count begins
anew, until the next step would cost more than the budget, or until everything that somebody
supports is funded.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct, structs

from domain.counting.approval import count_approvals
from domain.counting.greedy import Allocation, Candidate, Greedy, allocate
from domain.counting.sharing import Bought, Purchases, Sharing

Outcome = Literal[
    "funded", "over_group_cap", "over_budget", "supporters_short", "below_minimum_share"
]
Ended = Literal["next_step_over_budget", "all_supported_funded", "nothing_fits"]
Kept = Literal["equal_shares", "greedy"]


class EqualShares(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everybody starts with budget / ballots, exact or floored to whole steps.

    ``exhaustive_stop`` ends the steps as soon as nothing that is left fits into the budget;
    ``fill_up`` spends by votes what is left in the end. ``comparison`` keeps what ``beside``,
    the greedy rule, funds if more voters have more funded projects by it; its budget and its
    caps hold for Equal Shares too. ``minimum_vote_share`` (numerator, denominator) of all
    ballots must support a project, by either rule.
    """

    beside: Greedy
    start: Literal["exact", "whole_unit"] = "exact"
    step_cents: int = 100
    exhaustive_stop: bool = False
    fill_up: bool = False
    comparison: Literal["none", "more_funded"] = "none"
    minimum_vote_share: tuple[int, int] = (0, 1)

    def __post_init__(self) -> None:
        if self.step_cents < 1:
            raise ValueError("A step raises everybody's share by at least one cent.")


class Taken(Struct, frozen=True, kw_only=True):
    """What became of one project by Equal Shares, and what was left of the budget after it.

    ``paid`` is how its supporters bought it. Of what they did not buy, ``held`` is how many
    cents they have left together. No ``outcome``: it costs nothing, so that there is nothing
    to share.
    """

    project: str
    cost_cents: int
    approvals: int
    outcome: Outcome | None
    left_cents: int | None = None
    paid: Bought | None = None
    held: Fraction | None = None
    filled_up: bool = False


class Compared(Struct, frozen=True, kw_only=True):
    """How many voters have more funded projects by the one rule, and by the other."""

    by_shares: int
    by_greedy: int


class Shared(Struct, frozen=True, kw_only=True):
    """``taken``: what was bought, in order; then what filled up; then what was not funded.

    Everybody had ``share`` cents in the last count, after ``steps`` steps; one more would have
    cost ``next_cents``, if it ended for that. ``lot_mattered``: in one of the counts the lot
    chose between equals, and who came first changed what the others' supporters had left. If it
    is false, no other lot would have funded other projects.
    """

    taken: tuple[Taken, ...]
    funded: tuple[str, ...]
    spent_cents: int
    left_cents: int
    start: Fraction
    share: Fraction
    steps: int
    ended: Ended
    next_cents: int | None
    kept: Kept
    greedy: Allocation
    """By the greedy rule beside it."""
    compared: Compared
    lot_mattered: bool


def equal_shares(
    candidates: Sequence[Candidate],
    ballots: Collection[Collection[str]],
    rule: EqualShares,
    votes: Mapping[str, int] | None = None,
) -> Shared:
    """Divide the budget; ``candidates`` stand in the order of the lot, a ballot names those that
    it supports, and a blank one has a share too.

    ``votes`` are those by which the greedy rule and the filling up go, unless it is approvals.
    What costs nothing, or more than the budget or its group's cap, is never funded from shares.
    ValueError if a ballot names what is no candidate, or a candidate stands there twice.
    """
    if len({candidate.project for candidate in candidates}) < len(candidates):
        raise ValueError("A project can be a candidate only once.")
    approvals = count_approvals([each.project for each in candidates], ballots)
    return _Count(candidates, ballots, approvals, votes or approvals, rule).result()


def funded_each(ballots: Iterable[Collection[str]], funded: Collection[str]) -> list[int]:
    """How many funded projects each ballot supports, in the order of the ballots."""
    funded = frozenset(funded)
    return [len(funded.intersection(ballot)) for ballot in ballots]


class _Count:
    def __init__(
        self,
        candidates: Sequence[Candidate],
        ballots: Collection[Collection[str]],
        approvals: Mapping[str, int],
        votes: Mapping[str, int],
        rule: EqualShares,
    ) -> None:
        self.candidates, self.ballots, self.rule = candidates, ballots, rule
        self.approvals, self.votes = approvals, votes
        self.budget, self.caps = rule.beside.budget_cents, rule.beside.group_caps
        self.costs = {each.project: each.cost_cents for each in candidates}
        self.groups = {each.project: each.group for each in candidates}
        self.barred = {
            each.project: why for each in candidates if (why := self._bar(each)) is not None
        }
        free = [each for each in candidates if each.project not in self.barred and each.cost_cents]
        self.supported = [each for each in free if approvals[each.project]]
        self.sharing = Sharing(self.supported, ballots, self.caps)
        self.start = self._start()
        self.plenty = self.sharing.plenty()
        self.counts: dict[int, Purchases] = {}
        self.leap = 1
        self.lot_mattered = False

    def _bar(self, candidate: Candidate) -> Outcome | None:
        """Why a project cannot be funded, whatever its supporters have."""
        numerator, denominator = self.rule.minimum_vote_share
        if self.approvals[candidate.project] * denominator < numerator * len(self.ballots):
            return "below_minimum_share"
        if candidate.cost_cents > self.caps.get(candidate.group or "", candidate.cost_cents):
            return "over_group_cap"
        return "over_budget" if candidate.cost_cents > self.budget else None

    def _start(self) -> Fraction:
        exact = Fraction(self.budget, max(1, len(self.ballots)))
        if self.rule.start == "exact":
            return exact
        return Fraction(exact // self.rule.step_cents * self.rule.step_cents)

    def share(self, step: int) -> Fraction:
        return self.start + step * self.rule.step_cents

    def count(self, step: int) -> Purchases:
        if step not in self.counts:
            self.counts[step] = Purchases(self.sharing, self.share(step))
        return self.counts[step]

    def result(self) -> Shared:
        steps, ended = self._raise_shares()
        last = self.count(steps)
        bought = self._bought(last)
        filling = self._filling(bought) if self.rule.fill_up else None
        taken = [*bought, *self._filled(filling), *self._rest(last, bought, filling)]
        funded = tuple(each.project for each in taken if each.outcome == "funded")
        spent = sum(self.costs[each] for each in funded)
        greedy = self._greedy()
        compared = self._compared(funded, greedy.funded)
        rival = self.rule.comparison == "more_funded"
        return Shared(
            taken=tuple(taken),
            funded=funded,
            spent_cents=spent,
            left_cents=self.budget - spent,
            start=self.start,
            share=self.share(steps),
            steps=steps,
            ended=ended,
            next_cents=self.count(steps + 1).cost_cents
            if ended == "next_step_over_budget"
            else None,
            kept="greedy" if rival and compared.by_greedy > compared.by_shares else "equal_shares",
            greedy=greedy,
            compared=compared,
            lot_mattered=self.lot_mattered
            or (filling is not None and filling.lot_mattered)
            or (rival and greedy.lot_mattered),
        )

    def _raise_shares(self) -> tuple[int, Ended]:
        """How many steps were taken, and why no more."""
        step = 0
        while True:
            now = self.count(step)
            self.lot_mattered = self.lot_mattered or now.lot_mattered
            if len(now.bought) == len(self.supported):
                return step, "all_supported_funded"
            if self.rule.exhaustive_stop and not self._something_fits(now):
                return step, "nothing_fits"
            step = self._last_alike(step)
            if self.share(step) >= self.plenty:
                return step, "nothing_fits"
            following = self.count(step + 1)
            if following.cost_cents > self.budget:
                self.lot_mattered = self.lot_mattered or following.lot_mattered
                return step, "next_step_over_budget"
            self.counts = {step + 1: following}
            step += 1

    def _something_fits(self, now: Purchases) -> bool:
        bought = {each.project for each in now.bought}
        spent = self._spent_by_group(bought)
        return any(
            each.cost_cents <= self.budget - now.cost_cents and self._under_cap(each, spent)
            for each in self.supported
            if each.project not in bought
        )

    def _last_alike(self, step: int) -> int:
        """A step up to which every count surely buys what this one does, in the same order.

        It is looked for in leaps, as the steps may be many millions; a leap that was too far is
        halved, one that was not is doubled. The next search begins with the last one.
        """
        last = step
        while self.leap:
            if self._alike(step, last + self.leap):
                last += self.leap
                self.leap *= 2
            else:
                self.leap //= 2
                if last > step:
                    break
        self.leap = max(1, self.leap)
        return last

    def _alike(self, step: int, later: int) -> bool:
        """Beyond plenty all counts are alike, and none has to be made."""
        if self.share(later - 1) >= self.plenty:
            return False
        return self.count(step).stands_up_to(self.share(later))

    def _bought(self, last: Purchases) -> list[Taken]:
        left, taken = self.budget, []
        for paid in last.bought:
            left -= self.costs[paid.project]
            taken.append(self._taken(paid.project, "funded", left_cents=left, paid=paid))
        return taken

    def _filling(self, bought: Sequence[Taken]) -> Allocation:
        """What is left of the budget and of each cap, spent by votes."""
        done = {each.project for each in bought}
        spent = self._spent_by_group(done)
        return allocate(
            [each for each in self.supported if each.project not in done],
            self.votes,
            Greedy(
                budget_cents=self.budget - sum(self.costs[each] for each in done),
                over_budget="pass_over",
                group_caps={group: cap - spent.get(group, 0) for group, cap in self.caps.items()},
            ),
        )

    def _filled(self, filling: Allocation | None) -> list[Taken]:
        return [
            self._taken(step.project, "funded", left_cents=step.left_cents, filled_up=True)
            for step in (() if filling is None else filling.steps)
            if step.outcome == "funded"
        ]

    def _rest(
        self, last: Purchases, bought: Sequence[Taken], filling: Allocation | None
    ) -> list[Taken]:
        """Most approvals first, then the cheapest, then the lot's first."""
        done = {each.project for each in bought} | set(() if filling is None else filling.funded)
        places = {each.project: place for place, each in enumerate(self.supported)}
        rest = sorted(
            (each.project for each in self.candidates if each.project not in done),
            key=lambda project: (-self.approvals[project], self.costs[project]),
        )
        return [
            self._taken(
                each,
                self._why_not(each, last),
                held=last.held(places[each]) if each in places else None,
            )
            for each in rest
        ]

    def _why_not(self, project: str, last: Purchases) -> Outcome | None:
        if project in self.barred:
            return self.barred[project]
        if project in last.over_cap:
            return "over_group_cap"
        return "supporters_short" if self.costs[project] else None

    def _taken(self, project: str, outcome: Outcome | None, **found: object) -> Taken:
        taken = Taken(
            project=project,
            cost_cents=self.costs[project],
            approvals=self.approvals[project],
            outcome=outcome,
        )
        return structs.replace(taken, **found)

    def _greedy(self) -> Allocation:
        """Of what has the minimum share and costs anything."""
        return allocate(
            [
                each
                for each in self.candidates
                if each.cost_cents and self.barred.get(each.project) != "below_minimum_share"
            ],
            self.votes,
            self.rule.beside,
        )

    def _compared(self, by_shares: Collection[str], by_greedy: Collection[str]) -> Compared:
        pairs = list(
            zip(
                funded_each(self.ballots, by_shares),
                funded_each(self.ballots, by_greedy),
                strict=True,
            )
        )
        return Compared(
            by_shares=sum(one > other for one, other in pairs),
            by_greedy=sum(other > one for one, other in pairs),
        )

    def _spent_by_group(self, projects: Iterable[str]) -> dict[str | None, int]:
        spent: dict[str | None, int] = {}
        for each in projects:
            group = self.groups[each]
            spent[group] = spent.get(group, 0) + self.costs[each]
        return spent

    def _under_cap(self, candidate: Candidate, spent: Mapping[str | None, int]) -> bool:
        if candidate.group not in self.caps:
            return True
        room = self.caps[candidate.group] - spent.get(candidate.group, 0)
        return candidate.cost_cents <= room
