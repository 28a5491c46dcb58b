"""What people learned from their plans: one document for each evaluation."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.ideas import Origin
from domain.events.plans import Again, PlanEvaluated
from domain.ids import EvaluationId, PlanId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first


class Evaluation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    evaluation: EvaluationId
    plan: PlanId
    worked: str
    did_not_work: str
    again: Again
    evaluated_at: datetime
    position: int
    evaluated_by: str | None = None
    hours_carried: int | None = None
    origin: Origin | None = None


class Evaluations:
    NAME = "evaluations"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (PlanEvaluated,)
    DOCUMENT = Evaluation

    def touches(self, event: Event) -> Iterable[str]:
        assert isinstance(event, PlanEvaluated)
        return (event.evaluation,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(PlanEvaluated, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, Evaluation], recorded: Recorded) -> None:
        event = recorded.event
        assert isinstance(event, PlanEvaluated)
        documents[event.evaluation] = Evaluation(
            evaluation=event.evaluation,
            plan=event.plan,
            worked=event.worked,
            did_not_work=event.did_not_work,
            again=event.again,
            evaluated_at=recorded.time,
            position=recorded.position,
            evaluated_by=recorded.actor,
            hours_carried=event.hours_carried,
            origin=event.origin,
        )

    def index(self, document: Evaluation) -> Iterable[Entry]:
        """List "evaluations" of a plan, newest first."""
        yield Entry("evaluations", document.plan, newest_first(document.position))


EVALUATIONS: Projection[Evaluation] = Evaluations()
