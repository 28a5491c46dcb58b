"""The only way anything is recorded: read the boundary, apply the rules, append, or try again."""

from asyncio import to_thread
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

import msgspec

from domain import record
from domain.act import Act
from domain.errors import OrganisationNotFound, OtherBody, OutcomeUnknown, TooMuchAtOnce
from domain.kernel import Drafted, Event, Sealed, Selector, Unsealed
from domain.organisations.errors import AlreadyFounded
from domain.persons.errors import AlreadyRegistered
from domain.ports import (
    AlreadyThere,
    Append,
    Carried,
    CommandKey,
    ConcurrentChange,
    IdentifierTaken,
    Key,
    NewRecord,
    Ports,
    ReplyLost,
    SealedValue,
    Sealing,
    Seen,
    StoredRecord,
)
from domain.record import Recorded
from domain.sealing import commitment

ATTEMPTS = 5

_decode = lru_cache(maxsize=256)(record.decode)
"""Many acts look at the same opening at the same time; records and events never change."""


class Receipt(NamedTuple):
    """What a command recorded, now or (``replayed``) when it was first sent.

    ``position`` is where its outcome can be seen; ``recorded`` is empty if nothing was to be done.
    """

    position: int
    recorded: Sequence[Recorded]
    replayed: bool


async def carry_out(
    ports: Ports, act: Callable[..., Act], *, command_id: str | None = None, **asked: Any
) -> Receipt:
    """Carry out one act of one person, at most once per ``command_id``.

    The moment and the identifiers are those of ``asked``, on every attempt; salts are new
    each time. Raise a Refusal (domain.errors); nothing is recorded then.
    """
    command_id = command_id or ports.new_id("event")
    for _ in range(ATTEMPTS):
        attempt = _Attempt(ports, act(**asked), command_id)
        try:
            return await attempt.make()
        except ConcurrentChange:
            continue
        except IdentifierTaken:
            raise AlreadyRegistered from None
        except AlreadyThere:
            raise AlreadyFounded from None
        except ReplyLost:
            return await attempt.ask_once_more()
    raise TooMuchAtOnce


class _Attempt:
    """Commands are single-use, so each attempt has its own."""

    def __init__(self, ports: Ports, act: Act, command_id: str) -> None:
        self.ports, self.act = ports, act
        self.key = CommandKey(act.actor, command_id)
        self.seen: dict[int, StoredRecord] = {}
        self.boundary: list[Selector] = []
        self.head: int | None = None

    async def make(self) -> Receipt:
        carried = await self.read_boundary()
        if carried is not None:
            return await self.replay(carried)
        await self.open_box()
        await self.beside(self.act.execute)
        drafts = self.act.recorded()
        if not drafts:
            return Receipt(self.head or 0, (), replayed=False)
        draft = await _Draft(self.ports, self.act).write(drafts)
        carried = await self.ports.log.append(
            self.act.organisation,
            Append(
                records=draft.records,
                unless=self.boundary,
                after=self.head or 0,
                key=self.key,
                fingerprint=draft.fingerprint(),
                sealing=draft.sealing(),
                founds=self.act.FOUNDS,
            ),
        )
        if carried.before:
            return await self.replay(carried)
        return Receipt(carried.last, draft.recorded(carried.first), replayed=False)

    async def read_boundary(self) -> Carried | None:
        """Read until the act asks for nothing new: what it has seen may tell what else it needs.

        The first head counts: whatever came between two readings is a concurrent change.
        """
        while more := [s for s in self.act.consistency_boundary() if s not in self.boundary]:
            seen = await self.read(more)
            if seen.carried is not None:
                return seen.carried
            self.head = seen.head if self.head is None else self.head
            self.act.head = self.head
            self.boundary += more
            await self.beside(partial(self.show, seen.records))
        return None

    async def beside(self, work: Callable[[], None]) -> None:
        """Nobody else waits for a heavy act: the event loop goes on while it is at work. Only
        its own attempt knows it, so that nothing is shared with the thread."""
        if self.act.HEAVY:
            await to_thread(work)
        else:
            work()

    async def read(self, selectors: Sequence[Selector]) -> Seen:
        try:
            return await self.ports.log.read(self.act.organisation, selectors, self.key)
        except OrganisationNotFound:
            if self.act.FOUNDS:
                return Seen((), 0, None)
            raise

    def show(self, records: Sequence[StoredRecord]) -> None:
        for stored in records:
            if stored.position not in self.seen:
                self.seen[stored.position] = stored
                known = _decode(stored.position, stored.record)
                self.act.see(
                    known.event,
                    position=known.position,
                    id=known.id,
                    time=known.time,
                    actor=known.actor,
                )

    async def open_box(self) -> None:
        if (box := self.act.opens_box) is not None:
            records = {
                value.sealed: stored.record
                for stored in self.seen.values()
                for _, holder, value in sealed_in(record.decode(0, stored.record).event)
                if holder == box and self.act.opens(value)
            }
            self.act.box.update(await self.ports.vault.open(self.act.organisation, box, records))

    async def replay(self, carried: Carried) -> Receipt:
        """Build the answer again from the events. Raise OtherBody if something else is asked."""
        page, _ = await self.ports.log.read_page(
            self.act.organisation,
            after=carried.first - 1,
            limit=carried.last - carried.first + 1,
        )
        recorded = [record.decode(stored.position, stored.record) for stored in page]
        key = await self.key_of_fingerprint([r.event for r in recorded])
        asked = (self.act.asked(), *self.act.asked_formerly())
        if key is not None and carried.fingerprint not in map(key.fingerprint, asked):
            raise OtherBody
        return Receipt(carried.last, recorded, replayed=True)

    async def key_of_fingerprint(self, events: Sequence[Event]) -> Key | None:
        """None once the key was destroyed: then nobody can tell any more what was asked."""
        holder = next((holder for event in events for _, holder, _ in sealed_in(event)), None)
        if holder is None:
            return self.ports.vault.server_key()
        return await self.ports.vault.key(self.act.organisation, holder)

    async def ask_once_more(self) -> Receipt:
        try:
            seen = await self.read([])
        except Exception as away:
            raise OutcomeUnknown from away
        if seen.carried is None:
            raise OutcomeUnknown
        return await self.replay(seen.carried)


class _Secret(NamedTuple):
    holder: str
    key: Key
    commitment: str
    salt: bytes
    value: bytes
    room: int


class _Draft:
    """The records of one append, and what travels to the vault with them."""

    def __init__(self, ports: Ports, act: Act) -> None:
        self.ports, self.act = ports, act
        self.events: list[tuple[str, str | None, str | None, Event]] = []
        self.records: list[NewRecord] = []
        self.keys: dict[str, Key] = {}
        self.wrapped: list[tuple[str, bytes]] = []
        self.values: list[SealedValue] = []
        self.fingerprinted_by: Key | None = None

    async def write(self, drafts: Sequence[Drafted]) -> "_Draft":
        for draft in drafts:
            self.make_key(draft.event)
            await self.write_one(draft)
        return self

    async def write_one(self, draft: Drafted) -> None:
        event, secrets = await self.commit(draft.event)
        actor = None if draft.anonymous else self.act.actor
        causation = None if draft.because is None else self.events[draft.because][0]
        event_id = self.ports.new_id("event")
        written = record.encode(
            event,
            organisation=self.act.organisation,
            event_id=event_id,
            at=self.act.at,
            actor=actor,
            causation=causation,
        )
        for holder, key, committed, salt, value, room in secrets:
            self.fingerprinted_by = self.fingerprinted_by or key
            ciphertext = key.encrypt(written, salt, value, room)
            self.values.append(
                SealedValue(len(self.records), holder, bytes.fromhex(committed), ciphertext)
            )
        self.events.append((event_id, actor, causation, event))
        self.records.append(NewRecord(event.NAME, record.tags(event, actor), written))

    async def commit(self, event: Event) -> tuple[Event, list[_Secret]]:
        """Put a commitment in the place of every value that the record must not show."""
        secrets, committed = [], {}
        for field, holder, value in sealed_in(event):
            assert isinstance(value, Unsealed)
            salt, plain = self.ports.vault.new_salt(), record.canonical(value.value)
            committed[field] = Sealed(sealed=commitment(salt, plain))
            key = await self.key(holder)
            secrets.append(_Secret(holder, key, committed[field].sealed, salt, plain, value.room))
        return msgspec.structs.replace(event, **committed) if committed else event, secrets

    def make_key(self, event: Event) -> None:
        holder = None if event.MAKES_KEY_OF is None else getattr(event, event.MAKES_KEY_OF)
        if holder is not None:
            self.keys[holder], wrapped = self.ports.vault.new_key(self.act.organisation, holder)
            self.wrapped.append((holder, wrapped))

    async def key(self, holder: str) -> Key:
        if holder not in self.keys:
            key = await self.ports.vault.key(self.act.organisation, holder)
            if key is None:
                raise ConcurrentChange(0)
            self.keys[holder] = key
        return self.keys[holder]

    def fingerprint(self) -> bytes:
        """Made with the key that seals what was asked, so that it dies with it."""
        key = self.fingerprinted_by or self.ports.vault.server_key()
        return key.fingerprint(self.act.asked())

    def sealing(self) -> Sealing:
        box = [self.act.empties_box] if self.act.empties_box is not None else []
        return Sealing(
            keys=self.wrapped,
            values=self.values,
            identities=[
                (self.ports.vault.identity(self.act.organisation, identifier), person)
                for identifier, person in self.act.registers.items()
            ],
            emptied=box,
            removed=[(holder, bytes.fromhex(sealed)) for holder, sealed in self.act.removes],
            destroyed=box if self.act.destroys_key else (),
        )

    def recorded(self, first: int) -> list[Recorded]:
        return [
            Recorded(first + place, event_id, self.act.at, actor, causation, event)
            for place, (event_id, actor, causation, event) in enumerate(self.events)
        ]


def sealed_in(event: Event) -> Iterator[tuple[str, str, Sealed]]:
    """Field, holder of the key, and value of all that ``event`` does not show."""
    for field, holder in event.SEALED_UNDER.items():
        if (value := getattr(event, field)) is not None:
            yield field, getattr(event, holder), value
