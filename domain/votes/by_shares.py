"""A neighbourhood vote counted by Equal Shares, with the greedy rule beside it."""

from collections.abc import Iterator, Mapping, Sequence

from domain.counting.equal_shares import EqualShares, Shared, equal_shares
from domain.counting.lot import DrawnLot
from domain.events.ballots import AllocationCount, OpenedLine, ProjectCount, SharesCount
from domain.events.votes import EqualSharesRule, VoteOpened
from domain.ids import ProjectId
from domain.votes.scores import candidates, chosen, greedy_of, votes_for


def shares_of(
    opened: VoteOpened, rule: EqualSharesRule, lines: Sequence[OpenedLine], lot: DrawnLot
) -> Shared:
    """Whom a ballot ranks, or gives points to, it supports.

    ValueError if what was opened cannot be counted so.
    """
    return equal_shares(
        candidates(opened, lot),
        [chosen(line) for line in lines],
        _rule(opened, rule),
        votes_for(opened, lines),
    )


def count_by_shares(
    opened: VoteOpened, rule: EqualSharesRule, lines: Sequence[OpenedLine], lot: DrawnLot
) -> AllocationCount:
    """The count of the rule that is kept. ValueError as above."""
    return recorded_count(opened, rule, lines, shares_of(opened, rule, lines, lot))


def recorded_count(
    opened: VoteOpened, rule: EqualSharesRule, lines: Sequence[OpenedLine], shared: Shared
) -> AllocationCount:
    """What the record says of it."""
    votes = votes_for(opened, lines)
    by_shares = shared.kept == "equal_shares"
    projects = _by_shares(shared, votes) if by_shares else _by_greedy(shared, votes)
    compared = rule.comparison != "none"
    return AllocationCount(
        received=len(lines),
        blank=sum(not line.choice for line in lines),
        projects=tuple(projects),
        spent_cents=shared.spent_cents if by_shares else shared.greedy.spent_cents,
        left_cents=shared.left_cents if by_shares else shared.greedy.left_cents,
        lot_mattered=shared.lot_mattered,
        shares=SharesCount(
            steps=shared.steps,
            ended=shared.ended,
            kept=shared.kept,
            more_by_shares=shared.compared.by_shares if compared else None,
            more_by_greedy=shared.compared.by_greedy if compared else None,
        ),
    )


def _rule(opened: VoteOpened, rule: EqualSharesRule) -> EqualShares:
    least = rule.minimum_vote_share
    return EqualShares(
        beside=greedy_of(opened),
        start=rule.start,
        step_cents=rule.step_cents,
        exhaustive_stop=rule.exhaustive_stop,
        fill_up=rule.fill_up,
        comparison=rule.comparison,
        minimum_vote_share=(0, 1) if least is None else (least.numerator, least.denominator),
    )


def _by_shares(shared: Shared, votes: Mapping[str, int]) -> Iterator[ProjectCount]:
    for each in shared.taken:
        yield ProjectCount(
            project=ProjectId(each.project),
            votes=votes[each.project],
            outcome=each.outcome,
            left_cents=each.left_cents,
            filled_up=each.filled_up or None,
            by_other_rule=each.project in shared.greedy.funded or None,
        )


def _by_greedy(shared: Shared, votes: Mapping[str, int]) -> Iterator[ProjectCount]:
    """Those that the count did not come to keep what bars them from either rule."""
    for step in shared.greedy.steps:
        yield ProjectCount(
            project=ProjectId(step.project),
            votes=step.votes,
            outcome=step.outcome,
            left_cents=step.left_cents,
            by_other_rule=step.project in shared.funded or None,
        )
    reached = {step.project for step in shared.greedy.steps}
    outcomes = {each.project: each.outcome for each in shared.taken}
    for project in votes:
        if project not in reached:
            barred = outcomes[project] == "below_minimum_share"
            yield ProjectCount(
                project=ProjectId(project),
                votes=votes[project],
                outcome="below_minimum_share" if barred else None,
                by_other_rule=project in shared.funded or None,
            )
