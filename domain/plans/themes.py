"""What plans are about, and what is counted of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from domain.act import Act
from domain.events.plans import Indicator, ThemeAdded
from domain.kernel import Event, Selector, on, select, tag_of
from domain.plans.errors import IndicatorNotFound, ThemeNotFound


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """``theme`` is the word that plans name it by."""

    theme: str
    name: str
    indicators: tuple[Indicator, ...]

    @property
    def words(self) -> set[str]:
        """By which nobody else may go, however they are written."""
        return {self.theme.casefold(), self.name.casefold()}

    def require_indicator(self, indicator: str) -> None:
        """Raise IndicatorNotFound."""
        if all(each.indicator != indicator for each in self.indicators):
            raise IndicatorNotFound(indicator=indicator, theme=self.theme)


def _theme(theme: str, **units: str) -> Theme:
    indicators = tuple(Indicator(indicator=name, unit=unit) for name, unit in units.items())
    return Theme(theme=theme, name=theme.capitalize(), indicators=indicators)


BUILT_IN: Final[Mapping[str, Theme]] = {
    each.theme: each
    for each in (
        _theme(
            "re-integration",
            participants="people",
            trajectories="trajectories",
            people_in_work="people in paid or voluntary work",
        ),
        _theme(
            "neighbourhood economy",
            enterprises="enterprises",
            jobs="jobs",
            local_turnover_cents="cents",
        ),
        _theme(
            "urban gardens",
            plots="plots",
            square_metres="m2",
            gardeners="people",
            species="species",
        ),
        _theme(
            "energy", dwellings="dwellings", kwh_saved="kWh", kwh_generated="kWh", co2_kg="kg CO2"
        ),
        _theme("diversity", groups_reached="groups", first_time_voices="people"),
    )
}
"""Their words and indicators are for ever: plans name them."""


class Themes:
    """The built-in ones, and those that were added."""

    def __init__(self, added: Iterable[ThemeAdded] = ()) -> None:
        self.known: dict[str, Theme] = dict(BUILT_IN)
        for each in added:
            self.see(each)

    def see(self, event: ThemeAdded) -> None:
        self.known[event.theme] = Theme(
            theme=event.theme, name=event.name, indicators=event.indicators
        )

    def require(self, theme: str) -> Theme:
        """Raise ThemeNotFound."""
        if theme not in self.known:
            raise ThemeNotFound(theme=theme)
        return self.known[theme]


@dataclass(kw_only=True)
class SeesThemes(Act):
    """An act that remembers the added themes in its boundary."""

    themes: Themes = field(init=False, default_factory=Themes)

    def of_theme(self, theme: str) -> Sequence[Selector]:
        """What tells whether the organisation added this one."""
        if theme in BUILT_IN:
            return ()
        return [select(ThemeAdded, tags=[tag_of("theme", theme)])]

    @on(ThemeAdded)
    def _(self, event: Event) -> None:
        assert isinstance(event, ThemeAdded)
        self.themes.see(event)
