"""What a decision brought, how each of it is reversed, and how it comes again.

Nothing else is undone by itself: a duty, a later appointment, or what was built on a plan stays
until somebody decides on it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec

from domain.duties.naming import duty_id
from domain.errors import NotFound, RuleSaysNo
from domain.events.bylaws import BylawsVersionAdopted, BylawsVersionLapsed
from domain.events.duties import DutyOpened, OpenedDuty
from domain.events.plans import PlanAdopted, PlanAdoptionLapsed
from domain.events.seats import (
    HolderSuspended,
    OfficeAssigned,
    OfficeAssignmentLapsed,
    SeatFilled,
    SeatFillingLapsed,
    SeatVacated,
    SuspensionLifted,
    VacancyLapsed,
)
from domain.events.votes import VoteAnnulled
from domain.ids import DecisionId, PlanId, VoteId
from domain.kernel import Event, Selector, select
from domain.organisations.versions import BYLAWS_EVENTS, Versions
from domain.plans.course import ADOPTIONS
from domain.seats.one_each import require_one_each
from domain.seats.register import SEAT_EVENTS, SeatRegister
from domain.seats.spans import Span
from domain.seats.who_may_hold import PERSON_EVENTS, WhoMayHold

Kind = TypeVar("Kind", bound=Event)

EFFECTS: tuple[type[Event], ...] = (
    PlanAdopted,
    SeatFilled,
    OfficeAssigned,
    BylawsVersionAdopted,
    SeatVacated,
    HolderSuspended,
)
REVERSALS: tuple[type[Event], ...] = (
    PlanAdoptionLapsed,
    SeatFillingLapsed,
    OfficeAssignmentLapsed,
    BylawsVersionLapsed,
    VacancyLapsed,
    SuspensionLifted,
)
"""In the order of what they reverse. Each carries its decision as a tag, as the effects do."""


class Circumstances(NamedTuple):
    """In which effects are reversed or come again, at ``moment``."""

    moment: datetime
    organ: str
    seats: SeatRegister
    versions: Versions
    who: WhoMayHold
    adopted: frozenset[PlanId]
    annulled: frozenset[VoteId]
    """Neighbourhood votes: what they chose does not come again."""

    def with_also(self, event: Event) -> "Circumstances":
        """As they are once ``event`` is recorded."""
        if not isinstance(event, SEAT_EVENTS):
            return self
        return self._replace(seats=self.seats.with_also(event))


class Brought:
    """The effects of one decision. Events may be shown in any order."""

    def __init__(self, decision: DecisionId) -> None:
        self.decision = decision
        self._known: dict[int, tuple[Event, datetime]] = {}

    def see(self, event: Event, position: int, time: datetime) -> None:
        self._known[position] = event, time

    def selectors(self, seats: SeatRegister) -> Sequence[Selector]:
        """What else one must have seen to reverse the effects, or to bring them again."""
        found: list[Selector] = []
        for event, _ in self._in_order():
            match event:
                case PlanAdopted(plan=plan, vote=vote):
                    found.append(select(*ADOPTIONS, tags=[plan]))
                    if vote is not None:
                        found.append(select(VoteAnnulled, tags=[vote]))
                case BylawsVersionAdopted():
                    found.append(select(*BYLAWS_EVENTS))
                case SeatFilled() | OfficeAssigned() | SeatVacated() | HolderSuspended():
                    found.append(select(*SEAT_EVENTS, tags=[f"organ:{event.organ}"]))
                    found.append(select(*PERSON_EVENTS, tags=[event.holder]))
        return list(dict.fromkeys(found))

    @property
    def standing(self) -> list[Event]:
        """Those that were not reversed, or have come again."""
        return [event for event, _ in self._fold()[0].values()]

    @property
    def lapsed(self) -> list[tuple[Event, datetime]]:
        """Those that were reversed and have not come again, each with the moment of it."""
        return list(self._fold()[1].values())

    def reversals(self, now: Circumstances) -> Iterator[Event]:
        """Of every effect that stands and is not over by itself. A seat that somebody else has
        by now is a duty instead."""
        for effect in self.standing:
            if _is_over(effect, self.decision, now):
                continue
            reversal = reversal_of(effect, self.decision, now.moment)
            if isinstance(reversal, VacancyLapsed) and not _may_return(reversal, now):
                yield _duty(self.decision, reversal.seat, now)
            else:
                yield reversal

    def again(self, now: Circumstances, taken_by: DecisionId | None = None) -> Iterator[Event]:
        """Every effect that was reversed, from now on; by ``taken_by`` if that is the decision
        which took it anew. What has become impossible is a duty instead."""
        decision = taken_by or self.decision
        for effect, lapsed_at in self.lapsed:
            back = _again(effect, lapsed_at, now)
            if isinstance(back, _Impossible):
                yield _duty(decision, _subject(effect), now)
            elif back is not None:
                back = msgspec.structs.replace(back, decision=decision)
                now = now.with_also(back)
                yield back

    def _fold(
        self,
    ) -> tuple[dict[str, tuple[Event, datetime]], dict[str, tuple[Event, datetime]]]:
        stands: dict[str, tuple[Event, datetime]] = {}
        lapsed: dict[str, tuple[Event, datetime]] = {}
        for event, time in self._in_order():
            if isinstance(event, EFFECTS):
                lapsed.pop(_key(event), None)
                stands[_key(event)] = event, time
            elif (effect := stands.pop(_key(event), None)) is not None:
                lapsed[_key(event)] = effect[0], time
        return stands, lapsed

    def _in_order(self) -> list[tuple[Event, datetime]]:
        return [self._known[position] for position in sorted(self._known)]


def reversal_of(effect: Event, decision: DecisionId, moment: datetime) -> Event:
    match effect:
        case PlanAdopted(plan=plan):
            return PlanAdoptionLapsed(plan=plan, decision=decision)
        case BylawsVersionAdopted(bylaws=bylaws):
            return BylawsVersionLapsed(bylaws=bylaws, decision=decision, lapsed_from=moment)
        case HolderSuspended(seat=seat, organ=organ, holder=holder):
            return SuspensionLifted(
                seat=seat, organ=organ, holder=holder, suspended_until=moment, decision=decision
            )
        case OfficeAssigned(seat=seat, organ=organ, holder=holder, office=office):
            return OfficeAssignmentLapsed(
                seat=seat,
                organ=organ,
                holder=holder,
                office=office,
                decision=decision,
                lapsed_from=moment,
            )
        case SeatFilled(seat=seat, organ=organ, holder=holder):
            lapses: type[SeatFillingLapsed | VacancyLapsed] = SeatFillingLapsed
        case SeatVacated(seat=seat, organ=organ, holder=holder):
            lapses = VacancyLapsed
        case _:
            raise TypeError(f"{effect.NAME} is no effect of a decision")
    return lapses(seat=seat, organ=organ, holder=holder, decision=decision, lapsed_from=moment)


def _is_over(effect: Event, decision: DecisionId, now: Circumstances) -> bool:
    """Somebody left whom it had chosen, or its time has run out."""
    match effect:
        case SeatFilled(seat=seat, holder=holder):
            spans: Sequence[Span] = now.seats.history(seat).terms
        case OfficeAssigned(seat=seat, holder=holder):
            spans = now.seats.history(seat).offices
        case HolderSuspended(seat=seat, holder=holder):
            spans = now.seats.history(seat).suspensions
        case SeatVacated(seat=seat):
            left = [t for t in now.seats.history(seat).terms if t.left_by == decision]
            return all(term.due <= now.moment for term in left)
        case _:
            return False
    own = [each for each in spans if (each.decision, each.person) == (decision, holder)]
    return all(span.over(now.moment) for span in own)


class _Impossible(NamedTuple):
    """In the place of an effect that cannot come again."""


def _again(effect: Event, lapsed_at: datetime, now: Circumstances) -> Event | _Impossible | None:
    """None if its time is over, or if it came about by other means."""
    match effect:
        case PlanAdopted(plan=plan, vote=vote):
            return None if plan in now.adopted or vote in now.annulled else effect
        case BylawsVersionAdopted():
            return _bylaws_again(effect, lapsed_at, now)
        case SeatFilled():
            return _filled_again(effect, now)
        case OfficeAssigned():
            return _assigned_again(effect, now)
        case SeatVacated(seat=seat, holder=holder):
            gone = now.seats.holder(seat, now.moment) != holder
            return None if gone else _from(effect, vacated_at=now.moment)
        case HolderSuspended(seat=seat, holder=holder, suspended_until=until):
            over = until is not None and until <= now.moment
            gone = now.seats.holder(seat, now.moment) != holder
            return None if over or gone else _from(effect, suspended_from=now.moment)
    raise TypeError(f"{effect.NAME} is no effect of a decision")


def _bylaws_again(
    effect: BylawsVersionAdopted, lapsed_at: datetime, now: Circumstances
) -> Event | _Impossible:
    """In force at once if it had been in force already. What came into force meanwhile stays."""
    in_force = now.versions.in_force(now.moment)
    assert in_force is not None
    assert in_force.in_force_from is not None
    if in_force.in_force_from >= lapsed_at or now.versions.awaiting_deed() is not None:
        return _Impossible()
    before = now.versions.known[effect.bylaws].in_force_from
    return _from(effect, in_force_from=None if before is None else now.moment)


def _filled_again(effect: SeatFilled, now: Circumstances) -> Event | _Impossible | None:
    if effect.term_until <= now.moment:
        return None
    back = _from(effect, term_from=max(effect.term_from, now.moment), corrects=None)
    return back if _may_return(back, now) else _Impossible()


def _assigned_again(effect: OfficeAssigned, now: Circumstances) -> Event | _Impossible | None:
    """Unless the seat has another holder now, or somebody else the office."""
    if effect.office_until is not None and effect.office_until <= now.moment:
        return None
    begins = max(effect.office_from, now.moment)
    others = [s for s in now.seats.on_organ(effect.organ) if s != effect.seat]
    taken = any(effect.office in now.seats.offices(seat, begins) for seat in others)
    if taken or now.seats.holder(effect.seat, begins) != effect.holder:
        return _Impossible()
    return _from(effect, office_from=begins)


def _from(effect: Kind, **moments: datetime | None) -> Kind:
    return msgspec.structs.replace(effect, **moments)


def _may_return(event: SeatFilled | VacancyLapsed, now: Circumstances) -> bool:
    """Nobody else has the seat, its holder no other one, and they may still hold it."""
    after = now.seats.with_also(event)
    term = next(t for t in reversed(after.history(event.seat).terms) if t.person == event.holder)
    try:
        now.who.require(after.seats[event.seat], event.holder, term.begins, term.due)
        require_one_each(after, event.seat)
    except (RuleSaysNo, NotFound):
        return False
    return True


def _duty(decision: DecisionId, about: str, now: Circumstances) -> DutyOpened:
    kind: OpenedDuty = "resolve_effect"
    return DutyOpened(
        duty=duty_id(kind, decision, about, now.moment.isoformat()),
        kind=kind,
        organ=now.organ,
        decision=decision,
    )


def _subject(event: Event) -> str:
    return next(iter(event.tags))


def _key(event: Event) -> str:
    """The same for an effect and its reversal."""
    of = EFFECTS if isinstance(event, EFFECTS) else REVERSALS
    office: str = getattr(event, "office", "")
    return f"{of.index(type(event))} {_subject(event)} {office}"
