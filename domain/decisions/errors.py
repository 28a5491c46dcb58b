"""What can be wrong with a decision."""

from domain.errors import RuleSaysNo


class NoSeats(RuleSaysNo):
    """This organ has no seats."""

    code = "organ.no_seats"


class TooManySeats(RuleSaysNo):
    """A decision lists at most 500 seats."""

    code = "organ.too_many_seats"


class RuleMissing(RuleSaysNo):
    """There are no bylaws in force: threshold and quorum must be stated."""

    code = "decision.rule_missing"


class KindNotInBylaws(RuleSaysNo):
    """The bylaws in force have no rule for this kind of decision."""

    code = "decision.kind_not_in_bylaws"


class OtherOrgan(RuleSaysNo):
    """The bylaws in force give this kind of decision to another organ."""

    code = "decision.other_organ"


class RuleFixed(RuleSaysNo):
    """The bylaws in force say by which rule this kind is decided, and leave none open."""

    code = "decision.rule_fixed"


class OtherKind(RuleSaysNo):
    """What is to be decided makes this a decision of another kind."""

    code = "decision.other_kind"


class BylawsDecisionRunning(RuleSaysNo):
    """Another decision on the bylaws is still running."""

    code = "decision.bylaws_decision_running"


class DeedAwaited(RuleSaysNo):
    """A change of the statutes waits for its deed: until then regulations stay as they are."""

    code = "decision.deed_awaited"


class ApprovalMissing(RuleSaysNo):
    """By the bylaws in force another organ must have approved this before."""

    code = "decision.approval_missing"


class NoticeDefective(RuleSaysNo):
    """The notice was defective, and no bylaws say how a decision is valid all the same."""

    code = "decision.notice_defective"


class NotEverybodyThere(RuleSaysNo):
    """After a defective notice all in office must be present or represented."""

    code = "decision.not_everybody_there"


class InMeetingOrNot(RuleSaysNo):
    """What is decided on an item of a meeting is not decided outside one."""

    code = "decision.in_meeting_or_not"


class OutsideNotAllowed(RuleSaysNo):
    """By the bylaws in force this organ decides in meetings only."""

    code = "outside_meeting.not_allowed"


class OutsideNotForKind(RuleSaysNo):
    """By the bylaws in force this kind of decision is taken in meetings only."""

    code = "outside_meeting.kind_excluded"


class BoardNotInformed(RuleSaysNo):
    """The board must know before the members decide outside a meeting (article 2:40)."""

    code = "outside_meeting.board_not_informed"


class InMeeting(RuleSaysNo):
    """Only outside a meeting can the method be objected to."""

    code = "method.in_meeting"


class MethodObjectedAlready(RuleSaysNo):
    """For this seat the method was objected to already."""

    code = "method.already_objected"
