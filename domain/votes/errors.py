"""What can be wrong with a neighbourhood vote."""

from domain.errors import RuleSaysNo


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
