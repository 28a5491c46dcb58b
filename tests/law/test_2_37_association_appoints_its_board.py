"""Art. 2:37: members appoint the board, and dismiss or suspend at any time; others may appoint
less than half of it, if the statutes say so."""

import msgspec
import pytest

from domain.ballots.errors import NotTheHolder
from domain.bylaws.articles import SeatsOfKind
from domain.bylaws.bylaws import Bylaws
from domain.decisions.errors import OtherOrgan, Recused
from domain.events.seats import SeatFilled, SeatVacated
from domain.organisations.errors import BylawsContradictTheLaw
from domain.seats.errors import AppointerMissing, ChoiceNotMade, SeatSuspended
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, contradicted
from tests.conftest import StoryClock
from tests.law.scenes import (
    MEETING_EAST,
    OFFICE,
    board_votes,
    members_vote,
    opened,
    settled,
)
from tests.residents import (
    ADA,
    DEWI,
    EAST,
    PROFESSIONAL,
    QUESTION,
    SOUTH,
    TOMORROW,
    Community,
    events,
    numbered,
)
from tests.seats import suspends

BY_THE_MEMBERS = {"organ": "general_meeting", "kind": "person"}

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


async def test_the_general_meeting_chooses_and_no_other_organ_does(
    association: Community, clock: StoryClock
):
    with pytest.raises(OtherOrgan) as refused:
        await opened(association, kind="person")
    assert refused.value.facts == {"kind": "person", "organ": "general_meeting"}
    await association.vacates(EAST)
    await opened(association, question="Shall Dewi sit on the board?", **BY_THE_MEMBERS)
    assert await settled(association, clock, members_vote("for", "for", "against")) == "adopted"
    chosen = {"filled_by": "election", "decision": QUESTION, "term_from": TOMORROW}
    (filled,) = events(await association.fills(EAST, DEWI, **chosen))
    assert isinstance(filled, SeatFilled)
    assert (filled.holder, filled.decision) == (DEWI, QUESTION)


async def test_whom_the_members_did_not_choose_is_not_on_the_board(
    association: Community, clock: StoryClock
):
    await association.vacates(EAST)
    await opened(association, question="Shall Dewi sit on the board?", **BY_THE_MEMBERS)
    await settled(association, clock, members_vote("for", "against", "against"))
    with pytest.raises(ChoiceNotMade):
        await association.fills(EAST, DEWI, decision=QUESTION, term_from=TOMORROW)


async def test_who_is_appointed_by_others_than_the_members_says_by_whom(association: Community):
    """Two of five seats are the municipality's to fill."""
    other = numbered("person", 30)
    await association.registers(other, standing="professional")
    with pytest.raises(AppointerMissing):
        await association.fills(SOUTH, other, filled_by="delegation")
    appointed = {"filled_by": "delegation", "appointed_by": "Gemeente"}
    (filled,) = events(await association.fills(SOUTH, other, **appointed))
    assert isinstance(filled, SeatFilled)
    assert filled.appointed_by == "Gemeente"


async def test_a_board_member_can_be_dismissed_at_any_time(
    association: Community, clock: StoryClock
):
    """She is heard before, and has no vote on it."""
    asked = {"dismisses": EAST, "heard_at": clock.now, **BY_THE_MEMBERS}
    await opened(association, question="Shall Ada leave the board?", **asked)
    with pytest.raises(Recused):
        await association.votes(ADA, MEETING_EAST, "against")
    votes = members_vote("against", "for", "for")
    del votes[MEETING_EAST]
    assert await settled(association, clock, votes) == "adopted"
    (vacated,) = await association.history(SeatVacated)
    assert vacated.event == SeatVacated(
        seat=EAST,
        organ="board",
        holder=ADA,
        vacated_at=clock.now,
        reason="dismissal",
        decision=QUESTION,
    )
    await opened(association, decision=numbered("decision", 2))
    with pytest.raises(NotTheHolder):
        await association.votes(ADA, EAST, "for", decision=numbered("decision", 2))


async def test_or_suspended_at_any_time(association: Community, clock: StoryClock):
    await opened(association)
    await suspends(association, OFFICE)
    with pytest.raises(SeatSuspended):
        await association.votes(PROFESSIONAL, OFFICE, "for")
    assert await settled(association, clock, board_votes("for", "for")) == "adopted"
