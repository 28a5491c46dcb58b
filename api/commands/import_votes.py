"""``zetel import-votes``."""

import sys
from pathlib import Path

import rich_click as click
from rich.console import Console
from rich.table import Table

from adapters.pabulib import RULES, PbFile, PbRefused, parse
from api import import_votes as importing
from api.commands.answer import answer
from api.commands.progress import progress_on_standard_error
from api.commands.running import Failed, runs
from api.main import running
from api.settings import Settings
from domain.ids import OrganisationId


@click.command("import-votes")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--rule", type=click.Choice(list(RULES)), help="Count by this rule instead of the file's own."
)
@click.option("--organisation", help="Import into this organisation, in the name of its clerk.")
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object.")
@runs
async def import_votes(
    settings: Settings, file: Path, rule: str | None, organisation: str | None, as_json: bool
) -> None:
    """Play a neighbourhood vote out of a Pabulib file (.pb), every ballot as its own resident.

    Without `--organisation` one is founded for the file, and known again by the file's hash:
    an import that was interrupted goes on where it was, one that is finished answers again.
    The file's rule is followed, and never its own list of winners; with `--rule` it is another
    import. Greedily, what no longer fits is passed over; `greedy-no-skip` stops there.

    Examples:

        zetel import-votes samples/Netherlands_Amsterdam_522.pb

        zetel import-votes vote.pb --rule equalshares/add1 --json > result.json
    """
    read = _read(file, rule)
    async with running(settings) as zetel:
        with progress_on_standard_error() as progress:
            imported = await importing.import_votes(
                zetel.ports,
                read,
                organisation=None if organisation is None else OrganisationId(organisation),
                progress=progress,
            )
    if as_json:
        answer(imported, "", as_json=True)
    else:
        _show(read, imported)


def _read(file: Path, rule: str | None) -> PbFile:
    try:
        return parse(file.read_bytes(), rule)
    except PbRefused as refused:
        raise Failed(f"{file}: {refused}; nothing was imported") from None
    except OSError as fault:
        raise Failed(f"{file} cannot be read: {fault.strerror}") from None


def _show(file: PbFile, imported: importing.Imported) -> None:
    table = Table("project", "name", "votes", "cost", "funded", title=file.description)
    names = {project.id: project.name for project in file.projects}
    for project, count in imported.projects.items():
        cost = f"{count.cost / 100:,.2f}"
        table.add_row(
            project, names[project], str(count.votes), cost, "yes" if count.funded else ""
        )
    funded = [project.cost for project in imported.projects.values() if project.funded]
    left = (file.budget_cents - sum(funded)) / 100
    console = Console(file=sys.stdout)
    console.print(table)
    console.print(
        f"{imported.ballots} ballots; {len(funded)} projects funded; "
        f"{file.currency} {left:,.2f} left\n{imported.organisation}\n{imported.vote}",
        highlight=False,
    )
