"""Who is entitled at the close, whose ballot counts, and for how many votes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from domain.ballots.standing import Standing, StandingBallots
from domain.counting.quorum import QuorumCount, QuorumRule, SeatInOffice, measure_quorum
from domain.counting.weights import SeatWeight, cap_weights
from domain.decisions.arguments import Arguments
from domain.events.ballots import BallotCast, Ground, RollCallAnswered
from domain.events.decisions import DecisionOpened
from domain.events.proxies import ProxyGranted
from domain.ids import BallotId, PersonId, SeatId
from domain.meetings.attendance import AttendanceList
from domain.seats.proxies import ProxyRegister, Scope, beyond
from domain.seats.register import SeatRegister
from domain.seats.weight import weight_of


@dataclass(frozen=True, kw_only=True)
class AtTheClose:
    """As known at the close, and in force at its ``moment``."""

    opened: DecisionOpened
    moment: datetime
    seats: SeatRegister
    attendance: AttendanceList
    recused: Collection[PersonId]
    proxies: ProxyRegister
    arguments: Arguments
    standing: StandingBallots
    answers: Sequence[RollCallAnswered]

    @cached_property
    def counted(self) -> list[SeatId]:
        """The organ's seats in office, recused ones included."""
        return self.seats.counted(self.opened.organ, self.moment)

    @cached_property
    def electorate(self) -> dict[SeatId, PersonId]:
        """Who may vote for each seat: not who is recused."""
        voters = self.seats.electorate(self.opened.organ, self.moment)
        return {seat: voter for seat, voter in voters.items() if voter not in self.recused}

    @cached_property
    def entitled(self) -> list[SeatId]:
        """The seats in office that are not recused, also those of which nobody may vote now."""
        return [seat for seat in self.counted if not self.is_recused(seat)]

    def is_recused(self, seat: SeatId) -> bool:
        voter = self.seats.voter(seat, self.moment) or self.seats.holder(seat, self.moment)
        return voter in self.recused

    @cached_property
    def weights(self) -> dict[SeatId, SeatWeight]:
        """Of the entitled seats; nobody outvotes all others together."""
        if not self.entitled:
            return {}
        offices = self.opened.weights or ()
        given: dict[str, int] = {
            seat: weight_of(self.seats, seat, self.moment, offices) for seat in self.entitled
        }
        return {SeatId(each.seat): each for each in cap_weights(given)}

    @cached_property
    def given(self) -> dict[SeatId, ProxyGranted]:
        """Proxies in force, by the seat that gave them, whether or not they are too many."""
        scope = Scope(self.moment, self.opened.decision, self.opened.meeting)
        return self.proxies.in_force(scope, self.seats, self.recused)

    @cached_property
    def represented(self) -> dict[SeatId, ProxyGranted]:
        """Proxies that stand, within the cap and the limit that the bylaws set."""
        kept: dict[SeatId, ProxyGranted] = {}
        for seat, proxy in self.given.items():
            if seat in self.entitled and self._has_room(proxy, kept):
                kept[seat] = proxy
        return kept

    def _has_room(self, proxy: ProxyGranted, kept: dict[SeatId, ProxyGranted]) -> bool:
        """Who was asked first keeps the proxy that another one would have been too many for."""
        rule = self.opened.proxies
        if rule is None:
            return True
        held = [seat for seat, each in kept.items() if each.to == proxy.to]
        return beyond(rule, self.weights, (proxy.seat, proxy.to), held) is None

    @cached_property
    def voided(self) -> list[tuple[BallotCast, Ground]]:
        """Standing ballots that do not count, and why."""
        grounds = ((each.ballot, self._ground(each)) for each in self.standing)
        return [(ballot, ground) for ballot, ground in grounds if ground is not None]

    @cached_property
    def ballots(self) -> list[BallotCast]:
        """Those that count, in the order of casting."""
        gone = {ballot.ballot for ballot, _ in self.voided}
        return [each.ballot for each in self.standing if each.ballot.ballot not in gone]

    def _ground(self, standing: Standing) -> Ground | None:
        ballot, caster = standing
        seat = ballot.seat
        assert seat is not None
        if caster in self.recused or self.is_recused(seat):
            return "recused"
        if ballot.proxy is not None:
            return self._ground_by_proxy(ballot, seat, caster)
        return None if self.electorate.get(seat) == caster else self._lost_by(seat, caster)

    def _ground_by_proxy(self, ballot: BallotCast, seat: SeatId, caster: str) -> Ground | None:
        own = self.standing.own(seat)
        if own is not None and self._ground(own) is None:
            return "giver_voted"
        proxy = self.represented.get(seat)
        if proxy is not None and (proxy.proxy, proxy.holder) == (ballot.proxy, caster):
            return None
        given = self.given.get(seat)
        stands = given is not None and given.proxy == ballot.proxy
        return "proxy_beyond_limit" if stands else "proxy_ended"

    def _lost_by(self, seat: SeatId, caster: str) -> Ground:
        """Why who cast a seat's ballot is not entitled at the close."""
        history = self.seats.history(seat)
        if self.seats.holder(seat, self.moment) == caster:
            suspended = history.suspended(PersonId(caster), self.moment)
            return "suspended" if suspended else "absent"
        stood_in = any(each.person == caster for each in history.stand_ins)
        return "stand_in_ended" if stood_in else "left_office"

    @cached_property
    def roll_call(self) -> dict[SeatId, RollCallAnswered]:
        """The answers that count: of entitled seats, by who has their say."""
        found = {}
        for answer in self.answers:
            proxy = self.represented.get(answer.seat)
            by_holder = proxy is not None and proxy.holder == answer.answered_by
            own = self.electorate.get(answer.seat) == answer.answered_by
            if answer.seat in self.entitled and (own or by_holder):
                found[answer.seat] = answer
        return found

    @cached_property
    def in_office(self) -> list[SeatInOffice]:
        """What the quorum is measured on. Outside a meeting who has a ballot takes part."""
        own = {each.seat for each in self.ballots if each.proxy is None}
        by_proxy = {each.seat for each in self.ballots if each.proxy is not None}
        own |= {seat for seat, each in self.roll_call.items() if each.proxy is None}
        by_proxy |= {seat for seat, each in self.roll_call.items() if each.proxy is not None}
        if self.opened.meeting is not None:
            own |= set(self.attendance.present(self.moment))
            noted = self.attendance.represented(self.moment).items()
            by_proxy |= {seat for seat, by in noted if self._speaks_for(seat, by)}
        return [
            SeatInOffice(
                seat=seat,
                attends=seat in own,
                represented=seat in by_proxy,
                recused=self.is_recused(seat),
                absent=self.seats.voter(seat, self.moment) is None,
            )
            for seat in self.counted
        ]

    def _speaks_for(self, seat: SeatId, by: SeatId) -> bool:
        """As the meeting noted it, unless who speaks is recused or the proxy was revoked since."""
        granted = self.given.get(seat)
        if self.is_recused(by) or (granted is not None and granted.to != by):
            return False
        pair = [
            each for each in self.proxies.granted.values() if (each.seat, each.to) == (seat, by)
        ]
        revoked = any(each.proxy in self.proxies.revoked for each in pair)
        return granted is not None or not revoked

    @cached_property
    def quorum(self) -> QuorumCount:
        return measure_quorum(self.in_office, quorum_rule(self.opened))

    def is_resident(self, ballot: BallotCast | RollCallAnswered) -> bool:
        """Whether a ballot, or an answer, counts as a resident's among those voting."""
        assert ballot.seat is not None
        if self.seats.seats[ballot.seat].kind != "resident":
            return False
        rule = self.opened.proxies
        if ballot.proxy is None or (rule is not None and rule.keeps_residents_share):
            return True
        proxy = self.proxies.granted.get(ballot.proxy)
        return proxy is not None and self.seats.seats[proxy.to].kind == "resident"

    def groups_of(self, ballot: BallotCast) -> tuple[str, ...]:
        """A represented seat counts in its own group."""
        gate = self.opened.groups
        if gate is None:
            return ()
        assert ballot.seat is not None
        if gate.by == "seat_kind":
            kind = self.seats.seats[ballot.seat].kind
            return (kind,) if kind in gate.groups else ()
        return tuple(each for each in ballot.groups or () if each in gate.groups)

    def votes_of(self, ballot: BallotCast) -> int:
        assert ballot.seat is not None
        weight = self.weights.get(ballot.seat)
        return 1 if weight is None else weight.counted

    def with_casting_vote(self) -> SeatId | None:
        """The entitled seat whose office has the casting vote: not that of a stand-in."""
        office = self.opened.casting_vote_of
        held = (
            seat
            for seat in self.entitled
            if office is not None
            and office in self.seats.offices(seat, self.moment)
            and self.seats.voter(seat, self.moment) == self.seats.holder(seat, self.moment)
        )
        return next(held, None)

    def voided_ids(self) -> set[BallotId]:
        return {ballot.ballot for ballot, _ in self.voided}


def quorum_rule(opened: DecisionOpened) -> QuorumRule:
    counts = opened.quorum_counts
    return QuorumRule(
        quorum=opened.quorum,
        recused="excluded" if counts is None else counts.recused,
        absent="counted" if counts is None else counts.absent,
    )
