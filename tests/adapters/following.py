"""A log, its views and who keeps them, over one database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from adapters.postgres.hints import LOOK_EVERY, Hints
from adapters.postgres.log import PostgresLog
from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresViews
from adapters.signals import Signals
from domain.ids import OrganisationId
from domain.record import Recorded
from projections.base import Projection
from projections.catalogue import PROJECTIONS
from tests.conftest import Database
from tests.residents import DE_PIJP
from tests.story import told

PATIENCE = 0.2

# Whichever of its two shelves a view stands on.
ROWS_OF = {
    "view_document": "organisation, projection, abs(version), id, document",
    "view_entry": "organisation, projection, abs(version), list, filter, sort, id",
    "view_words": "organisation, projection, abs(version), id, sort,"
    " ts_delete(words, concat_ws(' ', organisation, projection, version))::text",
    "view_checkpoint": "organisation, projection, version, position, fault",
}


class Following(NamedTuple):
    log: PostgresLog
    projector: Projector
    views: PostgresViews
    hints: Hints
    appended: Signals

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """It hears of what others append, and its views follow."""
        tasks = [asyncio.create_task(each.run()) for each in (self.hints, self.projector)]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(each, asyncio.CancelledError) for each in ended), ended

    async def goes_on(
        self, history: Sequence[Recorded], organisation: OrganisationId = DE_PIJP
    ) -> None:
        """This happened next, and the views have seen it."""
        await told(self.log, history, organisation)
        await self.projector.catch_up(organisation)


def following(
    database: Database,
    views: Sequence[Projection[Any]] = PROJECTIONS,
    *,
    patience: float = PATIENCE,
    look_every: float = LOOK_EVERY,
) -> Following:
    """As one server has it: several of them may follow the same database."""
    appended, progress = Signals(), Signals()
    log = PostgresLog(database.pool, appended)
    return Following(
        log,
        Projector(database.pool, log, appended, progress, views),
        PostgresViews(database.pool, progress, patience=patience),
        Hints(database.pool, appended, look_every=look_every),
        appended,
    )


async def rows(database: Database, organisation: OrganisationId = DE_PIJP) -> dict[str, list[Any]]:
    """All that the views of one organisation consist of."""
    name = organisation.removeprefix("organisation:")
    return {
        table: sorted(
            tuple(row)
            for row in await database.pool.fetch(
                f"SELECT {columns} FROM {table} WHERE organisation = $1", name
            )
        )
        for table, columns in ROWS_OF.items()
    }
