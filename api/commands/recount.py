"""``zetel recount``."""

import rich_click as click

from adapters.postgres.whose import organisations, that_recorded
from api.commands.answer import answer
from api.commands.running import Failed, runs
from api.main import Zetel, running
from api.moments import evidence_up_to, last_position, resolve
from api.settings import Settings
from domain.events.decisions import DecisionOpened
from domain.events.votes import VoteOpened
from domain.ids import OrganisationId
from projections.explanation import Explanation, Language, explain, told_by


@click.command()
@click.argument("decision")
@click.option("--organisation", help="Whose decision it is; left out, every log is asked.")
@click.option(
    "--language",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help="Of the explanation: Dutch or English.",
)
@click.option("--at", help="A position, or a moment with a zone (2026-05-04T12:00:00Z).")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@runs
async def recount(
    settings: Settings,
    decision: str,
    organisation: str | None,
    language: Language,
    at: str | None,
    as_json: bool,
) -> None:
    """Count a decision or neighbourhood vote again from its events alone, and explain it.

    Every step is told in plain words: the rule and its version, who was entitled, each ballot
    that was voided and why, each quorum and denominator, each round, whether the lot mattered,
    and whether it was corrected afterwards who was entitled. The last step says whether the
    record agrees; if it does not, the exit code is 1. While it is running nothing is counted.

    Examples:

        zetel recount decision:01a2037a-7dc1-847d-bc82-c661036fa374

        zetel recount decision:… --language en --json

        zetel recount vote:… --organisation organisation:… --at 41
    """
    async with running(settings) as zetel:
        name = OrganisationId(organisation or await _whose(zetel, decision))
        log = zetel.ports.log
        if at is None:
            position = await last_position(log, name)
        else:
            position = (await resolve(log, name, at)).position
        events = await evidence_up_to(log, name, decision, position, told_by)
    explained = explain(decision, events, language)
    answer(explained, _page(explained), as_json)
    if not explained.agrees:
        raise SystemExit(1)


async def _whose(zetel: Zetel, subject: str) -> OrganisationId:
    """Identifiers of decisions differ everywhere, so that at most one log has it."""
    everywhere = await organisations(zetel.pool)
    found = that_recorded(zetel.ports.log, everywhere, subject, DecisionOpened, VoteOpened)
    async for organisation in found:
        return organisation
    raise Failed(f"No organisation has {subject}.")


def _page(explained: Explanation) -> str:
    lines = [f"{number}. {step.sentence}" for number, step in enumerate(explained.steps, start=1)]
    return "\n".join([explained.subject, "", *lines])
