"""A neighbourhood vote of a town: imported through the command path, counted and explained.

Most ballots differ, which is harder than in real votes, and it takes hundreds of steps until the
next would cost more than the budget.
"""

import time
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from random import Random

from adapters.pabulib import PbBallot, PbFile, PbProject
from api.import_votes import AT_ONCE, Imported, import_votes
from api.main import Zetel
from api.moments import evidence_up_to, last_position
from bench.callers import Voters, all_cast
from bench.figures import Figure, Rounds, figure
from bench.filling.residents import gather
from bench.stage import Stage, owner_of, zetel_over
from domain.counting.approval import BallotLimits
from domain.record import Recorded
from projections.explanation import explain, told_by
from projections.recount import recount

BALLOTS, PROJECTS, BUDGET_CENTS = 15_000, 60, 5_000_000_00
MEASURED = 5_000
"""Ballots that are cast beside the import, to compare."""
SECONDS, AIM = 20, 3


async def measure(stage: Stage) -> list[Figure]:
    async with (
        stage.database() as addresses,
        zetel_over(stage, addresses) as zetel,
        owner_of(addresses) as owner,
    ):
        some = stage.size(MEASURED, 128)
        voters = Voters(*await gather(owner, zetel.ports, 2 * some))
        await stage.settle(addresses)
        callers = [zetel.ports] * AT_ONCE
        before = await all_cast(callers, voters.next(some))
        imported, per_second = await _imported(zetel, _file(stage.size(BALLOTS, 300)))
        after = await all_cast(callers, voters.next(some))
        events = await _evidence(zetel, imported)
    return [
        figure(
            "ballots imported from a file, casting alone",
            Rounds((per_second,)),
            "ballots/s",
            reference=Rounds((before.per_second, after.per_second)),
            compared_with=f"ballots at carry_out, {AT_ONCE} callers",
            must="half of it",
            holds=lambda _, ratio: ratio >= 0.5,
        ),
        *_explained(imported.vote, events, stage.size(3, 1)),
    ]


def _explained(vote: str, events: list[Recorded], rounds: int) -> Iterable[Figure]:
    assert explain(vote, events, "nl").agrees
    works: dict[str, Callable[[], object]] = {
        "counting": partial(recount, vote, events),
        "counting and explaining": partial(explain, vote, events, "nl"),
    }
    for what, work in works.items():
        yield figure(
            f"{what} {BALLOTS:,} ballots over {PROJECTS} projects by Equal Shares",
            Rounds(tuple(_seconds(work) for _ in range(rounds))),
            "s of one core",
            must=f"under {SECONDS} s",
            holds=lambda value, _: value < SECONDS,
            note=f"{AIM} s are aimed at; every commitment is checked again",
        )


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


async def _imported(zetel: Zetel, file: PbFile) -> tuple[Imported, float]:
    """And how many ballots were cast in a second."""
    moments: list[float] = []

    def progress(step: str, done: int, of: int) -> None:
        if step == "casting ballots":
            moments.append(time.perf_counter())

    imported = await import_votes(zetel.ports, file, progress=progress)
    return imported, (len(moments) - 1) / (moments[-1] - moments[0])


async def _evidence(zetel: Zetel, imported: Imported) -> list[Recorded]:
    log, organisation = zetel.ports.log, imported.organisation
    position = await last_position(log, organisation)
    return await evidence_up_to(log, organisation, imported.vote, position, told_by)


def _file(ballots: int) -> PbFile:
    """Some projects are liked far more than others; everybody approves of about six."""
    chance = Random(15)  # noqa: S311 nothing is secret here
    liked = [chance.paretovariate(1.2) for _ in range(PROJECTS)]
    names = [str(number) for number in range(PROJECTS)]
    return PbFile(
        description="A town",
        country="Netherlands",
        unit="Town",
        district=None,
        instance="1",
        language="nl",
        currency="EUR",
        date_begin="2026",
        date_end="2026",
        budget_cents=BUDGET_CENTS,
        form="approval",
        points=None,
        least_points=0,
        limits=BallotLimits(),
        group_caps={},
        rule="equalshares/add1",
        asked_rule=None,
        sha256=sha256(b"a town").hexdigest(),
        projects=tuple(
            PbProject(
                id=name,
                name=f"Project {name}",
                cost_cents=chance.randrange(20_000_00, 600_000_00, 100_00),
                votes=None,
                group=None,
                category=None,
                description=None,
                selected=None,
            )
            for name in names
        ),
        ballots=tuple(
            PbBallot(
                voter=str(voter),
                projects=tuple(dict.fromkeys(chance.choices(names, liked, k=8))),
                line=voter,
            )
            for voter in range(ballots)
        ),
    )
