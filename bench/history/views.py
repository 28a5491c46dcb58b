"""What must hold of every view: it is the fold of what its checkpoint has passed."""

from collections import defaultdict
from collections.abc import Iterator, MutableMapping
from typing import Any

import msgspec

from bench.history.entries import View
from bench.history.footprints import FOOTPRINTS
from bench.history.held import Held
from domain import record
from projections.base import Projection
from projections.catalogue import PROJECTIONS

KNOWN: dict[str, Projection[Any]] = {each.NAME: each for each in (*PROJECTIONS, FOOTPRINTS)}


def every_view_is_the_fold_of_its_prefix(held: Held) -> Iterator[str]:
    """Each projection is folded once, and compared wherever somebody looked at it."""
    looks = defaultdict(list)
    for view in held.of(View):
        looks[view.projection].append(view)
    for name, views in looks.items():
        projection, documents, passed = KNOWN[name], dict[str, Any](), 0
        for view in sorted(views, key=lambda view: view.position):
            _fold_on(held, projection, documents, passed, view.position)
            passed = view.position
            if differing := _differing(documents, view.documents):
                yield (
                    f"the view {name} at {view.position} is not the fold of what came before: "
                    f"{', '.join(differing[:5])}"
                )


def _fold_on(
    held: Held,
    projection: Projection[Any],
    documents: MutableMapping[str, Any],
    after: int,
    until: int,
) -> None:
    for position in held.between([event.NAME for event in projection.FOLLOWS], after, until):
        projection.apply(documents, record.decode(position, held.record(position)))


def _differing(folded: dict[str, Any], found: dict[str, str]) -> list[str]:
    plain = {name: msgspec.json.encode(document).decode() for name, document in folded.items()}
    return sorted(
        name for name in plain.keys() | found.keys() if plain.get(name) != found.get(name)
    )
