"""A whole ``.pb`` file: what it says, checked against itself before any of it is believed."""

from collections.abc import Sequence
from hashlib import sha256

from msgspec import structs

from adapters.pabulib import cells
from adapters.pabulib.ballots import PbBallot, read_ballots
from adapters.pabulib.keys import Keys
from adapters.pabulib.meta import PbMeta, read_meta
from adapters.pabulib.projects import PbProject, read_projects
from adapters.pabulib.refusal import PbRefused
from adapters.pabulib.tables import Table, read_tables
from domain.counting.approval import count_approvals


class PbFile(PbMeta, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A vote over a budget; projects and ballots in the order of the file.

    Money is in cents of ``currency``, dates are as written, ``sha256`` is hex of the raw bytes.
    """

    sha256: str
    projects: tuple[PbProject, ...]
    ballots: tuple[PbBallot, ...]


def parse(raw: bytes, rule: str | None = None) -> PbFile:
    """Read a file that is complete and agrees with itself. PbRefused names the first line not.

    ``rule`` is one of ``RULES`` that takes the place of the file's own.
    """
    meta_table, projects_table, votes_table = read_tables(raw)
    keys = Keys(meta_table)
    meta = read_meta(keys, rule)
    projects = read_projects(projects_table, meta.group_caps)
    _check_promise(keys, "num_projects", projects_table)
    ballots = read_ballots(votes_table, projects, meta)
    _check_promise(keys, "num_votes", votes_table)
    _check_votes(projects_table, projects, ballots)
    return PbFile(
        **structs.asdict(meta),
        sha256=sha256(raw).hexdigest(),
        projects=projects,
        ballots=ballots,
    )


def _check_promise(keys: Keys, key: str, table: Table) -> None:
    promised, there = keys.required(key, cells.whole), len(table.rows)
    if there != promised:
        raise PbRefused(
            table.last_line,
            f"{table.title} ends here with {there} rows, but {key} on line {keys.line(key)} "
            f"promises {promised}",
        )


def _check_votes(table: Table, projects: Sequence[PbProject], ballots: Sequence[PbBallot]) -> None:
    counted = count_approvals(
        [project.id for project in projects], (ballot.projects for ballot in ballots)
    )
    for row, project in zip(table.rows, projects, strict=True):
        if project.votes not in (None, counted[project.id]):
            raise PbRefused(
                row.line,
                f"project {project.id} has {project.votes} votes here, "
                f"but {counted[project.id]} ballots name it",
            )
