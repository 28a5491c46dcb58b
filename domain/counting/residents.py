"""Whether residents are the share of those voting that the bylaws ask for."""

from msgspec import Struct

from domain.counting.majority import Quorum
from domain.counting.share import reaches


class ResidentsCount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``residents`` of ``voting`` ballots were received for resident seats."""

    rule: Quorum
    residents: int
    voting: int
    holds: bool


def count_residents(rule: Quorum, *, residents: int, voting: int) -> ResidentsCount:
    """By receipts only, so that it is possible for secret ballots too. Nobody is no share."""
    holds = voting > 0 and reaches(residents, rule, voting)
    return ResidentsCount(rule=rule, residents=residents, voting=voting, holds=holds)
