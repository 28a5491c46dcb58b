"""Words that lie in the vault, for who may read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from domain.ids import OrganisationId
from domain.kernel import Selector
from domain.ports import Ports


class SealedWords(NamedTuple):
    """``holder`` of the key, commitment (64 hex digits), and position of the record with it."""

    holder: str
    commitment: str
    position: int


async def open_words(
    ports: Ports,
    organisation: OrganisationId,
    found_by: Sequence[Selector],
    sealed: Iterable[SealedWords],
) -> Mapping[str, str]:
    """Commitment -> words; what was erased is absent. ``found_by`` finds the records."""
    wanted = list(sealed)
    if not wanted:
        return {}
    seen = await ports.log.read(organisation, found_by, None)
    records = {each.position: each.record for each in seen.records}
    held: dict[str, dict[str, bytes]] = defaultdict(dict)
    for each in wanted:
        held[each.holder][each.commitment] = records[each.position]
    opened = await ports.vault.open_several(organisation, held)
    return {
        commitment: msgspec.json.decode(found.value, type=str)
        for commitment, found in opened.items()
    }
