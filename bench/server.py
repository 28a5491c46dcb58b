"""``zetel serve`` with two more addresses, which take a ballot like any other and do nothing.

    python -m bench.server

Settings are those of ``zetel serve``. What these addresses can answer in a second is the
ceiling of what the server could do if recording a ballot cost nothing.
"""

import asyncio
import os

import uvloop
from litestar import Litestar, Router, post
from litestar.di import Provide
from litestar.params import FromPath, JSONBody
from litestar.types import ASGIApp

from api.callers import ByCaller, the_caller, with_token
from api.main import running
from api.server import listen, serving, stopped_by_signals
from api.settings import from_environ
from api.types import OrganisationPath, VotePath
from api.vote_bodies import ApprovalAsked
from bench.files import allow_many

BALLOTS = "/organisations/{organisation:str}/votes/{vote:str}/ballots"
WITH_TOKEN, WITHOUT_TOKEN = "/with-token", "/without-token"


@post(BALLOTS, status_code=204)
async def do_nothing(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: JSONBody[ApprovalAsked],
    caller: ByCaller,
) -> None:
    """Everything that surrounds a ballot, and no ballot."""


@post(BALLOTS, status_code=204)
async def do_nothing_for_anybody(
    organisation: FromPath[OrganisationPath],
    vote: FromPath[VotePath],
    data: JSONBody[ApprovalAsked],
) -> None:
    """Not even a token is looked at."""


def with_ceiling(app: ASGIApp) -> ASGIApp:
    inner = app.app  # type: ignore[attr-defined]
    assert isinstance(inner, Litestar)
    caller = {"caller": Provide(the_caller, sync_to_thread=False)}
    inner.register(
        Router(WITH_TOKEN, route_handlers=[do_nothing], guards=[with_token], dependencies=caller)
    )
    inner.register(Router(WITHOUT_TOKEN, route_handlers=[do_nothing_for_anybody]))
    return app


async def serve() -> None:
    settings = from_environ(os.environ)
    stopping = asyncio.Event()
    with listen(settings.port) as listening, stopped_by_signals(stopping):
        async with (
            running(settings, serve=True) as zetel,
            zetel.at_work(),
            serving(with_ceiling(zetel.app(stopping)), listening, stopping) as address,
        ):
            print(address, flush=True)
            await stopping.wait()


if __name__ == "__main__":
    allow_many()
    uvloop.run(serve())
