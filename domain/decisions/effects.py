"""What follows from an adopted decision: every effect is appended together with the result."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from domain.counting.methods import AMONG_OPTIONS
from domain.duties.naming import duty_id
from domain.errors import RuleSaysNo
from domain.events.bylaws import BylawsVersionAdopted
from domain.events.decisions import (
    DecisionOpened,
    HolderToSuspend,
    OfficeToFill,
    Option,
    SeatToFill,
)
from domain.events.duties import DutyOpened, OpenedDuty
from domain.events.plans import PlanAdopted
from domain.events.seats import HolderSuspended, OfficeAssigned, SeatFilled, SeatVacated
from domain.ids import DecisionId, OptionId, PersonId, PlanId, SeatId
from domain.kernel import Event, Selector, select
from domain.organisations.versions import BYLAWS_EVENTS
from domain.plans.course import ADOPTIONS
from domain.plans.evaluation import evaluation_due, evaluation_duty
from domain.seats.filling import Fillings
from domain.seats.offices import require_free
from domain.seats.register import SEAT_EVENTS, SeatRegister
from domain.seats.who_may_hold import PERSON_EVENTS


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
    found = [select(*ADOPTIONS, tags=[plan]) for plan in plans_of(opened)]
    for seat in seats_of(opened):
        found.append(select(*SEAT_EVENTS, tags=[seat]))
        if seat in seats.seats:
            found.append(select(*SEAT_EVENTS, tags=[f"organ:{seats.seats[seat].organ}"]))
    if opened.fills is None:
        return found
    candidates = [each.person for each in opened.options or () if each.person is not None]
    persons = [select(*PERSON_EVENTS, tags=[person]) for person in candidates]
    return [*found, *persons, select(*BYLAWS_EVENTS)]


def filling(place: SeatToFill, organ: str, person: PersonId, decision: DecisionId) -> SeatFilled:
    """What is asked of a seat if the decision elects this person."""
    return SeatFilled(
        seat=place.seat,
        organ=organ,
        holder=person,
        term_from=place.term_from,
        term_until=place.term_until,
        filled_by="election",
        serves=place.serves,
        decision=decision,
    )


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
        fillings: Fillings,
        adopted: set[PlanId],
        places: Mapping[str, int],
        goes_on: bool = False,
    ) -> None:
        self.opened, self.chosen, self.at = opened, chosen, at
        self.fillings, self.adopted = fillings, adopted
        self.places = places
        """The place of each winner among those to be filled, counted from 0."""
        self.goes_on = goes_on
        """Whether further rounds follow: who was elected in this one takes a seat already."""

    @property
    def seats(self) -> SeatRegister:
        return self.fillings.register

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
                yield from self._evaluation(plan)

    def _evaluation(self, plan: PlanId) -> Iterator[Event]:
        """The duty of it, where the opening or the bylaws set a time."""
        opened = self.opened
        due_by = evaluation_due(self.at, opened.evaluate_on, opened.evaluation_months)
        if due_by is not None:
            yield evaluation_duty(plan, opened.decision, due_by, organ=opened.organ)

    def _bylaws(self) -> Iterator[Event]:
        if self.opened.proposed_bylaws is not None:
            yield BylawsVersionAdopted(
                bylaws=self.opened.proposed_bylaws,
                decision=self.opened.decision,
                in_force_from=self.at if self.opened.kind == "regulations" else None,
            )

    def _seats(self) -> Iterator[Event]:
        fills = self.opened.fills or ()
        for winner in self._winners():
            number = self.places[winner.option]
            if winner.person is None or number >= len(fills):
                continue
            place = fills[number]
            filled = self._filled(place, winner.person)
            yield self._duty("resolve_effect", about=place.seat) if filled is None else filled

    def _filled(self, place: SeatToFill, person: PersonId) -> SeatFilled | None:
        """None if the clerk could not fill the seat so. Nobody holds it before they were elected:
        a round may be held after the term was to begin."""
        begins = max(place.term_from, self.at)
        if begins >= place.term_until:
            return None
        organ = self.seats.seats[place.seat].organ
        from_now = msgspec.structs.replace(place, term_from=begins)
        asked = filling(from_now, organ, person, self.opened.decision)
        try:
            filled = self.fillings.complete(asked)
        except RuleSaysNo:
            return None
        self.fillings = self.fillings.with_also(filled)
        return filled

    def _office(self) -> Iterator[Event]:
        office = self.opened.office
        if office is None:
            return
        for winner in self._winners():
            assigned = None if winner.person is None else self._assigned(office, winner.person)
            missing = self._duty("resolve_effect", about=str(winner.option))
            yield missing if assigned is None else assigned

    def _assigned(self, office: OfficeToFill, person: PersonId) -> OfficeAssigned | None:
        """None if the clerk could not assign the office so. Nobody has it before that."""
        begins = max(office.office_from, self.at)
        held = self.seats.in_office(self.opened.organ, begins)
        seat = next((seat for seat, holder in held.items() if holder == person), None)
        ended = office.office_until is not None and office.office_until <= begins
        if seat is None or ended:
            return None
        assigned = OfficeAssigned(
            seat=seat,
            organ=self.opened.organ,
            holder=person,
            office=office.office,
            office_from=begins,
            office_until=office.office_until,
            decision=self.opened.decision,
        )
        try:
            require_free(self.seats, assigned)
        except RuleSaysNo:
            return None
        return assigned

    def _sanctions(self) -> Iterator[Event]:
        dismisses, suspends = self.opened.dismisses, self.opened.suspends
        if dismisses is not None:
            holder = self._concerned(dismisses)
            yield self._left(dismisses) if holder is None else self._dismissal(dismisses, holder)
        if suspends is not None:
            holder = self._concerned(suspends.seat)
            yield (
                self._left(suspends.seat) if holder is None else self._suspension(suspends, holder)
            )

    def _concerned(self, seat: SeatId) -> PersonId | None:
        """Who holds it, if that is still somebody who was heard."""
        holder = self.seats.holder(seat, self.at)
        return holder if holder in (self.opened.concerns or ()) else None

    def _left(self, seat: SeatId) -> DutyOpened:
        return self._duty("resolve_effect", about=seat)

    def _dismissal(self, seat: SeatId, holder: PersonId) -> SeatVacated:
        return SeatVacated(
            seat=seat,
            organ=self.seats.seats[seat].organ,
            holder=holder,
            vacated_at=self.at,
            reason="dismissal",
            decision=self.opened.decision,
        )

    def _suspension(self, suspends: HolderToSuspend, holder: PersonId) -> HolderSuspended:
        return HolderSuspended(
            seat=suspends.seat,
            organ=self.seats.seats[suspends.seat].organ,
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
