"""``zetel demo``."""

import asyncio

import msgspec
import rich_click as click

from api.commands.answer import answer
from api.commands.running import runs
from api.commands.story import tell_once
from api.main import running
from api.server import listen, serving
from api.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@runs
async def demo(settings: Settings, as_json: bool) -> None:
    """Play the demonstration story, once: a board decides and a neighbourhood votes.

    It is played over HTTP, on a port of its own, whether or not a server is running.

    Examples:

        zetel demo

        zetel demo --json
    """
    stopping = asyncio.Event()
    with listen(0) as listening:
        async with (
            running(settings) as zetel,
            zetel.at_work(),
            serving(zetel.app(stopping), listening, stopping) as address,
        ):
            told = await tell_once(settings, zetel, address)
    lines = (f"{name}: {value}" for name, value in msgspec.structs.asdict(told).items())
    answer(told, "\n".join(lines), as_json)
