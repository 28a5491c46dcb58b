"""Which version of the bylaws is in force: the fold that every rule of the bylaws shares."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

import msgspec

from domain.act import Act
from domain.bylaws.bylaws import Bylaws
from domain.events.bylaws import (
    BylawsProposed,
    BylawsRecorded,
    BylawsVersionAdopted,
    BylawsVersionLapsed,
    DeedExecuted,
)
from domain.ids import BylawsId
from domain.kernel import Event, Selector, on, select
from domain.record import canonical

BYLAWS_EVENTS: tuple[type[Event], ...] = (
    BylawsRecorded,
    BylawsProposed,
    BylawsVersionAdopted,
    BylawsVersionLapsed,
    DeedExecuted,
)


@lru_cache(maxsize=256)
def hash_of(content: Bylaws) -> str:
    """SHA-256 (hex) of the version's canonical JSON, as it stands in the record."""
    return sha256(canonical(content)).hexdigest()


class Version(msgspec.Struct, kw_only=True):
    """``adopted`` is the position at which it was; a version in force has ``in_force_from``."""

    bylaws: BylawsId
    content: Bylaws
    adopted: int | None = None
    adopted_at: datetime | None = None
    in_force_from: datetime | None = None
    lapsed_from: datetime | None = None
    earlier: list[tuple[datetime, datetime]] = msgspec.field(default_factory=list)
    """From when until when it was in force before it lapsed and came again."""

    def came_into_force(self, moment: datetime) -> datetime | None:
        """When it did that is in force at ``moment``; None if it is not."""
        spans: list[tuple[datetime, datetime | None]] = [*self.earlier]
        if self.in_force_from is not None:
            spans.append((self.in_force_from, self.lapsed_from))
        for begins, ends in spans:
            if begins <= moment and (ends is None or moment < ends):
                return begins
        return None

    def in_force(self, moment: datetime) -> bool:
        return self.came_into_force(moment) is not None


class Versions:
    """Two clocks: in force at a moment, as known from the events shown."""

    def __init__(self) -> None:
        self.known: dict[BylawsId, Version] = {}

    def see(self, event: Event, position: int, time: datetime) -> None:
        match event:
            case BylawsRecorded(bylaws=name, content=content):
                self.known[name] = Version(
                    bylaws=name,
                    content=content,
                    adopted=position,
                    adopted_at=time,
                    in_force_from=event.in_force_from,
                )
            case BylawsProposed(bylaws=name, content=content):
                self.known[name] = Version(bylaws=name, content=content)
            case BylawsVersionAdopted(bylaws=name, in_force_from=moment):
                version = self.known[name]
                if version.in_force_from is not None and version.lapsed_from is not None:
                    version.earlier.append((version.in_force_from, version.lapsed_from))
                version.adopted, version.adopted_at = position, time
                version.in_force_from, version.lapsed_from = moment, None
            case BylawsVersionLapsed(bylaws=name, lapsed_from=moment):
                self.known[name].lapsed_from = moment
            case DeedExecuted(bylaws=name, executed_at=moment):
                self.known[name].in_force_from = moment

    def in_force(self, moment: datetime) -> Version | None:
        """The one that came into force last; when it lapses, the one before is again."""
        there = [each for each in self.known.values() if each.in_force(moment)]

        def by_coming_into_force(version: Version) -> tuple[datetime, int]:
            begins = version.came_into_force(moment)
            assert begins is not None
            return begins, _by_adoption(version)

        return max(there, key=by_coming_into_force, default=None)

    def content(self, hashed: str | None) -> Bylaws | None:
        """Of the version that a decision was opened under."""
        known = (each.content for each in self.known.values())
        return next((each for each in known if hash_of(each) == hashed), None)

    def awaiting_deed(self) -> Version | None:
        """Only what was adopted last can still come into force by a deed."""
        adopted = [each for each in self.known.values() if each.adopted is not None]
        last = max(adopted, key=_by_adoption, default=None)
        if last is None or last.in_force_from is not None or last.lapsed_from is not None:
            return None
        return last


def _by_adoption(version: Version) -> int:
    return version.adopted or 0


@dataclass(kw_only=True)
class SeesBylaws(Act):
    """An act that remembers every version of the bylaws in its boundary."""

    versions: Versions = field(init=False, default_factory=Versions)

    def all_versions(self) -> Sequence[Selector]:
        """One selector, so that they are seen in order."""
        return [select(*BYLAWS_EVENTS)]

    @on(BylawsRecorded)
    def _(self, event: Event, position: int, time: datetime) -> None:
        self.versions.see(event, position, time)

    @on(BylawsProposed)
    def _(self, event: Event, position: int, time: datetime) -> None:
        self.versions.see(event, position, time)

    @on(BylawsVersionAdopted)
    def _(self, event: Event, position: int, time: datetime) -> None:
        self.versions.see(event, position, time)

    @on(BylawsVersionLapsed)
    def _(self, event: Event, position: int, time: datetime) -> None:
        self.versions.see(event, position, time)

    @on(DeedExecuted)
    def _(self, event: Event, position: int, time: datetime) -> None:
        self.versions.see(event, position, time)
