"""Every read model there is."""

from typing import Any

from projections.ballots import BALLOTS
from projections.base import Projection
from projections.board import BOARD
from projections.decisions import DECISIONS
from projections.organisation import ORGANISATION
from projections.persons import PERSONS
from projections.plans import PLANS
from projections.projects import PROJECTS
from projections.timeline import TIMELINE
from projections.votes import VOTES

PROJECTIONS: tuple[Projection[Any], ...] = (
    ORGANISATION,
    PERSONS,
    BOARD,
    PLANS,
    DECISIONS,
    VOTES,
    PROJECTS,
    BALLOTS,
    TIMELINE,
)

DUE: tuple[Projection[Any], ...] = (DECISIONS, VOTES)
"""Those with a list "due": what the clerk process has to close or to declare."""
