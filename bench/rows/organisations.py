"""As many ballots in 200 organisations at once as in one: the same callers, spread or together."""

from functools import partial

from api.main import Zetel
from bench.callers import Voter, Voters, all_cast
from bench.figures import Figure, figure, interleaved
from bench.filling.residents import gather
from bench.stage import Stage, owner_of, zetel_over

ORGANISATIONS, CALLERS = 200, 400
EACH = 15
"""Ballots of each organisation in a round."""
SECONDS, ROUNDS = 2.0, 4
SPREAD, TOGETHER = "spread", "together"


async def measure(stage: Stage) -> list[Figure]:
    count, rounds = stage.size((ORGANISATIONS, ROUNDS), (3, 1))
    async with (
        stage.database() as addresses,
        zetel_over(stage, addresses) as zetel,
        owner_of(addresses) as owner,
    ):
        needed = EACH * (rounds + 1)
        one = Voters(*await gather(owner, zetel.ports, count * needed))
        many = [Voters(*await gather(owner, zetel.ports, needed)) for _ in range(count)]
        await stage.settle(addresses)
        kinds = {
            SPREAD: partial(_turn, zetel, many, EACH),
            TOGETHER: partial(_turn, zetel, [one], EACH * count),
        }
        await interleaved(1, kinds)
        found = await interleaved(rounds, kinds)
        return [
            figure(
                f"ballots at carry_out in {count} organisations at once, {CALLERS} callers",
                found[SPREAD],
                "ballots/s",
                reference=found[TOGETHER],
                compared_with="the same callers in one organisation",
                must="0.5 of it",
                holds=lambda _, ratio: ratio >= 0.5,
            )
        ]


async def _turn(zetel: Zetel, organisations: list[Voters], each: int) -> float:
    """The organisations take turns, so that at every moment many of them are asked."""
    asked = [voters.next(each) for voters in organisations]
    order: list[Voter] = [voter for turn in zip(*asked, strict=True) for voter in turn]
    return (await all_cast([zetel.ports] * CALLERS, order, SECONDS)).per_second
