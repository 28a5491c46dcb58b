"""Between the close and the opening: others, the clock, and a power cut."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.clerk_process import ClerkProcess
from domain.ballots.errors import AlreadyClosed, DeadlineNotLater, OtherProposal, VotingIsClosed
from domain.ballots.extend_deadline import ExtendDeadline
from domain.errors import RoleRequired
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    DeadlineExtended,
    ResultDeclared,
    VotingClosed,
)
from domain.ids import OrganisationId
from projections.base import Projection
from projections.decisions import DECISIONS
from projections.recount import recount
from projections.replay import listed, replay
from tests.conftest import StoryClock
from tests.residents import CLERK, QUESTION, TOMORROW, Community
from tests.secrecy.interfering import InterferingLog, Killed
from tests.secrecy.scenes import QUAY, SQUARE, asks, casts, ends, lines, outcome, voter, withdraws


def clerk_of(street: Community, view: Projection[Any] = DECISIONS) -> ClerkProcess:
    """One that was started just now, and knows nothing but the record; of ``view`` it looks at
    what is due."""

    async def due(now: datetime) -> Sequence[tuple[OrganisationId, str]]:
        documents = replay(view, await street.history())
        names = {id(document): name for name, document in documents.items()}
        found = listed(view, documents, "due")
        return [(street.organisation, names[id(each)]) for each in found if each.closes_at <= now]

    return ClerkProcess(street.ports, due)


async def test_closing_succeeds_at_the_first_attempt_while_ballots_arrive(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    await asks(circle)
    at = clock()

    async def one_more() -> None:
        await casts(circle, 4, QUAY, at=at)

    for number in range(4):
        await casts(circle, number, SQUARE)
    clock.now, log.attempts = TOMORROW, []
    log.between[VotingClosed.NAME] = one_more
    await circle.closes()
    assert log.attempts == [VotingClosed.NAME, BallotCast.NAME]
    await circle.declares()
    assert len(await lines(circle)) == 5


async def test_a_ballot_that_the_close_overtakes_is_refused(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    await asks(circle)
    at = clock()
    clock.now = TOMORROW
    log.between[BallotCast.NAME] = circle.closes
    with pytest.raises(VotingIsClosed):
        await casts(circle, 0, SQUARE, at=at)
    assert not await circle.history(BallotCast)


@pytest.mark.parametrize("when", ["killed_before", "killed_after"])
@pytest.mark.parametrize("step", [VotingClosed, BallotsOpened])
async def test_after_a_crash_the_clerk_process_goes_on_by_itself_and_does_it_once(
    circle: Community, log: InterferingLog, clock: StoryClock, step: type, when: str
):
    await asks(circle)
    for number in range(5):
        await casts(circle, number, SQUARE if number else QUAY)
    clock.now = TOMORROW + timedelta(hours=3)
    setattr(log, when, step)
    with pytest.raises(Killed):
        await clerk_of(circle).once()
    opened = when == "killed_after" and step is BallotsOpened
    assert bool(await lines(circle)) == opened
    restarted = clerk_of(circle)
    for _ in range(3):
        await restarted.once()
    await clerk_of(circle).once()
    for kind in (VotingClosed, BallotsOpened, ResultDeclared):
        assert len(await circle.history(kind)) == 1
    assert await outcome(circle) == "adopted"
    assert len(await lines(circle)) == 5
    assert log.left_in(circle.organisation, QUESTION) == set()
    assert not log.has_key(circle.organisation, QUESTION)
    assert recount(QUESTION, await circle.history()).agrees


async def test_two_clerk_processes_at_once_open_it_once(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    await asks(circle)
    for number in range(5):
        await casts(circle, number, SQUARE)
    clock.now = TOMORROW
    log.between[BallotsOpened.NAME] = clerk_of(circle).once
    await clerk_of(circle).once()
    assert len(await circle.history(BallotsOpened)) == 1


async def test_what_is_withdrawn_is_gone_from_the_box_at_once(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    await asks(circle)
    await casts(circle, 0, SQUARE)
    lot = log.left_in(circle.organisation, QUESTION)
    ballot = (await circle.history(BallotCast))[-1].event
    assert isinstance(ballot, BallotCast)
    sealed = bytes.fromhex(ballot.choice.sealed)
    assert sealed in lot
    await withdraws(circle, 0)
    assert log.left_in(circle.organisation, QUESTION) == lot - {sealed}
    for number in range(1, 5):
        await casts(circle, number, QUAY)
    await ends(circle, clock)
    assert [line.choice for line in await lines(circle)] == [QUAY] * 4


async def test_a_deadline_is_extended_before_it_passes_and_never_shortened(
    circle: Community, clock: StoryClock
):
    await asks(circle)
    extended = TOMORROW + timedelta(days=1)
    with pytest.raises(RoleRequired):
        await extends(circle, extended, actor=voter(0))
    for not_later in (TOMORROW, TOMORROW - timedelta(seconds=1)):
        with pytest.raises(DeadlineNotLater):
            await extends(circle, not_later)
    await extends(circle, extended)
    clock.now = extended - timedelta(seconds=1)
    await casts(circle, 0, SQUARE)
    clock.now = extended
    with pytest.raises(VotingIsClosed):
        await extends(circle, extended + timedelta(days=1))
    assert len(await circle.history(DeadlineExtended)) == 1


async def test_extension_and_close_do_not_pass_each_other(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    """The close has the extension in its boundary; the clerk process comes back in time."""
    await asks(circle)
    later, at = TOMORROW + timedelta(days=1), clock()

    async def extension() -> None:
        await extends(circle, later, at=at)

    clock.now = TOMORROW
    log.between[VotingClosed.NAME] = extension
    process = clerk_of(circle)
    await process.once()
    assert not await circle.history(VotingClosed)
    clock.now = later
    await process.once()
    assert len(await circle.history(VotingClosed)) == 1


async def extends(street: Community, closes_at: datetime, **asked: object) -> None:
    actor = asked.pop("actor", CLERK)
    await street.does(actor, ExtendDeadline, decision=QUESTION, closes_at=closes_at, **asked)


async def test_a_ballot_counts_if_it_came_in_time_however_late_the_clerk_process_runs(
    circle: Community, clock: StoryClock
):
    await asks(circle)
    clock.now = TOMORROW - timedelta(microseconds=1)
    for number in range(4):
        await casts(circle, number, SQUARE)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await casts(circle, 4, SQUARE)
    clock.now = TOMORROW + timedelta(days=30)
    await clerk_of(circle).once()
    assert len(await lines(circle)) == 4
    with pytest.raises(AlreadyClosed):
        await circle.closes()


async def test_a_ballot_binds_itself_to_the_text_that_its_voter_read(circle: Community):
    opened = await asks(circle, "majority", text="Twelve beds and a well.")
    with pytest.raises(OtherProposal):
        await casts(circle, 0, "for", proposal="0" * 64)
    await casts(circle, 0, "for", proposal=opened.proposal)
    await casts(circle, 1, "for")
    bound = [r.event.proposal for r in await circle.history(BallotCast)]
    assert bound == [opened.proposal] * 2
