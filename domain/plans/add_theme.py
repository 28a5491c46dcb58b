"""The clerk adds a theme of the organisation's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.plans import Indicator, ThemeAdded
from domain.kernel import Selector, select
from domain.plans.errors import IndicatorTwice, ThemeThereAlready
from domain.plans.themes import SeesThemes


@dataclass(kw_only=True)
class AddTheme(SeesThemes):
    """What is counted for it stays, as plans and measurements name it."""

    theme: str
    name: str
    indicators: tuple[Indicator, ...]

    def boundary(self) -> Sequence[Selector]:
        return [select(ThemeAdded)]

    def execute(self) -> None:
        self.require_role("clerk")
        own = {self.theme.casefold(), self.name.casefold()}
        for known in self.themes.known.values():
            if not own.isdisjoint(known.words):
                raise ThemeThereAlready(theme=known.theme)
        named = [each.indicator for each in self.indicators]
        if len(set(named)) != len(named):
            raise IndicatorTwice
        self.record(ThemeAdded(theme=self.theme, name=self.name, indicators=self.indicators))
