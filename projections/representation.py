"""A neighbourhood vote by both rules: what each would fund, and whom that represents."""

from collections.abc import Sequence

import msgspec

from domain.counting.equal_shares import Kept, Shared, funded_each
from domain.events.ballots import OpenedLine
from domain.events.votes import EqualSharesRule, VoteOpened
from domain.ids import ProjectId
from domain.votes.by_shares import shares_of
from domain.votes.counting import lot_of
from domain.votes.scores import chosen
from projections.evidence import VoteEvidence
from projections.recount import revealed

STANDARD = EqualSharesRule(
    start="exact", step_cents=100, exhaustive_stop=False, fill_up=False, comparison="none"
)
"""With which Equal Shares is counted where the vote was by the greedy rule."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """``with_project`` of ``ballots`` support something of what is ``funded``. ``spent_cents`` is
    the cost of what is funded and supported; ``valued_cents`` the cost of all that a ballot
    supports of it, summed over the ballots."""

    rule: Kept
    funded: tuple[ProjectId, ...]
    ballots: int
    with_project: int
    spent_cents: int
    valued_cents: int


def both_rules_of(evidence: VoteEvidence) -> Shared | None:
    """Counted by Equal Shares, with the greedy rule beside it; None if there is nothing that
    could be counted."""
    opened, counted = evidence.opened, evidence.counted
    if opened is None or counted is None or counted.allocation is None:
        return None
    try:
        lot = lot_of(opened, revealed(counted))
        return shares_of(opened, opened.equal_shares or STANDARD, evidence.lines, lot)
    except ValueError:
        return None


def decided_by(opened: VoteOpened, shared: Shared) -> Kept:
    return "greedy" if opened.equal_shares is None else shared.kept


def figures(
    opened: VoteOpened, lines: Sequence[OpenedLine], shared: Shared
) -> tuple[Figures, Figures]:
    """By Equal Shares, and by the greedy rule."""
    ballots = [chosen(line) for line in lines]
    return (
        _figures("equal_shares", opened, ballots, shared.funded),
        _figures("greedy", opened, ballots, shared.greedy.funded),
    )


def _figures(
    rule: Kept,
    opened: VoteOpened,
    ballots: Sequence[tuple[ProjectId, ...]],
    funded: Sequence[str],
) -> Figures:
    costs = {each.project: each.cost_cents for each in opened.projects if each.project in funded}
    supported = {project for ballot in ballots for project in ballot if project in costs}
    return Figures(
        rule=rule,
        funded=tuple(ProjectId(each) for each in funded),
        ballots=len(ballots),
        with_project=sum(many > 0 for many in funded_each(ballots, costs)),
        spent_cents=sum(costs[each] for each in supported),
        valued_cents=sum(costs.get(project, 0) for ballot in ballots for project in ballot),
    )
