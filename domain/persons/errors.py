"""What can be wrong with a person or a role."""

from domain.errors import NotFound, RuleSaysNo


class PersonNotFound(NotFound):
    """Nobody is registered here under this identifier."""

    code = "person.not_found"


class AlreadyRegistered(RuleSaysNo):
    """Somebody is registered under this identifier already."""

    code = "person.already_registered"


class RoleAlreadyHeld(RuleSaysNo):
    """This person has this role already."""

    code = "role.already_held"


class RoleNotHeld(RuleSaysNo):
    """This person does not have this role."""

    code = "role.not_held"


class LastClerk(RuleSaysNo):
    """An organisation keeps at least one clerk."""

    code = "role.last_clerk"
