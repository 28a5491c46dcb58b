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


class SecretNotYet(RuleSaysNo):
    """Secret ballots are not offered yet."""

    code = "voting.secret_not_offered"


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


class BallotUnreadable(RuleSaysNo):
    """A ballot in the box does not match the commitment in the record."""

    code = "ballot.unreadable"
