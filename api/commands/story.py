"""Plays the demonstration once, and remembers in the data folder what it left behind."""

from pathlib import Path

import msgspec

from api.commands.progress import progress_on_standard_error
from api.demo.story import Story, Told
from api.main import Zetel
from api.settings import Settings
from domain.errors import OrganisationNotFound


class _Notes(msgspec.Struct):
    attempts: int = 0
    told: Told | None = None


async def tell_once(settings: Settings, zetel: Zetel, address: str) -> Told:
    """Play the story over the API at ``address`` unless it was played before."""
    path = settings.data / "demo.json"
    notes = _read(path)
    if notes.told is not None and await _still_there(zetel, notes.told):
        return notes.told
    notes.attempts += 1
    _write(path, notes)
    with progress_on_standard_error() as progress:
        story = Story(zetel.ports, zetel.tokens, address, notes.attempts, progress)
        notes.told = await story.tell()
    _write(path, notes)
    return notes.told


async def _still_there(zetel: Zetel, told: Told) -> bool:
    """The notes may be about a database that this data folder no longer belongs to."""
    try:
        await zetel.ports.log.epoch(told.organisation)
    except OrganisationNotFound:
        return False
    return True


def _read(path: Path) -> _Notes:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Notes)
    except (OSError, msgspec.DecodeError):
        return _Notes()


def _write(path: Path, notes: _Notes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(notes))
