"""Somebody takes over a plan that another organisation shares, and proposes it here."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import minted
from domain.events.organisations import OrganisationFounded
from domain.events.plans import PlanProposed
from domain.events.sharing import PlanTakenOver
from domain.ids import OrganisationId, PlanId
from domain.kernel import Selector, on, select
from domain.plans.propose_plan import ProposePlan
from domain.sharing.errors import OwnPlan, SharedPlanNotFound
