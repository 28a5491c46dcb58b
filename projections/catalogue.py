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
from projections.funding import FUNDING
from projections.funding_gaps import FUNDING_GAPS
from projections.gatherings import GATHERINGS
from projections.ideas import IDEAS
from projections.lessons import LESSONS
from projections.lines import LINES
from projections.measurements import MEASUREMENTS
from projections.meetings import MEETINGS
from projections.members import MEMBERS
from projections.milestones import MILESTONES
from projections.minority_statements import MINORITY_STATEMENTS
from projections.notices import NOTICES
from projections.organisation import ORGANISATION
from projections.origins import ORIGINS
from projections.paper_ballots import PAPER_BALLOTS
from projections.persons import PERSONS
from projections.plans import PLANS
from projections.pledges import PLEDGES
from projections.progress import PROGRESS
from projections.projects import PROJECTS
from projections.provenance import PROVENANCE
from projections.proxies import PROXIES
from projections.question_talk import QUESTION_TALK
from projections.questions import QUESTIONS
from projections.reviews import REVIEWS
from projections.revisions import REVISIONS
from projections.roll_calls import ROLL_CALLS
from projections.shared_plans import SHARED_PLANS
from projections.signals import SIGNALS
from projections.skills import SKILLS
from projections.themes import THEMES
from projections.voices import VOICES
from projections.votes import VOTES
from projections.voting_days import VOTING_DAYS

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
    PLEDGES,
    FUNDING,
    FUNDING_GAPS,
    MILESTONES,
    MEASUREMENTS,
    PROGRESS,
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
    VOTING_DAYS,
    PAPER_BALLOTS,
    PROXIES,
    ROLL_CALLS,
    LINES,
    CLAIMS,
    NOTICES,
    MINORITY_STATEMENTS,
    LESSONS,
    SHARED_PLANS,
    PROVENANCE,
    SKILLS,
    GATHERINGS,
)

DUE: tuple[Projection[Any], ...] = (DECISIONS, VOTES)
"""Those with a list "due": what the clerk process has to close or to declare."""

TO_CARRY: tuple[Projection[Any], ...] = (PROVENANCE,)
"""That with a list "due" of what the courier has to bring to other organisations."""
