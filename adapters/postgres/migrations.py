"""Brings a database to the schema that this version expects. Forward only.

The files in ``sql/`` are in dbmate's format, so that operators may run dbmate themselves: a
version is the number that a file's name begins with. A file that was applied is never
changed: its SHA-256 is kept and compared, unless dbmate applied it, which keeps none.
"""

from hashlib import sha256
from pathlib import Path

import asyncpg

FOLDER = Path(__file__).parent / "sql"
MARK = "-- migrate:up\n"

LOCK = "SELECT pg_advisory_lock(7261)"
UNLOCK = "SELECT pg_advisory_unlock(7261)"
MAKE_TABLE = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    version text PRIMARY KEY, sha256 text, applied_at timestamptz DEFAULT now())
"""
COMPLETE_TABLE = """
ALTER TABLE schema_migrations
    ADD COLUMN IF NOT EXISTS sha256 text,
    ADD COLUMN IF NOT EXISTS applied_at timestamptz DEFAULT now()
"""
LET_READ = "GRANT SELECT ON schema_migrations TO zetel_app"
APPLIED = "SELECT version, sha256 FROM schema_migrations"
REMEMBER = "INSERT INTO schema_migrations (version, sha256) VALUES ($1, $2)"
EXISTS = "SELECT to_regclass('schema_migrations') IS NOT NULL"


class SchemaChanged(Exception):
    """An applied migration is not the one that this version has; the message names it."""


async def migrate(owner: asyncpg.Connection) -> list[str]:
    """Apply what is missing, each file in one transaction; return the files applied.

    Several processes may start at once: one migrates, the others wait and find it done.
    """
    await owner.execute(LOCK)
    try:
        await owner.execute(MAKE_TABLE)
        await owner.execute(COMPLETE_TABLE)
        done = {row["version"]: row["sha256"] for row in await owner.fetch(APPLIED)}
        applied = [path.stem for path in _files() if await _apply(owner, path, done)]
        await owner.execute(LET_READ)
        return applied
    finally:
        await owner.execute(UNLOCK)


async def is_current(connection: asyncpg.Connection) -> bool:
    """Whether every migration of this version was applied."""
    if not await connection.fetchval(EXISTS):
        return False
    done = {row["version"] for row in await connection.fetch(APPLIED)}
    return all(_version(path) in done for path in _files())


async def _apply(owner: asyncpg.Connection, path: Path, done: dict[str, str | None]) -> bool:
    text = path.read_text(encoding="utf-8")
    digest = sha256(text.encode()).hexdigest()
    version = _version(path)
    if version in done:
        if done[version] not in (None, digest):
            raise SchemaChanged(f"{path.name} was changed after it was applied")
        return False
    async with owner.transaction():
        await owner.execute(text.removeprefix(MARK))
        await owner.execute(REMEMBER, version, digest)
    return True


def _files() -> list[Path]:
    return sorted(FOLDER.glob("*.sql"))


def _version(path: Path) -> str:
    return path.stem.partition("_")[0]
