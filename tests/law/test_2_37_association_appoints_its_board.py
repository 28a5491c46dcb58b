"""Art. 2:37: members appoint the board; others may appoint less than half of it, if the
statutes say so."""

import msgspec
import pytest

from domain.bylaws.articles import SeatsOfKind
from domain.bylaws.bylaws import Bylaws
from domain.organisations.errors import BylawsContradictTheLaw
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, contradicted
from tests.residents import Community

NON_MEMBERS = ("board.appointed_by_non_members", "2:37(3)")


def appointed(by_members: int, by_others: int, who: str = "outside") -> Bylaws:
    seats = (
        SeatsOfKind(kind="resident", number=by_members, appointed_by="general_meeting"),
        SeatsOfKind(kind="resident", number=by_others, appointed_by=who),
    )
    size = {"smallest": 4, "largest": by_members + by_others, "seats": seats}
    return changed(ASSOCIATION, board=size)


@pytest.mark.parametrize(
    ("by_members", "by_others", "allowed"),
    [(5, 0, True), (4, 3, True), (3, 3, False), (3, 4, False), (0, 5, False)],
)
def test_less_than_half_of_the_board_is_appointed_by_others(
    by_members: int, by_others: int, allowed: bool
):
    found = contradicted(appointed(by_members, by_others))
    assert found == (set() if allowed else {NON_MEMBERS})


def test_the_board_itself_is_not_the_members():
    assert NON_MEMBERS in contradicted(appointed(2, 2, "board"))


def test_it_holds_for_a_cooperative_too():
    cooperative = msgspec.structs.replace(appointed(2, 2), legal_form="cooperative")
    assert contradicted(cooperative) == {NON_MEMBERS}


def test_a_foundation_has_no_members_who_could_appoint():
    assert contradicted(FOUNDATION) == set()


def test_that_others_appoint_stands_in_the_statutes():
    regulated = changed(ASSOCIATION, board={"belongs_to": "regulations"})
    assert contradicted(regulated) == {("board.not_in_statutes", "2:37(3)")}


def test_where_only_members_appoint_the_statutes_need_not_say_so():
    assert contradicted(changed(appointed(5, 0), board={"belongs_to": "regulations"})) == set()


async def test_such_bylaws_are_refused_with_the_article(de_pijp: Community):
    await de_pijp.describes("association")
    with pytest.raises(BylawsContradictTheLaw) as refused:
        await de_pijp.records_bylaws(appointed(2, 2))
    (found,) = refused.value.contradictions
    assert (found.article, found.pointer) == ("2:37(3)", "#/board/seats")
    assert found.explanation.startswith("Less than half of the board")
