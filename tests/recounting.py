"""Decisions of any rule that somebody counts and everybody counts again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from domain.carry_out import Receipt
from domain.decisions.open_decision import OpenDecision
from domain.decisions.open_next_round import OpenNextRound
from domain.decisions.options import NewOption
from domain.decisions.withdraw_ballot import WithdrawBallot
from domain.events.ballots import ResultCounted
from domain.events.decisions import DecisionOpened
from domain.ids import DecisionId, PersonId, SeatId
from domain.kernel import Event
from domain.record import Recorded, canonical
from projections.evidence import evidence_for
from projections.explanation import Explanation, explain, told_by
from projections.recount import Recount, recount
from tests.projections.test_feeds import found_by
from tests.residents import CLERK, QUESTION, SEED, TOMORROW, Community, numbered

FIRST, SECOND, THIRD = (numbered("option", number) for number in (1, 2, 3))
THREE = tuple(NewOption(text=text) for text in ("A garden", "A bench", "A mural"))


@dataclass(kw_only=True)
class OpenByAnyRule(OpenDecision):
    """As if bylaws had given it the rest of its rule."""

    rule: Mapping[str, Any] = field(default_factory=dict, metadata={"minted": True})

    def record(self, event: Event, **envelope: Any) -> int:
        if isinstance(event, DecisionOpened):
            event = msgspec.structs.replace(event, **self.rule)
        return super().record(event, **envelope)


async def opens_by(street: Community, rule: Mapping[str, Any], **asked: Any) -> Receipt:
    options = asked.get("options") or ()
    given = {
        "decision": QUESTION,
        "organ": "board",
        "question": "Shall we?",
        "closes_at": TOMORROW,
        "seed": SEED,
        "option_ids": tuple(numbered("option", n) for n, _ in enumerate(options, 1)),
        "item": street.item,
        "rule": rule,
    }
    return await street.does(CLERK, OpenByAnyRule, **{**given, **asked})


async def opens_next_round(
    street: Community, before: DecisionId, decision: DecisionId, **asked: Any
) -> Receipt:
    given = {"decision": before, "follow_up": decision, "seed": SEED}
    return await street.does(CLERK, OpenNextRound, **{**given, **asked})


async def withdraws_ballot(street: Community, who: PersonId, seat: SeatId) -> Receipt:
    return await street.does(who, WithdrawBallot, decision=QUESTION, seat=seat)


def gathered(needs: Any, subject: str, history: Sequence[Recorded]) -> list[Recorded]:
    """What was found may tell what else is needed."""
    found: list[Recorded] = []
    while (more := found_by(needs(subject, found), history)) != found:
        found = more
    return found


def recounted(history: Sequence[Recorded], subject: str = QUESTION) -> Recount:
    return recount(subject, gathered(evidence_for, subject, history))


def explained(
    history: Sequence[Recorded], language: Any = "en", subject: str = QUESTION
) -> Explanation:
    return explain(subject, gathered(told_by, subject, history), language)


def sentence(found: Explanation, step: str) -> str:
    """Of the only step with that name."""
    (said,) = (each.sentence for each in found.steps if each.step == step)
    return said


async def same_bytes(street: Community, subject: str = QUESTION) -> Recount:
    """The recount agrees, and comes to the very bytes that were recorded."""
    history = await street.history()
    found = recounted(history, subject)
    assert found.findings == ()
    (counted,) = (
        r.event
        for r in history
        if isinstance(r.event, ResultCounted) and r.event.decision == subject
    )
    assert found.counted is not None
    assert canonical(found.counted) == canonical(counted)
    return found
