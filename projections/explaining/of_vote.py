"""A neighbourhood vote: who could vote, and how the budget was divided, project by project."""

from collections.abc import Iterator
from math import floor
from typing import Any

from domain.counting.equal_shares import Shared, Taken
from domain.events.ballots import AllocationCount
from domain.events.votes import EqualSharesRule, VoteOpened
from domain.ids import BallotId
from domain.votes.secrecy import minimum_of, too_few
from projections.evidence import VoteEvidence
from projections.explaining import facts
from projections.recount import Recount
from projections.representation import decided_by, figures


def steps(evidence: VoteEvidence, found: Recount, shared: Shared | None) -> Iterator[facts.Facts]:
    """``shared`` is the count by both rules, where there was anything to count."""
    opened, count = evidence.opened, found.allocation
    assert opened is not None
    yield facts.VoteRule(
        currency=opened.currency,
        budget_cents=opened.budget_cents,
        over_budget=opened.allocation.over_budget,
        group_caps=opened.allocation.group_caps,
        projects=len(opened.projects),
        effect=opened.effect,
        equal_shares=opened.equal_shares,
        form=opened.form,
        points=opened.points,
    )
    yield facts.ElectorateFixed(
        rule=opened.electorate, entitled=opened.entitled, sha256=opened.electorate_sha256
    )
    yield _received(evidence)
    if opened.secrecy == "secret":
        yield _secrecy(opened, len(evidence.counting()))
    if count is None or shared is None:
        return
    if opened.equal_shares is not None:
        yield _raised(opened, opened.equal_shares, count.received, shared)
    yield from _projects(opened, count, shared)
    yield facts.LotUsed(mattered=count.lot_mattered, listed=opened.lot)
    yield facts.Allocated(
        currency=opened.currency,
        received=count.received,
        blank=count.blank,
        funded=found.funded or (),
        spent_cents=count.spent_cents,
        left_cents=count.left_cents,
    )
    yield facts.RulesCompared(
        more_by_shares=shared.compared.by_shares,
        more_by_greedy=shared.compared.by_greedy,
        kept=decided_by(opened, shared),
    )
    yield from _represented(opened, evidence, shared)


def _raised(
    opened: VoteOpened, rule: EqualSharesRule, ballots: int, shared: Shared
) -> facts.SharesRaised:
    return facts.SharesRaised(
        currency=opened.currency,
        ballots=ballots,
        budget_cents=opened.budget_cents,
        start_cents=floor(shared.start),
        share_cents=floor(shared.share),
        step_cents=rule.step_cents,
        steps=shared.steps,
        ended=shared.ended,
        next_cents=shared.next_cents,
    )


def _projects(
    opened: VoteOpened, count: AllocationCount, shared: Shared
) -> Iterator[facts.ProjectTaken]:
    listed = {each.project: each for each in opened.projects}
    caps = {cap.group: cap.cap_cents for cap in opened.allocation.group_caps}
    by_shares = decided_by(opened, shared) == "equal_shares"
    taken = {each.project: each for each in shared.taken} if by_shares else {}
    for place, each in enumerate(count.projects, start=1):
        project = listed[each.project]
        yield facts.ProjectTaken(
            place=place,
            count=each,
            cost_cents=project.cost_cents,
            currency=opened.currency,
            budget_cents=opened.budget_cents,
            group=project.group,
            cap_cents=caps.get(project.group or ""),
            **_by_shares(taken.get(each.project)),
        )


def _by_shares(taken: Taken | None) -> dict[str, Any]:
    if taken is None:
        return {}
    if taken.paid is None:
        held = None if taken.held is None else floor(taken.held)
        return {"supporters": taken.approvals, "held_cents": held}
    bought = facts.BoughtBy(
        effective_hundredths=floor(taken.paid.effective * 100),
        most_cents=floor(taken.paid.most),
        supporters=taken.approvals,
        short=taken.paid.short,
    )
    return {"supporters": taken.approvals, "bought": bought}


def _represented(
    opened: VoteOpened, evidence: VoteEvidence, shared: Shared
) -> Iterator[facts.Represented]:
    official = decided_by(opened, shared)
    for found in figures(opened, evidence.lines, shared):
        each, rest = divmod(found.spent_cents, max(1, found.ballots))
        valued, valued_rest = divmod(found.valued_cents, max(1, found.ballots))
        yield facts.Represented(
            rule=found.rule,
            official=found.rule == official,
            currency=opened.currency,
            ballots=found.ballots,
            with_project=found.with_project,
            funded=found.funded,
            spent_cents=found.spent_cents,
            each_cents=each,
            rest_cents=rest,
            valued_cents=valued,
            valued_rest_cents=valued_rest,
        )


def _secrecy(opened: VoteOpened, ballots: int) -> facts.SecrecyKept:
    return facts.SecrecyKept(
        minimum=minimum_of(opened),
        ballots=ballots,
        fewest=ballots,
        opened=not too_few(opened, ballots),
        trackers=bool(opened.trackers),
    )


def _received(evidence: VoteEvidence) -> facts.BallotsReceived:
    counting: set[BallotId] = evidence.counting()
    cast = [ballot for ballot, _ in evidence.cast.values()]
    return facts.BallotsReceived(
        cast=len(cast),
        counted=len(counting),
        replaced=sum(each.replaces is not None for each in cast),
        withdrawn=len(evidence.withdrawn),
        voided=len(evidence.voided),
    )
