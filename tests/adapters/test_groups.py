"""Concurrent callers share a call, whosever they are, and nobody pays for another."""

import asyncio
from collections.abc import Sequence

import pytest

from adapters.postgres import groups
from adapters.postgres.arrays import independent
from adapters.postgres.groups import LARGEST_CALL, LARGEST_GROUP, SMALL_GROUP, Groups, Later
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
        self.stuck: dict[OrganisationId, asyncio.Event] = {}
        """Organisations that are held by somebody else, until they are let go."""

    async def __call__(
        self, asked: Sequence[tuple[OrganisationId, int]]
    ) -> list[int | Exception | Later]:
        numbers = [number for _, number in asked]
        self.calls.append(numbers)
        await self.open.wait()
        for number in numbers:
            if number in self.faults:
                raise self.faults[number]
        shared = len({organisation for organisation, _ in asked}) > 1
        if not shared and asked[0][0] in self.stuck:
            await self.stuck[asked[0][0]].wait()
        waits = {number for number in numbers if number in self.later and len(asked) > 1}
        self.later -= waits
        return [
            Later.ALONE
            if shared and organisation in self.stuck
            else Later.NEXT
            if number in waits
            else 2 * number
            for organisation, number in asked
        ]


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


def is_at_rest(asked: Groups[int, int]) -> bool:
    """No task, no queue, nothing remembered of anybody."""
    return not any(
        (asked._queues, asked._turns, asked._alone, asked._working, asked._quick, asked._beginning)
    )


async def test_who_asks_while_a_call_is_under_way_shares_the_next_one(answering: Answering):
    tasks = await ask_behind_a_held_call(answering, Groups(answering), 1, 2, 3)
    answering.open.set()
    assert await asyncio.gather(*tasks) == [0, 2, 4, 6]
    assert answering.calls == [[0], [1, 2, 3]]


async def test_an_organisation_at_rest_is_asked_at_once_and_keeps_no_task(answering: Answering):
    asked = Groups(answering)
    assert await asked.ask(STREET, 1) == 2
    await asyncio.sleep(0)
    assert is_at_rest(asked)


async def test_organisations_do_not_wait_for_each_other(answering: Answering):
    asked = Groups(answering)
    held = await ask_behind_a_held_call(answering, asked)
    square = asyncio.create_task(asked.ask(SQUARE, 5))
    await asyncio.sleep(0.01)
    assert answering.calls == [[0], [5]]
    answering.open.set()
    assert await asyncio.gather(*held, square) == [0, 10]


async def test_organisations_that_ask_at_the_same_moment_share_a_call(answering: Answering):
    asked = Groups(answering)
    streets = [OrganisationId(f"organisation:{n}") for n in range(10)]
    assert await asyncio.gather(*(asked.ask(street, 1) for street in streets)) == [2] * 10
    assert answering.calls == [[1] * 10]
    await asyncio.sleep(0)
    assert is_at_rest(asked)


async def test_a_flooded_organisation_starves_no_other(answering: Answering):
    asked = Groups(answering)
    flood = [asyncio.create_task(asked.ask(STREET, 1)) for _ in range(5_000)]
    await asyncio.sleep(0)
    assert await asked.ask(SQUARE, 7) == 14
    assert any(7 in call for call in answering.calls[:3])
    await asyncio.gather(*flood)
    assert len(answering.calls) <= 5_000 // LARGEST_GROUP + 2


async def test_where_few_wait_two_groups_work_in_turn(answering: Answering):
    tasks = await ask_behind_a_held_call(answering, Groups(answering), *range(1, 33))
    answering.open.set()
    await asyncio.gather(*tasks)
    assert [len(call) for call in answering.calls] == [1, SMALL_GROUP, SMALL_GROUP]


async def test_of_many_flooded_organisations_each_has_its_turn(answering: Answering):
    asked = Groups(answering)
    streets = [OrganisationId(f"organisation:{n}") for n in range(8)]
    floods = [
        asyncio.create_task(asked.ask(street, n))
        for n, street in enumerate(streets)
        for _ in range(3 * LARGEST_GROUP)
    ]
    await asyncio.gather(*floods)
    in_turn = [n for call in answering.calls for n in dict.fromkeys(call)]
    assert in_turn == 3 * list(range(8))
    assert all(len(call) == LARGEST_CALL for call in answering.calls)


async def test_an_organisation_that_is_held_delays_only_itself(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
):
    """However many are held: more than there may be calls at once."""
    monkeypatch.setattr(groups, "PATIENCE_SECONDS", 0.01)
    asked = Groups(answering)
    held = [OrganisationId(f"organisation:{n}") for n in range(2 * groups.CALLS)]
    answering.stuck = {street: asyncio.Event() for street in held}
    waiting = [asyncio.create_task(asked.ask(street, 1)) for street in (*held, *held)]
    async with asyncio.timeout(5):
        for number in range(20):
            assert await asyncio.gather(asked.ask(STREET, number), asked.ask(SQUARE, number)) == [
                2 * number,
                2 * number,
            ]
    assert not any(task.done() for task in waiting)
    for street in held:
        answering.stuck[street].set()
    assert await asyncio.gather(*waiting) == [2] * len(waiting)
    await asyncio.sleep(0)
    assert is_at_rest(asked)


async def test_whoever_has_to_be_alone_is_asked_for_alone_and_in_order(answering: Answering):
    asked = Groups(answering)
    let_go = asyncio.Event()
    let_go.set()
    answering.stuck = {STREET: let_go}
    tasks = [asyncio.create_task(asked.ask(STREET, n)) for n in (1, 2)]
    tasks.append(asyncio.create_task(asked.ask(SQUARE, 3)))
    answering.later = {3}
    assert await asyncio.gather(*tasks) == [2, 4, 6]
    assert answering.calls == [[1, 2, 3], [1, 2], [3]]


async def test_one_that_brings_down_a_call_of_many_organisations_does_so_alone(
    answering: Answering,
):
    answering.faults[2] = ValueError("bad")
    asked = Groups(answering)
    answers = await asyncio.gather(
        asked.ask(STREET, 1), asked.ask(SQUARE, 2), return_exceptions=True
    )
    assert answers == [2, answering.faults[2]]


async def test_no_more_calls_are_under_way_than_may_be(answering: Answering):
    asked = Groups(answering)
    answering.open.clear()
    tasks = []
    for n in range(10):
        tasks.append(asyncio.create_task(asked.ask(OrganisationId(f"organisation:{n}"), n)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert answering.calls == [[n] for n in range(groups.CALLS)]
    answering.open.set()
    assert await asyncio.gather(*tasks) == [2 * n for n in range(10)]


async def test_when_the_loop_ends_whoever_waits_is_let_go(answering: Answering):
    asked = Groups(answering)
    tasks = await ask_behind_a_held_call(answering, asked, 1)
    for work in list(asked._working):
        work.cancel()
    async with asyncio.timeout(5):
        answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(answer) for answer in answers] == [asyncio.CancelledError] * 2
    assert is_at_rest(asked)


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
    monkeypatch.setattr(groups, "SMALL_GROUP", 2)
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


def places_of(appends: Sequence[Append]) -> list[int]:
    """Of those of one organisation that are judged together."""
    return independent([(STREET, append) for append in appends])


def test_what_another_organisation_writes_and_looks_at_does_not_matter():
    same = wish("a", unless=["a"], command="1")
    asked = [(STREET, same), (SQUARE, same), (STREET, same), (SQUARE, wish("b"))]
    assert independent(asked) == [0, 1, 3]


def test_ballots_of_different_seats_are_judged_together():
    assert places_of([wish(seat, unless=[seat]) for seat in ("a", "b", "c")]) == [0, 1, 2]


def test_a_condition_that_an_earlier_one_touches_waits():
    assert places_of([wish("a"), wish("b", unless=["a"]), wish("c")]) == [0, 2]


def test_a_condition_without_tags_waits_for_every_event_of_its_type():
    assert places_of([wish("a"), wish("b", unless=[])]) == [0]


def test_nobody_overtakes_one_that_waits_into_its_boundary():
    assert places_of([wish("a"), wish("b", "x", unless=["a"]), wish("a", unless=["x"])]) == [0]


def test_the_same_command_twice_is_judged_one_after_the_other():
    assert places_of([wish("a", command="1"), wish("b", command="1")]) == [0]
