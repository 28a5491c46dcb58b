"""Things that are begun at fixed moments, whether or not those before them are done."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeVar

One = TypeVar("One")


async def at_pace(
    each_second: float, what: Iterable[One], do: Callable[[One], Coroutine[Any, Any, None]]
) -> float:
    """How many were really done in a second. Whoever is late is begun at once."""
    began = time.perf_counter()
    number = 0
    async with asyncio.TaskGroup() as under_way:
        for number, one in enumerate(what, start=1):
            await asyncio.sleep(max(0, began + number / each_second - time.perf_counter()))
            under_way.create_task(do(one))
    return number / (time.perf_counter() - began)
