"""The power to vote on an organ at a moment: in how many coalitions it hangs on one seat.

Banzhaf's index, and so what the rules make possible, not what anybody does with it. Assumed
is that the organ decides for or against by the threshold; that whoever may vote does, each
coalition being as likely as any other; that a proxy is used, and not passed on; and that nobody
is recused. Left aside are the quorum, the least number of voters, what groups or another organ
have to agree to, and the casting vote, which is only named.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from domain.bylaws.articles import DecisionKind
from domain.bylaws.bylaws import Bylaws
from domain.bylaws.sense import MOST_SEATS
from domain.counting.majority import Threshold
from domain.counting.power import Power, PowerIndex, power_index
from domain.counting.weights import CastingRefused, SeatWeight, cap_weights, casting_refused
from domain.decisions.errors import TooManySeats
from domain.events.seats import SeatKind
from domain.ids import PersonId, SeatId
from domain.record import LARGEST_INTEGER
from domain.seats.proxies import beyond
from domain.seats.register import SeatRegister
from domain.seats.terms import BOARD
from domain.seats.weight import weight_of

MORE_THAN_HALF: Final = Threshold(numerator=1, denominator=2, comparison=">", of="for_and_against")
"""What is assumed where no rule is known."""
NO_PROXIES: Final[Mapping[SeatId, SeatId]] = MappingProxyType({})

Concentrated = Literal["more_than_half", "passes_alone", "blocks_alone", "nothing_passes"]


class PowerRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The bylaws' rule for the ``kind`` of decision, or one that is ``assumed``, and why.

    If ``left_open``, the opening of a decision may state another.
    """

    kind: DecisionKind
    threshold: Threshold
    left_open: bool = False
    assumed: str | None = None


class Held(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``votes`` to cast, and the power that they are: ``swings`` of ``all_swings``, or in
    ``millionths``, rounded down."""

    votes: int
    millionths: int
    swings: int | None = None


class SeatPower(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``weight`` is the votes of the seat by the bylaws, ``counted`` what the cap leaves of them.

    ``held`` is what ``voter`` casts for it and for the seats that it ``represents``. Nothing is
    held without a voter, as while the holder is away, or once it is with another seat.
    """

    seat: SeatId
    kind: SeatKind
    weight: int
    counted: int
    held: Held
    voter: PersonId | None = None
    represents: tuple[SeatId, ...] = ()
    represented_by: SeatId | None = None


class KindPower(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The entitled seats of one kind, each voting by itself.

    ``weight`` and ``counted`` are their own votes; a proxy takes them to where they are ``held``.
    """

    kind: SeatKind
    seats: int
    weight: int
    counted: int
    held: Held


class PersonPower(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who votes for several ``seats``."""

    person: PersonId
    seats: tuple[SeatId, ...]
    held: Held


class CastingVote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whose it is when votes are equal, and why it may not be used; in no number here."""

    office: str
    seat: SeatId | None = None
    person: PersonId | None = None
    refused: CastingRefused | None = None


class PowerWarned(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where power is concentrated, in a sentence; of one seat, or of all voters."""

    what: Concentrated
    said: str
    seat: SeatId | None = None
    person: PersonId | None = None


class PowerSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """In force at ``moment``, as known at ``position`` of the log.

    ``votes`` can be cast in all; they are held against ``measured``, which counts votes that
    nobody can cast where the rule does; with ``needed`` a proposal passes. ``fewest_to_pass``
    voters can pass one together, ``most_short`` can still fall short; whoever represents others
    is one voter. ``all_swings`` and the swings of each are absent beyond 2^53, where only the
    millionths can be told.
    """

    organ: str
    position: int
    moment: datetime
    rule: PowerRule
    votes: int
    measured: int
    needed: int
    most_short: int
    seats: tuple[SeatPower, ...]
    kinds: tuple[KindPower, ...]
    persons: tuple[PersonPower, ...] = ()
    fewest_to_pass: int | None = None
    all_swings: int | None = None
    casting_vote: CastingVote | None = None
    warnings: tuple[PowerWarned, ...] = ()


def power_seen(
    register: SeatRegister,
    organ: str,
    moment: datetime,
    position: int,
    bylaws: Bylaws | None,
    kind: DecisionKind = "other",
    proxies: Mapping[SeatId, SeatId] = NO_PROXIES,
) -> PowerSeen:
    """``bylaws`` is the version in force at ``moment``; without one, everybody has one vote.

    ``proxies`` tell, for a seat that gave one, the seat that votes for it, whoever gave first
    coming first. Passed over are those of and to seats that may have none, and those that are
    more than the bylaws allow. Raise TooManySeats for an organ too large to decide.
    """
    return _Table(register, organ, moment, bylaws, proxies).seen(position, kind)


class _Table:
    """Who sits at it, and with how many votes."""

    def __init__(
        self,
        register: SeatRegister,
        organ: str,
        moment: datetime,
        bylaws: Bylaws | None,
        proxies: Mapping[SeatId, SeatId],
    ) -> None:
        self.register, self.organ, self.moment, self.bylaws = register, organ, moment, bylaws
        self.all_seats = register.on_organ(organ)
        if len(self.all_seats) > MOST_SEATS:
            raise TooManySeats(organ=organ)
        self.voters = register.electorate(organ, moment)
        entitled = register.counted(organ, moment)
        offices = () if bylaws is None or organ != BOARD else bylaws.weights.offices
        capped = cap_weights({s: weight_of(register, s, moment, offices) for s in entitled})
        self.weights: dict[SeatId, SeatWeight] = dict(zip(entitled, capped, strict=True))
        self.given: dict[SeatId, SeatId] = {}
        for giver, to in proxies.items():
            if self._valid(giver, to) and self._has_room(giver, to):
                self.given[giver] = to
        self.votes = self._votes()

    def seen(self, position: int, kind: DecisionKind) -> PowerSeen:
        rule = _rule(self.bylaws, self.organ, kind)
        measured, kinds = self._measured(rule.threshold), self._kinds()
        index = power_index(
            {seat: votes for seat, votes in self.votes.items() if votes},
            rule.threshold,
            {of: [seat for seat in seats if self.votes[seat]] for of, seats in kinds.items()},
            measured=measured,
        )
        power = _Shares(index)
        return PowerSeen(
            organ=self.organ,
            position=position,
            moment=self.moment,
            rule=rule,
            votes=index.votes,
            measured=measured,
            needed=index.needed,
            most_short=index.most_short,
            seats=tuple(self._seat(seat, power) for seat in self.weights),
            kinds=tuple(self._kind(of, seats, power) for of, seats in kinds.items()),
            persons=tuple(self._persons(power)),
            fewest_to_pass=index.fewest_to_pass,
            all_swings=index.all_swings if power.exact else None,
            casting_vote=self._casting_vote(kind),
            warnings=tuple(self._warnings(index)),
        )

    def _valid(self, giver: SeatId, to: SeatId) -> bool:
        """A seat may give none while somebody stands in, and hold none without its holder."""
        if giver == to or giver not in self.weights or to not in self.weights:
            return False
        holder = {seat: self.register.holder(seat, self.moment) for seat in (giver, to)}
        return self.voters.get(giver) in (None, holder[giver]) and self.voters.get(to) == holder[to]

    def _has_room(self, giver: SeatId, to: SeatId) -> bool:
        """Whether the bylaws let ``to`` represent one more, as a count would ask them."""
        if self.bylaws is None:
            return True
        held = self._represented(to)
        return beyond(self.bylaws.proxies, self.weights, (giver, to), held) is None

    def _votes(self) -> dict[SeatId, int]:
        held = {
            seat: weight.counted if seat in self.voters and seat not in self.given else 0
            for seat, weight in self.weights.items()
        }
        for giver, to in self.given.items():
            held[to] += self.weights[giver].counted
        return held

    def _measured(self, threshold: Threshold) -> int:
        """A seat that is not entitled, such as a vacant one, is one vote where all seats count."""
        in_office = sum(weight.counted for weight in self.weights.values())
        if threshold.of == "in_office":
            return in_office
        if threshold.of == "all_seats":
            return in_office + len(self.all_seats) - len(self.weights)
        return sum(self.votes.values())

    def _kinds(self) -> dict[SeatKind, list[SeatId]]:
        kinds: dict[SeatKind, list[SeatId]] = {}
        for seat in self.weights:
            kinds.setdefault(self.register.seats[seat].kind, []).append(seat)
        return kinds

    def _represented(self, by: SeatId) -> tuple[SeatId, ...]:
        return tuple(giver for giver, to in self.given.items() if to == by)

    def _seat(self, seat: SeatId, power: "_Shares") -> SeatPower:
        return SeatPower(
            seat=seat,
            kind=self.register.seats[seat].kind,
            voter=self.voters.get(seat),
            weight=self.weights[seat].weight,
            counted=self.weights[seat].counted,
            represents=self._represented(seat),
            represented_by=self.given.get(seat),
            held=power.of(seat),
        )

    def _kind(self, kind: SeatKind, seats: Sequence[SeatId], power: "_Shares") -> KindPower:
        return KindPower(
            kind=kind,
            seats=len(seats),
            weight=sum(self.weights[seat].weight for seat in seats),
            counted=sum(self.weights[seat].counted for seat in seats),
            held=power.of(kind),
        )

    def _persons(self, power: "_Shares") -> Iterator[PersonPower]:
        for seat, person in self.voters.items():
            own = () if seat in self.given else (seat,)
            seats = (*own, *self._represented(seat))
            if len(seats) > 1:
                yield PersonPower(person=person, seats=seats, held=power.of(seat))

    def _casting_vote(self, kind: DecisionKind) -> CastingVote | None:
        if self.bylaws is None or self.organ != BOARD:
            return None
        ties = self.bylaws.ties
        office, on_a_tie = ties.casting_vote_of, ties.persons if kind == "person" else ties.things
        if office is None or on_a_tie != "casting_vote":
            return None
        for seat, person in self.voters.items():
            held = self.register.offices(seat, self.moment)
            if office in held and person == self.register.holder(seat, self.moment):
                refused = casting_refused(self.weights.values(), seat)
                return CastingVote(office=office, seat=seat, person=person, refused=refused)
        return CastingVote(office=office)

    def _warnings(self, index: PowerIndex) -> Iterator[PowerWarned]:
        if index.fewest_to_pass is None:
            yield _nothing_passes(index)
            return
        blocking = [p for p in index.voters if index.votes - p.votes < index.needed]
        together = len(blocking) == len(index.voters) > 1
        for power in index.voters:
            seat = SeatId(power.name)
            for what, said in _concentrated(power, index):
                if what != "blocks_alone" or not together:
                    yield PowerWarned(what=what, said=said, seat=seat, person=self.voters[seat])
        if together:
            said = f"Nothing passes without all {len(blocking)} voters: each of them can block it."
            yield PowerWarned(what="blocks_alone", said=said)


class _Shares:
    """The shares in an index, of those without any vote too."""

    def __init__(self, index: PowerIndex) -> None:
        self.exact = index.all_swings <= LARGEST_INTEGER
        self.known = {each.name: each for each in (*index.voters, *index.groups)}

    def of(self, name: str) -> Held:
        power = self.known.get(name, Power(name=name, votes=0, swings=0, millionths=0))
        return Held(
            votes=power.votes,
            millionths=power.millionths,
            swings=power.swings if self.exact else None,
        )


def _rule(bylaws: Bylaws | None, organ: str, kind: DecisionKind) -> PowerRule:
    rules = [] if bylaws is None else bylaws.rules_on(kind)
    for rule in rules:
        if rule.organ == organ:
            return PowerRule(kind=kind, threshold=rule.threshold, left_open=rule.left_open)
    if bylaws is None:
        why = "No bylaws are in force"
    elif rules:
        why = f"By the bylaws this kind is for another organ ({rules[0].organ})"
    else:
        why = "The bylaws have no rule for this kind"
    assumed = f"{why}: more than half of the votes is assumed."
    return PowerRule(kind=kind, threshold=MORE_THAN_HALF, assumed=assumed)


def _concentrated(power: Power, index: PowerIndex) -> Iterator[tuple[Concentrated, str]]:
    own, others = power.votes, index.votes - power.votes
    needed = f"and a proposal needs {_votes(index.needed)}."
    if 2 * power.swings > index.all_swings:
        yield "more_than_half", "Whoever votes for this seat has more than half of the power."
    if own >= index.needed:
        yield "passes_alone", f"This seat alone can pass: it has {_votes(own)}, {needed}"
    if others < index.needed:
        yield (
            "blocks_alone",
            f"This seat alone can block: all others have {_votes(others)}, {needed}",
        )


def _nothing_passes(index: PowerIndex) -> PowerWarned:
    needed = f"a proposal needs {_votes(index.needed)}, and there are {index.votes} to cast"
    return PowerWarned(what="nothing_passes", said=f"Nothing can pass: {needed}.")


def _votes(number: int) -> str:
    return "1 vote" if number == 1 else f"{number} votes"
