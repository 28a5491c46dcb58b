"""The one module that speaks the event-sourcing library's language.

    library word         our word     meaning in this code base
    ------------         --------     -------------------------
    Decision             Event        a fact that was recorded
    Slice                Command      an intention, with the facts and rules it needs
    event (decorator)    on           "having seen this event, remember that ..."

Here "decision" only ever means what residents decided; see ``domain/decisions``.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from inspect import signature
from typing import Annotated, Any, ClassVar, NamedTuple

import msgspec
from eventsourcing.dcb.domain import Decision as _LibraryDecision
from eventsourcing.dcb.domain import Slice, decorated_funcs
from eventsourcing.domain import event as _library_event

__all__ = [
    "Command",
    "Drafted",
    "Event",
    "Published",
    "Sealed",
    "Selector",
    "Unsealed",
    "on",
    "select",
    "unsealed",
]

on: Callable[[type[Any]], Callable[[Callable[..., None]], Any]] = _library_event
"""Marks a method called ``_`` as what a command remembers of an event of this class."""

Published = Annotated[str, msgspec.Meta(extra_json_schema={"x-published": True})]
"""Text that stands in the record in plain, for ever; whoever submits it is told so."""


class Sealed(msgspec.Struct, frozen=True):
    """What the record says of a value that it must not say: 64 hex digits of a commitment."""

    sealed: str


class Unsealed(Sealed, frozen=True):
    """A value on its way into the vault. It becomes ``Sealed`` before anything is recorded.

    ``room`` is how many bytes the largest of all values takes, ``packed`` (domain.sealing), that
    it could have been, where the length of what lies in the vault would otherwise tell which.
    """

    value: Any = None
    room: int = 0


def unsealed(value: Any, *, room: int = 0) -> Unsealed:
    return Unsealed(sealed="", value=value, room=room)


class Event(
    msgspec.Struct,
    _LibraryDecision,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A fact, named in the past tense. Stored for ever, so NAME and fields are for ever too.

    Optional fields default to ``None`` and are then absent from the record.
    """

    NAME: ClassVar[str]
    TAGGED_BY: ClassVar[tuple[str, ...]]
    """Identifier fields, the subject of the record first. They make the event findable; one of
    several identifiers does so by each of them."""
    SEALED_UNDER: ClassVar[Mapping[str, str]] = {}
    """Field that holds a commitment -> identifier field whose key seals the value."""
    MAKES_KEY_OF: ClassVar[str | None] = None
    """Identifier field for which this event brings a new key into the vault; where it is None,
    the event brings none."""

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(
            tag_of(field, str(each))
            for field in self.TAGGED_BY
            if (value := getattr(self, field)) is not None
            for each in (value if isinstance(value, tuple) else (value,))
        )


def tag_of(field: str, value: str) -> str:
    """An identifier is its own tag; any other value is told apart by its field's name."""
    return value if ":" in value else f"{field}:{value}"


class Selector(msgspec.Struct, frozen=True):
    """Events of any of these types that carry all of these tags; only the newest if ``latest``.

    The first tag drives the search: name the rarest first. Types are always listed; a
    selector without tags finds every event of its types.
    """

    types: tuple[str, ...]
    tags: tuple[str, ...] = ()
    latest: bool = False


def select(*events: type[Event], tags: Sequence[str] = (), latest: bool = False) -> Selector:
    return Selector(_names(events), tuple(tags), latest)


@cache
def _names(events: tuple[type[Event], ...]) -> tuple[str, ...]:
    return tuple(event.NAME for event in events)


class Drafted(NamedTuple):
    """An event that a command wants recorded; ``because`` counts back into the same list."""

    event: Event
    because: int | None
    anonymous: bool


class Command(Slice[Event]):
    """One intention: single-use, pure, and complete in one class."""

    @abstractmethod
    def consistency_boundary(self) -> Sequence[Selector]:  # type: ignore[override]
        """The events this command must have seen, and must not miss a newer one of.

        Asked again after each reading: a later answer may name more, never less.
        """

    def see(self, event: Event, **envelope: Any) -> None:
        """Remember what ``event`` means for this command.

        A method marked ``@on(SomeEvent)`` is given the fields that it names, and may name
        ``event`` itself and any of ``envelope`` (position, id, time, actor).
        """
        known = {"event": event, **envelope}
        for remember, wanted in _remembering(type(self), type(event)):
            remember(self, *[known[n] if n in known else getattr(event, n) for n in wanted])

    def record(self, event: Event, *, because: int | None = None, anonymous: bool = False) -> int:
        """Return the event's place in the list, for a later ``because``."""
        self.new_decisions.append(Drafted(event, because, anonymous))  # type: ignore[arg-type]
        return len(self.new_decisions) - 1

    def recorded(self) -> list[Drafted]:
        return list(self.collect_events())  # type: ignore[arg-type]


@cache
def _remembering(
    command: type[Command], event: type[Event]
) -> tuple[tuple[Callable[..., None], tuple[str, ...]], ...]:
    """The library looks only at a command's own class; we also honour what it inherits."""
    found = [
        decorated_funcs[key]
        for cls in reversed(command.__mro__)
        if (key := (cls, event)) in decorated_funcs
    ]
    return tuple((func, tuple(signature(func).parameters)[1:]) for func in found)
