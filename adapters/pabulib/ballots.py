"""The VOTES section: one ballot a line, none counted that breaks the file's own limits."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from adapters.pabulib import cells
from adapters.pabulib.meta import PbMeta
from adapters.pabulib.projects import LONGEST_ID, PbProject
from adapters.pabulib.refusal import PbRefused
from adapters.pabulib.tables import Table, check_columns
from domain.counting.approval import breach

# A ballot needs no age and no sex: what the file knows of voters is left unread.
COLUMNS = {
    "voter_id", "vote", "points", "age", "sex", "voting_method", "district", "neighborhood",
    "education",
    "topic_preference_transport", "topic_preference_culture", "topic_preference_nature",
    "district_preference", "time_taken_seconds", "format_easiness", "format_expressiveness",
    "format_rank",
}  # fmt: skip

BREACHES = {
    "too_few": "fewer projects than min_length (1 where the file names none)",
    "too_many": "more projects than max_length",
    "too_cheap": "projects for less money than min_sum_cost",
    "too_expensive": "projects for more money than max_sum_cost",
}


class PbBallot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``projects`` best first if they are ranked; ``points`` are given to them in that order."""

    voter: str
    projects: tuple[str, ...]
    line: int
    points: tuple[int, ...] | None = None


def read_ballots(table: Table, projects: Sequence[PbProject], meta: PbMeta) -> tuple[PbBallot, ...]:
    in_points = meta.form == "points"
    check_columns(table, COLUMNS, {"voter_id", "vote"} | ({"points"} if in_points else set()))
    costs = {project.id: project.cost_cents for project in projects}
    lines: dict[str, int] = {}
    ballots = []
    for line, found in table.rows:
        voter = cells.text(line, "voter_id", found["voter_id"], LONGEST_ID)
        if voter in lines:
            raise PbRefused(line, f"voter {voter} stands on line {lines[voter]} already")
        lines[voter] = line
        chosen = _chosen(line, found["vote"], costs)
        if broken := breach(meta.limits, [costs[project] for project in chosen]):
            raise PbRefused(line, f"the ballot of voter {voter} names {BREACHES[broken]} allows")
        points = _points(line, found["points"], len(chosen), meta) if in_points else None
        ballots.append(PbBallot(voter=voter, projects=chosen, line=line, points=points))
    return tuple(ballots)


def _points(line: int, given: str, projects: int, meta: PbMeta) -> tuple[int, ...]:
    """At most all there are to spend together, and at least what must be."""
    numbers = given.split(",") if given else []
    points = tuple(cells.whole(line, "points", number.strip()) for number in numbers)
    if len(points) != projects:
        raise PbRefused(line, f"there are points for {len(points)} of {projects} projects")
    if not meta.least_points <= sum(points) <= (meta.points or 0):
        raise PbRefused(
            line,
            f"the ballot spends {sum(points)} points, which is not between {meta.least_points} "
            f"and {meta.points}",
        )
    return points


def _chosen(line: int, vote: str, costs: Mapping[str, int]) -> tuple[str, ...]:
    chosen = tuple(project.strip() for project in vote.split(",")) if vote else ()
    for project in chosen:
        if project not in costs:
            raise PbRefused(line, f"the ballot names {cells.shown(project)}, which is no project")
    if len(set(chosen)) < len(chosen):
        raise PbRefused(line, "the ballot names a project twice")
    return chosen
