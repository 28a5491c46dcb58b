"""A lot drawn by hand, entered before the close with two witnesses, wins over the seed."""

from typing import Any

import pytest

from domain.ballots.errors import DecisionNotFound, VotingIsClosed
from domain.carry_out import Receipt
from domain.counting.lot import DrawnLot
from domain.decisions.draw_lot import DrawLot
from domain.decisions.errors import LotDrawnAlready, LotIncomplete, NoLot, WitnessesMissing
from domain.decisions.open_next_round import OpenNextRound
from domain.errors import RoleRequired
from domain.events.ballots import LotDrawn
from domain.ids import PersonId
from projections.recount import recount
from tests.choices import A, B, C, all_vote, asks, persons, result
from tests.conftest import StoryClock
from tests.projections.found import found_for
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    NEXT_WEEK,
    NEXT_YEAR,
    QUESTION,
    STRANGER,
    TOMORROW,
    WAS_HERE,
    Community,
    events,
    numbered,
)

CANDIDATES = persons(ADA, BEN, CHEN)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    return de_pijp


async def draws(street: Community, actor: PersonId = CLERK, **asked: Any) -> Receipt:
    given = {"decision": QUESTION, "order": (C, A, B), "witnesses": (ADA, BEN)}
    return await street.does(actor, DrawLot, **{**given, **asked})


@pytest.mark.parametrize("order", [(C, A, B), (B, A, C), (A, C, B)])
async def test_the_lot_of_the_hat_decides_and_not_that_of_the_seed(
    street: Community, clock: StoryClock, order: tuple[str, ...]
):
    await asks(street, "plurality", *CANDIDATES)
    assert events(await draws(street, order=order)) == [
        LotDrawn(decision=QUESTION, order=order, witnesses=(ADA, BEN))
    ]
    await all_vote(street, A, B, C)
    counted, declared = await result(street, clock)
    assert counted.lot == DrawnLot(by="hand", order=order, witnesses=(ADA, BEN))
    assert counted.plurality is not None
    assert (counted.plurality.reason, counted.plurality.lot_mattered) == ("lot", True)
    assert declared.chosen == (order[0],)
    found = recount(QUESTION, found_for(QUESTION, await street.history()))
    assert found.findings == ()


async def test_it_says_when_the_lot_did_not_matter(street: Community, clock: StoryClock):
    await asks(street, "plurality", *CANDIDATES)
    await draws(street)
    await all_vote(street, A, A, C)
    counted, _ = await result(street, clock)
    assert counted.plurality is not None
    assert not counted.plurality.lot_mattered


async def test_it_is_drawn_while_nobody_knows_what_it_decides(street: Community, clock: StoryClock):
    await asks(street, "plurality", *CANDIDATES)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await draws(street)
    await street.closes()
    with pytest.raises(VotingIsClosed):
        await draws(street, at=TOMORROW.replace(hour=1))


async def test_it_is_drawn_once(street: Community):
    await asks(street, "plurality", *CANDIDATES)
    await draws(street)
    with pytest.raises(LotDrawnAlready):
        await draws(street, order=(A, B, C))


async def test_one_lot_is_for_all_rounds(street: Community, clock: StoryClock):
    await asks(street, "election", *CANDIDATES)
    await draws(street)
    await all_vote(street, (A,), (B,), (C,))
    await result(street, clock)
    second = numbered("decision", 2)
    asked = {"decision": QUESTION, "follow_up": second, "seed": bytes(32)}
    await street.does(CLERK, OpenNextRound, closes_at=NEXT_WEEK, **asked)
    with pytest.raises(LotDrawnAlready):
        await draws(street, decision=second)
    await all_vote(street, (A,), (B,), (C,), decision=second)
    counted, _ = await result(street, clock, second)
    assert counted.lot == DrawnLot(by="hand", order=(C, A, B), witnesses=(ADA, BEN))
    assert counted.election is not None
    assert counted.election.next is not None
    assert counted.election.next.candidates == (A, C)


@pytest.mark.parametrize("order", [(A, B), (A, B, C, A), (A, B, numbered("option", 99)), ()])
async def test_every_option_has_its_place(street: Community, order: tuple[str, ...]):
    await asks(street, "plurality", *CANDIDATES)
    with pytest.raises(LotIncomplete):
        await draws(street, order=order)


@pytest.mark.parametrize(
    "witnesses",
    [
        (),
        (ADA,),
        (ADA, ADA),
        (ADA, STRANGER),
        (ADA, WAS_HERE),
        (ADA, CLERK),
        (ADA, BEN, CHEN),
        (CLERK, CLERK),
    ],
)
async def test_two_others_who_are_registered_here_witness_it(
    street: Community, witnesses: tuple[PersonId, ...]
):
    await street.unknown_persons()
    await asks(street, "plurality", *CANDIDATES)
    with pytest.raises(WitnessesMissing):
        await draws(street, witnesses=witnesses)


async def test_between_for_and_against_there_is_no_lot(street: Community):
    await street.opens()
    with pytest.raises(NoLot):
        await draws(street, order=())


async def test_only_the_clerk_enters_it(street: Community):
    await asks(street, "plurality", *CANDIDATES, closes_at=NEXT_YEAR)
    with pytest.raises(RoleRequired):
        await draws(street, ADA)
    with pytest.raises(DecisionNotFound):
        await draws(street, decision=numbered("decision", 9))
