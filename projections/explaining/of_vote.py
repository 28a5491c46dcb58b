"""A neighbourhood vote: who could vote, and how the budget was divided, project by project."""

from collections.abc import Iterator

from domain.events.votes import VoteOpened
from domain.ids import BallotId
from domain.votes.secrecy import minimum_of, too_few
from projections.evidence import VoteEvidence
from projections.explaining import facts
from projections.recount import Recount


def steps(evidence: VoteEvidence, found: Recount) -> Iterator[facts.Facts]:
    opened, count = evidence.opened, found.allocation
    assert opened is not None
    yield facts.VoteRule(
        currency=opened.currency,
        budget_cents=opened.budget_cents,
        over_budget=opened.allocation.over_budget,
        group_caps=opened.allocation.group_caps,
        projects=len(opened.projects),
        effect=opened.effect,
    )
    yield facts.ElectorateFixed(
        rule=opened.electorate, entitled=opened.entitled, sha256=opened.electorate_sha256
    )
    yield _received(evidence)
    if opened.secrecy == "secret":
        yield _secrecy(opened, len(evidence.counting()))
    if count is None:
        return
    projects = {each.project: each for each in opened.projects}
    for place, each in enumerate(count.projects, start=1):
        listed = projects[each.project]
        yield facts.ProjectTaken(
            place=place,
            count=each,
            cost_cents=listed.cost_cents,
            currency=opened.currency,
            group=listed.group,
        )
    yield facts.LotUsed(mattered=count.lot_mattered, listed=opened.lot)
    yield facts.Allocated(
        currency=opened.currency,
        received=count.received,
        blank=count.blank,
        funded=found.funded or (),
        spent_cents=count.spent_cents,
        left_cents=count.left_cents,
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
