"""The command line: one file per command."""

import rich_click as click

from api.commands.bylaws import bylaws
from api.commands.demo import demo
from api.commands.import_votes import import_votes
from api.commands.migrate import migrate
from api.commands.recount import recount
from api.commands.replay import replay
from api.commands.serve import serve
from api.commands.token import token

click.rich_click.TEXT_MARKUP = "markdown"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="zetel")
def zetel() -> None:
    """Zetel records seats, plans and decisions as facts that nobody can bend.

    Settings are variables: `ZETEL_DATA` (the data folder, default `.zetel`), `ZETEL_KEYS`
    (the keys folder, default `keys` in the data folder), `ZETEL_PORT` (default 8000),
    `ZETEL_DATABASE_URL` (PostgreSQL 15 or newer instead of the embedded one).

    Examples:

        zetel serve --demo

        zetel import-votes samples/Netherlands_Amsterdam_522.pb --json

        zetel token --operator
    """


for command in (serve, demo, token, import_votes, replay, recount, bylaws, migrate):
    zetel.add_command(command)
