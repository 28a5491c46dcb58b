"""A result explained step by step from the record alone, in plain Dutch or English.

It is the recount that is explained: nothing that was computed before is trusted. Given the same
events the explanation is the same for ever, so that anybody can make it again.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from domain.decisions.effects import plans_of
from domain.events.ballots import Outcome
from domain.events.decisions import DecisionOpened
from domain.events.plans import PlanProposed, PlanRevised
from domain.events.votes import ProjectDescribed
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.evidence import VoteEvidence, evidence_for, voting_of
from projections.explaining import dutch, english, of_count, of_result, of_vote, of_voters
from projections.explaining.facts import Facts, StepName
from projections.explaining.names import Names
from projections.recount import ENDED_EARLY, Recount, recount, recount_vote
from projections.representation import both_rules_of

Language = Literal["nl", "en"]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """``step`` is a name that stays, ``sentence`` is for people, ``facts`` are the exact numbers
    and identifiers that it was made from, the same in every language."""

    step: StepName
    sentence: str
    facts: Facts


class Explanation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The steps in the order in which the rule takes them.

    It ``agrees`` if the recount comes to what was declared. ``entitlement_doubtful``: it was
    corrected after the close who was entitled; the result stays, and two steps tell both
    readings.
    """

    subject: str
    language: Language
    declared: Outcome
    agrees: bool
    entitlement_doubtful: bool
    steps: tuple[Step, ...]
    outcome: Outcome | None = None
    """By the recount; absent if what was opened cannot be counted."""


def told_by(subject: str, known: Iterable[Recorded] = ()) -> Sequence[Selector]:
    """Selectors of all that an explanation needs: like those of a recount, asked again with what
    they found."""
    known = list(known)
    found = [*evidence_for(subject, known)]
    if subject.startswith("vote:"):
        return [*found, select(ProjectDescribed, tags=[subject])]
    found.append(select(*of_result.EFFECTS, tags=[subject]))
    opened = voting_of(subject, known).opened
    if opened is not None:
        found += [select(PlanProposed, PlanRevised, tags=[plan]) for plan in plans_of(opened)]
        found.append(select(DecisionOpened, tags=[opened.case or subject]))
    return found


def explain(subject: str, events: Iterable[Recorded], language: Language) -> Explanation:
    """``events`` are those found by ``told_by``, or more, in order.

    Raise DecisionNotFound, VoteNotFound, and StillRunning before a result was declared.
    """
    known = list(events)
    own = [each.event for each in known]
    if subject.startswith("vote:"):
        evidence = VoteEvidence(subject, known)
        shared = both_rules_of(evidence)
        found = recount_vote(evidence, shared)
        assert evidence.declared is not None
        declared = evidence.declared.outcome
        steps = [*of_vote.steps(evidence, found, shared), of_result.findings(found)]
    else:
        found = recount(subject, known)
        steps = [*_of_decision(subject, known, found)]
        declared = _declared(subject, known)
    return Explanation(
        subject=subject,
        language=language,
        declared=declared,
        agrees=found.agrees,
        entitlement_doubtful=found.entitled_otherwise is not None,
        steps=tuple(_told(steps, own, language)),
        outcome=found.outcome,
    )


def _of_decision(subject: str, known: Sequence[Recorded], found: Recount) -> Iterator[Facts]:
    voting = voting_of(subject, known)
    assert voting.opened is not None
    yield from of_voters.rule(voting.opened)
    if found.counted is not None:
        yield from of_voters.voters(voting, found.counted)
        yield from of_count.choices(voting, found.counted)
    elif found.outcome in (*ENDED_EARLY, "method_objected"):
        yield from of_result.ended_early(voting)
    yield from of_result.outcome(voting, found)
    yield from of_result.effects(subject, (each.event for each in known))
    yield from of_result.doubt(voting, found)
    yield of_result.findings(found)


def _declared(subject: str, known: Sequence[Recorded]) -> Outcome:
    declared = voting_of(subject, known).declared
    assert declared is not None
    return declared.outcome


def _told(steps: Sequence[Facts], events: Sequence[Event], language: Language) -> Iterator[Step]:
    words = dutch if language == "nl" else english
    names = Names(events, words.CANDIDATE)
    for facts in steps:
        yield Step(step=facts.STEP, sentence=words.say(facts, names), facts=facts)
