"""When recusal leaves no valid decision possible: set aside in writing, or for another organ."""

from datetime import timedelta

import msgspec
import pytest

from domain.ballots.errors import (
    AlreadyCounted,
    AlreadyDeclared,
    ClosesInThePast,
    TooFewForSecrecy,
    VotingIsClosed,
)
from domain.bylaws.articles import RecusalArticle
from domain.bylaws.bylaws import Bylaws
from domain.decisions.errors import (
    ApprovalMissing,
    BoardNotInformed,
    FollowedAlready,
    InMeetingOrNot,
    NeitherNor,
    NoSeats,
    NotEverybodyThere,
    Recused,
)
from domain.errors import RoleRequired
from domain.events.ballots import BallotVoided, ResultDeclared, VotingClosed
from domain.events.decisions import DecisionOpened
from domain.events.recusals import RecusalSetAside
from domain.ids import PersonId, SeatId
from domain.meetings.errors import ChairOrClerkRequired, ItemNotFound
from domain.organisations.errors import NoBylaws, NotDescribed
from domain.recusals.errors import (
    ConsiderationsMissing,
    DecidesItself,
    DecisionPossible,
    NotReferred,
    OtherOrganDecides,
)
from domain.recusals.ladder import decides_instead
from projections.recount import recount
from tests.bylaws import ASSOCIATION, FOUNDATION, STATUTES, changed, rule
from tests.conftest import StoryClock
from tests.law.scenes import (
    MEETING_EAST,
    MEMBERS,
    founds_association,
    founds_foundation,
    opened,
)
from tests.meetings import attends, calls, in_session, opens_item, places
from tests.recusals import REFERRED, WHY, declares_interest, opens_referred, refers, sets_aside
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    EAST,
    ITEM,
    MORE_THAN_HALF,
    NEXT_WEEK,
    NORTH,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import assigns

FIRST, SECOND = (PersonId(numbered("person", number)) for number in (31, 32))
OVERSEERS = {SeatId(numbered("seat", 31)): FIRST, SeatId(numbered("seat", 32)): SECOND}


async def overseen(street: Community) -> Community:
    for seat, holder in OVERSEERS.items():
        await street.registers(holder)
        await street.establishes(seat, organ="supervisory_board", kind="independent")
        await street.fills(seat, holder)
    return street


def decided_by(bylaws: Bylaws, organ: str) -> Bylaws:
    names = tuple(dict.fromkeys((*bylaws.organs.names, organ)))
    named = bylaws if organ == "board_in_writing" else changed(bylaws, organs={"names": names})
    article = RecusalArticle(**STATUTES, decided_by=organ)
    return msgspec.structs.replace(named, recusal=article)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """A foundation without bylaws: Ada, Ben and Chen are its board."""
    await de_pijp.has_a_board()
    await de_pijp.describes("foundation")
    await de_pijp.opens()
    return de_pijp


async def test_with_two_left_who_can_decide_there_is_no_obstacle(street: Community):
    await declares_interest(street, ADA)
    with pytest.raises(DecisionPossible):
        await sets_aside(street)
    with pytest.raises(DecisionPossible):
        await refers(street)


async def test_one_unconflicted_member_left_is_too_few(street: Community, clock: StoryClock):
    await declares_interest(street, ADA, BEN)
    (event,) = events(await sets_aside(street))
    assert event == RecusalSetAside(decision=QUESTION, considerations=WHY)


async def test_one_unconflicted_member_decides_where_one_voter_is_enough(
    de_pijp: Community, clock: StoryClock
):
    await de_pijp.has_a_board()
    await de_pijp.describes("foundation")
    await de_pijp.opens(min_voters=1)
    await declares_interest(de_pijp, ADA, BEN)
    with pytest.raises(DecisionPossible):
        await sets_aside(de_pijp)
    await de_pijp.votes(CHEN, NORTH, "for")
    clock.now = TOMORROW
    await de_pijp.closes()
    assert declared(await de_pijp.declares()) == "adopted"
    assert recount(QUESTION, await de_pijp.history()).agrees


def declared(receipt: object) -> str:
    found = [e for e in events(receipt) if isinstance(e, ResultDeclared)]  # type: ignore[arg-type]
    return found[-1].outcome


async def test_everybody_recused_and_nothing_done_decides_nothing(
    street: Community, clock: StoryClock
):
    await street.votes(ADA, EAST, "for")
    await declares_interest(street, ADA, BEN, CHEN)
    clock.now = TOMORROW
    await street.closes()
    assert declared(await street.declares()) == "too_few_voters"
    assert recount(QUESTION, await street.history()).agrees


async def test_set_aside_everybody_has_vote_and_part_again(street: Community, clock: StoryClock):
    await street.votes(ADA, EAST, "for")
    await declares_interest(street, ADA, BEN, CHEN)
    with pytest.raises(Recused):
        await street.votes(BEN, WEST, "for")
    await sets_aside(street)
    with pytest.raises(DecisionPossible):
        await sets_aside(street)
    await street.votes(BEN, WEST, "for")
    await street.votes(CHEN, NORTH, "for")
    clock.now = TOMORROW
    await street.closes()
    receipt = await street.declares()
    assert declared(receipt) == "adopted"
    # Ada's ballot stays void: who wants to vote votes anew.
    found = recount(QUESTION, await street.history())
    assert found.agrees
    assert found.majority is not None
    assert (found.majority.in_favour, found.majority.in_office) == (2, 3)


async def test_an_interest_declared_after_that_is_recorded_and_costs_no_vote(
    street: Community, clock: StoryClock
):
    await declares_interest(street, ADA, BEN)
    await sets_aside(street)
    await street.votes(CHEN, NORTH, "for")
    assert not any(
        isinstance(e, BallotVoided) for e in events(await declares_interest(street, CHEN))
    )
    await street.votes(ADA, EAST, "for")
    clock.now = TOMORROW
    await street.closes()
    assert declared(await street.declares()) == "adopted"
    assert recount(QUESTION, await street.history()).agrees


@pytest.mark.parametrize("considerations", [None, "", " \n"])
async def test_without_considerations_in_writing_it_is_refused(
    street: Community, considerations: str | None
):
    await declares_interest(street, ADA, BEN, CHEN)
    with pytest.raises(ConsiderationsMissing):
        await sets_aside(street, considerations=considerations)


async def test_only_until_the_close(street: Community, clock: StoryClock):
    await declares_interest(street, ADA, BEN, CHEN)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await sets_aside(street)


async def test_the_clerk_or_the_chair_records_it(street: Community):
    await declares_interest(street, ADA, BEN, CHEN)
    with pytest.raises(ChairOrClerkRequired):
        await sets_aside(street, actor=ADA)
    with pytest.raises(ChairOrClerkRequired):
        await refers(street, actor=ADA)
    await assigns(street, EAST)
    await sets_aside(street, actor=ADA)


async def test_what_was_impossible_without_any_recusal_is_not_made_possible(
    de_pijp: Community, clock: StoryClock
):
    await de_pijp.has_a_board()
    await de_pijp.describes("foundation")
    await de_pijp.opens(min_voters=4)
    await declares_interest(de_pijp, ADA)
    with pytest.raises(DecisionPossible):
        await sets_aside(de_pijp)


async def test_a_quorum_that_counts_recused_seats_can_be_out_of_reach(
    de_pijp: Community, clock: StoryClock
):
    bylaws = changed(FOUNDATION, attendance={"recused": "counted"})
    await founds_foundation(de_pijp, bylaws)
    await opened(de_pijp, outside_meeting=True)
    await declares_interest(de_pijp, ADA, BEN)
    with pytest.raises(DecisionPossible):
        await sets_aside(de_pijp)
    await declares_interest(de_pijp, CHEN)
    await sets_aside(de_pijp)


async def test_of_an_organisation_of_which_nothing_is_known_the_law_cannot_tell(
    de_pijp: Community,
):
    await de_pijp.has_a_board()
    await de_pijp.opens()
    await declares_interest(de_pijp, ADA, BEN, CHEN)
    with pytest.raises(NotDescribed):
        await sets_aside(de_pijp)


@pytest.mark.parametrize(
    ("organ", "form", "supervised", "instead"),
    [
        ("board", "foundation", False, "board_in_writing"),
        ("board", "foundation", True, "supervisory_board"),
        ("board", "association", False, "general_meeting"),
        ("board", "association", True, "supervisory_board"),
        ("board", "cooperative", False, "general_meeting"),
        ("board", "cooperative", True, "supervisory_board"),
        ("supervisory_board", "foundation", True, "board_in_writing"),
        ("supervisory_board", "association", True, "general_meeting"),
        ("general_meeting", "association", False, "board_in_writing"),
        ("general_meeting", "association", True, "board_in_writing"),
    ],
)
def test_the_ladder_of_the_law(organ: str, form: str, supervised: bool, instead: str):
    assert decides_instead(organ, None, form, supervised=supervised) == instead  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("bylaws", "decided_by_article", "instead"),
    [
        (FOUNDATION, "supervisory_board", "supervisory_board"),
        (FOUNDATION, "board_in_writing", "board_in_writing"),
        (ASSOCIATION, "board_in_writing", "board_in_writing"),
        (ASSOCIATION, "general_meeting", "general_meeting"),
    ],
)
@pytest.mark.parametrize("supervised", [False, True])
def test_bylaws_come_before_the_law(
    bylaws: Bylaws, decided_by_article: str, instead: str, supervised: bool
):
    content = decided_by(bylaws, decided_by_article)
    found = decides_instead("board", content, content.legal_form, supervised=supervised)
    assert found == instead


async def test_with_a_supervisory_board_it_is_for_that(street: Community):
    await overseen(street)
    await declares_interest(street, ADA, BEN, CHEN)
    with pytest.raises(OtherOrganDecides) as refused:
        await sets_aside(street)
    assert refused.value.facts == {"organ": "supervisory_board"}
    closed, ended = events(await refers(street))
    assert closed == VotingClosed(decision=QUESTION)
    assert ended == ResultDeclared(
        decision=QUESTION, outcome="referred", referred_to="supervisory_board"
    )
    assert recount(QUESTION, await street.history()).agrees


async def test_a_board_that_decides_itself_refers_nothing(street: Community):
    await declares_interest(street, ADA, BEN, CHEN)
    with pytest.raises(DecidesItself):
        await refers(street)


async def test_what_is_referred_takes_no_ballot_and_its_box_is_gone(
    street: Community, clock: StoryClock
):
    await overseen(street)
    await street.votes(CHEN, NORTH, "for")
    await declares_interest(street, ADA, BEN)
    await refers(street)
    assert await street.unsealed(QUESTION) == {}
    with pytest.raises(VotingIsClosed):
        await street.votes(CHEN, NORTH, "for")
    with pytest.raises(AlreadyDeclared):
        await refers(street)


async def test_what_was_counted_in_a_meeting_is_declared_and_not_referred(
    street: Community, clock: StoryClock
):
    await overseen(street)
    await in_session(street)
    await street.opens(decision=REFERRED, closes_at=clock.now + timedelta(hours=1))
    await declares_interest(street, ADA, BEN, decision=REFERRED)
    clock.pass_by(hours=1)
    await street.closes(decision=REFERRED)
    await street.counts(decision=REFERRED)
    with pytest.raises(AlreadyCounted):
        await refers(street, decision=REFERRED)


async def referred_to_overseers(street: Community) -> Community:
    await overseen(street)
    await declares_interest(street, ADA, BEN, CHEN)
    await refers(street)
    return street


async def test_it_is_opened_at_the_other_organ_by_the_same_rule(street: Community):
    await referred_to_overseers(street)
    (event,) = events(await opens_referred(street))
    assert isinstance(event, DecisionOpened)
    assert (event.decision, event.organ) == (REFERRED, "supervisory_board")
    assert (event.follows, event.follows_as, event.case) == (QUESTION, "referral", QUESTION)
    assert event.seats == tuple(OVERSEERS)
    assert event.threshold == MORE_THAN_HALF
    assert event.recused == (ADA, BEN, CHEN)


async def test_it_is_decided_there(street: Community, clock: StoryClock):
    await referred_to_overseers(street)
    await opens_referred(street)
    for seat, holder in OVERSEERS.items():
        await street.votes(holder, seat, "for", decision=REFERRED)
    clock.now = NEXT_WEEK
    await street.closes(decision=REFERRED)
    assert declared(await street.declares(decision=REFERRED)) == "adopted"
    assert recount(REFERRED, await street.history()).agrees
    assert recount(QUESTION, await street.history()).agrees


async def test_it_is_opened_once_and_by_whom_it_may_be(street: Community):
    with pytest.raises(NotReferred):
        await opens_referred(street)
    await referred_to_overseers(street)
    with pytest.raises(RoleRequired):
        await opens_referred(street, actor=FIRST)
    with pytest.raises(ClosesInThePast):
        await opens_referred(street, closes_at=street.ports.clock())
    await opens_referred(street)
    with pytest.raises(FollowedAlready):
        await opens_referred(street, follow_up=numbered("decision", 8))


async def test_a_decision_that_was_declared_otherwise_was_not_referred(
    street: Community, clock: StoryClock
):
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    with pytest.raises(NotReferred):
        await opens_referred(street)


async def test_the_second_organ_has_a_ladder_of_its_own(street: Community, clock: StoryClock):
    await referred_to_overseers(street)
    await opens_referred(street)
    await declares_interest(street, FIRST, SECOND, decision=REFERRED)
    await sets_aside(street, decision=REFERRED)
    for seat, holder in OVERSEERS.items():
        await street.votes(holder, seat, "for", decision=REFERRED)


async def association(street: Community, bylaws: Bylaws = ASSOCIATION) -> Community:
    """Everybody on the board is conflicted; the members decide."""
    await founds_association(street, bylaws)
    await opened(street, outside_meeting=True, kind="plan")
    await declares_interest(street, ADA, BEN, CHEN)
    await refers(street)
    return street


async def test_the_general_meeting_decides_although_the_bylaws_give_the_kind_to_the_board(
    de_pijp: Community, clock: StoryClock
):
    await association(de_pijp)
    clock.pass_by(hours=1)
    await in_session(de_pijp, "general_meeting")
    (event,) = events(await opens_referred(de_pijp, item=ITEM))
    assert isinstance(event, DecisionOpened)
    assert (event.organ, event.kind, event.meeting is None) == ("general_meeting", "plan", False)
    assert (event.weights, event.casting_vote_of, event.residents_at_the_vote) == (None, None, None)
    # As members they vote: a conflict keeps them out of the board's decision (2:44(6)).
    assert event.recused is None
    await attends(de_pijp, *MEMBERS)
    for seat, member in MEMBERS.items():
        await de_pijp.votes(member, seat, "for", decision=REFERRED)
    clock.now = NEXT_WEEK
    await de_pijp.closes(decision=REFERRED)
    assert declared(await de_pijp.declares(decision=REFERRED)) == "adopted"
    assert recount(REFERRED, await de_pijp.history()).agrees


async def test_neither_in_a_meeting_nor_outside_one_nothing_is_referred(de_pijp: Community):
    await association(de_pijp)
    with pytest.raises(NeitherNor):
        await opens_referred(de_pijp)
    with pytest.raises(InMeetingOrNot):
        await opens_referred(de_pijp, item=ITEM, outside_meeting=True)
    with pytest.raises(BoardNotInformed):
        await opens_referred(de_pijp, outside_meeting=True)
    informed = de_pijp.ports.clock()
    (event,) = events(
        await opens_referred(de_pijp, outside_meeting=True, board_informed_at=informed)
    )
    assert isinstance(event, DecisionOpened)
    assert event.outside_meeting


async def test_not_in_a_meeting_of_the_organ_that_referred_it(
    de_pijp: Community, clock: StoryClock
):
    await association(de_pijp)
    with pytest.raises(ItemNotFound):
        await opens_referred(de_pijp, item=ITEM)
    await in_session(de_pijp)
    with pytest.raises(ItemNotFound):
        await opens_referred(de_pijp, item=ITEM)


async def test_outside_a_meeting_takes_bylaws(street: Community):
    await referred_to_overseers(street)
    with pytest.raises(NoBylaws):
        await opens_referred(street, outside_meeting=True)


async def test_an_organ_without_seats_decides_nothing(de_pijp: Community):
    await founds_foundation(de_pijp, decided_by(FOUNDATION, "supervisory_board"))
    await opened(de_pijp, outside_meeting=True)
    await declares_interest(de_pijp, ADA, BEN, CHEN)
    await refers(de_pijp)
    with pytest.raises(NoSeats):
        await opens_referred(de_pijp, outside_meeting=True)


def with_approvals(bylaws: Bylaws, *organs: tuple[str, dict[str, object]]) -> Bylaws:
    """The one kind on which several organs have a rule."""
    own = tuple(rule("approval", organ, **settings) for organ, settings in organs)
    return msgspec.structs.replace(bylaws, decisions=(*bylaws.decisions, *own))


async def referred_approval(street: Community, **own: object) -> None:
    """On an approval that both the board and the supervisory board may be asked for."""
    bylaws = decided_by(FOUNDATION, "supervisory_board")
    bylaws = with_approvals(bylaws, ("board", {}), ("supervisory_board", own))
    await founds_foundation(street, bylaws)
    await overseen(street)
    await opened(street, outside_meeting=True, kind="approval")
    await declares_interest(street, ADA, BEN, CHEN)
    await refers(street)


async def test_by_the_organs_own_rule_where_the_bylaws_have_one(de_pijp: Community):
    own = {"min_voters": 1, "threshold": msgspec.structs.replace(MORE_THAN_HALF, numerator=1)}
    await referred_approval(de_pijp, **own)
    (event,) = events(await opens_referred(de_pijp, outside_meeting=True))
    assert isinstance(event, DecisionOpened)
    assert event.min_voters == 1


async def test_a_secret_rule_needs_enough_entitled_there_too(de_pijp: Community):
    await referred_approval(de_pijp, secrecy="secret")
    with pytest.raises(TooFewForSecrecy):
        await opens_referred(de_pijp, outside_meeting=True)
    seat = SeatId(numbered("seat", 39))
    await de_pijp.registers(PersonId(numbered("person", 39)))
    await de_pijp.establishes(seat, organ="supervisory_board", kind="independent")
    await de_pijp.fills(seat, PersonId(numbered("person", 39)))
    (event,) = events(await opens_referred(de_pijp, outside_meeting=True))
    assert isinstance(event, DecisionOpened)
    assert (event.secrecy, event.secrecy_minimum, event.trackers) == ("secret", 3, None)


async def test_an_approval_that_the_organs_own_rule_asks_for_is_needed(de_pijp: Community):
    await referred_approval(de_pijp, approved_by="board")
    with pytest.raises(ApprovalMissing):
        await opens_referred(de_pijp, outside_meeting=True)


async def test_after_a_defective_notice_everybody_must_be_there(
    de_pijp: Community, clock: StoryClock
):
    await association(de_pijp)
    clock.pass_by(hours=1)
    yesterday = clock.now - timedelta(days=1)
    await calls(de_pijp, organ="general_meeting", sent_at=yesterday, begins_at=clock.now)
    await places(de_pijp, notified_at=yesterday)
    await opens_item(de_pijp)
    await attends(de_pijp, MEETING_EAST)
    with pytest.raises(NotEverybodyThere):
        await opens_referred(de_pijp, item=ITEM)
    await attends(de_pijp, *[seat for seat in MEMBERS if seat != MEETING_EAST])
    (event,) = events(await opens_referred(de_pijp, item=ITEM))
    assert isinstance(event, DecisionOpened)
    assert event.defect == "short_notice"


async def test_whom_it_is_about_stays_out_of_the_general_meeting_too(
    de_pijp: Community, clock: StoryClock
):
    await founds_association(de_pijp)
    heard = {"concerns": (ADA,), "heard_at": clock.now}
    await opened(de_pijp, outside_meeting=True, kind="money", **heard)
    await declares_interest(de_pijp, BEN, CHEN)
    await refers(de_pijp)
    informed = {"board_informed_at": clock.now}
    (event,) = events(await opens_referred(de_pijp, outside_meeting=True, **informed))
    assert isinstance(event, DecisionOpened)
    assert event.recused == (ADA,)
