"""Residency: who moved away, and who came back."""

from typing import Annotated

from litestar import Response, post
from litestar.params import FromPath

from api.callers import ByCaller
from api.examples import json_such_as
from api.receipts import Done, done
from api.types import Asked, Moment, OrganisationPath, PersonPath
from domain.seats.lose_residency import LoseResidency
from domain.seats.regain_residency import RegainResidency

PERSON = "/organisations/{organisation}/persons/{person}"


class ResidencyLossAsked(Asked, frozen=True, kw_only=True):
    lost_at: Moment


class ResidencyReturnAsked(Asked, frozen=True, kw_only=True):
    regained_at: Moment


@post("/persons/{person:str}/residency/loss", operation_id="loseResidency")
async def lose_residency(
    organisation: FromPath[OrganisationPath],
    person: FromPath[PersonPath],
    data: Annotated[ResidencyLossAsked, json_such_as(lost_at="2026-05-04T12:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Record that somebody moved away. Only the clerk may.

    Their residents' seats end when the time to leave that the bylaws set is over, or at once.
    """
    receipt = await caller.asks(LoseResidency, organisation, person=person, lost_at=data.lost_at)
    return done(receipt, PERSON.format(organisation=organisation, person=person))


@post("/persons/{person:str}/residency/return", operation_id="regainResidency")
async def regain_residency(
    organisation: FromPath[OrganisationPath],
    person: FromPath[PersonPath],
    data: Annotated[ResidencyReturnAsked, json_such_as(regained_at="2026-09-01T00:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Record that somebody lives here again. Only the clerk may. It gives no seat back."""
    receipt = await caller.asks(
        RegainResidency, organisation, person=person, regained_at=data.regained_at
    )
    return done(receipt, PERSON.format(organisation=organisation, person=person))
