"""Many at the same thing at once, through the real write path and a real database."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from adapters.new_id import new_id
from adapters.new_seed import new_seed
from adapters.postgres.log import PostgresLog
from adapters.signals import Signals
from domain import record
from domain.ballots.errors import VotingIsClosed
from domain.carry_out import Receipt
from domain.errors import TooMuchAtOnce
from domain.events.ballots import BallotCast, ResultCounted
from domain.events.seats import SeatFilled
from domain.events.voting_days import PaperBallotIssued, RegistrationMerged
from domain.ids import OrganisationId
from domain.kernel import Sealed
from domain.ports import Append, Carried, NewRecord, Ports, SealedValue, Sealing
from domain.sealing import commitment
from domain.seats.errors import SeatOccupied
from domain.votes.errors import RegistrationWasMerged, VotesOnPaper
from projections.recount import recount
from tests.conftest import Database, StoryClock
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CLERK,
    EAST,
    MURAL,
    NOON,
    SWING,
    TOMORROW,
    VOTE,
    Community,
    numbered,
)
from tests.voting_days import gives_paper, merges

BALLOTS, AT_ONCE = 8_520, 500


class CountingLog(PostgresLog):
    """Knows what was tried, and how often."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.tried: list[str] = []

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        self.tried.append(append.records[0].type)
        return await super().append(organisation, append)


@pytest.fixture
def log(database: Database, signals: Signals) -> CountingLog:
    return CountingLog(database.pool, signals)


@pytest.fixture
async def street(ports: Ports, log: CountingLog) -> Community:
    community = Community(
        Ports(log=log, vault=ports.vault, clock=ports.clock, new_id=new_id, new_seed=new_seed)
    )
    await community.is_founded()
    return community


async def test_of_many_ballots_for_one_seat_each_accepted_one_replaces_another_and_one_counts(
    street: Community, clock: StoryClock
):
    await street.has_a_board()
    await street.opens()
    outcomes = await asyncio.gather(
        *(street.votes(ADA, EAST, ("for", "against", "abstain")[n % 3]) for n in range(30)),
        return_exceptions=True,
    )
    accepted = [outcome for outcome in outcomes if isinstance(outcome, Receipt)]
    assert [type(o) for o in outcomes if not isinstance(o, Receipt)] == [TooMuchAtOnce] * (
        30 - len(accepted)
    )
    kept = [recorded.event for recorded in await street.history(BallotCast)]
    assert sorted(r.position for r in accepted) == [
        recorded.position for recorded in await street.history(BallotCast)
    ]
    assert [b.replaces for b in kept] == [None, *(ballot.ballot for ballot in kept[:-1])]
    clock.now = TOMORROW
    await street.closes()
    opened, *_ = (recorded.event for recorded in (await street.declares()).recorded)
    assert [line.ballot for line in opened.lines] == [kept[-1].ballot]


async def test_of_many_appointments_to_one_vacant_seat_exactly_one_succeeds(street: Community):
    people = [numbered("person", number) for number in range(100, 130)]
    await street.registers(*people)
    await street.establishes(EAST)
    outcomes = await asyncio.gather(
        *(street.fills(EAST, person) for person in people), return_exceptions=True
    )
    assert sum(isinstance(outcome, Receipt) for outcome in outcomes) == 1
    refused = {type(outcome) for outcome in outcomes if not isinstance(outcome, Receipt)}
    assert refused <= {SeatOccupied, TooMuchAtOnce}
    assert len(await street.history(SeatFilled)) == 1


async def test_a_vote_of_8520_closes_at_the_first_attempt_while_ballots_arrive(
    street: Community, log: CountingLog, clock: StoryClock
):
    latecomers = [numbered("person", number) for number in range(1_000, 1_040)]
    await street.registers(*latecomers)
    await street.opens_vote()
    await fill_the_box(street)

    arrived: list[asyncio.Task[Receipt]] = []
    arriving = asyncio.create_task(arrive(street, latecomers, arrived))
    while sum(task.done() for task in arrived) < 10:
        await asyncio.sleep(0.01)
    await street.closes(vote=VOTE, at=TOMORROW)
    receipt = await street.declares_vote(at=TOMORROW)
    assert log.tried.count("voting.closed") == 1
    assert log.tried.count("ballots.opened") == 1

    arriving.cancel()
    outcomes = await asyncio.gather(*arrived, return_exceptions=True)
    refused = {type(outcome) for outcome in outcomes if not isinstance(outcome, Receipt)}
    assert VotingIsClosed in refused <= {VotingIsClosed, TooMuchAtOnce}
    voted = {recorded.actor for recorded in await street.history(BallotCast)}
    (counted,) = await street.history(ResultCounted)
    assert counted.event.allocation.received == len(voted)
    assert len(voted) > BALLOTS
    assert receipt.position == (await street.ports.log.read(street.organisation, [], None)).head


async def test_of_two_registrations_that_are_merged_while_both_vote_one_ballot_counts(
    street: Community, clock: StoryClock
):
    await street.registers(ADA, BEN)
    await street.opens_vote()
    votes = [street.approves(person, [BENCH]) for person in (ADA, BEN) * 8]
    outcomes = await asyncio.gather(*votes, merges(street, ADA, BEN), return_exceptions=True)
    refused = {type(outcome) for outcome in outcomes if not isinstance(outcome, Receipt)}
    assert refused <= {RegistrationWasMerged, TooMuchAtOnce}
    if not await street.history(RegistrationMerged):
        await merges(street, ADA, BEN)
    assert await received_at_the_close(street, clock) == 1


async def test_of_paper_and_ballots_of_one_resident_at_once_paper_is_left(
    street: Community, clock: StoryClock
):
    await street.registers(ADA)
    await street.opens_vote(paper=True)
    votes = [street.approves(ADA, [BENCH]) for _ in range(8)]
    outcomes = await asyncio.gather(*votes, gives_paper(street, ADA), return_exceptions=True)
    refused = {type(outcome) for outcome in outcomes if not isinstance(outcome, Receipt)}
    assert refused <= {VotesOnPaper, TooMuchAtOnce}
    if not await street.history(PaperBallotIssued):
        await gives_paper(street, ADA)
    assert await received_at_the_close(street, clock) == 0


async def received_at_the_close(street: Community, clock: StoryClock) -> int:
    clock.now = TOMORROW
    await street.closes(vote=VOTE)
    await street.declares_vote(CLERK)
    (counted,) = await street.history(ResultCounted)
    assert recount(VOTE, await street.history()).findings == ()
    received: int = counted.event.allocation.received
    return received


async def arrive(
    street: Community, people: Sequence[Any], arrived: list[asyncio.Task[Receipt]]
) -> None:
    """A hundred ballots a second; each of these residents changes their mind again and again."""
    while True:
        for person in people:
            arrived.append(asyncio.create_task(street.approves(person, [BENCH, SWING])))
            await asyncio.sleep(0.01)


async def fill_the_box(street: Community) -> None:
    """As many ballots as there are, each sealed as the write path seals it, in few appends."""
    key = await street.ports.vault.key(street.organisation, VOTE)
    assert key is not None
    records: list[NewRecord] = []
    values: list[SealedValue] = []
    for number in range(BALLOTS):
        resident = numbered("person", 10_000 + number)
        choice = record.canonical([(BENCH, MURAL, SWING)[number % 3]])
        salt = street.ports.vault.new_salt()
        committed = commitment(salt, choice)
        cast = BallotCast(
            ballot=new_id("ballot"), vote=VOTE, resident=resident, choice=Sealed(sealed=committed)
        )
        written = record.encode(
            cast,
            organisation=street.organisation,
            event_id=new_id("event"),
            at=NOON,
            actor=resident,
        )
        records.append(NewRecord(cast.NAME, record.tags(cast, resident), written))
        ciphertext = key.encrypt(written, salt, choice)
        values.append(SealedValue(number, VOTE, bytes.fromhex(committed), ciphertext))
    for start in range(0, BALLOTS, AT_ONCE):
        some = slice(start, start + AT_ONCE)
        await street.ports.log.append(
            street.organisation,
            Append(records=records[some], sealing=Sealing(values=values[some])),
        )
