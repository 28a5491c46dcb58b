"""The sentences of an explanation in English."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from domain.counting.election import Ended
from domain.counting.election_round import RoundKind
from domain.counting.groups import Outcome as GroupOutcome
from domain.counting.majority import Denominator
from domain.counting.methods import Method
from domain.counting.share import Share
from domain.counting.weights import CastingRefused
from domain.events.ballots import Ground, Outcome
from domain.events.decisions import FollowsAs, Secrecy
from domain.events.votes import EqualSharesRule
from projections.explaining import facts
from projections.explaining.names import Names
from projections.explaining.shares import in_lowest_terms

CANDIDATE: Final = "candidate"

METHODS: Final[Mapping[Method, str]] = {
    "majority": "The vote was for, against or abstain.",
    "plurality": "One of several options was chosen: the one with the most votes "
    "(simple majority).",
    "approval": "The vote was by approval: a ballot may name several options, and those with the "
    "most votes are chosen.",
    "instant_runoff": "Options were ranked: in each round the one with the fewest votes goes out, "
    "until one has a majority.",
    "schulze": "Options were ranked: each was held against every other (Schulze's method).",
    "election": "The election was in rounds: a free vote, a second vote, a run-off, and then the "
    "lot.",
    "consent": "The decision was by consent: the proposal stands if no reasoned and overriding "
    "objection is left.",
    "election_by_consent": "The election was by consent: the candidate is elected if no reasoned "
    "and overriding objection is left.",
}
SECRECY: Final[Mapping[Secrecy, str]] = {
    "open": "Ballots were open.",
    "secret": "Ballots were secret.",
    "roll_call": "Seats were called one by one.",
}
WHOLES: Final[Mapping[Denominator, str]] = {
    "for_and_against": "the votes for and against together, without abstentions",
    "ballots": "all votes, abstentions included",
    "present": "all seats that took part",
    "in_office": "all seats in office",
    "all_seats": "all seats, vacant ones included",
}
THRESHOLDS: Final[Mapping[facts.ThresholdName, str]] = {
    "absolute_majority": "absolute majority",
    "two_thirds": "two thirds",
    "three_quarters": "three quarters",
    "unanimity": "unanimity",
    "share": "qualified majority",
}
GROUNDS: Final[Mapping[Ground, str]] = {
    "left_office": "its voter no longer had the seat at the close",
    "suspended": "its voter was suspended at the close",
    "absent": "its voter was absent for a time at the close",
    "stand_in_ended": "the stand-in was none any more at the close",
    "recused": "its voter is recused",
    "giver_voted": "who gave the proxy voted themselves",
    "proxy_ended": "the proxy no longer stood at the close",
    "proxy_beyond_limit": "the holder had more proxies than is allowed",
    "paper_issued": "its voter was given a paper ballot",
    "duplicate": "its voter was registered twice",
}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    "adopted": "adopted",
    "rejected": "rejected",
    "no_quorum": "no quorum: nothing was decided",
    "too_few_voters": "too few voters: nothing was decided",
    "no_votes": "not passed, as there were no votes",
    "allocated": "the budget was allocated",
    "method_objected": "nothing was opened: somebody objected to deciding outside a meeting, so "
    "that the next meeting decides",
    "no_resident_quorum": "too few residents at the vote: a new meeting decides, the proposal is "
    "not rejected",
    "groups_not_reached": "not passed, as not all groups were enough in favour",
    "too_few_for_secrecy": "void, too few for secrecy: vote again",
    "next_round": "a further round follows",
    "objections": "not passed, as objections stand",
    "unanswered": "not passed, as not all seats answered",
    "withdrawn": "the proposal was withdrawn",
    "opened_in_error": "the vote was opened in error",
    "amended": "the proposal was amended and is voted on again",
    "referred": "another organ decides",
}
FOLLOWS: Final[Mapping[FollowsAs, str]] = {
    "next_round": "a further round",
    "amendment": "an amended proposal",
    "re_vote": "a new vote",
    "confirmation": "a confirmation",
    "referral": "a referral",
    "sent_back": "a proposal that was sent back",
    "fallback": "the other method after consent",
}
ORGANS: Final[Mapping[str, str]] = {
    "board": "The board",
    "general_meeting": "The general meeting",
    "supervisory_board": "The supervisory board",
    "residents": "The residents' organ",
}
ROUNDS: Final[Mapping[RoundKind, str]] = {
    "free_vote": "free vote",
    "second_vote": "second vote",
    "run_off": "run-off",
    "yes_no": "vote for or against a single candidate",
}
ENDS: Final[Mapping[Ended, str]] = {
    "filled": "All places are filled.",
    "seats_left": "Not all places are filled.",
    "tied": "Votes were equal: rejected.",
    "no_votes": "There were no votes.",
}
REFUSED: Final[Mapping[CastingRefused, str]] = {
    "two_entitled": "with two entitled seats or fewer there is none",
    "outweighs_others": "with it this seat would outvote all others",
}
OFFICES: Final[Mapping[str, str]] = {
    "chair": "chair",
    "secretary": "secretary",
    "treasurer": "treasurer",
}
GROUP_OUTCOMES: Final[Mapping[GroupOutcome, str]] = {
    "reached": "reached",
    "not_reached": "not reached",
    "not_assessed": "not assessed, too few votes for or against",
}
DUTIES: Final[Mapping[str, str]] = {
    "report_to_next_meeting": "report the decision to the next meeting",
    "decide_in_next_meeting": "decide in the next meeting",
    "review": "review the decision",
    "evaluation": "evaluate the plan",
    "resolve_effect": "settle an effect that could not follow by itself",
    "hold_dialogue": "talk about it",
    "answer_vote": "answer the neighbourhood vote",
}
SHARES: Final[Mapping[tuple[int, int], str]] = {
    (1, 2): "half",
    (1, 3): "one third",
    (2, 3): "two thirds",
    (1, 4): "one quarter",
    (3, 4): "three quarters",
    (1, 1): "all",
}


def say(found: facts.Facts, names: Names) -> str:
    return SENTENCES[type(found)](found, names)


def share(asked: Share) -> str:
    said = SHARES.get(in_lowest_terms(asked), f"{asked.numerator}/{asked.denominator}")
    if asked.comparison == ">":
        return f"more than {said}"
    return said if asked.numerator == asked.denominator else f"at least {said}"


def number(many: int, one: str, more: str) -> str:
    return f"{many} {one if many == 1 else more}"


def seats(many: int) -> str:
    return number(many, "seat", "seats")


def votes(many: int) -> str:
    return number(many, "vote", "votes")


def ballots(many: int) -> str:
    return number(many, "ballot", "ballots")


def money(cents: int, currency: str) -> str:
    whole, rest = divmod(cents, 100)
    said = f"{whole:,}" + (f".{rest:02}" if rest else "")
    return f"€ {said}" if currency == "EUR" else f"{currency} {said}"


def _was(many: int) -> str:
    return "was" if many == 1 else "were"


def _rule(found: facts.Rule, names: Names) -> str:
    said = [METHODS[found.method]]
    if found.threshold is not None and found.threshold_name is not None:
        what = f"{share(found.threshold)} of {WHOLES[found.threshold.of]}"
        fallback = " if it falls back on a majority" * (found.method != "majority")
        name = THRESHOLDS[found.threshold_name]
        said.append(f"Needed in favour was {what} ({name}){fallback}.")
    if found.options_rule is not None and found.options_rule.places is not None:
        said.append(f"There {_was(found.options_rule.places)} ")
        said[-1] += f"{number(found.options_rule.places, 'place', 'places')}."
    said.append(SECRECY[found.secrecy])
    if found.outside_meeting:
        said.append("It was decided outside a meeting.")
    if found.in_meeting:
        said.append("It was decided in a meeting.")
    if found.defect is not None:
        said.append("The notice was defective: the rule is the one that cures it.")
    if found.follows_as is not None:
        said.append(f"This is {FOLLOWS[found.follows_as]} after {found.follows}.")
    return " ".join(said)


def _bylaws(found: facts.BylawsOf, names: Names) -> str:
    if found.sha256 is None:
        return "No bylaws were recorded: the rule is the one that the opening states."
    kind = "" if found.kind is None else f' for a decision of the kind "{found.kind}"'
    return f"The rule is that of the bylaws with the hash {found.sha256}{kind}."


def _options(found: facts.OptionsAsked, names: Names) -> str:
    listed = "; ".join(names.described(each) for each in found.options)
    many = number(len(found.options), "option", "options")
    return f"There {_was(len(found.options))} {many}: {listed}."


def _seats(found: facts.SeatsAtTheClose, names: Names) -> str:
    organ = ORGANS.get(found.organ, f'The circle "{found.organ}"')
    said = [f"{organ} has {seats(found.all_seats)}. At the close {found.held} had a holder."]
    for which, what in (
        (found.vacant, "vacant"),
        (found.suspended, "suspended without a stand-in"),
        (found.absent, "absent for a time without a stand-in"),
        (found.stood_in, "with a stand-in"),
        (found.recused, "recused"),
    ):
        if which:
            said.append(f"{len(which)} {what}: {names.seats(which)}.")
    said.append(f"Entitled {_was(found.entitled)} {seats(found.entitled)}.")
    return " ".join(said)


def _ballots(found: facts.BallotsReceived, names: Names) -> str:
    if found.roll_call:
        return f"In the roll call the answers of {seats(found.counted)} count."
    said = [f"In all {ballots(found.cast)} {_was(found.cast)} cast."]
    for many, what in (
        (found.replaced, "replaced by a later one"),
        (found.withdrawn, "withdrawn"),
        (found.voided, "voided"),
        (found.by_proxy, "cast by proxy"),
    ):
        if many:
            said.append(f"{many} {_was(many)} {what}.")
    said.append(f"{ballots(found.counted)} {'counts' if found.counted == 1 else 'count'}.")
    return " ".join(said)


def _voided(found: facts.VoidedBallots, names: Names) -> str:
    told = "; ".join(f"{names.seat(each.seat)}: {GROUNDS[each.ground]}" for each in found.voided)
    which = "ballot" if len(found.voided) == 1 else "ballots"
    return f"Voided {_was(len(found.voided))} the {which} of {told}."


def _secrecy(found: facts.SecrecyKept, names: Names) -> str:
    if not found.opened:
        return (
            f"{ballots(found.ballots)} lay in the box, and fewer than {found.minimum} of a kind: "
            "too few to stay secret. Nothing was opened, and the box was destroyed."
        )
    trackers = " With a code of their own voters find their line." if found.trackers else ""
    return (
        f"Ballots were opened as shuffled lines without a name: there are as many lines "
        f"({found.ballots}) as receipts, and at least {found.minimum} of each kind.{trackers}"
    )


def _quorum(found: facts.QuorumMeasured, names: Names) -> str:
    count = found.count
    said = [
        f"There {_was(count.asked)} {seats(count.asked)} in office; {count.taking_part} took part."
    ]
    if count.represented:
        said.append(f"Of these {count.represented} by proxy.")
    if count.recused:
        how = "are left out" if count.rule.recused == "excluded" else "stay in"
        said.append(f"Recused ones ({seats(count.recused)}) {how}.")
    if count.absent:
        how = "stay in" if count.rule.absent == "counted" else "are left out"
        said.append(f"Absent ones without a stand-in ({seats(count.absent)}) {how}.")
    held = "reached" if count.holds else "not reached"
    said.append(f"The quorum of {share(count.rule.quorum)} was {held}.")
    return " ".join(said)


def _voters(found: facts.Voters, names: Names) -> str:
    held = "that is enough" if found.enough else "that is too few"
    return f"At least {found.min_voters} had to vote; {found.voters} did: {held}."


def _residents(found: facts.ResidentsVoting, names: Names) -> str:
    count = found.count
    held = "reached" if count.holds else "not reached"
    return (
        f"Of {ballots(count.voting)} {count.residents} came from resident seats. Needed was "
        f"{share(count.rule)}: {held}."
    )


def _weights(found: facts.Weights, names: Names) -> str:
    said = [f"All entitled seats together have {votes(found.votes)}."]
    for each in found.heavier:
        told = f"{names.seat(each.seat)} has {each.weight}"
        if each.counted < each.weight:
            told += f", but nobody may outvote all others together: {each.counted} of them count"
        said.append(f"{told}.")
    return " ".join(said)


def _votes(found: facts.Votes, names: Names) -> str:
    unit = "votes" if found.weighted else "seats"
    return (
        f"{found.in_favour} for, {found.against} against, {found.abstained} abstained. For and "
        f"against together: {found.for_and_against}; with abstentions: {found.ballots}; {unit} "
        f"that took part: {found.present}; {unit} in office: {found.in_office}; all {unit}: "
        f"{found.all_seats}."
    )


def _threshold(found: facts.ThresholdMet, names: Names) -> str:
    name, what = THRESHOLDS[found.name], WHOLES[found.threshold.of]
    said = f"Needed was {share(found.threshold)} of {what} ({name})."
    if not found.measured:
        return f"{said} There were none of these: not passed, no votes."
    if found.needed is None:
        return f"{said} With {found.measured} nobody can reach that."
    held = "reached" if found.reached else "not reached"
    return (
        f"{said} That is at least {found.needed} of {found.measured}; {found.in_favour} were in "
        f"favour: {held}."
    )


def _casting_vote(found: facts.CastingVote, names: Names) -> str:
    whose = f"The casting vote is that of the {OFFICES[found.office]}"
    if found.seat is None:
        return f"{whose}; at the close there was no entitled {OFFICES[found.office]}."
    whose += f" ({names.seat(found.seat)})"
    if found.used is not None:
        used = {"for": "for", "against": "against"}.get(found.used) or names.option(found.used)
        return f"{whose}. Votes were equal, and it decided: {used}."
    if found.refused is not None:
        return f"{whose}. Votes were equal, but it did not count: {REFUSED[found.refused]}."
    if found.equal:
        return f"{whose}. Votes were equal, but it made no choice that settles this."
    return f"{whose}. Votes were not equal: it was not needed."


def _groups(found: facts.GroupsAsked, names: Names) -> str:
    rule = found.gate.rule
    name = "Double majority" if found.gate.name == "double_majority" else "Bridging gate"
    told = "; ".join(
        f"{each.group}: {each.in_favour} for, {each.against} against, "
        f"{GROUP_OUTCOMES[each.outcome]}"
        for each in found.groups
    )
    weigh = "The result depends on it" if found.gate.binding else "It is shown and decides nothing"
    held = "reached" if found.passed else "not reached"
    return (
        f"{name}, beside the plain count: in each group {share(rule)} of for and against together, "
        f"with at least {rule.min_ballots} votes for or against. {told}. Together: {held}. {weigh}."
    )


def _plurality(found: facts.Plurality, names: Names) -> str:
    count = found.count
    told = ", ".join(f"{names.option(each.option)} {each.votes}" for each in count.options)
    said = f"Votes for each option: {told}; blank {count.blank}."
    tied = names.options(count.tied or ())
    if count.chosen is None:
        equal = f"Votes are equal ({tied}): rejected." if count.tied else "There were no votes."
        return f"{said} {equal}"
    chosen = names.option(count.chosen)
    if count.reason == "lot":
        return f"{said} Equal with the most votes were {tied}; the lot chose {chosen}."
    if count.reason == "casting_vote":
        return f"{said} Equal with the most votes were {tied}; the casting vote chose {chosen}."
    return f"{said} Most votes had {chosen}."


def _approval(found: facts.Approval, names: Names) -> str:
    count = found.count
    ranked = sorted(count.options, key=lambda each: -each.votes)
    told = ", ".join(f"{names.option(each.option)} {each.votes}" for each in ranked)
    said = [f"Votes for each option, most first: {told}; blank {count.blank}."]
    if count.floor is not None:
        below = names.options(count.below_floor) if count.below_floor else "nobody"
        measured = ballots(count.measured or 0)
        said.append(f"Needed was {share(count.floor)} of {measured}; below it: {below}.")
    if count.tied:
        said.append(f"Equal for the last place: {names.options(count.tied)}; the lot decided.")
    who = names.options(count.chosen) if count.chosen else "nobody"
    said.append(f"Chosen for {number(count.places, 'place', 'places')}: {who}.")
    return " ".join(said)


def _runoff_round(found: facts.RunoffRoundHeld, names: Names) -> str:
    told = ", ".join(f"{names.option(each.option)} {each.votes}" for each in found.votes)
    said = (
        f"Round {found.round}: {told}. {ballots(found.continuing)} "
        f"{'continues' if found.continuing == 1 else 'continue'}, {found.exhausted} "
        f"are exhausted; a majority is {found.needed}."
    )
    if found.majority is not None:
        return f"{said} {names.option(found.majority)} has the majority."
    out = found.elimination
    assert out is not None
    why = "the fewest votes"
    if out.settled_by == "earlier_round":
        rounds = ", ".join(map(str, out.compared))
        why = f"equal with another, but the fewest in an earlier round ({rounds})"
    if out.settled_by == "lot":
        why = f"equal with another ({names.options(out.fewest)}), and by the lot"
    return f"{said} Nobody has it; {names.option(out.eliminated)} goes out: {why}."


def _runoff(found: facts.Runoff, names: Names) -> str:
    if found.winner is None:
        return f"Of {ballots(found.received)} none named an option: nobody was chosen."
    return (
        f"Of {ballots(found.received)} {found.blank} {_was(found.blank)} blank. After "
        f"{number(found.rounds, 'round', 'rounds')} {names.option(found.winner)} wins."
    )


def _pairwise(found: facts.Pairwise, names: Names) -> str:
    told = "; ".join(
        f"{names.option(each.one)} above {names.option(each.other)}: {each.above}, the other way "
        f"round {each.below}"
        for each in found.pairs
    )
    strength = (
        "the number of ballots of the winning side"
        if found.measure == "winning_votes"
        else "the difference"
    )
    return (
        f"Of {ballots(found.received)} ({found.blank} blank) it was counted for each pair which "
        f"ranks higher: {told}. A link goes from the winner of a pair to the loser, as strong as "
        f"{strength}."
    )


def _strongest_path(found: facts.StrongestPath, names: Names) -> str:
    winner, other = names.option(found.winner), names.option(found.other)
    there, back = _path(found.there, names), _path(found.back, names)
    stands = "stands above" if found.there.strength > found.back.strength else "is equal with"
    return (
        f"Strongest path from {winner} to {other}: {there}; back: {back}. {winner} {stands} "
        f"{other}."
    )


def _path(path: facts.Path, names: Names) -> str:
    if not path.strength:
        return "none"
    via = f"by way of {names.options(path.via)}" if path.via else "direct"
    return f"{path.strength} ({via})"


def _schulze(found: facts.Schulze, names: Names) -> str:
    if found.winner is None:
        return "No ballot ranks an option above another: nobody was chosen."
    said = f"Order: {names.options(found.order)}. Chosen was {names.option(found.winner)}."
    if len(found.unbeaten) > 1:
        equal = names.options(found.unbeaten)
        return f"Nobody stands above {equal}; the lot chose among them. {said}"
    return said


def _election_round(found: facts.ElectionRoundHeld, names: Names) -> str:
    held, tally = found.held, found.held.tally
    told = ", ".join(f"{names.option(each.option)} {each.votes}" for each in tally.votes)
    against = "" if tally.against is None else f"; against {tally.against}"
    own = "" if found.own else " (of an earlier decision)"
    said = [
        f"Round {found.round}{own}, {ROUNDS[tally.kind]} for "
        f"{number(tally.seats, 'place', 'places')}: {told}{against}; blank {tally.blank}."
    ]
    if held.measured is not None and found.needed is not None:
        said.append(f"Needed {_was(found.needed)} {votes(found.needed)} of {held.measured}.")
    if held.tied:
        how = "the lot decided" if held.by_lot else "they go on"
        said.append(f"Equal: {names.options(held.tied)}; {how}.")
    who = names.options(held.elected) if held.elected else "nobody"
    said.append(f"Elected in this round: {who}.")
    return " ".join(said)


def _election(found: facts.Election, names: Names) -> str:
    who = names.options(found.elected) if found.elected else "nobody"
    said = [f"Elected so far: {who}."]
    if found.without_vote:
        said.append(f"Without opposition: {names.options(found.without_vote)}.")
    if found.next is not None:
        running = names.options(found.next_candidates or ())
        said.append(f"Next is a {ROUNDS[found.next]} between {running}.")
    if found.ended is not None:
        said.append(ENDS[found.ended])
    return " ".join(said)


def _consent(found: facts.Consent, names: Names) -> str:
    count = found.count
    said = [
        f"Round {found.round}: {seats(count.asked)} {_was(count.asked)} asked; {count.consented} "
        f"consented, {count.objected} objected, {count.unanswered} did not answer."
    ]
    silence = "consents" if found.silence_is_consent else "does not consent"
    said.append(f"Who says nothing {silence}.")
    for each in found.standing:
        tested = (
            f"in the test {each.agreeing} agreed, {each.disagreeing} disagreed"
            if each.tested
            else "not tested"
        )
        said.append(f"The objection of {names.seat(each.seat)} stands ({tested}).")
    if not found.standing:
        said.append("No objection stands.")
    if found.max_rounds is not None:
        after = "a majority vote" if found.fallback == "majority" else "dialogue again"
        said.append(f"There are at most {found.max_rounds} rounds; after that comes {after}.")
    return " ".join(said)


def _lot(found: facts.LotUsed, names: Names) -> str:
    mattered = (
        "The lot mattered: with another one the outcome would have been another."
        if found.mattered
        else "The lot did not matter: the outcome did not hang on it."
    )
    if found.drawn is None:
        how = (
            "The order of the list was the lot."
            if found.listed is None or found.listed.by == "listed_order"
            else f"The lot follows from a seed with SHA-256 {found.listed.seed_sha256}."
        )
    elif found.drawn.by == "hand":
        who = " and ".join(found.drawn.witnesses or ())
        how = f"The lot was drawn by hand, witnessed by {who}."
    else:
        how = (
            f"The lot follows from a seed ({found.drawn.seed}) that was fixed at the opening"
            f"{' of the first round' if found.of_earlier_round else ''} (SHA-256 "
            f"{found.committed})."
        )
    order = "" if found.drawn is None else f" Order: {names.options(found.drawn.order)}."
    return f"{how}{order} {mattered}"


def _ended_early(found: facts.EndedEarly, names: Names) -> str:
    ground = "" if found.ground is None else f" Ground: {found.ground}"
    where = "" if found.referred_to is None else f" To: {found.referred_to}."
    return (
        f"Nothing was opened and nothing was counted: {OUTCOMES[found.outcome]}.{ground}{where} "
        "The ballot box was destroyed."
    )


def _outcome(found: facts.OutcomeFound, names: Names) -> str:
    if found.outcome is None:
        return f"Declared was: {OUTCOMES[found.declared]}. It cannot be counted again."
    chosen = f" Chosen: {names.options(found.chosen)}." if found.chosen else ""
    if found.outcome != found.declared:
        return (
            f"By the rule: {OUTCOMES[found.outcome]}.{chosen} Declared was another: "
            f"{OUTCOMES[found.declared]}."
        )
    return f"The result: {OUTCOMES[found.outcome]}.{chosen}"


def _effects(found: facts.Effects, names: Names) -> str:
    told = "; ".join(EFFECTS[each.event](each, names) for each in found.effects)
    return f"Effects: {told}."


def _duty(effect: facts.EffectSeen) -> str:
    said = DUTIES.get(str(effect.duty), str(effect.duty))
    return said if effect.at is None else f"{said}, by {effect.at:%Y-%m-%d}"


EFFECTS: Final[Mapping[str, Callable[[facts.EffectSeen, Names], str]]] = {
    "plan.adopted": lambda e, n: f"plan {n.plan(str(e.plan))} is adopted",
    "plan.adoption_lapsed": lambda e, n: f"plan {n.plan(str(e.plan))} is adopted no more",
    "bylaws.version_adopted": lambda e, n: f"the rules {e.bylaws} are adopted",
    "bylaws.version_lapsed": lambda e, n: f"the rules {e.bylaws} lapse",
    "seat.filled": lambda e, n: f"{e.person} gets seat {n.seat(str(e.seat))}",
    "seat.filling_lapsed": lambda e, n: f"{e.person} has seat {n.seat(str(e.seat))} no more",
    "seat.vacated": lambda e, n: f"{e.person} is dismissed from seat {n.seat(str(e.seat))}",
    "seat.vacancy_lapsed": lambda e, n: f"{e.person} has seat {n.seat(str(e.seat))} again",
    "office.assigned": lambda e, n: f"{e.person} becomes {OFFICES[str(e.office)]}",
    "office.assignment_lapsed": lambda e, n: f"{e.person} is {OFFICES[str(e.office)]} no more",
    "holder.suspended": lambda e, n: f"{e.person} is suspended",
    "suspension.lifted": lambda e, n: f"the suspension of {e.person} is lifted",
    "duty.opened": lambda e, n: f"there is a duty: {_duty(e)}",
}


def _doubtful(found: facts.Doubtful, names: Names) -> str:
    told = "; ".join(
        f"{names.seat(each.seat)}: known then {each.known_then or 'nobody'} "
        f"({votes(each.votes_then)}), known now {each.known_now or 'nobody'} "
        f"({votes(each.votes_now)})"
        for each in found.seats
    )
    return (
        "Entitlement doubtful: it was corrected after the close who was entitled. "
        f"{told}. This does not change the result."
    )


def _known_now(found: facts.KnownNow, names: Names) -> str:
    said = "For comparison only, this is no result:"
    recount = found.recount
    if recount.impossible == "secret_lines":
        return (
            f"{said} of secret lines nobody can tell which would count, nor what would have come "
            "of it."
        )
    if recount.counted is None or recount.counted.outcome is None:
        return f"{said} by what is known now the vote cannot be counted."
    counted = recount.counted.outcome
    same = "the same" if counted == found.declared else "another"
    chosen = recount.counted.chosen
    who = f" ({names.options(chosen)})" if chosen else ""
    missing = (
        f" Missing from it {'is' if len(recount.unopened) == 1 else 'are'} "
        f"{ballots(len(recount.unopened))} that {_was(len(recount.unopened))} never opened."
        if recount.unopened
        else ""
    )
    return (
        f"{said} by what is known now the outcome would have been {same}: {OUTCOMES[counted]}"
        f"{who}.{missing}"
    )


def _findings(found: facts.Findings, names: Names) -> str:
    if found.agrees:
        return "The recount from the recorded events comes to the same."
    many = number(len(found.findings), "point", "points")
    return f"The recount does not agree with the record, on {many}: {' '.join(found.findings)}"


def _vote_rule(found: facts.VoteRule, names: Names) -> str:
    over = (
        "The first project that no longer fits ends the allocation."
        if found.over_budget == "stop"
        else "A project that no longer fits is passed over."
    )
    caps = "".join(
        f" For {each.group} there is at most {money(each.cap_cents, found.currency)}."
        for each in found.group_caps
    )
    effect = {
        "advisory": "The result is advice to the board.",
        "binding_by_prior_board_decision": "The board bound itself to the result beforehand.",
        "organ": "The neighbourhood decided itself, as an organ.",
    }[found.effect]
    form = {
        "ranked": " Ballots ranked projects; a higher rank gives more votes.",
        "points": f" A ballot could give {found.points} points.",
    }.get(found.form or "", "")
    rule = f"most votes first, of equal ones the cheapest, then the lot. {over}"
    if found.equal_shares is not None:
        rule = _equal_shares(found.equal_shares, found.currency)
    return (
        f"There was {money(found.budget_cents, found.currency)} for "
        f"{number(found.projects, 'project', 'projects')}: {rule}{form}{caps} {effect}"
    )


def _equal_shares(rule: EqualSharesRule, currency: str) -> str:
    start = "" if rule.start == "exact" else ", rounded down to whole steps"
    said = [
        f"everybody who voted has the same share of it{start}, and who wants a project pays for it "
        "together, as equally as they can (Equal Shares). The project that is worth most votes "
        "is bought first, of equal ones the cheapest, then the one with most supporters, then "
        f"the lot. Then all shares are raised by {money(rule.step_cents, currency)} and counted "
        "anew, until the next step would cost more than there is or everything that is "
        "supported is funded.",
        *["It ends as soon as nothing more fits."] * rule.exhaustive_stop,
        *["What is left is spent by votes."] * rule.fill_up,
    ]
    if rule.minimum_vote_share is not None:
        least = rule.minimum_vote_share
        said.append(
            f"A project takes part with {least.numerator} of every {least.denominator} ballots."
        )
    if rule.comparison != "none":
        said.append("If more voters have more projects by most votes first, that is kept.")
    return " ".join(said)


def _electorate(found: facts.ElectorateFixed, names: Names) -> str:
    who = number(found.entitled, "resident was", "residents were")
    return (
        f"{who} entitled: a rule fixed them at the opening, and neither moving away nor death "
        f"changes that later (SHA-256 of the list {found.sha256})."
    )


def _shares(found: facts.SharesRaised, names: Names) -> str:
    start, last = (money(each, found.currency) for each in (found.start_cents, found.share_cents))
    why = {
        "next_step_over_budget": "one step more would have cost "
        f"{money(found.next_cents or 0, found.currency)}, over the "
        f"{money(found.budget_cents, found.currency)} that there was",
        "all_supported_funded": "everything that is supported is funded then",
        "nothing_fits": "nothing more fits then",
    }[found.ended]
    return (
        f"Of {money(found.budget_cents, found.currency)} each of {ballots(found.ballots)} had "
        f"{start} to begin with, and {last} after {number(found.steps, 'step', 'steps')} (rounded "
        f"down to cents): {why}."
    )


def _project(found: facts.ProjectTaken, names: Names) -> str:
    count = found.count
    said = (
        f"{found.place}. {names.project(count.project)}: {votes(count.votes)}, costs "
        f"{money(found.cost_cents, found.currency)}:"
    )
    if count.outcome is None and not found.cost_cents:
        return f"{said} it costs nothing, so that there is nothing to pay for."
    if count.outcome is None:
        return f"{said} the allocation had ended."
    left = "" if count.left_cents is None else money(count.left_cents, found.currency)
    return (
        said
        + {
            "funded": f" funded{_paid(found)}; {left} is left.",
            "over_group_cap": _over_cap(found),
            "over_budget": f" does not fit into the {left} that is left."
            if left
            else " costs more than the whole budget.",
            "supporters_short": _short(found),
            "below_minimum_share": " too few ballots supported it to take part.",
        }[count.outcome]
    )


def _paid(found: facts.ProjectTaken) -> str:
    if found.count.filled_up:
        return " from what the shares had left over"
    if found.bought is None:
        return ""
    whole, rest = divmod(found.bought.effective_hundredths, 100)
    most = money(found.bought.most_cents, found.currency)
    supporters = number(found.bought.supporters, "supporter", "supporters")
    if not found.bought.short:
        return f": its {supporters} paid {most} each, so that it is worth {whole}.{rest:02} votes"
    return (
        f": of its {supporters} {found.bought.short} had less left and paid all of it, the others "
        f"paid {most} each, so that it is worth "
        f"{whole}.{rest:02} votes"
    )


def _over_cap(found: facts.ProjectTaken) -> str:
    most = "" if found.cap_cents is None else f" of {money(found.cap_cents, found.currency)}"
    return f" passed over, as not enough{most} is left for {found.group}."


def _short(found: facts.ProjectTaken) -> str:
    if not found.supporters:
        return " nobody supported it."
    held = money(found.held_cents or 0, found.currency)
    have = "has" if found.supporters == 1 else "together have"
    return (
        f" not funded: its {number(found.supporters, 'supporter', 'supporters')} {have} only "
        f"{held} of their shares left."
    )


def _allocation(found: facts.Allocated, names: Names) -> str:
    return (
        f"Of {ballots(found.received)} {found.blank} {_was(found.blank)} blank. Funded: "
        f"{number(len(found.funded), 'project', 'projects')}, together "
        f"{money(found.spent_cents, found.currency)}; "
        f"{money(found.left_cents, found.currency)} is left."
    )


def _compared(found: facts.RulesCompared, names: Names) -> str:
    kept = {"equal_shares": "Equal Shares decided.", "greedy": "Most votes first decided."}
    return (
        f"By Equal Shares {_voters_have(found.more_by_shares)} more funded projects of their "
        f"choice, by most votes first {_voters_have(found.more_by_greedy)}. {kept[found.kept]}"
    )


def _voters_have(many: int) -> str:
    return number(many, "voter has", "voters have")


def _represented(found: facts.Represented, names: Names) -> str:
    rule = {"equal_shares": "By Equal Shares", "greedy": "By most votes first"}[found.rule]
    would = "are" if found.official else "would be"
    have = "have" if found.official else "would have"
    percent = found.with_project * 1000 // max(1, found.ballots)
    over = f" and {found.rest_cents}/{found.ballots} cent" if found.rest_cents else ""
    listed = ", ".join(names.project(each) for each in found.funded) or "none"
    return (
        f"{rule} {would} funded: {listed}. {found.with_project} of {ballots(found.ballots)} "
        f"({percent // 10}.{percent % 10}%) {have} at least one project of their choice. For "
        f"each voter {money(found.each_cents, found.currency)}{over} {would} spent, and the "
        "projects of their choice that are funded cost "
        f"{money(found.valued_cents, found.currency)} on average."
    )


SENTENCES: Final[Mapping[type[msgspec.Struct], Callable[[Any, Names], str]]] = {
    facts.Rule: _rule,
    facts.BylawsOf: _bylaws,
    facts.OptionsAsked: _options,
    facts.SeatsAtTheClose: _seats,
    facts.BallotsReceived: _ballots,
    facts.VoidedBallots: _voided,
    facts.SecrecyKept: _secrecy,
    facts.QuorumMeasured: _quorum,
    facts.Voters: _voters,
    facts.ResidentsVoting: _residents,
    facts.Weights: _weights,
    facts.Votes: _votes,
    facts.ThresholdMet: _threshold,
    facts.CastingVote: _casting_vote,
    facts.GroupsAsked: _groups,
    facts.Plurality: _plurality,
    facts.Approval: _approval,
    facts.RunoffRoundHeld: _runoff_round,
    facts.Runoff: _runoff,
    facts.Pairwise: _pairwise,
    facts.StrongestPath: _strongest_path,
    facts.Schulze: _schulze,
    facts.ElectionRoundHeld: _election_round,
    facts.Election: _election,
    facts.Consent: _consent,
    facts.LotUsed: _lot,
    facts.EndedEarly: _ended_early,
    facts.OutcomeFound: _outcome,
    facts.Effects: _effects,
    facts.Doubtful: _doubtful,
    facts.KnownNow: _known_now,
    facts.Findings: _findings,
    facts.VoteRule: _vote_rule,
    facts.ElectorateFixed: _electorate,
    facts.SharesRaised: _shares,
    facts.ProjectTaken: _project,
    facts.Allocated: _allocation,
    facts.RulesCompared: _compared,
    facts.Represented: _represented,
}
