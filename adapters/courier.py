"""The courier: tells the origin of a plan what became of it where it was taken over.

Each organisation has a log of its own, so that no transaction spans two of them. What is to be
told follows from the record of the organisation that took the plan over; first the origin
records it, then the sender that it was told. Each act has the same command id on every attempt,
and the rules refuse what was recorded before: the courier may be killed between the two, or run
twice, and nothing is lost and nothing doubled.
"""

import logging
from contextlib import suppress
from typing import Any

from adapters.rounds import Rounds
from domain import record
from domain.act import Act
from domain.carry_out import carry_out
from domain.errors import OrganisationNotFound, OtherBody, Refusal
from domain.events.sharing import Ground, PlanOriginLost, PlanResultsSent, PlanTakenOver
from domain.ids import MACHINE, OrganisationId, PlanId
from domain.kernel import select
from domain.plans.errors import PlanNotFound
from domain.ports import Ports
from domain.record import Recorded
from domain.sharing.carried import CARRIED, tidings
from domain.sharing.errors import AlreadySpread, ResultAlreadyReturned, ResultsAlreadySent
from domain.sharing.note_origin_lost import NoteOriginLost
from domain.sharing.note_result import NoteResult
from domain.sharing.note_results_sent import NoteResultsSent
from domain.sharing.note_spread import NoteSpread

GROUNDS: dict[type[Refusal], Ground] = {
    OrganisationNotFound: "organisation_not_found",
    PlanNotFound: "plan_not_found",
}
"""Why there is nobody to tell it to."""


class Courier(Rounds):
    """Due are plans that were taken over and whose origin was not told everything."""

    log = logging.getLogger("zetel.courier")
    FAULT = "what became of %s cannot be told where it came from"

    async def do(self, ports: Ports, organisation: OrganisationId, subject: str) -> None:
        await carry(ports, organisation, PlanId(subject))


async def carry(ports: Ports, organisation: OrganisationId, plan: PlanId) -> None:
    """Tell the origin of this plan all that it was not told yet, and note that it was."""
    taken_over, untold = await _untold(ports, organisation, plan)
    if taken_over is None or not untold:
        return
    act: type[Act] = NoteResultsSent
    through = untold[-1].position
    command = f"sent {plan} {through}"
    said: dict[str, Any] = {"through": through}
    try:
        for each in untold:
            await _tell(ports, organisation, taken_over, each)
    except (OrganisationNotFound, PlanNotFound) as lost:
        act, command, said = NoteOriginLost, f"lost {plan}", {"ground": GROUNDS[type(lost)]}
    with suppress(ResultsAlreadySent):
        await _does(ports, act, command, organisation, plan=plan, **said)


async def _untold(
    ports: Ports, organisation: OrganisationId, plan: PlanId
) -> tuple[PlanTakenOver | None, list[Recorded]]:
    """From where the plan was taken over, and what is still to be told there, in order.

    Nothing any more once the origin is lost.
    """
    about = select(*CARRIED, PlanResultsSent, PlanOriginLost, tags=[plan])
    seen = await ports.log.read(organisation, [about], None)
    known = [record.decode(each.position, each.record) for each in seen.records]
    taken_over, told = None, 0
    for each in known:
        match each.event:
            case PlanTakenOver() if each.event.plan == plan:
                taken_over = each.event
            case PlanResultsSent(through=through):
                told = through
            case PlanOriginLost():
                return taken_over, []
    facts = [each for each in known if isinstance(each.event, CARRIED)]
    return taken_over, [each for each in facts if each.position > told]


async def _tell(
    ports: Ports, organisation: OrganisationId, taken_over: PlanTakenOver, fact: Recorded
) -> None:
    theirs, origin = taken_over.plan, taken_over.origin_organisation
    asked: dict[str, object] = {
        "plan": taken_over.origin_plan,
        "from_organisation": organisation,
        "their_plan": theirs,
    }
    try:
        if isinstance(fact.event, PlanTakenOver):
            asked["their_name"] = taken_over.taken_over_by
            await _does(ports, NoteSpread, f"spread {theirs}", origin, **asked)
        else:
            asked |= {"their_position": fact.position, **tidings(fact.event)._asdict()}
            await _does(ports, NoteResult, f"result {theirs} {fact.position}", origin, **asked)
    except (AlreadySpread, ResultAlreadyReturned, OtherBody):
        # Recorded before, maybe by a version that told it in other words.
        return


async def _does(
    ports: Ports, act: type[Act], command_id: str, organisation: OrganisationId, **asked: object
) -> None:
    await carry_out(
        ports,
        act,
        command_id=command_id,
        organisation=organisation,
        actor=MACHINE,
        at=ports.clock(),
        **asked,
    )
