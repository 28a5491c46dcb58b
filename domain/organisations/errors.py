"""What can be wrong with founding an organisation."""

from domain.errors import NotEntitled, RuleSaysNo


class OperatorRequired(NotEntitled):
    """Only an operator founds organisations."""

    code = "operator.required"


class AlreadyFounded(RuleSaysNo):
    """This organisation was founded already."""

    code = "organisation.already_founded"
