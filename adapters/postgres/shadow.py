"""Views that are built anew in memory, while those in the database go on serving."""

from collections.abc import Sequence
from typing import Any

import msgspec

from domain.ids import OrganisationId
from domain.ports import Log
from projections.base import Projection
from projections.folding import Fault, fold, read, steps

EVENTS_AT_ONCE = 500


class Shadow:
    def __init__(
        self, log: Log, organisation: OrganisationId, views: Sequence[Projection[Any]]
    ) -> None:
        self._log, self._organisation, self._views = log, organisation, views
        self._types = {event.NAME for view in views for event in view.FOLLOWS}
        self.documents: dict[str, dict[str, msgspec.Struct]] = {view.NAME: {} for view in views}
        self.faults: dict[str, Fault] = {}
        """Where a view stopped; the others went on."""
        self.position = 0

    async def catch_up(self) -> None:
        """Fold everything up to the head of the log, whatever that is by now."""
        behind = True
        while behind:
            page, head = await self._log.read_page(
                self._organisation, after=self.position, limit=EVENTS_AT_ONCE, types=self._types
            )
            known = [(stored, read(stored)) for stored in page]
            for view in self._views:
                if view.NAME not in self.faults:
                    documents = self.documents[view.NAME]
                    folded = fold(view, documents, steps(view, known, after=self.position))
                    documents.update(folded.changed)
                    if folded.fault is not None:
                        self.faults[view.NAME] = folded.fault
            behind = len(page) == EVENTS_AT_ONCE
            self.position = page[-1].position if behind else head
