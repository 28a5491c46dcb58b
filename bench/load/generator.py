"""Requests to a server from another process: wrk where it is installed, our own where not."""

import asyncio
import shutil
import sys
from pathlib import Path

import msgspec

from bench.load import requests

SCRIPT = Path(__file__).with_name("wrk.lua")
CONNECTIONS = 64


class LoadFailed(Exception):
    """The message is what the generator said."""


class Load(msgspec.Struct, frozen=True):
    """``refused`` are answers other than 2xx, ``broken`` connections that failed."""

    answered: int
    seconds: float
    refused: int
    broken: int

    @property
    def per_second(self) -> float:
        return self.answered / self.seconds

    def line(self) -> str:
        return msgspec.json.encode(self).decode()


def generator() -> str:
    return "wrk" if shutil.which("wrk") else "our own generator, in Python"


async def send(port: int, file: Path, seconds: float) -> Load:
    """Send requests for so long; raise LoadFailed if any was refused or sent twice."""
    wrk = shutil.which("wrk")
    if wrk is None or seconds < 1:  # wrk knows no parts of a second
        size = [str(port), str(CONNECTIONS), str(seconds), str(file)]
        command = [sys.executable, "-m", "bench.load.sockets", *size]
    else:
        size = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout", "60s"]
        address = f"http://127.0.0.1:{port}"
        command = [wrk, *size, "--script", str(SCRIPT), address, "--", str(file)]
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    printed, _ = await child.communicate()
    if child.returncode:
        raise LoadFailed(printed.decode())
    load = msgspec.json.decode(printed.splitlines()[-1], type=Load)
    return checked(load, sum(1 for _ in requests.read(file)))


def checked(load: Load, prepared: int) -> Load:
    if load.refused or load.broken:
        raise LoadFailed(f"{load.refused} requests were refused, {load.broken} broke off")
    if load.answered + CONNECTIONS >= prepared:
        raise LoadFailed(f"{prepared} requests were not enough for {load.answered} answers")
    return load
