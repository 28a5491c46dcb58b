"""Two registrations of the same human are merged: one ballot stays, whatever comes first."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from adapters.keys import Keys
from domain.ballots.errors import NotInElectorate
from domain.errors import RoleRequired
from domain.events.ballots import BallotCast, BallotVoided, BallotWithdrawn, ResultCounted
from domain.events.votes import VoteOpened
from domain.events.voting_days import RegistrationMerged
from domain.persons.errors import PersonNotFound
from domain.votes.errors import (
    AlreadyMerged,
    BothOnPaper,
    RegistrationWasMerged,
    SameRegistration,
    VotesOnPaper,
)
from domain.votes.merge_registrations import MergeRegistrations
from projections.recount import recount
from tests.conftest import StoryClock
from tests.projections.found import found_for
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DEWI,
    MURAL,
    STRANGER,
    SWING,
    VOTE,
    Community,
    events,
    in_memory,
    numbered,
)
from tests.secrecy.interfering import InterferingLog
from tests.voting_days import day_comes, day_ends, gives_paper, merges, withdraws

Acts = Callable[[Community], Awaitable[object]]


@pytest.fixture
def log() -> InterferingLog:
    return InterferingLog()


@pytest.fixture
async def street(clock: StoryClock, keys: Keys, log: InterferingLog) -> Community:
    """Ben is Ada, registered a second time."""
    community = Community(in_memory(clock, keys, log))
    await community.is_founded()
    await day_comes(community, ADA, BEN, CHEN, DEWI)
    return community


async def cast(street: Community, *asked: Any) -> BallotCast:
    ballot, *_ = events(await street.approves(*asked))
    assert isinstance(ballot, BallotCast)
    return ballot


def voided(ballot: BallotCast, ground: str = "duplicate") -> BallotVoided:
    return BallotVoided(
        ballot=ballot.ballot,
        vote=VOTE,
        resident=ballot.resident,
        ground=ground,  # type: ignore[arg-type]
    )


def in_box(street: Community, log: InterferingLog, *ballots: BallotCast) -> list[BallotCast]:
    left = {sealed.hex() for sealed in log.left_in(street.organisation, VOTE)}
    return [each for each in ballots if each.choice.sealed in left]


async def received(street: Community, clock: StoryClock) -> int:
    """What was counted, and a recount agrees."""
    await day_ends(street, clock)
    (counted,) = [recorded.event for recorded in await street.history(ResultCounted)]
    assert isinstance(counted, ResultCounted)
    assert counted.allocation is not None
    assert recount(VOTE, found_for(VOTE, await street.history())).findings == ()
    return counted.allocation.received


async def test_of_two_ballots_that_of_the_duplicate_is_voided(
    street: Community, log: InterferingLog, clock: StoryClock
):
    kept, other = await cast(street, ADA, [BENCH]), await cast(street, BEN, [MURAL])
    assert events(await merges(street, ADA, BEN)) == [
        RegistrationMerged(person=ADA, duplicate=BEN),
        voided(other),
    ]
    assert in_box(street, log, kept, other) == [kept]
    assert await received(street, clock) == 1


async def test_the_only_ballot_stays_though_it_is_the_duplicates(
    street: Community, clock: StoryClock
):
    await cast(street, BEN, [MURAL])
    assert events(await merges(street, ADA, BEN)) == [RegistrationMerged(person=ADA, duplicate=BEN)]
    assert await received(street, clock) == 1


async def test_a_ballot_of_the_kept_registration_takes_the_place_of_the_duplicates(
    street: Community, log: InterferingLog, clock: StoryClock
):
    other = await cast(street, BEN, [MURAL])
    await merges(street, ADA, BEN)
    kept, *rest = events(await street.approves(ADA, [SWING]))
    assert isinstance(kept, BallotCast)
    assert (kept.replaces, rest) == (None, [voided(other)])
    assert in_box(street, log, kept, other) == [kept]
    assert await received(street, clock) == 1


async def test_the_kept_registration_withdraws_the_ballot_of_the_duplicate(
    street: Community, clock: StoryClock
):
    other = await cast(street, BEN, [MURAL])
    await cast(street, CHEN, [SWING])
    await merges(street, ADA, BEN)
    assert events(await withdraws(street, ADA)) == [
        BallotWithdrawn(ballot=other.ballot, vote=VOTE, resident=BEN)
    ]
    assert await received(street, clock) == 1


async def test_what_replaced_the_duplicates_ballot_is_withdrawn_too(
    street: Community, clock: StoryClock
):
    """And the first does not come back by it."""
    await cast(street, BEN, [MURAL])
    await merges(street, ADA, BEN)
    await cast(street, ADA, [SWING])
    await withdraws(street, ADA)
    await cast(street, CHEN, [BENCH])
    assert await received(street, clock) == 1


async def test_the_duplicate_votes_no_more(street: Community):
    await cast(street, BEN, [MURAL])
    await merges(street, ADA, BEN)
    with pytest.raises(RegistrationWasMerged):
        await street.approves(BEN, [SWING])
    with pytest.raises(RegistrationWasMerged):
        await withdraws(street, BEN)
    with pytest.raises(RegistrationWasMerged):
        await gives_paper(street, BEN)


async def test_the_duplicate_is_in_no_later_electorate(street: Community):
    await merges(street, ADA, BEN)
    later = numbered("vote", 2)
    projects = tuple(numbered("project", number) for number in (7, 8, 9))
    opened, *_ = events(await street.opens_vote(vote=later, project_ids=projects))
    assert isinstance(opened, VoteOpened)
    assert opened.entitled == 3
    with pytest.raises(RegistrationWasMerged):
        await street.approves(BEN, [], vote=later)
    await street.approves(ADA, [], vote=later)


async def test_every_vote_that_runs_is_looked_at_and_none_that_has_ended(
    street: Community, clock: StoryClock
):
    """In one that has ended the ballots stay as they are, whether it was counted or not."""
    await cast(street, ADA, [BENCH])
    await cast(street, BEN, [MURAL])
    clock.pass_by(days=2)
    second, third = numbered("vote", 2), numbered("vote", 3)
    for number, vote in ((10, second), (20, third)):
        projects = tuple(numbered("project", number + each) for each in range(3))
        closes_at = clock.now.replace(year=2027)
        await street.opens_vote(vote=vote, project_ids=projects, closes_at=closes_at)
        for person in (ADA, BEN):
            await street.approves(person, [], vote=vote)
    _, *gone = events(await merges(street, ADA, BEN))
    assert [(each.vote, each.resident) for each in gone] == [(second, BEN), (third, BEN)]  # type: ignore[attr-defined]
    await street.closes(vote=VOTE)
    await street.declares_vote(CLERK)
    assert recount(VOTE, found_for(VOTE, await street.history())).findings == ()


async def test_three_registrations_of_one_human_are_merged_in_any_order(
    street: Community, clock: StoryClock
):
    await cast(street, CHEN, [MURAL])
    await cast(street, BEN, [MURAL])
    await merges(street, BEN, CHEN)
    await merges(street, ADA, BEN)
    _, *gone = events(await street.approves(ADA, [BENCH]))
    assert [each.resident for each in gone] == [BEN]  # type: ignore[attr-defined]
    await cast(street, DEWI, [SWING])
    assert await received(street, clock) == 2


async def test_the_ballot_of_a_duplicates_duplicate_gives_way_too(
    street: Community, clock: StoryClock
):
    await cast(street, CHEN, [MURAL])
    await merges(street, BEN, CHEN)
    await merges(street, ADA, BEN)
    _, gone = events(await street.approves(ADA, [BENCH]))
    assert isinstance(gone, BallotVoided)
    assert gone.resident == CHEN
    assert await received(street, clock) == 1


async def test_who_was_registered_too_late_votes_if_the_duplicate_was_not(street: Community):
    late = numbered("person", 50)
    await street.registers(late)
    with pytest.raises(NotInElectorate):
        await street.approves(late, [BENCH])
    await merges(street, late, BEN)
    await street.approves(late, [BENCH])


async def test_paper_of_one_of_both_ends_voting_online_for_both(
    street: Community, clock: StoryClock
):
    kept = await cast(street, ADA, [BENCH])
    await gives_paper(street, BEN)
    _, gone = events(await merges(street, ADA, BEN))
    assert gone == voided(kept, "paper_issued")
    with pytest.raises(VotesOnPaper):
        await street.approves(ADA, [BENCH])
    with pytest.raises(VotesOnPaper):
        await gives_paper(street, ADA)
    assert await received(street, clock) == 0


async def test_paper_of_the_kept_registration_voids_the_duplicates_ballot(
    street: Community, clock: StoryClock
):
    other = await cast(street, BEN, [BENCH])
    await gives_paper(street, ADA)
    _, gone = events(await merges(street, ADA, BEN))
    assert gone == voided(other)
    assert await received(street, clock) == 0


async def test_two_papers_that_are_out_cannot_be_told_from_others(
    street: Community, clock: StoryClock
):
    await gives_paper(street, ADA)
    await gives_paper(street, BEN)
    with pytest.raises(BothOnPaper):
        await merges(street, ADA, BEN)
    clock.pass_by(days=2)
    await merges(street, ADA, BEN)


async def test_who_merges_whom(street: Community):
    with pytest.raises(RoleRequired):
        await street.does(ADA, MergeRegistrations, person=ADA, duplicate=BEN)
    with pytest.raises(SameRegistration):
        await merges(street, ADA, ADA)
    with pytest.raises(PersonNotFound):
        await merges(street, ADA, STRANGER)
    with pytest.raises(PersonNotFound):
        await merges(street, STRANGER, ADA)
    await merges(street, ADA, BEN)
    for person, duplicate in ((ADA, BEN), (BEN, CHEN), (CHEN, BEN)):
        with pytest.raises(AlreadyMerged):
            await merges(street, person, duplicate)


MEANWHILE: dict[str, Acts] = {
    "the kept registration votes": lambda street: street.approves(ADA, [SWING]),
    "the duplicate votes": lambda street: street.approves(BEN, [SWING]),
    "the kept registration gets paper": lambda street: gives_paper(street, ADA),
    "the duplicate gets paper": lambda street: gives_paper(street, BEN),
}


@pytest.mark.parametrize("meanwhile", MEANWHILE)
@pytest.mark.parametrize("before", [(), (ADA,), (BEN,), (ADA, BEN)], ids=len)
async def test_one_ballot_stays_whatever_happens_while_registrations_are_merged(
    street: Community,
    log: InterferingLog,
    clock: StoryClock,
    before: tuple[Any, ...],
    meanwhile: str,
):
    for voter in before:
        await cast(street, voter, [BENCH])
    log.between["registration.merged"] = lambda: MEANWHILE[meanwhile](street)
    await merges(street, ADA, BEN)
    expected = 0 if "paper" in meanwhile else 1
    assert await received(street, clock) == expected


@pytest.mark.parametrize("voter", [ADA, BEN])
async def test_one_ballot_stays_whatever_is_merged_while_somebody_votes(
    street: Community, log: InterferingLog, clock: StoryClock, voter: Any
):
    await cast(street, BEN if voter == ADA else ADA, [BENCH])
    log.between["ballot.cast"] = lambda: merges(street, ADA, BEN)
    try:
        await street.approves(voter, [SWING])
    except RegistrationWasMerged:
        assert voter == BEN
    assert await received(street, clock) == 1


async def test_a_vote_that_is_opened_meanwhile_leaves_the_duplicate_out(
    street: Community, log: InterferingLog
):
    log.between["vote.opened"] = lambda: merges(street, ADA, BEN)
    projects = tuple(numbered("project", number) for number in (7, 8, 9))
    await street.opens_vote(vote=numbered("vote", 2), project_ids=projects)
    opened = [recorded.event for recorded in await street.history(VoteOpened)]
    assert [each.entitled for each in opened] == [4, 3]  # type: ignore[attr-defined]
