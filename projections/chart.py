"""The result of a neighbourhood vote as a picture: plain SVG, for a phone and a screen reader.

Nothing in it is fetched or run, nothing is told by colour alone, and all that it shows stands in
it as text.
"""

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import msgspec

from domain.ballots.errors import VoteNotFound
from domain.counting.equal_shares import Kept, Shared
from domain.events.ballots import AllocationCount
from domain.events.votes import ProjectDescribed, VoteOpened
from domain.ids import ProjectId
from domain.record import Recorded
from projections.evidence import VoteEvidence
from projections.explaining import dutch, english
from projections.explanation import Language
from projections.recount import StillRunning
from projections.representation import Figures, both_rules_of, decided_by, figures

WIDTH: Final = 360
"""Of a phone. Whoever shows it larger scales all of it."""
MARGIN: Final = 16
LINE: Final = 18
BAR: Final = 12
LETTERS: Final = 46
"""In a line of text: more could be wider than the picture."""
MOST_LINES: Final = 3
"""Of one name; the whole of it is in the title of its row."""

INK, PALE, FUNDED = "#1a1a1a", "#6b6b6b", "#1b6e3c"
RULES: Final[tuple[Kept, Kept]] = ("equal_shares", "greedy")


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What the picture says in one language."""

    rules: Mapping[Kept, str]
    funded: str
    not_funded: str
    votes: str
    decided: str
    compared: str
    represented: str
    spent: str
    nothing: str
    budget: str


ENGLISH: Final = Words(
    rules={"equal_shares": "Equal Shares", "greedy": "most votes first"},
    funded="funded",
    not_funded="not funded",
    votes="votes",
    decided="decided by {rule}",
    compared="{rule} is shown to compare",
    represented="Voters with a project of their choice",
    spent="{money} spent for each voter",
    nothing="Nothing was counted: too few ballots for secrecy.",
    budget="Budget {money}, {ballots} ballots",
)
DUTCH: Final = Words(
    rules={"equal_shares": "gelijke delen", "greedy": "meeste stemmen eerst"},
    funded="gehonoreerd",
    not_funded="niet gehonoreerd",
    votes="stemmen",
    decided="beslist met {rule}",
    compared="{rule} staat erbij ter vergelijking",
    represented="Stemmers met een project van hun keuze",
    spent="{money} besteed per stemmer",
    nothing="Er is niets geteld: te weinig biljetten voor een geheime stemming.",
    budget="Budget {money}, {ballots} stembiljetten",
)


def chart(vote: str, events: Iterable[Recorded], language: Language) -> str:
    """``events`` are those that an explanation needs.

    Raise VoteNotFound, and StillRunning before a result was declared.
    """
    known = list(events)
    evidence = VoteEvidence(vote, known)
    if evidence.opened is None:
        raise VoteNotFound(vote=vote)
    if evidence.declared is None:
        raise StillRunning(subject=vote)
    names = {
        each.event.project: each.event.name
        for each in known
        if isinstance(each.event, ProjectDescribed)
    }
    picture = _Picture(evidence.opened, names, language)
    shared = both_rules_of(evidence)
    counted = None if evidence.counted is None else evidence.counted.allocation
    if shared is None or counted is None:
        return picture.of_nothing()
    return picture.of(counted, shared, figures(evidence.opened, evidence.lines, shared))


class _Picture:
    def __init__(
        self, opened: VoteOpened, names: Mapping[ProjectId, str], language: Language
    ) -> None:
        self._opened, self._names, self._language = opened, names, language
        self._words = DUTCH if language == "nl" else ENGLISH
        self._money = dutch.money if language == "nl" else english.money
        self._drawn: list[str] = []
        self._down = MARGIN

    def of_nothing(self) -> str:
        self._text(self._opened.title, size=17, weight="bold")
        self._text(self._words.nothing)
        return self._whole(self._words.nothing)

    def of(self, counted: AllocationCount, shared: Shared, found: tuple[Figures, Figures]) -> str:
        words = self._words
        official = decided_by(self._opened, shared)
        (other,) = (rule for rule in RULES if rule != official)
        summary = [
            words.budget.format(
                money=self._cents(self._opened.budget_cents), ballots=counted.received
            ),
            words.decided.format(rule=words.rules[official]),
            words.compared.format(rule=words.rules[other]),
        ]
        self._text(self._opened.title, size=17, weight="bold")
        for line in summary:
            self._text(line[0].upper() + line[1:], size=12, colour=PALE)
        by = {"equal_shares": set(shared.funded), "greedy": set(shared.greedy.funded)}
        largest = max((each.votes for each in counted.projects), default=0)
        costs = {each.project: each.cost_cents for each in self._opened.projects}
        for each in counted.projects:
            funded = {rule: each.project in by[rule] for rule in (official, other)}
            self._project(each.project, each.votes, costs[each.project], largest, funded)
        self._down += LINE
        self._text(words.represented, weight="bold")
        for each_rule in sorted(found, key=lambda one: one.rule != official):
            self._represented(each_rule)
        told = [*summary, words.represented, *(self._share(each) for each in found)]
        return self._whole("; ".join(told))

    def _project(
        self, project: ProjectId, votes: int, cost: int, largest: int, funded: Mapping[Kept, bool]
    ) -> None:
        words, official = self._words, next(iter(funded))
        name = self._names.get(project, project)
        told = [
            f"{rule_said}: {words.funded if yes else words.not_funded}"
            for rule_said, yes in ((words.rules[rule], yes) for rule, yes in funded.items())
        ]
        numbers = f"{votes} {words.votes}, {self._cents(cost)}"
        self._down += 8
        self._drawn.append(
            f"<g><title>{_clean(name)}: {_clean(numbers)}; {'; '.join(told)}</title>"
        )
        self._text(name, weight="bold" if funded[official] else "normal")
        self._bar(votes, largest, funded[official])
        self._text(numbers, size=12)
        for rule, each in zip(funded, told, strict=True):
            mark = "✓" if funded[rule] else "✗"
            self._text(f"{mark} {each}", size=12, colour=INK if rule == official else PALE)
        self._drawn.append("</g>")

    def _represented(self, found: Figures) -> None:
        self._down += 8
        self._text(self._share(found), size=12)
        self._bar(found.with_project, found.ballots, filled=True)
        each = self._cents(found.spent_cents // max(1, found.ballots))
        self._text(self._words.spent.format(money=each), size=12, colour=PALE)

    def _share(self, found: Figures) -> str:
        permille = found.with_project * 1000 // max(1, found.ballots)
        point = "," if self._language == "nl" else "."
        percent = f"{permille // 10}{point}{permille % 10}%"
        return (
            f"{self._words.rules[found.rule]}: {found.with_project} / {found.ballots} ({percent})"
        )

    def _cents(self, cents: int) -> str:
        return self._money(cents, self._opened.currency)

    def _text(
        self, said: str, *, size: int = 14, weight: str = "normal", colour: str = INK
    ) -> None:
        letters = LETTERS * 13 // max(13, size)
        for line in _lines(said, letters * 6 // 7 if weight == "bold" else letters):
            self._down += size + 4
            self._drawn.append(
                f'<text x="{MARGIN}" y="{self._down}" font-size="{size}" font-weight="{weight}" '
                f'fill="{colour}">{line}</text>'
            )

    def _bar(self, many: int, of: int, filled: bool) -> None:
        """Full if ``filled``, else only its outline."""
        full = WIDTH - 2 * MARGIN
        long = full * many // max(1, of)
        look = (
            f'fill="{FUNDED}"' if filled else f'fill="none" stroke="{PALE}" stroke-dasharray="4 2"'
        )
        top = self._down + 6
        self._drawn.append(
            f'<rect x="{MARGIN}" y="{top}" width="{full}" height="{BAR}" fill="#ececec"/>'
            f'<rect x="{MARGIN}" y="{top}" width="{long}" height="{BAR}" {look}/>'
        )
        self._down += 6 + BAR

    def _whole(self, told: str) -> str:
        high = self._down + MARGIN
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{high}" '
                f'viewBox="0 0 {WIDTH} {high}" lang={quoteattr(self._language)} role="img" '
                'aria-labelledby="title told" font-family="system-ui, sans-serif">',
                f'<title id="title">{_clean(self._opened.title)}</title>',
                f'<desc id="told">{_clean(told)}</desc>',
                f'<rect width="{WIDTH}" height="{high}" fill="#ffffff"/>',
                *self._drawn,
                "</svg>\n",
            ]
        )


def _lines(said: str, letters: int) -> Iterator[str]:
    lines = wrap(said, letters) or [""]
    for line in lines[: MOST_LINES - 1]:
        yield _clean(line)
    if len(lines) == MOST_LINES:
        yield _clean(lines[-1])
    elif len(lines) > MOST_LINES:
        yield _clean(lines[MOST_LINES - 1][: letters - 1]) + "…"


def _clean(said: str) -> str:
    """As text of XML, which has no room for control characters."""
    return escape("".join(letter if letter.isprintable() else " " for letter in said))
