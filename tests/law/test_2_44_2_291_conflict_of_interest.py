"""Art. 2:44(6) and 2:291(6): who has a personal interest that conflicts with the organisation's
takes no part in deliberation and decision; and who decides when nobody is left."""

from datetime import timedelta

import pytest

from domain.ballots.errors import VotingIsClosed
from domain.decisions.errors import Recused
from domain.decisions.object_to_method import ObjectToMethod
from domain.events.ballots import BallotVoided, ResultCounted, ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.meetings.errors import NoPartInDeliberation
from domain.recusals.errors import ConsiderationsMissing, DecidesItself, OtherOrganDecides
from projections.recount import recount
from tests.conftest import StoryClock
from tests.deliberation import argues
from tests.law.scenes import OFFICE, board_votes, members_vote, opened, settled
from tests.meetings import asks_for_the_floor, attends, in_session
from tests.recusals import REFERRED, declares_interest, opens_referred, refers, sets_aside
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    EAST,
    ITEM,
    PROFESSIONAL,
    QUESTION,
    Community,
    events,
)

EVERYBODY = (ADA, BEN, CHEN, PROFESSIONAL)


async def test_who_is_conflicted_takes_no_part_in_the_decision(
    foundation: Community, clock: StoryClock
):
    """Ada's ballot is gone, and she is in no denominator: two of the three others are enough."""
    await opened(foundation, outside_meeting=True)
    await foundation.votes(ADA, EAST, "against")
    (_, voided) = events(await declares_interest(foundation, ADA))
    assert isinstance(voided, BallotVoided)
    with pytest.raises(Recused):
        await foundation.votes(ADA, EAST, "against")
    with pytest.raises(Recused):
        await foundation.does(ADA, ObjectToMethod, decision=QUESTION, seat=EAST)
    await foundation.votes(PROFESSIONAL, OFFICE, "against")
    for seat, (voter, choice) in list(board_votes("", "for", "for").items())[1:]:
        await foundation.votes(voter, seat, choice)
    assert await settled(foundation, clock, {}) == "adopted"
    count = (await foundation.history(ResultCounted))[-1].event
    assert isinstance(count, ResultCounted)
    assert count.quorum is not None
    assert (count.quorum.in_office, count.quorum.recused) == (3, 1)
    assert recount(QUESTION, await foundation.history()).agrees


async def test_nor_in_the_deliberation(foundation: Community):
    await in_session(foundation)
    await attends(foundation, EAST)
    await opened(foundation, item=ITEM)
    await declares_interest(foundation, ADA)
    with pytest.raises(NoPartInDeliberation):
        await asks_for_the_floor(foundation, EAST, actor=ADA)
    with pytest.raises(Recused):
        await argues(foundation, ADA, EAST)


async def test_the_board_of_a_foundation_decides_all_the_same_in_writing(
    foundation: Community, clock: StoryClock
):
    """Art. 2:291(6): without a supervisory board, if the considerations are laid down."""
    await opened(foundation, outside_meeting=True)
    await declares_interest(foundation, *EVERYBODY)
    with pytest.raises(DecidesItself):
        await refers(foundation)
    with pytest.raises(ConsiderationsMissing):
        await sets_aside(foundation, considerations=None)
    await sets_aside(foundation)
    votes = board_votes("for", "for", "for", "for")
    assert await settled(foundation, clock, votes) == "adopted"


async def test_without_considerations_nothing_is_decided(foundation: Community, clock: StoryClock):
    await opened(foundation, outside_meeting=True)
    await declares_interest(foundation, *EVERYBODY)
    assert await settled(foundation, clock, {}) == "too_few_voters"


async def test_the_general_meeting_decides_for_the_board_of_an_association(
    association: Community, clock: StoryClock
):
    """Art. 2:44(6). Its members vote there, those of the board as well."""
    await opened(association, outside_meeting=True)
    await declares_interest(association, *EVERYBODY)
    with pytest.raises(OtherOrganDecides):
        await sets_aside(association)
    ended = events(await refers(association))[-1]
    assert isinstance(ended, ResultDeclared)
    assert ended.referred_to == "general_meeting"
    with pytest.raises(VotingIsClosed):
        await declares_interest(association, ADA)
    opening = await opens_referred(
        association,
        outside_meeting=True,
        board_informed_at=clock.now,
        closes_at=clock.now + timedelta(days=1),
    )
    (event,) = events(opening)
    assert isinstance(event, DecisionOpened)
    assert (event.organ, event.recused) == ("general_meeting", None)
    votes = members_vote("for", "for", "for")
    assert await settled(association, clock, votes, REFERRED) == "adopted"
    assert recount(REFERRED, await association.history()).agrees


async def test_one_who_is_not_conflicted_does_not_decide_alone(foundation: Community):
    """Two voters are needed by these statutes, so that the board as a whole decides in writing."""
    await opened(foundation, outside_meeting=True)
    await declares_interest(foundation, ADA, BEN, CHEN)
    await sets_aside(foundation)
