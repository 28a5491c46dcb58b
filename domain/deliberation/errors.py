"""What can be wrong in the talk about a proposal."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class NoVoice(NotEntitled):
    """Who has a seat of this organ speaks here, and who proposed the plan."""

    code = "deliberation.no_voice"


class HostRequired(NotEntitled):
    """Only the facilitator, the chair of this organ, or the clerk may do this."""

    code = "deliberation.host_required"


class NotReadable(NotEntitled):
    """Who takes part in the talk reads it; so do the facilitator, the clerk and the auditor."""

    code = "deliberation.not_readable"


class DeliberationOver(RuleSaysNo):
    """There is nothing more to say here: it was decided, has expired, or goes on in another
    round."""

    code = "deliberation.over"


class ClarifyFirst(RuleSaysNo):
    """Before people respond, it is made clear what is proposed."""

    code = "dialogue_round.clarify_first"


class NoDialogueRound(RuleSaysNo):
    """No dialogue round was opened yet."""

    code = "dialogue_round.none"


class ArgumentNotFound(NotFound):
    """No such argument was raised about this proposal."""

    code = "argument.not_found"


class NotInThisRound(RuleSaysNo):
    """In a meeting those who are there take part; who is absent objects in writing before the
    round."""

    code = "argument.not_in_this_round"


class NotTheAuthor(NotEntitled):
    """Only whose argument it is may say that it is resolved."""

    code = "argument.not_the_author"


class ArgumentResolvedAlready(RuleSaysNo):
    """This argument was resolved already."""

    code = "argument.already_resolved"


class ArgumentTestedAlready(RuleSaysNo):
    """This argument was tested already."""

    code = "argument.already_tested"


class ConcernNotTested(RuleSaysNo):
    """A concern stops nothing, so that it is not tested; it is kept for the review."""

    code = "argument.is_a_concern"


class OwnArgument(RuleSaysNo):
    """Whether an argument qualifies is judged by the others."""

    code = "argument.own"


class NominationsClosed(RuleSaysNo):
    """Candidates are nominated on a draft, before one of them is proposed."""

    code = "nomination.closed"
