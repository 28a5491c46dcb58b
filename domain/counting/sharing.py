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
from math import ceil, gcd
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
    """Sorts as projects are bought. It is worth what it was when it was last asked, or less."""

    minus_worth: Fraction
    cost: int
    minus_approvals: int
    place: int

    @property
    def standing(self) -> tuple[Fraction, int, int]:
        """Between two of the same standing only the lot can choose."""
        return self[:3]


class _Market:
    """What is left to everybody while projects are bought, and what the others are worth then.

    Worth only sinks while others are bought: so whoever leads with a worth of now leads in
    truth, and those behind need not be asked. What is left is counted in units of ``1 / unit``
    cent, by kind of voter.
    """

    def __init__(self, sharing: Sharing, share: int, unit: int) -> None:
        """``share`` in units, of which there are ``unit`` to the cent."""
        self._sharing = sharing
        self._unit = unit
        self._left = [share] * len(sharing.voters)
        self._room = dict(sharing.group_caps)
        self._rich = list(sharing.supporters)
        self._short: list[list[int]] = [[] for _ in sharing.supporters]
        """Who cannot pay an equal part, and never can again: they have less, and it grows."""
        self._payers = list(sharing.approvals)
        """How many voters are rich."""
        self._rest: dict[int, int] = {}
        """What they pay together in units, of the projects asked since the last purchase."""
        self.over_cap: set[str] = set()
        self._offers = [
            _Offer(Fraction(-votes), each.cost_cents, -votes, place)
            for place, (each, votes) in enumerate(
                zip(sharing.candidates, sharing.approvals, strict=True)
            )
            if votes
        ]
        heapify(self._offers)

    def held(self, place: int) -> Fraction:
        """What the supporters of a project have left together, in cents."""
        return Fraction(self._together(self._sharing.supporters[place]), self._unit)

    def leading(self) -> _Offer | None:
        while self._offers:
            offer = self._offers[0]
            if offer.place in self._rest:
                return offer
            if (asked := self.asked(offer)) is None:
                heappop(self._offers)
            else:
                heapreplace(self._offers, asked)
        return None

    def asked(self, offer: _Offer) -> _Offer | None:
        """With its worth of now; None if it cannot be bought any more."""
        place = offer.place
        candidate = self._sharing.candidates[place]
        if offer.cost > self._room.get(candidate.group or "", offer.cost):
            self.over_cap.add(candidate.project)
            return None
        if (rest := self._shared_by_the_rich(offer)) is None:
            return None
        self._rest[place] = rest
        return offer._replace(
            minus_worth=-Fraction(offer.cost * self._unit * self._payers[place], rest)
        )

    def _shared_by_the_rich(self, offer: _Offer) -> int | None:
        """Whoever is short of an equal part pays what they have, which makes the part larger,
        until nobody else is short; None if nobody is left."""
        place, left, voters = offer.place, self._left, self._sharing.voters
        rest = offer.cost * self._unit - self._together(self._short[place])
        while payers := self._payers[place]:
            part = -(-rest // payers)
            short = [kind for kind in self._rich[place] if left[kind] < part]
            if not short:
                return rest
            rest -= self._together(short)
            self._payers[place] -= sum([voters[kind] for kind in short])
            self._rich[place] = [kind for kind in self._rich[place] if left[kind] >= part]
            self._short[place] = self._short[place] + short
        return None

    def _together(self, kinds: Iterable[int]) -> int:
        left, voters = self._left, self._sharing.voters
        return sum([left[kind] * voters[kind] for kind in kinds])

    def pay(self, offer: _Offer) -> Bought:
        """``offer`` was asked since the last purchase."""
        place = offer.place
        payers = self._payers[place]
        part = self._part(self._rest[place], payers)
        left = self._left
        for kind in self._rich[place]:
            left[kind] -= part
        for kind in self._short[place]:
            left[kind] = 0
        self._rest.clear()
        candidate = self._sharing.candidates[place]
        if candidate.group in self._room:
            self._room[candidate.group] -= offer.cost
        return Bought(
            project=candidate.project,
            effective=-offer.minus_worth,
            most=Fraction(part, self._unit),
            short=-offer.minus_approvals - payers,
        )

    def _part(self, rest: int, payers: int) -> int:
        """An equal part, after the unit was made fine enough for it."""
        common = gcd(rest, payers)
        if (finer := payers // common) > 1:
            self._unit *= finer
            self._left = [each * finer for each in self._left]
        return rest // common


class _RicherMarket(_Market):
    """One where everybody pays a trifle less than they owe, so that the unit need not become
    finer: what is left, and what projects are worth, is at least what it would be exactly."""

    UNIT = 2**20

    def __init__(self, sharing: Sharing, share: Fraction) -> None:
        super().__init__(sharing, ceil(share * self.UNIT), self.UNIT)

    def _part(self, rest: int, payers: int) -> int:
        return rest // payers

    def surely_buys(self, poorer: _Offer, equals: set[_Offer]) -> bool:
        """Buy what a count with less money bought, if what that was worth there, ``poorer``, is
        more than the others are worth here; ``equals`` were worth the same there too."""
        as_good: list[_Offer] = []
        equal_places = {each.place for each in equals}
        while self._offers and self._offers[0].standing <= poorer.standing:
            other = heappop(self._offers)
            if other.place == poorer.place or (asked := self.asked(other)) is None:
                continue
            if asked.standing > poorer.standing:
                heappush(self._offers, asked)
            elif asked.standing == poorer.standing and asked.place in equal_places:
                as_good.append(asked)
            else:
                return False
        for each in as_good:
            heappush(self._offers, each)
        bought = self.asked(poorer)
        assert bought is not None
        self.pay(bought)
        return True


class Purchases(_Market):
    """One whole count.

    ``lot_mattered``: the lot chose between equals, and who came first changed what was left to
    the supporters of the others.
    """

    def __init__(self, sharing: Sharing, share: Fraction) -> None:
        super().__init__(sharing, share.numerator, share.denominator)
        self.bought: list[Bought] = []
        self.cost_cents = 0
        self.lot_mattered = False
        self._taken: list[tuple[_Offer, set[_Offer]]] = []
        """Each with those that only the lot did not let go first."""
        equals: set[_Offer] = set()
        while (offer := self.leading()) is not None:
            heappop(self._offers)
            before, equals = equals, self._equals_of(offer)
            # Equals that are all bought one after the other, at an unchanged worth, did not
            # touch what the others had to pay: in any order all would be left with the same.
            self.lot_mattered = self.lot_mattered or not before <= {offer, *equals}
            self.bought.append(self.pay(offer))
            self.cost_cents += offer.cost
            self._taken.append((offer, equals))
        self.lot_mattered = self.lot_mattered or bool(equals)

    def _equals_of(self, offer: _Offer) -> set[_Offer]:
        found: list[_Offer] = []
        while (other := self.leading()) and other.standing == offer.standing:
            found.append(heappop(self._offers))
        for each in found:
            heappush(self._offers, each)
        return set(found)

    def stands_up_to(self, share: Fraction) -> bool:
        """Whether every count with a share from this one's up to ``share`` surely buys the same
        in the same order.

        With more money, and the same bought before, everybody has as much left or more, and no
        project is worth less. So if whatever was bought was worth more here than all others are
        worth with ``share``, it is bought in every count between. False if that is not so: then
        nothing is known.
        """
        richer = _RicherMarket(self._sharing, share)
        return (
            all(richer.surely_buys(offer, equals) for offer, equals in self._taken)
            and richer.leading() is None
        )
