"""The year's duties: what follows from the legal form, the bylaws and the financial year."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import msgspec

from domain.bylaws.bylaws import Bylaws, LegalForm
from domain.duties.naming import duty_id
from domain.events.duties import YearlyDuty
from domain.ids import DutyId
from domain.meetings.notice import GENERAL_MEETING
from domain.seats.terms import BOARD, MONTHS, months_later

SUPERVISORY_BOARD: Final = "supervisory_board"
JANUARY: Final = 1
MONTHS_FOR_THE_ACCOUNTS: Final = 6


class YearsDuty(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``organ`` does it before ``due_by``. ``article`` is one of book 2 of the Civil Code."""

    duty: DutyId
    kind: YearlyDuty
    year: int
    organ: str
    due_by: datetime
    article: str | None = None


def years_duties(
    legal_form: LegalForm, bylaws: Bylaws | None, year: int, first_month: int | None
) -> tuple[YearsDuty, ...]:
    """Of the financial year that begins in ``year``; soonest first."""
    begins = datetime(year, first_month or JANUARY, 1, tzinfo=UTC)
    duties = _duties(legal_form, bylaws, begins)
    return tuple(sorted(duties, key=_by_time))


def _duties(legal_form: LegalForm, bylaws: Bylaws | None, begins: datetime) -> Iterator[YearsDuty]:
    members = legal_form != "foundation"
    ends = months_later(begins, MONTHS)
    accounts = months_later(ends, MONTHS_FOR_THE_ACCOUNTS)
    year = begins.year
    yield _duty("budget", year, GENERAL_MEETING if members else BOARD, begins)
    if bylaws is not None and bylaws.terms.rotation == "by_turns":
        yield _duty("rotation", year, BOARD, begins)
    yield _duty("register_changes", year, BOARD, ends)
    yield _duty("balance_sheet", year, BOARD, accounts, "2:10(2)")
    if members:
        yield _duty("report_to_members", year, BOARD, accounts, "2:48(1)")
        yield _duty("discharge", year, GENERAL_MEETING, accounts)
        if bylaws is None or SUPERVISORY_BOARD not in bylaws.organs.names:
            yield _duty("audit_committee", year, GENERAL_MEETING, ends, "2:48(2)")


def _duty(
    kind: YearlyDuty, year: int, organ: str, due_by: datetime, article: str | None = None
) -> YearsDuty:
    return YearsDuty(
        duty=duty_id(kind, str(year)),
        kind=kind,
        year=year,
        organ=organ,
        due_by=due_by,
        article=article,
    )


def _by_time(duty: YearsDuty) -> tuple[datetime, str]:
    return duty.due_by, duty.kind
