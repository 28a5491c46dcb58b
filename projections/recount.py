"""The auditor's recount: from the events alone, trusting nothing that was computed before."""

from collections.abc import Iterable, Iterator

import msgspec

from domain.ballots.errors import DecisionNotFound, VoteNotFound
from domain.counting.majority import MajorityCount
from domain.decisions.declare_result import OUTCOMES, count_decision
from domain.errors import RuleSaysNo
from domain.events.ballots import AllocationCount, Outcome
from domain.events.decisions import DecisionOpened
from domain.events.votes import VoteOpened
from domain.ids import PersonId, ProjectId, SeatId
from domain.record import Recorded
from domain.votes.declare_result import count_vote
from projections.evidence import Evidence
from projections.findings import about_ballots, about_electorate, about_lines, about_opening


class StillRunning(RuleSaysNo):
    """Ballots can be recounted once the result was declared."""

    code = "recount.still_running"


class EntitledOtherwise(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who could vote for a seat at the close: as known then, and as known now."""

    seat: SeatId
    known_then: PersonId | None = None
    known_now: PersonId | None = None


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
    outcome: Outcome | None = None
    funded: tuple[ProjectId, ...] | None = None
    entitled_otherwise: tuple[EntitledOtherwise, ...] | None = None


def recount(subject: str, events: Iterable[Recorded]) -> Recount:
    """Count a decision or a neighbourhood vote again, and compare with what was declared.

    ``events`` are those found by ``evidence.evidence_for``, or more, in order.
    Raise DecisionNotFound or VoteNotFound, and StillRunning before a result was declared.
    """
    evidence = Evidence(subject, events)
    if evidence.opened is None:
        if subject.startswith("decision:"):
            raise DecisionNotFound(decision=subject)
        raise VoteNotFound(vote=subject)
    if evidence.declared is None:
        raise StillRunning(subject=subject)
    if evidence.objected:
        return _of_nothing(evidence)
    findings = [*about_ballots(evidence), *about_opening(evidence), *about_lines(evidence)]
    if isinstance(evidence.opened, DecisionOpened):
        return _of_decision(evidence, evidence.opened, findings)
    findings += about_electorate(evidence, evidence.opened)
    return _of_vote(evidence, evidence.opened, findings)


def _of_decision(evidence: Evidence, opened: DecisionOpened, findings: list[str]) -> Recount:
    try:
        count = count_decision(
            opened,
            evidence.lines,
            in_office=len(evidence.in_office()),
            all_seats=len(evidence.seats.on_organ(opened.organ)),
            there=evidence.there(),
        )
    except ValueError as reason:
        return _uncountable(evidence, findings, reason)
    outcome = OUTCOMES[count.reason]
    findings += _compared(None if evidence.counted is None else evidence.counted.majority, count)
    findings += _declared_otherwise(evidence, outcome, None)
    return Recount(
        subject=evidence.subject,
        agrees=not findings,
        findings=tuple(findings),
        majority=count,
        outcome=outcome,
        entitled_otherwise=tuple(_entitled_otherwise(evidence)) or None,
    )


def _of_nothing(evidence: Evidence) -> Recount:
    """After an objection to the method nothing is opened, counted or adopted."""
    findings = list(_declared_otherwise(evidence, "method_objected", None))
    if evidence.parts or evidence.counted is not None:
        findings.append("Ballots were opened although somebody objected to the method.")
    return Recount(
        subject=evidence.subject,
        agrees=not findings,
        findings=tuple(findings),
        outcome="method_objected",
    )


def _entitled_otherwise(evidence: Evidence) -> Iterator[EntitledOtherwise]:
    then, now = evidence.voters(evidence.seats), evidence.voters(evidence.seats_now)
    for seat in sorted({*then, *now}):
        if then.get(seat) != now.get(seat):
            yield EntitledOtherwise(seat=seat, known_then=then.get(seat), known_now=now.get(seat))


def _of_vote(evidence: Evidence, opened: VoteOpened, findings: list[str]) -> Recount:
    choices = [line.choice for line in evidence.lines if not isinstance(line.choice, str)]
    try:
        count = count_vote(opened, choices)
    except ValueError as reason:
        return _uncountable(evidence, findings, reason)
    funded = tuple(each.project for each in count.projects if each.outcome == "funded")
    findings += _compared(None if evidence.counted is None else evidence.counted.allocation, count)
    findings += _declared_otherwise(evidence, "allocated", funded)
    return Recount(
        subject=evidence.subject,
        agrees=not findings,
        findings=tuple(findings),
        allocation=count,
        outcome="allocated",
        funded=funded,
    )


def _uncountable(evidence: Evidence, findings: list[str], reason: ValueError) -> Recount:
    said = (*findings, f"The opened ballots cannot be counted: {reason}")
    return Recount(subject=evidence.subject, agrees=False, findings=said)


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
    evidence: Evidence, outcome: Outcome, funded: tuple[ProjectId, ...] | None
) -> Iterator[str]:
    declared = evidence.declared
    assert declared is not None
    if declared.outcome != outcome:
        yield f"Declared was {declared.outcome}; by the rule it is {outcome}."
    if declared.funded != funded:
        yield "The projects declared as funded are not those that the rule funds."
