"""What can be wrong with a proxy."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class ProxyNotFound(NotFound):
    """There is no such proxy in this organisation."""

    code = "proxy.not_found"


class NotTheGiver(NotEntitled):
    """Only who holds the seat gives or revokes its proxy, or the clerk, who has it in writing."""

    code = "proxy.not_the_giver"


class ProxiesNotRegulated(RuleSaysNo):
    """Seats vote for one another only where bylaws are in force that allow it."""

    code = "proxy.not_regulated"


class ProxyOfTwoScopes(RuleSaysNo):
    """A proxy is for one decision, for one meeting, or for all of them."""

    code = "proxy.two_scopes"


class NoProxyFrom(RuleSaysNo):
    """A seat that is suspended, stood in for or recused gives no proxy."""

    code = "proxy.giver_not_entitled"


class NoProxyTo(RuleSaysNo):
    """A proxy goes to another seat of the same organ, whose holder may vote for it now: not to
    one that is vacant, suspended, away, stood in for or recused."""

    code = "proxy.holder_not_entitled"


class ProxyGivenAlready(RuleSaysNo):
    """This seat has given a proxy for the same: revoke it first."""

    code = "proxy.given_already"


class ProxiesAtCap(RuleSaysNo):
    """By the bylaws this seat represents no further one."""

    code = "proxy.at_cap"


class ProxyBeyondLimit(RuleSaysNo):
    """With this proxy the holder would outvote all others together."""

    code = "proxy.beyond_limit"


class ProxyRevokedAlready(RuleSaysNo):
    """This proxy was revoked already."""

    code = "proxy.already_revoked"
