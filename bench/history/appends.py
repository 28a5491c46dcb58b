"""What must hold of appends. Each rule yields a sentence for every breach that it finds."""

from collections import defaultdict
from collections.abc import Iterator

from bench.history.entries import NEVER, Append, Read
from bench.history.held import Held
from bench.history.real_time import acknowledged
from domain.ports import CommandKey

CARRIED_OUT = ("appended", "before")


def positions_have_no_gap(held: Held) -> Iterator[str]:
    """1 to the head, and what was acknowledged stands there whole, in order, as it was asked."""
    expected = 1
    for kept in held.kept:
        if kept.position < expected:
            yield f"position {kept.position} is held twice"
        elif kept.position > expected:
            yield f"positions {expected} to {kept.position - 1} are missing"
        expected = max(expected, kept.position + 1)
        if kept.tags is None and held.marks[kept.position] not in held.asked:
            yield f"nobody asked for what is at {kept.position}"
    for append, first, last in held.placed:
        where = range(first, last + 1)
        if [held.marks.get(position) for position in where] != [each.mark for each in append.lines]:
            yield f"what {append.call} appended does not stand at {first} to {last}"


def no_condition_was_broken(held: Held) -> Iterator[str]:
    for append, first, _ in held.placed:
        broken = held.first_match(append.unless, append.after)
        if broken is not None and broken < first:
            yield (
                f"{append.call} was appended at {first} having seen everything up to "
                f"{append.after}, but {broken} is within its boundary"
            )


def nothing_was_refused_without_cause(held: Held) -> Iterator[str]:
    """The first match past ``after`` is the cause, and a refused append leaves nothing."""
    placed = {each.mark for append, _, _ in held.placed for each in append.lines}
    for append in held.appends:
        if append.outcome in ("conflict", "nothing"):
            left = {each.mark for each in append.lines} - placed
            if not left.isdisjoint(held.places):
                yield f"{append.call} was refused and yet left something in the log"
        if append.outcome == "conflict":
            yield from _has_cause(held, append)


def _has_cause(held: Held, append: Append) -> Iterator[str]:
    cause = held.first_match(append.unless, append.after)
    if cause != append.first:
        yield (
            f"{append.call} was refused because of {append.first}; "
            f"the first event of its boundary past {append.after} is {cause}"
        )
    elif not held.could_be_there(append.first, append.end):
        yield f"{append.call} was refused because of {append.first}, which nobody had asked for yet"


def order_is_the_order_of_time(held: Held) -> Iterator[str]:
    known = acknowledged(held)
    for append, first, _ in held.placed:
        earlier = known.before(append.start)
        if earlier.position >= first:
            yield (
                f"{append.call} was appended at {first} and began after "
                f"{earlier.by} was acknowledged at {earlier.position}"
            )


def a_command_is_carried_out_once(held: Held) -> Iterator[str]:
    """Whoever sends it, and however often: one result, once in the log, and known from then on."""
    placed = defaultdict[CommandKey, set[tuple[int, int]]](set)
    for append, first, last in held.placed:
        if append.key is not None:
            placed[append.key].add((first, last))
    told = _told(held)
    for key in told.keys() | placed.keys():
        yield from _has_one_result(key, placed[key], told[key])
    yield from _is_known_from_then_on(held)
    for where in held.places.values():
        if len(where) > 1:
            yield f"the same record stands at {where[0]} and at {where[1]}"


def _told(held: Held) -> defaultdict[CommandKey, set[tuple[int, int]]]:
    told = defaultdict[CommandKey, set[tuple[int, int]]](set)
    for append in held.appends:
        if append.key is not None and append.outcome in CARRIED_OUT:
            told[append.key].add((append.first, append.last))
    for read in held.of(Read):
        if read.key is not None and read.carried is not None:
            told[read.key].add(read.carried)
    return told


def _is_known_from_then_on(held: Held) -> Iterator[str]:
    known: dict[CommandKey | None, int] = {}
    for append in held.appends:
        if append.outcome in CARRIED_OUT:
            known[append.key] = min(append.end, known.get(append.key, NEVER))
    for read in held.of(Read):
        unknown = read.key is not None and read.carried is None
        if unknown and known.get(read.key, NEVER) < read.start:
            yield f"a reading did not know {_name(read.key)}, which had been carried out"


def _has_one_result(
    key: CommandKey, placed: set[tuple[int, int]], told: set[tuple[int, int]]
) -> Iterator[str]:
    if len(placed) > 1:
        yield f"{_name(key)} was carried out more than once, at {sorted(placed)}"
    elif not told <= placed:
        yield f"{_name(key)} stands at {sorted(placed)}; its callers were told {sorted(told)}"


def _name(key: CommandKey | None) -> str:
    return "a command without a key" if key is None else f"{key.command} of {key.caller}"
