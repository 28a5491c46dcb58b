"""What is written in one cell, as text, a whole number or an amount of money."""

import re

from adapters.pabulib.refusal import PbRefused

LARGEST_NUMBER = 2**53 - 1
LONGEST_NAME = 300

_WHOLE = re.compile(r"[0-9]+")
_AMOUNT = re.compile(r"([0-9]+)(?:\.([0-9]{1,2}))?")


def text(line: int, name: str, cell: str, most: int = LONGEST_NAME) -> str:
    """At least one and at most ``most`` characters."""
    if not cell:
        raise PbRefused(line, f"{name} is empty")
    if len(cell) > most:
        raise PbRefused(line, f"{name} is longer than {most} characters")
    return cell


def whole(line: int, name: str, cell: str) -> int:
    if not _WHOLE.fullmatch(cell):
        raise PbRefused(line, f"{name} is not a whole number: {shown(cell)}")
    return _bounded(line, name, cell)


def cents(line: int, name: str, cell: str) -> int:
    """An amount such as ``1200`` or ``1200.5``, exact, in hundredths."""
    if not (amount := _AMOUNT.fullmatch(cell)):
        raise PbRefused(line, f"{name} is not an amount with at most two decimals: {shown(cell)}")
    return _bounded(line, name, amount[1] + (amount[2] or "").ljust(2, "0"))


def shown(cell: str) -> str:
    """A cell as it is quoted in a refusal: never more of it than a line can hold."""
    return f'"{cell}"' if len(cell) <= 80 else f'"{cell[:80]}…"'


def _bounded(line: int, name: str, digits: str) -> int:
    digits = digits.lstrip("0") or "0"
    # Measured before it is converted: thousands of digits are no number anybody meant.
    if len(digits) > len(str(LARGEST_NUMBER)) or int(digits) > LARGEST_NUMBER:
        raise PbRefused(line, f"{name} is larger than can be counted exactly: {shown(digits)}")
    return int(digits)
