"""What commands share stands once in a call, and who must wait for whom."""

from collections.abc import Sequence
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec import structs

from adapters.postgres.arrays import (
    Boundary,
    appends_as_rows,
    independent,
    removals_as_rows,
    wanted_by,
)
from domain.kernel import Selector
from domain.ports import Append, CommandKey, NewRecord, Sealing
from tests.residents import ADA, BEN, EAST, QUESTION

OPENING = Selector(("opened", "closed"), (QUESTION,))
STREET, SQUARE = UUID(int=1), UUID(int=2)
ADA_S = Selector(("cast",), (ADA, QUESTION), latest=True)
BEN_S = Selector(("cast",), (BEN, QUESTION), latest=True)


def wish(*unless: Selector, after: int) -> Append:
    return Append(records=[NewRecord("cast", (EAST,), b"{}")], unless=unless, after=after)


def test_what_several_want_is_looked_for_once():
    wanted = wanted_by(
        [
            (STREET, Boundary([OPENING, ADA_S], None)),
            (STREET, Boundary([BEN_S, OPENING], CommandKey(BEN, "1"))),
        ]
    )
    assert wanted.organisations == [STREET]
    assert wanted.names == [(1, None, None), (1, BEN, "1")]
    assert wanted.selectors == [
        (1, "opened\nclosed", QUESTION, None, False),
        (1, "cast", ADA, QUESTION, True),
        (1, "cast", BEN, QUESTION, True),
    ]
    assert wanted.by_boundary == [[1, 2], [3, 1]]


def test_what_two_organisations_want_is_looked_for_in_each():
    wanted = wanted_by([(STREET, Boundary([OPENING], None)), (SQUARE, Boundary([OPENING], None))])
    assert wanted.organisations == [STREET, SQUARE]
    assert [selector[0] for selector in wanted.selectors] == [1, 2]
    assert wanted.by_boundary == [[1], [2]]


def test_all_matches_and_the_newest_alone_are_two_things():
    every = Selector(("cast",), (ADA, QUESTION))
    assert wanted_by([(STREET, Boundary([every, ADA_S], None))]).by_boundary == [[1, 2]]


def test_a_condition_of_several_stands_once_with_the_smallest_position_of_theirs():
    organisations, commands, conditions, *_ = appends_as_rows(
        [
            (STREET, wish(OPENING, ADA_S, after=7)),
            (STREET, wish(BEN_S, OPENING, after=5)),
            (SQUARE, wish(OPENING, after=3)),
            (STREET, wish(after=0)),
            (STREET, wish(OPENING, after=9)),
        ]
    )
    assert organisations == [STREET, SQUARE]
    assert conditions == [
        (1, "opened\nclosed", QUESTION, None, 5),
        (1, "cast", ADA, QUESTION, 7),
        (1, "cast", BEN, QUESTION, 5),
        (2, "opened\nclosed", QUESTION, None, 3),
    ]
    assert [(command[0], *command[-2:]) for command in commands] == [
        (1, 7, "1 2"),
        (1, 5, "3 1"),
        (2, 3, "4"),
        (1, 0, ""),
        (1, 9, "1"),
    ]


def test_what_is_removed_names_the_command_that_removes_it():
    removing = Sealing(removed=[(QUESTION, b"c" * 32), (QUESTION, b"d" * 32)])
    asked = [
        (STREET, wish(after=0)),
        (SQUARE, structs.replace(wish(after=0), sealing=removing)),
    ]
    assert removals_as_rows(asked) == [(2, QUESTION, b"c" * 32), (2, QUESTION, b"d" * 32)]
    assert removals_as_rows(asked[:1]) == []


TYPES, TAGS = ("a", "b"), ("x", "y", "z")
selectors = some.builds(
    Selector,
    types=some.lists(some.sampled_from(TYPES), min_size=1, unique=True).map(tuple),
    tags=some.lists(some.sampled_from(TAGS), max_size=2, unique=True).map(tuple),
)
records = some.builds(
    NewRecord,
    type=some.sampled_from(TYPES),
    tags=some.lists(some.sampled_from(TAGS), max_size=2, unique=True).map(tuple),
    record=some.just(b""),
)
appends = some.builds(
    Append,
    records=some.lists(records, max_size=2),
    unless=some.lists(selectors, max_size=2),
    key=some.none() | some.builds(CommandKey, some.sampled_from(TAGS), some.just("1")),
    sealing=some.builds(Sealing, keys=some.lists(some.just((ADA, b"")), max_size=1)),
)


def touches(one: Append, other: Append) -> bool:
    """Whether ``one`` writes what ``other`` looks at, as slowly and plainly as can be."""
    return (
        any(
            record.type in selector.types and (not selector.tags or selector.tags[0] in record.tags)
            for record in one.records
            for selector in other.unless
        )
        or (one.key is not None and one.key == other.key)
        or bool(one.sealing.keys and other.sealing.keys)
    )


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(some.lists(some.tuples(some.sampled_from([STREET, SQUARE]), appends), max_size=6))
def test_who_waits_is_who_could_be_touched_and_whoever_would_overtake_them(
    asked: Sequence[tuple[UUID, Append]],
):
    waiting: list[int] = []
    for place, (whose, each) in enumerate(asked):
        earlier = [n for n in range(place) if asked[n][0] == whose]
        if any(touches(asked[n][1], each) for n in earlier) or any(
            touches(each, asked[n][1]) for n in waiting if asked[n][0] == whose
        ):
            waiting.append(place)
    assert independent(asked) == [n for n in range(len(asked)) if n not in waiting]
