"""What can be wrong with what becomes of a declared result."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class NothingDecided(RuleSaysNo):
    """Nothing was decided here, so that there is nothing to be challenged, undone or added to."""

    code = "decision.nothing_decided"


class NotAdopted(RuleSaysNo):
    """Only what was adopted is confirmed or sent back."""

    code = "decision.not_adopted"


class NoLongerStands(RuleSaysNo):
    """This decision has no effect any more: a new vote, a court, the law or an affected group
    has undone it."""

    code = "decision.no_longer_stands"


class BeforeResult(RuleSaysNo):
    """What becomes of a result comes after its declaration, and has happened."""

    code = "result.not_after_it"


class ChallengedOutsideMeeting(RuleSaysNo):
    """A result is challenged where a chair declares it: in a meeting (article 2:13)."""

    code = "result.challenged_outside_meeting"


class ChallengeTooLate(RuleSaysNo):
    """A result is challenged at once: until the next item is opened or the meeting closes."""

    code = "result.challenged_too_late"


class ChallengedAlready(RuleSaysNo):
    """This seat has challenged the result already."""

    code = "result.already_challenged"


class NotWanted(RuleSaysNo):
    """A new vote is held if the majority of those there wants it: fewer have challenged."""

    code = "re_vote.not_wanted"


class ReVoteElsewhere(RuleSaysNo):
    """The new vote is held in the meeting in which the result was challenged."""

    code = "re_vote.other_meeting"


class PublishedAlready(RuleSaysNo):
    """This result was published already."""

    code = "result.already_published"


class NoticedAlready(RuleSaysNo):
    """It is noted already since when this person knows of the decision."""

    code = "notice.already_noted"


class ClaimNotFound(NotFound):
    """No such claim against this decision was noted."""

    code = "claim.not_found"


class ClaimEndedAlready(RuleSaysNo):
    """This claim has ended already."""

    code = "claim.already_ended"


class AnnulledAlready(RuleSaysNo):
    """This decision was annulled already."""

    code = "decision.already_annulled"


class NoOnesWord(RuleSaysNo):
    """It is either a court that says so, with the number of its case, or an organ, by a decision
    that was adopted."""

    code = "decision.court_or_organ"


class DecisionSuspendedAlready(RuleSaysNo):
    """This decision is suspended already."""

    code = "decision.already_suspended"


class DecisionNotSuspended(RuleSaysNo):
    """This decision is not suspended."""

    code = "decision.not_suspended"


class DecisionIsVoid(RuleSaysNo):
    """This decision is void: it is not confirmed, and can only be ratified (article 2:14)."""

    code = "decision.void"


class DecisionNotVoid(RuleSaysNo):
    """This decision was not found void, or was ratified already."""

    code = "decision.not_void"


class NobodyPassedOver(RuleSaysNo):
    """A void decision is ratified only if somebody was passed over: one person, or one organ."""

    code = "ratification.nobody_passed_over"


class NotPassedOver(NotEntitled):
    """Only the person or the organ that was passed over can ratify the decision."""

    code = "ratification.not_passed_over"


class RatificationTooLate(RuleSaysNo):
    """The time that was set for the ratification is over."""

    code = "ratification.too_late"


class CannotBeCured(RuleSaysNo):
    """A confirmation cures only a defect in how the decision came about (2:15(1)(a))."""

    code = "confirmation.other_defect"


class ConfirmedAlready(RuleSaysNo):
    """This decision was confirmed already."""

    code = "confirmation.already"


class NotYourProposal(NotEntitled):
    """Only who made the proposal or put it to the vote, or the clerk, can withdraw it."""

    code = "proposal.not_yours"


class StatedAlready(RuleSaysNo):
    """For this seat a statement was added already."""

    code = "minority_statement.already"


class NotSpokesperson(NotEntitled):
    """Only who speaks for an affected group that the opening declares can send this back."""

    code = "sending_back.not_spokesperson"


class SentBackAlready(RuleSaysNo):
    """A proposal is sent back once, however often it is decided on."""

    code = "sending_back.already"


class SendBackTooLate(RuleSaysNo):
    """The time in which an affected group may send this back is over, or there is none."""

    code = "sending_back.too_late"


class NotSentBack(RuleSaysNo):
    """This decision was not sent back."""

    code = "sending_back.none"


class NoDialogueYet(RuleSaysNo):
    """What was sent back is talked about before it is decided anew: hold a dialogue round."""

    code = "sending_back.no_dialogue_yet"
