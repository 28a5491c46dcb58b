from typing import Any

import pytest
from msgspec.structs import replace

from domain.ballots.errors import (
    OtherForm,
    OutsideLimits,
    PointsOverspent,
    ProjectTwice,
    RankShared,
    TooFewForSecrecy,
    UnknownProject,
)
from domain.counting.approval import BallotLimits
from domain.counting.lot import draw_by_seed
from domain.events.ballots import BallotCast, OpenedLine
from domain.events.votes import EqualSharesRule, GreedyRule, MinimumVoteShare, VoteOpened
from domain.votes.counting import count_vote, lot_of
from domain.votes.errors import PointsToSpend
from domain.votes.open_vote import NewProject
from projections.recount import recount
from tests.conftest import StoryClock
from tests.domain.examples import EXAMPLES
from tests.residents import BENCH, MURAL, SEED, SWING, VOTE, Community, numbered
from tests.votes import chooses, counted, declared, ends, lines, lives_here

PASS_OVER = GreedyRule(over_budget="pass_over", group_caps=())
SHARES = EqualSharesRule(
    start="exact", step_cents=100, exhaustive_stop=False, fill_up=False, comparison="none"
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await lives_here(de_pijp, 5)
    return de_pijp


async def votes(street: Community) -> dict[str, int]:
    count = (await counted(street)).allocation
    assert count is not None
    assert recount(VOTE, await street.history()).agrees
    return {each.project: each.votes for each in count.projects}


async def test_a_ranked_ballot_gives_most_to_its_first(street: Community, clock: StoryClock):
    """Three projects can be ranked: the first has three votes, the second two, the third one."""
    await street.opens_vote(form="ranked")
    await chooses(street, 0, [SWING, BENCH, MURAL])
    await chooses(street, 1, [SWING])
    await chooses(street, 2, [])
    await ends(street, clock)
    assert await votes(street) == {BENCH: 2, MURAL: 1, SWING: 6}
    assert [line.choice for line in await lines(street)] == [(SWING, BENCH, MURAL), (SWING,), ()]


async def test_where_fewer_may_be_ranked_the_first_has_fewer_votes(
    street: Community, clock: StoryClock
):
    await street.opens_vote(form="ranked", limits=BallotLimits(max_length=2))
    with pytest.raises(OutsideLimits):
        await chooses(street, 0, [SWING, BENCH, MURAL])
    await chooses(street, 0, [SWING, BENCH])
    await ends(street, clock)
    assert await votes(street) == {BENCH: 1, MURAL: 0, SWING: 2}


async def test_skipped_ranks_are_closed_up_and_shared_ones_refused(
    street: Community, clock: StoryClock
):
    await street.opens_vote(form="ranked")
    with pytest.raises(RankShared):
        await chooses(street, 0, [(SWING, BENCH)])
    with pytest.raises(ProjectTwice):
        await chooses(street, 0, [SWING, (SWING,)])
    await chooses(street, 0, [(), SWING, (), (BENCH,)])
    await ends(street, clock)
    assert [line.choice for line in await lines(street)] == [(SWING, BENCH)]


async def test_points_are_spent_up_to_the_total_and_the_rest_is_lost(
    street: Community, clock: StoryClock
):
    await street.opens_vote(form="points", points=5)
    with pytest.raises(PointsOverspent):
        await chooses(street, 0, [BENCH, SWING], points=(3, 3))
    await chooses(street, 0, [BENCH, SWING], points=(3, 2))
    await chooses(street, 1, [SWING, MURAL], points=(1, 0))
    await chooses(street, 2, [], points=())
    await ends(street, clock)
    assert await votes(street) == {BENCH: 3, MURAL: 0, SWING: 3}
    assert [(line.choice, line.points) for line in await lines(street)] == [
        ((BENCH, SWING), (3, 2)),
        ((SWING,), (1,)),
        ((), ()),
    ]


@pytest.mark.parametrize(
    ("projects", "points", "refusal"),
    [
        ([BENCH, SWING], (3,), OtherForm),
        ([BENCH], (-1,), OtherForm),
        ([BENCH], None, OtherForm),
        ([numbered("project", 9)], (1,), UnknownProject),
        ([BENCH, BENCH], (1, 1), ProjectTwice),
    ],
)
async def test_points_that_cannot_be_given(
    street: Community, projects: list[Any], points: Any, refusal: type[Exception]
):
    await street.opens_vote(form="points", points=5)
    with pytest.raises(refusal):
        await chooses(street, 0, projects, points=points)


async def test_a_ballot_has_the_form_of_its_vote(street: Community):
    await street.opens_vote()
    with pytest.raises(OtherForm):
        await chooses(street, 0, [BENCH], points=(1,))
    with pytest.raises(OtherForm):
        await chooses(street, 0, [(BENCH,)])


@pytest.mark.parametrize("asked", [{"form": "points"}, {"points": 5}])
async def test_points_to_spend_go_with_the_form(street: Community, asked: dict[str, Any]):
    with pytest.raises(PointsToSpend):
        await street.opens_vote(**asked)


async def test_the_form_of_old_records_is_approval(street: Community):
    opened = (await street.opens_vote(form="approval")).recorded[0].event
    assert isinstance(opened, VoteOpened)
    assert opened.form is None


@pytest.mark.parametrize(
    ("asked", "ballots"),
    [
        ({}, [[], [BENCH], [BENCH, MURAL, SWING]]),
        ({"form": "ranked"}, [[], [BENCH], [SWING, MURAL, BENCH]]),
        ({"form": "points", "points": 12}, [[], [BENCH], [SWING, MURAL]]),
    ],
)
async def test_every_ballot_takes_as_many_bytes_in_the_box(
    street: Community, asked: dict[str, Any], ballots: list[Any]
):
    sizes = set()
    await street.opens_vote(secrecy="secret", **asked)
    log = street.ports.log
    for number, projects in enumerate(ballots):
        given = {"points": (4,) * len(projects)} if asked.get("form") == "points" else {}
        await chooses(street, number, projects, **given)
    cast = [each.event for each in await street.history(BallotCast)]
    kept = log._of(street.organisation).values[VOTE]  # type: ignore[attr-defined]
    for ballot in cast:
        assert isinstance(ballot, BallotCast)
        value = kept[bytes.fromhex(ballot.choice.sealed)]
        sizes.add(len(value.ciphertext if hasattr(value, "ciphertext") else value))
    assert len(sizes) == 1


async def test_the_lot_of_the_seed_settles_equal_votes_and_costs(
    street: Community, clock: StoryClock
):
    """The opening commits to the seed, and the count reveals it."""
    same = tuple(NewProject(name=f"Bench {n}", cost_cents=60_00) for n in range(3))
    await street.opens_vote(projects=same)
    await ends(street, clock)
    result = await counted(street)
    order = draw_by_seed(
        (BENCH, MURAL, SWING),
        seed=SEED,
        committed=(await street.history(VoteOpened))[0].event.lot.seed_sha256,  # type: ignore[attr-defined]
        decision=VOTE,
    )
    assert result.lot == order
    assert result.allocation is not None
    assert result.allocation.lot_mattered
    assert (await declared(street)).funded == order.order[:1]
    assert recount(VOTE, await street.history()).agrees


async def test_the_lot_of_an_import_is_the_order_of_the_file(street: Community, clock: StoryClock):
    same = tuple(NewProject(name=f"Bench {n}", cost_cents=60_00) for n in range(3))
    opened = (await street.opens_vote(projects=same, imported_from="0" * 64)).recorded[0].event
    assert isinstance(opened, VoteOpened)
    assert (opened.lot.by, opened.lot_seed, opened.answer_by) == ("listed_order", None, None)
    await ends(street, clock)
    assert (await counted(street)).lot is None
    assert (await declared(street)).funded == (BENCH,)


def test_a_lot_whose_seed_was_not_revealed_cannot_be_drawn_again():
    opened = _opened(lot_by="seed")
    with pytest.raises(ValueError, match="not revealed"):
        lot_of(opened, None)


def _opened(lot_by: Any = "listed_order", **asked: Any) -> VoteOpened:
    example = next(each for each in EXAMPLES if isinstance(each, VoteOpened))
    lot = replace(example.lot, by=lot_by)
    return replace(example, lot=lot, **asked)


async def test_equal_shares_funds_what_a_minority_wants(street: Community, clock: StoryClock):
    """Three of five want bench and mural, two the swing: by votes they would get nothing."""
    await street.opens_vote(equal_shares=SHARES, allocation=PASS_OVER, budget_cents=110_00)
    for number in range(5):
        await chooses(street, number, [BENCH, MURAL] if number < 3 else [SWING])
    await ends(street, clock)
    count = (await counted(street)).allocation
    assert count is not None
    assert count.shares is not None
    assert count.shares.kept == "equal_shares"
    assert count.shares.more_by_shares is None
    assert {each.project: (each.outcome, each.by_other_rule) for each in count.projects} == {
        BENCH: ("supporters_short", True),
        MURAL: ("funded", True),
        SWING: ("funded", None),
    }
    assert (count.spent_cents, count.left_cents) == (90_00, 20_00)
    assert recount(VOTE, await street.history()).agrees


async def test_the_greedy_rule_is_kept_if_more_voters_have_more_by_it(
    street: Community, clock: StoryClock
):
    rule = EqualSharesRule(
        start="whole_unit",
        step_cents=100,
        exhaustive_stop=True,
        fill_up=True,
        comparison="more_funded",
        minimum_vote_share=MinimumVoteShare(numerator=1, denominator=2),
    )
    await street.opens_vote(equal_shares=rule, allocation=PASS_OVER, budget_cents=110_00)
    for number in range(5):
        await chooses(street, number, [BENCH, MURAL] if number < 3 else [SWING])
    await ends(street, clock)
    count = (await counted(street)).allocation
    assert count is not None
    assert count.shares is not None
    assert (count.shares.more_by_shares, count.shares.more_by_greedy) == (0, 0)
    swing = next(each for each in count.projects if each.project == SWING)
    assert swing.outcome == "below_minimum_share"
    assert recount(VOTE, await street.history()).agrees


@pytest.mark.parametrize(
    "line",
    [
        OpenedLine(choice="for"),
        OpenedLine(choice=(numbered("project", 9),), points=(1,)),
        OpenedLine(choice=(BENCH, SWING), points=(1,)),
        OpenedLine(choice=(BENCH,)),
    ],
)
def test_what_is_no_ballot_of_the_vote_is_not_counted(line: OpenedLine):
    opened = _opened(equal_shares=None)
    with pytest.raises(ValueError, match="line"):
        count_vote(opened, [line], lot_of(opened, None))


async def test_a_secret_vote_has_enough_who_may_vote(de_pijp: Community):
    await lives_here(de_pijp, 2)
    with pytest.raises(TooFewForSecrecy):
        await de_pijp.opens_vote(secrecy="secret")
    await de_pijp.registers(numbered("person", 999))
    opened = (await de_pijp.opens_vote(secrecy="secret")).recorded[0].event
    assert isinstance(opened, VoteOpened)
    assert (opened.secrecy, opened.secrecy_minimum) == ("secret", 3)
