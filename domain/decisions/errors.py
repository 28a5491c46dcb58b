"""What can be wrong with a decision."""

from domain.errors import NotEntitled, RuleSaysNo


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


class EarlyVotesNotAllowed(RuleSaysNo):
    """By the bylaws in force nobody votes here before the meeting has begun."""

    code = "early_votes.not_allowed"


class TooEarly(RuleSaysNo):
    """The bylaws in force do not let anybody vote so long before the meeting."""

    code = "early_votes.too_early"


class MeetingBegan(RuleSaysNo):
    """The meeting has begun: what is voted on now is the item that is open."""

    code = "early_votes.meeting_began"


class ClosesBeforeMeeting(RuleSaysNo):
    """What may be voted on before the meeting closes in it, and not before it."""

    code = "early_votes.closes_before_meeting"


class InMeeting(RuleSaysNo):
    """Only outside a meeting can the method be objected to."""

    code = "method.in_meeting"


class MethodObjectedAlready(RuleSaysNo):
    """For this seat the method was objected to already."""

    code = "method.already_objected"


class NeitherNor(RuleSaysNo):
    """With bylaws in force an organ decides on an item of a meeting, or outside a meeting."""

    code = "decision.neither_in_nor_outside_meeting"


class RollCallInMeeting(RuleSaysNo):
    """Seats are called one by one in a meeting only."""

    code = "decision.roll_call_in_meeting"


class OtherMethod(RuleSaysNo):
    """The bylaws in force do not allow this method for this kind of decision."""

    code = "decision.other_method"


class ThresholdMissing(RuleSaysNo):
    """A majority has a threshold, and a choice between options has none."""

    code = "decision.threshold_and_method"


class OptionsMissing(RuleSaysNo):
    """A choice between options has at least one of them, and at most 40; no other has any."""

    code = "decision.number_of_options"


class OptionListedTwice(RuleSaysNo):
    """An option is a person, a plan, or words; and none stands there twice."""

    code = "decision.option_listed_twice"


class OptionsRuleMismatch(RuleSaysNo):
    """These settings do not belong to the method that was chosen, or one of its own is missing."""

    code = "decision.options_rule"


class MajorityOnly(RuleSaysNo):
    """Groups, weights and a casting vote are for decisions between for and against."""

    code = "decision.majority_only"


class UnanimousIsMajority(RuleSaysNo):
    """Where all must agree the question is for or against, and not a choice between options."""

    code = "decision.unanimous_is_majority"


class CandidateNotFound(RuleSaysNo):
    """A candidate is registered here, and holds a seat of this organ if an office is elected."""

    code = "decision.candidate_not_found"


class EffectMismatch(RuleSaysNo):
    """Seats and an office are filled by an election of persons; a dismissal or a suspension is
    decided by a majority, on a seat that is held."""

    code = "decision.effect_mismatch"


class NotHeard(RuleSaysNo):
    """On a dismissal, a suspension, pay or discharge the person concerned is heard before."""

    code = "decision.person_not_heard"


class NotAffected(RuleSaysNo):
    """Who speaks for an affected group is registered here."""

    code = "decision.spokesperson_not_found"


class ReviewInThePast(RuleSaysNo):
    """A decision is reviewed after it was taken."""

    code = "decision.review_in_the_past"


class AlreadyOpened(RuleSaysNo):
    """This draft was put to the vote already, or has expired."""

    code = "decision.already_opened"


class OtherThanDrafted(RuleSaysNo):
    """What is put to the vote is what was drafted: the same organ, question and proposal."""

    code = "decision.other_than_drafted"


class Recused(NotEntitled):
    """You are recused from this decision: you take no part in it."""

    code = "recusal.recused"


class NotTheProxy(NotEntitled):
    """No proxy lets you vote for this seat in this decision."""

    code = "proxy.none"


class GiverVoted(RuleSaysNo):
    """Who gave the proxy has voted: their own ballot wins."""

    code = "proxy.giver_voted"


class NoArgument(RuleSaysNo):
    """An objection has an argument: raise it before you object."""

    code = "objection.argument_missing"


class SecretGroupsUnknown(RuleSaysNo):
    """In a secret decision only kinds of seat are groups: of others nobody knows beforehand how
    many can vote."""

    code = "secrecy.groups_unknown"


class NotDeclaredYet(RuleSaysNo):
    """The result of this decision is not declared yet."""

    code = "decision.not_declared"


class FollowedAlready(RuleSaysNo):
    """Another decision follows this one in this way already."""

    code = "decision.followed_already"


class ExpiresInThePast(RuleSaysNo):
    """A draft expires later than it is made."""

    code = "draft.expires_in_the_past"


class DraftNotExpired(RuleSaysNo):
    """This draft has not expired: until then it can be put to the vote."""

    code = "draft.not_expired"


class TooLateToAmend(RuleSaysNo):
    """A proposal is amended until voting closes, or when a round of consent found objections."""

    code = "amendment.too_late"


class LeftToMeeting(RuleSaysNo):
    """Somebody objected to deciding outside a meeting: the next one decides, in other words too."""

    code = "amendment.left_to_meeting"


class SameWords(RuleSaysNo):
    """These are the words that the proposal has already."""

    code = "amendment.same_words"


class BylawsProposedAnew(RuleSaysNo):
    """Bylaws are not amended here: propose the other version, and put that one to the vote."""

    code = "amendment.of_bylaws"


class ApprovedAsItWas(RuleSaysNo):
    """Another organ has approved this proposal as it is: amended, it is put to that organ anew."""

    code = "amendment.approved_as_it_was"


class ObjectionNotStanding(RuleSaysNo):
    """An amendment resolves objections that stand."""

    code = "amendment.objection_not_standing"


class NoMoreRounds(RuleSaysNo):
    """By the rule of this decision there is no further round of consent."""

    code = "consent.no_more_rounds"


class RoundsLeft(RuleSaysNo):
    """There are rounds of consent left, and only then another method."""

    code = "consent.rounds_left"


class NotByConsent(RuleSaysNo):
    """This is not decided by consent."""

    code = "consent.other_method"


class NoFallback(RuleSaysNo):
    """When its rounds are over this proposal goes back to dialogue, and to no other method."""

    code = "consent.no_fallback"


class ConsentNotMissing(RuleSaysNo):
    """A further round follows one in which consent was not reached."""

    code = "consent.not_missing"


class ObjectionsStand(RuleSaysNo):
    """An objection stands: amend the proposal, or resolve the objection otherwise, before a
    further round."""

    code = "consent.objections_stand"


class NotElectedByConsent(RuleSaysNo):
    """Nobody is elected here by consent."""

    code = "election_by_consent.other_method"


class SameCandidate(RuleSaysNo):
    """This candidate is proposed already."""

    code = "election_by_consent.same_candidate"


class NomineeFirst(RuleSaysNo):
    """The objections of who is proposed are tested and resolved before those of others."""

    code = "election_by_consent.nominee_first"


class NothingToReview(RuleSaysNo):
    """This decision has no such review to be held."""

    code = "review.none"


class NoPlanToEvaluate(RuleSaysNo):
    """Only a plan is evaluated; what became of another decision is reviewed."""

    code = "evaluation.no_plan"


class EvaluatedTooSoon(RuleSaysNo):
    """A plan is evaluated after it was decided on."""

    code = "evaluation.too_soon"


class ReviewedAlready(RuleSaysNo):
    """What this review found was recorded already."""

    code = "review.already_recorded"


class NotInRounds(RuleSaysNo):
    """Only an election of persons has rounds, and candidates who decline."""

    code = "election.not_in_rounds"


class NoNextRound(RuleSaysNo):
    """No round follows: the election has ended and nobody gave it back, or its result was
    undone."""

    code = "election.no_next_round"


class NotACandidate(NotEntitled):
    """You do not stand in this election."""

    code = "candidacy.not_a_candidate"


class AlreadyDeclined(RuleSaysNo):
    """You have declined already."""

    code = "candidacy.already_declined"


class ResultAwaited(RuleSaysNo):
    """Voting has closed: if you are elected, give it back once the result is declared."""

    code = "candidacy.result_awaited"


class NoLot(RuleSaysNo):
    """No lot can matter in this decision."""

    code = "lot.none"


class LotDrawnAlready(RuleSaysNo):
    """There is one lot for the whole count, all rounds included, and it is drawn already."""

    code = "lot.drawn_already"


class LotIncomplete(RuleSaysNo):
    """A lot puts every option in its place, each once, and no other."""

    code = "lot.other_options"


class WitnessesMissing(RuleSaysNo):
    """Two persons who are registered here witness a lot, and whoever enters it is none of them."""

    code = "lot.witnesses"
