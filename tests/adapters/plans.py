"""What a statement costs: the pages that it touches, and the plans by which it finds its rows.

`EXPLAIN` shows the plan of a call, and nothing of the statements inside a function. So the
session is told to print every plan that it makes, in the form in which PostgreSQL keeps it.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import asyncpg

TIMES = 8
"""From the sixth time on a session may use a plan that was made for any arguments."""
PRINT_PLANS = """
SET statement_timeout = '5s'; -- a thousand times what any of them takes
SET debug_print_plan = on; SET debug_pretty_print = off;
SET client_min_messages = log; SET log_min_messages = panic;
"""
PREPARED = "SELECT parameter_types::text[] FROM pg_prepared_statements WHERE name = $1"
RELATIONS = "SELECT oid, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"

TOKEN = re.compile(r"[(){}]|(?:\\.|[^\s(){}\\])+", re.DOTALL)
READ_ALL_OF_IT = {"SORT", "INCREMENTALSORT", "HASH", "HASHJOIN", "MERGEJOIN", "MATERIAL", "AGG"}
"""Nodes that read whatever stands below them to its end."""
NEVER_ENDS = 10**9
"""Pages of a statement that was given up."""
FEW = {"view_checkpoint"}
"""Tables of which an organisation has a handful of rows, so that all of them may be read."""


class Cost(NamedTuple):
    pages: int
    """Hit or read, whatever the statement calls included."""
    spilled: int
    rows: int


class Node(NamedTuple):
    kind: str
    fields: dict[str, list[Any]]

    def inner(self) -> Iterator["Node"]:
        for values in self.fields.values():
            yield from nodes_in(values)

    def first(self, field: str, otherwise: str) -> str:
        return str(self.fields.get(field, [otherwise])[0])


class Session:
    """Asks, never keeps what it changed, and remembers the plans that it made."""

    def __init__(self, connection: asyncpg.Connection, names: Mapping[int, str]) -> None:
        self._connection, self._names = connection, names
        self._prepared: dict[str, tuple[str, list[str]]] = {}
        self._printed: list[str] = []
        self.plans: dict[str, list[Node]] = {}

    @classmethod
    async def over(cls, address: Mapping[str, Any], *settings: str) -> "Session":
        connection = await asyncpg.connect(**address)
        names = {row["oid"]: row["relname"] for row in await connection.fetch(RELATIONS)}
        await connection.execute(PRINT_PLANS + "".join(f"SET {s};" for s in settings))
        session = cls(connection, names)
        connection.add_log_listener(lambda _, said: session._printed.append(said.detail or ""))
        return session

    async def close(self) -> None:
        await self._connection.close()

    async def ask(self, query: str, arguments: Sequence[Any], times: int = TIMES) -> Cost:
        """What it costs at most, of all times but the first, which reads the catalogue too."""
        asked = await self._put(query, arguments)
        self._printed.clear()
        costs = []
        for _ in range(times):
            transaction = self._connection.transaction()
            await transaction.start()
            try:
                told = await self._connection.fetchval(asked)
            except asyncpg.QueryCanceledError:
                costs = [Cost(NEVER_ENDS, 0, 0)] * 2
                break
            finally:
                await transaction.rollback()
            costs.append(cost(json.loads(told)[0]["Plan"]))
        made = [parsed(text) for text in self._printed if text.startswith("{PLANNEDSTMT")]
        self.plans.setdefault(query, []).extend(made)
        return max(costs[1:])

    async def _put(self, query: str, arguments: Sequence[Any]) -> str:
        """The arguments lie in settings, from where a prepared statement can take them."""
        name, types = self._prepared.get(query) or await self._prepare(query)
        taken = []
        for n, (kind, value) in enumerate(zip(types, arguments, strict=True)):
            keep = f"SELECT set_config('asked.p{n}', $1::{kind}::text, false)"
            await self._connection.execute(keep, value)
            taken.append("NULL" if value is None else f"current_setting('asked.p{n}')::{kind}")
        call = f"({', '.join(taken)})" if taken else ""
        return f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE {name}{call}"

    async def _prepare(self, query: str) -> tuple[str, list[str]]:
        name = f"asked_{len(self._prepared)}"
        await self._connection.execute(f"PREPARE {name} AS {query}")
        self._prepared[query] = name, await self._connection.fetchval(PREPARED, name)
        return self._prepared[query]

    def faults(self, query: str) -> list[str]:
        """Where a plan reads a table without an index, or without an end."""
        return sorted({fault for plan in self.plans[query] for fault in self._faults(plan)})

    def looked_up(self, query: str) -> set[str]:
        """The tables that the plans of this statement read."""
        return {table for plan in self.plans[query] for _, _, table in self._scans(plan)}

    def _faults(self, plan: Node) -> Iterator[str]:
        for above, scan, table in self._scans(plan):
            ends = (kind for kind in reversed(above) if kind in {*READ_ALL_OF_IT, "LIMIT"})
            if scan == "SEQSCAN":
                yield f"SEQSCAN of {table}"
            elif (end := next(ends, "LIMIT")) != "LIMIT" and table not in FEW:
                yield f"{end} over {table}"

    def _scans(self, plan: Node) -> Iterator[tuple[tuple[str, ...], str, str]]:
        """What stands above each scan of a table of ours, its kind, and the table."""
        entries = nodes_in(plan.fields["rtable"])
        tables = [self._names.get(int(entry.first("relid", "0"))) for entry in entries]
        for above, root in roots(plan):
            for kinds, node in below(root, above):
                place = int(node.first("scan.scanrelid", "0"))
                if place and (table := tables[place - 1]):
                    yield kinds, node.kind, table


def roots(plan: Node) -> Iterator[tuple[tuple[str, ...], Node]]:
    """The plan, and those of its subqueries. One that is hashed is read to its end."""
    hashed = {
        int(node.first("plan_id", "0"))
        for _, node in below(plan, ())
        if node.kind == "SUBPLAN" and node.first("useHashTable", "") == "true"
    }
    for node in nodes_in(plan.fields["planTree"]):
        yield (), node
    for n, node in enumerate(nodes_in(plan.fields["subplans"]), 1):
        yield ("HASH",) if n in hashed else (), node


def cost(plan: Mapping[str, Any]) -> Cost:
    found = plan["Plans"][0] if plan["Node Type"] == "ModifyTable" else plan
    return Cost(
        plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
        plan["Temp Read Blocks"] + plan["Temp Written Blocks"],
        round(found["Actual Rows"] * found["Actual Loops"]),
    )


def below(node: Node, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Node]]:
    """A node and all that stand below it, each with the kinds of those above it."""
    yield above, node
    for inner in node.inner():
        yield from below(inner, (*above, node.kind))


def nodes_in(values: Sequence[Any]) -> Iterator[Node]:
    for value in values:
        if isinstance(value, Node):
            yield value
        elif isinstance(value, list):
            yield from nodes_in(value)


def parsed(text: str) -> Node:
    """PostgreSQL's own way to write a tree: {KIND :field value :field (value value)}."""
    (node,) = nodes_in(_values(iter(TOKEN.findall(text)), ""))
    return node


def _values(tokens: Iterator[str], end: str) -> list[Any]:
    values: list[Any] = []
    for token in tokens:
        if token == end:
            break
        if token == "{":
            values.append(_node(tokens))
        elif token == "(":
            values.append(_values(tokens, ")"))
        else:
            values.append(token)
    return values


def _node(tokens: Iterator[str]) -> Node:
    node = Node(next(tokens), {})
    values: list[Any] = []
    for value in _values(tokens, "}"):
        if isinstance(value, str) and value.startswith(":"):
            values = node.fields[value[1:]] = []
        else:
            values.append(value)
    return node
