"""Whether options, their rule and the effects of a decision go with its method."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from msgspec.structs import replace as replaced

from domain.ballots.errors import TooFewForSecrecy
from domain.counting.election import ElectionRule, count_election
from domain.counting.election_round import NextRound
from domain.counting.methods import AMONG_OPTIONS, OptionsRule
from domain.counting.ranking import MOST_OPTIONS
from domain.counting.share import BallotShare
from domain.decisions.by_bylaws import RuleOfDecision
from domain.decisions.effects import filling
from domain.decisions.errors import (
    CandidateNotFound,
    EffectMismatch,
    MajorityOnly,
    OptionListedTwice,
    OptionsMissing,
    OptionsRuleMismatch,
    RollCallInMeeting,
    SecretGroupsUnknown,
)
from domain.decisions.secrecy import DEFAULT_MINIMUM, enough_entitled
from domain.events.decisions import (
    DecisionOpened,
    HolderToSuspend,
    OfficeToFill,
    Option,
    SeatToFill,
)
from domain.ids import DecisionId, OptionId, PersonId, PlanId, SeatId
from domain.seats.filling import Fillings
from domain.seats.register import SeatRegister
from domain.seats.weight import weight_of

MORE_THAN_HALF = BallotShare(numerator=1, denominator=2, comparison=">", of="not_blank")
OWN_SETTING = {"approval": "places", "schulze": "measure", "plurality": "on_a_tie"}


class NewOption(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One of: a candidate, a plan, or words."""

    text: str | None = None
    person: PersonId | None = None
    plan: PlanId | None = None


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What is to follow from the decision beyond a plan and bylaws."""

    fills: tuple[SeatToFill, ...] | None = None
    office: OfficeToFill | None = None
    dismisses: SeatId | None = None
    suspends: HolderToSuspend | None = None


def named(new: Sequence[NewOption], ids: Sequence[OptionId]) -> tuple[Option, ...]:
    """Raise OptionListedTwice."""
    for each in new:
        said = [each.text, each.person, each.plan]
        if sum(one is not None for one in said) != 1 or list(new).count(each) > 1:
            raise OptionListedTwice
    return tuple(
        Option(option=name, text=each.text, person=each.person, plan=each.plan)
        for name, each in zip(ids, new, strict=True)
    )


def with_options(
    rule: RuleOfDecision, options: Sequence[Option], effect: Effect, *, in_meeting: bool
) -> RuleOfDecision:
    """The rule with every setting that its method needs.

    Raise OptionsMissing, OptionsRuleMismatch, MajorityOnly or RollCallInMeeting.
    """
    among = rule.method in AMONG_OPTIONS
    most = 1 if rule.method == "election_by_consent" else MOST_OPTIONS
    if not (1 <= len(options) <= most if among else not options):
        raise OptionsMissing(method=rule.method, most=most if among else 0)
    if rule.groups is not None and rule.method != "majority":
        raise MajorityOnly
    if rule.secrecy == "roll_call":
        if rule.method != "majority":
            raise MajorityOnly
        if not in_meeting:
            raise RollCallInMeeting
    by_consent = rule.method in ("consent", "election_by_consent")
    return replace(
        rule,
        options_rule=_options_rule(rule, options, effect),
        casting_vote_of=rule.casting_vote_of if rule.secrecy != "secret" else None,
        consent=rule.consent if by_consent else None,
        weights=None if by_consent else rule.weights,
    )


def _options_rule(
    rule: RuleOfDecision, options: Sequence[Option], effect: Effect
) -> OptionsRule | None:
    asked = rule.options_rule or OptionsRule()
    persons = all(each.person is not None for each in options)
    match rule.method:
        case "plurality":
            found = OptionsRule(on_a_tie=asked.on_a_tie or ("lot" if persons else "rejected"))
        case "approval":
            found = OptionsRule(
                places=len(effect.fills or ()) or asked.places or 1, floor=asked.floor
            )
        case "schulze":
            found = OptionsRule(measure=asked.measure or "winning_votes")
        case "election":
            asked = replaced(asked, election=_election(asked.election, persons, effect))
            found = OptionsRule(election=asked.election)
        case _:
            found = OptionsRule()
    for setting in msgspec.structs.asdict(asked):
        stated = getattr(asked, setting)
        if stated is not None and stated != getattr(found, setting):
            raise OptionsRuleMismatch(setting=setting)
    return found if found != OptionsRule() else None


def unopposed_election() -> OptionsRule:
    """Of one candidate for one place."""
    return OptionsRule(election=_election(None, True, Effect()))


def _election(asked: ElectionRule | None, persons: bool, effect: Effect) -> ElectionRule:
    """Free vote, second vote, run-off of the two highest, then the lot (things: a tie rejects).

    How many are elected follows from what is to be filled, where something is.
    """
    filled = len(effect.fills or ()) or (1 if effect.office is not None else 0)
    seats = 1 if asked is None else asked.seats
    return ElectionRule(
        about="persons" if persons else "things",
        seats=(filled or seats) if persons else 1,
        majority=MORE_THAN_HALF if asked is None else asked.majority,
        second_vote=asked is None or asked.second_vote,
        unopposed="yes_no" if asked is None or not persons else asked.unopposed,
    )


def first_round(rule: OptionsRule | None, options: Sequence[Option]) -> NextRound | None:
    """What an election begins with. No lot is needed for that: it comes last."""
    election = None if rule is None else rule.election
    if election is None:
        return None
    listed = [each.option for each in options]
    return count_election(listed, [], election, lot=listed).next


def require_effect(
    rule: RuleOfDecision,
    options: Sequence[Option],
    effect: Effect,
    seats: SeatRegister,
    at: datetime,
) -> None:
    """Raise EffectMismatch for what this method cannot bring about."""
    chooses = rule.method in AMONG_OPTIONS
    persons = bool(options) and all(each.person is not None for each in options)
    filling = effect.fills is not None or effect.office is not None
    against = [effect.dismisses, None if effect.suspends is None else effect.suspends.seat]
    sanctioned = [seat for seat in against if seat is not None]
    if (filling and not (chooses and persons)) or (sanctioned and chooses):
        raise EffectMismatch
    if effect.fills is not None and effect.office is not None:
        raise EffectMismatch
    if any(seats.holder(seat, at) is None for seat in sanctioned):
        raise EffectMismatch
    listed = [each.seat for each in effect.fills or ()]
    known = all(seat in seats.seats for seat in listed) and len(set(listed)) == len(listed)
    if not known or any(each.term_until <= each.term_from for each in effect.fills or ()):
        raise EffectMismatch


def require_candidates(
    options: Sequence[Option],
    effect: Effect,
    holders: Collection[PersonId],
    fillings: Fillings,
    decision: DecisionId,
) -> None:
    """Whoever is elected could take any of the seats, once it is free.

    Raise CandidateNotFound, or what ``Fillings.eligible`` raises.
    """
    for person in [each.person for each in options if each.person is not None]:
        if person not in fillings.who.persons:
            raise CandidateNotFound(person=person)
        if effect.office is not None and person not in holders:
            raise CandidateNotFound(person=person)
        for place in effect.fills or ():
            organ = fillings.register.seats[place.seat].organ
            fillings.eligible(filling(place, organ, person, decision))


def require_secrecy(
    rule: RuleOfDecision | DecisionOpened,
    seats: SeatRegister,
    entitled: Sequence[SeatId],
    at: datetime,
) -> None:
    """Raise TooFewForSecrecy, or SecretGroupsUnknown for groups that no seat tells."""
    if rule.secrecy != "secret":
        return
    if rule.groups is not None and rule.groups.by != "seat_kind":
        raise SecretGroupsUnknown
    labels = [
        (
            seats.seats[seat].kind if rule.groups is not None else None,
            weight_of(seats, seat, at, rule.weights or ()),
        )
        for seat in entitled
    ]
    least = DEFAULT_MINIMUM if rule.secrecy_minimum is None else rule.secrecy_minimum
    if not enough_entitled(labels, least):
        raise TooFewForSecrecy(minimum=least)
