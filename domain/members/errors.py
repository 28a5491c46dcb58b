"""What can be wrong with a membership."""

from domain.errors import RuleSaysNo


class NoMembersHere(RuleSaysNo):
    """A foundation has no members (article 2:285 of the Civil Code)."""

    code = "member.none_in_a_foundation"


class AlreadyMember(RuleSaysNo):
    """This person is a member at that moment already."""

    code = "member.already"


class NotMember(RuleSaysNo):
    """This person is no member at that moment."""

    code = "member.not"
