"""What the rules declared, the auditor finds again: nothing here is made up by a story."""

import pytest

from adapters.keys import Keys
from api.moments import evidence_up_to, last_position
from projections.recount import Recount, StillRunning, recount
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    GARDEN,
    MURAL,
    NORTH,
    PROFESSIONAL,
    QUESTION,
    SWING,
    TOMORROW,
    VOTE,
    WEST,
    Community,
    in_memory,
)


@pytest.fixture
async def de_pijp(clock: StoryClock, keys: Keys) -> Community:
    community = Community(in_memory(clock, keys))
    await community.is_founded()
    await community.has_a_board()
    return community


async def recounted(community: Community, subject: str) -> Recount:
    log, organisation = community.ports.log, community.organisation
    head = await last_position(log, organisation)
    return recount(subject, await evidence_up_to(log, organisation, subject, head))


async def test_an_adopted_plan_is_found_adopted_again(de_pijp: Community, clock: StoryClock):
    await de_pijp.proposes()
    await de_pijp.opens(plan=GARDEN)
    for voter, seat, choice in (
        (ADA, EAST, "against"),
        (BEN, WEST, "for"),
        (ADA, EAST, "for"),
        (CHEN, NORTH, "abstain"),
    ):
        await de_pijp.votes(voter, seat, choice)
    clock.now = TOMORROW
    await de_pijp.closes()
    with pytest.raises(StillRunning):
        await recounted(de_pijp, QUESTION)
    await de_pijp.declares()
    found = await recounted(de_pijp, QUESTION)
    assert found.findings == ()
    assert found.outcome == "adopted"
    assert found.majority is not None
    assert (found.majority.in_favour, found.majority.abstained) == (2, 1)


async def test_who_left_and_who_followed_are_told_apart_again(
    de_pijp: Community, clock: StoryClock
):
    await de_pijp.opens()
    await de_pijp.votes(ADA, EAST, "against")
    await de_pijp.votes(BEN, WEST, "against")
    await de_pijp.votes(CHEN, NORTH, "for")
    clock.pass_by(hours=1)
    await de_pijp.vacates(EAST)
    await de_pijp.vacates(WEST)
    await de_pijp.fills(WEST, DEWI, term_from=clock.now)
    await de_pijp.votes(DEWI, WEST, "for")
    clock.now = TOMORROW
    await de_pijp.closes()
    await de_pijp.vacates(NORTH)
    await de_pijp.declares()
    found = await recounted(de_pijp, QUESTION)
    assert found.findings == ()
    assert found.majority is not None
    assert (found.majority.in_favour, found.majority.against, found.majority.in_office) == (2, 0, 2)


async def test_a_neighbourhood_vote_is_found_allocated_again(de_pijp: Community, clock: StoryClock):
    await de_pijp.registers(PROFESSIONAL, standing="professional")
    await de_pijp.opens_vote()
    await de_pijp.approves(ADA, [BENCH])
    await de_pijp.approves(BEN, [BENCH, SWING])
    await de_pijp.approves(CHEN, [])
    await de_pijp.approves(ADA, [BENCH, MURAL, SWING])
    clock.now = TOMORROW
    await de_pijp.closes(CLERK, vote=VOTE)
    await de_pijp.declares_vote()
    found = await recounted(de_pijp, VOTE)
    assert found.findings == ()
    assert found.funded == (SWING, BENCH)
