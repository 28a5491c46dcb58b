"""The count of a decision by the rule in its opening: what the machine does, and every recount."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from domain.ballots.choices import (
    BLANK,
    BallotChoice,
    names,
    options_of,
    ranking,
)
from domain.counting.consent import count_consent
from domain.counting.election import (
    Declined,
    ElectionCount,
    ElectionRule,
    count_election,
    places_of,
)
from domain.counting.election_by_approval import count_election_by_approval
from domain.counting.election_round import ElectionTally, NextRound, count_names, count_yes_no
from domain.counting.groups import GroupBallot, GroupsCount, count_groups
from domain.counting.instant_runoff import count_instant_runoff
from domain.counting.lot import DrawnLot
from domain.counting.majority import Choice, Reason, count_majority
from domain.counting.plurality import count_plurality
from domain.counting.residents import ResidentsCount, count_residents
from domain.counting.schulze import count_schulze
from domain.counting.weights import casting_refused, count_weighted
from domain.decisions.at_the_close import AtTheClose
from domain.events.ballots import BallotCast, CandidacyDeclined, OpenedLine, Outcome, ResultCounted
from domain.events.decisions import DecisionOpened
from domain.ids import OptionId, SeatId

OUTCOMES: dict[Reason, Outcome] = {
    "passed": "adopted",
    "not_passed": "rejected",
    "no_quorum": "no_quorum",
    "too_few_voters": "too_few_voters",
    "no_votes": "no_votes",
}


class Paper(NamedTuple):
    """One counted ballot, for ``votes`` votes. Of a secret one nobody knows the seat."""

    choice: BallotChoice
    votes: int
    groups: tuple[str, ...]
    seat: SeatId | None


class Rounds(NamedTuple):
    """What an election has behind it."""

    before: ElectionCount | None = None
    declined: Sequence[CandidacyDeclined] = ()


FIRST_ROUND = Rounds()


class Counted(NamedTuple):
    """The fields of ``ResultCounted`` that a method fills, and what they come to."""

    fields: dict[str, Any]
    outcome: Outcome
    chosen: tuple[OptionId, ...] = ()
    by_vote: bool = True
    """False if nothing was voted on, so that nobody had to be there."""


Method = Callable[[AtTheClose, Sequence[Paper], DrawnLot | None, Rounds], Counted]


def count_decision(
    close: AtTheClose,
    lines: Sequence[OpenedLine],
    *,
    lot: DrawnLot | None = None,
    rounds: Rounds = FIRST_ROUND,
) -> ResultCounted:
    """ValueError if what was opened cannot be counted by this rule."""
    opened = close.opened
    papers = papers_of(close, lines)
    counted = _METHODS[opened.method](close, papers, lot, rounds)
    residents = _residents(close)
    groups = _groups(close, papers)
    outcome = counted.outcome
    if counted.by_vote:
        outcome = _outcome(close, counted.outcome, len(papers), residents, groups)
    won = outcome in ("adopted", "next_round")
    return ResultCounted(
        decision=opened.decision,
        quorum=close.quorum,
        residents=residents,
        groups=groups,
        lot=lot,
        outcome=outcome,
        chosen=(counted.chosen or None) if won else None,
        **counted.fields,
    )


def nothing_opened(close: AtTheClose, before: ResultCounted | None) -> ResultCounted:
    """Too few for secrecy. Of an election what was counted before stays."""
    return ResultCounted(
        decision=close.opened.decision,
        quorum=close.quorum,
        election=None if before is None else before.election,
        lot=None if before is None else before.lot,
        outcome="too_few_for_secrecy",
    )


def papers_of(close: AtTheClose, lines: Sequence[OpenedLine]) -> list[Paper]:
    """Opened lines, or what was answered in a roll call."""
    if close.opened.secrecy == "roll_call":
        return [
            Paper(answer.choice, _votes(close, seat), _kind(close, seat), seat)
            for seat, answer in close.roll_call.items()
        ]
    ballots = {each.ballot: each for each in close.ballots}
    return [
        _paper(close, line, ballots.get(line.ballot) if line.ballot else None) for line in lines
    ]


def _paper(close: AtTheClose, line: OpenedLine, ballot: BallotCast | None) -> Paper:
    choice = cast(BallotChoice, line.choice)
    if ballot is None:
        label = tuple(line.label.split("+")) if line.label else ()
        groups = tuple(each for each in label if close.opened.groups is not None)
        return Paper(choice, line.votes or 1, groups, None)
    return Paper(choice, close.votes_of(ballot), close.groups_of(ballot), ballot.seat)


def _votes(close: AtTheClose, seat: SeatId) -> int:
    return close.weights[seat].counted


def _kind(close: AtTheClose, seat: SeatId) -> tuple[str, ...]:
    gate = close.opened.groups
    kind = close.seats.seats[seat].kind
    return (kind,) if gate is not None and kind in gate.groups else ()


def _outcome(
    close: AtTheClose,
    outcome: Outcome,
    voters: int,
    residents: ResidentsCount | None,
    groups: GroupsCount | None,
) -> Outcome:
    """The first obstacle: to a vote at all, the method's own, groups."""
    obstacle = _obstacle(close, voters, residents)
    if obstacle is not None:
        return obstacle
    gate = close.opened.groups
    if outcome == "adopted" and gate is not None and gate.binding and groups is not None:
        return "adopted" if groups.passed else "groups_not_reached"
    return outcome


def _obstacle(close: AtTheClose, voters: int, residents: ResidentsCount | None) -> Outcome | None:
    """Quorum, voters, residents among them."""
    if not close.quorum.holds:
        return "no_quorum"
    by_consent = close.opened.method in ("consent", "election_by_consent")
    if not by_consent and voters < close.opened.min_voters:
        return "too_few_voters"
    if residents is not None and not residents.holds:
        return "no_resident_quorum"
    return None


def _residents(close: AtTheClose) -> ResidentsCount | None:
    rule = close.opened.residents_at_the_vote
    if rule is None:
        return None
    called = close.opened.secrecy == "roll_call"
    ballots = list(close.roll_call.values()) if called else close.ballots
    own = sum(close.is_resident(ballot) for ballot in ballots)
    return count_residents(rule, residents=own, voting=len(ballots))


def _groups(close: AtTheClose, papers: Iterable[Paper]) -> GroupsCount | None:
    gate = close.opened.groups
    if gate is None or close.opened.method != "majority":
        return None
    ballots = [
        GroupBallot(choice=cast(Choice, paper.choice), groups=paper.groups) for paper in papers
    ]
    return count_groups(gate.groups, ballots, gate.rule)


def _majority(
    close: AtTheClose, papers: Sequence[Paper], lot: DrawnLot | None, rounds: Rounds
) -> Counted:
    opened, quorum = close.opened, close.quorum
    assert opened.threshold is not None
    if opened.weights or opened.casting_vote_of is not None:
        return _weighted(close, papers)
    count = count_majority(
        [cast(Choice, paper.choice) for paper in papers],
        threshold=opened.threshold,
        quorum=opened.quorum,
        min_voters=opened.min_voters,
        present=quorum.present,
        in_office=quorum.in_office,
        all_seats=len(close.seats.on_organ(opened.organ)),
        quorum_holds=quorum.holds,
    )
    return Counted({"majority": count}, OUTCOMES[count.reason])


def _weighted(close: AtTheClose, papers: Sequence[Paper]) -> Counted:
    """Sums of votes; a seat that is vacant or recused has one in the whole of all seats."""
    opened, quorum = close.opened, close.quorum
    assert opened.threshold is not None
    takes_part = [each for each in close.in_office if not each.recused]
    present = sum(
        close.weights[SeatId(each.seat)].counted
        for each in takes_part
        if each.attends or each.represented
    )
    in_office = sum(each.counted for each in close.weights.values())
    others = len(close.seats.on_organ(opened.organ)) - len(close.weights)
    count = count_weighted(
        [(cast(Choice, paper.choice), paper.votes) for paper in papers],
        threshold=opened.threshold,
        quorum_holds=quorum.holds,
        min_voters=opened.min_voters,
        present=present,
        in_office=in_office,
        all_seats=in_office + others,
        weights=close.weights.values(),
        casting=_casting(close, papers),
    )
    return Counted({"weighted": count}, OUTCOMES[count.reason])


def _casting(close: AtTheClose, papers: Iterable[Paper]) -> tuple[str, Choice] | None:
    seat = close.with_casting_vote()
    own = next((paper for paper in papers if seat is not None and paper.seat == seat), None)
    return None if own is None or seat is None else (seat, cast(Choice, own.choice))


def _plurality(
    close: AtTheClose, papers: Sequence[Paper], lot: DrawnLot | None, rounds: Rounds
) -> Counted:
    rule = close.opened.options_rule
    count = count_plurality(
        options_of(close.opened),
        [None if each == BLANK else str(each) for each in _in_votes(papers)],
        on_a_tie="rejected" if rule is None or rule.on_a_tie is None else rule.on_a_tie,
        lot=_order(lot),
        casting=_casting_option(close, papers),
    )
    outcomes: dict[str, Outcome] = {"no_votes": "no_votes", "tied": "rejected"}
    chosen = () if count.chosen is None else (OptionId(count.chosen),)
    return Counted({"plurality": count}, outcomes.get(count.reason, "adopted"), chosen)


def _casting_option(close: AtTheClose, papers: Sequence[Paper]) -> str | None:
    """Who has the casting vote may use it only where it does not outweigh all others."""
    found = _casting(close, papers)
    if found is None or found[1] == BLANK:
        return None
    refused = casting_refused(close.weights.values(), found[0])
    return found[1] if refused is None else None


def _approval(
    close: AtTheClose, papers: Sequence[Paper], lot: DrawnLot | None, rounds: Rounds
) -> Counted:
    rule = close.opened.options_rule
    count = count_election_by_approval(
        options_of(close.opened),
        [names(each) for each in _in_votes(papers)],
        places=1 if rule is None or rule.places is None else rule.places,
        floor=None if rule is None else rule.floor,
        lot=_order(lot),
    )
    outcomes: dict[str, Outcome] = {"no_votes": "no_votes", "below_floor": "rejected"}
    chosen = tuple(OptionId(each) for each in count.chosen)
    return Counted({"approval": count}, outcomes.get(count.reason, "adopted"), chosen)


def _instant_runoff(
    close: AtTheClose, papers: Sequence[Paper], lot: DrawnLot | None, rounds: Rounds
) -> Counted:
    ballots = [ranking(each) for each in _in_votes(papers)]
    count = count_instant_runoff(options_of(close.opened), ballots, lot=_order(lot))
    return Counted({"runoff": count}, *_winner(count.winner))


def _schulze(
    close: AtTheClose, papers: Sequence[Paper], lot: DrawnLot | None, rounds: Rounds
) -> Counted:
    rule = close.opened.options_rule
    count = count_schulze(
        options_of(close.opened),
        [ranking(each) for each in _in_votes(papers)],
        measure="winning_votes" if rule is None or rule.measure is None else rule.measure,
        lot=_order(lot),
    )
    return Counted({"schulze": count}, *_winner(count.winner))


def _winner(winner: str | None) -> tuple[Outcome, tuple[OptionId, ...]]:
    return ("no_votes", ()) if winner is None else ("adopted", (OptionId(winner),))


def _election(
    close: AtTheClose, papers: Sequence[Paper], lot: DrawnLot | None, rounds: Rounds
) -> Counted:
    """A round without quorum, or with too few voters, is not one that was held."""
    opened, asked = close.opened, close.opened.election_round
    voted = asked is not None
    if voted and _obstacle(close, len(papers), _residents(close)) is not None:
        return Counted({"election": rounds.before}, "no_votes")
    tallies = held(rounds) if asked is None else [*held(rounds), _tally(asked, papers)]
    count = counted_election(opened, tallies, lot, rounds)
    before = () if rounds.before is None else rounds.before.elected
    chosen = tuple(OptionId(each) for each in count.elected if each not in before)
    return Counted({"election": count}, _outcome_of_election(count), chosen, voted)


def counted_election(
    opened: DecisionOpened,
    tallies: Sequence[ElectionTally],
    lot: DrawnLot | None,
    rounds: Rounds,
) -> ElectionCount:
    """ValueError if a tally is not of the round that the rule asked for."""
    rule, declined = _rule(opened), _declined(opened, len(tallies), rounds)
    return count_election(options_of(opened), tallies, rule, lot=_order(lot), declined=declined)


def places_in(
    opened: DecisionOpened, election: ElectionCount, lot: DrawnLot | None, rounds: Rounds
) -> Mapping[str, int]:
    """The place of everybody who is elected, counted from 0, after all rounds of ``election``."""
    tallies = [each.tally for each in election.rounds]
    rule, declined = _rule(opened), _declined(opened, len(tallies), rounds)
    return places_of(options_of(opened), tallies, rule, lot=_order(lot), declined=declined)


def _rule(opened: DecisionOpened) -> ElectionRule:
    assert opened.options_rule is not None
    assert opened.options_rule.election is not None
    return opened.options_rule.election


def _declined(opened: DecisionOpened, tallies: int, rounds: Rounds) -> list[Declined]:
    """Whoever declined in an earlier round that was then not held, is out before this one."""
    before = len(held(rounds))
    after = [
        (each.option, each.round if each.decision == opened.decision else min(each.round, before))
        for each in rounds.declined
    ]
    return [Declined(candidate=who, after=number) for who, number in after if number <= tallies]


def held(rounds: Rounds) -> list[ElectionTally]:
    return [] if rounds.before is None else [each.tally for each in rounds.before.rounds]


def _tally(asked: NextRound, papers: Sequence[Paper]) -> ElectionTally:
    choices = _in_votes(papers)
    if asked.kind == "yes_no":
        return count_yes_no(asked, [cast(Choice, each) for each in choices])
    return count_names(asked, [names(each) for each in choices])


def _outcome_of_election(count: ElectionCount) -> Outcome:
    if count.next is not None:
        return "next_round"
    outcomes: dict[str | None, Outcome] = {"tied": "rejected", "no_votes": "no_votes"}
    if count.ended == "seats_left" and not count.elected:
        return "rejected"
    return outcomes.get(count.ended, "adopted")


def _consent(
    close: AtTheClose, papers: Sequence[Paper], lot: DrawnLot | None, rounds: Rounds
) -> Counted:
    said = Counter(str(paper.choice) for paper in papers)
    in_meeting = close.opened.meeting is not None
    count = count_consent(
        asked=close.quorum.present if in_meeting else len(close.entitled),
        consented=said["consent"],
        objected=said["objection"],
        standing=close.arguments.standing(close.entitled, close.recused),
        quorum_holds=close.quorum.holds,
        min_voters=close.opened.min_voters,
        silence_is_consent=in_meeting,
    )
    outcomes: dict[str, Outcome] = {
        "consent": "adopted",
        "no_quorum": "no_quorum",
        "too_few_voters": "too_few_voters",
        "unanswered": "unanswered",
        "objections": "objections",
    }
    chosen = tuple(each.option for each in close.opened.options or ())
    return Counted({"consent": count}, outcomes[count.reason], chosen)


def _in_votes(papers: Iterable[Paper]) -> list[BallotChoice]:
    """Among options a ballot of two votes counts as two."""
    return [paper.choice for paper in papers for _ in range(paper.votes)]


def _order(lot: DrawnLot | None) -> Sequence[str]:
    if lot is None:
        raise ValueError("There is no lot, and this count needs one.")
    return lot.order


_METHODS: dict[str, Method] = {
    "majority": _majority,
    "plurality": _plurality,
    "approval": _approval,
    "instant_runoff": _instant_runoff,
    "schulze": _schulze,
    "election": _election,
    "consent": _consent,
    "election_by_consent": _consent,
}
