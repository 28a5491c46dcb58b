"""``zetel serve``."""

import asyncio

import rich_click as click

from api.commands.running import runs, say
from api.commands.story import tell_once
from api.commands.welcome import welcome, welcome_to_the_demo
from api.main import Zetel, running
from api.server import listen, serving, stopped_by_signals
from api.settings import Settings


@click.command()
@click.option("--demo", is_flag=True, help="Play the demonstration first, once.")
@runs
async def serve(settings: Settings, demo: bool) -> None:
    """Serve the API on 127.0.0.1, with everything that it needs.

    Examples:

        zetel serve

        ZETEL_PORT=8080 ZETEL_DATA=/srv/zetel zetel serve --demo
    """
    stopping = asyncio.Event()
    with listen(settings.port) as listening, stopped_by_signals(stopping):
        async with (
            running(settings, serve=True) as zetel,
            zetel.at_work(),
            serving(zetel.app(stopping), listening, stopping) as address,
        ):
            greeting = asyncio.create_task(_greet(settings, zetel, address, demo))
            stop = asyncio.create_task(stopping.wait())
            await asyncio.wait((greeting, stop), return_when=asyncio.FIRST_COMPLETED)
            if greeting.done():
                print(greeting.result(), flush=True)
                await stop
            greeting.cancel()
    say("stopped")


async def _greet(settings: Settings, zetel: Zetel, address: str, demo: bool) -> str:
    if not demo:
        return welcome(address)
    told = await tell_once(settings, zetel, address)
    return welcome_to_the_demo(address, zetel.tokens, told)
