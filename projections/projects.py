"""The projects that neighbourhoods choose between: one document each."""

from collections.abc import Iterable, MutableMapping, Sequence

import msgspec

from domain.events.ballots import AllocationCount, ProjectOutcome, ResultCounted
from domain.events.votes import ProjectDescribed, VoteOpened
from domain.ids import PlanId, ProjectId, VoteId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class Project(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``place`` counts from 1 in the order listed, ``turn`` in the order of the allocation.

    Votes, turn, outcome and what was left after it are there once the ballots are counted.
    ``plan`` is the plan of this organisation that it is, if it is one. ``filled_up``: funded
    from what Equal Shares left; ``by_other_rule``: the rule that was not kept funds it too.
    """

    project: ProjectId
    vote: VoteId
    place: int
    cost_cents: int
    group: str | None = None
    name: str | None = None
    description: str | None = None
    category: str | None = None
    reference: str | None = None
    votes: int | None = None
    turn: int | None = None
    outcome: ProjectOutcome | None = None
    left_cents: int | None = None
    plan: PlanId | None = None
    filled_up: bool | None = None
    by_other_rule: bool | None = None


class Projects:
    NAME = "projects"
    VERSION = 2
    FOLLOWS: tuple[type[Event], ...] = (VoteOpened, ProjectDescribed, ResultCounted)
    DOCUMENT = Project

    def touches(self, event: Event) -> Iterable[str]:
        match event:
            case VoteOpened(vote=vote, projects=projects):
                return [project_document(vote, each.project) for each in projects]
            case ProjectDescribed(vote=vote, project=project):
                return [project_document(vote, project)]
            case ResultCounted(vote=str(vote), allocation=AllocationCount(projects=counts)):
                return [project_document(VoteId(vote), each.project) for each in counts]
        return ()

    def feeds(self, document_id: str) -> Sequence[Selector]:
        vote, _, project = document_id.partition("/")
        return [
            select(VoteOpened, ResultCounted, tags=[vote]),
            select(ProjectDescribed, tags=[project]),
        ]

    def apply(self, documents: MutableMapping[str, Project], recorded: Recorded) -> None:
        match recorded.event:
            case VoteOpened() as event:
                _list(documents, event)
            case ProjectDescribed() as event:
                name = project_document(event.vote, event.project)
                documents[name] = msgspec.structs.replace(
                    documents[name],
                    name=event.name,
                    description=event.description,
                    category=event.category,
                    reference=event.reference,
                )
            case ResultCounted(vote=str(vote), allocation=AllocationCount() as count):
                _count(documents, VoteId(vote), count)

    def index(self, document: Project) -> Iterable[Entry]:
        """Lists "projects", as listed, and "allocation", as they had their turn; filter: vote."""
        yield Entry("projects", document.vote, oldest_first(document.place))
        if document.turn is not None:
            yield Entry("allocation", document.vote, oldest_first(document.turn))


def project_document(vote: VoteId, project: ProjectId) -> str:
    """A project is found under its vote and itself, as only both name all events about it."""
    return f"{vote}/{project}"


def _list(documents: MutableMapping[str, Project], event: VoteOpened) -> None:
    for place, listed in enumerate(event.projects, start=1):
        documents[project_document(event.vote, listed.project)] = Project(
            project=listed.project,
            vote=event.vote,
            place=place,
            cost_cents=listed.cost_cents,
            group=listed.group,
            plan=listed.plan,
        )


def _count(documents: MutableMapping[str, Project], vote: VoteId, count: AllocationCount) -> None:
    for turn, counted in enumerate(count.projects, start=1):
        name = project_document(vote, counted.project)
        documents[name] = msgspec.structs.replace(
            documents[name],
            votes=counted.votes,
            turn=turn,
            outcome=counted.outcome,
            left_cents=counted.left_cents,
            filled_up=counted.filled_up,
            by_other_rule=counted.by_other_rule,
        )


PROJECTS: Projection[Project] = Projects()
