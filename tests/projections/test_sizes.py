"""No document grows with events, ballots or persons."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.events.results import (
    ClaimNoted,
    DecisionSuspended,
    MinorityStatementAdded,
    NoticeNoted,
    ResultChallenged,
)
from projections.base import Projection
from projections.catalogue import PROJECTIONS
from projections.replay import replay
from tests.residents import NEXT_YEAR, QUESTION, VOTE, numbered
from tests.story import Story

LARGEST_DOCUMENT = 32 * 1024
IN_SECRET = numbered("decision", 2)
RESIDENTS, SEATS, PROJECTS = 2_000, 500, 300


@pytest.fixture(scope="module")
def large() -> Story:
    """As many seats and projects as there may be, everybody approves of all, and re-votes."""
    residents = [numbered("person", number) for number in range(1_000, 1_000 + RESIDENTS)]
    seats = [numbered("seat", number) for number in range(1_000, 1_000 + SEATS)]
    projects = [numbered("project", number) for number in range(1, PROJECTS + 1)]
    story = (
        Story()
        .founded()
        .described()
        .recorded_bylaws()
        .registered(*residents)
        .established(*seats)
        .proposed()
    )
    for seat, holder in zip(seats, residents, strict=False):
        story.filled(seat, holder)
    _ask_in_secret(story, seats, residents)
    story.opened(seats=tuple(seats)).opened_vote(costs=[(p, 1_00) for p in projects])
    for _ in range(3):
        for seat, holder in zip(seats, residents, strict=False):
            story.cast(holder, "for", decision=QUESTION, seat=seat)
        for resident in residents[:20]:
            story.cast(resident, projects, vote=VOTE)
        for resident in residents[20:]:
            story.cast(resident, projects[:3], vote=VOTE)
    for resident in residents:
        story.admitted(resident)
    for _ in range(200):
        story.passes(days=2).filled(seats[0], residents[0], term_until=story.now)
    _meet(story, seats)
    _talk(story, seats)
    story.now = NEXT_YEAR - timedelta(days=1)
    story.closed(decision=IN_SECRET)
    story.declared(decision=IN_SECRET, all_seats=SEATS, in_office=SEATS)
    story.closed(decision=QUESTION).declared(decision=QUESTION, all_seats=SEATS, in_office=SEATS)
    _after_result(story, seats, residents)
    return story.closed(vote=VOTE).declared_vote()


def _ask_in_secret(story: Story, seats: list[str], residents: list[str]) -> None:
    story.opened(IN_SECRET, seats=tuple(seats), secrecy="secret")
    for seat, holder in zip(seats, residents, strict=False):
        story.cast(holder, "abstain", decision=IN_SECRET, seat=seat)


def _after_result(story: Story, seats: list[str], residents: list[str]) -> None:
    """Every seat challenges and has its long say, and everybody goes to court."""
    of: dict[str, Any] = {"decision": QUESTION}
    for number, (seat, person) in enumerate(zip(seats, residents, strict=False)):
        story.happens(ResultChallenged(seat=seat, **of))
        said: Any = {"statement": numbered("statement", number), "text": "x" * 20_000}
        story.happens(MinorityStatementAdded(seat=seat, person=person, **said, **of))
        story.happens(NoticeNoted(person=person, noticed_at=story.now, how="notice", **of))
        claim: Any = numbered("claim", number)
        story.happens(ClaimNoted(claim=claim, court="x" * 200, filed_at=story.now, **of))
        story.happens(DecisionSuspended(ground="x" * 200, court="x" * 200, **of))


def _meet(story: Story, seats: list[str]) -> None:
    """Everybody asks for the floor, and long minutes are corrected again and again."""
    story.called().placed().opened_item().agreed().opened_duty()
    for seat in seats:
        story.floor_asked(seat)
    for _ in range(100):
        story.adopted_minutes(text="x" * 20_000).corrected_minutes(text="x" * 20_000)


def _talk(story: Story, seats: list[str]) -> None:
    """All agree, and the review is as long as it may be."""
    argument, person = numbered("argument", 1), numbered("person", 1_000)
    story.argued(argument, seats[0], person).tested(argument, seats[1:])
    story.reviewed(QUESTION, text="x" * 20_000).drafted(numbered("decision", 2), text="x" * 20_000)


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda each: each.NAME)
def test_no_document_is_larger_than_32_kilobytes(projection: Projection[Any], large: Story):
    documents = replay(projection, large.history).values()
    assert max(len(msgspec.json.encode(each)) for each in documents) <= LARGEST_DOCUMENT


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda each: each.NAME)
def test_no_document_stands_in_many_lists(projection: Projection[Any], large: Story):
    documents = replay(projection, large.history).values()
    assert max(len(list(projection.index(each))) for each in documents) <= 10
