"""What a fire was like, for people and for programs."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import msgspec

from bench.fire.evidence import Acknowledged, Evidence, Late
from bench.fire.kills import VICTIMS, Killed
from domain.ports import CommandKey

MOST_SHOWN = 20


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Empty ``violations``: every promise was kept."""

    seed: str
    seconds: float
    kills: dict[str, int]
    back_after: dict[str, float]
    """Median seconds from a kill until the server was ready again."""
    events: int
    votes: int
    acknowledged: int
    """Ballots."""
    asked_more_than_once: int
    """Of these, those for which the first try brought no answer."""
    answer_was_lost: int
    """Of these, those that turned out to be recorded already."""
    asked_again: int
    """Answers to a command that had been answered before."""
    late: int
    connections: dict[str, int]
    """Of each subscriber."""
    violations: tuple[str, ...]
    left_behind: str | None
    """The folder with all that the verdict is based on, if anything is amiss."""


def report_of(
    seed: str,
    seconds: float,
    killed: Sequence[Killed],
    evidence: Evidence,
    violations: Sequence[str],
    home: Path,
) -> Report:
    first: dict[CommandKey, Acknowledged] = {}
    answers = [told for told in evidence.told if isinstance(told, Acknowledged)]
    for told in answers:
        first.setdefault(CommandKey(told.resident, told.command), told)
    again = [told for told in first.values() if told.tries > 1]
    return Report(
        seed=seed,
        seconds=round(seconds, 1),
        kills=dict(Counter(each.victim for each in killed)),
        back_after={
            victim: round(median(times), 2)
            for victim in VICTIMS
            if (times := _back_after(victim, killed))
        },
        events=len(evidence.books.log),
        votes=len(evidence.votes),
        acknowledged=len(first),
        asked_more_than_once=len(again),
        answer_was_lost=sum(told.replayed for told in again),
        asked_again=len(answers) - len(first),
        late=sum(isinstance(told, Late) for told in evidence.told),
        connections={
            name: max((each.connection for each in followed.delivered), default=0)
            for name, followed in evidence.subscriptions.items()
        },
        violations=tuple(violations),
        left_behind=str(home) if violations else None,
    )


def _back_after(victim: str, killed: Sequence[Killed]) -> list[float]:
    return [k.back_after for k in killed if k.victim == victim and k.back_after is not None]


def page(report: Report) -> str:
    kills = ", ".join(f"{number} x {victim}" for victim, number in report.kills.items())
    back = ", ".join(f"{victim} {took} s" for victim, took in report.back_after.items())
    connections = ", ".join(f"{name} {number}" for name, number in report.connections.items())
    lines = [
        f"seed               {report.seed}",
        f"took               {report.seconds} s",
        f"kills              {sum(report.kills.values())}: {kills}",
        f"ready again after  {back} (medians)",
        f"events             {report.events}, {report.votes} votes closed, counted and recounted",
        f"ballots            {report.acknowledged} acknowledged, {report.late} too late",
        f"retries            {report.asked_more_than_once} ballots needed more than one try; "
        f"{report.answer_was_lost} of them were recorded before the answer was lost",
        f"repeats            {report.asked_again} commands sent again after their answer",
        f"subscribers        {connections} (connections)",
        "",
    ]
    if not report.violations:
        return "\n".join([*lines, "No promise was broken."])
    more = len(report.violations) - MOST_SHOWN
    return "\n".join(
        [
            *lines,
            f"BROKEN: {len(report.violations)} findings; all is left in {report.left_behind}",
            *(f"  {sentence}" for sentence in report.violations[:MOST_SHOWN]),
            *([f"  and {more} more"] if more > 0 else []),
        ]
    )
