"""What is done when people talk about a proposal, in a word."""

from datetime import timedelta
from typing import Any

from domain.carry_out import Receipt
from domain.decisions.amend_proposal import AmendProposal
from domain.decisions.draft_decision import DraftDecision
from domain.decisions.open_consent_round import OpenConsentRound
from domain.decisions.open_fallback import OpenFallback
from domain.decisions.propose_other_candidate import ProposeOtherCandidate
from domain.deliberation.conclude_testing import ConcludeTesting
from domain.deliberation.contribute import Contribute
from domain.deliberation.judge_argument import JudgeArgument
from domain.deliberation.nominate import Nominate
from domain.deliberation.open_dialogue_round import OpenDialogueRound
from domain.deliberation.raise_argument import RaiseArgument
from domain.deliberation.resolve_argument import ResolveArgument
from domain.deliberation.withdraw_argument import WithdrawArgument
from domain.events.decisions import DecisionOpened
from domain.events.proxies import ProxyGranted
from domain.events.recusals import InterestDeclared
from domain.ids import DecisionId, PersonId, SeatId
from domain.kernel import Event, Sealed
from domain.ports import Append, NewRecord
from domain.record import encode, tags
from tests.residents import (
    CLERK,
    QUESTION,
    TOMORROW,
    Community,
    numbered,
)

NEXT = DecisionId(numbered("decision", 11))
LAST = DecisionId(numbered("decision", 12))
OBJECTION, CONCERN = numbered("argument", 1), numbered("argument", 2)


async def drafts(street: Community, **asked: Any) -> Receipt:
    given = {"decision": QUESTION, "organ": "board", "question": "Shall we?"}
    return await _does(street, CLERK, DraftDecision, {**given, **asked})


async def asks_consent(street: Community, **asked: Any) -> Receipt:
    return await street.opens(method="consent", **{"threshold": None, **asked})


async def opens_round(street: Community, kind: str = "clarification", **asked: Any) -> Receipt:
    return await _does(street, CLERK, OpenDialogueRound, {"round": kind, **asked})


async def says(street: Community, who: PersonId, words: str, **asked: Any) -> Receipt:
    return await _does(street, who, Contribute, {"words": words, **asked})


async def argues(street: Community, who: PersonId, seat: SeatId, **asked: Any) -> Receipt:
    given = {
        "argument": OBJECTION,
        "seat": seat,
        "kind": "objection",
        "premises": ("The well is deep.", "Children play there."),
        "conclusion": "A child will fall in.",
    }
    return await _does(street, who, RaiseArgument, {**given, **asked})


async def judges(
    street: Community, who: PersonId, seat: SeatId, qualifies: bool, **asked: Any
) -> Receipt:
    given = {"argument": OBJECTION, "seat": seat, "qualifies": qualifies}
    return await _does(street, who, JudgeArgument, {**given, **asked})


async def concludes(street: Community, **asked: Any) -> Receipt:
    return await _does(street, CLERK, ConcludeTesting, {"argument": OBJECTION, **asked})


async def withdraws(street: Community, who: PersonId, **asked: Any) -> Receipt:
    return await _does(street, who, WithdrawArgument, {"argument": OBJECTION, **asked})


async def resolves(street: Community, who: PersonId, how: str, **asked: Any) -> Receipt:
    return await _does(street, who, ResolveArgument, {"argument": OBJECTION, "how": how, **asked})


async def nominates(
    street: Community, who: PersonId, seat: SeatId, candidate: PersonId, **asked: Any
) -> Receipt:
    given = {"seat": seat, "candidate": candidate, "why": "Listens well."}
    return await _does(street, who, Nominate, {**given, **asked})


async def amends(street: Community, **asked: Any) -> Receipt:
    given = {"text": "A garden with a lid on the well.", **_next(street)}
    return await _does(street, CLERK, AmendProposal, {**given, **asked})


async def proposes_other(street: Community, candidate: PersonId, **asked: Any) -> Receipt:
    given = {"candidate": candidate, "option": numbered("option", 11), **_next(street)}
    return await _does(street, CLERK, ProposeOtherCandidate, {**given, **asked})


async def asks_again(street: Community, **asked: Any) -> Receipt:
    return await _does(street, CLERK, OpenConsentRound, {**_next(street), **asked})


async def falls_back(street: Community, **asked: Any) -> Receipt:
    return await _does(street, CLERK, OpenFallback, {**_next(street), **asked})


async def answers(
    street: Community, choice: str, *who: tuple[PersonId, SeatId], **asked: Any
) -> None:
    for person, seat in who:
        await street.votes(person, seat, choice, **asked)


async def openings(street: Community) -> list[DecisionOpened]:
    return [recorded.event for recorded in await street.history(DecisionOpened)]


async def recuses(street: Community, person: PersonId, decision: DecisionId = QUESTION) -> None:
    """As recorded; how it came about is tried elsewhere."""
    sealed = Sealed(sealed="5e" * 32)
    await happens(
        street, InterestDeclared(decision=decision, person=person, interest=sealed), person
    )


async def gives_proxy(
    street: Community, giver: PersonId, seat: SeatId, holder: PersonId, to: SeatId
) -> None:
    """As recorded; how it came about is tried elsewhere."""
    granted = ProxyGranted(
        proxy=numbered("proxy", 1),
        organ="board",
        seat=seat,
        giver=giver,
        to=to,
        holder=holder,
        valid_from=street.ports.clock(),
    )
    await happens(street, granted, giver)


async def happens(street: Community, event: Event, actor: PersonId) -> None:
    record = encode(
        event,
        organisation=street.organisation,
        event_id=street.ports.new_id("event"),
        at=street.ports.clock(),
        actor=actor,
    )
    await street.ports.log.append(
        street.organisation, Append(records=[NewRecord(event.NAME, tags(event, actor), record)])
    )


def _next(street: Community) -> dict[str, Any]:
    return {
        "follow_up": NEXT,
        "closes_at": max(TOMORROW, street.ports.clock()) + timedelta(hours=1),
        "seed": bytes(32),
    }


async def _does(street: Community, actor: PersonId, act: Any, asked: dict[str, Any]) -> Receipt:
    given = {"decision": QUESTION, **asked}
    return await street.does(given.pop("actor", actor), act, **given)
