"""The two logs answer the same, whatever is asked of them and in whatever order."""

from itertools import count
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from adapters.memory.log import MemoryLog
from adapters.postgres.log import PostgresLog
from adapters.postgres.vault_store import PostgresVaultStore
from adapters.signals import Signals
from domain.errors import OrganisationNotFound
from domain.ids import OrganisationId
from domain.kernel import Selector
from domain.ports import (
    AlreadyThere,
    Append,
    CommandKey,
    ConcurrentChange,
    IdentifierTaken,
    Log,
    NewRecord,
    SealedValue,
    Sealing,
)
from tests.conftest import Database
from tests.residents import numbered

TYPES, TAGS, HOLDERS = ("cast", "filled", "closed"), ("a", "b", "c"), ("person:1", "decision:1")
REFUSED = (ConcurrentChange, AlreadyThere, IdentifierTaken, OrganisationNotFound)
drawn: list[bytes] = []
"""Commitments, no two the same."""

types = some.lists(some.sampled_from(TYPES), min_size=1, max_size=2, unique=True).map(tuple)
tags = some.lists(some.sampled_from(TAGS), max_size=2, unique=True).map(tuple)
selectors = some.lists(some.builds(Selector, types, tags, some.booleans()), max_size=3)
holders = some.lists(some.sampled_from(HOLDERS), max_size=1)
keys = some.none() | some.builds(CommandKey, some.sampled_from("pq"), some.sampled_from("12"))
records = some.lists(
    some.builds(NewRecord, some.sampled_from(TYPES), tags, some.binary(max_size=4)),
    min_size=1,
    max_size=3,
)


def sealed(holder: str) -> SealedValue:
    drawn.append(len(drawn).to_bytes(4))
    return SealedValue(0, holder, drawn[-1], b"sealed")


def removed(holder: str, back: int) -> tuple[str, bytes]:
    """One of the values that were drawn before, if it was sealed for this holder."""
    return holder, drawn[-back] if back <= len(drawn) else b""


values = some.lists(some.builds(sealed, some.sampled_from(HOLDERS)), max_size=2)
removals = some.lists(
    some.builds(removed, some.sampled_from(HOLDERS), some.integers(1, 4)), max_size=2
)
sealings = some.builds(
    Sealing,
    keys=some.lists(some.tuples(some.sampled_from(HOLDERS), some.binary(max_size=2)), max_size=1),
    values=values,
    identities=some.lists(
        some.tuples(some.sampled_from([b"x", b"y"]), some.just("person:1")), max_size=1
    ),
    emptied=holders,
    removed=removals,
    destroyed=holders,
)
appends = some.builds(
    Append,
    records=records,
    unless=selectors,
    after=some.integers(0, 12),
    key=keys,
    fingerprint=some.binary(max_size=2),
    sealing=sealings,
    founds=some.sampled_from([False, False, False, True]),
)


class Both(NamedTuple):
    log: Log
    store: Any


async def answer(question: "Question", both: Both, here: OrganisationId) -> object:
    try:
        return await question.ask(both, here)
    except REFUSED as refused:
        return type(refused), getattr(refused, "position", None)


class Appending(NamedTuple):
    append: Append

    async def ask(self, both: Both, here: OrganisationId) -> object:
        return await both.log.append(here, self.append)


class Reading(NamedTuple):
    boundary: list[Selector]
    key: CommandKey | None

    async def ask(self, both: Both, here: OrganisationId) -> object:
        return await both.log.read(here, self.boundary, self.key)


class Paging(NamedTuple):
    after: int
    limit: int
    types: tuple[str, ...]
    until: int | None
    tags: tuple[str, ...] = ()

    async def ask(self, both: Both, here: OrganisationId) -> object:
        return await both.log.read_page(here, **self._asdict())


class Opening(NamedTuple):
    holder: str

    async def ask(self, both: Both, here: OrganisationId) -> object:
        values = await both.store.sealed_values(here, self.holder)
        return await both.store.wrapped_key(here, self.holder), sorted(values)


Question = Appending | Reading | Paging | Opening

questions = some.one_of(
    some.builds(Appending, appends),
    some.builds(Appending, appends),
    some.builds(Reading, selectors, keys),
    some.builds(
        Paging,
        some.integers(0, 12),
        some.integers(0, 5),
        types | some.just(()),
        some.none() | some.integers(0, 12),
        some.just(()),
    ),
    some.builds(
        Paging,
        some.integers(0, 12),
        some.integers(0, 5),
        types,
        some.none() | some.integers(0, 12),
        tags,
    ),
)


@pytest.fixture
def postgres_log(database: Database, signals: Signals) -> Both:
    return Both(PostgresLog(database.pool, signals), PostgresVaultStore(database.pool))


organisations = (numbered("organisation", number) for number in count(1))


@settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(asked=some.lists(questions, min_size=5, max_size=25))
async def test_the_two_logs_answer_the_same(postgres_log: Both, asked: list[Question]):
    here = OrganisationId(next(organisations))
    memory = MemoryLog()
    founding = Append(records=[NewRecord("founded", (), b"")], founds=True)
    for question in [Appending(founding), *asked, *map(Opening, HOLDERS)]:
        in_memory = await answer(question, Both(memory, memory), here)
        in_postgres = await answer(question, postgres_log, here)
        assert in_memory == in_postgres, question
