"""``zetel bylaws``: bylaws as a file, without a database."""

import sys
from pathlib import Path
from typing import get_args

import msgspec
import rich_click as click

from api.bylaws_files import BylawsUnreadable, default_file, read_bylaws
from api.commands.answer import answer
from api.commands.running import Failed, runs
from api.settings import Settings
from domain.bylaws.bylaws import Bylaws, LegalForm
from domain.bylaws.contradictions import Contradiction
from domain.bylaws.law import contradictions
from domain.organisations.versions import hash_of


class Checked(msgspec.Struct, frozen=True):
    """``bylaws`` is what the API takes."""

    sha256: str
    contradictions: tuple[Contradiction, ...]
    bylaws: Bylaws


@click.group()
def bylaws() -> None:
    """Write bylaws in a file, and check them against the law."""


@bylaws.command()
@click.argument("legal_form", type=click.Choice(get_args(LegalForm)))
@runs
async def default(settings: Settings, legal_form: LegalForm) -> None:
    """Print default bylaws with the article of law behind each rule, to be changed.

    Example:

        zetel bylaws default association > bylaws.toml
    """
    sys.stdout.write(default_file(legal_form))


@bylaws.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@runs
async def check(settings: Settings, file: Path, as_json: bool) -> None:
    """Say what in a file contradicts the law, or itself. Exit code 1 if anything does.

    With `--json`, `bylaws` in the answer is what the API takes.

    Examples:

        zetel bylaws check bylaws.toml

        zetel bylaws check bylaws.toml --json
    """
    content = _read(file)
    checked = Checked(hash_of(content), contradictions(content), content)
    answer(checked, _page(checked), as_json)
    if checked.contradictions:
        raise SystemExit(1)


def _read(file: Path) -> Bylaws:
    try:
        return read_bylaws(file.read_text(encoding="utf-8"))
    except BylawsUnreadable as fault:
        raise Failed(f"{file}: {fault}") from None
    except UnicodeDecodeError:
        raise Failed(f"{file} is not UTF-8") from None
    except OSError as fault:
        raise Failed(f"{file} cannot be read: {fault.strerror}") from None


def _page(checked: Checked) -> str:
    if not checked.contradictions:
        return f"these bylaws can be recorded\nsha256 {checked.sha256}"
    return "\n".join(_sentence(each) for each in checked.contradictions)


def _sentence(found: Contradiction) -> str:
    article = "" if found.article is None else f"art. {found.article}: "
    return f"{found.pointer}\n  {article}{found.explanation} ({found.code})"
