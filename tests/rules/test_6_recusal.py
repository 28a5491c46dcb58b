"""Section 6 of the rules, a test for each sentence."""

import msgspec
import pytest

from domain.bylaws.articles import RecusalArticle
from domain.bylaws.bylaws import Bylaws
from domain.decisions.errors import Recused
from domain.events.ballots import ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.events.recusals import ChallengeRuled, RecusalSetAside
from domain.ids import SeatId
from domain.recusals.errors import (
    ConsiderationsMissing,
    EverybodyChallenged,
    MayNotRule,
    OtherOrganDecides,
    OthersRule,
)
from projections.recount import recount
from tests.bylaws import ASSOCIATION, FOUNDATION, STATUTES, changed
from tests.conftest import StoryClock
from tests.law.scenes import (
    OFFICE,
    board_votes,
    founds_association,
    founds_foundation,
    members_vote,
    opened,
    settled,
)
from tests.recusals import (
    REFERRED,
    WHY,
    challenges,
    declares_interest,
    denies,
    opens_referred,
    refers,
    rules,
    sets_aside,
)
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    EAST,
    NORTH,
    PROFESSIONAL,
    QUESTION,
    WEST,
    Community,
    events,
    numbered,
)

SUPERVISED = "supervisory_board"


def decided_by(bylaws: Bylaws, organ: str) -> Bylaws:
    article = RecusalArticle(**STATUTES, decided_by=organ)
    return msgspec.structs.replace(bylaws, recusal=article)


def supervised(bylaws: Bylaws) -> Bylaws:
    names = (*bylaws.organs.names, SUPERVISED)
    return decided_by(changed(bylaws, organs={"names": names}), SUPERVISED)


async def has_overseers(street: Community) -> None:
    for number in (31, 32):
        seat, person = SeatId(numbered("seat", number)), numbered("person", number)
        await street.registers(person)
        await street.establishes(seat, organ=SUPERVISED, kind="independent")
        await street.fills(seat, person)


async def asked(street: Community) -> Community:
    """A question, outside a meeting, to Ada, Ben, Chen and a professional."""
    await opened(street, outside_meeting=True)
    return street


@pytest.mark.parametrize(
    ("in_favour", "against", "recused"),
    [
        ((WEST, NORTH), (OFFICE,), True),
        ((WEST,), (NORTH,), False),
        ((WEST,), (), True),
        ((), (WEST,), False),
    ],
)
async def test_challenged_is_ruled_per_person_and_a_tie_means_not_recused(
    foundation: Community,
    in_favour: tuple[SeatId, ...],
    against: tuple[SeatId, ...],
    recused: bool,
):
    """Challenged: ruled per person by the unchallenged seats, for and against, a tie means not
    recused;"""
    await asked(foundation)
    await challenges(foundation, BEN, ADA)
    with pytest.raises(MayNotRule):
        await rules(foundation, ADA, against=(EAST,))
    (ruled,) = events(await rules(foundation, ADA, in_favour, against))
    assert isinstance(ruled, ChallengeRuled)
    assert ruled.recused is recused


async def test_each_of_several_who_are_challenged_is_ruled_on_alone(foundation: Community):
    """... per person ..."""
    await asked(foundation)
    await challenges(foundation, BEN, ADA, CHEN)
    await rules(foundation, ADA, (WEST, OFFICE))
    await rules(foundation, CHEN, (), (WEST, OFFICE))
    await foundation.votes(CHEN, NORTH, "for")
    with pytest.raises(Recused):
        await foundation.votes(ADA, EAST, "for")


async def test_if_all_are_challenged_each_declares_for_themselves(foundation: Community):
    """... if all are challenged each declares for themselves."""
    await asked(foundation)
    await challenges(foundation, BEN, ADA, CHEN, PROFESSIONAL)
    with pytest.raises(OthersRule):
        await denies(foundation, ADA)
    await challenges(foundation, ADA, BEN)
    with pytest.raises(EverybodyChallenged):
        await rules(foundation, ADA, (WEST,))
    await denies(foundation, ADA, BEN)
    await declares_interest(foundation, CHEN, PROFESSIONAL)
    await foundation.votes(ADA, EAST, "for")
    with pytest.raises(Recused):
        await foundation.votes(CHEN, NORTH, "for")


@pytest.mark.parametrize("bylaws", [FOUNDATION, ASSOCIATION], ids=("foundation", "association"))
async def test_when_nobody_is_left_it_is_for_the_supervisory_board(
    de_pijp: Community, clock: StoryClock, bylaws: Bylaws
):
    """When recusal leaves no valid decision possible (all recused ...): the supervisory board;"""
    await founds_foundation(de_pijp, supervised(bylaws))
    await has_overseers(de_pijp)
    await asked(de_pijp)
    await declares_interest(de_pijp, ADA, BEN, CHEN, PROFESSIONAL)
    with pytest.raises(OtherOrganDecides):
        await sets_aside(de_pijp)
    ended = events(await refers(de_pijp))[-1]
    assert isinstance(ended, ResultDeclared)
    assert (ended.outcome, ended.referred_to) == ("referred", SUPERVISED)
    (opening,) = events(await opens_referred(de_pijp, outside_meeting=True))
    assert isinstance(opening, DecisionOpened)
    assert opening.organ == SUPERVISED


async def test_without_one_in_an_association_it_is_for_the_general_meeting(
    association: Community, clock: StoryClock
):
    """... without one, association and cooperative: the general meeting (2:44(6));"""
    await asked(association)
    await declares_interest(association, ADA, BEN, CHEN)
    await refers(association)
    await opens_referred(association, outside_meeting=True, board_informed_at=clock.now)
    clock.pass_by(days=6)
    votes = members_vote("for", "for", "for")
    assert await settled(association, clock, votes, REFERRED) == "adopted"
    assert recount(REFERRED, await association.history()).agrees


async def test_of_a_cooperative_too(de_pijp: Community):
    """... association and cooperative: the general meeting ..."""
    cooperative = msgspec.structs.replace(ASSOCIATION, legal_form="cooperative")
    await founds_association(de_pijp, cooperative)
    await asked(de_pijp)
    await declares_interest(de_pijp, ADA, BEN, CHEN, PROFESSIONAL)
    ended = events(await refers(de_pijp))[-1]
    assert isinstance(ended, ResultDeclared)
    assert ended.referred_to == "general_meeting"


async def test_in_a_foundation_the_board_itself_decides_in_writing(
    foundation: Community, clock: StoryClock
):
    """... foundation: the board itself, by `recusal.set_aside`, which restores vote and access and
    is refused without written considerations (2:291(6))."""
    await asked(foundation)
    await declares_interest(foundation, ADA, BEN, CHEN, PROFESSIONAL)
    with pytest.raises(ConsiderationsMissing):
        await sets_aside(foundation, considerations="")
    (aside,) = events(await sets_aside(foundation))
    assert aside == RecusalSetAside(decision=QUESTION, considerations=WHY)
    votes = board_votes("for", "for", "for", "against")
    assert await settled(foundation, clock, votes) == "adopted"
    assert recount(QUESTION, await foundation.history()).agrees


async def test_when_min_voters_are_out_of_reach(foundation: Community):
    """... or quorum or `min_voters` out of reach ...: two are needed, and one is left."""
    await asked(foundation)
    await declares_interest(foundation, ADA, BEN, CHEN)
    await sets_aside(foundation)


async def test_when_the_quorum_is_out_of_reach(de_pijp: Community):
    """... or quorum ... out of reach: recused seats count in it, and three of four are out."""
    counted = changed(FOUNDATION, attendance={"recused": "counted"})
    await founds_foundation(de_pijp, counted)
    await opened(de_pijp, outside_meeting=True)
    await declares_interest(de_pijp, ADA, BEN, CHEN)
    await sets_aside(de_pijp)


async def test_statutes_may_differ(de_pijp: Community):
    """Statutes may differ: here those of an association let the board decide in writing."""
    await founds_association(de_pijp, decided_by(ASSOCIATION, "board_in_writing"))
    await asked(de_pijp)
    await declares_interest(de_pijp, ADA, BEN, CHEN)
    await sets_aside(de_pijp)
