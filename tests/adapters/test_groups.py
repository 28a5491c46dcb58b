"""Concurrent callers of one organisation share a call, and nobody pays for another."""

import asyncio
from collections.abc import Sequence

import pytest

from adapters.postgres import groups
from adapters.postgres.arrays import independent
from adapters.postgres.groups import Groups
from domain.errors import DatabaseAway, TooBusy
from domain.ids import OrganisationId
from domain.kernel import Selector
from domain.ports import Append, CommandKey, NewRecord

STREET = OrganisationId("organisation:street")
SQUARE = OrganisationId("organisation:square")


class Answering:
    """Doubles what is asked; holds every call back until it is let go."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.faults: dict[int, Exception] = {}
        self.later: set[int] = set()

    async def __call__(
        self, organisation: OrganisationId, asked: Sequence[int]
    ) -> list[int | Exception | None]:
        self.calls.append(list(asked))
        await self.open.wait()
        for number in asked:
            if number in self.faults:
                raise self.faults[number]
        waits = {number for number in asked if number in self.later and len(asked) > 1}
        return [None if number in waits else 2 * number for number in asked]


@pytest.fixture
def answering() -> Answering:
    return Answering()


async def ask_behind_a_held_call(
    answering: Answering, asked: Groups[int, int], *numbers: int
) -> list[asyncio.Task[int]]:
    """The first call is under way when ``numbers`` are asked."""
    answering.open.clear()
    first = asyncio.create_task(asked.ask(STREET, 0))
    await asyncio.sleep(0.01)
    rest = [asyncio.create_task(asked.ask(STREET, number)) for number in numbers]
    await asyncio.sleep(0.01)
    return [first, *rest]


async def test_who_asks_while_a_call_is_under_way_shares_the_next_one(answering: Answering):
    tasks = await ask_behind_a_held_call(answering, Groups(answering), 1, 2, 3)
    answering.open.set()
    assert await asyncio.gather(*tasks) == [0, 2, 4, 6]
    assert answering.calls == [[0], [1, 2, 3]]


async def test_an_organisation_at_rest_is_asked_at_once_and_keeps_no_task(answering: Answering):
    asked = Groups(answering)
    assert await asked.ask(STREET, 1) == 2
    await asyncio.sleep(0)
    assert (asked._queues, asked._working) == ({}, set())


async def test_organisations_do_not_wait_for_each_other(answering: Answering):
    asked = Groups(answering)
    held = await ask_behind_a_held_call(answering, asked)
    square = asyncio.create_task(asked.ask(SQUARE, 5))
    await asyncio.sleep(0.01)
    assert answering.calls == [[0], [5]]
    answering.open.set()
    assert await asyncio.gather(*held, square) == [0, 10]


async def test_whoever_stops_waiting_takes_nothing_away_from_the_others(answering: Answering):
    tasks = await ask_behind_a_held_call(answering, Groups(answering), 1, 2)
    tasks[0].cancel()
    tasks[1].cancel()
    answering.open.set()
    assert await tasks[2] == 4


async def test_one_that_brings_its_group_down_does_so_alone(answering: Answering):
    answering.faults[2] = ValueError("bad")
    tasks = await ask_behind_a_held_call(answering, Groups(answering), 1, 2, 3)
    answering.open.set()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert answers == [0, 2, answering.faults[2], 6]
    assert answering.calls == [[0], [1, 2, 3], [1], [2], [3]]


async def test_when_the_connection_is_gone_nobody_is_asked_for_again(answering: Answering):
    """An append may have happened: to send it again would be to guess."""
    answering.faults[2] = DatabaseAway()
    tasks = await ask_behind_a_held_call(answering, Groups(answering), 1, 2)
    answering.open.set()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert answers == [0, answering.faults[2], answering.faults[2]]
    assert answering.calls == [[0], [1, 2]]


async def test_one_that_has_to_wait_keeps_its_turn_at_the_front_of_the_next(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(groups, "LARGEST_GROUP", 2)
    answering.later = {2}
    tasks = await ask_behind_a_held_call(answering, Groups(answering), 1, 2, 3)
    answering.later = {2}
    answering.open.set()
    await asyncio.sleep(0)
    while len(answering.calls) < 3:
        await asyncio.sleep(0)
    answering.later = set()
    assert await asyncio.gather(*tasks) == [0, 2, 4, 6]
    assert answering.calls[1:3] == [[1, 2], [2, 3]]


async def test_past_the_bound_callers_are_refused_instead_of_waiting_for_ever(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(groups, "LONGEST_QUEUE", 2)
    tasks = await ask_behind_a_held_call(answering, Groups(answering), 1, 2, 3)
    answering.open.set()
    with pytest.raises(TooBusy):
        await tasks.pop()
    assert await asyncio.gather(*tasks) == [0, 2, 4]


def wish(*tags: str, unless: Sequence[str] | None = None, command: str | None = None) -> Append:
    return Append(
        records=[NewRecord("cast", tags, b"")],
        unless=[] if unless is None else [Selector(("cast",), tuple(unless))],
        key=None if command is None else CommandKey("ada", command),
    )


def test_ballots_of_different_seats_are_judged_together():
    assert independent([wish(seat, unless=[seat]) for seat in ("a", "b", "c")]) == [0, 1, 2]


def test_a_condition_that_an_earlier_one_touches_waits():
    assert independent([wish("a"), wish("b", unless=["a"]), wish("c")]) == [0, 2]


def test_a_condition_without_tags_waits_for_every_event_of_its_type():
    assert independent([wish("a"), wish("b", unless=[])]) == [0]


def test_nobody_overtakes_one_that_waits_into_its_boundary():
    assert independent([wish("a"), wish("b", "x", unless=["a"]), wish("a", unless=["x"])]) == [0]


def test_the_same_command_twice_is_judged_one_after_the_other():
    assert independent([wish("a", command="1"), wish("b", command="1")]) == [0]
