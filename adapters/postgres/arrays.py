"""Many commands and boundaries as flat arrays, the form in which the database takes them.

Entries name what they belong to by its place, counted from 1.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from domain.kernel import Selector
from domain.ports import Append, Carried, CommandKey, Seen, StoredRecord

EVERYTHING = "*"
"""The tag that every event carries in the index."""


class Boundary(NamedTuple):
    selectors: Sequence[Selector]
    key: CommandKey | None


class TooMuch(NamedTuple):
    """A boundary that holds more than is read together with others."""


Spread = tuple[int, str, str, str | None, bool]


def spread(selectors: Iterable[tuple[int, Selector]]) -> list[Spread]:
    """(owner, type, driving tag, further tags, latest) for every type of every selector."""
    return [
        (owner, name, *_driving(selector.tags), selector.latest)
        for owner, selector in selectors
        for name in selector.types
    ]


def _driving(tags: Sequence[str]) -> tuple[str, str | None]:
    if not tags:
        return EVERYTHING, None
    return tags[0], "\n".join(tags[1:]) or None


def boundaries_as_arrays(asked: Sequence[Boundary]) -> tuple[list[Any], ...]:
    """The arguments of ``read_boundaries`` between organisation and limit."""
    entries = spread((n, s) for n, each in enumerate(asked, 1) for s in each.selectors)
    return (
        [each.key.caller if each.key else None for each in asked],
        [each.key.command if each.key else None for each in asked],
        *_columns(entries, 5),
    )


def seen_in(
    rows: Sequence[Mapping[str, Any]], asked: Sequence[Boundary], most: int | None
) -> list[Seen | TooMuch]:
    """What ``read_boundaries`` found, by boundary."""
    owners = [
        (n, place, selector.latest)
        for n, each in enumerate(asked)
        for place, selector in enumerate(each.selectors)
        for _ in selector.types
    ]
    heads = rows[: len(asked)]
    found: list[dict[int, StoredRecord]] = [{} for _ in asked]
    newest: dict[tuple[int, int], StoredRecord] = {}
    sizes: dict[int, int] = {}
    for row in rows[len(asked) :]:
        entry = row["selector"]
        n, place, latest = owners[entry - 1]
        stored = StoredRecord(row["place"], row["event_type"], row["record"])
        if not latest:
            found[n][stored.position] = stored
            sizes[entry] = sizes.get(entry, 0) + 1
        elif (n, place) not in newest or newest[n, place].position < stored.position:
            newest[n, place] = stored
    for (n, _), stored in newest.items():
        found[n][stored.position] = stored
    too_much = {owners[e - 1][0] for e, size in sizes.items() if most is not None and size > most}
    return [
        TooMuch() if n in too_much else _seen(heads[n], events) for n, events in enumerate(found)
    ]


def _seen(head: Mapping[str, Any], events: Mapping[int, StoredRecord]) -> Seen:
    """For a command that was carried out before, what its boundary holds does not matter."""
    if head["first_position"] is None:
        return Seen([events[position] for position in sorted(events)], head["head"], None)
    positions = head["first_position"], head["last_position"]
    return Seen([], head["head"], Carried(*positions, head["fingerprint"], before=True))


def appends_as_arrays(appends: Sequence[Append]) -> tuple[list[Any], ...]:
    """The arguments of ``append_commands`` after the organisation."""
    numbered = list(enumerate(appends, 1))
    conditions = spread((n, s) for n, a in numbered for s in a.unless)
    records = [
        (n, at, r.type, "\n".join((EVERYTHING, *r.tags)), r.record)
        for n, a in numbered
        for at, r in enumerate(a.records, 1)
    ]
    values = [
        (n, v.holder, v.commitment, v.ciphertext) for n, a in numbered for v in a.sealing.values
    ]
    return (
        [a.founds for a in appends],
        [a.key.caller if a.key else None for a in appends],
        [a.key.command if a.key else None for a in appends],
        [a.fingerprint for a in appends],
        [a.after for a in appends],
        [len(a.records) for a in appends],
        *_columns([condition[:4] for condition in conditions], 4),
        *_columns(records, 5),
        *_columns([(n, *key) for n, a in numbered for key in a.sealing.keys], 3),
        *_columns(values, 4),
        *_columns([(n, *identity) for n, a in numbered for identity in a.sealing.identities], 3),
        *_columns([(n, box) for n, a in numbered for box in a.sealing.emptied], 2),
        *_columns([(n, holder) for n, a in numbered for holder in a.sealing.destroyed], 2),
    )


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * width


def independent(appends: Sequence[Append]) -> list[int]:
    """Places of those that one call can judge without looking at the others.

    An append waits if an earlier one writes what it looks at, or if it writes what an earlier
    one that waits looks at. The first never waits.
    """
    now: list[int] = []
    written: set[tuple[str, ...]] = set()
    watched: set[tuple[str, ...]] = set()
    for place, append in enumerate(appends):
        writes, looks = _writes(append), _looks_at(append)
        if written.isdisjoint(looks) and watched.isdisjoint(writes):
            now.append(place)
        else:
            watched |= looks
        written |= writes
    return now


def _writes(append: Append) -> set[tuple[str, ...]]:
    """By type and tag, and all that may be written once only."""
    events = {(r.type, tag) for r in append.records for tag in (EVERYTHING, *r.tags)}
    return events | _only_once(append)


def _looks_at(append: Append) -> set[tuple[str, ...]]:
    conditions = {(name, _driving(s.tags)[0]) for s in append.unless for name in s.types}
    return conditions | _only_once(append)


def _only_once(append: Append) -> set[tuple[str, ...]]:
    once: set[tuple[str, ...]] = {("identity", d.hex()) for d, _ in append.sealing.identities}
    once |= {("key", holder) for holder, _ in append.sealing.keys}
    if append.founds:
        once.add(("organisation",))
    if append.key is not None:
        once.add(("command", *append.key))
    return once
