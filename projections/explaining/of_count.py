"""How the choices were counted, method by method, and what the lot had to do with it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Final

from domain.counting.instant_runoff import RunoffCount, RunoffRound
from domain.counting.lot import commitment
from domain.counting.majority import MajorityCount
from domain.counting.places import OptionVotes
from domain.counting.schulze import SchulzeCount
from domain.counting.weights import WeightedCount, casting_refused
from domain.decisions.at_the_close import AtTheClose
from domain.decisions.voting import Voting
from domain.events.ballots import ResultCounted
from domain.ids import OptionId
from projections.explaining import facts
from projections.explaining.shares import fewest, threshold_name

Steps = Iterator[facts.Facts]


def choices(voting: Voting, counted: ResultCounted) -> Steps:
    close = voting.at_the_close()
    yield from _weights(close)
    for explain in _METHODS:
        yield from explain(voting, close, counted)
    gate = close.opened.groups
    if gate is not None and counted.groups is not None:
        yield facts.GroupsAsked(
            gate=gate, groups=counted.groups.groups, passed=counted.groups.passed
        )
    if counted.lot is not None:
        seed = counted.lot.seed
        before = voting.before
        yield facts.LotUsed(
            mattered=_lot_mattered(counted),
            drawn=counted.lot,
            committed=None if seed is None else commitment(bytes.fromhex(seed)),
            of_earlier_round=before is not None and before.lot is not None,
        )


def _weights(close: AtTheClose) -> Steps:
    heavier = tuple(each for each in close.weights.values() if each.weight > 1)
    if heavier:
        votes = sum(each.counted for each in close.weights.values())
        yield facts.Weights(heavier=heavier, votes=votes)


def _majority(voting: Voting, close: AtTheClose, counted: ResultCounted) -> Steps:
    count = counted.majority or counted.weighted
    threshold = close.opened.threshold
    if count is None or threshold is None:
        return
    casting = count.casting if isinstance(count, WeightedCount) else None
    own = {each: int(each == casting) for each in ("for", "against")}
    in_favour, against = count.in_favour - own["for"], count.against - own["against"]
    yield facts.Votes(
        in_favour=in_favour,
        against=against,
        abstained=count.abstained,
        for_and_against=in_favour + against,
        ballots=in_favour + against + count.abstained,
        present=count.present,
        in_office=count.in_office,
        all_seats=count.all_seats,
        weighted=isinstance(count, WeightedCount),
    )
    yield from _casting_vote(close, count, equal=in_favour == against > 0)
    needed = fewest(threshold, count.measured)
    yield facts.ThresholdMet(
        threshold=threshold,
        name=threshold_name(threshold),
        in_favour=count.in_favour,
        measured=count.measured,
        needed=needed,
        reached=needed is not None and count.in_favour >= needed,
        reason=count.reason,
    )


def _casting_vote(close: AtTheClose, count: MajorityCount | WeightedCount, *, equal: bool) -> Steps:
    office = close.opened.casting_vote_of
    if office is not None and isinstance(count, WeightedCount):
        yield facts.CastingVote(
            office=office,
            equal=equal,
            seat=close.with_casting_vote(),
            used=count.casting,
            refused=count.casting_refused,
        )


def _plurality(voting: Voting, close: AtTheClose, counted: ResultCounted) -> Steps:
    count, office = counted.plurality, close.opened.casting_vote_of
    if count is None:
        return
    yield facts.Plurality(count=count)
    if office is not None:
        seat, equal = close.with_casting_vote(), count.tied is not None
        refused = None if seat is None else casting_refused(close.weights.values(), seat)
        yield facts.CastingVote(
            office=office,
            equal=equal,
            seat=seat,
            used=count.casting,
            refused=refused if equal else None,
        )


def _approval(voting: Voting, close: AtTheClose, counted: ResultCounted) -> Steps:
    if counted.approval is not None:
        yield facts.Approval(count=counted.approval)


def _runoff(voting: Voting, close: AtTheClose, counted: ResultCounted) -> Steps:
    count = counted.runoff
    if count is None:
        return
    for number, held in enumerate(count.rounds, start=1):
        yield _runoff_round(count, number, held)
    yield facts.Runoff(
        received=count.received,
        blank=count.blank,
        rounds=len(count.rounds),
        winner=None if count.winner is None else OptionId(count.winner),
    )


def _runoff_round(count: RunoffCount, number: int, held: RunoffRound) -> facts.RunoffRoundHeld:
    gone = {
        each.elimination.eliminated
        for each in count.rounds[: number - 1]
        if each.elimination is not None
    }
    votes = tuple(
        OptionVotes(option=option, votes=many)
        for option, many in zip(count.options, held.votes, strict=True)
        if option not in gone
    )
    last = held.elimination is None and count.winner is not None
    return facts.RunoffRoundHeld(
        round=number,
        votes=votes,
        continuing=held.continuing,
        exhausted=held.exhausted,
        needed=held.continuing // 2 + 1,
        elimination=held.elimination,
        majority=OptionId(str(count.winner)) if last else None,
    )


def _schulze(voting: Voting, close: AtTheClose, counted: ResultCounted) -> Steps:
    count = counted.schulze
    if count is None:
        return
    options = [OptionId(each) for each in count.options]
    yield facts.Pairwise(
        received=count.received,
        blank=count.blank,
        measure=count.measure,
        pairs=tuple(
            facts.Pair(
                one=options[i],
                other=options[j],
                above=count.pairwise[i][j],
                below=count.pairwise[j][i],
            )
            for i, j in combinations(range(len(options)), 2)
        ),
    )
    winner = None if count.winner is None else OptionId(count.winner)
    if winner is not None:
        first = options.index(winner)
        for other in (number for number in range(len(options)) if number != first):
            yield facts.StrongestPath(
                winner=winner,
                other=options[other],
                there=_path(count, first, other),
                back=_path(count, other, first),
            )
    yield facts.Schulze(
        order=tuple(OptionId(each) for each in count.order),
        unbeaten=tuple(OptionId(each) for each in count.potential_winners),
        order_by_lot=count.order_by_lot,
        winner=winner,
    )


def _path(count: SchulzeCount, start: int, end: int) -> facts.Path:
    """The shortest of the strongest paths, found link by link that is strong enough."""
    strength = count.strongest[start][end]
    ways: dict[int, list[int]] = {start: []}
    reached = [start]
    while strength and end not in ways and reached:
        here = reached.pop(0)
        for there in range(len(count.options)):
            if there not in ways and _link(count, here, there) >= strength:
                ways[there] = [*ways[here], there]
                reached.append(there)
    via = ways.get(end, [])[:-1]
    return facts.Path(strength=strength, via=tuple(OptionId(count.options[n]) for n in via))


def _link(count: SchulzeCount, one: int, other: int) -> int:
    ahead, behind = count.pairwise[one][other], count.pairwise[other][one]
    if ahead <= behind:
        return 0
    return ahead if count.measure == "winning_votes" else ahead - behind


def _election(voting: Voting, close: AtTheClose, counted: ResultCounted) -> Steps:
    count, before = counted.election, voting.before
    if count is None:
        return
    rule = close.opened.options_rule
    majority = None if rule is None or rule.election is None else rule.election.majority
    earlier = 0 if before is None or before.election is None else len(before.election.rounds)
    for number, held in enumerate(count.rounds, start=1):
        measured = held.measured
        needed = None if majority is None or not measured else fewest(majority, measured)
        yield facts.ElectionRoundHeld(round=number, held=held, own=number > earlier, needed=needed)
    asked = count.next
    yield facts.Election(
        elected=tuple(OptionId(each) for each in count.elected),
        without_vote=tuple(OptionId(each) for each in count.without_vote),
        seats_left=count.seats_left,
        ended=count.ended,
        next=None if asked is None else asked.kind,
        next_candidates=None if asked is None else tuple(map(OptionId, asked.candidates)),
    )


def _consent(voting: Voting, close: AtTheClose, counted: ResultCounted) -> Steps:
    count = counted.consent
    if count is None:
        return
    known = close.arguments
    standing = []
    for argument in count.standing:
        judged = known.judged.get(argument, {})
        standing.append(
            facts.StandingArgument(
                argument=argument,
                seat=known.raised[argument].seat,
                tested=argument in known.tested,
                agreeing=sum(judged.values()),
                disagreeing=len(judged) - sum(judged.values()),
            )
        )
    rule = close.opened.consent
    yield facts.Consent(
        count=count,
        standing=tuple(standing),
        silence_is_consent=close.opened.meeting is not None,
        round=1 if rule is None else rule.round,
        max_rounds=None if rule is None else rule.max_rounds,
        fallback=None if rule is None else rule.fallback,
    )


def _lot_mattered(counted: ResultCounted) -> bool:
    counts = (
        counted.plurality,
        counted.approval,
        counted.runoff,
        counted.schulze,
        counted.election,
    )
    return any(count is not None and count.lot_mattered for count in counts)


Explain = Callable[[Voting, AtTheClose, ResultCounted], Steps]
_METHODS: Final[Sequence[Explain]] = (
    _majority,
    _plurality,
    _approval,
    _runoff,
    _schulze,
    _election,
    _consent,
)
"""Of these a count has one."""
