"""All that is known of one seat, in force by its own moments."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.events.seats import (
    AbsenceBegan,
    AbsenceEnded,
    HolderCarriedOver,
    HolderSuspended,
    Office,
    OfficeAssigned,
    OfficeAssignmentLapsed,
    OfficeReleased,
    SeatFilled,
    SeatFillingLapsed,
    SeatVacated,
    StandInAppointed,
    StandInEnded,
    SuspensionLifted,
    VacancyLapsed,
)
from domain.ids import PersonId
from domain.seats.corrections import Effect
from domain.seats.spans import OfficeSpan, Span, Term


class SeatHistory:
    """Spans of each sort in the order in which they were recorded."""

    def __init__(self, effects: Iterable[Effect]) -> None:
        self.terms: list[Term] = []
        self.carried_over: list[Term] = []
        self.offices: list[OfficeSpan] = []
        self.suspensions: list[Span] = []
        self.absences: list[Span] = []
        self.stand_ins: list[Span] = []
        for effect in effects:
            self._see_term(effect)
            self._see_end_of_term(effect)
            self._see_office(effect)
            self._see_hindrance(effect)
        self._succeed()

    @property
    def spans(self) -> list[Span]:
        return [
            *self.all_terms,
            *self.offices,
            *self.suspensions,
            *self.absences,
            *self.stand_ins,
        ]

    @property
    def all_terms(self) -> list[Term]:
        return [*self.terms, *self.carried_over]

    def term(self, moment: datetime) -> Term | None:
        return next((term for term in self.all_terms if term.covers(moment)), None)

    def held_throughout(self, person: PersonId, begins: datetime, moment: datetime) -> bool:
        """From then until now, in one term or in several without a gap."""
        term = self.term(begins)
        while term is not None and term.person == person:
            if term.ends is None or moment < term.ends:
                return True
            term = self.term(term.ends)
        return False

    def suspended(self, holder: PersonId, moment: datetime) -> bool:
        return any(e.person == holder and e.covers(moment) for e in self.suspensions)

    def absent(self, holder: PersonId, moment: datetime) -> bool:
        return any(e.person == holder and e.covers(moment) for e in self.absences)

    def stand_in(self, moment: datetime) -> PersonId | None:
        """Who has been appointed for that moment, whether there is a need or not."""
        return next((each.person for each in self.stand_ins if each.covers(moment)), None)

    def voter(self, moment: datetime) -> PersonId | None:
        """Who has the seat's say: the holder, or the stand-in of one who is kept from it."""
        term = self.term(moment)
        if term is None:
            return None
        if self.hindered(term.person, moment):
            return self.stand_in(moment)
        return term.person

    def tenures(self, office: Office) -> list[Span]:
        """When the seat had this office: an office lasts no longer than its holder does."""
        spans = [each for each in self.offices if each.office == office]
        return [tenure for span in spans for tenure in self.while_held(span)]

    def while_held(self, span: Span) -> list[Span]:
        """The parts of ``span`` in which its person held the seat."""
        terms = (term for term in self.all_terms if term.person == span.person)
        return [span.common(term) for term in terms if term.overlaps(span)]

    def hindered(self, holder: PersonId, moment: datetime) -> bool:
        return self.suspended(holder, moment) or self.absent(holder, moment)

    def _succeed(self) -> None:
        """Who is carried over stays only until there is a successor."""
        for carried in self.carried_over:
            for term in self.terms:
                if term.overlaps(carried):
                    carried.end(max(carried.begins, term.begins), term.made_by)

    def _see_term(self, effect: Effect) -> None:
        match effect.event:
            case SeatFilled() as event:
                self.terms.append(
                    Term(
                        person=event.holder,
                        begins=event.term_from,
                        ends=event.term_until,
                        due=event.term_until,
                        made_by=effect.positions,
                        event=effect.id,
                        serves=event.serves,
                        decision=event.decision,
                    )
                )
            case HolderCarriedOver() as event:
                self.carried_over.append(
                    Term(
                        person=event.holder,
                        begins=event.carry_over_from,
                        ends=event.carry_over_until,
                        due=event.carry_over_until,
                        made_by=effect.positions,
                        event=effect.id,
                        carried_over=True,
                    )
                )

    def _see_end_of_term(self, effect: Effect) -> None:
        match effect.event:
            case SeatVacated(holder=who, vacated_at=moment) as event:
                for term in self.all_terms:
                    if term.person == who and term.covers(moment):
                        term.end(moment, effect.positions)
                        term.left, term.left_by = event.reason, event.decision
            case SeatFillingLapsed(holder=who, lapsed_from=moment) as event:
                chosen = (term for term in self.terms if term.decision == event.decision)
                for term in chosen:
                    if term.person == who and not term.over(moment):
                        term.end(max(term.begins, moment), effect.positions)
            case VacancyLapsed() as event:
                self._restore(event, effect)

    def _restore(self, event: VacancyLapsed, effect: Effect) -> None:
        """For what is left of the term that the dismissal had ended."""
        holder, moment = event.holder, event.lapsed_from
        left = [t for t in self.terms if (t.person, t.left_by) == (holder, event.decision)]
        if left and moment < left[-1].due:
            term = left[-1]
            self.terms.append(
                Term(
                    person=holder,
                    begins=moment,
                    ends=term.due,
                    due=term.due,
                    made_by=(*term.made_by, *effect.positions),
                    event=effect.id,
                    serves="rest_of_term",
                    decision=term.decision,
                )
            )

    def _see_office(self, effect: Effect) -> None:
        match effect.event:
            case OfficeAssigned() as event:
                self.offices.append(
                    OfficeSpan(
                        person=event.holder,
                        begins=event.office_from,
                        ends=event.office_until,
                        made_by=effect.positions,
                        office=event.office,
                        decision=event.decision,
                    )
                )
            case OfficeReleased() as event:
                own = [each for each in self.offices if each.office == event.office]
                _end(own, event.holder, event.office_until, effect.positions)
            case OfficeAssignmentLapsed() as event:
                for span in self.offices:
                    if span.decision == event.decision and not span.over(event.lapsed_from):
                        span.end(max(span.begins, event.lapsed_from), effect.positions)

    def _see_hindrance(self, effect: Effect) -> None:
        made_by = effect.positions
        match effect.event:
            case HolderSuspended(holder=who, suspended_from=begins, suspended_until=ends) as event:
                self.suspensions.append(
                    Span(
                        person=who,
                        begins=begins,
                        ends=ends,
                        made_by=made_by,
                        decision=event.decision,
                    )
                )
            case SuspensionLifted(holder=who, suspended_until=ends, decision=of):
                lifted = [each for each in self.suspensions if of in (None, each.decision)]
                _end(lifted, who, ends, made_by)
            case AbsenceBegan(holder=who, absent_from=begins, absent_until=ends):
                self.absences.append(Span(person=who, begins=begins, ends=ends, made_by=made_by))
            case AbsenceEnded(holder=who, absent_until=ends):
                _end(self.absences, who, ends, made_by)
            case StandInAppointed(person=who, stands_in_from=begins, stands_in_until=ends):
                self.stand_ins.append(Span(person=who, begins=begins, ends=ends, made_by=made_by))
            case StandInEnded(person=who, stands_in_until=ends):
                _end(self.stand_ins, who, ends, made_by)


def _end(
    spans: Sequence[Span], person: PersonId, moment: datetime, made_by: tuple[int, ...]
) -> None:
    """Two of a kind may overlap: both end."""
    for span in spans:
        if span.person == person and span.covers(moment):
            span.end(moment, made_by)
