"""The themes that an organisation added: one document each."""

from collections.abc import Iterable, MutableMapping, Sequence

import msgspec

from domain.events.plans import Indicator, ThemeAdded
from domain.kernel import Event, Selector, select, tag_of
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class AddedTheme(msgspec.Struct, frozen=True, kw_only=True):
    theme: str
    name: str
    indicators: tuple[Indicator, ...]
    position: int


class AddedThemes:
    NAME = "themes"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (ThemeAdded,)
    DOCUMENT = AddedTheme

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, ThemeAdded)
        return (event.theme,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(ThemeAdded, tags=[tag_of("theme", document_id)])]

    def apply(self, documents: MutableMapping[str, AddedTheme], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, ThemeAdded)
        documents[event.theme] = AddedTheme(
            theme=event.theme,
            name=event.name,
            indicators=event.indicators,
            position=recorded.position,
        )

    def index(self, document: AddedTheme) -> Iterable[Entry]:
        """List "themes", in the order in which they were added."""
        yield Entry("themes", "", oldest_first(document.position))


THEMES: Projection[AddedTheme] = AddedThemes()
