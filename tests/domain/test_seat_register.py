"""Two clocks: what was known then never changes, and in which order it is read does not matter."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.events.seats import (
    AbsenceBegan,
    AbsenceEnded,
    HolderCarriedOver,
    HolderSuspended,
    OfficeAssigned,
    OfficeAssignmentLapsed,
    OfficeReleased,
    SeatEstablished,
    SeatEventAnnulled,
    SeatFilled,
    SeatFillingLapsed,
    SeatVacated,
    StandInAppointed,
    StandInEnded,
    SuspensionLifted,
    VacancyLapsed,
)
from domain.ids import EventId
from domain.kernel import Event
from domain.seats.corrections import Entry
from domain.seats.register import SEAT_EVENTS, SeatRegister
from domain.seats.terms import replaces
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
    EAST,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    QUESTION,
    TOMORROW,
    WEST,
    numbered,
)

PERSONS, SEATS = (ADA, BEN, CHEN, DEWI), (EAST, WEST)
MOMENTS = [NOON + timedelta(hours=hours) for hours in range(12)]


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Anything whatever about two seats, in any order of moments, with corrections in between."""
    entries = [
        _entry(n, SeatEstablished(kind="resident", title="A", **_of(s)))
        for n, s in enumerate(SEATS, start=1)
    ]
    for position in range(3, 3 + draw(st.integers(0, 14))):
        earlier = [entry for entry in entries if entry.position > 2]
        corrects = draw(st.sampled_from(earlier)) if earlier and draw(st.booleans()) else None
        seat = corrects.event.seat if corrects else draw(st.sampled_from(SEATS))  # type: ignore[attr-defined]
        event = draw(_events(seat, None if corrects is None else corrects.id))
        entries.append(_entry(position, event))
    return entries


def _of(seat: str) -> dict[str, Any]:
    return {"seat": seat, "organ": "board"}


def _entry(position: int, event: Event) -> Entry:
    return Entry(position, EventId(numbered("event", position)), event)


@st.composite
def _events(draw: st.DrawFn, seat: str, corrects: EventId | None) -> Event:
    begins, ends = sorted(draw(st.tuples(st.sampled_from(MOMENTS), st.sampled_from(MOMENTS))))
    who, of = draw(st.sampled_from(PERSONS)), _of(seat)
    held = {"holder": who, **of}
    filled = SeatFilled(term_from=begins, term_until=ends, corrects=corrects, **held)
    left = SeatVacated(vacated_at=begins, reason="resignation", corrects=corrects, **held)
    if corrects is not None:
        return draw(st.sampled_from([filled, left, SeatEventAnnulled(corrects=corrects, **of)]))
    open_end = draw(st.sampled_from([None, ends]))
    by_vote = {"decision": QUESTION, **held}
    chosen = OfficeAssigned(office="chair", office_from=begins, office_until=open_end, **by_vote)
    return draw(
        st.sampled_from(
            [
                filled,
                SeatFilled(term_from=begins, term_until=ends, **by_vote),
                left,
                SeatVacated(vacated_at=begins, reason="dismissal", **by_vote),
                SeatFillingLapsed(lapsed_from=begins, **by_vote),
                VacancyLapsed(lapsed_from=begins, **by_vote),
                HolderCarriedOver(carry_over_from=begins, carry_over_until=ends, **held),
                OfficeAssigned(office="chair", office_from=begins, office_until=open_end, **held),
                chosen,
                OfficeAssignmentLapsed(office="chair", lapsed_from=begins, **by_vote),
                OfficeReleased(office="chair", office_until=begins, **held),
                HolderSuspended(
                    suspended_from=begins, suspended_until=open_end, ground="9", **held
                ),
                SuspensionLifted(suspended_until=begins, **held),
                AbsenceBegan(absent_from=begins, absent_until=open_end, **held),
                AbsenceEnded(absent_until=begins, **held),
                StandInAppointed(person=who, stands_in_from=begins, stands_in_until=ends, **of),
                StandInEnded(person=who, stands_in_until=begins, **of),
            ]
        )
    )


def shown(entries: list[Entry]) -> SeatRegister:
    register = SeatRegister()
    for position, name, event in entries:
        register.see(event, position, name)
    return register


def answers(register: SeatRegister) -> list[Any]:
    """All that a rule or a view may ask, at every moment."""
    return [
        (
            register.in_office("board", moment),
            register.electorate("board", moment),
            register.counted("board", moment),
            [register.offices(seat, moment) for seat in register.on_organ("board")],
        )
        for moment in MOMENTS
    ]


every_history = settings(max_examples=250, deadline=None, derandomize=True)


@every_history
@given(entries=histories(), data=st.data())
def test_what_was_known_then_never_changes_when_later_events_arrive(
    entries: list[Entry], data: st.DataObject
):
    position = data.draw(st.integers(0, len(entries)))
    then = answers(shown(entries[:position]))
    assert answers(shown(entries).as_known_at(position)) == then


@every_history
@given(entries=histories(), data=st.data())
def test_in_which_pages_and_in_which_order_events_are_shown_does_not_matter(
    entries: list[Entry], data: st.DataObject
):
    register = SeatRegister()
    for position, name, event in data.draw(st.permutations(entries)):
        register.see(event, position, name)
        answers(register)
    assert answers(register) == answers(shown(entries))


@every_history
@given(entries=histories())
def test_nobody_votes_for_a_seat_that_is_not_counted_and_nobody_is_counted_without_a_seat(
    entries: list[Entry],
):
    register = shown(entries)
    for moment in MOMENTS:
        counted = set(register.counted("board", moment))
        assert set(register.electorate("board", moment)) <= counted
        assert counted <= set(register.in_office("board", moment))


def test_the_histories_reach_every_kind_of_event():
    found: set[type[Event]] = set()

    @every_history
    @given(entries=histories())
    def look(entries: list[Entry]) -> None:
        found.update(type(entry.event) for entry in entries)

    look()
    assert found == set(SEAT_EVENTS)


def filled(position: int, holder: str, begins: datetime = NOON, **more: Any) -> Entry:
    term = {"term_from": begins, "term_until": NEXT_YEAR}
    return _entry(position, SeatFilled(seat=EAST, organ="board", holder=holder, **term, **more))


ESTABLISHED = _entry(1, SeatEstablished(seat=EAST, organ="board", kind="resident", title="A"))


def test_who_could_vote_as_known_then_and_as_known_now():
    wrong = filled(2, ADA)
    right = filled(3, BEN, corrects=wrong.id)
    register = shown([ESTABLISHED, wrong, right])
    assert register.as_known_at(2).electorate("board", TOMORROW) == {EAST: ADA}
    assert register.electorate("board", TOMORROW) == {EAST: BEN}


def test_a_correction_stands_where_what_it_corrects_had_stood():
    """So that who left afterwards has left the corrected term too."""
    wrong = filled(2, ADA, begins=TOMORROW)
    left = {"seat": EAST, "organ": "board", "holder": ADA, "vacated_at": NEXT_WEEK}
    vacated = _entry(3, SeatVacated(reason="resignation", **left))
    right = filled(4, ADA, corrects=wrong.id)
    register = shown([ESTABLISHED, wrong, vacated, right])
    assert register.holder(EAST, NOON) == ADA
    assert register.holder(EAST, NEXT_WEEK) is None


def test_a_filling_that_lapsed_ends_the_term_of_whom_that_decision_chose():
    chosen = filled(2, ADA, decision=QUESTION)
    lapsed = {"seat": EAST, "organ": "board", "decision": QUESTION, "lapsed_from": TOMORROW}
    ended = _entry(3, SeatFillingLapsed(holder=ADA, **lapsed))
    other = _entry(3, SeatFillingLapsed(holder=BEN, **lapsed))
    assert shown([ESTABLISHED, chosen, ended]).holder(EAST, TOMORROW) is None
    assert shown([ESTABLISHED, chosen, ended]).holder(EAST, NOON) == ADA
    assert shown([ESTABLISHED, chosen, other]).holder(EAST, TOMORROW) == ADA
    assert shown([ESTABLISHED, filled(2, ADA), ended]).holder(EAST, TOMORROW) == ADA


def test_whose_filling_lapsed_is_not_replaced_but_whoever_left_early_is():
    chosen, held = filled(2, ADA, decision=QUESTION), {"holder": ADA, **_of(EAST)}
    left = SeatVacated(vacated_at=TOMORROW, reason="dismissal", **held)
    lapsed = SeatFillingLapsed(decision=QUESTION, lapsed_from=TOMORROW, **held)
    for ending, replaced in ((left, True), (lapsed, False)):
        register = shown([ESTABLISHED, chosen, _entry(3, ending)])
        assert replaces(register.history(EAST).terms, NEXT_WEEK) is replaced
