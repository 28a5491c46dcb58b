"""What becomes of declared results, in a word."""

from datetime import timedelta
from typing import Any

from domain.act import Act
from domain.carry_out import Receipt
from domain.catalogue import EVENTS
from domain.ids import ClaimId, DecisionId, PersonId, SeatId, StatementId
from domain.results.add_minority_statement import AddMinorityStatement
from domain.results.annul_decision import AnnulDecision
from domain.results.challenge_result import ChallengeResult
from domain.results.end_claim import EndClaim
from domain.results.find_decision_void import FindDecisionVoid
from domain.results.lift_decision_suspension import LiftDecisionSuspension
from domain.results.note_claim import NoteClaim
from domain.results.note_notice import NoteNotice
from domain.results.open_after_dialogue import OpenAfterDialogue
from domain.results.open_confirmation import OpenConfirmation
from domain.results.open_re_vote import OpenReVote
from domain.results.publish_result import PublishResult
from domain.results.ratify_decision import RatifyDecision
from domain.results.send_back import SendBack
from domain.results.suspend_decision import SuspendDecision
from domain.results.void_decision import VoidDecision
from domain.results.withdraw_proposal import WithdrawProposal
from projections.recount import recount
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    EAST,
    NORTH,
    QUESTION,
    SEED,
    WEST,
    Community,
    numbered,
)

AGAIN = DecisionId(numbered("decision", 2))
CLAIM, OTHER_CLAIM = (ClaimId(numbered("claim", number)) for number in (1, 2))
STATEMENT = StatementId(numbered("statement", 1))
COURT = {"court": "Rechtbank Amsterdam", "case_number": "C/13/2026"}
BOARD = ((ADA, EAST), (BEN, WEST), (CHEN, NORTH))


def soon(street: Community) -> Any:
    return street.ports.clock() + timedelta(hours=1)


async def decides(
    street: Community, *choices: Any, decision: DecisionId = QUESTION, **asked: Any
) -> None:
    """Opened, voted on by Ada, Ben and Chen, closed and declared within the hour."""
    await street.opens(decision=decision, closes_at=soon(street), **asked)
    await concludes(street, *choices, decision=decision)


async def concludes(street: Community, *choices: Any, decision: DecisionId = AGAIN) -> None:
    for (person, seat), choice in zip(BOARD, choices, strict=False):
        await street.votes(person, seat, choice, decision=decision)
    street.ports.clock.pass_by(hours=1)  # type: ignore[attr-defined]
    await street.closes(decision=decision)
    await street.declares(decision=decision)
    recounted = recount(decision, await street.history(*EVENTS.values()))
    assert recounted.agrees, recounted.findings


async def challenges(
    street: Community, actor: PersonId = ADA, seat: SeatId = EAST, **asked: Any
) -> Receipt:
    return await _does(street, ChallengeResult, {"actor": actor, "seat": seat, **asked})


async def re_votes(street: Community, **asked: Any) -> Receipt:
    return await _does(street, OpenReVote, _follow_up(street, asked))


async def publishes(street: Community, **asked: Any) -> Receipt:
    return await _does(street, PublishResult, {"published_at": street.ports.clock(), **asked})


async def notices(street: Community, person: PersonId = ADA, **asked: Any) -> Receipt:
    given = {"person": person, "noticed_at": street.ports.clock(), "how": "notice"}
    return await _does(street, NoteNotice, {**given, **asked})


async def claims(street: Community, **asked: Any) -> Receipt:
    given = {"claim": CLAIM, "filed_at": street.ports.clock(), "defect": "how_it_came_about"}
    return await _does(street, NoteClaim, {**COURT, **given, **asked})


async def ends_claim(street: Community, how: str = "dismissed", **asked: Any) -> Receipt:
    given = {"claim": CLAIM, "ended_at": street.ports.clock(), "how": how}
    return await _does(street, EndClaim, {**given, **asked})


async def annuls_decision(street: Community, **asked: Any) -> Receipt:
    return await _does(
        street, AnnulDecision, {**COURT, "annulled_at": street.ports.clock(), **asked}
    )


async def suspends_decision(street: Community, **asked: Any) -> Receipt:
    said = {} if "by_decision" in asked else COURT
    return await _does(street, SuspendDecision, {"ground": "It waits.", **said, **asked})


async def lifts_decision_suspension(street: Community, **asked: Any) -> Receipt:
    said = {} if "by_decision" in asked else COURT
    return await _does(street, LiftDecisionSuspension, {**said, **asked})


async def finds_void(street: Community, **asked: Any) -> Receipt:
    said = {} if "by_decision" in asked else COURT
    return await _does(street, FindDecisionVoid, {"ground": "Nobody asked.", **said, **asked})


async def ratifies(street: Community, actor: PersonId = ADA, **asked: Any) -> Receipt:
    return await _does(street, RatifyDecision, {"actor": actor, **asked})


async def confirms(street: Community, **asked: Any) -> Receipt:
    given = {"defect": "how_it_came_about", "cures": "The notice came too late."}
    return await _does(street, OpenConfirmation, _follow_up(street, {**given, **asked}))


async def withdraws_proposal(street: Community, actor: PersonId = ADA, **asked: Any) -> Receipt:
    return await _does(street, WithdrawProposal, {"actor": actor, **asked})


async def voids(street: Community, **asked: Any) -> Receipt:
    return await _does(street, VoidDecision, {"ground": "It was the wrong plan.", **asked})


async def states(
    street: Community, actor: PersonId = CHEN, seat: SeatId = NORTH, **asked: Any
) -> Receipt:
    given = {"seat": seat, "statement": STATEMENT, "text": "The trees should have stayed."}
    return await _does(street, AddMinorityStatement, {"actor": actor, **given, **asked})


async def sends_back(street: Community, actor: PersonId = BEN, **asked: Any) -> Receipt:
    return await _does(street, SendBack, {"actor": actor, "ground": "Nobody asked us.", **asked})


async def decides_anew(street: Community, **asked: Any) -> Receipt:
    return await _does(street, OpenAfterDialogue, _follow_up(street, asked))


def _follow_up(street: Community, asked: dict[str, Any]) -> dict[str, Any]:
    given = {"follow_up": AGAIN, "seed": SEED, "closes_at": soon(street), "item": street.item}
    return {**given, **asked}


async def _does(street: Community, act: type[Act], asked: dict[str, Any]) -> Receipt:
    given = {"decision": QUESTION, **asked}
    return await street.does(given.pop("actor", CLERK), act, **given)
