"""What is said of a plan when it is proposed or revised."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.types import FOR_EVER, Asked, Cents, Currency, Day, Idea, Published, PublishedText, Word
from domain.events.plans import BudgetLine, Particular
from domain.record import LARGEST_INTEGER

MOST_LINES, MOST_GROUPS = 30, 20


class ParticularAsked(Asked, frozen=True, kw_only=True):
    """What is to be reached, by an indicator of the plan's theme and in the unit of that."""

    indicator: Word
    target: Annotated[int, Meta(ge=0, le=LARGEST_INTEGER)]


class BudgetLineAsked(Asked, frozen=True, kw_only=True):
    what: Published
    cents: Cents


Particulars = Annotated[tuple[ParticularAsked, ...], Meta(max_length=MOST_GROUPS)]
Budget = Annotated[tuple[BudgetLineAsked, ...], Meta(max_length=MOST_LINES)]
Affects = Annotated[
    tuple[Word, ...],
    Meta(max_length=MOST_GROUPS, description="Groups, in words; never somebody by name."),
]
Success = Annotated[str, Meta(min_length=1, max_length=1_000, description=FOR_EVER)]

SHAPES: dict[str, Any] = {
    "particulars": tuple[Particular, ...] | None,
    "budget": tuple[BudgetLine, ...] | None,
}


class SaidOfPlan(Asked, frozen=True, kw_only=True):
    """`particulars` are targets for the indicators of the theme, `budget` lines in whole cents.
    `affects` are the groups whom the plan touches, `success` says when it has worked, and
    `needs_from` and `needs_until` are the days between which it needs people and money."""

    particulars: Particulars | None = None
    budget: Budget | None = None
    currency: Currency | None = None
    affects: Affects | None = None
    success: Success | None = None
    needs_from: Day | None = None
    needs_until: Day | None = None

    def for_the_act(self) -> dict[str, Any]:
        """Every member in the shape of the domain."""
        asked = {name: getattr(self, name) for name in self.__struct_fields__}
        for name, shape in SHAPES.items():
            asked[name] = msgspec.convert(asked[name], shape, from_attributes=True)
        return asked


class PlanAsked(SaidOfPlan, frozen=True, kw_only=True):
    """The themes of the movement: re-integration, neighbourhood economy, urban gardens,
    energy, diversity; an organisation may add its own. From an `idea` the plan takes over where
    it came from."""

    title: Published
    text: PublishedText
    theme: Published
    idea: Idea | None = None


class RevisionAsked(SaidOfPlan, frozen=True, kw_only=True):
    """What is left out stays as it was."""

    why: Published | None = None
    title: Published | None = None
    text: PublishedText | None = None
