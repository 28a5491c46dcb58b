"""Proxies and answers to a roll call, as they are listed."""

from projections.proxies import PROXIES
from projections.replay import replay
from projections.roll_calls import ROLL_CALLS
from tests.residents import ADA, BEN, EAST, NORTH, QUESTION, WEST, numbered
from tests.story import Story

PROXY, OTHER_PROXY = numbered("proxy", 1), numbered("proxy", 2)


def a_proxy() -> Story:
    return Story().has_a_board().opened().granted_proxy(PROXY, EAST, ADA)


def test_a_proxy_says_from_whom_to_whom_and_whether_it_was_revoked():
    story = a_proxy()
    granted = replay(PROXIES, story.history)[PROXY]
    assert (granted.seat, granted.giver, granted.to, granted.holder) == (EAST, ADA, WEST, BEN)
    assert (granted.state, granted.revoked_at) == ("granted", None)
    story.passes(hours=1).revoked_proxy(PROXY, EAST, ADA)
    revoked = replay(PROXIES, story.history)[PROXY]
    assert (revoked.state, revoked.revoked_at) == ("revoked", story.now)
    assert revoked.position == granted.position


def test_a_proxy_is_found_by_either_seat():
    granted = replay(PROXIES, a_proxy().history)[PROXY]
    filters = {each.filter for each in PROXIES.index(granted)}
    assert filters == {"", "organ:board", "state:granted", EAST, WEST}


def test_of_each_seat_the_last_answer_in_the_order_of_the_call():
    story = a_proxy().called_roll(NORTH, numbered("person", 4), "for").called_roll(EAST, ADA, "for")
    story.passes(minutes=1).called_roll(NORTH, numbered("person", 4), "against")
    answers = replay(ROLL_CALLS, story.history)
    assert {each.seat: each.choice for each in answers.values()} == {EAST: "for", NORTH: "against"}
    sorts = {answer.seat: next(iter(ROLL_CALLS.index(answer))).sort for answer in answers.values()}
    assert sorts[NORTH] < sorts[EAST]
    assert {next(iter(ROLL_CALLS.index(each))).filter for each in answers.values()} == {QUESTION}
