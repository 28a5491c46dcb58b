from typing import Any

import msgspec
import pytest

from domain.ballots.errors import DecisionNotFound, VoteNotFound
from domain.ballots.opening import parts
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    OpenedLine,
    ResultCounted,
    ResultDeclared,
    VotingClosed,
)
from domain.events.votes import VoteOpened
from domain.record import Recorded
from projections.recount import Recount, StillRunning, recount
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    DEWI,
    EAST,
    MURAL,
    NEXT_YEAR,
    NORTH,
    QUESTION,
    SOUTH,
    SWING,
    TOMORROW,
    VOTE,
    WEST,
    numbered,
)
from tests.story import Story, a_decision, a_vote, place_of, rewritten

BALLOT_OF_ADA = numbered("ballot", 1)


def with_lines(history: list[Recorded], change: Any) -> list[Recorded]:
    """``change`` makes other lines from the opened ones."""
    opened = history[place_of(history, BallotsOpened) - 1]
    assert isinstance(opened.event, BallotsOpened)
    return rewritten(history, opened.position, lines=tuple(change(list(opened.event.lines))))


def altered(lines: list[OpenedLine], **fields: Any) -> list[OpenedLine]:
    return [msgspec.structs.replace(lines[0], **fields), *lines[1:]]


def recounted(history: list[Recorded], subject: str = QUESTION) -> Recount:
    return recount(subject, history)


def test_a_decision_that_was_counted_well_agrees():
    found = recounted(a_decision().history)
    assert found.agrees
    assert found.findings == ()
    assert found.outcome == "adopted"
    assert found.majority is not None
    assert (found.majority.in_favour, found.majority.received) == (2, 3)


def test_a_neighbourhood_vote_that_was_counted_well_agrees():
    found = recounted(a_vote().history, VOTE)
    assert found.agrees
    assert found.funded == (SWING, BENCH)
    assert found.allocation is not None
    assert found.allocation.spent_cents == 100_00


@pytest.mark.parametrize("until", ["open", "closed"])
def test_what_is_still_running_is_not_recounted(until: str):
    story = Story().has_a_board().opened()
    story.cast(ADA, "for", decision=QUESTION, seat=EAST)
    if until == "closed":
        story.closed(decision=QUESTION)
    with pytest.raises(StillRunning):
        recounted(story.history)


def test_what_was_never_opened_is_not_found():
    with pytest.raises(DecisionNotFound):
        recount(QUESTION, a_vote().history)
    with pytest.raises(VoteNotFound):
        recount(VOTE, a_decision().history)


def test_another_choice_does_not_match_its_commitment_and_makes_another_count():
    history = with_lines(a_decision().history, lambda lines: altered(lines, choice="against"))
    assert recounted(history).findings == (
        f"The choice shown for {BALLOT_OF_ADA} does not match its commitment.",
        "The record says in_favour 2; the recount says 1.",
        "The record says against 0; the recount says 1.",
        "The record says passed True; the recount says False.",
        "The record says reason passed; the recount says not_passed.",
        "Declared was adopted; by the rule it is rejected.",
    )


@pytest.mark.parametrize("salt", ["00" * 32, "no salt", None])
def test_another_salt_does_not_match(salt: str | None):
    history = with_lines(a_decision().history, lambda lines: altered(lines, salt=salt))
    assert recounted(history).findings == (
        f"The choice shown for {BALLOT_OF_ADA} does not match its commitment.",
    )


def test_a_line_under_another_voter_is_found():
    history = with_lines(a_decision().history, lambda lines: altered(lines, seat=SOUTH))
    assert recounted(history).findings == (
        f"{BALLOT_OF_ADA} is shown under another voter than the one who cast it.",
    )


def test_a_ballot_that_was_left_out_is_found():
    found = recounted(with_lines(a_decision().history, lambda lines: lines[1:]))
    assert found.findings[0] == f"{BALLOT_OF_ADA} counts, but was not opened."
    assert "The record says in_favour 2; the recount says 1." in found.findings


def test_a_ballot_that_was_opened_twice_is_found():
    found = recounted(with_lines(a_decision().history, lambda lines: [lines[0], *lines]))
    assert found.findings[0] == f"{BALLOT_OF_ADA} was opened 2 times."
    assert found.majority is None or not found.agrees


def test_a_ballot_that_was_never_cast_is_found():
    stuffed = numbered("ballot", 99)
    history = with_lines(a_decision().history, lambda lines: altered(lines, ballot=stuffed))
    assert recounted(history).findings == (
        f"{BALLOT_OF_ADA} counts, but was not opened.",
        f"{stuffed} was opened, but does not count.",
        f"{stuffed} was opened, but never cast.",
    )


def test_a_replaced_ballot_in_the_place_of_the_latest_is_found():
    first_of_ben = numbered("ballot", 2)

    def older(lines: list[OpenedLine]) -> list[OpenedLine]:
        others = [line for line in lines if line.seat != WEST]
        (of_ben,) = (line for line in lines if line.seat == WEST)
        return [*others, msgspec.structs.replace(of_ben, ballot=first_of_ben)]

    findings = recounted(with_lines(a_decision().history, older)).findings
    assert f"{first_of_ben} was opened, but does not count." in findings


def test_an_altered_count_is_found():
    history = a_decision().history
    place = place_of(history, ResultCounted)
    counted = history[place - 1].event
    assert isinstance(counted, ResultCounted)
    assert counted.majority is not None
    other = msgspec.structs.replace(counted.majority, in_favour=3, abstained=0)
    assert recounted(rewritten(history, place, majority=other)).findings == (
        "The record says in_favour 3; the recount says 2.",
        "The record says abstained 0; the recount says 1.",
    )


def test_a_count_that_is_missing_is_found():
    history = a_decision().history
    place = place_of(history, ResultCounted)
    findings = recounted([r for r in history if r.position != place]).findings
    assert findings == ("No count was recorded.",)


def test_another_result_than_that_of_the_count_is_found():
    history = a_decision().history
    other = rewritten(history, place_of(history, ResultDeclared), outcome="rejected")
    assert recounted(other).findings == ("Declared was rejected; by the rule it is adopted.",)


def test_altered_votes_of_a_project_are_found():
    history = a_vote().history
    place = place_of(history, ResultCounted)
    counted = history[place - 1].event
    assert isinstance(counted, ResultCounted)
    assert counted.allocation is not None
    projects = tuple(
        msgspec.structs.replace(each, votes=5) if each.project == MURAL else each
        for each in counted.allocation.projects
    )
    other = msgspec.structs.replace(counted.allocation, projects=projects)
    assert recounted(rewritten(history, place, allocation=other), VOTE).findings == (
        f"The record gives {MURAL} 5 votes; it has 1.",
    )


def test_projects_in_another_order_than_that_of_the_allocation_are_found():
    history = a_vote().history
    place = place_of(history, ResultCounted)
    counted = history[place - 1].event
    assert isinstance(counted, ResultCounted)
    assert counted.allocation is not None
    other = msgspec.structs.replace(
        counted.allocation, projects=tuple(reversed(counted.allocation.projects))
    )
    assert recounted(rewritten(history, place, allocation=other), VOTE).findings == (
        "The record lists the projects in another order than that of the allocation.",
    )


def test_a_project_that_was_funded_against_the_rule_is_found():
    history = a_vote().history
    other = rewritten(history, place_of(history, ResultDeclared), funded=(SWING, BENCH, MURAL))
    assert recounted(other, VOTE).findings == (
        "The projects declared as funded are not those that the rule funds.",
    )


def test_ballots_that_name_an_unknown_project_cannot_be_counted():
    history = with_lines(
        a_vote().history, lambda lines: altered(lines, choice=(numbered("project", 9),))
    )
    found = recounted(history, VOTE)
    assert not found.agrees
    assert found.allocation is None
    assert found.findings[-1].startswith("The opened ballots cannot be counted: ")


def test_an_electorate_that_is_not_the_one_of_the_rule_is_found():
    history = a_vote().history
    place = place_of(history, VoteOpened)
    other = rewritten(history, place, entitled=5, electorate_sha256="00" * 32)
    assert recounted(other, VOTE).findings == (
        "The opening says that 5 residents were entitled; by its rule there were 4.",
        "The electorate is not the one that the opening is bound to.",
    )


def test_a_ballot_of_somebody_registered_after_the_opening_is_found():
    late = numbered("person", 50)
    story = Story().founded().registered(ADA, BEN).opened_vote().registered(late)
    ballot = story.cast(late, [BENCH], vote=VOTE)
    story.closed(vote=VOTE).declared_vote()
    assert recounted(story.history, VOTE).findings == (
        f"{ballot} was not voided although its voter was not entitled.",
        f"{ballot} was opened, but does not count.",
    )


def test_a_ballot_of_who_left_before_the_close_is_rightly_voided():
    story = Story().has_a_board().opened()
    for voter, seat in ((ADA, EAST), (BEN, WEST)):
        story.cast(voter, "for", decision=QUESTION, seat=seat)
    ballot = story.cast(CHEN, "against", decision=QUESTION, seat=NORTH)
    story.passes(hours=1).vacated(NORTH, CHEN).closed(decision=QUESTION)
    story.voided(ballot, decision=QUESTION).declared(decision=QUESTION, in_office=2)
    assert recounted(story.history).agrees


def test_a_ballot_that_was_voided_without_ground_is_found():
    story = Story().has_a_board().opened()
    for voter, seat in ((ADA, EAST), (BEN, WEST)):
        story.cast(voter, "for", decision=QUESTION, seat=seat)
    ballot = story.cast(CHEN, "against", decision=QUESTION, seat=NORTH)
    story.closed(decision=QUESTION).voided(ballot, decision=QUESTION).declared(decision=QUESTION)
    assert recounted(story.history).findings == (
        f"{ballot} was voided although its voter was entitled at the close.",
        f"{ballot} counts, but was not opened.",
        "The record says present 2; the recount says 3.",
    )
    assert place_of(story.history, BallotVoided) < place_of(story.history, BallotsOpened)


def test_what_becomes_known_after_the_close_does_not_change_who_was_entitled():
    story = Story().has_a_board().opened()
    for voter, seat in ((ADA, EAST), (BEN, WEST)):
        story.cast(voter, "for", decision=QUESTION, seat=seat)
    story.closed(decision=QUESTION)
    story.filled(SOUTH, DEWI, term_from=TOMORROW, term_until=NEXT_YEAR)
    story.vacated(EAST, ADA, at=TOMORROW)
    assert recounted(story.declared(decision=QUESTION).history).agrees


def test_a_late_ballot_that_was_let_in_is_found():
    story = Story().has_a_board().opened()
    for voter, seat in ((ADA, EAST), (BEN, WEST)):
        story.cast(voter, "for", decision=QUESTION, seat=seat)
    story.passes(days=1)
    ballot = story.cast(CHEN, "for", decision=QUESTION, seat=NORTH)
    story.closed(decision=QUESTION).declared(decision=QUESTION)
    assert recounted(story.history).findings == (
        f"{ballot} was cast after the close.",
        f"{ballot} was not voided although its voter was not entitled.",
        f"{ballot} was opened, but does not count.",
    )


def test_an_opening_with_a_part_missing_is_found():
    history = a_decision().history
    other = rewritten(history, place_of(history, BallotsOpened), parts=2)
    assert recounted(other).findings == ("Parts of the opening are missing or stand there twice.",)


def test_a_decision_without_any_ballot_agrees():
    story = Story().has_a_board().opened().closed(decision=QUESTION)
    story.declared(decision=QUESTION)
    assert recounted(story.history).outcome == "no_quorum"
    assert recounted(story.history).agrees


def test_other_decisions_and_votes_in_the_same_history_do_not_disturb():
    story = a_decision().registered(numbered("person", 60))
    other = numbered("decision", 2)
    story.opened(other, closes_at=NEXT_YEAR).cast(ADA, "against", decision=other, seat=EAST)
    story.opened_vote(closes_at=NEXT_YEAR)
    assert recounted(story.history).agrees


def test_a_result_declared_without_a_close_is_found():
    history = a_decision().history
    place = place_of(history, VotingClosed)
    assert recounted([r for r in history if r.position != place]).findings == (
        "No close was recorded.",
    )


def test_more_lines_than_fit_into_one_record_are_recounted_from_all_parts():
    residents = [numbered("person", number) for number in range(1_000, 1_700)]
    story = Story().founded().registered(*residents).opened_vote()
    for resident in residents:
        story.cast(resident, [BENCH], vote=VOTE)
    story.closed(vote=VOTE).declared_vote()
    opened = [r.event for r in story.history if isinstance(r.event, BallotsOpened)]
    cast = [r for r in story.history if isinstance(r.event, BallotCast)]
    lines = [line for part in opened for line in part.lines]
    assert len(opened) == len(parts(lines)) > 1
    assert len(cast) == len(lines)
    assert recounted(story.history, VOTE).agrees
