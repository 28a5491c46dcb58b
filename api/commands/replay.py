"""``zetel replay``."""

import rich_click as click

from api.commands.answer import answer
from api.commands.running import runs
from api.main import running
from api.settings import Settings


@click.command()
@click.argument("organisation")
@click.option("--decision", help="A decision or a neighbourhood vote to recount.")
@click.option("--at", help="A position, or a moment with a zone (2026-05-04T12:00:00Z).")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@runs
async def replay(
    settings: Settings, organisation: str, decision: str | None, at: str | None, as_json: bool
) -> None:
    """..."""
