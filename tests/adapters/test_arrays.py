"""What commands share stands once in a call, and who must wait for whom."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as some

from adapters.postgres.arrays import Boundary, appends_as_rows, independent, wanted_by
from domain.kernel import Selector
from domain.ports import Append, CommandKey, NewRecord, Sealing
from tests.residents import ADA, BEN, EAST, QUESTION

OPENING = Selector(("opened", "closed"), (QUESTION,))
ADA_S = Selector(("cast",), (ADA, QUESTION), latest=True)
BEN_S = Selector(("cast",), (BEN, QUESTION), latest=True)


def wish(*unless: Selector, after: int) -> Append:
    return Append(records=[NewRecord("cast", (EAST,), b"{}")], unless=unless, after=after)


def test_what_several_want_is_looked_for_once():
    wanted = wanted_by([Boundary([OPENING, ADA_S], None), Boundary([BEN_S, OPENING], None)])
    assert wanted.selectors == [
        ("opened\nclosed", QUESTION, None, False),
        ("cast", ADA, QUESTION, True),
        ("cast", BEN, QUESTION, True),
    ]
    assert wanted.by_boundary == [[1, 2], [3, 1]]


def test_all_matches_and_the_newest_alone_are_two_things():
    every = Selector(("cast",), (ADA, QUESTION))
    assert wanted_by([Boundary([every, ADA_S], None)]).by_boundary == [[1, 2]]


def test_a_condition_of_several_stands_once_with_the_smallest_position_of_theirs():
    commands, conditions, *_ = appends_as_rows(
        [
            wish(OPENING, ADA_S, after=7),
            wish(BEN_S, OPENING, after=5),
            wish(after=0),
            wish(OPENING, after=9),
        ]
    )
    assert conditions == [
        ("opened\nclosed", QUESTION, None, 5),
        ("cast", ADA, QUESTION, 7),
        ("cast", BEN, QUESTION, 5),
    ]
    assert [(*command[-2:],) for command in commands] == [
        (7, "1 2"),
        (5, "3 1"),
        (0, ""),
        (9, "1"),
    ]


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
@given(some.lists(appends, max_size=6))
def test_who_waits_is_who_could_be_touched_and_whoever_would_overtake_them(
    asked: Sequence[Append],
):
    waiting: list[int] = []
    for place, each in enumerate(asked):
        earlier = range(place)
        if any(touches(asked[n], each) for n in earlier) or any(
            touches(each, asked[n]) for n in waiting
        ):
            waiting.append(place)
    assert independent(asked) == [n for n in range(len(asked)) if n not in waiting]
