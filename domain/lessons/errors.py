"""What can be wrong with a lesson."""

from domain.errors import NotFound, RuleSaysNo


class LessonNotFound(NotFound):
    """No such lesson was drawn in this organisation."""

    code = "lesson.not_found"


class EvaluationNotFound(NotFound):
    """No such evaluation of this plan is recorded here."""

    code = "evaluation.not_found"


class NothingLearnedYet(RuleSaysNo):
    """Lessons are drawn from a plan once it was adopted: there is nothing to look back on yet."""

    code = "lesson.plan_not_adopted"
