from pathlib import Path

import asyncpg
import pytest

from bench.history.recorder import History
from tests.conftest import Database
from tests.history.broken_logs import SCHEMA


@pytest.fixture
def history(tmp_path: Path):
    with History(tmp_path / "history.jsonl") as history:
        yield history


@pytest.fixture
async def ruins(database: Database):
    """A database in which broken logs can stand."""
    await database.owner.execute(SCHEMA)
    async with asyncpg.create_pool(min_size=0, max_size=4, **database.addresses.owner) as pool:
        yield pool
