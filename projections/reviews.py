"""What the reviews of decisions found: one document each."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.decisions import ReviewRecorded
from domain.ids import DecisionId, DutyId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class Review(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    duty: DutyId
    decision: DecisionId
    position: int
    recorded_at: datetime
    how_it_helped: str
    reason_to_drop: str | None = None
    how_to_improve: str | None = None
    next_review_on: datetime | None = None


class Reviews:
    NAME = "reviews"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (ReviewRecorded,)
    DOCUMENT = Review

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, ReviewRecorded)
        return (event.duty,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(ReviewRecorded, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Review], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, ReviewRecorded)
        documents[event.duty] = Review(
            duty=event.duty,
            decision=event.decision,
            position=recorded.position,
            recorded_at=recorded.time,
            how_it_helped=event.how_it_helped,
            reason_to_drop=event.reason_to_drop,
            how_to_improve=event.how_to_improve,
            next_review_on=event.next_review_on,
        )

    def index(self, document: Review) -> Iterable[Entry]:
        """List "reviews" of each decision, oldest first."""
        yield Entry("reviews", document.decision, oldest_first(document.position))


REVIEWS: Projection[Review] = Reviews()
