"""What can be wrong with an answer to somebody who asks to be erased."""

from domain.errors import RuleSaysNo


class ErasedAlready(RuleSaysNo):
    """Nothing is known of this person any more: it was erased."""

    code = "erasure.done_already"


class InOffice(RuleSaysNo):
    """Whoever holds a seat, or is to hold one, is known by name: it is to be vacated first."""

    code = "erasure.in_office"


class StillMember(RuleSaysNo):
    """The association keeps a register of its members: the membership is to be ended first."""

    code = "erasure.still_member"


class StillInRole(RuleSaysNo):
    """Whoever has a role is known by name: the roles are to be taken back first."""

    code = "erasure.still_in_role"


class UntilInThePast(RuleSaysNo):
    """A ground that has ended already does not stand in the way of an erasure."""

    code = "erasure.until_in_the_past"
