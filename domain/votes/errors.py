"""What can be wrong with a neighbourhood vote."""

from domain.errors import RuleSaysNo


class NoProjects(RuleSaysNo):
    """A neighbourhood vote has between 1 and 300 projects."""

    code = "vote.number_of_projects"


class ProjectNotAffordable(RuleSaysNo):
    """A project must cost something, and no more than the budget or its group's cap."""

    code = "project.not_affordable"
