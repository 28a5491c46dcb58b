"""An outage extends the deadline for everybody; help at the table is noted without the choice."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.ballots.errors import DeadlineNotLater, VoteNotFound, VotingIsClosed
from domain.carry_out import Receipt
from domain.errors import OrganisationNotFound, RoleRequired
from domain.events.ballots import DeadlineExtended
from domain.events.voting_days import OutageRecorded, VotingHelpGiven
from domain.persons.errors import PersonNotFound
from domain.votes.errors import (
    ExtensionMissing,
    HelpForOneself,
    HelpOfOthers,
    OutageAfterDeadline,
    OutageBackwards,
    PersonNotInElectorate,
)
from domain.votes.note_voting_help import NoteVotingHelp
from domain.votes.record_outage import RecordOutage
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CLERK,
    NEXT_WEEK,
    NOON,
    STRANGER,
    TOMORROW,
    VOTE,
    Community,
    events,
    numbered,
)
from tests.voting_days import FACILITATOR, day_comes

OUTAGE = numbered("outage", 1)
AN_HOUR = timedelta(hours=1)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await day_comes(de_pijp, ADA, BEN)
    return de_pijp


async def fails(
    street: Community, closes_at: datetime | None = NEXT_WEEK, by: Any = CLERK, **asked: Any
) -> Receipt:
    """For the hour before this moment."""
    now = street.ports.clock()
    given = {"outage": OUTAGE, "vote": VOTE, "outage_from": now - AN_HOUR, "outage_until": now}
    return await street.does(by, RecordOutage, closes_at=closes_at, **{**given, **asked})


async def helps(street: Community, by: Any, resident: Any, helper: Any, **asked: Any) -> Receipt:
    given = {"vote": VOTE, "resident": resident, "helper": helper, **asked}
    return await street.does(by, NoteVotingHelp, **given)


async def test_an_outage_and_the_extension_are_one_append(street: Community, clock: StoryClock):
    assert events(await fails(street)) == [
        OutageRecorded(outage=OUTAGE, vote=VOTE, outage_from=NOON - AN_HOUR, outage_until=NOON),
        DeadlineExtended(closes_at=NEXT_WEEK, vote=VOTE),
    ]
    clock.now = TOMORROW
    await street.approves(ADA, [BENCH])


async def test_an_outage_comes_with_an_extension_that_is_one(street: Community):
    with pytest.raises(ExtensionMissing):
        await fails(street, None)
    with pytest.raises(DeadlineNotLater):
        await fails(street, TOMORROW)


async def test_a_deadline_that_passed_in_the_outage_is_not_extended(
    street: Community, clock: StoryClock
):
    clock.now = TOMORROW + AN_HOUR / 2
    with pytest.raises(OutageAfterDeadline):
        await fails(street)
    (recorded,) = events(await fails(street, None))
    assert isinstance(recorded, OutageRecorded)
    with pytest.raises(VotingIsClosed):
        await street.approves(ADA, [BENCH])


async def test_an_outage_begins_before_it_ends_and_before_it_is_recorded(street: Community):
    with pytest.raises(OutageBackwards):
        await fails(street, outage_until=NOON - AN_HOUR)
    with pytest.raises(OutageBackwards):
        await fails(street, outage_from=NOON + AN_HOUR, outage_until=TOMORROW)


async def test_only_the_clerk_records_an_outage(street: Community):
    with pytest.raises(RoleRequired):
        await fails(street, by=FACILITATOR)
    with pytest.raises(VoteNotFound):
        await fails(street, vote=numbered("vote", 9))


async def test_help_is_noted_by_who_gave_it_or_by_the_clerk(street: Community):
    given = VotingHelpGiven(vote=VOTE, resident=ADA, helper=FACILITATOR)
    assert events(await helps(street, FACILITATOR, ADA, FACILITATOR)) == [given]
    assert events(await helps(street, CLERK, ADA, FACILITATOR)) == [given]
    with pytest.raises(HelpOfOthers):
        await helps(street, BEN, ADA, FACILITATOR)
    with pytest.raises(OrganisationNotFound):
        await helps(street, STRANGER, ADA, STRANGER)


async def test_help_is_for_somebody_of_the_electorate_by_somebody_else(
    street: Community, clock: StoryClock
):
    with pytest.raises(HelpForOneself):
        await helps(street, ADA, ADA, ADA)
    with pytest.raises(PersonNotFound):
        await helps(street, CLERK, STRANGER, ADA)
    with pytest.raises(PersonNotFound):
        await helps(street, CLERK, ADA, STRANGER)
    with pytest.raises(PersonNotInElectorate):
        await helps(street, ADA, FACILITATOR, ADA)
    with pytest.raises(VoteNotFound):
        await helps(street, CLERK, ADA, BEN, vote=numbered("vote", 9))
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await helps(street, CLERK, ADA, BEN)
