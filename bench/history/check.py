"""Judges a recorded run by eight rules, in O(n log n) for n entries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from bench.history import appends, readings, subscribers, views
from bench.history.entries import Append, Delivery, Entry, Page, Read, Rest, View
from bench.history.held import Held

LEGIBLE = 10
"""Breaches of one rule in one organisation that are spelled out."""


class Rule(NamedTuple):
    says: str
    breaches: Callable[[Held], Iterator[str]]
    judged: Callable[[Held], int]
    """Of how many entries: a rule that had nothing to judge has shown nothing."""


RULES = {
    1: Rule(
        "positions are 1 to the head, and hold what was acknowledged",
        appends.positions_have_no_gap,
        lambda held: len(held.kept),
    ),
    2: Rule(
        "no append went past its condition",
        appends.no_condition_was_broken,
        lambda held: sum(bool(append.unless) for append, _, _ in held.placed),
    ),
    3: Rule(
        "every refusal has a cause, and leaves nothing",
        appends.nothing_was_refused_without_cause,
        lambda held: sum(append.outcome in ("conflict", "nothing") for append in held.appends),
    ),
    4: Rule(
        "an append that began after another was acknowledged comes after it",
        appends.order_is_the_order_of_time,
        lambda held: len(held.placed),
    ),
    5: Rule(
        "every reading is of a whole prefix, never of an older one",
        readings.every_reading_is_of_a_whole_prefix,
        lambda held: len(held.of(Read)) + len(held.of(Page)),
    ),
    6: Rule(
        "every subscriber sees everything once, in order",
        subscribers.every_subscriber_sees_everything_once,
        lambda held: len(held.of(Delivery)) + len(held.of(Rest)),
    ),
    7: Rule(
        "every view is the fold of the prefix that it has come to",
        views.every_view_is_the_fold_of_its_prefix,
        lambda held: len(held.of(View)),
    ),
    8: Rule(
        "a command is carried out once and has one result",
        appends.a_command_is_carried_out_once,
        lambda held: sum(append.key is not None for append in held.of(Append)) // 2,
    ),
}


class Breach(NamedTuple):
    rule: int
    organisation: str
    sentence: str


class Report(NamedTuple):
    judged: dict[int, int]
    """Rule -> number of entries that it judged."""
    breaches: list[Breach]

    @property
    def broken(self) -> set[int]:
        return {breach.rule for breach in self.breaches}

    def __str__(self) -> str:
        """One line a rule; below those that were broken, how."""
        return "\n".join(line for number in RULES for line in self._lines(number))

    def _lines(self, number: int) -> Iterator[str]:
        found = [breach for breach in self.breaches if breach.rule == number]
        verdict = f"BROKEN {len(found)} times" if found else "holds"
        yield f"rule {number}: {RULES[number].says}: {verdict} ({self.judged[number]} judged)"
        for breach in found[:LEGIBLE]:
            yield f"    {breach.organisation}: {breach.sentence}"


def check(entries: Iterable[Entry]) -> Report:
    organisations = defaultdict[str, list[Entry]](list)
    for entry in entries:
        organisations[entry.organisation].append(entry)
    judged, breaches = dict.fromkeys(RULES, 0), []
    for organisation, entries_of_it in organisations.items():
        held = Held(entries_of_it)
        for number, rule in RULES.items():
            judged[number] += rule.judged(held)
            breaches += [Breach(number, organisation, each) for each in rule.breaches(held)]
    return Report(judged, breaches)
