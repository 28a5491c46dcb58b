"""What can be wrong with a conflict of interest."""

from domain.errors import NotEntitled, RuleSaysNo


class NotOnTheOrgan(NotEntitled):
    """This is for who holds a seat of the organ that decides, or stands in on one."""

    code = "recusal.not_on_the_organ"


class RecusedAlready(RuleSaysNo):
    """This person is recused already."""

    code = "recusal.already"


class ChallengedAlready(RuleSaysNo):
    """This person was challenged already: the others rule, and they rule once."""

    code = "challenge.already"


class NotChallenged(RuleSaysNo):
    """Nobody has challenged this person, or it is settled already."""

    code = "challenge.none"


class ChallengeOfOneself(RuleSaysNo):
    """Nobody challenges themselves: who has an interest declares it."""

    code = "challenge.of_oneself"


class MayNotRule(RuleSaysNo):
    """On a challenge rule the entitled seats, each once, whose voters are neither challenged
    nor recused; at least one of them."""

    code = "challenge.may_not_rule"


class EverybodyChallenged(RuleSaysNo):
    """Everybody entitled is challenged, so that nobody can rule: each declares for themselves."""

    code = "challenge.everybody"


class OthersRule(RuleSaysNo):
    """Not everybody entitled is challenged: the others rule."""

    code = "challenge.others_rule"


class DecisionPossible(RuleSaysNo):
    """It is not for recusal that no valid decision would be possible."""

    code = "recusal.decision_possible"


class ConsiderationsMissing(RuleSaysNo):
    """Who decides despite a conflict of interest lays down why, in writing (2:291(6))."""

    code = "recusal.considerations_missing"


class OtherOrganDecides(RuleSaysNo):
    """When recusal leaves nobody who can decide, it is for another organ."""

    code = "recusal.other_organ_decides"


class DecidesItself(RuleSaysNo):
    """When recusal leaves nobody who can decide, this organ decides itself, in writing."""

    code = "recusal.decides_itself"


class NotReferred(RuleSaysNo):
    """This decision was not referred to another organ."""

    code = "referral.none"
