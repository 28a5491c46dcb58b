"""The auditor's recount: from the events alone, trusting nothing that was computed before."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from domain.ballots.errors import DecisionNotFound, VoteNotFound
from domain.counting.equal_shares import Shared
from domain.counting.lot import DrawnLot
from domain.counting.majority import MajorityCount
from domain.decisions.secrecy import too_few
from domain.decisions.voting import Voting
from domain.errors import RuleSaysNo
from domain.events.ballots import (
    AllocationCount,
    OpenedLine,
    Outcome,
    ResultCounted,
    ResultDeclared,
)
from domain.events.decisions import DecisionOpened
from domain.events.votes import VoteOpened
from domain.ids import OptionId, ProjectId
from domain.record import Recorded
from domain.votes.by_shares import recorded_count
from domain.votes.counting import count_vote, funded_by, lot_of
from domain.votes.secrecy import too_few as too_few_in_vote
from projections import findings
from projections.counted_again import as_recorded, count_again
from projections.doubt import EntitledOtherwise, entitled_otherwise
from projections.evidence import VoteEvidence, voting_of
from projections.findings_on_paper import about_lines_of_paper, about_papers

ENDED_EARLY = ("withdrawn", "opened_in_error", "amended", "referred")


class StillRunning(RuleSaysNo):
    """Ballots can be recounted once the result was declared."""

    code = "recount.still_running"


class Recount(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``majority`` for a decision, ``allocation`` for a neighbourhood vote: as counted again
    from the opened ballots, absent if they cannot be counted.

    It ``agrees`` if there are no ``findings``, each a sentence. ``entitled_otherwise`` is what
    was corrected after the close: the result stays, and the entitlement is doubtful.
    """

    subject: str
    agrees: bool
    findings: tuple[str, ...]
    majority: MajorityCount | None = None
    allocation: AllocationCount | None = None
    counted: ResultCounted | None = None
    """The whole count of a decision, by whatever method."""
    outcome: Outcome | None = None
    funded: tuple[ProjectId, ...] | None = None
    entitled_otherwise: tuple[EntitledOtherwise, ...] | None = None


def recount(subject: str, events: Iterable[Recorded]) -> Recount:
    """Count a decision or a neighbourhood vote again, and compare with what was declared.

    ``events`` are those found by ``evidence.evidence_for``, or more, in order.
    Raise DecisionNotFound or VoteNotFound, and StillRunning before a result was declared.
    """
    if subject.startswith("decision:"):
        return _of_decision(voting_of(subject, events))
    return recount_vote(VoteEvidence(subject, events))


def _of_decision(voting: Voting) -> Recount:
    opened = voting.opened
    if opened is None:
        raise DecisionNotFound(decision=voting.decision)
    if voting.declared is None:
        raise StillRunning(subject=voting.decision)
    if voting.objected:
        return _of_nothing(voting, "method_objected")
    if voting.declared.outcome in ENDED_EARLY:
        return _of_nothing(voting, voting.declared.outcome)
    found = findings.of_decision(voting)
    said = [*findings.about_ballots(found), *_about_lines(found, voting, opened)]
    try:
        counted = count_again(voting, as_recorded(voting))
    except ValueError as reason:
        return _uncountable(voting.decision, said, reason)
    said += _compared_counts(voting.counted, counted)
    said += _declared_otherwise(voting.declared, counted.outcome, None, counted.chosen)
    return Recount(
        subject=voting.decision,
        agrees=not said,
        findings=tuple(said),
        majority=counted.majority,
        counted=counted,
        outcome=counted.outcome,
        entitled_otherwise=tuple(entitled_otherwise(voting)) or None,
    )


def _about_lines(found: findings.Ballots, voting: Voting, opened: DecisionOpened) -> Iterator[str]:
    if opened.secrecy == "roll_call" or too_few(voting.at_the_close()):
        if found.parts:
            yield "Ballots were opened that should not have been."
        for seat in voting.answered_late:
            yield f"{seat} answered after the close."
    elif opened.secrecy == "secret":
        yield from findings.about_parts(found)
        yield from findings.about_secret_lines(found, voting)
    else:
        yield from findings.about_opening(found)
        yield from findings.about_lines(found)


def _of_nothing(voting: Voting, outcome: Outcome) -> Recount:
    """Nothing is opened, counted or adopted: after an objection to the method, or because the
    decision ended early."""
    assert voting.declared is not None
    said = list(_declared_otherwise(voting.declared, outcome, None, None))
    if voting.parts or voting.counted is not None:
        why = "somebody objected to the method" if voting.objected else f"it was {outcome}"
        said.append(f"Ballots were opened although {why}.")
    return Recount(subject=voting.decision, agrees=not said, findings=tuple(said), outcome=outcome)


def recount_vote(evidence: VoteEvidence, shared: Shared | None = None) -> Recount:
    """``shared`` is what Equal Shares counted of this evidence a moment ago, if it did."""
    opened = evidence.opened
    if opened is None:
        raise VoteNotFound(vote=evidence.subject)
    if evidence.declared is None:
        raise StillRunning(subject=evidence.subject)
    found = findings.of_vote(evidence)
    few = too_few_in_vote(opened, len(found.counting) + len(evidence.papers))
    said = [
        *findings.about_ballots(found),
        *_about_lines_of_vote(found, evidence, opened, nothing_opened=few),
        *about_papers(evidence),
        *findings.about_electorate(evidence, opened),
    ]
    counted = evidence.counted
    if few:
        return _of_too_few(evidence.declared, evidence.subject, said)
    try:
        lot = lot_of(opened, revealed(counted))
        count = _count(opened, evidence.lines, lot, shared)
    except ValueError as reason:
        return _uncountable(evidence.subject, said, reason)
    funded = funded_by(count)
    if counted is not None and counted.lot is not None and counted.lot != lot:
        said.append("The record's lot is not that of the recount.")
    said += _compared(None if counted is None else counted.allocation, count)
    said += _declared_otherwise(evidence.declared, "allocated", funded, None)
    return Recount(
        subject=evidence.subject,
        agrees=not said,
        findings=tuple(said),
        allocation=count,
        outcome="allocated",
        funded=funded,
    )


def _count(
    opened: VoteOpened, lines: Sequence[OpenedLine], lot: DrawnLot, shared: Shared | None
) -> AllocationCount:
    if shared is None or opened.equal_shares is None:
        return count_vote(opened, lines, lot)
    return recorded_count(opened, opened.equal_shares, lines, shared)


def revealed(counted: ResultCounted | None) -> str | None:
    """The seed of the lot."""
    return None if counted is None or counted.lot is None else counted.lot.seed


def _about_lines_of_vote(
    found: findings.Ballots, evidence: VoteEvidence, opened: VoteOpened, *, nothing_opened: bool
) -> Iterator[str]:
    if nothing_opened:
        if found.parts:
            yield "Ballots were opened that should not have been."
    elif opened.secrecy == "secret":
        yield from findings.about_parts(found)
        yield from findings.about_secret_lines_of_vote(found, len(evidence.papers))
    else:
        yield from findings.about_opening(found)
        yield from findings.about_lines(found)
        yield from about_lines_of_paper(evidence)


def _of_too_few(declared: ResultDeclared, vote: str, said: list[str]) -> Recount:
    """For secrecy: the box was destroyed."""
    outcome: Outcome = "too_few_for_secrecy"
    said += _declared_otherwise(declared, outcome, None, None)
    return Recount(subject=vote, agrees=not said, findings=tuple(said), outcome=outcome)


def _uncountable(subject: str, said: list[str], reason: ValueError) -> Recount:
    found = (*said, f"The opened ballots cannot be counted: {reason}")
    return Recount(subject=subject, agrees=False, findings=found)


def _compared_counts(recorded: ResultCounted | None, counted: ResultCounted) -> Iterator[str]:
    """Every part of the count. One that was recorded before a part existed has none of it."""
    if recorded is None:
        yield "No count was recorded."
        return
    for name in recorded.__struct_fields__:
        said, found = getattr(recorded, name), getattr(counted, name)
        if said == found or (said is None and recorded.outcome is None):
            continue
        if name == "majority" and said is not None and found is not None:
            yield from _compared(said, found)
        else:
            yield f"The record's {name} is not that of the recount."


def _compared(
    recorded: MajorityCount | AllocationCount | None, counted: MajorityCount | AllocationCount
) -> Iterator[str]:
    if recorded is None:
        yield "No count was recorded."
        return
    for field in recorded.__struct_fields__:
        if field != "projects" and getattr(recorded, field) != getattr(counted, field):
            yield (
                f"The record says {field} {getattr(recorded, field)}; "
                f"the recount says {getattr(counted, field)}."
            )
    if isinstance(recorded, AllocationCount) and isinstance(counted, AllocationCount):
        yield from _compared_projects(recorded, counted)


def _compared_projects(recorded: AllocationCount, counted: AllocationCount) -> Iterator[str]:
    stated = {each.project: each for each in recorded.projects}
    for each in counted.projects:
        if (said := stated.get(each.project)) is None:
            yield f"The record leaves out {each.project}, which has {each.votes} votes."
        elif said.votes != each.votes:
            yield f"The record gives {each.project} {said.votes} votes; it has {each.votes}."
        elif said != each:
            yield f"The record says {said.outcome} of {each.project}; the rule says {each.outcome}."
    if list(stated) != [each.project for each in counted.projects]:
        yield "The record lists the projects in another order than that of the allocation."


def _declared_otherwise(
    declared: ResultDeclared,
    outcome: Outcome | None,
    funded: tuple[ProjectId, ...] | None,
    chosen: tuple[OptionId, ...] | None,
) -> Iterator[str]:
    if declared.outcome != outcome:
        yield f"Declared was {declared.outcome}; by the rule it is {outcome}."
    if declared.funded != funded:
        yield "The projects declared as funded are not those that the rule funds."
    if declared.chosen != chosen:
        yield "The options declared as chosen are not those that the rule chooses."
