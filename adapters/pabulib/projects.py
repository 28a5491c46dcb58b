"""The PROJECTS section: what is asked for, in the order of the file."""

from collections.abc import Mapping

from msgspec import Struct

from adapters.pabulib import cells
from adapters.pabulib.refusal import PbRefused
from adapters.pabulib.tables import LONGEST_FIELD, Row, Table, check_columns

MOST_PROJECTS = 300
LONGEST_ID = 64

# Columns that describe and bind nothing are known, and left unread.
COLUMNS = {
    "project_id", "cost", "votes", "score", "name", "category", "neighborhood", "description",
    "selected",
    "target", "beneficiaries", "subunit", "district", "proposer", "public_id", "latitude",
    "longitude", "sustainability", "community_involvement",
}  # fmt: skip


class PbProject(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``name`` is the id where the file has no name; ``selected`` is the file's own 0 to 3."""

    id: str
    name: str
    cost_cents: int
    votes: int | None
    group: str | None
    category: str | None
    description: str | None
    selected: int | None


def read_projects(table: Table, group_caps: Mapping[str, int]) -> tuple[PbProject, ...]:
    check_columns(table, COLUMNS, {"project_id", "cost"})
    if group_caps and "neighborhood" not in table.columns:
        raise PbRefused(
            table.columns_line, "there are budgets per neighbourhood, but no such column"
        )
    lines: dict[str, int] = {}
    projects: list[PbProject] = []
    for row in table.rows:
        if len(projects) == MOST_PROJECTS:
            raise PbRefused(row.line, f"a vote has at most {MOST_PROJECTS} projects")
        project = _project(row)
        if project.id in lines:
            raise PbRefused(
                row.line, f"project {project.id} stands on line {lines[project.id]} already"
            )
        if group_caps and project.group is not None and project.group not in group_caps:
            # Taken as a group without a cap, a misspelt name would free the project of its cap.
            raise PbRefused(row.line, f"neighborhoods does not name {cells.shown(project.group)}")
        lines[project.id] = row.line
        projects.append(project)
    return tuple(projects)


def _project(row: Row) -> PbProject:
    line, found = row
    project = cells.text(line, "project_id", found["project_id"], LONGEST_ID)
    if "," in project:
        raise PbRefused(line, "project_id holds a comma, so that no ballot could name it")
    selected = found.get("selected")
    return PbProject(
        id=project,
        name=cells.text(line, "name", found.get("name") or project),
        cost_cents=cells.cents(line, "cost", found["cost"]),
        votes=cells.whole(line, "votes", found["votes"]) if "votes" in found else None,
        group=_text_if_any(row, "neighborhood"),
        category=_text_if_any(row, "category"),
        description=_text_if_any(row, "description", LONGEST_FIELD),
        selected=cells.whole(line, "selected", selected) if selected else None,
    )


def _text_if_any(row: Row, column: str, most: int = cells.LONGEST_NAME) -> str | None:
    cell = row.cells.get(column)
    return cells.text(row.line, column, cell, most) if cell else None
