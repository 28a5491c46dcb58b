"""What can be wrong with a duty."""

from domain.errors import NotFound, RuleSaysNo


class DutyNotFound(NotFound):
    """This organisation has no such duty."""

    code = "duty.not_found"


class DutyDoneAlready(RuleSaysNo):
    """This duty was done already."""

    code = "duty.already_done"


class DoneWithItsAct(RuleSaysNo):
    """This duty is done by what it asks for: the board answers the neighbourhood vote."""

    code = "duty.done_with_its_act"


class DutyNotDoneYet(RuleSaysNo):
    """A duty is noted as done once it was."""

    code = "duty.not_yet"
