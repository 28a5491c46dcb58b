"""What residents want to do, who carries it, and what became of it."""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from domain.events.ideas import Origin
from domain.ids import DecisionId, EvaluationId, IdeaId, PersonId, PlanId, QuestionId, VoteId
from domain.kernel import Event, Published

Again = Literal["yes", "no", "differently"]


class Indicator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is counted, in whole units: ``plots``, or ``kwh_saved`` in kWh."""

    indicator: str
    unit: str


class Particular(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a plan wants to reach, by an indicator of its theme and in the unit of that."""

    indicator: str
    target: int


class BudgetLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    what: Published
    cents: int


class ThemeAdded(Event, frozen=True, kw_only=True):
    """Beside the built-in ones. ``theme`` is the word that plans name it by."""

    NAME: ClassVar = "theme.added"
    TAGGED_BY: ClassVar = ("theme",)

    theme: str
    name: Published
    indicators: tuple[Indicator, ...]


class PlanProposed(Event, frozen=True, kw_only=True):
    """``origin`` is whose idea it was: it is kept to the evaluation. ``needs_from`` and
    ``needs_until`` are days (YYYY-MM-DD): the time that the plan needs. ``affects`` are groups,
    in words; ``success`` says when the plan has worked."""

    NAME: ClassVar = "plan.proposed"
    TAGGED_BY: ClassVar = ("plan", "idea", "question")

    plan: PlanId
    title: Published
    text: Published
    theme: Published
    idea: IdeaId | None = None
    question: QuestionId | None = None
    """The one that the idea answers."""
    origin: Origin | None = None
    first_signal_at: datetime | None = None
    particulars: tuple[Particular, ...] | None = None
    budget: tuple[BudgetLine, ...] | None = None
    currency: str | None = None
    affects: tuple[Published, ...] | None = None
    success: Published | None = None
    needs_from: str | None = None
    needs_until: str | None = None


class PlanRevised(Event, frozen=True, kw_only=True):
    """What is absent stays as it was. What was proposed is revision 1."""

    NAME: ClassVar = "plan.revised"
    TAGGED_BY: ClassVar = ("plan",)

    plan: PlanId
    revision: int
    why: Published | None = None
    title: Published | None = None
    text: Published | None = None
    particulars: tuple[Particular, ...] | None = None
    budget: tuple[BudgetLine, ...] | None = None
    currency: str | None = None
    affects: tuple[Published, ...] | None = None
    success: Published | None = None
    needs_from: str | None = None
    needs_until: str | None = None


class PlanBearerJoined(Event, frozen=True, kw_only=True):
    """A resident carries the plan from now on: with whoever proposed it as the first."""

    NAME: ClassVar = "plan.bearer_joined"
    TAGGED_BY: ClassVar = ("plan", "person")

    plan: PlanId
    person: PersonId


class PlanBearerLeft(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "plan.bearer_left"
    TAGGED_BY: ClassVar = ("plan", "person")

    plan: PlanId
    person: PersonId


class PlanPutOnBallot(Event, frozen=True, kw_only=True):
    """It is one of those that a decision, or a neighbourhood vote, chooses between."""

    NAME: ClassVar = "plan.put_on_ballot"
    TAGGED_BY: ClassVar = ("plan", "decision", "vote")

    plan: PlanId
    decision: DecisionId | None = None
    vote: VoteId | None = None


class PlanAdopted(Event, frozen=True, kw_only=True):
    """``vote`` is the neighbourhood vote that chose it, where the decision bound the board to
    that."""

    NAME: ClassVar = "plan.adopted"
    TAGGED_BY: ClassVar = ("plan", "decision", "vote")

    plan: PlanId
    decision: DecisionId
    vote: VoteId | None = None


class PlanAdoptionLapsed(Event, frozen=True, kw_only=True):
    """The reversal of an effect: the plan is proposed again, as before ``decision`` adopted it."""

    NAME: ClassVar = "plan.adoption_lapsed"
    TAGGED_BY: ClassVar = ("plan", "decision")

    plan: PlanId
    decision: DecisionId


class PlanAdoptedInVote(Event, frozen=True, kw_only=True):
    """By the residents themselves, whom the statutes make an organ."""

    NAME: ClassVar = "plan.adopted_in_vote"
    TAGGED_BY: ClassVar = ("plan", "vote")

    plan: PlanId
    vote: VoteId


class PlanAdoptionInVoteLapsed(Event, frozen=True, kw_only=True):
    """The reversal of an effect: the plan is proposed again, as before ``vote`` adopted it."""

    NAME: ClassVar = "plan.adoption_in_vote_lapsed"
    TAGGED_BY: ClassVar = ("plan", "vote")

    plan: PlanId
    vote: VoteId


class PlanPaused(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "plan.paused"
    TAGGED_BY: ClassVar = ("plan",)

    plan: PlanId
    reason: Published


class PlanStopped(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "plan.stopped"
    TAGGED_BY: ClassVar = ("plan",)

    plan: PlanId
    reason: Published


class PlanCompleted(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "plan.completed"
    TAGGED_BY: ClassVar = ("plan",)

    plan: PlanId


class PlanRevived(Event, frozen=True, kw_only=True):
    """It was paused or stopped, and is again what it was before."""

    NAME: ClassVar = "plan.revived"
    TAGGED_BY: ClassVar = ("plan",)

    plan: PlanId
    reason: Published | None = None


class PlanEvaluated(Event, frozen=True, kw_only=True):
    """``again`` is whether those who did it would do it again; ``hours_carried`` are the whole
    hours that residents gave. ``origin`` is the one of the plan."""

    NAME: ClassVar = "plan.evaluated"
    TAGGED_BY: ClassVar = ("evaluation", "plan")

    evaluation: EvaluationId
    plan: PlanId
    worked: Published
    did_not_work: Published
    again: Again
    hours_carried: int | None = None
    origin: Origin | None = None
