"""What a statement costs does not grow with the log, whenever and wherever its plan was made.

A plan that reads a whole table is right on an empty one, and a session keeps its plans. So
every statement is asked on a large log, in sessions that planned at very different moments.
"""

import re
import secrets
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

import asyncpg
import pytest

from adapters.postgres.database import NAME, OWNER, Addresses
from adapters.postgres.launcher import SUPERUSER
from adapters.postgres.session import SETTINGS
from tests.adapters import large_log
from tests.adapters.plans import Cost, Session
from tests.adapters.questions import Question, overheard, questions
from tests.adapters.test_statements import statements

SMALL, LARGE = 20_000, 200_000
"""Events of the city."""
WHILE_SMALL, WHILE_EMPTY, NEVER_ANALYSED, ANALYSED, FOR_THESE_ARGUMENTS = (
    "while the log was small",
    "while the tables were empty",
    "while they were never analysed",
    "after they were analysed",
    "for these very arguments",
)
"""When the sessions made their plans. All were asked on the large log, except the first."""
PLANNING = 60
"""Pages of the catalogue and of indexes that planning reads, where a call is planned each time."""
OURS = [f"{name} = '{value}'" for name, value in SETTINGS.items() if name != "role"]
GROWING = """
SELECT relname AS name FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'schema_migrations'
UNION SELECT proname FROM pg_proc
 WHERE pronamespace = 'public'::regnamespace AND prorettype <> 'trigger'::regtype
"""


class Asked(NamedTuple):
    question: Question
    statement: str
    most: int
    cost: Cost
    faults: list[str]
    tables: set[str]


async def asked_by(session: Session, head: int) -> list[Asked]:
    return [
        Asked(
            question,
            query,
            question.pages + question.per_street * large_log.streets(head),
            await session.ask(query, arguments),
            session.faults(query),
            session.looked_up(query),
        )
        for question in questions(head)
        for query, arguments in await overheard(question)
    ]


@pytest.fixture(scope="module")
async def address(postgres: Addresses) -> AsyncIterator[Mapping[str, Any]]:
    """A database of its own, as a superuser."""
    name = f"test_{secrets.token_hex(6)}"
    server = await asyncpg.connect(**{**postgres.owner, "user": SUPERUSER, "database": "postgres"})
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {NAME} OWNER {OWNER}")
    yield {**postgres.owner, "user": SUPERUSER, "database": name}
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await server.close()


@pytest.fixture(scope="module")
async def asked(address: Mapping[str, Any]) -> Mapping[str, list[Asked]]:
    """Everything, in sessions that began at these moments."""
    superuser = await asyncpg.connect(**address)
    await large_log.begin(superuser)
    early = await Session.over(address, *OURS)
    await asked_by(early, 0)
    await large_log.grow(superuser, 0, SMALL)
    found = {WHILE_SMALL: await asked_newly(address, SMALL)}
    await large_log.grow(superuser, SMALL, LARGE)
    found[WHILE_EMPTY] = await asked_by(early, LARGE)
    found[NEVER_ANALYSED] = await asked_newly(address, LARGE)
    found[FOR_THESE_ARGUMENTS] = await asked_newly(address, LARGE, "plan_cache_mode = auto")
    await superuser.execute("ANALYZE")
    found[ANALYSED] = await asked_newly(address, LARGE)
    await early.close()
    await superuser.close()
    return found


async def asked_newly(address: Mapping[str, Any], head: int, *settings: str) -> list[Asked]:
    session = await Session.over(address, *OURS, *settings)
    asked = await asked_by(session, head)
    await session.close()
    return asked


ALL_MOMENTS = pytest.mark.parametrize(
    "moment", [WHILE_SMALL, WHILE_EMPTY, NEVER_ANALYSED, ANALYSED, FOR_THESE_ARGUMENTS]
)


@ALL_MOMENTS
def test_no_statement_touches_more_pages_than_its_bound(
    asked: Mapping[str, list[Asked]], moment: str
):
    planning = PLANNING if moment == FOR_THESE_ARGUMENTS else 0
    over = {
        (a.question.name, a.statement, a.cost.pages)
        for a in asked[moment]
        if a.cost.pages > a.most + planning
    }
    assert over == set()


@ALL_MOMENTS
def test_no_plan_reads_a_whole_table(asked: Mapping[str, list[Asked]], moment: str):
    assert {(a.question.name, a.statement, *a.faults) for a in asked[moment] if a.faults} == set()


@ALL_MOMENTS
def test_nothing_is_put_on_disk_to_be_sorted(asked: Mapping[str, list[Asked]], moment: str):
    assert {(a.question.name, a.cost.spilled) for a in asked[moment] if a.cost.spilled} == set()


@ALL_MOMENTS
def test_every_question_finds_what_it_is_about(asked: Mapping[str, list[Asked]], moment: str):
    """Else it would be cheap because it finds nothing."""
    found = {a.question.name: a.cost.rows for a in asked[moment] if a.question.rows is not None}
    assert found == {
        a.question.name: a.question.rows for a in asked[moment] if a.question.name in found
    }
    seen = [a.tables for a in asked[moment] if a.statement.lstrip().startswith("SELECT")]
    assert all(seen)


def test_what_a_statement_costs_does_not_grow_with_the_log(asked: Mapping[str, list[Asked]]):
    """But for a step more in each index, or a few lookups in the place of a short scan."""
    then, now = asked[WHILE_SMALL], asked[NEVER_ANALYSED]
    grown = {
        (a.question.name, a.statement, b.cost.pages, a.cost.pages)
        for b, a in zip(then, now, strict=True)
        if a.cost.pages > max(50, 1.5 * b.cost.pages, 6 * a.cost.rows) and not a.question.per_street
    }
    assert grown == set()


async def test_every_statement_on_what_grows_has_a_bound(
    asked: Mapping[str, list[Asked]], superuser: asyncpg.Connection
):
    """Whoever adds a statement adds a question that runs it."""
    bounded = {a.statement for a in asked[ANALYSED]}
    growing = [row["name"] for row in await superuser.fetch(GROWING)]
    grows = re.compile(rf"\b({'|'.join(growing)})\b")
    bound_to_be = {name: sql for name, sql in statements().items() if grows.search(sql)}
    assert {"log.APPEND", "hints.HEADS", "views.PAGE"} <= set(bound_to_be)
    assert {name for name, sql in bound_to_be.items() if sql not in bounded} == set()
