"""Every read model there is."""

from typing import Any

from projections.actions import ACTIONS
from projections.agenda import AGENDA
from projections.ballots import BALLOTS
from projections.base import Projection
from projections.bearers import BEARERS
from projections.board import BOARD
from projections.bylaws import BYLAWS
from projections.claims import CLAIMS
from projections.decisions import DECISIONS
from projections.deliberation import DELIBERATION
from projections.duties import DUTIES
from projections.evaluations import EVALUATIONS
from projections.ideas import IDEAS
from projections.lines import LINES
from projections.meetings import MEETINGS
from projections.members import MEMBERS
from projections.minority_statements import MINORITY_STATEMENTS
from projections.notices import NOTICES
from projections.organisation import ORGANISATION
from projections.origins import ORIGINS
from projections.persons import PERSONS
from projections.plans import PLANS
from projections.projects import PROJECTS
from projections.proxies import PROXIES
from projections.question_talk import QUESTION_TALK
from projections.questions import QUESTIONS
from projections.reviews import REVIEWS
from projections.revisions import REVISIONS
from projections.roll_calls import ROLL_CALLS
from projections.signals import SIGNALS
from projections.themes import THEMES
from projections.voices import VOICES
from projections.votes import VOTES

PROJECTIONS: tuple[Projection[Any], ...] = (
    ORGANISATION,
    BYLAWS,
    MEMBERS,
    PERSONS,
    BOARD,
    SIGNALS,
    VOICES,
    QUESTIONS,
    QUESTION_TALK,
    IDEAS,
    PLANS,
    BEARERS,
    REVISIONS,
    EVALUATIONS,
    ORIGINS,
    THEMES,
    MEETINGS,
    AGENDA,
    ACTIONS,
    DUTIES,
    DECISIONS,
    DELIBERATION,
    REVIEWS,
    VOTES,
    PROJECTS,
    BALLOTS,
    PROXIES,
    ROLL_CALLS,
    LINES,
    CLAIMS,
    NOTICES,
    MINORITY_STATEMENTS,
)

DUE: tuple[Projection[Any], ...] = (DECISIONS, VOTES)
"""Those with a list "due": what the clerk process has to close or to declare."""
