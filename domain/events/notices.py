"""What somebody has read of what they were told."""

from typing import ClassVar

from domain.ids import PersonId
from domain.kernel import Event


class NoticesAcknowledged(Event, frozen=True, kw_only=True):
    """Everything about their plans, up to the position ``through``."""

    NAME: ClassVar = "notices.acknowledged"
    TAGGED_BY: ClassVar = ("person",)

    person: PersonId
    through: int
