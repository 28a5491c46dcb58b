"""Whatever the method and the secrecy: the recount comes to the same, and finds what was bent."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from adapters.keys import Keys
from domain.decisions.options import NewOption
from domain.events.ballots import (
    BallotsOpened,
    LotDrawn,
    OpenedLine,
    ResultCounted,
    ResultDeclared,
    RollCallAnswered,
)
from domain.events.deliberation import ArgumentRaised
from domain.ids import DecisionId
from domain.kernel import Sealed
from domain.record import Recorded
from projections.recount import StillRunning
from tests.conftest import StoryClock
from tests.deliberation import happens
from tests.meetings import attends, in_session
from tests.recounting import (
    FIRST,
    SECOND,
    THIRD,
    THREE,
    explained,
    opens_next_round,
    recounted,
    same_bytes,
)
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    MACHINE,
    NORTH,
    QUESTION,
    TOMORROW,
    WEST,
    Community,
    in_memory,
    numbered,
)
from tests.story import place_of, rewritten

VOTERS = ((ADA, EAST), (BEN, WEST), (CHEN, NORTH))
RUN_OFF = DecisionId(numbered("decision", 2))
SEALED = Sealed(sealed="ab" * 32)


@pytest.fixture
async def street(clock: StoryClock, keys: Keys) -> Community:
    community = Community(in_memory(clock, keys))
    await community.is_founded()
    await community.has_a_board()
    return community


async def decided(
    street: Community, clock: StoryClock, choices: Sequence[Any], **asked: Any
) -> list[Recorded]:
    await street.opens(**asked)
    for (voter, seat), choice in zip(VOTERS, choices, strict=False):
        await street.votes(voter, seat, choice)
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    return await street.history()


AMONG_OPTIONS: dict[str, tuple[str, Any]] = {
    "plurality": ("plurality", [FIRST, SECOND, FIRST]),
    "approval": ("approval", [(FIRST, SECOND), (SECOND,), ()]),
    "instant_runoff": ("runoff", [(FIRST, SECOND), (SECOND,), (THIRD, SECOND)]),
    "schulze": ("schulze", [((FIRST,), (SECOND, THIRD)), (SECOND,), (THIRD, FIRST)]),
    "election": ("election", [(FIRST,), (FIRST,), (SECOND,)]),
}


async def chosen(street: Community, clock: StoryClock, method: str) -> list[Recorded]:
    _, choices = AMONG_OPTIONS[method]
    return await decided(street, clock, choices, method=method, options=THREE, threshold=None)


@pytest.mark.parametrize("method", AMONG_OPTIONS)
async def test_a_choice_among_options_is_counted_again(
    method: str, street: Community, clock: StoryClock
):
    await chosen(street, clock, method)
    found = await same_bytes(street)
    assert found.counted is not None
    assert getattr(found.counted, AMONG_OPTIONS[method][0]) is not None
    assert found.counted.lot is not None


@pytest.mark.parametrize("method", AMONG_OPTIONS)
async def test_another_count_another_winner_and_another_seed_are_found(
    method: str, street: Community, clock: StoryClock
):
    history = await chosen(street, clock, method)
    field, _ = AMONG_OPTIONS[method]
    place = place_of(history, ResultCounted)
    counted = _event(history, ResultCounted)
    count = getattr(counted, field)
    bent = msgspec.structs.replace(count, lot_mattered=not count.lot_mattered)
    findings = recounted(rewritten(history, place, **{field: bent})).findings
    assert findings == (f"The record's {field} is not that of the recount.",)

    declared = place_of(history, ResultDeclared)
    findings = recounted(rewritten(history, declared, chosen=(THIRD, FIRST))).findings
    assert findings == ("The options declared as chosen are not those that the rule chooses.",)

    lot = msgspec.structs.replace(counted.lot, seed="00" * 32)
    findings = recounted(rewritten(history, place, lot=lot)).findings
    assert findings == (
        "The opened ballots cannot be counted: This seed is not the one that the opening "
        "committed to.",
    )


async def test_an_order_of_the_lot_that_does_not_follow_from_its_seed_is_found(
    street: Community, clock: StoryClock
):
    history = await chosen(street, clock, "plurality")
    counted = _event(history, ResultCounted)
    assert counted.lot is not None
    turned = msgspec.structs.replace(counted.lot, order=counted.lot.order[::-1])
    bent = rewritten(history, place_of(history, ResultCounted), lot=turned)
    assert recounted(bent).findings == ("The record's lot is not that of the recount.",)


async def test_a_lot_that_was_drawn_by_hand_takes_the_place_of_the_seed(
    street: Community, clock: StoryClock
):
    asked = {"method": "plurality", "options": THREE, "threshold": None}
    person = [NewOption(person=each) for each in (ADA, BEN, CHEN)]
    await street.opens(**{**asked, "options": tuple(person)})
    await street.votes(ADA, EAST, FIRST)
    await street.votes(BEN, WEST, SECOND)
    drawn = LotDrawn(decision=QUESTION, order=(SECOND, FIRST, THIRD), witnesses=(CHEN, DEWI))
    await happens(street, drawn, CLERK)
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    found = await same_bytes(street)
    assert found.counted is not None
    assert found.counted.chosen == (SECOND,)
    assert found.counted.lot is not None
    assert found.counted.lot.by == "hand"


async def test_an_election_goes_on_in_a_second_decision_and_both_are_counted_again(
    street: Community, clock: StoryClock
):
    candidates = tuple(NewOption(person=each) for each in (ADA, BEN, CHEN))
    await decided(
        street,
        clock,
        [(FIRST,), (SECOND,), (THIRD,)],
        method="election",
        options=candidates,
        threshold=None,
    )
    found = await same_bytes(street)
    assert found.outcome == "next_round"

    closes_at = clock.now + timedelta(days=1)
    await opens_next_round(street, QUESTION, RUN_OFF, closes_at=closes_at)
    for (voter, seat), choice in zip(VOTERS, (SECOND, SECOND, FIRST), strict=True):
        await street.votes(voter, seat, (choice,), decision=RUN_OFF)
    clock.now = closes_at
    await street.closes(decision=RUN_OFF)
    await street.declares(decision=RUN_OFF)
    found = await same_bytes(street, RUN_OFF)
    assert found.counted is not None
    assert found.counted.chosen == (SECOND,)
    assert found.counted.election is not None
    assert len(found.counted.election.rounds) == 2
    assert (await same_bytes(street)).outcome == "next_round"

    history = await street.history()
    first = place_of(history, ResultCounted)
    counted = _event(history, ResultCounted)
    assert counted.election is not None
    (round_one,) = counted.election.rounds
    votes = tuple(msgspec.structs.replace(each, votes=9) for each in round_one.tally.votes)
    bent_round = msgspec.structs.replace(
        round_one, tally=msgspec.structs.replace(round_one.tally, votes=votes)
    )
    bent = msgspec.structs.replace(counted.election, rounds=(bent_round,))
    bent_history = rewritten(history, first, election=bent)
    assert not recounted(bent_history).agrees
    assert not recounted(bent_history, RUN_OFF).agrees


async def test_secret_lines_are_counted_again_and_name_nobody(street: Community, clock: StoryClock):
    history = await decided(street, clock, ["for", "for", "against"], secrecy="secret")
    found = await same_bytes(street)
    assert found.majority is not None
    assert (found.majority.in_favour, found.majority.against) == (2, 1)
    opened = _event(history, BallotsOpened)
    assert {line.ballot for line in opened.lines} == {None}


def altered(lines: Sequence[OpenedLine], **fields: Any) -> tuple[OpenedLine, ...]:
    return (msgspec.structs.replace(lines[0], **fields), *lines[1:])


NAMES_NOBODY = "A line of a secret vote names its voter or its ballot."
NO_NAME = "Lines of a secret vote bear no name, or the same."
OTHER_NUMBER = "{} lines were opened for 3 ballots that count, or they carry other labels."


@pytest.mark.parametrize(
    ("bend", "said"),
    [
        (lambda lines: lines[1:], OTHER_NUMBER.format(2)),
        (lambda lines: (*lines, OpenedLine(choice="for", line="ff")), OTHER_NUMBER.format(4)),
        (lambda lines: altered(lines, label="resident"), OTHER_NUMBER.format(3)),
        (lambda lines: altered(lines, votes=2), OTHER_NUMBER.format(3)),
        (lambda lines: altered(lines, seat=EAST), NAMES_NOBODY),
        (lambda lines: altered(lines, salt="00" * 32), NAMES_NOBODY),
        (lambda lines: altered(lines, line=lines[1].line), NO_NAME),
        (lambda lines: altered(lines, line=None), NO_NAME),
    ],
)
async def test_bent_secret_lines_are_found(
    bend: Any, said: str, street: Community, clock: StoryClock
):
    history = await decided(street, clock, ["for", "for", "against"], secrecy="secret")
    opened = _event(history, BallotsOpened)
    bent = rewritten(history, place_of(history, BallotsOpened), lines=tuple(bend(opened.lines)))
    assert said in recounted(bent).findings


async def test_too_few_for_secrecy_is_found_again_and_nothing_may_be_opened(
    street: Community, clock: StoryClock
):
    history = await decided(street, clock, ["for", "for"], secrecy="secret")
    found = await same_bytes(street)
    assert found.outcome == "too_few_for_secrecy"
    stuffed = BallotsOpened(
        decision=QUESTION, lines=(OpenedLine(choice="for", line="ab"),), part=1, parts=1
    )
    await happens(street, stuffed, MACHINE)
    assert recounted(await street.history()).findings == (
        "Ballots were opened that should not have been.",
    )
    assert not any(isinstance(each.event, BallotsOpened) for each in history)


async def called(street: Community, clock: StoryClock) -> None:
    """Ada is for and changes to against, Ben and Chen are for."""
    await in_session(street)
    await attends(street, EAST, WEST, NORTH)
    closes_at = clock.now + timedelta(hours=1)
    await street.opens(secrecy="roll_call", closes_at=closes_at)
    for voter, seat, choice in (
        (ADA, EAST, "for"),
        (BEN, WEST, "for"),
        (CHEN, NORTH, "for"),
        (ADA, EAST, "against"),
    ):
        answer = RollCallAnswered(decision=QUESTION, seat=seat, choice=choice, answered_by=voter)
        await happens(street, answer, CLERK)
    clock.now = closes_at
    await street.closes()
    await street.declares()


async def test_a_roll_call_is_counted_again(street: Community, clock: StoryClock):
    await called(street, clock)
    found = await same_bytes(street)
    assert found.majority is not None
    assert (found.majority.in_favour, found.majority.against) == (2, 1)


async def test_an_answer_after_the_close_is_found_and_counts_for_nothing(
    street: Community, clock: StoryClock
):
    await called(street, clock)
    late = RollCallAnswered(decision=QUESTION, seat=EAST, choice="for", answered_by=ADA)
    await happens(street, late, CLERK)
    found = recounted(await street.history())
    assert found.findings == (f"{EAST} answered after the close.",)
    assert found.majority is not None
    assert found.majority.against == 1


async def test_an_answer_of_somebody_else_counts_for_nothing(street: Community, clock: StoryClock):
    await called(street, clock)
    history = await street.history()
    place = next(
        r.position
        for r in history
        if isinstance(r.event, RollCallAnswered) and r.event.seat == NORTH
    )
    bent = rewritten(history, place, answered_by=DEWI)
    assert "The record says in_favour 2; the recount says 1." in recounted(bent).findings


async def test_consent_with_an_objection_that_stands_is_counted_again(
    street: Community, clock: StoryClock
):
    await street.opens(method="consent", threshold=None)
    raised = ArgumentRaised(
        argument=numbered("argument", 1),
        decision=QUESTION,
        case=QUESTION,
        kind="objection",
        seat=EAST,
        person=ADA,
        words=SEALED,
    )
    await happens(street, raised, ADA)
    for (voter, seat), choice in zip(VOTERS, ("objection", "consent", "consent"), strict=True):
        await street.votes(voter, seat, choice)
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    found = await same_bytes(street)
    assert found.outcome == "objections"
    history = await street.history()
    other = [each for each in history if not isinstance(each.event, ArgumentRaised)]
    assert recounted(other).findings == (
        "The record's consent is not that of the recount.",
        "The record's outcome is not that of the recount.",
        "Declared was objections; by the rule it is adopted.",
    )


@pytest.mark.parametrize("method", ["majority", *AMONG_OPTIONS])
async def test_while_it_is_running_nothing_is_recounted_explained_or_supposed(
    method: str, street: Community, clock: StoryClock
):
    asked = {} if method == "majority" else {"options": THREE, "threshold": None}
    await street.opens(method=method, **asked)
    for closed in (False, True):
        if closed:
            clock.now = TOMORROW
            await street.closes()
        history = await street.history()
        with pytest.raises(StillRunning):
            recounted(history)
        with pytest.raises(StillRunning):
            explained(history)


async def test_a_meeting_that_counted_and_did_not_declare_is_still_running(
    street: Community, clock: StoryClock
):
    await in_session(street)
    await attends(street, EAST, WEST)
    closes_at = clock.now + timedelta(hours=1)
    await street.opens(closes_at=closes_at)
    await street.votes(ADA, EAST, "for")
    await street.votes(BEN, WEST, "for")
    clock.now = closes_at
    await street.closes()
    await street.counts()
    assert any(isinstance(r.event, ResultCounted) for r in await street.history())
    with pytest.raises(StillRunning):
        recounted(await street.history())


def _event(history: Sequence[Recorded], kind: type[Any]) -> Any:
    found = history[place_of(history, kind) - 1].event
    assert isinstance(found, kind)
    return found
