from hashlib import sha256

import pytest

from domain.ballots.errors import ClosesInThePast
from domain.errors import RecordTooLarge, RoleRequired
from domain.events.votes import (
    Electorate,
    GreedyRule,
    GroupCap,
    Lot,
    ProjectDescribed,
    ProjectOnBallot,
    VoteOpened,
)
from domain.votes.errors import NoProjects, ProjectNotAffordable
from domain.votes.open_vote import MOST_PROJECTS, NewProject
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    DEWI,
    MURAL,
    NOON,
    PROFESSIONAL,
    SEED,
    SWING,
    VOTE,
    Community,
    events,
    numbered,
)


async def opened(street: Community, **asked: object) -> VoteOpened:
    first, *_ = events(await street.opens_vote(**asked))
    assert isinstance(first, VoteOpened)
    return first


def one_project(**asked: object) -> dict[str, object]:
    given = {"name": "A bench", "cost_cents": 60_00}
    return {"projects": (NewProject(**{**given, **asked}),), "project_ids": (BENCH,)}


async def test_a_clerk_opens_a_vote_over_projects_and_a_budget(de_pijp: Community):
    first, *described = events(await de_pijp.opens_vote())
    assert isinstance(first, VoteOpened)
    assert first.vote == VOTE
    assert first.projects == (
        ProjectOnBallot(project=BENCH, cost_cents=60_00),
        ProjectOnBallot(project=MURAL, cost_cents=50_00),
        ProjectOnBallot(project=SWING, cost_cents=40_00),
    )
    assert first.lot == Lot(by="seed", seed_sha256=sha256(SEED).hexdigest())
    assert described[0] == ProjectDescribed(project=BENCH, vote=VOTE, name="A bench")
    assert len(described) == 3


async def test_the_electorate_is_counted_and_hashed_and_never_listed(de_pijp: Community):
    await de_pijp.registers(BEN, ADA)
    await de_pijp.registers(PROFESSIONAL, standing="professional")
    vote = await opened(de_pijp)
    assert vote.entitled == 2
    assert vote.electorate_sha256 == sha256(f"{ADA}\n{BEN}".encode()).hexdigest()


async def test_a_vote_opens_for_nobody_too(de_pijp: Community):
    vote = await opened(de_pijp)
    assert (vote.entitled, vote.electorate_sha256) == (0, sha256(b"").hexdigest())


@pytest.mark.parametrize(
    ("rule", "entitled"),
    [
        (Electorate(), 4),
        (Electorate(neighbourhoods=("north",)), 2),
        (Electorate(neighbourhoods=("north", "south")), 3),
        (Electorate(registered_by="2026-01-01"), 2),
        (Electorate(age=16), 1),
        (Electorate(neighbourhoods=("north",), registered_by="2026-01-01", age=16), 1),
        (Electorate(age=18), 0),
    ],
)
async def test_an_electorate_is_those_for_whom_every_fact_holds(
    de_pijp: Community, rule: Electorate, entitled: int
):
    await de_pijp.registers(
        ADA, neighbourhood="north", registered_from="2026-01-01", ages_reached=((16, "2026-05"),)
    )
    await de_pijp.registers(
        BEN, neighbourhood="north", registered_from="2026-01-02", ages_reached=((16, "2026-06"),)
    )
    await de_pijp.registers(CHEN, neighbourhood="south", registered_from="2020-12-31")
    await de_pijp.registers(DEWI)
    assert (await opened(de_pijp, electorate=rule)).entitled == entitled


@pytest.mark.parametrize("number", [0, MOST_PROJECTS + 1])
async def test_a_vote_has_between_1_and_300_projects(de_pijp: Community, number: int):
    with pytest.raises(NoProjects):
        await de_pijp.opens_vote(
            projects=tuple(NewProject(name="A tree", cost_cents=1) for _ in range(number)),
            project_ids=tuple(numbered("project", n) for n in range(number)),
        )


async def test_300_projects_fit_into_one_record(de_pijp: Community):
    await de_pijp.opens_vote(
        projects=tuple(
            NewProject(name="A tree", cost_cents=1, group="a" * 60) for _ in range(MOST_PROJECTS)
        ),
        project_ids=tuple(numbered("project", n) for n in range(MOST_PROJECTS)),
    )


@pytest.mark.parametrize("cost", [0, 100_01])
async def test_a_project_costs_something_and_no_more_than_the_budget(de_pijp: Community, cost: int):
    with pytest.raises(ProjectNotAffordable):
        await de_pijp.opens_vote(**one_project(cost_cents=cost))
    await de_pijp.opens_vote(**one_project(cost_cents=100_00))


async def test_a_project_costs_no_more_than_the_cap_of_its_group(de_pijp: Community):
    rule = GreedyRule(over_budget="stop", group_caps=(GroupCap(group="north", cap_cents=50_00),))
    with pytest.raises(ProjectNotAffordable):
        await de_pijp.opens_vote(allocation=rule, **one_project(group="north"))
    await de_pijp.opens_vote(allocation=rule, **one_project(group="south"))


async def test_a_vote_from_a_file_keeps_a_project_that_nobody_can_afford(de_pijp: Community):
    await de_pijp.opens_vote(imported_from="0" * 64, **one_project(cost_cents=100_01))


async def test_a_description_that_does_not_fit_a_record_is_refused_before_anything_is_written(
    de_pijp: Community,
):
    with pytest.raises(RecordTooLarge):
        await de_pijp.opens_vote(**one_project(description="x" * 65_535))
    assert await de_pijp.history(VoteOpened, ProjectDescribed) == []


async def test_voting_closes_later_than_it_opens(de_pijp: Community):
    with pytest.raises(ClosesInThePast):
        await de_pijp.opens_vote(closes_at=NOON)


async def test_only_a_clerk_opens_votes(de_pijp: Community):
    await de_pijp.registers(ADA)
    with pytest.raises(RoleRequired):
        await de_pijp.opens_vote(ADA)
