"""``zetel migrate``."""

import rich_click as click

from adapters.postgres.database import migrate_at
from api.commands.answer import answer
from api.commands.running import runs
from api.main import database
from api.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@runs
async def migrate(settings: Settings, as_json: bool) -> None:
    """Bring the database to the schema of this version.

    The embedded database is always brought up to date when it starts. A database of your own
    (`ZETEL_DATABASE_URL`) is changed by this command only; its login must own the database.

    Example:

        ZETEL_DATABASE_URL=postgresql://owner@localhost/zetel zetel migrate
    """
    async with database(settings) as addresses:
        applied = await migrate_at(addresses.owner)
    text = f"applied {', '.join(applied)}" if applied else "the schema is up to date"
    answer({"applied": applied}, text, as_json)
