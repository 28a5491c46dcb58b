"""What residents want to do."""

from typing import ClassVar

from domain.ids import DecisionId, PlanId, VoteId
from domain.kernel import Event, Published


class PlanProposed(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "plan.proposed"
    TAGGED_BY: ClassVar = ("plan",)

    plan: PlanId
    title: Published
    text: Published
    theme: Published


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
