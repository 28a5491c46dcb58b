"""What can be wrong when a plan goes from one organisation to another."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class SharedPlanNotFound(NotFound):
    """No such plan is shared with other organisations."""

    code = "shared_plan.not_found"


class NotReadyToShare(RuleSaysNo):
    """A plan is shared with other organisations once it was adopted."""

    code = "plan.not_ready_to_share"


class PlanAlreadyShared(RuleSaysNo):
    """This plan is shared with other organisations already."""

    code = "plan.already_shared"


class PlanNotShared(RuleSaysNo):
    """This plan is not shared with other organisations."""

    code = "plan.not_shared"


class OwnPlan(RuleSaysNo):
    """This is a plan of your own organisation: there is nothing to take over."""

    code = "plan.is_our_own"


class NotTakenOver(RuleSaysNo):
    """This plan was not taken over from another organisation."""

    code = "plan.not_taken_over"


class AlreadySpread(RuleSaysNo):
    """It is recorded already that this plan was taken over there."""

    code = "plan.spread_already_noted"


class ResultAlreadyReturned(RuleSaysNo):
    """This result, or a later one, came back already."""

    code = "plan.result_already_returned"


class ResultsAlreadySent(RuleSaysNo):
    """It is recorded already that these results are at the origin, or that it is lost."""

    code = "plan.results_already_sent"


class CarriedByTheMachine(NotEntitled):
    """Only the machine carries this from one organisation to another."""

    code = "plan.carried_by_the_machine"
