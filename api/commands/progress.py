"""Progress on standard error: bars where somebody is looking, a line per step where not."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from api.import_votes import Progress as Report


@contextmanager
def progress_on_standard_error() -> Iterator[Report]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        steps: dict[str, TaskID] = {}

        def report(step: str, done: int, of: int) -> None:
            if of == 1:
                bars.console.print(step, highlight=False)
                return
            if step not in steps:
                steps[step] = bars.add_task(step, total=of)
            bars.update(steps[step], completed=done)

        yield report
