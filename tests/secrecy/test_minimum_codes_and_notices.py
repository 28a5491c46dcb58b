"""Fewer ballots than the minimum, codes, and what is said wherever secrecy is offered."""

from datetime import timedelta
from math import factorial

import pytest
from msgspec.structs import replace

from domain.ballots.errors import TooFewForSecrecy
from domain.counting.groups import GroupGate, GroupRule
from domain.counting.majority import Quorum
from domain.decisions.declare_result import DeclareDecisionResult
from domain.decisions.errors import SecretGroupsUnknown
from domain.decisions.secrecy import (
    MANY_RANKINGS,
    NO_TRACKER,
    OPERATOR,
    SHOWN_ONCE,
    TRACKER,
    TRACKER_CHARACTERS,
    UNANIMOUS,
    notices,
    said_on_casting,
    tracker_of,
)
from domain.events.ballots import BallotsOpened, BallotVoided, VotingClosed
from domain.ids import DecisionId
from projections.recount import recount
from tests.bylaws import changed, with_rule
from tests.conftest import StoryClock
from tests.meetings import attends, in_session
from tests.residents import CLERK, QUESTION, Community, numbered
from tests.secrecy.interfering import InterferingLog
from tests.secrecy.scenes import (
    PLACES,
    QUAY,
    SQUARE,
    WITH_CODES,
    YARD,
    asks,
    casts,
    counted,
    ends,
    lines,
    meets,
    outcome,
    seat,
    sits,
    withdraws,
)

NO_QUORUM = Quorum(numerator=0, denominator=1, comparison=">=")
BY_KIND = GroupGate(
    name="double_majority",
    by="seat_kind",
    groups=("resident", "professional"),
    rule=GroupRule(
        numerator=1, denominator=2, comparison=">", min_ballots=1, not_assessed="blocks"
    ),
    binding=True,
)


@pytest.mark.parametrize(("ballots", "found"), [(0, "void"), (2, "void"), (3, "opened")])
async def test_with_fewer_than_three_ballots_nothing_is_opened(
    circle: Community, log: InterferingLog, clock: StoryClock, ballots: int, found: str
):
    await asks(circle, "majority", quorum=NO_QUORUM)
    for number in range(ballots):
        await casts(circle, number, "for")
    said = await ends(circle, clock)
    assert (said == "too_few_for_secrecy") == (found == "void")
    assert len(await lines(circle)) == (ballots if found == "opened" else 0)
    assert bool(await circle.history(BallotsOpened)) == (found == "opened")
    assert (await counted(circle)).majority is None or found == "opened"
    assert log.left_in(circle.organisation, QUESTION) == set()
    assert not log.has_key(circle.organisation, QUESTION)
    assert recount(QUESTION, await circle.history()).agrees


async def test_what_was_withdrawn_or_voided_does_not_help_to_reach_the_minimum(
    circle: Community, clock: StoryClock
):
    await asks(circle, "majority", quorum=NO_QUORUM)
    for number in range(4):
        await casts(circle, number, "for")
    await withdraws(circle, 0)
    await circle.vacates(seat(1))
    assert await ends(circle, clock) == "too_few_for_secrecy"
    voided = [r.event for r in await circle.history(BallotVoided)]
    assert [(each.seat, each.ground) for each in voided] == [(seat(1), "left_office")]


async def test_after_a_void_result_one_can_vote_again(circle: Community, clock: StoryClock):
    await asks(circle, "majority", quorum=NO_QUORUM)
    await casts(circle, 0, "for")
    assert await ends(circle, clock) == "too_few_for_secrecy"
    again = DecisionId(numbered("decision", 2))
    await asks(circle, "majority", decision=again, closes_at=clock.now + timedelta(days=1))
    for number in range(5):
        await casts(circle, number, "for", decision=again)
    assert await ends(circle, clock, again) == "adopted"


async def test_a_label_with_too_few_entitled_is_refused_at_the_opening(de_pijp: Community):
    await sits(de_pijp, 5, kinds=("resident", "resident", "professional"))
    with pytest.raises(TooFewForSecrecy):
        await asks(de_pijp, "majority", groups=BY_KIND)


async def test_a_label_with_too_few_ballots_opens_none_of_any_label(
    de_pijp: Community, clock: StoryClock
):
    await sits(de_pijp, 6, kinds=("resident", "professional"))
    await asks(de_pijp, "majority", groups=BY_KIND)
    for number in (0, 1, 2, 3, 4):
        await casts(de_pijp, number, "for")
    assert await ends(de_pijp, clock) == "too_few_for_secrecy"
    assert await lines(de_pijp) == []


async def test_with_enough_in_each_label_every_line_carries_its_label_and_no_more(
    de_pijp: Community, clock: StoryClock
):
    await sits(de_pijp, 6, kinds=("resident", "professional"))
    await asks(de_pijp, "majority", groups=BY_KIND)
    for number in range(6):
        await casts(de_pijp, number, "for")
    assert await ends(de_pijp, clock) == "adopted"
    labels = sorted(str(line.label) for line in await lines(de_pijp))
    assert labels == ["professional"] * 3 + ["resident"] * 3


async def test_groups_that_no_seat_tells_are_not_asked_in_secret(de_pijp: Community):
    await sits(de_pijp, 6)
    with pytest.raises(SecretGroupsUnknown):
        await asks(
            de_pijp,
            "majority",
            groups=replace(BY_KIND, by="self_chosen", groups=("north", "south")),
        )


async def test_a_circle_that_is_too_small_does_not_vote_in_secret(de_pijp: Community):
    await sits(de_pijp, 2)
    with pytest.raises(TooFewForSecrecy):
        await asks(de_pijp, "majority")


@pytest.mark.parametrize(
    ("trackers", "from_entitled", "expected"),
    [("on", 1, True), ("on", 4, True), ("on", 5, None), ("off", 1, None)],
)
async def test_codes_are_there_as_the_bylaws_have_it_and_from_as_many_entitled(
    de_pijp: Community, trackers: str, from_entitled: int, expected: bool | None
):
    ballots = {"trackers": trackers, "trackers_from_entitled": from_entitled}
    await meets(de_pijp, 4, changed(WITH_CODES, ballots=ballots))
    opened = await asks(de_pijp, "majority", threshold=None, quorum=None, kind="other")
    assert opened.trackers is expected


@pytest.mark.parametrize(("on_persons", "expected"), [("on", True), ("off", None)])
async def test_on_persons_codes_have_a_setting_of_their_own(
    de_pijp: Community, on_persons: str, expected: bool | None
):
    bylaws = changed(WITH_CODES, ballots={"trackers_on_persons": on_persons})
    await meets(de_pijp, 4, with_rule(bylaws, "person", secrecy="secret", left_open=True))
    opened = await asks(de_pijp, "majority", threshold=None, quorum=None, kind="person")
    assert opened.trackers is expected


@pytest.mark.parametrize("secrecy", ["open", "secret"])
async def test_an_open_decision_has_no_codes(de_pijp: Community, secrecy: str):
    await meets(de_pijp, 4)
    opened = await asks(de_pijp, "majority", threshold=None, quorum=None, secrecy=secrecy)
    assert bool(opened.trackers) == (secrecy == "secret")
    assert bool(notices(opened)) == (secrecy == "secret")


async def test_with_their_code_voters_find_their_own_line(de_pijp: Community, clock: StoryClock):
    await meets(de_pijp, 4)
    await asks(de_pijp, threshold=None, quorum=None)
    seeds = [bytes([number]) * 32 for number in range(4)]
    for number, choice in enumerate((SQUARE, YARD, QUAY, SQUARE)):
        await casts(de_pijp, number, choice, seed=seeds[number])
    await ends(de_pijp, clock)
    shown = {line.tracker: line.choice for line in await lines(de_pijp)}
    assert [shown[tracker_of(seed)] for seed in seeds] == [SQUARE, YARD, QUAY, SQUARE]
    assert all(line.salt is None and line.seat is None for line in await lines(de_pijp))


async def test_who_replaces_a_ballot_has_another_code(de_pijp: Community, clock: StoryClock):
    await meets(de_pijp, 4)
    await asks(de_pijp, threshold=None, quorum=None)
    for number in range(4):
        await casts(de_pijp, number, SQUARE, seed=bytes([number]) * 32)
    await casts(de_pijp, 0, QUAY, seed=bytes([9]) * 32)
    await ends(de_pijp, clock)
    shown = {line.tracker: line.choice for line in await lines(de_pijp)}
    assert shown[tracker_of(bytes([9]) * 32)] == QUAY
    assert tracker_of(bytes(32)) not in shown
    assert len(shown) == 4


async def test_without_codes_no_line_has_one(circle: Community, clock: StoryClock):
    await asks(circle)
    for number in range(5):
        await casts(circle, number, SQUARE)
    await ends(circle, clock)
    assert {line.tracker for line in await lines(circle)} == {None}


def test_a_code_is_short_and_leads_back_to_nothing():
    codes = {tracker_of(bytes([number]) * 32) for number in range(200)}
    assert len(codes) == 200
    assert all(len(code) == TRACKER_CHARACTERS and code.isalnum() for code in codes)


async def test_what_is_said_before_anybody_votes(circle: Community):
    opened = await asks(circle, "majority")
    assert list(notices(opened)) == [OPERATOR, UNANIMOUS, NO_TRACKER]
    assert said_on_casting(opened, first_time=False) == tuple(notices(opened))


async def test_with_codes_voters_are_told_that_nobody_may_ask_for_theirs(de_pijp: Community):
    await meets(de_pijp, 4)
    opened = await asks(de_pijp, threshold=None, quorum=None)
    assert list(said_on_casting(opened, first_time=True)) == [OPERATOR, UNANIMOUS, TRACKER]
    assert SHOWN_ONCE in said_on_casting(opened, first_time=False)


@pytest.mark.parametrize(("options", "warned"), [(2, False), (3, True)])
async def test_more_rankings_than_voters_is_warned_of(
    circle: Community, options: int, warned: bool
):
    """Five may vote: two options have two orders, three have six."""
    assert (factorial(options) > 5) == warned
    opened = await asks(circle, "schulze", options=PLACES[:options])
    assert (MANY_RANKINGS in notices(opened)) == warned


async def test_in_a_meeting_too_the_box_is_opened_once_and_its_key_destroyed(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    await in_session(circle)
    await attends(circle, *(seat(number) for number in range(5)))
    await asks(circle)
    for number in range(5):
        await casts(circle, number, QUAY)
    clock.pass_by(days=2)
    await circle.closes()
    assert log.left_in(circle.organisation, QUESTION)
    await circle.counts()
    assert log.left_in(circle.organisation, QUESTION) == set()
    assert not log.has_key(circle.organisation, QUESTION)
    assert len(await lines(circle)) == 5
    log.attempts = []
    await circle.does(CLERK, DeclareDecisionResult, decision=QUESTION, seed=bytes(32))
    assert log.attempts == ["result.declared"]
    assert await outcome(circle) == "adopted"
    assert len(await circle.history(VotingClosed, BallotsOpened)) == 2
