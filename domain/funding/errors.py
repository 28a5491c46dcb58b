"""What can be wrong with the money for a plan."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class FundingNotFound(NotFound):
    """There is no such commitment of money in this organisation."""

    code = "funding.not_found"


class FunderRequired(NotEntitled):
    """Who carries the plan, the facilitator or the clerk records money; a partner their own."""

    code = "funding.not_yours"


class FundingEndsBeforeItBegins(RuleSaysNo):
    """The last day with money comes after the first one."""

    code = "funding.ends_before_it_begins"


class OtherCurrency(RuleSaysNo):
    """All the money for one plan is counted in one currency."""

    code = "funding.other_currency"


class TooManyFundings(RuleSaysNo):
    """This plan has as many commitments of money as one plan can have. Renew one of them."""

    code = "funding.too_many"


class FundingIsWithdrawn(RuleSaysNo):
    """This money was withdrawn. Whatever comes now is a new commitment."""

    code = "funding.is_withdrawn"


class BeyondCommitment(RuleSaysNo):
    """More came in than was committed. Record first what is committed now, by renewing it or as
    a new commitment."""

    code = "funding.beyond_commitment"


class NotReduced(RuleSaysNo):
    """What is left after a reduction is less than before, and not less than what came in."""

    code = "funding.not_reduced"


class NotShortened(RuleSaysNo):
    """Money that is shortened ends earlier than before, and not before its first day."""

    code = "funding.not_shortened"


class NotRenewed(RuleSaysNo):
    """Money that is renewed lasts longer than before, and is not less in all."""

    code = "funding.not_renewed"
