"""UmaDB: a log with a server of its own, reached over gRPC on this machine."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from umadb import AppendCondition, Client, Event, Query, QueryItem

from bench.peers.asked import Question, Stored
from bench.stage import Stage

SERVER = "from umadb.umadb_server_cli import main; main()"
AT_ONCE = 1_000


class Uma:
    def __init__(self, client: Client) -> None:
        self.client = client

    def fill(self, events: Sequence[Stored]) -> None:
        for start in range(0, len(events), AT_ONCE):
            self.client.append([_event(each) for each in events[start : start + AT_ONCE]])

    def ask(self, question: Question) -> None:
        query = Query([QueryItem(list(s.types), list(s.tags)) for s in question.boundary])
        _, head = self.client.read(query).collect_with_head()
        self.client.append([_event(question.event)], AppendCondition(query, head))


def _event(stored: Stored) -> Event:
    return Event(stored.type, stored.record, list(stored.tags))


@contextmanager
def uma(stage: Stage) -> Iterator[Uma]:
    """Its files lie beside the data of PostgreSQL, on the same disk."""
    address = f"127.0.0.1:{_free_port()}"
    with TemporaryDirectory(dir=stage.folder) as folder:
        command = [sys.executable, "-c", SERVER, "--listen", address, "--db-path", folder]
        with (Path(folder) / "server.log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603
        try:
            yield Uma(_connected(f"http://{address}"))
        finally:
            server.terminate()
            server.wait()


def _connected(address: str) -> Client:
    deadline = time.monotonic() + 20
    while True:
        try:
            client = Client(address)
            client.head()
            return client
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
