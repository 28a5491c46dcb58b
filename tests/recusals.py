"""Conflicts of interest, in a word."""

from typing import Any

from domain.carry_out import Receipt
from domain.ids import PersonId, SeatId
from domain.recusals.challenge_interest import ChallengeInterest
from domain.recusals.declare_interest import DeclareInterest
from domain.recusals.deny_interest import DenyInterest
from domain.recusals.open_referred import OpenReferred
from domain.recusals.refer_decision import ReferDecision
from domain.recusals.rule_on_challenge import RuleOnChallenge
from domain.recusals.set_recusal_aside import SetRecusalAside
from tests.residents import CLERK, NEXT_WEEK, QUESTION, Community, numbered

REFERRED = numbered("decision", 7)
WHY = "The market shall stay, and nobody else can decide on it."


async def declares_interest(street: Community, *persons: PersonId, **asked: Any) -> Receipt:
    """The receipt is that of the last one."""
    for person in persons:
        given = {"decision": QUESTION, "interest": "My brother's firm digs it.", **asked}
        receipt = await street.does(person, DeclareInterest, **given)
    return receipt


async def challenges(
    street: Community, challenger: PersonId, *persons: PersonId, **asked: Any
) -> Receipt:
    for person in persons:
        given = {"decision": QUESTION, "grounds": "It is next to the house.", **asked}
        receipt = await street.does(challenger, ChallengeInterest, person=person, **given)
    return receipt


async def rules(
    street: Community,
    person: PersonId,
    in_favour: tuple[SeatId, ...] = (),
    against: tuple[SeatId, ...] = (),
    **asked: Any,
) -> Receipt:
    given = {"actor": CLERK, "decision": QUESTION, **asked}
    return await street.does(
        given.pop("actor"),
        RuleOnChallenge,
        person=person,
        in_favour=in_favour,
        against=against,
        **given,
    )


async def denies(street: Community, *persons: PersonId, **asked: Any) -> Receipt:
    for person in persons:
        receipt = await street.does(person, DenyInterest, **{"decision": QUESTION, **asked})
    return receipt


async def sets_aside(street: Community, **asked: Any) -> Receipt:
    given = {"actor": CLERK, "decision": QUESTION, "considerations": WHY, **asked}
    return await street.does(given.pop("actor"), SetRecusalAside, **given)


async def refers(street: Community, **asked: Any) -> Receipt:
    given = {"actor": CLERK, "decision": QUESTION, **asked}
    return await street.does(given.pop("actor"), ReferDecision, **given)


async def opens_referred(street: Community, **asked: Any) -> Receipt:
    given = {
        "actor": CLERK,
        "decision": QUESTION,
        "follow_up": REFERRED,
        "closes_at": NEXT_WEEK,
        "seed": bytes(32),
        **asked,
    }
    return await street.does(given.pop("actor"), OpenReferred, **given)
