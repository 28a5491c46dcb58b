"""Support that somebody promises a plan, and whether the promise was kept."""

from typing import ClassVar, Literal

from domain.ids import PersonId, PlanId, PledgeId
from domain.kernel import Event, Published

Support = Literal["hours", "money", "materials"]


class PledgeMade(Event, frozen=True, kw_only=True):
    """``hours``, ``cents`` with their currency, or ``what``, as ``kind`` says; ``what`` may tell
    more of any of them."""

    NAME: ClassVar = "pledge.made"
    TAGGED_BY: ClassVar = ("pledge", "plan", "person")

    pledge: PledgeId
    plan: PlanId
    person: PersonId
    kind: Support
    hours: int | None = None
    cents: int | None = None
    currency: str | None = None
    what: Published | None = None


class PledgeKept(Event, frozen=True, kw_only=True):
    """``hours`` or ``cents`` is how much it came to, where that is not what was pledged."""

    NAME: ClassVar = "pledge.kept"
    TAGGED_BY: ClassVar = ("pledge", "plan")

    pledge: PledgeId
    plan: PlanId
    hours: int | None = None
    cents: int | None = None


class PledgeNotKept(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "pledge.not_kept"
    TAGGED_BY: ClassVar = ("pledge", "plan")

    pledge: PledgeId
    plan: PlanId
    reason: Published | None = None


class PledgeWithdrawn(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "pledge.withdrawn"
    TAGGED_BY: ClassVar = ("pledge", "plan")

    pledge: PledgeId
    plan: PlanId
