"""What can be wrong with an idea."""

from domain.errors import NotFound, RuleSaysNo


class IdeaNotFound(NotFound):
    """No such idea was offered here."""

    code = "idea.not_found"


class IdeaWithdrawnAlready(RuleSaysNo):
    """This idea was withdrawn."""

    code = "idea.withdrawn"
