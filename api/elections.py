"""Elections and the lot: rounds that follow, candidates who decline, and a lot drawn by hand."""

from typing import Annotated

from litestar import Response, post
from litestar.params import FromPath
from msgspec import Meta

from api.callers import ByCaller
from api.decision_examples import FIRST, OTHER_PERSON, SECOND, THIRD
from api.examples import PERSON, json_such_as
from api.receipts import Done, done
from api.types import UUID, Asked, DecisionPath, Holder, Item, Moment, OrganisationPath
from domain.counting.ranking import MOST_OPTIONS
from domain.decisions.decline_candidacy import DeclineCandidacy
from domain.decisions.draw_lot import DrawLot
from domain.decisions.open_next_round import OpenNextRound
from domain.ids import OptionId

Option = Annotated[OptionId, Meta(pattern=rf"^option:{UUID}\Z")]


class NextRoundAsked(Asked, frozen=True, kw_only=True, omit_defaults=True):
    """`item` is the open item of a meeting, if it is another one than that of the round before."""

    closes_at: Moment
    item: Item | None = None


class LotAsked(Asked, frozen=True, kw_only=True):
    """`order` is of all options, luckiest first. The two witnesses are registered here, and
    neither of them is who enters the lot."""

    order: Annotated[tuple[Option, ...], Meta(max_length=MOST_OPTIONS)]
    witnesses: Annotated[tuple[Holder, ...], Meta(max_length=2)]


@post("/decisions/{decision:str}/next-round", operation_id="openNextRound")
async def open_next_round(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[NextRoundAsked, json_such_as(closes_at="2026-05-25T20:00:00Z")],
    caller: ByCaller,
) -> Response[Done]:
    """Open the round of an election that follows a declared one. The clerk may, and the chair.

    Who stands in it, and for how many places, follows from the rounds before it and from who
    has declined. It is a decision of its own; a round that lacked voters is held again.
    """
    receipt = await caller.asks(
        OpenNextRound,
        organisation,
        decision=decision,
        follow_up=caller.new_id("decision"),
        seed=caller.ports.new_seed(),
        closes_at=data.closes_at,
        item=data.item,
    )
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}")


@post("/decisions/{decision:str}/declined-candidacies", operation_id="declineCandidacy")
async def decline_candidacy(
    organisation: FromPath[OrganisationPath], decision: FromPath[DecisionPath], caller: ByCaller
) -> Response[Done]:
    """Withdraw your candidacy, or give your election back. Only you may, in the latest round.

    Votes for you remain cast. The seat or the office that the election gave you is lost with
    it, and a new vote can be held.
    """
    receipt = await caller.asks(DeclineCandidacy, organisation, decision=decision)
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}", about=decision)


@post("/decisions/{decision:str}/lot", operation_id="drawLot")
async def draw_lot(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        LotAsked, json_such_as(order=[SECOND, FIRST, THIRD], witnesses=[PERSON, OTHER_PERSON])
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Enter the lot that was drawn by hand, before voting closes. Only the clerk may, once.

    It settles what votes leave open, in all rounds, instead of the seed that the opening is
    bound to.
    """
    receipt = await caller.asks(
        DrawLot, organisation, decision=decision, order=data.order, witnesses=data.witnesses
    )
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}", about=decision)
