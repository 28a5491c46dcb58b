"""The clerk opens a neighbourhood vote over projects and a budget."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

import msgspec

from domain.act import Act, minted
from domain.ballots.errors import ClosesInThePast
from domain.counting.approval import BallotLimits
from domain.events.decisions import Secrecy
from domain.events.persons import PersonErased, PersonRegistered
from domain.events.votes import (
    Effect,
    Electorate,
    GreedyRule,
    Lot,
    ProjectDescribed,
    ProjectOnBallot,
    VoteOpened,
)
from domain.events.voting_days import RegistrationMerged
from domain.ids import PersonId, ProjectId, VoteId
from domain.kernel import Event, Selector, on, select
from domain.votes.electorate import belongs
from domain.votes.errors import NoProjects, ProjectNotAffordable

MOST_PROJECTS = 300
"""So that the opening, and the count of every project, each fit into one record."""


class NewProject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    cost_cents: int
    group: str | None = None
    description: str | None = None
    category: str | None = None
    reference: str | None = None


@dataclass(kw_only=True)
class OpenVote(Act):
    """The electorate is fixed by its rule at this moment and never listed.

    ``project_ids`` name ``projects`` in the same order, which is the order of the lot.
    """

    vote: VoteId = minted()
    project_ids: tuple[ProjectId, ...] = minted()
    title: str
    currency: str
    budget_cents: int
    projects: tuple[NewProject, ...]
    limits: BallotLimits
    allocation: GreedyRule
    electorate: Electorate
    effect: Effect
    closes_at: datetime
    secrecy: Secrecy = "open"
    imported_from: str | None = None
    paper: bool | None = None
    codes: bool | None = None

    residents: set[PersonId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        return [select(PersonRegistered, PersonErased, RegistrationMerged)]

    @on(PersonRegistered)
    def _(self, event: Event) -> None:
        assert isinstance(event, PersonRegistered)
        if belongs(event, self.electorate, at=self.at):
            self.residents.add(event.person)

    @on(PersonErased)
    def _(self, person: PersonId) -> None:
        self.residents.discard(person)

    @on(RegistrationMerged)
    def _(self, duplicate: PersonId) -> None:
        self.residents.discard(duplicate)

    def execute(self) -> None:
        self.require_role("clerk")
        if self.closes_at <= self.at:
            raise ClosesInThePast
        self._require_projects()
        entitled = sorted(self.residents)
        self.record(
            VoteOpened(
                vote=self.vote,
                title=self.title,
                currency=self.currency,
                budget_cents=self.budget_cents,
                projects=tuple(
                    ProjectOnBallot(project=name, cost_cents=new.cost_cents, group=new.group)
                    for name, new in zip(self.project_ids, self.projects, strict=True)
                ),
                limits=self.limits,
                allocation=self.allocation,
                lot=Lot(by="listed_order"),
                electorate=self.electorate,
                entitled=len(entitled),
                electorate_sha256=sha256("\n".join(entitled).encode()).hexdigest(),
                effect=self.effect,
                secrecy=self.secrecy,
                closes_at=self.closes_at,
                imported_from=self.imported_from,
                paper=self.paper,
                codes=self.codes,
            )
        )
        for project, new in zip(self.project_ids, self.projects, strict=True):
            self.record(
                ProjectDescribed(
                    project=project,
                    vote=self.vote,
                    name=new.name,
                    description=new.description,
                    category=new.category,
                    reference=new.reference,
                )
            )

    def _require_projects(self) -> None:
        """An imported vote keeps a project that nobody can afford; a new one is refused it."""
        if not 1 <= len(self.projects) <= MOST_PROJECTS:
            raise NoProjects(projects=len(self.projects))
        if self.imported_from is not None:
            return
        caps = {cap.group: cap.cap_cents for cap in self.allocation.group_caps}
        for project in self.projects:
            most = min(self.budget_cents, caps.get(project.group or "", self.budget_cents))
            if not 0 < project.cost_cents <= most:
                raise ProjectNotAffordable(cost_cents=project.cost_cents, most_cents=most)
