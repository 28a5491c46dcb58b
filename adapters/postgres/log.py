"""The log in PostgreSQL. It translates, and nothing more: what must hold is in the SQL."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from adapters.postgres.arrays import (
    Boundary,
    TooMuch,
    appends_as_rows,
    independent,
    removals_as_rows,
    seen_in,
    wanted_by,
)
from adapters.postgres.groups import Groups, Later
from adapters.postgres.pool import AWAY, NOT_DONE, Pool, connection, fetch
from adapters.signals import Signals
from domain.errors import DatabaseAway, OrganisationNotFound
from domain.ids import OrganisationId
from domain.kernel import Selector
from domain.ports import (
    AlreadyThere,
    Append,
    Carried,
    CommandKey,
    ConcurrentChange,
    IdentifierTaken,
    ReplyLost,
    Seen,
    StoredRecord,
)

READ_BOUNDARIES = "SELECT * FROM read_boundaries($1, $2, $3, $4)"
READ_EVENTS = "SELECT * FROM read_events($1, $2, $3, $4, $5, $6)"
APPEND = "SELECT * FROM append_commands($1, $2, $3, $4, $5, $6, $7, $8, $9)"
APPEND_AND_REMOVE = "SELECT * FROM append_and_remove($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
EPOCH = "SELECT epoch FROM log_epoch WHERE organisation = $1"

MOST_IN_A_GROUP = 500
"""Events that a selector may find in a group of reads; who finds more reads again, alone."""


KNOWN_NAMES = 20_000
"""Names of organisations whose form was looked at, so that it costs a command nothing."""


class PostgresLog:
    """Concurrent callers share their calls of the database, whichever organisation is theirs."""

    def __init__(self, pool: Pool, signals: Signals) -> None:
        self._pool, self._signals = pool, signals
        self._reads = Groups(self._read_together)
        self._appends = Groups(self._append_together)

    async def read(
        self, organisation: OrganisationId, boundary: Sequence[Selector], key: CommandKey | None
    ) -> Seen:
        as_uuid(organisation)
        asked = Boundary(boundary, key)
        seen = await self._reads.ask(organisation, asked)
        if isinstance(seen, Seen):
            return seen
        (whole,) = await self._read_many([(organisation, asked)], most=None)
        assert isinstance(whole, Seen)
        return whole

    async def _read_together(
        self, asked: Sequence[tuple[OrganisationId, Boundary]]
    ) -> Sequence[Seen | TooMuch | Exception]:
        return await self._read_many(asked, most=MOST_IN_A_GROUP)

    async def _read_many(
        self, asked: Sequence[tuple[OrganisationId, Boundary]], *, most: int | None
    ) -> Sequence[Seen | TooMuch | Exception]:
        wanted = wanted_by([(as_uuid(organisation), each) for organisation, each in asked])
        rows = await fetch(
            self._pool,
            READ_BOUNDARIES,
            wanted.organisations,
            wanted.names,
            wanted.selectors,
            None if most is None else most + 1,
        )
        return seen_in(rows, wanted, most)

    async def read_page(
        self,
        organisation: OrganisationId,
        *,
        after: int,
        limit: int,
        types: Collection[str] = (),
        tags: Collection[str] = (),
        until: int | None = None,
    ) -> tuple[Sequence[StoredRecord], int]:
        wanted = sorted(set(types)) or None
        about = sorted(set(tags)) or None
        assert wanted or about is None, "the index leads to a tag of known types"
        rows = await fetch(
            self._pool, READ_EVENTS, as_uuid(organisation), after, until, limit, wanted, about
        )
        if not rows:
            raise OrganisationNotFound
        first, *events = rows
        return [_stored(row) for row in events], first["head"]

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        as_uuid(organisation)
        return await self._appends.ask(organisation, append)

    async def append_many(
        self, organisation: OrganisationId, appends: Sequence[Append]
    ) -> list[Carried | Exception]:
        """As few calls of the database as the conditions allow, a verdict for each, in order."""
        outcomes: dict[int, Carried | Exception] = {}
        while waiting := [n for n in range(len(appends)) if n not in outcomes]:
            answers = await self._append_together([(organisation, appends[n]) for n in waiting])
            outcomes |= {
                n: a for n, a in zip(waiting, answers, strict=True) if not isinstance(a, Later)
            }
        return [outcomes[n] for n in range(len(appends))]

    async def _append_together(
        self, asked: Sequence[tuple[OrganisationId, Append]]
    ) -> Sequence[Carried | Exception | Later]:
        """NEXT for whose condition another one of the same call could touch.

        ALONE for whose organisation is held by somebody else, or is to be founded.
        """
        answers: list[Carried | Exception | Later] = [Later.NEXT] * len(asked)
        now = independent(asked)
        if len({organisation for organisation, _ in asked}) > 1:
            founded = {organisation for organisation, append in asked if append.founds}
            for n in now:
                if asked[n][0] in founded:
                    answers[n] = Later.ALONE
            now = [n for n in now if asked[n][0] not in founded]
        outcomes = await self._append_independent([asked[n] for n in now]) if now else []
        for n, outcome in zip(now, outcomes, strict=True):
            answers[n] = outcome
        return answers

    async def _append_independent(
        self, asked: Sequence[tuple[OrganisationId, Append]]
    ) -> list[Carried | Exception | Later]:
        call = appending([(as_uuid(whose), append) for whose, append in asked])
        async with connection(self._pool) as db:
            try:
                rows = await db.fetch(*call)
            except NOT_DONE as fault:
                raise DatabaseAway from fault
            except AWAY as fault:
                raise ReplyLost from fault
        outcomes = [_outcome(row, append) for row, (_, append) in zip(rows, asked, strict=True)]
        # Positions of an organisation rise within a call: its last one stays.
        for whose, last in {
            whose: outcome.last
            for outcome, (whose, _) in zip(outcomes, asked, strict=True)
            if isinstance(outcome, Carried) and not outcome.before
        }.items():
            self._signals.notify(whose, last)
        return outcomes

    async def epoch(self, organisation: OrganisationId) -> str:
        rows = await fetch(self._pool, EPOCH, as_uuid(organisation))
        if not rows:
            raise OrganisationNotFound
        return str(rows[0]["epoch"])


@lru_cache(maxsize=KNOWN_NAMES)
def as_uuid(organisation: OrganisationId) -> UUID:
    """Raise OrganisationNotFound for what cannot be the identifier of one."""
    kind, _, name = organisation.partition(":")
    try:
        found = UUID(name)
    except ValueError:
        raise OrganisationNotFound from None
    if kind != "organisation" or str(found) != name:
        raise OrganisationNotFound
    return found


def as_organisation(name: UUID) -> OrganisationId:
    return OrganisationId(f"organisation:{name}")


def appending(asked: Sequence[tuple[UUID, Append]]) -> tuple[Any, ...]:
    """The statement and its arguments. Removing costs nothing where nothing is removed."""
    appends, removals = appends_as_rows(asked), removals_as_rows(asked)
    return (APPEND_AND_REMOVE, *appends, removals) if removals else (APPEND, *appends)


def _stored(row: Mapping[str, Any]) -> StoredRecord:
    return StoredRecord(row["place"], row["event_type"], row["record"])


def _outcome(row: Mapping[str, Any], append: Append) -> Carried | Exception | Later:
    match row["verdict"]:
        case "appended":
            positions = row["first_position"], row["last_position"]
            return Carried(*positions, append.fingerprint, before=False)
        case "before":
            positions = row["first_position"], row["last_position"]
            return Carried(*positions, row["fingerprint"], before=True)
        case "conflict":
            return ConcurrentChange(row["first_position"])
        case "taken":
            return IdentifierTaken()
        case "already_there":
            return AlreadyThere()
        case "busy":
            return Later.ALONE
        case _:
            return OrganisationNotFound()
