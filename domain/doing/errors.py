"""What can be wrong with what is promised to a plan, or said to have come of it."""

from domain.errors import RuleSaysNo


class PlanIsOver(RuleSaysNo):
    """This plan was completed or stopped. One that was stopped can be revived first."""

    code = "plan.is_over"


class NoResultsYet(RuleSaysNo):
    """First the plan is adopted; then it can be said what came of it."""

    code = "plan.no_results_yet"
