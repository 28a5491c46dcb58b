"""``zetel token``."""

from datetime import timedelta

import rich_click as click

from adapters.clock import utc_now
from adapters.keys import load_keys
from api.commands.answer import answer
from api.commands.running import Failed, runs
from api.settings import Settings
from api.tokens import Tokens
from domain.ids import OPERATOR, PersonId


@click.command()
@click.option("--operator", is_flag=True, help="For who runs the installation.")
@click.option("--person", help="For this person (person:...).")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 366))
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@runs
async def token(
    settings: Settings, operator: bool, person: str | None, days: int, as_json: bool
) -> None:
    """Sign a token that says who somebody is. What they may do, only the record says.

    Examples:

        zetel token --operator

        zetel token --person person:6ffd0106-b3ce-4346-942c-39591762a149 --days 7
    """
    if operator == (person is not None):
        raise Failed("name either --operator or --person PERSON")
    if person is not None and not person.startswith("person:"):
        raise Failed("a person is named person:...")
    tokens = Tokens(load_keys(settings.keys).tokens)
    signed = tokens.mint(PersonId(person or OPERATOR), utc_now(), timedelta(days=days))
    answer({"token": signed, "days": days}, signed, as_json)
