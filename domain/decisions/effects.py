"""What follows from an adopted decision: every effect is appended together with the result."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.counting.methods import AMONG_OPTIONS
from domain.duties.naming import duty_id
from domain.errors import RuleSaysNo
from domain.events.bylaws import BylawsVersionAdopted
from domain.events.decisions import DecisionOpened, Option, SeatToFill
from domain.events.duties import DutyOpened, OpenedDuty
from domain.events.plans import PlanAdopted, PlanAdoptionLapsed
from domain.events.seats import HolderSuspended, OfficeAssigned, SeatFilled, SeatVacated
from domain.ids import OptionId, PersonId, PlanId, SeatId
from domain.kernel import Event, Selector, select
from domain.seats.one_each import require_one_each
from domain.seats.register import SEAT_EVENTS, SeatRegister


def plans_of(opened: DecisionOpened) -> list[PlanId]:
    """Every plan that the decision may adopt."""
    own = [] if opened.plan is None else [opened.plan]
    return own + [each.plan for each in opened.options or () if each.plan is not None]


def seats_of(opened: DecisionOpened) -> list[SeatId]:
    """Every seat that the decision may fill, empty or suspend."""
    filled = [each.seat for each in opened.fills or ()]
    suspended = [] if opened.suspends is None else [opened.suspends.seat]
    return filled + suspended + ([] if opened.dismisses is None else [opened.dismisses])


def selectors(opened: DecisionOpened, seats: SeatRegister) -> Sequence[Selector]:
    """What the effects depend on; the organ of a seat is known once the seat was seen."""
    adoptions = (PlanAdopted, PlanAdoptionLapsed)
    found = [select(*adoptions, tags=[plan]) for plan in plans_of(opened)]
    for seat in seats_of(opened):
        found.append(select(*SEAT_EVENTS, tags=[seat]))
        if seat in seats.seats:
            found.append(select(*SEAT_EVENTS, tags=[f"organ:{seats.seats[seat].organ}"]))
    return found


class Effects:
    """Of one adopted decision, at the moment of its declaration.

    What has become impossible since the opening, such as a seat that somebody else took, is a
    duty to be resolved instead.
    """

    def __init__(
        self,
        opened: DecisionOpened,
        chosen: Sequence[OptionId],
        *,
        at: datetime,
        seats: SeatRegister,
        adopted: set[PlanId],
        places_taken: int = 0,
        goes_on: bool = False,
    ) -> None:
        self.opened, self.chosen, self.at = opened, chosen, at
        self.seats, self.adopted = seats, adopted
        self.places_taken = places_taken
        """Places that earlier rounds of the election have filled."""
        self.goes_on = goes_on
        """Whether further rounds follow: who was elected in this one takes a seat already."""

    def __iter__(self) -> Iterator[Event]:
        if self.opened.kind == "approval":
            return  # It lets another organ decide, and has no effect of its own.
        yield from self._seats()
        if self.goes_on:
            return
        yield from self._plans()
        yield from self._bylaws()
        yield from self._office()
        yield from self._sanctions()
        if self.opened.review_on is not None:
            yield self._duty("review", due_by=self.opened.review_on)

    def _plans(self) -> Iterator[Event]:
        plans = [self.opened.plan, *(each.plan for each in self._winners())]
        if self.opened.method in AMONG_OPTIONS:
            plans = plans[1:]
        for plan in plans:
            if plan is not None and plan not in self.adopted:
                yield PlanAdopted(plan=plan, decision=self.opened.decision)

    def _bylaws(self) -> Iterator[Event]:
        if self.opened.proposed_bylaws is not None:
            yield BylawsVersionAdopted(
                bylaws=self.opened.proposed_bylaws,
                decision=self.opened.decision,
                in_force_from=self.at if self.opened.kind == "regulations" else None,
            )

    def _seats(self) -> Iterator[Event]:
        places = (self.opened.fills or ())[self.places_taken :]
        for place, winner in zip(places, self._winners(), strict=False):
            if winner.person is None:
                continue
            filled = self._filled(place, winner.person)
            yield self._duty("resolve_effect", about=place.seat) if filled is None else filled

    def _filled(self, place: SeatToFill, person: PersonId) -> SeatFilled | None:
        seat = self.seats.seats.get(place.seat)
        if seat is None:
            return None
        filled = SeatFilled(
            seat=place.seat,
            organ=seat.organ,
            holder=person,
            term_from=place.term_from,
            term_until=place.term_until,
            filled_by="election",
            decision=self.opened.decision,
        )
        try:
            require_one_each(self.seats.with_also(filled), place.seat)
        except RuleSaysNo:
            return None
        self.seats = self.seats.with_also(filled)
        return filled

    def _office(self) -> Iterator[Event]:
        office = self.opened.office
        if office is None:
            return
        for winner in self._winners():
            held = self.seats.in_office(self.opened.organ, office.office_from)
            seat = next((s for s, holder in held.items() if holder == winner.person), None)
            if seat is None or winner.person is None:
                yield self._duty("resolve_effect", about=str(winner.option))
                continue
            yield OfficeAssigned(
                seat=seat,
                organ=self.opened.organ,
                holder=winner.person,
                office=office.office,
                office_from=office.office_from,
                office_until=office.office_until,
                decision=self.opened.decision,
            )

    def _sanctions(self) -> Iterator[Event]:
        if self.opened.dismisses is not None:
            seat = self.opened.dismisses
            holder = self.seats.holder(seat, self.at)
            if holder is not None:
                yield SeatVacated(
                    seat=seat,
                    organ=self.seats.seats[seat].organ,
                    holder=holder,
                    vacated_at=self.at,
                    reason="dismissal",
                    decision=self.opened.decision,
                )
        if self.opened.suspends is not None:
            yield from self._suspension(self.opened.suspends.seat)

    def _suspension(self, seat: SeatId) -> Iterator[Event]:
        suspends, holder = self.opened.suspends, self.seats.holder(seat, self.at)
        assert suspends is not None
        if holder is not None:
            yield HolderSuspended(
                seat=seat,
                organ=self.seats.seats[seat].organ,
                holder=holder,
                suspended_from=self.at,
                ground=suspends.ground,
                suspended_until=suspends.suspended_until,
                decision=self.opened.decision,
            )

    def _winners(self) -> list[Option]:
        listed = {each.option: each for each in self.opened.options or ()}
        return [listed[each] for each in self.chosen if each in listed]

    def _duty(
        self, kind: OpenedDuty, *, due_by: datetime | None = None, about: str = ""
    ) -> DutyOpened:
        named = (kind, self.opened.decision, about) if about else (kind, self.opened.decision)
        return DutyOpened(
            duty=duty_id(*named),
            kind=kind,
            organ=self.opened.organ,
            decision=self.opened.decision,
            due_by=due_by,
        )
