"""A proxy is granted and revoked: by whom, to whom, for what, and how many."""

from datetime import timedelta

import pytest

from domain.ballots.errors import DecisionNotFound, SeatNotEntitled, VotingIsClosed
from domain.bylaws.articles import OfficeWeight
from domain.decisions.withdraw_ballot import WithdrawBallot
from domain.events.ballots import BallotCast, BallotVoided
from domain.events.proxies import ProxyGranted, ProxyRevoked
from domain.meetings.errors import MeetingIsClosed, MeetingNotFound
from domain.proxies.errors import (
    NoProxyFrom,
    NoProxyTo,
    NotTheGiver,
    ProxiesAtCap,
    ProxiesNotRegulated,
    ProxyBeyondLimit,
    ProxyGivenAlready,
    ProxyNotFound,
    ProxyOfTwoScopes,
    ProxyRevokedAlready,
)
from domain.seats.errors import EndsBeforeItStarts, SeatNotFound, SeatVacant
from projections.recount import recount
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.law.scenes import OFFICE, founds_foundation, has_bylaws, opened
from tests.meetings import calls, closes_item, closes_meeting, in_session
from tests.proxies import OTHER_PROXY, PROXY, THIRD_PROXY, grants_proxy, revokes
from tests.recusals import declares_interest
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    MEETING,
    NEXT_WEEK,
    NOON,
    NORTH,
    PROFESSIONAL,
    QUESTION,
    SECOND_MEETING,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import assigns, begins_absence, stands_in, suspends

OTHER = numbered("decision", 2)


@pytest.fixture
async def foundation(de_pijp: Community) -> Community:
    return await founds_foundation(de_pijp)


@pytest.fixture
async def street(foundation: Community) -> Community:
    """Ada, Ben, Chen and a professional are on the board; a question is put to the vote."""
    await opened(foundation, outside_meeting=True)
    return foundation


async def test_a_seat_gives_another_one_a_proxy(street: Community):
    assert events(await grants_proxy(street, ADA, EAST, WEST)) == [
        ProxyGranted(
            proxy=PROXY,
            organ="board",
            seat=EAST,
            giver=ADA,
            to=WEST,
            holder=BEN,
            valid_from=NOON,
        )
    ]


async def test_the_clerk_records_one_on_paper_that_was_given_before(street: Community):
    before = NOON - timedelta(days=3)
    (event,) = events(
        await grants_proxy(street, CLERK, EAST, WEST, on_paper=True, valid_from=before)
    )
    assert isinstance(event, ProxyGranted)
    assert (event.giver, event.on_paper, event.valid_from) == (ADA, True, before)


async def test_nobody_gives_a_proxy_for_somebody_else(street: Community):
    with pytest.raises(NotTheGiver):
        await grants_proxy(street, BEN, EAST, WEST)
    with pytest.raises(NotTheGiver):
        await grants_proxy(street, CLERK, EAST, WEST)
    with pytest.raises(NotTheGiver):
        await grants_proxy(street, ADA, EAST, WEST, on_paper=True)


async def test_a_seat_that_is_vacant_or_unknown_gives_none(street: Community):
    with pytest.raises(SeatVacant):
        await grants_proxy(street, CLERK, SOUTH, WEST, on_paper=True)
    with pytest.raises(SeatNotFound):
        await grants_proxy(street, ADA, numbered("seat", 99), WEST)


async def test_not_from_a_suspended_or_stood_in_seat(street: Community):
    await suspends(street, EAST)
    with pytest.raises(NoProxyFrom):
        await grants_proxy(street, ADA, EAST, WEST)
    await begins_absence(street, NORTH)
    await stands_in(street, NORTH, DEWI)
    with pytest.raises(NoProxyFrom):
        await grants_proxy(street, CHEN, NORTH, WEST)


async def test_who_is_away_for_a_time_may_give_one(street: Community):
    await begins_absence(street, EAST)
    await grants_proxy(street, ADA, EAST, WEST)


async def test_not_to_a_seat_that_has_not_its_own_holders_say(street: Community):
    other = numbered("seat", 99)
    await street.establishes(other, organ="residents")
    await street.fills(other, DEWI)
    for to in (EAST, SOUTH, other, numbered("seat", 98)):
        with pytest.raises(NoProxyTo):
            await grants_proxy(street, ADA, EAST, to)
    await suspends(street, WEST)
    await begins_absence(street, NORTH)
    for to in (WEST, NORTH):
        with pytest.raises(NoProxyTo):
            await grants_proxy(street, ADA, EAST, to)


async def test_neither_from_nor_to_who_is_recused_from_the_decision(street: Community):
    await declares_interest(street, ADA)
    with pytest.raises(NoProxyFrom):
        await grants_proxy(street, ADA, EAST, WEST, decision=QUESTION)
    with pytest.raises(NoProxyTo):
        await grants_proxy(street, BEN, WEST, EAST, decision=QUESTION)
    await grants_proxy(street, ADA, EAST, WEST)


async def test_for_one_decision_of_the_organ_until_its_close(street: Community, clock: StoryClock):
    with pytest.raises(DecisionNotFound):
        await grants_proxy(street, ADA, EAST, WEST, decision=OTHER)
    clock.now = TOMORROW - timedelta(microseconds=1)
    (event,) = events(await grants_proxy(street, ADA, EAST, WEST, decision=QUESTION))
    assert isinstance(event, ProxyGranted)
    assert event.decision == QUESTION
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await grants_proxy(street, BEN, WEST, NORTH, decision=QUESTION)
    other = numbered("seat", 99)
    await street.establishes(other, organ="residents")
    await street.fills(other, DEWI)
    with pytest.raises(SeatNotEntitled):
        await grants_proxy(street, DEWI, other, EAST, decision=QUESTION)


async def test_for_one_meeting_of_the_organ_until_it_closes(
    foundation: Community, clock: StoryClock
):
    await foundation.establishes(numbered("seat", 99), organ="residents")
    await calls(foundation, meeting=SECOND_MEETING, organ="residents")
    for meeting in (MEETING, SECOND_MEETING):
        with pytest.raises(MeetingNotFound):
            await grants_proxy(foundation, ADA, EAST, WEST, meeting=meeting)
    clock.now = NEXT_WEEK
    await in_session(foundation)
    await grants_proxy(foundation, ADA, EAST, WEST, meeting=MEETING)
    await closes_item(foundation)
    await closes_meeting(foundation)
    with pytest.raises(MeetingIsClosed):
        await grants_proxy(foundation, BEN, WEST, NORTH, meeting=MEETING)


async def test_not_for_a_decision_and_a_meeting_at_once(street: Community):
    with pytest.raises(ProxyOfTwoScopes):
        await grants_proxy(street, ADA, EAST, WEST, decision=QUESTION, meeting=MEETING)


async def test_it_ends_later_than_it_starts(street: Community):
    with pytest.raises(EndsBeforeItStarts):
        await grants_proxy(street, ADA, EAST, WEST, valid_until=NOON)
    with pytest.raises(EndsBeforeItStarts):
        await grants_proxy(street, ADA, EAST, WEST, valid_from=NEXT_WEEK, valid_until=TOMORROW)
    await grants_proxy(street, ADA, EAST, WEST, valid_from=TOMORROW, valid_until=NEXT_WEEK)


async def test_one_at_a_time_for_the_same(street: Community):
    await grants_proxy(street, ADA, EAST, WEST)
    with pytest.raises(ProxyGivenAlready) as refused:
        await grants_proxy(street, ADA, EAST, NORTH, proxy=OTHER_PROXY)
    assert refused.value.facts == {"proxy": PROXY}
    await grants_proxy(street, ADA, EAST, NORTH, proxy=OTHER_PROXY, decision=QUESTION)
    await revokes(street, ADA)
    await grants_proxy(street, ADA, EAST, NORTH, proxy=THIRD_PROXY)


async def test_one_that_has_lapsed_or_ended_is_in_nobodys_way(street: Community, clock: StoryClock):
    await grants_proxy(street, ADA, EAST, WEST, valid_until=TOMORROW)
    clock.now = TOMORROW
    await grants_proxy(street, ADA, EAST, WEST, proxy=OTHER_PROXY)
    await street.vacates(WEST)
    await street.fills(WEST, DEWI, term_from=clock.now)
    await grants_proxy(street, ADA, EAST, NORTH, proxy=THIRD_PROXY)


async def test_no_more_than_the_bylaws_allow(street: Community):
    await grants_proxy(street, ADA, EAST, WEST)
    with pytest.raises(ProxiesAtCap) as refused:
        await grants_proxy(street, CHEN, NORTH, WEST, proxy=OTHER_PROXY)
    assert refused.value.facts == {"seat": WEST, "most": 1}


async def test_where_the_bylaws_allow_none_there_are_none(de_pijp: Community):
    await founds_foundation(de_pijp, changed(FOUNDATION, proxies={"most_per_holder": 0}))
    with pytest.raises(ProxiesAtCap):
        await grants_proxy(de_pijp, ADA, EAST, WEST)


async def test_without_bylaws_there_are_none(de_pijp: Community):
    await de_pijp.has_a_board()
    with pytest.raises(ProxiesNotRegulated):
        await grants_proxy(de_pijp, ADA, EAST, WEST)
    await de_pijp.opens()
    await has_bylaws(de_pijp, FOUNDATION)
    # The decision was opened before, by a rule that knows of no proxies.
    with pytest.raises(ProxiesNotRegulated):
        await grants_proxy(de_pijp, ADA, EAST, WEST, decision=QUESTION)


async def test_no_holder_outvotes_all_others_together(street: Community):
    """The chair has two votes of five; with another one they would be three."""
    await assigns(street, WEST)
    with pytest.raises(ProxyBeyondLimit):
        await grants_proxy(street, ADA, EAST, WEST)
    await grants_proxy(street, ADA, EAST, NORTH)


async def test_unless_the_bylaws_say_so(de_pijp: Community):
    free = {"within_limit_of_weights": False, "most_per_holder": 2}
    heavy = {"offices": (OfficeWeight(office="chair", votes=3),)}
    await founds_foundation(de_pijp, changed(FOUNDATION, proxies=free, weights=heavy))
    await assigns(de_pijp, WEST)
    await grants_proxy(de_pijp, ADA, EAST, WEST)
    await grants_proxy(de_pijp, CHEN, NORTH, WEST, proxy=OTHER_PROXY)
    with pytest.raises(ProxiesAtCap):
        await grants_proxy(de_pijp, PROFESSIONAL, OFFICE, WEST, proxy=THIRD_PROXY)


async def test_recusals_bring_the_limit_nearer(street: Community):
    """Of three who are left nobody votes for two."""
    await declares_interest(street, CHEN)
    with pytest.raises(ProxyBeyondLimit):
        await grants_proxy(street, ADA, EAST, WEST, decision=QUESTION)


async def test_the_giver_or_the_clerk_revokes_it_once(street: Community):
    with pytest.raises(ProxyNotFound):
        await revokes(street, ADA)
    await grants_proxy(street, ADA, EAST, WEST)
    with pytest.raises(NotTheGiver):
        await revokes(street, BEN)
    (event,) = events(await revokes(street, CLERK))
    assert event == ProxyRevoked(proxy=PROXY, organ="board", seat=EAST, to=WEST)
    with pytest.raises(ProxyRevokedAlready):
        await revokes(street, ADA)


async def test_what_was_cast_by_it_is_voided_and_what_was_chosen_is_gone(street: Community):
    await grants_proxy(street, ADA, EAST, WEST)
    (cast,) = events(await street.votes(BEN, EAST, "for"))
    assert isinstance(cast, BallotCast)
    await street.votes(BEN, WEST, "for")
    revoked, voided = events(await revokes(street, ADA))
    assert isinstance(revoked, ProxyRevoked)
    assert isinstance(voided, BallotVoided)
    assert (voided.ballot, voided.decision, voided.seat) == (cast.ballot, QUESTION, EAST)
    assert voided.ground == "proxy_ended"
    box = await street.unsealed(QUESTION)
    assert cast.choice.sealed not in box
    assert len(box) == 1


async def test_in_every_decision_that_runs_and_in_no_other(street: Community, clock: StoryClock):
    await opened(street, decision=OTHER, outside_meeting=True, closes_at=NEXT_WEEK)
    third = numbered("decision", 3)
    await opened(street, decision=third, outside_meeting=True, closes_at=NEXT_WEEK)
    await grants_proxy(street, ADA, EAST, WEST)
    for decision in (QUESTION, OTHER, third):
        for choice in ("for", "against"):
            await street.votes(BEN, EAST, choice, decision=decision)
    clock.now = TOMORROW
    await street.closes()
    voided = [e for e in events(await revokes(street, ADA)) if isinstance(e, BallotVoided)]
    assert [each.decision for each in voided] == [OTHER, third]


async def test_revoked_after_the_deadline_it_was_in_force_at_it(
    street: Community, clock: StoryClock
):
    """The machine may close later: a ballot that was in time counts."""
    await grants_proxy(street, ADA, EAST, WEST)
    await street.votes(BEN, EAST, "for")
    await street.votes(BEN, WEST, "for")
    clock.now = TOMORROW + timedelta(minutes=1)
    assert len(events(await revokes(street, ADA))) == 1
    await street.closes()
    receipt = await street.declares()
    assert not any(isinstance(e, BallotVoided) for e in events(receipt))
    found = recount(QUESTION, await street.history())
    assert found.agrees
    assert found.counted is not None
    assert found.outcome == "rejected"


async def test_one_for_a_decision_is_revoked_until_its_close(street: Community, clock: StoryClock):
    await grants_proxy(street, ADA, EAST, WEST, decision=QUESTION)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await revokes(street, ADA)


async def test_a_withdrawn_ballot_is_not_voided_too(street: Community):
    await grants_proxy(street, ADA, EAST, WEST)
    await street.votes(BEN, EAST, "for")
    await street.does(BEN, WithdrawBallot, decision=QUESTION, seat=EAST)
    assert len(events(await revokes(street, ADA))) == 1
