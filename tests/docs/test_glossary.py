"""No word comes without its Dutch name: the glossary is held against record and views.

It names an event by its type, a field by its name, and one of a field's fixed words as
``field: word``.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import msgspec
import pytest

from domain.bylaws.articles import DecisionKind
from domain.catalogue import EVENTS
from domain.counting.majority import Denominator
from domain.counting.methods import Method
from domain.events.ballots import Ground, Outcome
from domain.events.decisions import FollowsAs, Secrecy
from domain.events.deliberation import Resolution
from domain.events.duties import OpenedDuty, YearlyDuty
from domain.events.persons import Role, Standing
from domain.events.seats import Filling, Office, SeatKind, VacancyReason
from projections.board_seen import BoardSeen
from projections.catalogue import PROJECTIONS
from projections.duties import DutySeen
from projections.funding_seen import FundingGapSeen, HowLong, PlanEvidence
from projections.power_seen import PowerSeen
from projections.progress import Progress
from projections.recount import Recount
from projections.timeline import Happening
from tests.architecture.test_words import AVOIDED, words

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
HEADINGS = ["English", "Nederlands", "Meaning", "Betekenis", "Law", "In the record"]

FUNDED = (FundingGapSeen, HowLong, PlanEvidence, Progress)
VIEWS = (
    *(view.DOCUMENT for view in PROJECTIONS),
    BoardSeen,
    DutySeen,
    PowerSeen,
    Recount,
    *FUNDED,
)
STRUCTS = (*EVENTS.values(), *VIEWS, Happening)

ELSEWHERE = {
    "board": "an organ",
    "general_meeting": "an organ",
    "supervisory_board": "an organ",
    "residents": "an organ",
    "outside": "in the place of an organ",
    "operator": "an actor",
    "machine": "an actor",
    "id": "of the record around an event",
    "source": "of the record around an event",
    "data": "of the record around an event",
    "causation": "of the record around an event",
    "code": "of a refusal",
    "Idempotency-Key": "of a request",
}
"""Names in the glossary that are no field of an event or a view."""


class Row(NamedTuple):
    theme: str
    english: str
    dutch: str
    meaning: str
    betekenis: str
    law: str
    recorded: str

    @property
    def names(self) -> list[str]:
        return re.findall(r"`([^`]+)`", self.recorded)


class Word(NamedTuple):
    """One of the fixed words of a field; the same words may stand in several fields."""

    fields: frozenset[str]
    word: str

    @property
    def names(self) -> set[str]:
        return {f"{field}: {self.word}" for field in self.fields}


def rows() -> list[Row]:
    found, theme = [], ""
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            theme = line.removeprefix("## ")
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line[1:-1].split("|")]
            assert len(cells) == len(HEADINGS), line
            if cells != HEADINGS and set(line) != set("|-"):
                found.append(Row(theme, *cells))
    return found


def fields(struct: type[Any], seen: set[type[Any]]) -> Iterator[tuple[str, Any]]:
    """Every field of a struct and of the structs in it, once each, with its type."""
    seen.add(struct)
    for field, hint in get_type_hints(struct).items():
        if field in struct.__struct_fields__:
            yield field, hint
            for inner in parts(hint):
                if is_struct(inner) and inner not in seen:
                    yield from fields(inner, seen)


def is_struct(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def parts(hint: Any) -> Iterator[Any]:
    yield hint
    if get_origin(hint) is not Literal:
        for inner in get_args(hint):
            yield from parts(inner)


def all_fields() -> list[tuple[str, Any]]:
    seen: set[type[Any]] = set()
    return [field for struct in STRUCTS for field in fields(struct, seen)]


def fixed_words() -> list[Word]:
    named: dict[tuple[str, ...], set[str]] = {}
    for field, hint in all_fields():
        for part in parts(hint):
            if get_origin(part) is Literal:
                named.setdefault(get_args(part), set()).add(field)
    return [Word(frozenset(named[each]), word) for each in named for word in each]


def ticked(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


ROWS = rows()
NAMED = {name for row in ROWS for name in row.names}
WORDS = fixed_words()


def test_every_event_is_named():
    missing = sorted(set(EVENTS) - NAMED)
    assert missing == [], f"docs/glossary.md needs a row with: {ticked(missing)}"


def test_every_fixed_word_is_named():
    missing = sorted(min(word.names) for word in WORDS if not word.names & NAMED)
    assert missing == [], f"docs/glossary.md needs a row with: {ticked(missing)}"


@pytest.mark.parametrize(
    ("field", "literal"),
    [
        ("outcome", Outcome),
        ("ground", Ground),
        ("method", Method),
        ("secrecy", Secrecy),
        ("office", Office),
        ("kind", SeatKind),
        ("reason", VacancyReason),
        ("filled_by", Filling),
        ("kind", DecisionKind),
        ("standing", Standing),
        ("role", Role),
        ("kind", OpenedDuty),
        ("kind", YearlyDuty),
        ("how", Resolution),
        ("of", Denominator),
        ("follows_as", FollowsAs),
    ],
)
def test_what_is_looked_for_is_found(field: str, literal: Any):
    """The search for words misses none of these."""
    assert {word.word for word in WORDS if field in word.fields} >= set(get_args(literal))
    assert {f"{field}: {word}" for word in get_args(literal)} <= NAMED


def test_nothing_is_named_that_is_not_there():
    there = {name for word in WORDS for name in word.names}
    there |= {field for field, _ in all_fields()} | set(EVENTS) | set(ELSEWHERE)
    gone = sorted(NAMED - there)
    assert gone == [], f"docs/glossary.md names what no event or view has: {ticked(gone)}"


def test_every_name_from_elsewhere_is_used():
    assert sorted(set(ELSEWHERE) - NAMED) == []


def test_every_row_has_both_languages():
    assert ROWS
    assert [row.english for row in ROWS if not (row.english and row.dutch)] == []
    sentence = re.compile(r"[A-Z][^.]+\.")
    for row in ROWS:
        assert sentence.fullmatch(row.meaning), row
        assert sentence.fullmatch(row.betekenis), row
        assert row.meaning != row.betekenis, row


def test_names_are_code():
    assert [row for row in ROWS if row.recorded != ticked(row.names)] == []


def test_an_article_is_one_of_book_2_or_of_the_gdpr():
    article = r"(2:\d+a?|GDPR \(AVG\) \d+)(\(\d+\)(\([a-z]\))?)?"
    articles = re.compile(rf"({article}(, {article})*)?")
    assert [row for row in ROWS if not articles.fullmatch(row.law)] == []


def test_words_are_grouped_and_in_order():
    order = [(row.theme, row.english.casefold()) for row in ROWS]
    themes = list(dict.fromkeys(row.theme for row in ROWS))
    assert order == sorted(order, key=lambda each: (themes.index(each[0]), each[1]))


def test_a_word_means_one_thing():
    english = [row.english.casefold() for row in ROWS]
    assert sorted(english) == sorted(set(english))


def test_words_that_we_avoid_are_no_terms():
    bad = {word.removesuffix("s") for word in (*AVOIDED, "handler")}
    assert [row.english for row in ROWS if not words(row.english).isdisjoint(bad)] == []
