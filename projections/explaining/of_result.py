"""What came of it: the outcome, its effects, and whether anything is doubtful or wrong."""

from collections.abc import Iterable, Iterator

from domain.decisions.voting import Voting
from domain.events.ballots import Outcome
from domain.events.bylaws import BylawsVersionAdopted, BylawsVersionLapsed
from domain.events.duties import DutyOpened
from domain.events.plans import PlanAdopted, PlanAdoptionLapsed
from domain.events.seats import (
    HolderSuspended,
    OfficeAssigned,
    OfficeAssignmentLapsed,
    SeatFilled,
    SeatFillingLapsed,
    SeatVacated,
    VacancyLapsed,
)
from domain.kernel import Event
from projections.doubt import counted_as_known_now
from projections.explaining import facts
from projections.recount import Recount

EFFECTS: tuple[type[Event], ...] = (
    PlanAdopted,
    PlanAdoptionLapsed,
    BylawsVersionAdopted,
    BylawsVersionLapsed,
    SeatFilled,
    SeatFillingLapsed,
    SeatVacated,
    VacancyLapsed,
    OfficeAssigned,
    OfficeAssignmentLapsed,
    HolderSuspended,
    DutyOpened,
)
"""Each carries the decision that it follows from as a tag."""


def outcome(voting: Voting, found: Recount) -> Iterator[facts.Facts]:
    declared = voting.declared
    assert declared is not None
    chosen = None if found.counted is None else found.counted.chosen
    yield facts.OutcomeFound(
        declared=declared.outcome, outcome=found.outcome, chosen=chosen or declared.chosen or ()
    )


def ended_early(voting: Voting) -> Iterator[facts.Facts]:
    declared = voting.declared
    assert declared is not None
    yield facts.EndedEarly(
        outcome=declared.outcome, ground=declared.ground, referred_to=declared.referred_to
    )


def effects(decision: str, events: Iterable[Event]) -> Iterator[facts.Facts]:
    own = (each for each in events if getattr(each, "decision", None) == decision)
    found = tuple(_effect(each) for each in own if isinstance(each, EFFECTS))
    if found:
        yield facts.Effects(effects=found)


def doubt(voting: Voting, found: Recount) -> Iterator[facts.Facts]:
    if found.entitled_otherwise is None:
        return
    assert voting.declared is not None
    yield facts.Doubtful(seats=found.entitled_otherwise)
    declared: Outcome = voting.declared.outcome
    yield facts.KnownNow(declared=declared, recount=counted_as_known_now(voting))


def findings(found: Recount) -> facts.Findings:
    return facts.Findings(agrees=found.agrees, findings=found.findings)


def _effect(event: Event) -> facts.EffectSeen:
    return facts.EffectSeen(
        event=event.NAME,
        plan=getattr(event, "plan", None),
        bylaws=getattr(event, "bylaws", None),
        seat=getattr(event, "seat", None),
        person=getattr(event, "holder", None),
        office=getattr(event, "office", None),
        duty=event.kind if isinstance(event, DutyOpened) else None,
        at=getattr(event, "due_by", None),
    )
