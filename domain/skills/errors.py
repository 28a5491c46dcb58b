"""What can be wrong with a skill, a masterclass or an exchange visit."""

from domain.errors import NotFound, RuleSaysNo


class SkillMissing(RuleSaysNo):
    """A skill is a word or two, and not blank."""

    code = "skill.missing"


class SkillAlreadyNamed(RuleSaysNo):
    """You said this already: others find it."""

    code = "skill.already_named"


class SkillNotNamed(RuleSaysNo):
    """You did not offer this skill, or ask for it, or took it back already."""

    code = "skill.not_named"


class SkillOfOneself(RuleSaysNo):
    """Somebody learns from somebody else, and mentors somebody else."""

    code = "skill.of_oneself"


class MasterclassNotFound(NotFound):
    """No such masterclass was held here."""

    code = "masterclass.not_found"


class VisitNotFound(NotFound):
    """No such exchange visit was held here."""

    code = "exchange_visit.not_found"


class VisitToNowhere(RuleSaysNo):
    """An exchange visit goes to a place or to another organisation: say which."""

    code = "exchange_visit.to_nowhere"


class NotHeldYet(RuleSaysNo):
    """This is recorded once it was held."""

    code = "gathering.not_held_yet"
