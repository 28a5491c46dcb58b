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
@click.option("--person", "persons", multiple=True, help="For this person (person:...).")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 366))
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@runs
async def token(
    settings: Settings, operator: bool, persons: tuple[str, ...], days: int, as_json: bool
) -> None:
    """Sign a token that says who somebody is. What they may do, only the record says.

    Of several persons each has a line of its own, in the order in which they were named.

    Examples:

        zetel token --operator

        zetel token --person person:6ffd0106-b3ce-4346-942c-39591762a149 --days 7
    """
    if operator == bool(persons):
        raise Failed("name either --operator or --person PERSON")
    if not all(person.startswith("person:") for person in persons):
        raise Failed("a person is named person:...")
    tokens, lifetime = Tokens(load_keys(settings.keys).tokens), timedelta(days=days)
    signed = [tokens.mint(PersonId(who), utc_now(), lifetime) for who in persons or (OPERATOR,)]
    if len(signed) == 1:
        answer({"token": signed[0], "days": days}, signed[0], as_json)
    else:
        answer({"tokens": signed, "days": days}, "\n".join(signed), as_json)
