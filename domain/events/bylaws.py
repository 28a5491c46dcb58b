"""The bylaws: each version is recorded whole, and by what it came into force, and when."""

from datetime import datetime
from typing import ClassVar

from domain.bylaws.bylaws import Bylaws
from domain.ids import BylawsId, DecisionId
from domain.kernel import Event, Published


class BylawsRecorded(Event, frozen=True, kw_only=True):
    """The first version, as the organisation was founded with it."""

    NAME: ClassVar = "bylaws.recorded"
    TAGGED_BY: ClassVar = ("bylaws",)

    bylaws: BylawsId
    content: Bylaws
    in_force_from: datetime


class BylawsProposed(Event, frozen=True, kw_only=True):
    """A later version, on which an organ may decide."""

    NAME: ClassVar = "bylaws.proposed"
    TAGGED_BY: ClassVar = ("bylaws",)

    bylaws: BylawsId
    content: Bylaws


class BylawsVersionAdopted(Event, frozen=True, kw_only=True):
    """Without ``in_force_from`` it changes the statutes, and waits for its deed."""

    NAME: ClassVar = "bylaws.version_adopted"
    TAGGED_BY: ClassVar = ("bylaws", "decision")

    bylaws: BylawsId
    decision: DecisionId
    in_force_from: datetime | None = None


class BylawsVersionLapsed(Event, frozen=True, kw_only=True):
    """The reversal of an adoption: from ``lapsed_from`` on, the version is not in force."""

    NAME: ClassVar = "bylaws.version_lapsed"
    TAGGED_BY: ClassVar = ("bylaws", "decision")

    bylaws: BylawsId
    decision: DecisionId
    lapsed_from: datetime


class DeedExecuted(Event, frozen=True, kw_only=True):
    """A notary put a change of the statutes into a deed: in force from ``executed_at``."""

    NAME: ClassVar = "deed.executed"
    TAGGED_BY: ClassVar = ("bylaws",)

    bylaws: BylawsId
    notary: Published
    executed_at: datetime
