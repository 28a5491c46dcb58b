"""Words that lie in the vault, for who may read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from domain.ids import OrganisationId
from domain.kernel import Selector
from domain.ports import Opened, Ports, StoredRecord


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
    opened = await open_sealed(ports, organisation, seen.records, wanted)
    return {
        commitment: msgspec.json.decode(found.value, type=str)
        for commitment, found in opened.items()
    }


async def open_sealed(
    ports: Ports,
    organisation: OrganisationId,
    stored: Iterable[StoredRecord],
    sealed: Iterable[SealedWords],
) -> Mapping[str, Opened]:
    """Commitment -> what was sealed; what was erased is absent. Each record is in ``stored``."""
    records = {each.position: each.record for each in stored}
    held: dict[str, dict[str, bytes]] = defaultdict(dict)
    for each in sealed:
        held[each.holder][each.commitment] = records[each.position]
    return await ports.vault.open_several(organisation, held)
