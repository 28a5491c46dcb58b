"""The time in which a plan has money, held against the time in which it needs it.

Days are YYYY-MM-DD, the first and the last one both included.
"""

from collections.abc import Iterable, Sequence

import msgspec

from domain.days.day import days_after, days_between
from domain.ids import FundingId


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """Of one commitment of money, as it stands: a withdrawal has ended it before its day. After
    one, ``cents`` is what had come in."""

    funding: FundingId
    funding_from: str
    funding_until: str
    cents: int
    received_cents: int


class Gap(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Without ``gap_until`` nobody knows yet when money comes again."""

    gap_from: str
    gap_until: str | None = None


Span = tuple[str, str]


def spans(terms: Iterable[Term]) -> list[Span]:
    """When there is any money at all, in order; what touches or overlaps is one."""
    found: list[Span] = []
    for first, last in sorted((each.funding_from, each.funding_until) for each in terms):
        if last < first:
            continue
        if found and first <= days_after(found[-1][1], 1):
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def gaps(
    with_money: Sequence[Span], needs_from: str | None, needs_until: str | None
) -> tuple[Gap, ...]:
    """The days without money, in order. Where nobody said when the plan begins to need it, that
    is with the first money; where nobody said until when, it goes on."""
    missing_from = needs_from or (with_money[0][0] if with_money else None)
    if missing_from is None:
        return ()
    found = []
    for first, last in with_money:
        if needs_until is not None and first > needs_until:
            break
        if missing_from < first:
            found.append(Gap(gap_from=missing_from, gap_until=days_after(first, -1)))
        missing_from = max(missing_from, days_after(last, 1))
    if needs_until is None or missing_from <= needs_until:
        found.append(Gap(gap_from=missing_from, gap_until=needs_until))
    return tuple(found)


def days_with_money(with_money: Iterable[Span]) -> int:
    return sum(days_between(first, last) + 1 for first, last in with_money)
