"""What can be wrong with an acknowledgement."""

from domain.errors import RuleSaysNo


class NotHappenedYet(RuleSaysNo):
    """Nobody can have read of what has not happened yet."""

    code = "notices.not_happened_yet"
