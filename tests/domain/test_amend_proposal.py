"""What is amended, when, and what becomes of the round that ran."""

from datetime import timedelta

import msgspec
import pytest

from domain.ballots.errors import AlreadyCounted, VotingIsClosed
from domain.decisions.errors import (
    ApprovedAsItWas,
    BylawsProposedAnew,
    CandidateNotFound,
    ConsentNotMissing,
    FollowedAlready,
    LeftToMeeting,
    NoFallback,
    NotByConsent,
    NotDeclaredYet,
    NotElectedByConsent,
    NothingToReview,
    ObjectionNotStanding,
    ObjectionsStand,
    ReviewedAlready,
    ReviewInThePast,
    SameCandidate,
    SameWords,
    TooLateToAmend,
)
from domain.decisions.object_to_method import ObjectToMethod
from domain.decisions.options import NewOption
from domain.decisions.record_review import RecordReview
from domain.duties.note_duty_done import NoteDutyDone
from domain.errors import RoleRequired
from domain.events.ballots import ResultDeclared
from domain.events.decisions import ReviewRecorded
from domain.events.duties import DutyDone, DutyOpened
from tests.bylaws import FOUNDATION, changed, with_rule
from tests.conftest import StoryClock
from tests.deliberation import (
    LAST,
    NEXT,
    OBJECTION,
    amends,
    answers,
    argues,
    asks_again,
    asks_consent,
    falls_back,
    openings,
    proposes_other,
    recuses,
    withdraws,
)
from tests.meetings import attends, in_session
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    GARDEN,
    NEW_BYLAWS,
    NEXT_WEEK,
    NEXT_YEAR,
    NORTH,
    QUESTION,
    STRANGER,
    TOMORROW,
    WEST,
    Community,
    numbered,
)

BOARD = ((ADA, EAST), (BEN, WEST), (CHEN, NORTH))


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await de_pijp.proposes()
    return de_pijp


async def objected(street: Community, clock: StoryClock, decision: str = QUESTION) -> None:
    """Ada's objection stopped this round."""
    await answers(street, "consent", *BOARD[1:], decision=decision)
    await street.votes(ADA, EAST, "objection", decision=decision)
    await declared(street, clock, decision)


async def declared(street: Community, clock: StoryClock, decision: str = QUESTION) -> str:
    clock.now = max(clock.now, TOMORROW) + timedelta(hours=2)
    await street.closes(decision=decision)
    await street.declares(decision=decision)
    return str((await street.history(ResultDeclared))[-1].event.outcome)


async def test_only_the_clerk_amends_outside_a_meeting(street: Community):
    await street.opens()
    with pytest.raises(RoleRequired):
        await amends(street, actor=ADA)


async def test_a_round_that_found_objections_is_followed_by_other_words(
    street: Community, clock: StoryClock
):
    await asks_consent(street)
    await argues(street, ADA, EAST)
    await objected(street, clock)
    await amends(street, resolves=(OBJECTION,))
    _, second = await openings(street)
    assert (second.follows, second.case, second.resolves) == (QUESTION, QUESTION, (OBJECTION,))
    assert [each.event.outcome for each in await street.history(ResultDeclared)] == ["objections"]
    await answers(street, "consent", *BOARD, decision=NEXT)
    assert await declared(street, clock, NEXT) == "adopted"


async def test_an_objection_goes_on_through_the_rounds_until_it_is_resolved(
    street: Community, clock: StoryClock
):
    await asks_consent(street)
    await argues(street, ADA, EAST)
    await amends(street)
    await amends(street, decision=NEXT, follow_up=LAST, text="Other words.", resolves=(OBJECTION,))
    last = (await openings(street))[-1]
    assert (last.case, last.follows) == (QUESTION, NEXT)
    await answers(street, "consent", *BOARD, decision=LAST)
    assert await declared(street, clock, LAST) == "adopted"


async def test_other_words_alone_resolve_no_objection(street: Community, clock: StoryClock):
    await asks_consent(street)
    await argues(street, ADA, EAST)
    await amends(street)
    await answers(street, "consent", *BOARD, decision=NEXT)
    assert await declared(street, clock, NEXT) == "objections"


async def test_what_is_resolved_is_an_objection_that_stands(street: Community):
    await asks_consent(street)
    with pytest.raises(ObjectionNotStanding):
        await amends(street, resolves=(OBJECTION,))
    await argues(street, ADA, EAST)
    await withdraws(street, ADA)
    with pytest.raises(ObjectionNotStanding):
        await amends(street, resolves=(OBJECTION,))


async def test_the_same_words_are_no_amendment(street: Community):
    await street.opens(plan=GARDEN)
    with pytest.raises(SameWords):
        await amends(street, text="Beans and flowers.")


async def test_what_was_decided_is_not_amended(street: Community, clock: StoryClock):
    await street.opens()
    await answers(street, "for", *BOARD)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await amends(street)
    await declared(street, clock)
    with pytest.raises(TooLateToAmend):
        await amends(street)


async def test_what_was_counted_is_declared_and_not_amended(street: Community, clock: StoryClock):
    await in_session(street)
    await attends(street, EAST, WEST)
    await street.opens()
    clock.now = TOMORROW
    await street.closes()
    with pytest.raises(VotingIsClosed):
        await amends(street)
    await street.counts()
    with pytest.raises(AlreadyCounted):
        await amends(street)


async def test_a_proposal_is_amended_once_at_a_time(street: Community):
    await asks_consent(street)
    await amends(street)
    with pytest.raises(FollowedAlready):
        await amends(street, follow_up=LAST, text="Other words.")


async def test_bylaws_are_proposed_anew(street: Community):
    bylaws = changed(FOUNDATION, resident_majority={"reserved": ()})
    await street.describes()
    await street.records_bylaws(bylaws)
    await street.proposes_bylaws(changed(bylaws, consent={"max_rounds": 5}))
    rule = {"threshold": None, "quorum": None, "outside_meeting": True}
    await street.opens(proposed_bylaws=NEW_BYLAWS, **rule)
    with pytest.raises(BylawsProposedAnew):
        await amends(street)


async def test_other_words_do_not_keep_a_proposal_from_the_meeting(street: Community):
    await street.describes()
    await street.records_bylaws(changed(FOUNDATION, resident_majority={"reserved": ()}))
    await street.opens(threshold=None, quorum=None, outside_meeting=True)
    await street.does(BEN, ObjectToMethod, decision=QUESTION, seat=WEST)
    with pytest.raises(LeftToMeeting):
        await amends(street)


async def test_what_another_organ_approved_is_put_to_it_anew(street: Community, clock: StoryClock):
    bylaws = changed(FOUNDATION, resident_majority={"reserved": ()})
    plan = with_rule(bylaws, "plan", approved_by="residents")
    approval = with_rule(bylaws, "other", organ="residents").decisions[-1]

    approves = msgspec.structs.replace(approval, kind="approval")
    await street.describes()
    await street.records_bylaws(
        msgspec.structs.replace(plan, decisions=(*plan.decisions, approves))
    )
    given = {"threshold": None, "quorum": None, "outside_meeting": True, "plan": GARDEN}
    seats = [numbered("seat", 21), numbered("seat", 22)]
    for seat, person in zip(seats, (DEWI, BEN), strict=True):
        await street.establishes(seat, organ="residents")
        await street.fills(seat, person)
    before = numbered("decision", 5)
    await street.opens(decision=before, organ="residents", kind="approval", **given)
    for seat, person in zip(seats, (DEWI, BEN), strict=True):
        await street.votes(person, seat, "for", decision=before)
    assert await declared(street, clock, before) == "adopted"
    await street.opens(approved_by=before, kind="plan", closes_at=NEXT_WEEK, **given)
    with pytest.raises(ApprovedAsItWas):
        await amends(street)


async def test_who_is_recused_stays_so_in_the_next_round(street: Community, clock: StoryClock):
    await asks_consent(street)
    await recuses(street, BEN)
    await amends(street)
    assert (await openings(street))[-1].recused == (BEN,)
    await answers(street, "consent", (ADA, EAST), (CHEN, NORTH), decision=NEXT)
    assert await declared(street, clock, NEXT) == "adopted"


async def test_the_review_comes_after_the_vote(street: Community):
    await asks_consent(street, review_on=NEXT_WEEK)
    with pytest.raises(ReviewInThePast):
        await amends(street, closes_at=NEXT_WEEK)
    await amends(street, closes_at=NEXT_WEEK, review_on=NEXT_YEAR)
    assert (await openings(street))[-1].review_on == NEXT_YEAR


async def test_consent_is_asked_again_once_no_objection_stands(
    street: Community, clock: StoryClock
):
    await asks_consent(street)
    with pytest.raises(NotDeclaredYet):
        await asks_again(street)
    await argues(street, ADA, EAST)
    await objected(street, clock)
    with pytest.raises(ObjectionsStand):
        await asks_again(street)
    await withdraws(street, ADA)
    await asks_again(street)
    with pytest.raises(FollowedAlready):
        await asks_again(street, follow_up=LAST)


async def test_there_is_a_further_round_only_where_consent_was_missing(
    street: Community, clock: StoryClock
):
    await asks_consent(street, review_on=NEXT_WEEK)
    await answers(street, "consent", *BOARD[1:])
    assert await declared(street, clock) == "unanswered"
    with pytest.raises(ReviewInThePast):
        await asks_again(street, closes_at=NEXT_WEEK)
    await asks_again(street)
    await answers(street, "consent", *BOARD, decision=NEXT)
    assert await declared(street, clock, NEXT) == "adopted"
    with pytest.raises(ConsentNotMissing):
        await asks_again(street, decision=NEXT, follow_up=LAST)
    with pytest.raises(ConsentNotMissing):
        await falls_back(street, decision=NEXT, follow_up=LAST)


async def test_rounds_of_consent_are_for_what_is_decided_by_consent(
    street: Community, clock: StoryClock
):
    await street.opens()
    with pytest.raises(NotElectedByConsent):
        await proposes_other(street, BEN)
    await declared(street, clock)
    with pytest.raises(NotByConsent):
        await asks_again(street)
    with pytest.raises(NotByConsent):
        await falls_back(street)


async def test_without_bylaws_it_goes_back_to_dialogue(street: Community, clock: StoryClock):
    await asks_consent(street)
    await argues(street, ADA, EAST)
    await objected(street, clock)
    with pytest.raises(NoFallback):
        await falls_back(street)


async def test_another_candidate_is_another_and_registered(street: Community):
    await street.opens(
        method="election_by_consent", threshold=None, options=(NewOption(person=BEN),)
    )
    with pytest.raises(SameCandidate):
        await proposes_other(street, BEN)
    with pytest.raises(CandidateNotFound):
        await proposes_other(street, STRANGER)


async def reviewed(street: Community, clock: StoryClock) -> DutyOpened:
    """Adopted, and the time of its review has come."""
    await asks_consent(street, review_on=NEXT_WEEK)
    await argues(street, CHEN, NORTH, kind="concern")
    await answers(street, "consent", *BOARD)
    assert await declared(street, clock) == "adopted"
    (duty,) = await street.history(DutyOpened)
    assert isinstance(duty.event, DutyOpened)
    return duty.event


async def reviews(street: Community, duty: str, actor: str = CLERK, **asked: object) -> None:
    given = {"how_it_helped": "There is shade.", "duty": duty, "decision": QUESTION}
    await street.does(actor, RecordReview, **{**given, **asked})


async def test_the_duty_to_review_opens_itself(street: Community, clock: StoryClock):
    duty = await reviewed(street, clock)
    assert (duty.kind, duty.organ, duty.due_by) == ("review", "board", NEXT_WEEK)


async def test_a_review_says_when_the_next_one_is(street: Community, clock: StoryClock):
    duty = await reviewed(street, clock)
    clock.now = NEXT_WEEK
    with pytest.raises(RoleRequired):
        await reviews(street, duty.duty, ADA)
    with pytest.raises(NothingToReview):
        await reviews(street, numbered("duty", 9))
    with pytest.raises(ReviewInThePast):
        await reviews(street, duty.duty, next_review_on=NEXT_WEEK)
    await reviews(street, duty.duty, how_to_improve="A bench.", next_review_on=NEXT_YEAR)
    (review,) = await street.history(ReviewRecorded)
    assert (review.event.how_to_improve, review.event.reason_to_drop) == ("A bench.", None)
    first, second = [each.event for each in await street.history(DutyOpened)]
    assert (second.kind, second.due_by, second.organ) == ("review", NEXT_YEAR, "board")
    assert second.duty != first.duty
    with pytest.raises(ReviewedAlready):
        await reviews(street, duty.duty)
    done_before = await street.history(DutyDone)
    assert [each.event.duty for each in done_before] == [duty.duty]
    assert done_before[0].causation == review.id
    await street.does(CLERK, NoteDutyDone, duty=second.duty, done_at=clock.now)
    await reviews(street, second.duty)
    assert len(await street.history(ReviewRecorded)) == 2
    assert len(await street.history(DutyDone)) == 2
