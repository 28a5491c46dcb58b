"""Conflicts of interest: declared, challenged and ruled on; and who decides when nobody is left."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from api.callers import ByCaller, Caller
from api.examples import ITEM, OTHER_SEAT, PERSON, SEAT, json_such_as
from api.moments import At, last_position, resolve
from api.receipts import Done, at_position, done
from api.types import (
    Asked,
    DecisionPath,
    Holder,
    Item,
    Moment,
    OrganisationPath,
    PersonalText,
    PublishedText,
    Seat,
)
from domain.ballots.errors import DecisionNotFound
from domain.ids import DecisionId, OrganisationId
from domain.record import decode
from domain.recusals.challenge_interest import ChallengeInterest
from domain.recusals.declare_interest import DeclareInterest
from domain.recusals.deny_interest import DenyInterest
from domain.recusals.open_referred import OpenReferred
from domain.recusals.refer_decision import ReferDecision
from domain.recusals.rule_on_challenge import RuleOnChallenge
from domain.recusals.set_recusal_aside import SetRecusalAside
from projections.recusals_seen import RecusalsSeen, own_words, recusals_of, recusals_seen

Seats = Annotated[tuple[Seat, ...], msgspec.Meta(max_length=500)]


class InterestAsked(Asked, frozen=True, kw_only=True):
    """That you have an interest is public; what it is, only you can read here."""

    interest: PersonalText


class ChallengeAsked(Asked, frozen=True, kw_only=True):
    """That you challenge somebody is public; on which grounds, only you can read here."""

    person: Holder
    grounds: PersonalText


class RulingAsked(Asked, frozen=True, kw_only=True):
    """`in_favour` of recusing the person, and `against` it. A tie means not recused."""

    person: Holder
    in_favour: Seats = ()
    against: Seats = ()


class SettingAsideAsked(Asked, frozen=True, kw_only=True):
    """Why the organ decides despite the conflict of interest."""

    considerations: PublishedText | None = None


class ReferredOpeningAsked(Asked, frozen=True, kw_only=True):
    """On the open `item` of a meeting of the organ that decides now, or `outside_meeting`."""

    closes_at: Moment
    item: Item | None = None
    outside_meeting: bool | None = None
    board_informed_at: Moment | None = None


@post("/decisions/{decision:str}/interests", operation_id="declareInterest")
async def declare_interest(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[InterestAsked, json_such_as(interest="My brother's firm digs the well.")],
    caller: ByCaller,
) -> Response[Done]:
    """Declare that you have an interest in a decision, or in a draft, until the close.

    From then on you take no part in deliberation and vote. A ballot of yours is voided, and so
    is one that you cast for another seat, or that somebody cast for yours.
    """
    receipt = await caller.asks(
        DeclareInterest, organisation, decision=decision, interest=data.interest
    )
    return done(receipt, _place(organisation, decision), about=decision)


@post("/decisions/{decision:str}/interest-challenges", operation_id="challengeInterest")
async def challenge_interest(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        ChallengeAsked, json_such_as(person=PERSON, grounds="The well is beside her house.")
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Say that another one has an interest which they did not declare. Who may vote may.

    The others rule on it, seat by seat; until then the challenged person takes part.
    """
    receipt = await caller.asks(
        ChallengeInterest,
        organisation,
        decision=decision,
        person=data.person,
        grounds=data.grounds,
    )
    return done(receipt, _place(organisation, decision), about=decision)


@post("/decisions/{decision:str}/challenge-rulings", operation_id="ruleOnChallenge")
async def rule_on_challenge(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        RulingAsked, json_such_as(person=PERSON, in_favour=[SEAT], against=[OTHER_SEAT])
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Record how the unchallenged seats ruled on a challenge. The chair may, and the clerk.

    More in favour than against: the person is recused, and a ballot of theirs is voided.
    """
    receipt = await caller.asks(
        RuleOnChallenge,
        organisation,
        decision=decision,
        person=data.person,
        in_favour=data.in_favour,
        against=data.against,
    )
    return done(receipt, _place(organisation, decision), about=decision)


@post("/decisions/{decision:str}/interest-denials", operation_id="denyInterest")
async def deny_interest(
    organisation: FromPath[OrganisationPath], decision: FromPath[DecisionPath], caller: ByCaller
) -> Response[Done]:
    """Declare that you have no interest, where everybody was challenged and nobody can rule."""
    receipt = await caller.asks(DenyInterest, organisation, decision=decision)
    return done(receipt, _place(organisation, decision), about=decision)


@post("/decisions/{decision:str}/recusals/setting-aside", operation_id="setRecusalAside")
async def set_recusal_aside(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        SettingAsideAsked,
        json_such_as(considerations="The garden cannot wait, and nobody else can decide on it."),
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Decide all the same when recusal leaves nobody who can. The chair may, and the clerk.

    Only where law or bylaws leave it to the organ itself; never without considerations in
    writing. Vote and access are restored; ballots that were voided stay so.
    """
    receipt = await caller.asks(
        SetRecusalAside, organisation, decision=decision, considerations=data.considerations
    )
    return done(receipt, _place(organisation, decision), about=decision)


@post("/decisions/{decision:str}/referral", operation_id="referDecision")
async def refer_decision(
    organisation: FromPath[OrganisationPath], decision: FromPath[DecisionPath], caller: ByCaller
) -> Response[Done]:
    """End a decision for which recusal leaves nobody: another organ decides instead.

    The chair may, and the clerk. It is the organ that the bylaws name, or else the law. No ballot
    is opened.
    """
    receipt = await caller.asks(ReferDecision, organisation, decision=decision)
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}", about=decision)


@post("/decisions/{decision:str}/referral/opening", operation_id="openReferred")
async def open_referred(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    data: Annotated[
        ReferredOpeningAsked, json_such_as(closes_at="2026-05-18T20:00:00Z", item=ITEM)
    ],
    caller: ByCaller,
) -> Response[Done]:
    """Put a referred decision to the vote in the organ that decides now. Only the clerk may.

    In a meeting its chair may too. The rule is the organ's own for this kind of question, where
    the bylaws have one, and else the one that the decision was opened with.
    """
    receipt = await caller.asks(
        OpenReferred,
        organisation,
        decision=decision,
        follow_up=caller.new_id("decision"),
        seed=caller.ports.new_seed(),
        closes_at=data.closes_at,
        item=data.item,
        outside_meeting=data.outside_meeting,
        board_informed_at=data.board_informed_at,
    )
    return done(receipt, f"/organisations/{organisation}/decisions/{{id}}")


@get("/decisions/{decision:str}/recusals", operation_id="readRecusals")
async def read_recusals(
    organisation: FromPath[OrganisationPath],
    decision: FromPath[DecisionPath],
    caller: ByCaller,
    at: At = None,
) -> Response[RecusalsSeen]:
    """Read who is recused from a decision or a draft, who was challenged, and how it was ruled.

    What you wrote of an interest yourself stands there too, and nobody else's words.
    """
    seen = await _seen(caller, organisation, decision, at)
    return Response(seen, headers=at_position(seen.position))


async def _seen(
    caller: Caller, organisation: OrganisationId, decision: DecisionId, at: str | None
) -> RecusalsSeen:
    """Raise DecisionNotFound, MomentMalformed."""
    log = caller.ports.log
    if at is None:
        position = await last_position(log, organisation)
    else:
        position = (await resolve(log, organisation, at)).position
    read = await log.read(organisation, recusals_of(decision), None)
    stored = {each.position: each.record for each in read.records if each.position <= position}
    events = [decode(place, record) for place, record in stored.items()]
    own = {seal: stored[each.position] for seal, each in own_words(caller.who, events).items()}
    opened = await caller.ports.vault.open(organisation, caller.who, own)
    words = {seal: msgspec.json.decode(each.value, type=str) for seal, each in opened.items()}
    seen = recusals_seen(decision, position, events, words)
    if seen is None:
        raise DecisionNotFound(decision=decision)
    return seen


def _place(organisation: OrganisationId, decision: DecisionId) -> str:
    return f"/organisations/{organisation}/decisions/{decision}/recusals"
