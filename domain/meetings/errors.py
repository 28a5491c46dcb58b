"""What can be wrong with a meeting, its agenda, its attendance or its minutes."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class MeetingNotFound(NotFound):
    """There is no such meeting in this organisation."""

    code = "meeting.not_found"


class ItemNotFound(NotFound):
    """There is no such item on the agenda of this meeting."""

    code = "item.not_found"


class ChairOrClerkRequired(NotEntitled):
    """Only the chair of this organ, or the clerk, may do this."""

    code = "meeting.chair_or_clerk"


class NoticeAfterMeeting(RuleSaysNo):
    """Notice is sent before the meeting begins, and recorded once it was sent."""

    code = "meeting.notice_after_it"


class NoSecondMeeting(RuleSaysNo):
    """The bylaws in force know no second meeting, or this organ has had no first one."""

    code = "meeting.no_second"


class SecondMeetingCalled(RuleSaysNo):
    """A second meeting was called already."""

    code = "meeting.second_called"


class NotYet(RuleSaysNo):
    """What is noted of a meeting has happened."""

    code = "meeting.not_yet"


class AgainstTime(RuleSaysNo):
    """This would have happened before what it follows."""

    code = "meeting.against_time"


class MeetingIsClosed(RuleSaysNo):
    """This meeting is closed."""

    code = "meeting.closed"


class MeetingNotClosed(RuleSaysNo):
    """This meeting is not closed yet."""

    code = "meeting.not_closed"


class MeetingIsAdjourned(RuleSaysNo):
    """This meeting is adjourned."""

    code = "meeting.adjourned"


class MeetingNotAdjourned(RuleSaysNo):
    """This meeting is not adjourned."""

    code = "meeting.not_adjourned"


class DecisionRunning(RuleSaysNo):
    """A decision of this meeting is still running."""

    code = "meeting.decision_running"


class AnotherItemOpen(RuleSaysNo):
    """An item is open: it is closed first."""

    code = "item.another_open"


class ItemNotOpen(RuleSaysNo):
    """This item is not open."""

    code = "item.not_open"


class AttendsAlready(RuleSaysNo):
    """This seat is present or represented already."""

    code = "attendance.already"


class NotAttending(RuleSaysNo):
    """This seat is not present."""

    code = "attendance.none"


class ProxyNotGranted(RuleSaysNo):
    """A seat is represented by its proxy, or by one in writing that the clerk has seen."""

    code = "attendance.proxy_not_granted"


class NoProxy(RuleSaysNo):
    """A seat is represented by another one that is present, and neither by a stand-in."""

    code = "attendance.no_proxy"


class TooManyProxies(RuleSaysNo):
    """By the bylaws in force this seat represents no further one."""

    code = "attendance.too_many_proxies"


class FloorAskedAlready(RuleSaysNo):
    """This seat has asked for the floor already."""

    code = "floor.already_asked"


class FloorNotAsked(RuleSaysNo):
    """Nobody asked for the floor, or not this seat."""

    code = "floor.not_asked"


class NoPartInDeliberation(NotEntitled):
    """Who is recused from a decision on this item has no part in talking about it."""

    code = "floor.recused"


class MinutesAdoptedAlready(RuleSaysNo):
    """The minutes were adopted already. What is wrong in them is corrected."""

    code = "minutes.already_adopted"


class MinutesNotAdopted(RuleSaysNo):
    """The minutes of this meeting are not adopted yet."""

    code = "minutes.not_adopted"


class MinutesByOtherOrgan(RuleSaysNo):
    """The minutes are adopted in a later meeting of the same organ."""

    code = "minutes.other_meeting"


class ActionNotFound(NotFound):
    """No such action was agreed in this organisation."""

    code = "action.not_found"


class ActionCompletedAlready(RuleSaysNo):
    """This action was completed already."""

    code = "action.already_completed"
