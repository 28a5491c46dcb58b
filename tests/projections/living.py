"""Any board, any question, and whatever may happen to both: for properties that hold of all.

What a rule refuses does not happen; some of the rest is merely found in the log.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from adapters.keys import Keys
from adapters.memory.log import MemoryLog
from domain.bylaws.articles import OfficeWeight
from domain.counting.groups import GroupGate, GroupRule
from domain.counting.majority import Quorum, Threshold
from domain.decisions.options import NewOption
from domain.errors import Refusal
from domain.events.ballots import RollCallAnswered
from domain.events.decisions import ProxyRule, QuorumCounts
from domain.events.proxies import ProxyGranted, ProxyRevoked
from domain.events.recusals import InterestDeclared, RecusalSetAside
from domain.ids import PersonId, SeatId
from domain.kernel import Sealed
from domain.seats.annul_seat_event import AnnulSeatEvent
from domain.seats.register import SEAT_EVENTS, SeatRegister
from projections.evidence import voting_of
from tests.conftest import StoryClock
from tests.deliberation import happens
from tests.meetings import attends, in_session, leaves
from tests.recounting import (
    FIRST,
    SECOND,
    THIRD,
    opens_by,
    withdraws_ballot,
)
from tests.residents import (
    CLERK,
    DE_PIJP,
    NEXT_YEAR,
    NOON,
    QUESTION,
    Community,
    in_memory,
    numbered,
)
from tests.seats import (
    assigns,
    begins_absence,
    ends_absence,
    lifts,
    stands_in,
    stands_in_no_more,
    suspends,
)

KEYS = Keys(*(bytes([number]) * 32 for number, _ in enumerate(Keys._fields)))
SEALED = Sealed(sealed="5e" * 32)
MOST = 5
SEATS = [SeatId(numbered("seat", number)) for number in range(1, MOST + 1)]
HOLDERS = [PersonId(numbered("person", number)) for number in range(101, 101 + MOST)]
OTHERS = [PersonId(numbered("person", number)) for number in range(201, 201 + MOST)]
"""Successors and stand-ins, one for each seat."""
CLOSES_AT = NOON + timedelta(days=1)

shares = st.tuples(st.integers(0, 3), st.integers(3, 4), st.sampled_from((">", ">=")))
quorums = shares.map(lambda s: Quorum(numerator=s[0], denominator=s[1], comparison=s[2]))
thresholds = st.builds(
    lambda share, of: Threshold(
        numerator=share[0], denominator=share[1], comparison=share[2], of=of
    ),
    shares,
    st.sampled_from(("for_and_against", "ballots", "present", "in_office", "all_seats")),
)
gates = st.builds(
    lambda share, blocks, binding, least: GroupGate(
        name="bridging_gate",
        by="seat_kind",
        groups=("resident", "professional"),
        rule=GroupRule(
            numerator=share[0],
            denominator=share[1],
            comparison=share[2],
            min_ballots=least,
            not_assessed=blocks,
        ),
        binding=binding,
    ),
    shares,
    st.sampled_from(("blocks", "passes")),
    st.booleans(),
    st.integers(0, 2),
)
counts = st.sampled_from(("excluded", "counted"))
rules = st.fixed_dictionaries(
    {
        "quorum_counts": st.none() | st.builds(QuorumCounts, recused=counts, absent=counts),
        "residents_at_the_vote": st.none() | quorums,
        "proxies": st.builds(
            ProxyRule,
            most_per_holder=st.integers(0, 2),
            within_limit_of_weights=st.booleans(),
            keeps_residents_share=st.booleans(),
        ),
        "weights": st.none() | st.just((OfficeWeight(office="chair", votes=3),)),
        "casting_vote_of": st.none() | st.just("chair"),
        "secrecy_minimum": st.integers(1, 3),
    }
)
METHODS = ("majority", "plurality", "approval", "instant_runoff", "schulze", "election")
HOLDER_ACTS = ("vacate", "fill", "suspend", "lift", "chair")
HINDRANCES = ("away", "back", "stand_in", "stand_out")
SEAT_ACTS = (*HOLDER_ACTS, *HINDRANCES)
CORRECTING = (*SEAT_ACTS, "undo")
OWN_ACTS = ("vote", "vote", "vote", "withdraw", "recuse", "set_aside")
PROXY_ACTS = ("give", "revoke", "proxy")
MEETING_ACTS = ("attend", "represented", "leave")
quorums_within_reach = st.just(Quorum(numerator=1, denominator=3, comparison=">="))
first_votes = st.lists(st.none() | st.integers(0, 5), min_size=MOST, max_size=MOST)
acts = st.lists(
    st.tuples(
        st.sampled_from((*SEAT_ACTS, *OWN_ACTS, *OWN_ACTS, *PROXY_ACTS, *MEETING_ACTS, "undo")),
        st.integers(0, MOST - 1),
        st.integers(0, 5),
    ),
    max_size=20,
)
corrections = st.lists(
    st.tuples(st.sampled_from(CORRECTING), st.integers(0, MOST - 1), st.integers(0, 5)),
    max_size=6,
)


class Board(NamedTuple):
    kinds: Sequence[str]
    filled: Sequence[bool]


class Question(NamedTuple):
    method: str
    secrecy: str
    in_meeting: bool
    threshold: Threshold
    quorum: Quorum
    min_voters: int
    gate: GroupGate | None
    rule: Mapping[str, Any]


boards = st.builds(
    Board,
    st.lists(st.sampled_from(("resident", "professional")), min_size=MOST, max_size=MOST),
    st.lists(st.sampled_from((True, True, True, False)), min_size=MOST, max_size=MOST),
)
questions = st.builds(
    Question,
    st.sampled_from(("majority", "majority", *METHODS)),
    st.sampled_from(("open", "open", "secret", "roll_call")),
    st.booleans(),
    thresholds,
    quorums_within_reach | quorums,
    st.integers(1, 3),
    st.none() | gates,
    rules,
)


class Living:
    """A board of which things happen, refused or not."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.clock = StoryClock()
        self.street = Community(in_memory(self.clock, KEYS, MemoryLog()), DE_PIJP)
        self.happened: Counter[str] = Counter()
        self.reach = timedelta(minutes=10)
        """How far from its record an act on a seat may take effect."""
        self._proxies = 0

    @property
    def in_meeting(self) -> bool:
        return self.question.in_meeting or self.question.secrecy == "roll_call"

    async def begin(self, board: Board) -> None:
        await self.street.is_founded()
        each = zip(SEATS, HOLDERS, OTHERS, board.kinds, board.filled, strict=True)
        for seat, holder, other, kind, filled in each:
            await self.street.registers(holder, other, standing=kind)
            await self.street.establishes(seat, kind=kind, title=kind)
            if filled:
                await self.street.fills(seat, holder)
        if self.in_meeting:
            await in_session(self.street)

    async def opens(self) -> bool:
        asked, rule = self.question, dict(self.question.rule)
        majority = asked.method == "majority"
        if not majority:
            rule["casting_vote_of"] = (
                rule["casting_vote_of"] if asked.method == "plurality" else None
            )
        if asked.secrecy == "secret":
            rule["casting_vote_of"] = None
        given: dict[str, Any] = {
            "method": asked.method,
            "secrecy": asked.secrecy if majority or asked.secrecy != "roll_call" else "open",
            "threshold": asked.threshold if majority else None,
            "quorum": asked.quorum,
            "min_voters": asked.min_voters,
            "groups": asked.gate if majority else None,
            "closes_at": CLOSES_AT,
        }
        if not majority:
            given["options"] = tuple(NewOption(person=each) for each in HOLDERS[:3])
        try:
            await opens_by(self.street, rule, **given)
        except Refusal:
            return False
        return True

    async def votes(self, choices: Sequence[int | None]) -> None:
        """Whoever has a choice is there, and votes."""
        voting = [
            (seat, what) for seat, what in zip(SEATS, choices, strict=True) if what is not None
        ]
        await self.lives([("attend", SEATS.index(seat), 0) for seat, _ in voting])
        await self.lives([("vote", SEATS.index(seat), what) for seat, what in voting])

    async def lives(self, happening: Sequence[tuple[str, int, int]]) -> None:
        for act, seat, what in happening:
            self.clock.pass_by(minutes=1)
            try:
                await self._does(act, SEATS[seat], what)
            except Refusal:
                continue
            self.happened[act] += 1

    async def ends(self) -> None:
        """From now on the record may be corrected for long ago."""
        self.clock.now = CLOSES_AT
        await self.street.closes()
        self.reach = timedelta(hours=12)

    async def seats(self) -> SeatRegister:
        return voting_of(QUESTION, await self.street.history()).seats_now()

    async def _does(self, act: str, seat: SeatId, what: int) -> None:
        if act in HOLDER_ACTS:
            await self._holder(act, seat, what)
        elif act in HINDRANCES:
            await self._hindrance(act, seat, what)
        elif act in MEETING_ACTS:
            await self._meeting(act, seat)
        elif act == "undo":
            await self._undo(seat, what)
        else:
            voter = (await self.seats()).voter(seat, self.clock.now)
            if voter is not None:
                own = self._proxy if act in PROXY_ACTS else self._own
                await own(act, seat, voter, what)

    async def _holder(self, act: str, seat: SeatId, what: int) -> None:
        """Some take effect a little earlier than they are recorded, some later."""
        street, at = self.street, self._moment(what)
        match act:
            case "vacate":
                await street.vacates(seat, at=at)
            case "fill":
                holder = (OTHERS if what % 2 else HOLDERS)[SEATS.index(seat)]
                await street.fills(seat, holder, term_from=at, term_until=NEXT_YEAR)
            case "suspend":
                await suspends(street, seat, suspended_from=at)
            case "lift":
                await lifts(street, seat, at)
            case "chair":
                await assigns(street, seat, office_from=at)

    async def _hindrance(self, act: str, seat: SeatId, what: int) -> None:
        street, at = self.street, self._moment(what)
        match act:
            case "away":
                await begins_absence(street, seat, absent_from=at)
            case "back":
                await ends_absence(street, seat, at)
            case "stand_in":
                await stands_in(street, seat, OTHERS[SEATS.index(seat)], stands_in_from=at)
            case "stand_out":
                await stands_in_no_more(street, seat, at)

    async def _meeting(self, act: str, seat: SeatId) -> None:
        if not self.in_meeting:
            return
        match act:
            case "attend":
                await attends(self.street, seat)
            case "represented":
                other = SEATS[(SEATS.index(seat) + 1) % MOST]
                await attends(self.street, seat, represented_by=other)
            case "leave":
                await leaves(self.street, seat)

    async def _undo(self, seat: SeatId, back: int) -> None:
        """Annul one of the last things that were recorded of the seat."""
        known = [r for r in await self.street.history(*SEAT_EVENTS[1:]) if r.event.seat == seat]
        if len(known) > back:
            await self.street.does(CLERK, AnnulSeatEvent, seat=seat, corrects=known[-1 - back].id)

    async def _own(self, act: str, seat: SeatId, voter: PersonId, what: int) -> None:
        match act:
            case "vote":
                await self._votes(voter, seat, what)
            case "withdraw":
                await withdraws_ballot(self.street, voter, seat)
            case "recuse":
                declared = InterestDeclared(decision=QUESTION, person=voter, interest=SEALED)
                await happens(self.street, declared, voter)
            case "set_aside" if what == 0:
                aside = RecusalSetAside(decision=QUESTION, considerations="Nobody else can.")
                await happens(self.street, aside, CLERK)

    async def _proxy(self, act: str, seat: SeatId, voter: PersonId, what: int) -> None:
        match act:
            case "give":
                await self._gives(seat, voter, what)
            case "revoke" if self._proxies:
                await self._revokes(what)
            case "proxy":
                await self._votes_by_proxy(seat, what)

    async def _votes(self, voter: PersonId, seat: SeatId, what: int, proxy: Any = None) -> None:
        if self.question.secrecy == "roll_call":
            choice = ("for", "against", "abstain")[what % 3]
            answer = RollCallAnswered(
                decision=QUESTION, seat=seat, choice=choice, answered_by=voter, proxy=proxy
            )
            await happens(self.street, answer, CLERK)
        else:
            await self.street.votes(voter, seat, self._choice(what))

    def _choice(self, what: int) -> Any:
        turned = [(FIRST, SECOND, THIRD)[(what + step) % 3] for step in range(3)]
        match self.question.method:
            case "majority":
                return ("for", "for", "against", "for", "abstain", "against")[what]
            case "plurality":
                return turned[0] if what else "abstain"
            case "approval":
                return tuple(turned[: what % 4])
            case "election":
                return tuple(turned[: what % 2])
            case "instant_runoff":
                return tuple(turned[: what % 4])
            case _:
                return (tuple(turned[:2]), turned[2]) if what % 2 else (turned[0],)

    async def _gives(self, seat: SeatId, giver: PersonId, what: int) -> None:
        to = SEATS[(SEATS.index(seat) + 1 + what % (MOST - 1)) % MOST]
        holder = (await self.seats()).voter(to, self.clock.now)
        if holder is None:
            return
        self._proxies += 1
        granted = ProxyGranted(
            proxy=numbered("proxy", self._proxies),
            organ="board",
            seat=seat,
            giver=giver,
            to=to,
            holder=holder,
            valid_from=self.clock.now,
        )
        await happens(self.street, granted, giver)

    async def _revokes(self, what: int) -> None:
        granted = [r.event for r in await self.street.history(ProxyGranted)]
        last = granted[what % len(granted)]
        revoked = ProxyRevoked(proxy=last.proxy, organ="board", seat=last.seat, to=last.to)
        await happens(self.street, revoked, last.giver)

    async def _votes_by_proxy(self, seat: SeatId, what: int) -> None:
        granted = [r.event for r in await self.street.history(ProxyGranted)]
        own = [each for each in granted if each.seat == seat]
        if own:
            await self._votes(own[-1].holder, seat, what, own[-1].proxy)

    def _moment(self, what: int) -> datetime:
        return self.clock.now + self.reach * (what % 3 - 1)
