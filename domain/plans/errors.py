"""What can be wrong with a plan."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class PlanNotFound(NotFound):
    """There is no such plan in this organisation."""

    code = "plan.not_found"


class PlanAlreadyAdopted(RuleSaysNo):
    """This plan was adopted already."""

    code = "plan.already_adopted"


class CarrierRequired(NotEntitled):
    """Only who carries this plan, the facilitator or the clerk may do this."""

    code = "plan.carrier_required"


class PlanIsOver(RuleSaysNo):
    """This plan was completed or stopped. Revive it first if it goes on."""

    code = "plan.is_over"


class NoResultsYet(RuleSaysNo):
    """First the plan is adopted; then it can be said what came of it."""

    code = "plan.no_results_yet"
