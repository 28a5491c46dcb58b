"""Years of a busy organisation: decisions from plan to result, and ballots of residents.

For reading only: a rebuild never opens the vault, so that nothing is sealed for the ballots.
"""

import asyncio
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from multiprocessing import get_context
from typing import Any, NamedTuple

import asyncpg
import msgspec

from adapters.new_id import new_id
from adapters.postgres.database import Addresses
from bench.community import Community
from bench.filling.bulk import Bulk, Filling
from bench.filling.residents import continued, gather
from bench.stage import owner_of
from domain import record
from domain.act import Act
from domain.carry_out import carry_out
from domain.counting.majority import Choice, Quorum, Threshold, count_majority
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    OpenedLine,
    ResultCounted,
    ResultDeclared,
    VotingClosed,
)
from domain.events.decisions import DecisionOpened
from domain.events.plans import PlanAdopted, PlanProposed
from domain.events.votes import VoteOpened
from domain.ids import MACHINE, BallotId, DecisionId, PersonId, PlanId, SeatId, VoteId
from domain.kernel import Event, Sealed, select
from domain.ports import Ports
from domain.seats.establish_seat import EstablishSeat
from domain.seats.fill_seat import FillSeat

BLOCK = 100
"""Events: two decisions of 25, and 50 ballots in a neighbourhood vote."""
SEATS, CHANGED_THEIR_MINDS = 16, 2
FILLERS, WORTH_A_PROCESS = 2, 100
"""Processes, and how many blocks they should have to do."""

MAJORITY = Threshold(numerator=1, denominator=2, comparison=">", of="for_and_against")
HALF = Quorum(numerator=1, denominator=2, comparison=">=")
CHOICES: tuple[Choice, ...] = ("for", "against", "for", "abstain")

Done = tuple[Event, str]
"""An event and who did it."""


class Organisation(NamedTuple):
    votes: tuple[Community, ...]
    residents: tuple[PersonId, ...]
    board: tuple[tuple[SeatId, PersonId], ...]


async def fill_years(ports: Ports, addresses: Addresses, events: int) -> Organisation:
    """At least so many events, by ``FILLERS`` processes at once."""
    blocks = events // BLOCK
    async with owner_of(addresses) as owner:
        residents = max(20, events // 200)
        first, people = await gather(owner, ports, residents)
        board = await seat_board(ports, first, people)
        votes = await more_votes(owner, ports, first, blocks * 50 // residents)
        organisation = Organisation((first, *votes), tuple(people), board)
        head = (await ports.log.read(first.organisation, [], None)).head
        index = await without_index(owner)
        part = _Part(dict(addresses.owner), organisation, head, ports.clock(), 0, blocks)
        await (_fill(part) if blocks < WORTH_A_PROCESS else _fill_with_others(part))
        await owner.execute(index)
    return organisation


async def more_votes(
    owner: asyncpg.Connection, ports: Ports, first: Community, count: int
) -> list[Community]:
    """On the same projects and with the same residents."""
    seen = await ports.log.read(first.organisation, [select(VoteOpened)], None)
    opened = record.decode(0, seen.records[0].record).event
    filling = await continued(ports, first)
    votes = [first._replace(vote=VoteId(new_id("vote"))) for _ in range(count)]
    for vote in votes:
        filling.add(msgspec.structs.replace(opened, vote=vote.vote), first.clerk)
    await filling.bulk.write(owner)
    return votes


async def without_index(owner: asyncpg.Connection) -> str:
    """Millions of entries are sorted faster at once. Return what makes the index again."""
    definition = await owner.fetchval(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'event_tag_pkey'"
    )
    await owner.execute("ALTER TABLE event_tag DROP CONSTRAINT event_tag_pkey")
    await owner.execute("SET maintenance_work_mem = '256MB'")
    return f"ALTER TABLE event_tag ADD CONSTRAINT event_tag_pkey {definition}"


async def seat_board(
    ports: Ports, community: Community, people: list[PersonId]
) -> tuple[tuple[SeatId, PersonId], ...]:
    board = []
    for holder in people[:SEATS]:
        seat = SeatId(new_id("seat"))
        term = {"term_from": ports.clock(), "term_until": ports.clock() + timedelta(days=1_000)}
        await _done(
            ports,
            community,
            EstablishSeat,
            seat=seat,
            organ="board",
            kind="resident",
            title="A seat",
        )
        await _done(ports, community, FillSeat, seat=seat, holder=holder, **term)
        board.append((seat, holder))
    return tuple(board)


async def _done(ports: Ports, community: Community, act: type[Act], **asked: Any) -> None:
    await carry_out(
        ports,
        act,
        organisation=community.organisation,
        actor=community.clerk,
        at=ports.clock(),
        **asked,
    )


class _Part(NamedTuple):
    owner: Mapping[str, Any]
    organisation: Organisation
    head: int
    """Where the log ended before the first block of all."""
    at: datetime
    first: int
    end: int


async def _fill_with_others(whole: _Part) -> None:
    ends = [whole.end * part // FILLERS for part in range(FILLERS + 1)]
    parts = [whole._replace(first=first, end=end) for first, end in pairwise(ends)]
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(FILLERS, mp_context=get_context("spawn")) as fillers:
        await asyncio.gather(*(loop.run_in_executor(fillers, _fill_alone, p) for p in parts))


def _fill_alone(part: _Part) -> None:
    asyncio.run(_fill(part))


async def _fill(part: _Part) -> None:
    async with owner_of(Addresses(part.owner, part.owner)) as owner:
        position = part.head + part.first * BLOCK
        filling = Filling(Bulk(part.at), part.organisation.votes[0].organisation, position)
        for block in range(part.first, part.end):
            for event, actor in _block(part.organisation, block, part.at):
                filling.add(event, actor)
            if filling.bulk.full:
                await filling.bulk.write(owner)
        await filling.bulk.write(owner)


def _block(organisation: Organisation, number: int, at: datetime) -> Iterator[Done]:
    yield from _decision(organisation, 2 * number, at)
    yield from _decision(organisation, 2 * number + 1, at)
    residents = organisation.residents
    for place in range(50 * number, 50 * number + 50):
        vote = organisation.votes[place // len(residents)]
        resident = residents[place % len(residents)]
        yield (
            BallotCast(ballot=_ballot(), choice=_sealed(), vote=vote.vote, resident=resident),
            resident,
        )


def _decision(organisation: Organisation, number: int, at: datetime) -> Iterator[Done]:
    """From the plan to its adoption."""
    plan, proposer = PlanId(new_id("plan")), organisation.residents[number % 20]
    yield PlanProposed(plan=plan, title=f"Plan {number}", text=TEXT, theme="energy"), proposer
    decision = DecisionId(new_id("decision"))
    yield from decided(organisation, decision, plan, f"Shall we carry out plan {number}?", at)


def decided(
    organisation: Organisation, decision: DecisionId, plan: PlanId, question: str, at: datetime
) -> Iterator[Done]:
    """The board adopts a plan."""
    clerk, proposal = organisation.votes[0].clerk, secrets.token_hex(32)
    opened = DecisionOpened(
        decision=decision,
        organ="board",
        question=question,
        proposal=proposal,
        method="majority",
        threshold=MAJORITY,
        quorum=HALF,
        min_voters=0,
        secrecy="open",
        seats=tuple(seat for seat, _ in organisation.board),
        closes_at=at + timedelta(days=1),
        plan=plan,
    )
    yield opened, clerk
    ballots: dict[SeatId, BallotId] = {}
    for seat, holder in organisation.board + organisation.board[:CHANGED_THEIR_MINDS]:
        cast = BallotCast(
            ballot=_ballot(),
            choice=_sealed(),
            decision=decision,
            seat=seat,
            proposal=proposal,
            replaces=ballots.get(seat),
        )
        ballots[seat] = cast.ballot
        yield cast, holder
    for event in _result(decision, plan, ballots):
        yield event, MACHINE


def _result(
    decision: DecisionId, plan: PlanId, ballots: Mapping[SeatId, BallotId]
) -> Iterator[Event]:
    choices = [CHOICES[place % len(CHOICES)] for place in range(len(ballots))]
    seats = len(ballots)
    lines = tuple(
        OpenedLine(choice=choice, ballot=ballot, seat=seat, salt=secrets.token_hex(32))
        for choice, (seat, ballot) in zip(choices, ballots.items(), strict=True)
    )
    count = count_majority(
        choices,
        threshold=MAJORITY,
        quorum=HALF,
        min_voters=0,
        present=seats,
        in_office=seats,
        all_seats=seats,
    )
    yield VotingClosed(decision=decision)
    yield BallotsOpened(decision=decision, lines=lines, part=1, parts=1)
    yield ResultCounted(decision=decision, majority=count)
    yield ResultDeclared(decision=decision, outcome="adopted")
    yield PlanAdopted(plan=plan, decision=decision)


TEXT = "Panels on the roofs of the school and the library, kept by the street. " * 4


def _ballot() -> BallotId:
    return BallotId(new_id("ballot"))


def _sealed() -> Sealed:
    return Sealed(sealed=secrets.token_hex(32))
