"""The three tables of a ``.pb`` file, every row with the line it stands on."""

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from adapters.pabulib.refusal import PbRefused

TITLES = ("META", "PROJECTS", "VOTES")
LONGEST_FIELD = 10_000

# A terminal or a spreadsheet would act on these instead of showing them. A tab is text.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n|\Z)")


class Row(NamedTuple):
    line: int
    cells: dict[str, str]


class Table(Struct, kw_only=True):
    title: str
    line: int
    columns_line: int = 0
    columns: tuple[str, ...] = ()
    rows: list[Row] = []

    @property
    def last_line(self) -> int:
        return self.rows[-1].line if self.rows else self.line


def read_tables(raw: bytes) -> tuple[Table, Table, Table]:
    """META, PROJECTS and VOTES, cells stripped of surrounding spaces, every row complete."""
    lines = _lines(raw)
    tables: list[Table] = []
    for line, cells in _records(lines):
        if len(cells) == 1 and cells[0] in TITLES:
            tables.append(_next_table(tables, cells[0], line))
        elif not tables:
            raise PbRefused(line, "the file does not begin with META")
        elif not tables[-1].columns:
            tables[-1].columns, tables[-1].columns_line = _columns(line, cells), line
        else:
            tables[-1].rows.append(_row(tables[-1], line, cells))
    for title, table in zip(TITLES, [*tables, None, None, None], strict=False):
        if table is None or not table.columns:
            raise PbRefused(len(lines), f"the file ends before its section {title} begins")
    meta, projects, votes = tables
    return meta, projects, votes


def _lines(raw: bytes) -> list[str]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        raise PbRefused(line, "the file is not UTF-8 text") from None
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise PbRefused(line, f"a control character (U+{ord(found[0]):04X}) stands in the text")
    lines = text.split("\n")
    # A line break ends a line; what follows the last one is no line.
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def _records(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=";", skipinitialspace=True, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise PbRefused(
                line, "the quotation marks do not match, or a field is too long"
            ) from None
        if cells is None:
            return
        # One record, one line: a forgotten quotation mark must not swallow the ballots below.
        if reader.line_num > line:
            raise PbRefused(line, "a quotation mark is opened and not closed on the same line")
        if len(cells) > 1 or "".join(cells).strip():
            yield line, [cell.strip() for cell in cells]


def _next_table(tables: list[Table], title: str, line: int) -> Table:
    if title not in TITLES[len(tables) : len(tables) + 1]:
        raise PbRefused(
            line, f"section {title} comes out of order: once each are META, PROJECTS, VOTES"
        )
    return Table(title=title, line=line)


def _columns(line: int, cells: list[str]) -> tuple[str, ...]:
    if len(set(cells)) < len(cells):
        raise PbRefused(line, "a column is named twice")
    return tuple(cells)


def _row(table: Table, line: int, cells: list[str]) -> Row:
    if len(cells) != len(table.columns):
        raise PbRefused(
            line,
            f"{len(cells)} field(s) where {table.title} has {len(table.columns)} columns; "
            "the line may have been cut off, or a semicolon is not within quotation marks",
        )
    for column, cell in zip(table.columns, cells, strict=True):
        if len(cell) > LONGEST_FIELD:
            raise PbRefused(line, f"{column} is longer than {LONGEST_FIELD} characters")
    return Row(line, dict(zip(table.columns, cells, strict=True)))


def check_columns(table: Table, known: set[str], required: set[str]) -> None:
    for column in table.columns:
        if column not in known:
            raise PbRefused(
                table.columns_line,
                f'"{column}" is no column of {table.title} that is known here; '
                "what it does to the count cannot be told",
            )
    for column in sorted(required.difference(table.columns)):
        raise PbRefused(table.columns_line, f"{table.title} has no column {column}")
