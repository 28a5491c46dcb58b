"""What can be wrong with a pledge."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class PledgeNotFound(NotFound):
    """There is no such pledge to this plan."""

    code = "pledge.not_found"


class PledgeUnclear(RuleSaysNo):
    """A pledge says how many hours, how much money in which currency, or which materials; one of
    these, as its kind says."""

    code = "pledge.unclear"


class PledgeInOtherCurrency(RuleSaysNo):
    """Money is pledged in the currency of the plan's budget."""

    code = "pledge.other_currency"


class PledgeOver(RuleSaysNo):
    """This pledge was withdrawn, or it was noted already whether it was kept."""

    code = "pledge.over"


class NotYourPledge(NotEntitled):
    """Only who made this pledge may withdraw it."""

    code = "pledge.not_yours"
