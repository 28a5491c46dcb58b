"""Neighbourhood votes in which it matters what becomes of the result."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from domain.carry_out import Receipt
from domain.events.ballots import BallotsOpened, OpenedLine, ResultCounted, ResultDeclared
from domain.events.votes import VoteOpened
from domain.ids import PersonId, PlanId, ProjectId
from domain.votes.annul_vote import AnnulVote
from domain.votes.answer_vote import AnswerVote
from domain.votes.open_vote import NewProject
from tests.bylaws import FOUNDATION, changed
from tests.conftest import StoryClock
from tests.residents import BENCH, CLERK, GARDEN, SWING, VOTE, Community, numbered

ORCHARD = PlanId(numbered("plan", 2))
PLANS = (
    NewProject(name="The garden", cost_cents=60_00, plan=GARDEN),
    NewProject(name="The orchard", cost_cents=50_00, plan=ORCHARD),
)
ORGAN = changed(FOUNDATION, neighbourhood_votes={"effect": "organ"})
BINDING = changed(FOUNDATION, neighbourhood_votes={"effect": "binding_by_prior_board_decision"})


def neighbour(number: int) -> PersonId:
    return PersonId(numbered("person", 200 + number))


async def lives_here(street: Community, size: int) -> None:
    await street.registers(*(neighbour(number) for number in range(size)))


async def has_plans(street: Community) -> None:
    await street.proposes()
    await street.proposes(plan=ORCHARD, title="An orchard", text="Apples.")


async def opens_over_plans(street: Community, clock: StoryClock, **asked: Any) -> VoteOpened:
    """A bench's name for the garden, a swing's for the orchard; there is money for one."""
    given: dict[str, Any] = {
        "projects": PLANS,
        "project_ids": (BENCH, SWING),
        "closes_at": clock.now + timedelta(days=1),
    }
    receipt = await street.opens_vote(**{**given, **asked})
    opened = receipt.recorded[0].event
    assert isinstance(opened, VoteOpened)
    return opened


async def chooses(
    street: Community, number: int, projects: Sequence[ProjectId], **asked: Any
) -> Receipt:
    given = {"seed": street.ports.new_seed(), **asked}
    return await street.approves(neighbour(number), projects, **given)


async def ends(street: Community, clock: StoryClock) -> Receipt:
    """Voting closes in time, and the result is declared."""
    clock.pass_by(days=2)
    await street.closes(vote=VOTE)
    return await street.declares_vote(seed=street.ports.new_seed())


async def answers(street: Community, actor: PersonId = CLERK, **asked: Any) -> Receipt:
    given = {"vote": VOTE, "reasons": "The street asked for it."}
    return await street.does(actor, AnswerVote, **{**given, **asked})


async def annuls(street: Community, actor: PersonId = CLERK, **asked: Any) -> Receipt:
    given = {
        "vote": VOTE,
        "court": "Rechtbank Amsterdam",
        "case_number": "C/13/2026/118",
        "annulled_at": street.ports.clock(),
    }
    return await street.does(actor, AnnulVote, **{**given, **asked})


async def counted(street: Community) -> ResultCounted:
    found = (await street.history(ResultCounted))[-1].event
    assert isinstance(found, ResultCounted)
    return found


async def declared(street: Community) -> ResultDeclared:
    found = (await street.history(ResultDeclared))[-1].event
    assert isinstance(found, ResultDeclared)
    return found


async def lines(street: Community) -> list[OpenedLine]:
    parts = [each.event for each in await street.history(BallotsOpened)]
    return [line for part in parts for line in part.lines]
