"""One count by Equal Shares, with the same share of money for everybody.

A project can be bought as long as its supporters together hold its cost. Those who hold less
than an equal part pay all they have, and the others make up for it. What a project is worth,
its *effective votes*, is its cost divided by the most that one supporter pays: its approvals if
all pay alike, fewer if some cannot. The one worth most is bought, of equal ones the cheaper,
then the one with more approvals, then the one that the lot puts first; and so on until nothing
can be bought.

All of it in whole numbers of a unit that becomes finer as money is divided, so that nothing is
ever rounded.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush, heapreplace
from math import gcd
from typing import NamedTuple

from domain.counting.greedy import Candidate


class Bought(NamedTuple):
    """``most`` cents were paid by one supporter; the ``short`` ones paid less, all they had."""

    project: str
    effective: Fraction
    most: Fraction
    short: int


class Sharing:
    """What every count has in common: who supports what. ``candidates`` in the lot's order."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        ballots: Iterable[Collection[str]],
        group_caps: Mapping[str, int],
    ) -> None:
        self.candidates, self.group_caps = candidates, group_caps
        places = {each.project: place for place, each in enumerate(candidates)}
        alike = Counter(
            frozenset(places[each] for each in ballot if each in places) for ballot in ballots
        )
        # Who supports the same has the same left, always: such voters are counted as one.
        self.voters = list(alike.values())
        self.supporters: list[list[int]] = [[] for _ in candidates]
        for kind, ballot in enumerate(alike):
            for place in ballot:
                self.supporters[place].append(kind)
        self.approvals = [sum(self.voters[kind] for kind in each) for each in self.supporters]

    def plenty(self) -> int:
        """Cents with which nobody is ever short: more than an equal part of all they support."""
        parts = [0] * len(self.voters)
        for place, kinds in enumerate(self.supporters):
            part = -(-self.candidates[place].cost_cents // max(1, self.approvals[place]))
            for kind in kinds:
                parts[kind] += part
        return max(parts, default=0)


class _Offer(NamedTuple):
    """Sorts as projects are bought. ``worth`` is at most what it was when it was last asked."""

    minus_worth: Fraction
    cost: int
    minus_approvals: int
    place: int

    @property
    def standing(self) -> tuple[Fraction, int, int]:
        """What two projects have in common between which only the lot can choose."""
        return self[:3]


class _Price(NamedTuple):
    """The equal part is ``rest / payers`` units; the ``short`` kinds pay all they have."""

    rest: int
    payers: int
    rich: list[int]
    short: list[int]


class Purchases:
    """One count. What is left to a voter is ``left`` units of ``1 / unit`` cent, by kind."""

    def __init__(self, sharing: Sharing, share: Fraction) -> None:
        self._sharing = sharing
        self._unit = share.denominator
        self._left = [share.numerator] * len(sharing.voters)
        self._room = dict(sharing.group_caps)
        self._offers = [
            _Offer(Fraction(-votes), each.cost_cents, -votes, place)
            for place, (each, votes) in enumerate(
                zip(sharing.candidates, sharing.approvals, strict=True)
            )
            if votes
        ]
        heapify(self._offers)
        self._prices: dict[int, _Price] = {}
        """Of those that were asked since the last purchase."""
        self._equals: set[_Offer] = set()
        """What only the lot did not let go first."""
        self.bought: list[Bought] = []
        self.over_cap: set[str] = set()
        self.lot_mattered = False
        while self._offers:
            self._buy_next()
        self.lot_mattered = self.lot_mattered or bool(self._equals)
        self.cost_cents = self._cost()

    @property
    def order(self) -> list[str]:
        return [each.project for each in self.bought]

    @property
    def somebody_short(self) -> bool:
        return any(each.short for each in self.bought)

    def held(self, place: int) -> Fraction:
        """What the supporters of a project have left together, in cents."""
        voters, left = self._sharing.voters, self._left
        return Fraction(
            sum(voters[kind] * left[kind] for kind in self._sharing.supporters[place]), self._unit
        )

    def _buy_next(self) -> None:
        """Worth only sinks while others are bought, so that whoever leads with a worth that is
        up to date leads in truth, and the others need not be asked."""
        if (offer := self._leading()) is None:
            return
        heappop(self._offers)
        equals = self._equals_of(offer)
        # Equals that are all bought one after the other, at an unchanged worth, did not touch
        # what the others had to pay; in any order all would have been left with the same.
        if not self._equals <= {offer, *equals}:
            self.lot_mattered = True
        self._equals = equals
        self._pay(offer)

    def _leading(self) -> _Offer | None:
        while self._offers:
            offer = self._offers[0]
            if offer.place in self._prices:
                return offer
            if (asked := self._asked(offer)) is None:
                heappop(self._offers)
            else:
                heapreplace(self._offers, asked)
        return None

    def _equals_of(self, offer: _Offer) -> set[_Offer]:
        found: list[_Offer] = []
        while (next_one := self._leading()) and next_one.standing == offer.standing:
            found.append(heappop(self._offers))
        for each in found:
            heappush(self._offers, each)
        return set(found)

    def _asked(self, offer: _Offer) -> _Offer | None:
        """With its worth of now; None if it cannot be bought any more."""
        candidate = self._sharing.candidates[offer.place]
        if offer.cost > self._room.get(candidate.group or "", offer.cost):
            self.over_cap.add(candidate.project)
            return None
        price = self._price(offer)
        if price is None:
            return None
        self._prices[offer.place] = price
        worth = Fraction(offer.cost * self._unit * price.payers, price.rest)
        return offer._replace(minus_worth=-worth)

    def _price(self, offer: _Offer) -> _Price | None:
        """Take out whoever is short of an equal part until nobody is; None if nobody is left."""
        left, voters = self._left, self._sharing.voters
        rich = self._sharing.supporters[offer.place]
        rest, payers = offer.cost * self._unit, -offer.minus_approvals
        short: list[int] = []
        while True:
            part = -(-rest // payers)
            poorer = [kind for kind in rich if left[kind] < part]
            if not poorer:
                return _Price(rest, payers, rich, short)
            rest -= sum([left[kind] * voters[kind] for kind in poorer])
            payers -= sum([voters[kind] for kind in poorer])
            if not payers:
                return None
            short += poorer
            rich = [kind for kind in rich if left[kind] >= part]

    def _pay(self, offer: _Offer) -> None:
        rest, payers, rich, short = self._prices[offer.place]
        common = gcd(rest, payers)
        finer, part = payers // common, rest // common
        self._unit *= finer
        left = self._left = [each * finer for each in self._left] if finer > 1 else self._left
        for kind in rich:
            left[kind] -= part
        for kind in short:
            left[kind] = 0
        self._prices.clear()
        candidate = self._sharing.candidates[offer.place]
        if candidate.group in self._room:
            self._room[candidate.group] -= offer.cost
        voters = self._sharing.voters
        self.bought.append(
            Bought(
                project=candidate.project,
                effective=-offer.minus_worth,
                most=Fraction(part, self._unit),
                short=sum([voters[kind] for kind in short]),
            )
        )

    def _cost(self) -> int:
        costs = {each.project: each.cost_cents for each in self._sharing.candidates}
        return sum(costs[each.project] for each in self.bought)
