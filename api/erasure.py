"""What the clerk answers to somebody who asks to have their name and words erased."""

from litestar import Response, post
from litestar.params import FromPath, JSONBody

from api.callers import ByCaller
from api.receipts import Done, done
from api.types import Asked, Moment, OrganisationPath, PersonPath
from domain.erasure.erase_person import ErasePerson
from domain.erasure.refuse_erasure import RefuseErasure
from domain.events.persons import KeptFor

PERSON = "/organisations/{organisation}/persons/{person}"


class RefusalAsked(Asked, frozen=True, kw_only=True):
    """`ground` is one of GDPR 17(3): a legal obligation (b), an archive in the public interest
    (d), a legal claim (e). With `until` the erasure is postponed, without it refused."""

    ground: KeptFor
    until: Moment | None = None


@post("/persons/{person:str}/erasure", operation_id="erasePerson")
async def erase_person(
    organisation: FromPath[OrganisationPath], person: FromPath[PersonPath], caller: ByCaller
) -> Response[Done]:
    """Destroy somebody's key, so that nobody can read their name, contact and words again.

    Only the clerk may. Seats, roles and memberships are to be ended first. What somebody voted
    stays counted, and the record keeps the pseudonym: no proof and no recount changes.
    """
    receipt = await caller.asks(ErasePerson, organisation, person=person)
    return done(receipt, PERSON.format(organisation=organisation, person=person))


@post("/persons/{person:str}/erasure/refusal", operation_id="refuseErasure")
async def refuse_erasure(
    organisation: FromPath[OrganisationPath],
    person: FromPath[PersonPath],
    data: JSONBody[RefusalAsked],
    caller: ByCaller,
) -> Response[Done]:
    """Refuse or postpone an erasure, on a ground that the law knows. Only the clerk may.

    The ground is recorded, and who asked can read it with what is known of them.
    """
    receipt = await caller.asks(
        RefuseErasure, organisation, person=person, ground=data.ground, until=data.until
    )
    return done(receipt, PERSON.format(organisation=organisation, person=person))
