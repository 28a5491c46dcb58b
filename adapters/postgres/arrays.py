"""Many commands and boundaries as rows, the form in which the database takes them.

What several commands of an organisation look at stands there once. Entries name what they
belong to, a command or an organisation, by its place, counted from 1.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from domain.errors import OrganisationNotFound
from domain.kernel import Selector
from domain.ports import Append, Carried, CommandKey, Seen, StoredRecord

EVERYTHING = "*"
"""The tag that every event carries in the index."""

Rows = list[tuple[Any, ...]]
Whose = TypeVar("Whose")


class Boundary(NamedTuple):
    selectors: Sequence[Selector]
    key: CommandKey | None


class TooMuch(NamedTuple):
    """A boundary that holds more than is read together with others."""


class Wanted(NamedTuple):
    """The first three are the arguments of ``read_boundaries`` before the limit.

    ``by_boundary`` are the places among ``selectors`` of those that each boundary has.
    """

    organisations: list[UUID]
    names: Rows
    selectors: Rows
    by_boundary: list[list[int]]


def wanted_by(asked: Sequence[tuple[UUID, Boundary]]) -> Wanted:
    organisations: dict[UUID, int] = {}
    places: dict[tuple[int, Selector], int] = {}
    names: Rows = []
    by_boundary = []
    for organisation, boundary in asked:
        whose = organisations.setdefault(organisation, len(organisations) + 1)
        names.append((whose, *(boundary.key or (None, None))))
        by_boundary.append(
            [places.setdefault((whose, s), len(places) + 1) for s in boundary.selectors]
        )
    return Wanted(
        list(organisations),
        names,
        [(whose, "\n".join(s.types), *_driving(s.tags), s.latest) for whose, s in places],
        by_boundary,
    )


def _driving(tags: Sequence[str]) -> tuple[str, str | None]:
    """The tag that is searched, and the further ones."""
    if not tags:
        return EVERYTHING, None
    return tags[0], "\n".join(tags[1:]) or None


def seen_in(
    rows: Sequence[Mapping[str, Any]], wanted: Wanted, most: int | None
) -> list[Seen | TooMuch | Exception]:
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


def _seen(
    head: Mapping[str, Any], found: Iterable[Sequence[StoredRecord]]
) -> Seen | OrganisationNotFound:
    """For a command that was carried out before, what its boundary holds does not matter."""
    if head["head"] is None:
        return OrganisationNotFound()
    if head["first_position"] is None:
        events = {stored.position: stored for some in found for stored in some}
        return Seen([events[position] for position in sorted(events)], head["head"], None)
    positions = head["first_position"], head["last_position"]
    return Seen([], head["head"], Carried(*positions, head["fingerprint"], before=True))


def appends_as_rows(asked: Sequence[tuple[UUID, Append]]) -> tuple[Sequence[Any], ...]:
    """The arguments of ``append_commands``."""
    numbered = [(n, append) for n, (_, append) in enumerate(asked, 1)]
    return (
        *_commands_and_conditions(asked),
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


def removals_as_rows(asked: Sequence[tuple[UUID, Append]]) -> Rows:
    """What ``append_and_remove`` is given beyond the arguments of ``append_commands``."""
    return [(n, *value) for n, (_, a) in enumerate(asked, 1) for value in a.sealing.removed]


def _commands_and_conditions(
    asked: Sequence[tuple[UUID, Append]],
) -> tuple[list[UUID], Rows, Rows]:
    organisations: dict[UUID, int] = {}
    places: dict[tuple[int, tuple[str, ...], tuple[str, ...]], int] = {}
    after: list[int] = []
    """The smallest of those who have the condition."""
    commands: Rows = []
    for organisation, a in asked:
        whose = organisations.setdefault(organisation, len(organisations) + 1)
        has = []
        for selector in a.unless:
            place = places.setdefault((whose, selector.types, selector.tags), len(places) + 1)
            if place > len(after):
                after.append(a.after)
            elif a.after < after[place - 1]:
                after[place - 1] = a.after
            has.append(str(place))
        key = a.key or (None, None)
        size = len(a.records)
        commands.append((whose, *key, a.fingerprint, a.founds, size, a.after, " ".join(has)))
    conditions: Rows = [
        (whose, "\n".join(types), *_driving(tags), least)
        for (whose, types, tags), least in zip(places, after, strict=True)
    ]
    return list(organisations), commands, conditions


def independent(asked: Sequence[tuple[Whose, Append]]) -> list[int]:
    """Places of those that one call can judge without looking at the others.

    An append waits if an earlier one of its organisation writes what it looks at, or if it
    writes what an earlier one that waits looks at. The first of each never waits.
    """
    now: list[int] = []
    written: defaultdict[Whose, _Touched] = defaultdict(_Touched)
    watched: defaultdict[Whose, _Touched] = defaultdict(_Touched)
    for place, (whose, append) in enumerate(asked):
        if _can_be_judged(append, written[whose], watched[whose]):
            now.append(place)
    return now


def _can_be_judged(append: Append, written: "_Touched", watched: "_Touched") -> bool:
    """Remembers what it writes, and if it has to wait, what it looks at."""
    once = _only_once(append)
    can = (
        written.once.isdisjoint(once)
        and watched.once.isdisjoint(once)
        and not written.looked_at_by(append)
        and not watched.written_by(append)
    )
    if not can:
        watched.look(append, once)
    written.write(append, once)
    return can


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
