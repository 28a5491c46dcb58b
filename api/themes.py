"""Themes of plans: the five of the movement, and those of an organisation's own."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from msgspec import Meta

from api.callers import ByCaller
from api.examples import json_such_as
from api.reading import AtLeast, ByViews, whole_list
from api.receipts import Done, at_position, done
from api.types import Asked, OrganisationPath, Published, ThemeWord
from domain.events.plans import Indicator
from domain.plans.add_theme import AddTheme
from domain.plans.themes import BUILT_IN, Theme
from projections.themes import THEMES, AddedTheme

MOST_INDICATORS = 20


class IndicatorAsked(Asked, frozen=True, kw_only=True):
    """What is counted, in whole units: `readers`, in `people`."""

    indicator: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,59}\Z", examples=["readers"])]
    unit: Annotated[str, Meta(min_length=1, max_length=60)]


class ThemeAsked(Asked, frozen=True, kw_only=True):
    """`theme` is the word that plans name it by. What is counted for it stays."""

    theme: ThemeWord
    name: Published
    indicators: Annotated[
        tuple[IndicatorAsked, ...], Meta(min_length=1, max_length=MOST_INDICATORS)
    ]


class ThemeSeen(msgspec.Struct, frozen=True, kw_only=True):
    """`built_in`: one of the five that every organisation has."""

    theme: str
    name: str
    indicators: tuple[Indicator, ...]
    built_in: bool


class ThemesSeen(msgspec.Struct, frozen=True, kw_only=True):
    themes: tuple[ThemeSeen, ...]


@post("/themes", operation_id="addTheme")
async def add_theme(
    organisation: FromPath[OrganisationPath],
    data: Annotated[
        ThemeAsked,
        json_such_as(
            theme="reading together",
            name="Samen lezen",
            indicators=[{"indicator": "readers", "unit": "people"}],
        ),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Add a theme of your own, with what is counted for it. Only the clerk may."""
    indicators = tuple(
        Indicator(indicator=each.indicator, unit=each.unit) for each in data.indicators
    )
    receipt = await caller.asks(
        AddTheme, organisation, theme=data.theme, name=data.name, indicators=indicators
    )
    return done(receipt, f"/organisations/{organisation}/themes")


@get("/themes", operation_id="listThemes")
async def list_themes(
    organisation: FromPath[OrganisationPath], views: ByViews, at_least: AtLeast = 0
) -> Response[ThemesSeen]:
    """List all themes with their indicators and units: the five of the movement, then your own."""
    own, position = await whole_list(views, organisation, THEMES, "themes", "", at_least=at_least)
    five = (_seen(each, built_in=True) for each in BUILT_IN.values())
    added = (_seen(each, built_in=False) for each in own)
    return Response(ThemesSeen(themes=(*five, *added)), headers=at_position(position))


def _seen(theme: Theme | AddedTheme, *, built_in: bool) -> ThemeSeen:
    return ThemeSeen(
        theme=theme.theme, name=theme.name, indicators=theme.indicators, built_in=built_in
    )
