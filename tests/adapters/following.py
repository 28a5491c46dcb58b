"""A log, its views and who keeps them, over one database."""

from collections.abc import Sequence
from typing import Any, NamedTuple

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

ROWS_OF = {
    table: f"SELECT * FROM {table} WHERE organisation = $1 ORDER BY 2, 3, 4"
    for table in ("view_document", "view_entry", "view_checkpoint")
}


class Following(NamedTuple):
    log: PostgresLog
    projector: Projector
    views: PostgresViews

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
) -> Following:
    """As one server has it: several of them may follow the same database."""
    appended, progress = Signals(), Signals()
    log = PostgresLog(database.pool, appended)
    return Following(
        log,
        Projector(database.pool, log, appended, progress, views),
        PostgresViews(database.pool, progress, patience=patience),
    )


async def rows(database: Database, organisation: OrganisationId = DE_PIJP) -> dict[str, list[Any]]:
    """All that the views of one organisation consist of."""
    name = organisation.removeprefix("organisation:")
    return {
        table: sorted(tuple(row) for row in await database.pool.fetch(query, name))
        for table, query in ROWS_OF.items()
    }
