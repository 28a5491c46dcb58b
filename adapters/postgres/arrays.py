"""Many commands and boundaries as rows, the form in which the database takes them.

What several commands look at stands there once. Entries name what they belong to by its place,
counted from 1.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from domain.kernel import Selector
from domain.ports import Append, Carried, CommandKey, Seen, StoredRecord

EVERYTHING = "*"
"""The tag that every event carries in the index."""

Rows = list[tuple[Any, ...]]


class Boundary(NamedTuple):
    selectors: Sequence[Selector]
    key: CommandKey | None


class TooMuch(NamedTuple):
    """A boundary that holds more than is read together with others."""


class Wanted(NamedTuple):
    """The first two are the arguments of ``read_boundaries`` between organisation and limit.

    ``by_boundary`` are the places among ``selectors`` of those that each boundary has.
    """

    names: Rows
    selectors: Rows
    by_boundary: list[list[int]]


def wanted_by(asked: Sequence[Boundary]) -> Wanted:
    places: dict[Selector, int] = {}
    by_boundary = [
        [places.setdefault(selector, len(places) + 1) for selector in each.selectors]
        for each in asked
    ]
    return Wanted(
        [each.key or (None, None) for each in asked],
        [("\n".join(s.types), *_driving(s.tags), s.latest) for s in places],
        by_boundary,
    )


def _driving(tags: Sequence[str]) -> tuple[str, str | None]:
    """The tag that is searched, and the further ones."""
    if not tags:
        return EVERYTHING, None
    return tags[0], "\n".join(tags[1:]) or None


def seen_in(
    rows: Sequence[Mapping[str, Any]], wanted: Wanted, most: int | None
) -> list[Seen | TooMuch]:
    """What ``read_boundaries`` found, by boundary. Whoever wants the same is given the same."""
    heads = rows[: len(wanted.names)]
    found: defaultdict[int, list[StoredRecord]] = defaultdict(list)
    for row in rows[len(heads) :]:
        found[row["selector"]].append(StoredRecord(row["place"], row["event_type"], row["record"]))
    too_much = {place for place, events in found.items() if most is not None and len(events) > most}
    return [
        _seen(head, [found[place] for place in places if place in found])
        if too_much.isdisjoint(places)
        else TooMuch()
        for head, places in zip(heads, wanted.by_boundary, strict=True)
    ]


def _seen(head: Mapping[str, Any], found: Iterable[Sequence[StoredRecord]]) -> Seen:
    """For a command that was carried out before, what its boundary holds does not matter."""
    if head["first_position"] is None:
        events = {stored.position: stored for some in found for stored in some}
        return Seen([events[position] for position in sorted(events)], head["head"], None)
    positions = head["first_position"], head["last_position"]
    return Seen([], head["head"], Carried(*positions, head["fingerprint"], before=True))


def appends_as_rows(appends: Sequence[Append]) -> tuple[Rows, ...]:
    """The arguments of ``append_commands`` after the organisation."""
    numbered = list(enumerate(appends, 1))
    commands, conditions = _commands_and_conditions(appends)
    return (
        commands,
        conditions,
        [
            (n, at, r.type, "\n".join((EVERYTHING, *r.tags)), r.record)
            for n, a in numbered
            for at, r in enumerate(a.records, 1)
        ],
        [(n, *key) for n, a in numbered for key in a.sealing.keys],
        [(n, v.holder, v.commitment, v.ciphertext) for n, a in numbered for v in a.sealing.values],
        [(n, *identity) for n, a in numbered for identity in a.sealing.identities],
        [(n, box) for n, a in numbered for box in a.sealing.emptied],
        [(n, holder) for n, a in numbered for holder in a.sealing.destroyed],
    )


def _commands_and_conditions(appends: Sequence[Append]) -> tuple[Rows, Rows]:
    places: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    after: list[int] = []
    """The smallest of those who have the condition."""
    commands: Rows = []
    for a in appends:
        has = []
        for selector in a.unless:
            place = places.setdefault((selector.types, selector.tags), len(places) + 1)
            if place > len(after):
                after.append(a.after)
            elif a.after < after[place - 1]:
                after[place - 1] = a.after
            has.append(str(place))
        key = a.key or (None, None)
        commands.append((*key, a.fingerprint, a.founds, len(a.records), a.after, " ".join(has)))
    conditions: Rows = [
        ("\n".join(types), *_driving(tags), least)
        for (types, tags), least in zip(places, after, strict=True)
    ]
    return commands, conditions


def independent(appends: Sequence[Append]) -> list[int]:
    """Places of those that one call can judge without looking at the others.

    An append waits if an earlier one writes what it looks at, or if it writes what an earlier
    one that waits looks at. The first never waits.
    """
    now: list[int] = []
    written, watched = _Touched(), _Touched()
    for place, append in enumerate(appends):
        once = _only_once(append)
        if (
            written.once.isdisjoint(once)
            and watched.once.isdisjoint(once)
            and not written.looked_at_by(append)
            and not watched.written_by(append)
        ):
            now.append(place)
        else:
            watched.look(append, once)
        written.write(append, once)
    return now


class _Touched:
    """What some appends write, or look at: tags by type, and what may be written once only."""

    def __init__(self) -> None:
        self.tags: defaultdict[str, set[str]] = defaultdict(set)
        self.once: set[tuple[str, ...]] = set()

    def write(self, append: Append, once: set[tuple[str, ...]]) -> None:
        for record in append.records:
            tags = self.tags[record.type]
            tags.add(EVERYTHING)
            tags.update(record.tags)
        self.once |= once

    def look(self, append: Append, once: set[tuple[str, ...]]) -> None:
        for selector in append.unless:
            tag, _ = _driving(selector.tags)
            for name in selector.types:
                self.tags[name].add(tag)
        self.once |= once

    def looked_at_by(self, append: Append) -> bool:
        return any(
            name in self.tags and _driving(selector.tags)[0] in self.tags[name]
            for selector in append.unless
            for name in selector.types
        )

    def written_by(self, append: Append) -> bool:
        return any(
            not self.tags[record.type].isdisjoint((EVERYTHING, *record.tags))
            for record in append.records
            if record.type in self.tags
        )


def _only_once(append: Append) -> set[tuple[str, ...]]:
    once: set[tuple[str, ...]] = {("identity", d.hex()) for d, _ in append.sealing.identities}
    once |= {("key", holder) for holder, _ in append.sealing.keys}
    if append.founds:
        once.add(("organisation",))
    if append.key is not None:
        once.add(("command", *append.key))
    return once
