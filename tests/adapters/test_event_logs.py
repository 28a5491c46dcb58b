import pytest

from adapters.memory.log import MemoryLog
from adapters.postgres.log import PostgresLog
from adapters.postgres.vault_store import PostgresVaultStore
from adapters.signals import Signals
from tests.adapters.event_log_contract import EventLogContract
from tests.conftest import Database


class TestMemoryLog(EventLogContract):
    @pytest.fixture
    def log(self) -> MemoryLog:
        return MemoryLog()

    @pytest.fixture
    def store(self, log: MemoryLog) -> MemoryLog:
        return log


class TestPostgresLog(EventLogContract):
    @pytest.fixture
    def log(self, database: Database, signals: Signals) -> PostgresLog:
        return PostgresLog(database.pool, signals)

    @pytest.fixture
    def store(self, database: Database) -> PostgresVaultStore:
        return PostgresVaultStore(database.pool)
