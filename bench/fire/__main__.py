"""``python -m bench.fire``."""

import asyncio
import secrets
import sys

import msgspec
import rich_click as click

from bench.fire.report import page
from bench.fire.run import Scale, fire


@click.command()
@click.option("--kills", default=50, show_default=True, type=click.IntRange(1))
@click.option("--seconds", default=0.0, help="Go on for at least so long.")
@click.option("--seed", help="That of an earlier run, to kill in the same order.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
def main(kills: int, seconds: float, seed: str | None, as_json: bool) -> None:
    """Cast ballots while servers and databases are killed, then verify every promise.

    Exit code 1 if one was broken. Everything happens in a folder of its own in /tmp, on
    loopback, and only programs that were started here are killed.

    Examples:

        python -m bench.fire

        python -m bench.fire --kills 200 --seconds 1800 --json
    """
    scale = Scale(seed=seed or secrets.token_hex(4), kills=kills, seconds=seconds)
    click.echo(f"seed {scale.seed}", err=True)
    report = asyncio.run(fire(scale, say=lambda sentence: click.echo(sentence, err=True)))
    click.echo(msgspec.json.encode(report).decode() if as_json else page(report))
    sys.exit(1 if report.violations else 0)


if __name__ == "__main__":
    main()
