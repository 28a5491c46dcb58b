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


class ThemeNotFound(NotFound):
    """There is no such theme here. The clerk can add one of your own."""

    code = "theme.not_found"


class ThemeThereAlready(RuleSaysNo):
    """There is a theme of this name already."""

    code = "theme.there_already"


class IndicatorTwice(RuleSaysNo):
    """Each indicator is named once."""

    code = "indicator.twice"


class IndicatorNotFound(NotFound):
    """This is not counted for plans of this theme."""

    code = "indicator.not_found"


class CurrencyMissing(RuleSaysNo):
    """A budget says in which currency it is."""

    code = "plan.currency_missing"


class NeedsBackwards(RuleSaysNo):
    """The time that a plan needs begins before it ends."""

    code = "plan.needs_backwards"


class IdeaTakenUp(RuleSaysNo):
    """This idea is a plan already. You are welcome to help carry that one."""

    code = "plan.idea_taken_up"


class ResidentsTakeUp(NotEntitled):
    """An idea is made a plan by whoever had it, or by a resident who takes it up."""

    code = "plan.residents_take_up"


class ResidentsCarry(NotEntitled):
    """A plan is carried by residents. Whoever helps by profession stands beside them, and can
    pledge time or money."""

    code = "plan.residents_carry"


class BearerAlready(RuleSaysNo):
    """You carry this plan already."""

    code = "plan.bearer_already"


class NotABearer(RuleSaysNo):
    """You do not carry this plan."""

    code = "plan.not_a_bearer"


class MoreBearersNeeded(RuleSaysNo):
    """Before a plan is put to the vote, as many residents carry it as the bylaws ask. Who wants to
    help carry it joins the plan."""

    code = "plan.more_bearers_needed"


class PlanStands(RuleSaysNo):
    """What was decided on stands as it is. To change it, propose a new plan and have it decided."""

    code = "plan.stands"


class VotedOnNow(RuleSaysNo):
    """People are voting on this plan as it is. It waits for the result, or until the proposal is
    withdrawn."""

    code = "plan.voted_on_now"


class NothingRevised(RuleSaysNo):
    """A revision changes something."""

    code = "plan.nothing_revised"


class NotAdoptedYet(RuleSaysNo):
    """Only a plan that was adopted can be paused or completed."""

    code = "plan.not_adopted_yet"


class PlanHalted(RuleSaysNo):
    """This plan was paused, stopped or completed. One that was paused or stopped can be
    revived first."""

    code = "plan.halted"


class PlanGoesOn(RuleSaysNo):
    """This plan was neither paused nor stopped."""

    code = "plan.goes_on"


class PlanCompletedAlready(RuleSaysNo):
    """This plan was completed, and stays so. What comes after it is a new plan."""

    code = "plan.completed_already"


class NothingToEvaluate(RuleSaysNo):
    """A plan is evaluated once it was adopted, or has ended."""

    code = "plan.nothing_to_evaluate"
