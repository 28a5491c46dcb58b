"""An act: what one person does in one organisation, and the say they have in it."""

from collections.abc import Sequence
from dataclasses import Field, dataclass, field, fields
from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from domain.errors import OperatorOnlyFounds, OrganisationNotFound, RoleRequired
from domain.events.persons import (
    PersonErased,
    PersonRegistered,
    Role,
    RoleGranted,
    RoleRevoked,
    Standing,
)
from domain.events.seats import SeatFilled, SeatVacated
from domain.ids import MACHINE, OPERATOR, OrganisationId, PersonId
from domain.kernel import Command, Event, Sealed, Selector, on, select
from domain.ports import Opened
from domain.record import canonical

AUTHORITY = (
    PersonRegistered,
    PersonErased,
    RoleGranted,
    RoleRevoked,
    SeatFilled,
    SeatVacated,
)


def minted() -> Any:
    """A field that the server fills in, so that it is no part of what was asked."""
    return field(metadata={"minted": True})


@dataclass(kw_only=True)
class Act(Command):
    """Every act has the roles and seats of its actor in its boundary: no revocation races it."""

    OF_ACTOR: ClassVar[tuple[type[Event], ...]] = AUTHORITY
    """What it must have seen of its actor; whatever else is, is seen in the same look."""
    FOUNDS: ClassVar[bool] = False
    """Whether this act brings the organisation into being."""
    HEAVY: ClassVar[bool] = False
    """Whether what it has to see, or its rules, may take long: they run in a thread then."""

    organisation: OrganisationId = minted()
    actor: PersonId = minted()
    at: datetime = minted()

    actor_standing: Standing | None = field(init=False, default=None)
    """None until the actor turns out to be registered here, and once they were erased."""
    actor_registered_at: int = field(init=False, default=0)
    actor_roles: set[Role] = field(init=False, default_factory=set)
    head: int = field(init=False, default=0)
    """How far the log had come when the boundary was read."""
    box: dict[str, Opened] = field(init=False, default_factory=dict)
    """What ``opens_box`` held: commitment (hex) -> salt and value."""

    def consistency_boundary(self) -> Sequence[Selector]:  # type: ignore[override]
        if self.actor in (OPERATOR, MACHINE):
            return self.boundary()
        return [select(*self.OF_ACTOR, tags=[self.actor]), *self.boundary()]

    def boundary(self) -> Sequence[Selector]:
        """What this act must have seen beyond its actor's authority."""
        return ()

    @property
    def opens_box(self) -> str | None:
        """The ballot box that this act opens: read with its boundary, emptied with its append."""
        return None

    def opens(self, sealed: Sealed) -> bool:
        """Whether this value is one that the act must know, of those in the box that it saw."""
        return True

    @property
    def empties_box(self) -> str | None:
        """The ballot box whose values are gone with the append, opened or not."""
        return self.opens_box

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        """(holder, commitment in hex) of sealed values that are gone with the append.

        All of them were sealed before: nobody knows a commitment until its salt is drawn.
        """
        return ()

    @property
    def destroys_key(self) -> bool:
        """Whether the key of the box that is opened dies with it."""
        return False

    @property
    def registers(self) -> dict[str, PersonId]:
        """Identifiers that this act registers, each at most once in an organisation."""
        return {}

    def asked(self) -> bytes:
        """What was asked, byte for byte the same whenever the same is asked again."""
        asked = {field.name: getattr(self, field.name) for field in asks(type(self))}
        return canonical([type(self).__name__, asked])

    def asked_formerly(self) -> Sequence[bytes]:
        """What the same asking was written down as before ``asked`` came to say more."""
        return ()

    def require_member(self) -> None:
        """Raise OrganisationNotFound for somebody who is not registered here."""
        if self.actor == OPERATOR:
            raise OperatorOnlyFounds
        if self.actor_standing is None and self.actor != MACHINE:
            raise OrganisationNotFound

    @property
    def hosts(self) -> bool:
        """Whether the actor is who receives people and their words: a facilitator or a clerk."""
        return not self.actor_roles.isdisjoint(("facilitator", "clerk"))

    def require_role(self, role: Role) -> None:
        self.require_member()
        if role not in self.actor_roles:
            raise RoleRequired(role=role)

    @on(PersonRegistered)
    def _(self, person: PersonId, standing: Standing, position: int) -> None:
        if person == self.actor:
            self.actor_standing, self.actor_registered_at = standing, position

    @on(PersonErased)
    def _(self, person: PersonId) -> None:
        if person == self.actor:
            self.actor_standing = None

    @on(RoleGranted)
    def _(self, person: PersonId, role: Role) -> None:
        if person == self.actor:
            self.actor_roles.add(role)

    @on(RoleRevoked)
    def _(self, person: PersonId, role: Role) -> None:
        if person == self.actor:
            self.actor_roles.discard(role)


@cache
def asks(act: type[Act]) -> tuple[Field[Any], ...]:
    """The fields that make up what was asked: for ever, as stored fingerprints depend on them."""
    return tuple(f for f in fields(act) if f.init and not f.metadata.get("minted"))
