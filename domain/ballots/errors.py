"""What can be wrong with a ballot, an opening or a close."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class DecisionNotFound(NotFound):
    """There is no such decision in this organisation."""

    code = "decision.not_found"


class VoteNotFound(NotFound):
    """There is no such neighbourhood vote in this organisation."""

    code = "vote.not_found"


class NotTheHolder(NotEntitled):
    """Only who holds this seat now may vote for it."""

    code = "seat.not_the_holder"


class SeatNotEntitled(NotEntitled):
    """This seat has no say in this decision."""

    code = "seat.not_entitled"


class NotInElectorate(NotEntitled):
    """You do not belong to the electorate that was fixed when this vote was opened."""

    code = "electorate.not_in_it"


class VotingIsClosed(RuleSaysNo):
    """Voting has closed."""

    code = "voting.closed"


class VotingStillOpen(RuleSaysNo):
    """Voting is still open."""

    code = "voting.still_open"


class AlreadyClosed(RuleSaysNo):
    """Voting was closed already."""

    code = "voting.already_closed"


class NotYetClosed(RuleSaysNo):
    """Voting must be closed before ballots are opened."""

    code = "voting.not_yet_closed"


class AlreadyDeclared(RuleSaysNo):
    """The result was declared already."""

    code = "result.already_declared"


class ClosesInThePast(RuleSaysNo):
    """Voting must close later than it opens."""

    code = "voting.closes_in_the_past"


class OtherProposal(RuleSaysNo):
    """The text of the proposal is not the one that you read."""

    code = "proposal.other_text"


class UnknownProject(RuleSaysNo):
    """The ballot names a project that this vote does not have."""

    code = "ballot.unknown_project"


class ProjectTwice(RuleSaysNo):
    """The ballot names a project twice."""

    code = "ballot.project_twice"


class OutsideLimits(RuleSaysNo):
    """The ballot does not keep to the limits of this vote."""

    code = "ballot.outside_limits"


class PointsOverspent(RuleSaysNo):
    """The ballot gives more points than there are to spend."""

    code = "ballot.points_overspent"


class BallotUnreadable(RuleSaysNo):
    """A ballot in the box does not match the commitment in the record."""

    code = "ballot.unreadable"


class OtherForm(RuleSaysNo):
    """A ballot has another form here; the opening says which."""

    code = "ballot.other_form"


class UnknownOption(RuleSaysNo):
    """The ballot names an option that this decision does not have."""

    code = "ballot.unknown_option"


class OptionTwice(RuleSaysNo):
    """The ballot names an option twice."""

    code = "ballot.option_twice"


class TooManyOptions(RuleSaysNo):
    """The ballot names more candidates than can be elected in this round."""

    code = "ballot.too_many_options"


class RankShared(RuleSaysNo):
    """No two may share a rank here."""

    code = "ballot.rank_shared"


class WithoutVote(RuleSaysNo):
    """Nobody stands against these candidates: they are elected without a vote."""

    code = "election.without_vote"


class GroupsMissing(RuleSaysNo):
    """This decision asks to which of its groups you belong: name them, or none of them."""

    code = "ballot.groups_missing"


class UnknownGroup(RuleSaysNo):
    """The ballot names a group that this decision does not ask about."""

    code = "ballot.unknown_group"


class NoBallotYet(RuleSaysNo):
    """There is no ballot of yours to withdraw."""

    code = "ballot.none_to_withdraw"


class RollCallOnly(RuleSaysNo):
    """In this decision seats are called one by one, and answers are recorded in the meeting."""

    code = "voting.by_roll_call"


class NoRollCall(RuleSaysNo):
    """Seats are not called one by one in this decision: each casts a ballot."""

    code = "voting.no_roll_call"


class DeadlineNotLater(RuleSaysNo):
    """A deadline is extended before it passes, and never shortened."""

    code = "deadline.not_later"


class AlreadyCounted(RuleSaysNo):
    """The ballots were counted already."""

    code = "result.already_counted"


class NotYetCounted(RuleSaysNo):
    """In a meeting the ballots are counted before the result is declared."""

    code = "result.not_yet_counted"


class NotInMeeting(RuleSaysNo):
    """Outside a meeting opening, count and declaration are one act."""

    code = "result.not_in_meeting"


class TooFewForSecrecy(RuleSaysNo):
    """Too few can vote here for a ballot to stay secret."""

    code = "secrecy.too_few_entitled"
