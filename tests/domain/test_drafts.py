import pytest

from adapters.clerk_process import settle
from domain.ballots.errors import DecisionNotFound
from domain.decisions.errors import (
    AlreadyOpened,
    DraftNotExpired,
    ExpiresInThePast,
    NoSeats,
    OtherThanDrafted,
)
from domain.decisions.expire_draft import ExpireDraft
from domain.errors import RoleRequired
from domain.events.ballots import ResultDeclared, VotingClosed
from domain.events.decisions import DecisionDrafted, DecisionExpired, DecisionOpened
from domain.events.meetings import ItemPlaced
from domain.ids import MACHINE
from domain.organisations.errors import BylawsNotFound
from domain.plans.errors import PlanNotFound
from tests.bylaws import FOUNDATION
from tests.conftest import StoryClock
from tests.deliberation import drafts
from tests.meetings import calls, places
from tests.residents import (
    ADA,
    CLERK,
    GARDEN,
    NEW_BYLAWS,
    NOON,
    QUESTION,
    TOMORROW,
    Community,
    numbered,
)

OTHER = numbered("decision", 2)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await de_pijp.proposes()
    return de_pijp


async def expires(street: Community, actor: str = MACHINE) -> None:
    await street.does(actor, ExpireDraft, decision=QUESTION)


async def test_a_draft_says_what_is_to_be_decided(street: Community):
    await street.describes()
    await street.records_bylaws(FOUNDATION)
    await street.proposes_bylaws(FOUNDATION)
    await drafts(street, text="A garden.", kind="plan", plan=GARDEN, expires_at=TOMORROW)
    await drafts(street, decision=OTHER, proposed_bylaws=NEW_BYLAWS)
    first, second = [each.event for each in await street.history(DecisionDrafted)]
    assert first == DecisionDrafted(
        decision=QUESTION,
        organ="board",
        question="Shall we?",
        text="A garden.",
        kind="plan",
        plan=GARDEN,
        expires_at=TOMORROW,
    )
    assert second.proposed_bylaws == NEW_BYLAWS


async def test_only_the_clerk_drafts(street: Community):
    with pytest.raises(RoleRequired):
        await drafts(street, actor=ADA)


async def test_what_is_drafted_is_there(street: Community):
    with pytest.raises(NoSeats):
        await drafts(street, organ="residents")
    with pytest.raises(PlanNotFound):
        await drafts(street, plan=numbered("plan", 9))
    with pytest.raises(BylawsNotFound):
        await drafts(street, proposed_bylaws=NEW_BYLAWS)
    with pytest.raises(ExpiresInThePast):
        await drafts(street, expires_at=NOON)


async def test_a_draft_keeps_its_name_when_it_is_put_to_the_vote(street: Community):
    await drafts(street, plan=GARDEN)
    with pytest.raises(OtherThanDrafted):
        await street.opens(draft=QUESTION, question="Shall they?", plan=GARDEN)
    await street.opens(draft=QUESTION, decision=OTHER, plan=GARDEN)
    (opened,) = await street.history(DecisionOpened)
    assert opened.event.decision == QUESTION
    with pytest.raises(AlreadyOpened):
        await street.opens(draft=QUESTION, plan=GARDEN)


async def test_a_draft_expires_once_and_in_time(street: Community, clock: StoryClock):
    with pytest.raises(DecisionNotFound):
        await expires(street)
    await drafts(street, expires_at=TOMORROW)
    with pytest.raises(DraftNotExpired):
        await expires(street)
    with pytest.raises(RoleRequired):
        await expires(street, ADA)
    clock.now = TOMORROW
    await expires(street, CLERK)
    with pytest.raises(AlreadyOpened):
        await expires(street)


async def test_after_its_time_a_draft_is_not_put_to_the_vote(street: Community, clock: StoryClock):
    """Whether the clerk process has said so already or not."""
    await drafts(street, expires_at=TOMORROW)
    clock.now = TOMORROW
    later = TOMORROW.replace(hour=20)
    with pytest.raises(AlreadyOpened):
        await street.opens(draft=QUESTION, closes_at=later)
    await expires(street)
    with pytest.raises(AlreadyOpened):
        await street.opens(draft=QUESTION, closes_at=later)


async def test_a_draft_without_a_time_stays(street: Community, clock: StoryClock):
    await drafts(street)
    clock.now = TOMORROW
    with pytest.raises(DraftNotExpired):
        await expires(street)


async def test_the_clerk_process_expires_a_draft_by_itself_and_once(
    street: Community, clock: StoryClock
):
    await drafts(street, expires_at=TOMORROW)
    clock.now = TOMORROW
    for _ in range(2):
        await settle(street.ports, street.organisation, QUESTION)
    (expired,) = await street.history(DecisionExpired)
    assert expired.actor == MACHINE
    assert await street.history(VotingClosed, ResultDeclared) == []


async def test_the_clerk_process_does_not_expire_what_was_put_to_the_vote(
    street: Community, clock: StoryClock
):
    await drafts(street, expires_at=TOMORROW)
    await street.opens(draft=QUESTION)
    clock.now = TOMORROW
    await settle(street.ports, street.organisation, QUESTION)
    assert await street.history(DecisionExpired) == []
    assert len(await street.history(ResultDeclared)) == 1


async def test_an_item_of_the_agenda_names_the_draft_that_is_called(street: Community):
    await street.establishes(numbered("seat", 9), organ="residents")
    await calls(street)
    await calls(street, meeting=numbered("meeting", 5), organ="residents")
    with pytest.raises(DecisionNotFound):
        await places(street, decision=QUESTION)
    await drafts(street)
    with pytest.raises(DecisionNotFound):
        await places(street, decision=QUESTION, meeting=numbered("meeting", 5))
    await places(street, decision=QUESTION)
    (placed,) = await street.history(ItemPlaced)
    assert placed.event.decision == QUESTION
