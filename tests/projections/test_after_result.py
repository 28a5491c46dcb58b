"""What a decision's document says of the time after its result, and what a seat's keeps for it."""

from datetime import timedelta
from typing import Any

import pytest

from domain.decisions.aftermath import Aftermath
from domain.events.results import (
    ClaimEnded,
    ClaimNoted,
    DecisionAnnulled,
    DecisionFoundVoid,
    DecisionRatified,
    DecisionSentBack,
    DecisionSuspended,
    DecisionSuspensionLifted,
    ResultVoided,
)
from domain.events.seats import AbsenceBegan, AbsenceEnded, SeatVacated, VacancyLapsed
from domain.kernel import Event
from projections.after_result import AfterResult
from projections.board import BOARD, KEPT, holder_at
from projections.decisions import DECISIONS
from projections.replay import replay
from projections.sentences import sentence
from tests.domain.examples import EXAMPLES
from tests.residents import ADA, BEN, EAST, NEXT_YEAR, NOON, QUESTION, numbered
from tests.story import Story, a_decision

AGAIN = numbered("decision", 2)
OF: dict[str, Any] = {"decision": QUESTION}
COURT: dict[str, Any] = {"court": "Rechtbank", "case_number": "1"}
SUSPENDED = DecisionSuspended(ground="It waits.", **COURT, **OF)
LIFTED = DecisionSuspensionLifted(**COURT, **OF)
ANNULLED = DecisionAnnulled(annulled_at=NOON, **COURT, **OF)
VOID = DecisionFoundVoid(ground="Nobody was told.", passed_over=BEN, **COURT, **OF)
RATIFIED = DecisionRatified(person=BEN, **OF)
BACK = DecisionSentBack(case=QUESTION, group="All", spokesperson=BEN, ground="No.", **OF)
VOIDED = ResultVoided(voided_by=AGAIN, **OF)


def after(*events: Event) -> AfterResult:
    story = a_decision()
    for event in events:
        story.happens(event)
    found = replay(DECISIONS, story.history)[QUESTION].after
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("events", "undone_by"),
    [
        ((SUSPENDED,), {"suspension"}),
        ((SUSPENDED, LIFTED), set()),
        ((SUSPENDED, ANNULLED, LIFTED), {"annulment"}),
        ((VOID, SUSPENDED, RATIFIED), {"suspension"}),
        ((VOID, RATIFIED, VOID), {"nullity"}),
        ((SUSPENDED, LIFTED, SUSPENDED), {"suspension"}),
        ((BACK, VOIDED), {"sending_back", "re_vote"}),
    ],
)
def test_what_undoes_a_decision_is_the_same_for_the_view_and_for_the_rules(
    events: tuple[Event, ...], undone_by: set[str]
):
    aftermath = Aftermath()
    for position, event in reversed(list(enumerate(events))):
        aftermath.see(event, position)
    assert set(after(*events).undone_by) == aftermath.undone_by == undone_by


def test_claims_are_pending_until_they_end():
    noted = [
        ClaimNoted(claim=numbered("claim", n), court="Rechtbank", filed_at=NOON, **OF)  # type: ignore[arg-type]
        for n in (1, 2)
    ]
    ended = ClaimEnded(claim=noted[0].claim, ended_at=NOON, how="settled", **OF)
    assert [after(*noted).claims_pending, after(*noted, ended).claims_pending] == [2, 1]


def test_a_decision_says_what_it_follows_and_what_follows_it():
    asked: Any = {"follows": QUESTION, "follows_as": "re_vote", "case": QUESTION}
    story = a_decision().opened(AGAIN, closes_at=NEXT_YEAR, **asked)
    documents = replay(DECISIONS, story.history)
    assert documents[QUESTION].followed_by == AGAIN
    second = documents[AGAIN]
    assert (second.follows, second.follows_as, second.case) == (QUESTION, "re_vote", QUESTION)


def test_a_seat_keeps_the_term_that_a_decision_ended_as_it_may_come_again():
    of: dict[str, Any] = {"seat": EAST, "organ": "board", "holder": ADA}
    story = Story().has_a_board().passes(days=1)
    dismissed = {"vacated_at": story.now, "reason": "dismissal", "decision": QUESTION}
    story.happens(SeatVacated(**of, **dismissed))
    for _ in range(KEPT):
        story.passes(days=1).happens(AbsenceBegan(absent_from=story.now, **of))
        story.passes(days=1).happens(AbsenceEnded(absent_until=story.now, **of))
    story.happens(VacancyLapsed(lapsed_from=story.now, decision=QUESTION, **of))
    seat = replay(BOARD, story.history)[EAST]
    assert len(seat.known) <= KEPT + 3
    assert holder_at(seat, story.now) == ADA
    assert holder_at(seat, NEXT_YEAR) is None
    assert holder_at(seat, story.now - timedelta(days=1)) is None


def test_whose_word_it_is_stands_in_the_sentence():
    by_organ = DecisionSuspended(ground="It waits.", by_decision=AGAIN, **OF)
    assert "an organ" in sentence(by_organ)
    assert "Rechtbank" in sentence(SUSPENDED)
    assert all(sentence(event).endswith(".") for event in EXAMPLES)
