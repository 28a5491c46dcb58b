"""Plans that were adopted, without a board that decides."""

from adapters.new_id import new_id
from domain.events.plans import PlanAdopted
from domain.ids import DecisionId, OrganisationId, PersonId, PlanId
from domain.kernel import Event
from tests.api.conftest import Installation
from tests.api.wijkraad import Wijkraad
from tests.deliberation import happens
from tests.residents import Community


async def adopted(
    installation: Installation, wijkraad: Wijkraad, who: PersonId, **said: str
) -> str:
    """A plan that the board has adopted."""
    plan = await wijkraad.proposes(who, **said)
    decision = DecisionId(new_id("decision"))
    await happened(installation, wijkraad, PlanAdopted(plan=PlanId(plan), decision=decision))
    return plan


async def happened(installation: Installation, wijkraad: Wijkraad, event: Event) -> None:
    """In the log, whatever the rules say."""
    street = Community(installation.ports, OrganisationId(wijkraad.organisation))
    await happens(street, event, wijkraad.clerk)
    wijkraad.position = (await street.ports.log.read(street.organisation, [], None)).head
