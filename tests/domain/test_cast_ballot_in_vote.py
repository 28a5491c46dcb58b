from datetime import timedelta

import pytest

from domain.ballots.errors import (
    NotInElectorate,
    OutsideLimits,
    ProjectTwice,
    UnknownProject,
    VoteNotFound,
    VotingIsClosed,
)
from domain.counting.approval import BallotLimits
from domain.errors import OrganisationNotFound
from domain.events.ballots import BallotCast
from domain.events.votes import Electorate
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CLERK,
    MURAL,
    PROFESSIONAL,
    STRANGER,
    SWING,
    TOMORROW,
    VOTE,
    Community,
    events,
    numbered,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.registers(ADA, BEN)
    return de_pijp


async def cast(street: Community, *asked: object, **more: object) -> BallotCast:
    (event,) = events(await street.approves(*asked, **more))
    assert isinstance(event, BallotCast)
    return event


async def test_a_resident_approves_of_projects(street: Community):
    await street.opens_vote()
    ballot = await cast(street, ADA, [BENCH, SWING])
    assert (ballot.vote, ballot.resident, ballot.replaces) == (VOTE, ADA, None)
    assert ballot.decision is None
    assert ballot.seat is None
    box = await street.unsealed(VOTE)
    assert box[ballot.choice.sealed].value == f'["{BENCH}","{SWING}"]'.encode()


async def test_a_blank_ballot_is_a_ballot(street: Community):
    await street.opens_vote()
    await street.approves(ADA, [])


async def test_a_later_ballot_names_the_one_it_replaces(street: Community):
    await street.opens_vote()
    first = await cast(street, ADA, [BENCH])
    await street.approves(BEN, [BENCH])
    assert (await cast(street, ADA, [SWING])).replaces == first.ballot


async def test_a_late_ballot_is_refused(street: Community, clock: StoryClock):
    await street.opens_vote()
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await street.approves(ADA, [BENCH])
    await street.approves(ADA, [BENCH], at=TOMORROW - timedelta(microseconds=1))


async def test_after_the_close_no_ballot_is_cast_whatever_its_time(
    street: Community, clock: StoryClock
):
    await street.opens_vote()
    clock.now = TOMORROW
    await street.closes(vote=VOTE)
    with pytest.raises(VotingIsClosed):
        await street.approves(ADA, [BENCH], at=TOMORROW - timedelta(hours=1))


async def test_the_electorate_is_fixed_at_the_opening(de_pijp: Community):
    await de_pijp.registers(ADA)
    await de_pijp.opens_vote()
    await de_pijp.registers(BEN)
    await de_pijp.approves(ADA, [BENCH])
    with pytest.raises(NotInElectorate):
        await de_pijp.approves(BEN, [BENCH])


async def test_an_age_reached_after_the_opening_is_reached_too_late(
    de_pijp: Community, clock: StoryClock
):
    await de_pijp.registers(ADA, ages_reached=((16, "2026-05"),))
    await de_pijp.registers(BEN, ages_reached=((16, "2026-06"),))
    await de_pijp.opens_vote(
        electorate=Electorate(age=16), closes_at=clock.now + timedelta(days=60)
    )
    clock.pass_by(days=50)
    await de_pijp.approves(ADA, [BENCH])
    with pytest.raises(NotInElectorate):
        await de_pijp.approves(BEN, [BENCH])


async def test_who_lives_elsewhere_does_not_vote(de_pijp: Community):
    await de_pijp.registers(ADA, neighbourhood="north")
    await de_pijp.registers(BEN, neighbourhood="south")
    await de_pijp.opens_vote(electorate=Electorate(neighbourhoods=("south",)))
    await de_pijp.approves(BEN, [BENCH])
    with pytest.raises(NotInElectorate):
        await de_pijp.approves(ADA, [BENCH])


@pytest.mark.parametrize("person", [CLERK, PROFESSIONAL])
async def test_only_residents_vote(street: Community, person: str):
    await street.registers(PROFESSIONAL, standing="professional")
    await street.opens_vote()
    with pytest.raises(NotInElectorate):
        await street.approves(person, [BENCH])


async def test_a_stranger_is_told_of_no_organisation(street: Community):
    await street.opens_vote()
    with pytest.raises(OrganisationNotFound):
        await street.approves(STRANGER, [BENCH])


@pytest.mark.parametrize(
    ("limits", "projects", "limit"),
    [
        (BallotLimits(min_length=1), [], "too_few"),
        (BallotLimits(max_length=1), [BENCH, SWING], "too_many"),
        (BallotLimits(min_sum_cents=40_01), [SWING], "too_cheap"),
        (BallotLimits(max_sum_cents=99_99), [BENCH, SWING], "too_expensive"),
    ],
)
async def test_a_ballot_keeps_to_the_limits(
    street: Community, limits: BallotLimits, projects: list[str], limit: str
):
    await street.opens_vote(limits=limits)
    with pytest.raises(OutsideLimits) as refused:
        await street.approves(ADA, projects)
    assert refused.value.facts == {"limit": limit}


async def test_a_ballot_at_the_limits_is_welcome(street: Community):
    limits = BallotLimits(min_length=2, max_length=2, min_sum_cents=100_00, max_sum_cents=100_00)
    await street.opens_vote(limits=limits)
    await street.approves(ADA, [BENCH, SWING])


async def test_a_ballot_names_a_project_once(street: Community):
    await street.opens_vote()
    with pytest.raises(ProjectTwice):
        await street.approves(ADA, [BENCH, MURAL, BENCH])


async def test_a_ballot_names_projects_of_this_vote(street: Community):
    await street.opens_vote()
    with pytest.raises(UnknownProject):
        await street.approves(ADA, [BENCH, numbered("project", 99)])


async def test_a_vote_that_was_never_opened_is_not_found(street: Community):
    with pytest.raises(VoteNotFound):
        await street.approves(ADA, [BENCH])
