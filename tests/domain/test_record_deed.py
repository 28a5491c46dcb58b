from datetime import timedelta

import pytest

from domain.errors import RoleRequired
from domain.events.bylaws import DeedExecuted
from domain.organisations.errors import (
    BylawsNotAdopted,
    BylawsNotFound,
    DeedOutOfTime,
    NoDeedAwaited,
)
from domain.organisations.record_deed import RecordDeed
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.meetings import in_session
from tests.residents import (
    ADA,
    BEN,
    EAST,
    FIRST_BYLAWS,
    NEW_BYLAWS,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)

SHORTER_TERMS = changed(FOUNDATION, terms={"term_months": 24})
EVEN_SHORTER = changed(FOUNDATION, terms={"term_months": 12})


@pytest.fixture
async def waiting(de_pijp: Community, clock: StoryClock) -> Community:
    """A change of the statutes was adopted, and waits for its deed."""
    await de_pijp.has_a_board()
    await de_pijp.describes()
    await de_pijp.records_bylaws(FOUNDATION)
    await in_session(de_pijp)
    await adopt(de_pijp, clock)
    return de_pijp


async def adopt(
    community: Community,
    clock: StoryClock,
    content: object = SHORTER_TERMS,
    bylaws: str = NEW_BYLAWS,
    decision: str = QUESTION,
) -> None:
    await community.proposes_bylaws(content, bylaws=bylaws)
    asked = {"threshold": None, "quorum": None, "closes_at": clock.now + timedelta(days=1)}
    await community.opens(decision=decision, proposed_bylaws=bylaws, **asked)
    await community.votes(ADA, EAST, "for", decision=decision)
    await community.votes(BEN, WEST, "for", decision=decision)
    clock.pass_by(days=1)
    await community.closes(decision=decision)
    await community.declares(decision=decision)


async def test_a_clerk_records_notary_and_date(waiting: Community, clock: StoryClock):
    clock.pass_by(days=3)
    executed = clock.now - timedelta(days=1)
    assert events(await waiting.records_deed(executed_at=executed)) == [
        DeedExecuted(bylaws=NEW_BYLAWS, notary="mr. De Wit", executed_at=executed)
    ]


async def test_there_is_one_deed(waiting: Community):
    await waiting.records_deed()
    with pytest.raises(NoDeedAwaited):
        await waiting.records_deed()


async def test_no_deed_is_awaited_of_the_first_bylaws(waiting: Community):
    with pytest.raises(NoDeedAwaited):
        await waiting.records_deed(bylaws=FIRST_BYLAWS)


async def test_what_was_only_proposed_has_no_deed(waiting: Community):
    other = numbered("bylaws", 9)
    await waiting.proposes_bylaws(EVEN_SHORTER, bylaws=other)
    with pytest.raises(BylawsNotAdopted):
        await waiting.records_deed(bylaws=other)


async def test_what_was_never_proposed_is_not_found(waiting: Community):
    with pytest.raises(BylawsNotFound):
        await waiting.records_deed(bylaws=numbered("bylaws", 9))


async def test_a_deed_of_what_another_decision_overtook_is_refused(
    waiting: Community, clock: StoryClock
):
    other = numbered("bylaws", 9)
    await adopt(waiting, clock, EVEN_SHORTER, other, numbered("decision", 9))
    with pytest.raises(NoDeedAwaited):
        await waiting.records_deed()
    await waiting.records_deed(bylaws=other)


@pytest.mark.parametrize("off", [timedelta(seconds=-1), timedelta(days=4)])
async def test_a_deed_is_executed_after_the_decision_and_before_it_is_recorded(
    waiting: Community, clock: StoryClock, off: timedelta
):
    clock.pass_by(days=3)
    with pytest.raises(DeedOutOfTime):
        await waiting.records_deed(executed_at=TOMORROW + off)


async def test_only_a_clerk_records_it(waiting: Community, clock: StoryClock):
    deed = {"bylaws": NEW_BYLAWS, "notary": "mr. De Wit", "executed_at": clock.now}
    with pytest.raises(RoleRequired):
        await waiting.does(ADA, RecordDeed, **deed)
