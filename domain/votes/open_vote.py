"""The clerk opens a neighbourhood vote over projects and a budget."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar, Final

import msgspec

from domain.act import minted
from domain.ballots.errors import ClosesInThePast, TooFewForSecrecy
from domain.bylaws.bylaws import Bylaws
from domain.counting.approval import BallotLimits
from domain.counting.lot import commitment
from domain.events.decisions import Secrecy
from domain.events.persons import PersonErased, PersonRegistered
from domain.events.plans import PlanPutOnBallot
from domain.events.votes import (
    Effect,
    Electorate,
    EqualSharesRule,
    Form,
    GreedyRule,
    Lot,
    ProjectDescribed,
    ProjectOnBallot,
    VoteOpened,
)
from domain.events.voting_days import RegistrationMerged
from domain.ids import DecisionId, PersonId, PlanId, ProjectId, VoteId
from domain.kernel import Event, Selector, on, select, unsealed
from domain.organisations.versions import SeesBylaws, hash_of
from domain.plans.bearers import PutsPlans
from domain.plans.evaluation import evaluation_months
from domain.votes.board_decision import SeesBoardDecision
from domain.votes.electorate import belongs
from domain.votes.errors import (
    AnswersAdvice,
    EffectBeyondBylaws,
    EvaluatedTooSoon,
    NamesBoardDecision,
    NoProjects,
    OrganNeedsStatutes,
    PlanTwice,
    PointsToSpend,
    ProjectNotAffordable,
)
from domain.votes.secrecy import minimum_by, trackers_by

MOST_PROJECTS = 300
"""So that the opening, and the count of every project, each fit into one record."""
TIME_TO_ANSWER: Final = timedelta(days=42)
"""After the close, unless the opening names another day."""
REACH: Final[tuple[Effect, ...]] = ("advisory", "binding_by_prior_board_decision", "organ")
"""What bylaws allow, they allow with all that comes before it."""


class NewProject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    cost_cents: int
    group: str | None = None
    description: str | None = None
    category: str | None = None
    reference: str | None = None
    plan: PlanId | None = None


@dataclass(kw_only=True)
class OpenVote(SeesBylaws, PutsPlans, SeesBoardDecision):
    """The electorate is fixed by its rule at this moment and never listed.

    ``project_ids`` name ``projects`` in the same order. The order of the lot comes from
    ``seed``, committed to now and revealed by the count; in an imported vote it is the file's.
    """

    HEAVY: ClassVar = True
    """Every resident is looked at once."""

    vote: VoteId = minted()
    project_ids: tuple[ProjectId, ...] = minted()
    seed: bytes = minted()
    title: str
    currency: str
    budget_cents: int
    projects: tuple[NewProject, ...]
    limits: BallotLimits
    allocation: GreedyRule
    electorate: Electorate
    effect: Effect
    closes_at: datetime
    secrecy: Secrecy = "secret"
    imported_from: str | None = None
    form: Form | None = None
    points: int | None = None
    equal_shares: EqualSharesRule | None = None
    decision: DecisionId | None = None
    answer_by: datetime | None = None
    evaluate_on: datetime | None = None
    paper: bool | None = None
    codes: bool | None = None

    residents: set[PersonId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        return [
            select(PersonRegistered, PersonErased, RegistrationMerged),
            *self.all_versions(),
            *self.of_plans(self._plans()),
            *self.of_decision(self.decision),
        ]

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
        version = self.versions.in_force(self.at)
        bylaws = None if version is None else version.content
        self._require_sound()
        self._require_effect(bylaws)
        self._require_projects()
        self._require_plans(bylaws)
        entitled = sorted(self.residents)
        minimum = minimum_by(bylaws)
        if self.secrecy == "secret" and len(entitled) < minimum:
            raise TooFewForSecrecy(minimum=minimum)
        opened = self.record(
            VoteOpened(
                vote=self.vote,
                title=self.title,
                currency=self.currency,
                budget_cents=self.budget_cents,
                projects=self._on_ballot(),
                limits=self.limits,
                allocation=self.allocation,
                electorate=self.electorate,
                entitled=len(entitled),
                electorate_sha256=sha256("\n".join(entitled).encode()).hexdigest(),
                effect=self.effect,
                closes_at=self.closes_at,
                imported_from=self.imported_from,
                form=None if self.form == "approval" else self.form,
                points=self.points,
                equal_shares=self.equal_shares,
                decision=self.decision,
                answer_by=self._answer_by(),
                bylaws=None if version is None else hash_of(version.content),
                evaluate_on=self.evaluate_on,
                paper=self.paper or None,
                codes=self.codes or None,
                evaluation_months=evaluation_months(bylaws) if self._plans() else None,
                **self._lot(),
                **self._secrecy(bylaws, minimum, len(entitled)),
            )
        )
        self._describe(because=opened)

    def _on_ballot(self) -> tuple[ProjectOnBallot, ...]:
        return tuple(
            ProjectOnBallot(project=name, cost_cents=new.cost_cents, group=new.group, plan=new.plan)
            for name, new in zip(self.project_ids, self.projects, strict=True)
        )

    def _lot(self) -> dict[str, Any]:
        if self.imported_from is not None:
            return {"lot": Lot(by="listed_order")}
        lot = Lot(by="seed", seed_sha256=commitment(self.seed))
        return {"lot": lot, "lot_seed": unsealed(self.seed.hex())}

    def _secrecy(self, bylaws: Bylaws | None, minimum: int, entitled: int) -> dict[str, Any]:
        if self.secrecy != "secret":
            return {"secrecy": self.secrecy}
        return {
            "secrecy": self.secrecy,
            "secrecy_minimum": minimum,
            "trackers": trackers_by(bylaws, entitled) or None,
        }

    def _answer_by(self) -> datetime | None:
        """There is none to an imported vote: somebody else held it."""
        if self.effect != "advisory" or self.imported_from is not None:
            return None
        return self.answer_by or self.closes_at + TIME_TO_ANSWER

    def _describe(self, because: int) -> None:
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
        for plan in self._plans():
            self.record(PlanPutOnBallot(plan=plan, vote=self.vote), because=because)

    def _plans(self) -> list[PlanId]:
        return [each.plan for each in self.projects if each.plan is not None]

    def _require_sound(self) -> None:
        """Raise ClosesInThePast, PointsToSpend or EvaluatedTooSoon."""
        if self.closes_at <= self.at:
            raise ClosesInThePast
        if (self.form == "points") != (self.points is not None):
            raise PointsToSpend
        if self.evaluate_on is not None and self.evaluate_on <= self.closes_at:
            raise EvaluatedTooSoon

    def _require_effect(self, bylaws: Bylaws | None) -> None:
        """The legal effect is stated here, and rests on something: the bylaws, the statutes if
        the residents themselves decide, or a decision that the board took before.

        Raise OrganNeedsStatutes, EffectBeyondBylaws, NamesBoardDecision, AnswersAdvice and what
        ``require_in_effect`` raises.
        """
        article = None if bylaws is None else bylaws.neighbourhood_votes
        if self.effect == "organ" and (
            article is None or article.effect != "organ" or article.belongs_to != "statutes"
        ):
            raise OrganNeedsStatutes
        if article is not None and REACH.index(self.effect) > REACH.index(article.effect):
            raise EffectBeyondBylaws(allowed=article.effect)
        if (self.effect == "binding_by_prior_board_decision") != (self.decision is not None):
            raise NamesBoardDecision
        if self.decision is not None:
            self.of_board[self.decision].require_in_effect()
        if self.answer_by is not None and (
            self._answer_by() is None or self.answer_by <= self.closes_at
        ):
            raise AnswersAdvice

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

    def _require_plans(self, bylaws: Bylaws | None) -> None:
        """Raise PlanTwice and what ``require_ready`` raises."""
        plans = self._plans()
        if len(set(plans)) < len(plans):
            raise PlanTwice
        for plan in plans:
            self.require_ready(plan, bylaws)
