"""The HTTP server: it listens on this machine only and stops at once, streams included."""

import asyncio
import gc
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import uvicorn
from litestar.types import ASGIApp

HOST = "127.0.0.1"
PATIENCE = 1
"""Seconds that a request under way may still take when the server stops."""


class PortTaken(Exception):
    """The message names the port and says what to do."""


class _Server(uvicorn.Server):
    """Signals are ours to handle: what surrounds the server has things to close too."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(port: int) -> socket.socket:
    """Take the port before anything else is started. Port 0 takes any. Raise PortTaken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as fault:
        listening.close()
        raise PortTaken(
            f"port {port} cannot be used ({fault.strerror}): "
            "end what listens there, or set ZETEL_PORT to another"
        ) from fault
    return listening


@asynccontextmanager
async def serving(
    app: ASGIApp, listening: socket.socket, stopping: asyncio.Event
) -> AsyncIterator[str]:
    """The address at which ``app`` answers. ``stopping`` is set when this ends or by a signal."""
    config = uvicorn.Config(
        app,
        http="httptools",
        lifespan="off",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        timeout_graceful_shutdown=PATIENCE,
        timeout_keep_alive=65,
        limit_concurrency=2000,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        # What is there by now stays: no search for garbage needs to go through it again.
        gc.collect()
        gc.freeze()
        host, port = listening.getsockname()[:2]
        yield f"http://{host}:{port}"
    finally:
        stopping.set()
        server.should_exit = True
        await task


@contextmanager
def stopped_by_signals(stopping: asyncio.Event) -> Iterator[None]:
    """Ctrl-C, a closed terminal and a polite kill all set ``stopping``."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in signals:
        loop.add_signal_handler(number, stopping.set)
    try:
        yield
    finally:
        for number in signals:
            with suppress(ValueError):
                loop.remove_signal_handler(number)
