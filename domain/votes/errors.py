"""What can be wrong with a neighbourhood vote."""

from domain.errors import NotEntitled, RuleSaysNo


class NoProjects(RuleSaysNo):
    """A neighbourhood vote has between 1 and 300 projects."""

    code = "vote.number_of_projects"


class ProjectNotAffordable(RuleSaysNo):
    """A project must cost something, and no more than the budget or its group's cap."""

    code = "project.not_affordable"


class PointsToSpend(RuleSaysNo):
    """Where ballots give points, the opening says how many there are to spend; nowhere else."""

    code = "vote.points_to_spend"


class OrganNeedsStatutes(RuleSaysNo):
    """Residents decide by themselves only if an article of the statutes says so."""

    code = "vote.organ_needs_statutes"


class EffectBeyondBylaws(RuleSaysNo):
    """The bylaws do not let a neighbourhood vote have this effect."""

    code = "vote.effect_beyond_bylaws"


class NamesBoardDecision(RuleSaysNo):
    """A vote that is to bind names the decision by which the board has bound itself before; any
    other names none."""

    code = "vote.names_board_decision"


class NotOfTheBoard(RuleSaysNo):
    """This is not a decision of the board."""

    code = "vote.not_of_the_board"


class DecisionWithoutEffect(RuleSaysNo):
    """This decision was not adopted, or it has no effect any more."""

    code = "vote.decision_without_effect"


class AnswersAdvice(RuleSaysNo):
    """The board answers an advisory vote, by a day after its close; it answers no other."""

    code = "vote.answers_advice"


class EvaluatedTooSoon(RuleSaysNo):
    """Plans are evaluated after they were voted on."""

    code = "vote.evaluated_too_soon"


class PlanTwice(RuleSaysNo):
    """A plan stands on the ballot once."""

    code = "vote.plan_twice"


class NotDeclaredYet(RuleSaysNo):
    """This vote has no result yet."""

    code = "vote.not_declared_yet"


class NothingAllocated(RuleSaysNo):
    """Nothing came of this vote that could be answered or annulled."""

    code = "vote.nothing_allocated"


class AnsweredAlready(RuleSaysNo):
    """The board has answered this vote already."""

    code = "vote.answered_already"


class AnnulledAlready(RuleSaysNo):
    """A court has annulled this vote already."""

    code = "vote.annulled_already"


class AnsweredBefore(RuleSaysNo):
    """The board answers with a decision that it took after the vote had its result."""

    code = "vote.answered_before"


class AnnulledBefore(RuleSaysNo):
    """A vote is annulled after it had its result, and not in the future."""

    code = "vote.annulled_before"


class PersonNotInElectorate(RuleSaysNo):
    """This person does not belong to the electorate that was fixed when this vote was opened."""

    code = "electorate.person_not_in_it"


class NoAccessCodes(RuleSaysNo):
    """There are no access codes in this vote; its opening would say so."""

    code = "access_code.not_offered"


class AccessCodeNotValid(NotEntitled):
    """This code does not open this vote. Look at it again, or ask the clerk for a new one."""

    code = "access_code.not_valid"


class RegistrationWasMerged(NotEntitled):
    """This registration was a second one and was merged: vote with the one that was kept."""

    code = "registration.was_merged"


class AlreadyMerged(RuleSaysNo):
    """One of these registrations was merged into another one already."""

    code = "registration.already_merged"


class SameRegistration(RuleSaysNo):
    """A registration cannot be the duplicate of itself."""

    code = "registration.same"


class BothOnPaper(RuleSaysNo):
    """Both registrations were given paper in a vote that is running, and nobody can tell those
    two papers from the others. Merge them once that vote has closed."""

    code = "registration.both_on_paper"


class VotesOnPaper(RuleSaysNo):
    """A paper ballot was issued here: with that, voting online has ended."""

    code = "paper_ballot.issued"


class NoPaper(RuleSaysNo):
    """There are no paper ballots in this vote; its opening would say so."""

    code = "paper_ballot.not_offered"


class MoreThanIssued(RuleSaysNo):
    """No more paper ballots can be entered than were issued."""

    code = "paper_ballot.more_than_issued"


class EnteredBySamePerson(RuleSaysNo):
    """You entered this paper ballot before: the next entry is for somebody else."""

    code = "paper_ballot.same_person"


class EntryComplete(RuleSaysNo):
    """This paper ballot was entered as often as it must be."""

    code = "paper_ballot.complete"


class EntryIncomplete(RuleSaysNo):
    """Some paper ballots wait for a second person, or for a third one since two disagreed."""

    code = "paper_ballot.incomplete"


class OutageBackwards(RuleSaysNo):
    """An outage begins before it ends, and is recorded once it has begun."""

    code = "outage.backwards"


class ExtensionMissing(RuleSaysNo):
    """With an outage the deadline is extended for everybody: say until when."""

    code = "outage.extension_missing"


class OutageAfterDeadline(RuleSaysNo):
    """A deadline is extended before it passes, and this one has passed. The outage can be
    recorded without an extension, for whoever judges the result; those who could not vote are
    helped by a new vote only."""

    code = "outage.after_the_deadline"


class HelpOfOthers(NotEntitled):
    """Help at the table is recorded by who gave it, or by the clerk."""

    code = "voting_help.of_others"


class HelpForOneself(RuleSaysNo):
    """Nobody helps themselves at the table: a helper is somebody else."""

    code = "voting_help.for_oneself"
