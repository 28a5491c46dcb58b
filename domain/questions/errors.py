"""What can be wrong with a question and the dialogue about it."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class QuestionNotFound(NotFound):
    """No such question was raised here."""

    code = "question.not_found"


class QuestionHostRequired(NotEntitled):
    """Only a facilitator or the clerk may do this for a question."""

    code = "question.host_required"


class QuestionIsSettled(RuleSaysNo):
    """Residents have consented to the wording of this question; now it is the turn of ideas."""

    code = "question.settled"


class SignalsGatheredAlready(RuleSaysNo):
    """All of these signals lead to this question already."""

    code = "question.signals_known"


class RoundIsOpen(RuleSaysNo):
    """A dialogue round about this question is open; close it first."""

    code = "question.round_open"


class NoRoundOpen(RuleSaysNo):
    """No dialogue round about this question is open."""

    code = "question.no_round"


class TooFewGroups(RuleSaysNo):
    """This round is for several groups, and not enough of them have spoken yet."""

    code = "question.too_few_groups"


class SameWording(RuleSaysNo):
    """The question is worded like this already."""

    code = "question.same_wording"


class ConsentAskedAlready(RuleSaysNo):
    """Residents were asked already whether they consent to this wording."""

    code = "question.consent_asked"


class ConsentNotAsked(RuleSaysNo):
    """Nobody was asked yet whether they consent to this wording."""

    code = "question.consent_not_asked"


class RewordedSince(RuleSaysNo):
    """The question has been reworded since; read it again before you answer."""

    code = "question.reworded_since"


class ObjectionWithoutWords(RuleSaysNo):
    """Say what is wrong with the wording, so that it can be made better."""

    code = "question.objection_without_words"


class ObjectionStands(RuleSaysNo):
    """A resident objects to the wording; it is talked over, and worded anew, first."""

    code = "question.objection_stands"


class TooFewConsents(RuleSaysNo):
    """Not enough residents have consented to the wording yet."""

    code = "question.too_few_consents"
