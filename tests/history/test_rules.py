"""Each rule on histories made by hand: one that keeps all eight, and what breaks each of them."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from bench.history.check import RULES, Report, check
from bench.history.entries import (
    NEVER,
    Append,
    Delivery,
    Entry,
    Kept,
    Line,
    Page,
    Read,
    Rest,
    View,
    mark,
    together,
)
from bench.history.footprints import FOOTPRINTS, Footprint
from domain import record
from domain.events.plans import PlanAdopted, PlanProposed
from domain.kernel import Event, Selector
from domain.ports import CommandKey
from domain.record import decode
from tests.residents import ADA, DE_BAARSJES, DE_PIJP, GARDEN, NOON, QUESTION, numbered

PROPOSED = PlanProposed(plan=GARDEN, title="A garden", text="Beans.", theme="urban gardens")
ADOPTED = PlanAdopted(plan=GARDEN, decision=QUESTION)
KEY = CommandKey(ADA, "command-1")
OF_THE_GARDEN = (Selector(("plan.adopted",), (GARDEN,)),)


def written(event: Event, number: int) -> bytes:
    return record.encode(
        event, organisation=DE_PIJP, event_id=numbered("event", number), at=NOON, actor=None
    )


LOG = [written(PROPOSED, 1), written(ADOPTED, 2), written(PROPOSED, 3), written(ADOPTED, 4)]
"""At positions 1 to 4; what a test calls 5 to 9 was never appended."""


def line(number: int) -> Line:
    event = (ADOPTED, PROPOSED)[number % 2]
    return Line(event.NAME, (GARDEN,), mark(written(event, number)))


def marks(*numbers: int) -> str:
    return together(line(number).mark for number in numbers)


def kept(position: int, number: int | None = None) -> Kept:
    which = line(number or position)
    text = written((ADOPTED, PROPOSED)[(number or position) % 2], number or position)
    return Kept(organisation=DE_PIJP, position=position, type=which.type, record=text.decode())


def append(number: int, start: int, end: int, *more: int, **how: Any) -> Append:
    """Of the records ``number`` and ``more``; at position ``number`` unless it is said how."""
    numbers = (number, *more)
    told: dict[str, Any] = {"outcome": "appended", "first": number, "last": numbers[-1], **how}
    return Append(
        organisation=DE_PIJP,
        start=start,
        end=end,
        call=told.pop("call", f"call-{number}"),
        lines=tuple(line(each) for each in numbers),
        **told,
    )


def read(start: int, end: int, head: int, *positions: int, **more: Any) -> Read:
    found = {"positions": positions, "mark": marks(*positions), "head": head}
    asked = {"boundary": OF_THE_GARDEN, **found, **more}
    return Read(organisation=DE_PIJP, start=start, end=end, **asked)


def page(start: int, end: int, head: int, *positions: int, **more: Any) -> Page:
    found = {"positions": positions, "mark": marks(*positions), "head": head}
    asked = {"after": 0, "limit": 10, **found, **more}
    return Page(organisation=DE_PIJP, start=start, end=end, **asked)


def delivery(at: int, after: int, *positions: int, **more: Any) -> Delivery:
    given = {"positions": positions, "mark": marks(*positions), "subscriber": "partner", **more}
    return Delivery(organisation=DE_PIJP, start=at, end=at, after=after, **given)


def rest(at: int, after: int, **more: Any) -> Rest:
    stopped = {"subscriber": "partner", **more}
    return Rest(organisation=DE_PIJP, start=at, end=at, after=after, **stopped)


def view(position: int, *, of: Sequence[int]) -> View:
    documents: dict[str, Footprint] = {}
    for each in of:
        FOOTPRINTS.apply(documents, decode(each, LOG[each - 1]))
    plain = {name: msgspec.json.encode(document).decode() for name, document in documents.items()}
    return View(organisation=DE_PIJP, projection="footprints", position=position, documents=plain)


GOOD: list[Entry] = [
    append(1, 0, 10),
    append(2, 20, 30, unless=OF_THE_GARDEN, after=1, key=KEY),
    append(5, 20, 40, unless=OF_THE_GARDEN, after=1, outcome="conflict", first=2, last=0),
    append(6, 40, 50, key=KEY, outcome="before", first=2, last=2),
    append(3, 60, 70, 4, unless=OF_THE_GARDEN, after=2),
    append(7, 60, 70, outcome="nothing", first=0, last=0),
    append(8, 60, NEVER, outcome="unknown", first=0, last=0),
    read(12, 18, 1),
    read(31, 40, 2, 2),
    read(60, 69, 4, 2, 4),
    read(80, 90, 4, 4, boundary=(msgspec.structs.replace(OF_THE_GARDEN[0], latest=True),)),
    read(80, 90, 4, key=KEY, carried=(2, 2)),
    page(80, 90, 4, 2, 3, after=1, limit=2),
    page(80, 90, 4, 4, after=2, types=("plan.adopted",)),
    page(80, 90, 4, 1, 2, until=2),
    delivery(15, 0, 1),
    delivery(35, 1, 2),
    delivery(72, 2, 3, 4),
    rest(75, 4),
    view(0, of=[]),
    view(2, of=[1, 2]),
    view(4, of=[1, 2, 3, 4]),
    *(kept(position) for position in (1, 2, 3, 4)),
]


def judged(*changes: Entry, without: Sequence[Entry] = ()) -> Report:
    return check([*(entry for entry in GOOD if entry not in without), *changes])


def test_a_good_history_keeps_all_rules_and_each_has_something_to_judge():
    report = judged()
    assert report.breaches == []
    assert report.judged.keys() == RULES.keys()
    assert all(report.judged.values())


def test_an_append_of_which_nobody_was_told_may_have_happened():
    assert judged(kept(5, 8)).breaches == []


def test_organisations_are_judged_apart():
    elsewhere = [msgspec.structs.replace(entry, organisation=DE_BAARSJES) for entry in GOOD[:-1]]
    report = judged(*elsewhere)
    assert {breach.organisation for breach in report.breaches} == {DE_BAARSJES}


BROKEN: dict[str, tuple[int, Report]] = {
    "a gap": (1, judged(append(5, 91, 99, call="late", first=6, last=6), kept(6, 5))),
    "a position that is held twice": (
        1,
        judged(append(5, 91, 99), kept(5), append(9, 91, 99, first=5, last=5), kept(5, 9)),
    ),
    "an acknowledged append that is not in the log": (
        1,
        judged(append(9, 91, 99, first=5, last=5)),
    ),
    "half an append": (
        1,
        judged(append(5, 91, 99, 9, call="half", first=5, last=6), kept(5)),
    ),
    "other bytes than were asked for": (1, judged(append(5, 91, 99), kept(5, 9))),
    "an event that nobody asked for": (1, judged(kept(5, 9))),
    "an append past its condition": (
        2,
        judged(append(9, 80, 90, first=5, last=5, unless=OF_THE_GARDEN, after=2), kept(5, 9)),
    ),
    "an append past its condition of which nobody was told": (
        2,
        judged(
            append(9, 80, NEVER, outcome="unknown", first=0, unless=OF_THE_GARDEN, after=2),
            kept(5, 9),
        ),
    ),
    "a refusal because of an event outside the boundary": (
        3,
        judged(append(9, 80, 90, outcome="conflict", first=3, unless=OF_THE_GARDEN, after=2)),
    ),
    "a refusal because of what had been seen": (
        3,
        judged(append(9, 80, 90, outcome="conflict", first=4, unless=OF_THE_GARDEN, after=4)),
    ),
    "a refusal because of another than the first": (
        3,
        judged(append(9, 80, 90, outcome="conflict", first=4, unless=OF_THE_GARDEN, after=1)),
    ),
    "a refusal because of what came later": (
        3,
        judged(append(9, 40, 50, outcome="conflict", first=4, unless=OF_THE_GARDEN, after=2)),
    ),
    "a refused append that is in the log": (3, judged(kept(5, 7))),
    "an order that is not that of time": (
        4,
        judged(
            append(1, 40, 50),
            append(2, 20, 30, unless=OF_THE_GARDEN, after=1, key=KEY),
            without=[*GOOD[:2], *(e for e in GOOD if isinstance(e, Read | Page | Delivery | Rest))],
        ),
    ),
    "a reading that left something out": (5, judged(read(80, 90, 4, 2))),
    "a reading that found too much": (5, judged(read(80, 90, 4, 2, 3, 4))),
    "a reading of other bytes": (5, judged(read(80, 90, 4, 2, 4, mark="other"))),
    "a reading of what is past its head": (5, judged(read(35, 59, 2, 2, 4))),
    "a reading that is older than an append": (5, judged(read(31, 40, 1))),
    "a reading that is older than another": (5, judged(read(60, 61, 4, 2, 4), read(62, 69, 2, 2))),
    "a reading of what was not there yet": (5, judged(read(40, 50, 4, 2, 4))),
    "a reading past the end of the log": (5, judged(read(80, 90, 5, 2, 4))),
    "a reading of an older one for the latest": (
        5,
        judged(read(80, 90, 4, 2, boundary=(Selector(("plan.adopted",), latest=True),))),
    ),
    "a page with a hole": (5, judged(page(80, 90, 4, 1, 2, 4))),
    "a page that is too long": (5, judged(page(80, 90, 4, 1, 2, 3, limit=2))),
    "an event that was left out": (6, judged(delivery(72, 2, 4), without=[delivery(72, 2, 3, 4)])),
    "an event that came twice": (6, judged(delivery(73, 4, 4))),
    "events in another order": (
        6,
        judged(delivery(72, 2, 4, 3), without=[delivery(72, 2, 3, 4)]),
    ),
    "an event of another type": (6, judged(delivery(74, 2, 3, 4, subscriber="b", types=("x",)))),
    "an event that came with other bytes": (
        6,
        judged(delivery(72, 2, 3, 4, mark="other"), without=[delivery(72, 2, 3, 4)]),
    ),
    "an event that came before it happened": (6, judged(delivery(50, 2, 3, 4, subscriber="b"))),
    "an event that never came": (6, judged(rest(75, 2), without=[delivery(72, 2, 3, 4)])),
    "nothing that came at all": (6, judged(rest(75, 0, subscriber="b"))),
    "a view that left out an event": (7, judged(view(4, of=[1, 2, 4]))),
    "a view that applied an event twice": (7, judged(view(3, of=[1, 2, 2, 3]))),
    "a view that is ahead of its checkpoint": (7, judged(view(3, of=[1, 2, 3, 4]))),
    "a view with another order": (7, judged(view(2, of=[2, 1]))),
    "a view without documents": (7, judged(view(2, of=[]))),
    "a command that was carried out twice": (
        8,
        judged(append(9, 80, 90, first=5, last=5, key=KEY), kept(5, 9)),
    ),
    "a command with another result": (
        8,
        judged(append(9, 80, 90, outcome="before", first=3, last=3, key=KEY)),
    ),
    "a command that a reading knows otherwise": (
        8,
        judged(read(80, 90, 4, key=KEY, carried=(1, 1))),
    ),
    "a command that a later reading does not know": (8, judged(read(80, 90, 4, 2, 4, key=KEY))),
    "a record that stands in the log twice": (8, judged(kept(5, 4))),
}


@pytest.mark.parametrize("what", BROKEN)
def test_it_is_caught(what: str):
    rule, report = BROKEN[what]
    assert report.broken == {rule}, str(report)
