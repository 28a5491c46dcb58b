"""What can be wrong with an organisation: its founding, its description, its bylaws."""

from domain.bylaws.contradictions import Contradiction
from domain.errors import NotEntitled, NotFound, RuleSaysNo


class OperatorRequired(NotEntitled):
    """Only an operator founds organisations."""

    code = "operator.required"


class AlreadyFounded(RuleSaysNo):
    """This organisation was founded already."""

    code = "organisation.already_founded"


class NotDescribed(RuleSaysNo):
    """Nobody has recorded yet which legal form this organisation has."""

    code = "organisation.not_described"


class LegalFormFixed(RuleSaysNo):
    """The legal form stays as it is once there are bylaws or members."""

    code = "organisation.legal_form_fixed"


class BylawsNotFound(NotFound):
    """There are no such bylaws in this organisation."""

    code = "bylaws.not_found"


class BylawsAlreadyRecorded(RuleSaysNo):
    """There are bylaws already. A later version comes by a decision."""

    code = "bylaws.already_recorded"


class NoBylaws(RuleSaysNo):
    """The first bylaws must be recorded before others are proposed."""

    code = "bylaws.none_recorded"


class OtherLegalForm(RuleSaysNo):
    """These bylaws are for another legal form than that of the organisation."""

    code = "bylaws.other_legal_form"


class BylawsContradictTheLaw(RuleSaysNo):
    """These bylaws contradict the law, or themselves."""

    code = "bylaws.contradictory"

    def __init__(self, *contradictions: Contradiction) -> None:
        super().__init__()
        self.contradictions = contradictions


class BylawsAlreadyAdopted(RuleSaysNo):
    """This version of the bylaws was adopted already."""

    code = "bylaws.already_adopted"


class BylawsNotAdopted(RuleSaysNo):
    """Nobody has adopted this version of the bylaws."""

    code = "bylaws.not_adopted"


class NoDeedAwaited(RuleSaysNo):
    """This version is in force, or another was adopted since: no deed can put it in force."""

    code = "deed.not_awaited"


class DeedOutOfTime(RuleSaysNo):
    """A deed is executed after the decision, and recorded once it was."""

    code = "deed.out_of_time"
