"""What can be wrong with a milestone."""

from domain.errors import NotFound, RuleSaysNo


class MilestoneNotFound(NotFound):
    """There is no such milestone in this plan."""

    code = "milestone.not_found"


class MilestoneIsReached(RuleSaysNo):
    """This milestone was reached already."""

    code = "milestone.is_reached"


class MilestoneIsMissed(RuleSaysNo):
    """This milestone was missed already. Plan it anew if it is still to come."""

    code = "milestone.is_missed"


class MilestoneStillPlanned(RuleSaysNo):
    """This milestone was not missed. Note first that it was, and why."""

    code = "milestone.still_planned"
