"""The log in PostgreSQL. It translates, and nothing more: what must hold is in the SQL."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

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

READ_BOUNDARY = "SELECT * FROM read_boundary($1, $2, $3, $4, $5, $6)"
READ_EVENTS = "SELECT * FROM read_events($1, $2, $3, $4, $5)"
APPEND = """
SELECT * FROM append_commands(
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
    $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)
"""
EPOCH = "SELECT epoch FROM log_epoch WHERE organisation = $1"
HEADS = """
SELECT l.organisation,
       coalesce((SELECT e.position FROM event e WHERE e.organisation = l.organisation
                  ORDER BY e.position DESC LIMIT 1), 0) AS head
  FROM log l
"""

EVERYTHING = "*"
"""The tag that every event carries in the index."""


class PostgresLog:
    def __init__(self, pool: Pool, signals: Signals) -> None:
        self._pool, self._signals = pool, signals

    async def read(
        self, organisation: OrganisationId, boundary: Sequence[Selector], key: CommandKey | None
    ) -> Seen:
        rows = await fetch(
            self._pool,
            READ_BOUNDARY,
            as_uuid(organisation),
            *(key or (None, None)),
            [_types(selector) for selector in boundary],
            [_tags(selector.tags) for selector in boundary],
            [selector.latest for selector in boundary],
        )
        if not rows:
            raise OrganisationNotFound
        first, *events = rows
        found = {row["place"]: row for row in events}
        return Seen(
            [_stored(found[position]) for position in sorted(found)],
            first["head"],
            _carried(first, before=True) if first["first_position"] is not None else None,
        )

    async def read_page(
        self,
        organisation: OrganisationId,
        *,
        after: int,
        limit: int,
        types: Collection[str] = (),
        until: int | None = None,
    ) -> tuple[Sequence[StoredRecord], int]:
        wanted = sorted(set(types)) or None
        rows = await fetch(
            self._pool, READ_EVENTS, as_uuid(organisation), after, until, limit, wanted
        )
        if not rows:
            raise OrganisationNotFound
        first, *events = rows
        return [_stored(row) for row in events], first["head"]

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        (outcome,) = await self.append_many(organisation, [append])
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def append_many(
        self, organisation: OrganisationId, appends: Sequence[Append]
    ) -> list[Carried | Exception]:
        """One call of the database for all, a verdict for each, in order."""
        arguments = _flat(appends)
        async with connection(self._pool) as db:
            try:
                rows = await db.fetch(APPEND, as_uuid(organisation), *arguments)
            except NOT_DONE as fault:
                raise DatabaseAway from fault
            except AWAY as fault:
                raise ReplyLost from fault
        outcomes = [_outcome(row) for row in rows]
        recorded = [o.last for o in outcomes if isinstance(o, Carried) and not o.before]
        if recorded:
            self._signals.notify(organisation, max(recorded))
        return outcomes

    async def epoch(self, organisation: OrganisationId) -> str:
        rows = await fetch(self._pool, EPOCH, as_uuid(organisation))
        if not rows:
            raise OrganisationNotFound
        return str(rows[0]["epoch"])

    async def heads(self) -> Mapping[OrganisationId, int]:
        rows = await fetch(self._pool, HEADS)
        return {as_organisation(row["organisation"]): row["head"] for row in rows}


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


def _types(selector: Selector) -> str:
    return ",".join(selector.types)


def _tags(tags: Iterable[str]) -> str:
    """The tag that drives first; the one that every event carries if there is none."""
    return "\n".join(tags) or EVERYTHING


def _stored(row: Mapping[str, object]) -> StoredRecord:
    return StoredRecord(row["place"], row["event_type"], row["record"])  # type: ignore[arg-type]


def _carried(row: Mapping[str, object], *, before: bool) -> Carried:
    return Carried(
        row["first_position"],  # type: ignore[arg-type]
        row["last_position"],  # type: ignore[arg-type]
        row["fingerprint"],  # type: ignore[arg-type]
        before,
    )


def _outcome(row: Mapping[str, object]) -> Carried | Exception:
    match row["verdict"]:
        case "appended":
            return _carried(row, before=False)
        case "before":
            return _carried(row, before=True)
        case "conflict":
            return ConcurrentChange(row["first_position"])  # type: ignore[arg-type]
        case "taken":
            return IdentifierTaken()
        case "already_there":
            return AlreadyThere()
        case _:
            return OrganisationNotFound()


def _flat(appends: Sequence[Append]) -> tuple[list[object], ...]:
    """The arguments of ``append_commands`` after the organisation, in its order."""
    selectors = [s for a in appends for s in a.unless]
    records = [r for a in appends for r in a.records]
    keys = [k for a in appends for k in a.sealing.keys]
    values = [v for a in appends for v in a.sealing.values]
    identities = [i for a in appends for i in a.sealing.identities]
    return (
        [a.founds for a in appends],
        [a.key.caller if a.key else None for a in appends],
        [a.key.command if a.key else None for a in appends],
        [a.fingerprint for a in appends],
        [a.after for a in appends],
        [len(a.unless) for a in appends],
        [_types(s) for s in selectors],
        [_tags(s.tags) for s in selectors],
        [len(a.records) for a in appends],
        [r.type for r in records],
        [_tags((EVERYTHING, *r.tags)) for r in records],
        [r.record for r in records],
        [len(a.sealing.keys) for a in appends],
        [holder for holder, _ in keys],
        [wrapped for _, wrapped in keys],
        [len(a.sealing.values) for a in appends],
        [v.holder for v in values],
        [v.commitment for v in values],
        [v.ciphertext for v in values],
        [len(a.sealing.identities) for a in appends],
        [digest for digest, _ in identities],
        [person for _, person in identities],
        [len(a.sealing.emptied) for a in appends],
        [box for a in appends for box in a.sealing.emptied],
        [len(a.sealing.destroyed) for a in appends],
        [holder for a in appends for holder in a.sealing.destroyed],
    )
