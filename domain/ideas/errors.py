"""What can be wrong with an idea."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class IdeaNotFound(NotFound):
    """No such idea was offered here."""

    code = "idea.not_found"


class QuestionNotSettled(RuleSaysNo):
    """First residents consent to the question; then ideas for it are welcome."""

    code = "idea.question_not_settled"


class ResidentsFirst(RuleSaysNo):
    """Residents come first with their ideas for this question, until the moment named here. Until
    then you can help them with wording or facts; after it your own idea is welcome, and if no
    resident has one by then they first get more time."""

    code = "idea.residents_first"


class NoProfessional(RuleSaysNo):
    """This is no professional or partner. When residents help each other, it needs no mark."""

    code = "idea.no_professional"


class IdeaWithdrawnAlready(RuleSaysNo):
    """This idea was withdrawn."""

    code = "idea.withdrawn"


class NotYourIdea(NotEntitled):
    """Only who offered an idea may withdraw it."""

    code = "idea.not_yours"
