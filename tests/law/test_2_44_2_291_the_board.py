"""Art. 2:44 (associations) and 2:291 (foundations): votes of the board, and who acts for it."""

import msgspec
import pytest

from domain.bylaws.articles import OfficeWeight
from domain.bylaws.bylaws import Bylaws
from domain.counting.weights import SeatWeight
from domain.events.ballots import ResultCounted
from domain.organisations.errors import BylawsContradictTheLaw
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, contradicted
from tests.conftest import StoryClock
from tests.law.scenes import board_votes, opened, settled
from tests.recusals import declares_interest
from tests.residents import CHEN, EAST, PROFESSIONAL, Community
from tests.seats import assigns

EACH = pytest.mark.parametrize(
    ("bylaws", "article"), [(ASSOCIATION, "2:44"), (FOUNDATION, "2:291")], ids=("2:44", "2:291")
)


def weighing(bylaws: Bylaws, *votes: int) -> Bylaws:
    """The board has four seats at least."""
    offices = tuple(
        OfficeWeight(office=f"office_{'abcd'[place]}", votes=each)
        for place, each in enumerate(votes)
    )
    return changed(bylaws, weights={"offices": offices})


@EACH
@pytest.mark.parametrize(
    ("votes", "allowed"), [((3,), True), ((4,), False), ((4, 3), True), ((6, 3), False), ((), True)]
)
def test_nobody_has_more_votes_than_all_others_together(
    bylaws: Bylaws, article: str, votes: tuple[int, ...], allowed: bool
):
    found = contradicted(weighing(bylaws, *votes))
    assert found == (set() if allowed else {("weights.more_than_the_others", f"{article}(4)")})


@EACH
def test_more_than_one_vote_is_for_the_statutes(bylaws: Bylaws, article: str):
    regulated = changed(bylaws, weights={"belongs_to": "regulations"})
    assert contradicted(regulated) == {("weights.not_in_statutes", f"{article}(4)")}


@EACH
def test_a_board_of_two_has_no_casting_vote(bylaws: Bylaws, article: str):
    seat = bylaws.board.seats[0]
    two = (msgspec.structs.replace(seat, number=2),)
    small = changed(
        weighing(bylaws),
        board={"smallest": 1, "largest": 2, "seats": two},
        ties={"things": "casting_vote", "casting_vote_of": "chair"},
    )
    assert ("casting_vote.two_seats", f"{article}(4)") in contradicted(small)
    drawn = changed(small, ties={"things": "rejected", "persons": "lot"})
    assert contradicted(drawn) == set()


@EACH
@pytest.mark.parametrize("unforeseen", ["all_absent", "all_vacant"])
def test_the_statutes_say_who_acts_for_a_board_that_is_not_there(
    bylaws: Bylaws, article: str, unforeseen: str
):
    code = f"absence.{unforeseen}_not_regulated"
    found = contradicted(changed(bylaws, absence={unforeseen: None}))
    assert found == {(code, f"{article}(5)")}


@EACH
def test_the_regulations_are_not_the_place_for_it(bylaws: Bylaws, article: str):
    regulated = changed(bylaws, absence={"belongs_to": "regulations"})
    assert contradicted(regulated) == {("absence.not_in_statutes", f"{article}(5)")}


@EACH
def test_there_is_always_a_board(bylaws: Bylaws, article: str):
    others = tuple(name for name in bylaws.organs.names if name != "board")
    found = contradicted(changed(bylaws, organs={"names": others}))
    assert ("organs.without_board", f"{article}(1)") in found


@EACH
def test_after_recusals_only_an_organ_decides_that_there_is(bylaws: Bylaws, article: str):
    nobody = changed(bylaws, recusal={"decided_by": "supervisory_board"})
    assert contradicted(nobody) == {("recusal.decided_by", f"{article}(6)")}
    names = (*bylaws.organs.names, "supervisory_board")
    assert contradicted(changed(nobody, organs={"names": names})) == set()


def test_only_the_statutes_can_let_the_board_of_an_association_go_on_in_writing():
    other = changed(ASSOCIATION, recusal={"decided_by": "board_in_writing"})
    assert contradicted(other) == set()
    regulated = changed(other, recusal={"belongs_to": "regulations"})
    assert contradicted(regulated) == {("recusal.decided_by", "2:44(6)")}


def test_a_foundation_goes_on_in_writing_by_law():
    assert contradicted(changed(FOUNDATION, recusal={"belongs_to": "regulations"})) == set()


@EACH
async def test_bylaws_that_give_somebody_more_votes_than_all_others_are_not_recorded(
    de_pijp: Community, bylaws: Bylaws, article: str
):
    await de_pijp.describes(bylaws.legal_form)
    with pytest.raises(BylawsContradictTheLaw) as refused:
        await de_pijp.records_bylaws(weighing(bylaws, 4))
    (found,) = refused.value.contradictions
    assert (found.article, found.pointer) == (f"{article}(4)", "#/weights/offices/0/votes")


@EACH
async def test_nor_can_they_be_changed_into_such(de_pijp: Community, bylaws: Bylaws, article: str):
    await de_pijp.describes(bylaws.legal_form)
    await de_pijp.records_bylaws(bylaws)
    with pytest.raises(BylawsContradictTheLaw) as refused:
        await de_pijp.proposes_bylaws(weighing(bylaws, 4))
    assert [each.article for each in refused.value.contradictions] == [f"{article}(4)"]


async def test_at_the_close_nobody_outvotes_all_others_either(
    foundation: Community, clock: StoryClock
):
    """Art. 2:44(4), 2:291(4). The chair's two votes are as many as those of two others; with one
    other left they are capped at one, and the count says so."""
    await assigns(foundation, EAST)
    await opened(foundation, outside_meeting=True)
    await declares_interest(foundation, CHEN, PROFESSIONAL)
    assert await settled(foundation, clock, board_votes("for", "against")) == "rejected"
    (count,) = [recorded.event for recorded in await foundation.history(ResultCounted)]
    assert isinstance(count, ResultCounted)
    assert count.weighted is not None
    assert count.weighted.capped == (SeatWeight(seat=EAST, weight=2, counted=1),)
    assert (count.weighted.in_favour, count.weighted.against) == (1, 1)
