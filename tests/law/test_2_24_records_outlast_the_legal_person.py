"""Art. 2:24: books and records are kept for seven years after the legal person has ceased to be,
by a keeper, whoever else has gone."""

from domain.erasure.erase_person import ErasePerson
from domain.ids import PersonId
from projections.recount import recount
from tests.conftest import StoryClock
from tests.law.scenes import OFFICE, PROFESSIONAL, board_votes, opened, settled
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    EAST,
    NORTH,
    QUESTION,
    WEST,
    Community,
)

BOARD = {EAST: ADA, WEST: BEN, NORTH: CHEN, OFFICE: PROFESSIONAL}
AUDITOR = PersonId("person:00000000-0000-0000-0000-000000000077")


async def test_seven_years_after_everybody_has_gone_and_was_erased_it_is_whole_and_counted_again(
    foundation: Community, clock: StoryClock
):
    """The clerk is the keeper. What nobody can read any more are names, which are no record."""
    await opened(foundation, question="Shall we stop?")
    assert await settled(foundation, clock, board_votes("for", "for", "against")) == "adopted"
    clock.pass_by(days=1)
    log, organisation = foundation.ports.log, foundation.organisation
    before, head = await log.read_page(organisation, after=0, limit=1_000)
    counted = recount(QUESTION, await foundation.history())
    for seat, holder in BOARD.items():
        await foundation.vacates(seat, clock.now)
        await foundation.does(CLERK, ErasePerson, person=holder)
        assert await foundation.unsealed(holder) == {}
    clock.pass_by(days=7 * 366)
    await foundation.registers(AUDITOR)
    await foundation.grants(AUDITOR, "auditor")
    after, _ = await log.read_page(organisation, after=0, limit=1_000)
    assert after[:head] == before
    again = recount(QUESTION, await foundation.history())
    assert (again.agrees, again.counted, again.outcome) == (True, counted.counted, "adopted")
    assert len(await foundation.unsealed(CLERK)) > 0
