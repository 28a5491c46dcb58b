"""Paper: given out, entered by two people or three, and counted as every ballot is."""

import pytest

from adapters.keys import Keys
from domain.ballots.errors import (
    AlreadyDeclared,
    BallotUnreadable,
    OutsideLimits,
    ProjectTwice,
    UnknownProject,
    VoteNotFound,
    VotingIsClosed,
)
from domain.counting.approval import BallotLimits
from domain.errors import OrganisationNotFound, RoleRequired
from domain.events.ballots import BallotCast, BallotsOpened, BallotVoided, ResultCounted
from domain.events.voting_days import PaperBallotEntered, PaperBallotIssued
from domain.persons.errors import PersonNotFound
from domain.votes.errors import (
    EnteredBySamePerson,
    EntryComplete,
    EntryIncomplete,
    MoreThanIssued,
    NoPaper,
    PersonNotInElectorate,
    VotesOnPaper,
)
from domain.votes.issue_paper_ballot import IssuePaperBallot
from projections.recount import recount
from tests.conftest import StoryClock
from tests.projections.found import found_for
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DEWI,
    MURAL,
    STRANGER,
    SWING,
    VOTE,
    Community,
    events,
    in_memory,
    numbered,
)
from tests.secrecy.interfering import InterferingLog
from tests.voting_days import (
    FACILITATOR,
    SECOND,
    THIRD,
    day_comes,
    day_ends,
    enters,
    gives_paper,
    reads_paper,
    withdraws,
)


@pytest.fixture
def log() -> InterferingLog:
    return InterferingLog()


@pytest.fixture
async def street(clock: StoryClock, keys: Keys, log: InterferingLog) -> Community:
    community = Community(in_memory(clock, keys, log))
    await community.is_founded()
    await day_comes(community, ADA, BEN, CHEN, DEWI, secrecy="open")
    return community


async def counted(street: Community, clock: StoryClock) -> ResultCounted:
    """And a recount agrees."""
    await day_ends(street, clock)
    (found,) = [recorded.event for recorded in await street.history(ResultCounted)]
    assert isinstance(found, ResultCounted)
    assert recount(VOTE, found_for(VOTE, await street.history())).findings == ()
    return found


async def test_paper_ends_voting_online_and_voids_what_was_cast(
    street: Community, log: InterferingLog
):
    (ballot,) = events(await street.approves(ADA, [BENCH]))
    assert isinstance(ballot, BallotCast)
    assert events(await gives_paper(street, ADA)) == [
        PaperBallotIssued(vote=VOTE, resident=ADA, number=1),
        BallotVoided(ballot=ballot.ballot, vote=VOTE, resident=ADA, ground="paper_issued"),
    ]
    assert bytes.fromhex(ballot.choice.sealed) not in log.left_in(street.organisation, VOTE)
    for late in (street.approves(ADA, [BENCH]), withdraws(street, ADA), gives_paper(street, ADA)):
        with pytest.raises(VotesOnPaper):
            await late


async def test_papers_that_are_out_are_numbered(street: Community):
    for person in (ADA, BEN, CHEN):
        await gives_paper(street, person)
    issued = [recorded.event for recorded in await street.history(PaperBallotIssued)]
    assert [each.number for each in issued] == [1, 2, 3]  # type: ignore[attr-defined]


async def test_who_is_given_paper(street: Community, clock: StoryClock):
    with pytest.raises(RoleRequired):
        await street.does(ADA, IssuePaperBallot, vote=VOTE, resident=ADA)
    with pytest.raises(PersonNotFound):
        await gives_paper(street, STRANGER)
    with pytest.raises(PersonNotInElectorate):
        await gives_paper(street, FACILITATOR)
    with pytest.raises(VoteNotFound):
        await gives_paper(street, ADA, vote=numbered("vote", 9))
    online = numbered("vote", 2)
    projects = tuple(numbered("project", number) for number in (7, 8, 9))
    await street.opens_vote(vote=online, project_ids=projects)
    with pytest.raises(NoPaper):
        await gives_paper(street, ADA, vote=online)
    with pytest.raises(NoPaper):
        await enters(street, CLERK, 1, (), vote=online)
    clock.pass_by(days=2)
    with pytest.raises(VotingIsClosed):
        await gives_paper(street, ADA)


async def test_two_people_enter_each_paper(street: Community):
    await gives_paper(street, ADA)
    first = await enters(street, CLERK, 71, (BENCH, SWING))
    assert (first.entry, first.serials, first.agrees) == (1, 1, None)
    with pytest.raises(EnteredBySamePerson):
        await enters(street, CLERK, 71, (BENCH, SWING))
    second = await enters(street, FACILITATOR, 71, (SWING, BENCH))
    assert (second.entry, second.serials, second.agrees) == (2, 1, True)
    with pytest.raises(EntryComplete):
        await enters(street, SECOND, 71, (BENCH,))


async def test_a_third_person_enters_where_two_disagree(street: Community):
    await gives_paper(street, ADA)
    await enters(street, CLERK, 71, (BENCH,))
    assert (await enters(street, FACILITATOR, 71, None)).agrees is False
    for again in (CLERK, FACILITATOR):
        with pytest.raises(EnteredBySamePerson):
            await enters(street, again, 71, (BENCH,))
    third = await enters(street, SECOND, 71, (BENCH,))
    assert (third.entry, third.agrees) == (3, None)
    with pytest.raises(EntryComplete):
        await enters(street, THIRD, 71, (BENCH,))


async def test_no_more_papers_are_entered_than_were_issued(street: Community):
    with pytest.raises(MoreThanIssued):
        await enters(street, CLERK, 1, (BENCH,))
    await gives_paper(street, ADA)
    await enters(street, CLERK, 900, (BENCH,))
    with pytest.raises(MoreThanIssued):
        await enters(street, CLERK, 901, (BENCH,))
    await gives_paper(street, BEN)
    assert (await enters(street, CLERK, 901, (BENCH,))).serials == 2
    await enters(street, FACILITATOR, 900, (BENCH,))
    with pytest.raises(MoreThanIssued):
        await enters(street, CLERK, 902, (BENCH,))


async def test_who_enters_papers(street: Community):
    await gives_paper(street, ADA)
    with pytest.raises(RoleRequired):
        await enters(street, ADA, 1, ())
    with pytest.raises(OrganisationNotFound):
        await enters(street, STRANGER, 1, ())
    with pytest.raises(VoteNotFound):
        await enters(street, CLERK, 1, (), vote=numbered("vote", 9))


async def test_what_is_entered_is_a_ballot_of_this_vote(de_pijp: Community):
    limits = BallotLimits(max_length=1)
    await day_comes(de_pijp, ADA, limits=limits, secrecy="open")
    await gives_paper(de_pijp, ADA)
    with pytest.raises(UnknownProject):
        await enters(de_pijp, CLERK, 1, (numbered("project", 9),))
    with pytest.raises(ProjectTwice):
        await enters(de_pijp, CLERK, 1, (BENCH, BENCH))
    with pytest.raises(OutsideLimits):
        await enters(de_pijp, CLERK, 1, (BENCH, SWING))
    await enters(de_pijp, CLERK, 1, None)


async def test_papers_are_entered_after_the_close_until_the_declaration(
    street: Community, clock: StoryClock
):
    await gives_paper(street, ADA)
    await gives_paper(street, BEN)
    clock.pass_by(days=2)
    await street.closes(vote=VOTE)
    await reads_paper(street, 1, (BENCH,), (BENCH,))
    await street.declares_vote(CLERK)
    with pytest.raises(AlreadyDeclared):
        await enters(street, CLERK, 2, (BENCH,))


async def test_paper_is_counted_as_every_ballot_is(street: Community, clock: StoryClock):
    """One paper was never brought back."""
    for person in (ADA, BEN, CHEN):
        await gives_paper(street, person)
    await street.approves(DEWI, [BENCH])
    await reads_paper(street, 1, (BENCH, SWING), (BENCH, SWING))
    await reads_paper(street, 2, (SWING,), (MURAL,), (SWING,))
    result = await counted(street, clock)
    assert result.allocation is not None
    assert (result.allocation.received, result.allocation.invalid) == (3, 0)
    assert {each.project: each.votes for each in result.allocation.projects} == {
        BENCH: 2,
        SWING: 2,
        MURAL: 0,
    }


async def test_an_invalid_paper_is_received_and_counts_in_nothing(
    street: Community, clock: StoryClock
):
    for person in (ADA, BEN, CHEN):
        await gives_paper(street, person)
    await reads_paper(street, 1, None, None)
    await reads_paper(street, 2, (), ())
    await reads_paper(street, 3, (BENCH,), (MURAL,), (SWING,))
    result = await counted(street, clock)
    assert result.allocation is not None
    count = result.allocation
    assert (count.received, count.blank, count.invalid) == (3, 1, 2)
    assert all(each.votes == 0 for each in count.projects)


async def test_open_lines_of_paper_have_a_serial_number_and_no_voter(
    street: Community, clock: StoryClock
):
    await gives_paper(street, ADA)
    await street.approves(BEN, [SWING])
    await reads_paper(street, 17, (BENCH,), (SWING,), (SWING,))
    await counted(street, clock)
    (opened,) = [recorded.event for recorded in await street.history(BallotsOpened)]
    assert isinstance(opened, BallotsOpened)
    online, paper = opened.lines
    assert (online.resident, online.serial) == (BEN, None)
    assert (paper.choice, paper.serial, paper.resident, paper.ballot) == ((SWING,), 17, None, None)
    assert paper.salt is not None


async def test_a_result_waits_for_every_paper_that_was_begun(street: Community, clock: StoryClock):
    await gives_paper(street, ADA)
    await enters(street, FACILITATOR, 1, (BENCH,))
    clock.pass_by(days=2)
    await street.closes(vote=VOTE)
    with pytest.raises(EntryIncomplete):
        await street.declares_vote(CLERK)
    await enters(street, SECOND, 1, (SWING,))
    with pytest.raises(EntryIncomplete) as refused:
        await street.declares_vote(CLERK)
    assert refused.value.facts == {"papers": 1, "first": 1}
    await enters(street, THIRD, 1, (SWING,))
    await street.declares_vote(CLERK)


async def test_the_machine_declares_no_vote_with_paper(street: Community, clock: StoryClock):
    clock.pass_by(days=2)
    await street.closes(vote=VOTE)
    with pytest.raises(RoleRequired):
        await street.declares_vote()
    await street.declares_vote(CLERK)


async def test_an_entry_opens_only_the_one_before_it(street: Community):
    """Nothing else that lies in the box is known to the act, the ballot of a resident either."""
    await street.approves(DEWI, [BENCH])
    await gives_paper(street, ADA)
    await gives_paper(street, BEN)
    await enters(street, CLERK, 2, (BENCH,))
    first = await enters(street, CLERK, 1, (BENCH,))
    asked: list[set[str]] = []
    opening = street.ports.vault.open

    async def watched(organisation, holder, records):  # type: ignore[no-untyped-def]
        asked.append(set(records))
        return await opening(organisation, holder, records)

    street.ports.vault.open = watched  # type: ignore[method-assign]
    await enters(street, FACILITATOR, 1, (SWING,))
    await enters(street, SECOND, 1, (SWING,))
    assert asked == [{first.choice.sealed}]


async def test_an_entry_that_is_gone_from_the_box_is_told(street: Community, log: InterferingLog):
    await gives_paper(street, ADA)
    first = await enters(street, CLERK, 1, (BENCH,))
    box = log._of(street.organisation).values[VOTE]
    del box[bytes.fromhex(first.choice.sealed)]
    with pytest.raises(BallotUnreadable):
        await enters(street, FACILITATOR, 1, (BENCH,))


async def test_entries_lie_in_the_box_whatever_their_agreement_until_the_count(
    street: Community, log: InterferingLog, clock: StoryClock
):
    await gives_paper(street, ADA)
    await reads_paper(street, 1, (BENCH,), (SWING,), (SWING,))
    entered = [recorded.event for recorded in await street.history(PaperBallotEntered)]
    assert {each.hex() for each in log.left_in(street.organisation, VOTE)} >= {
        each.choice.sealed  # type: ignore[attr-defined]
        for each in entered
    }
    await counted(street, clock)
    assert log.left_in(street.organisation, VOTE) == set()


async def test_paper_and_a_ballot_at_the_same_moment_leave_paper(
    street: Community, log: InterferingLog, clock: StoryClock
):
    log.between["paper_ballot.issued"] = lambda: street.approves(ADA, [BENCH])
    await gives_paper(street, ADA)
    log.between["ballot.cast"] = lambda: gives_paper(street, BEN)
    with pytest.raises(VotesOnPaper):
        await street.approves(BEN, [BENCH])
    result = await counted(street, clock)
    assert result.allocation is not None
    assert result.allocation.received == 0


async def test_of_two_who_enter_the_same_paper_at_once_one_is_the_second(
    street: Community, log: InterferingLog
):
    await gives_paper(street, ADA)
    log.between["paper_ballot.entered"] = lambda: enters(street, FACILITATOR, 1, (BENCH,))
    entered = await enters(street, SECOND, 1, (BENCH,))
    assert (entered.entry, entered.agrees) == (2, True)


async def test_the_last_paper_is_entered_once_though_two_serials_arrive_at_once(
    street: Community, log: InterferingLog
):
    await gives_paper(street, ADA)
    log.between["paper_ballot.entered"] = lambda: enters(street, FACILITATOR, 1, (BENCH,))
    with pytest.raises(MoreThanIssued):
        await enters(street, SECOND, 2, (BENCH,))


async def test_a_paper_that_is_entered_during_the_count_holds_it_up(
    street: Community, log: InterferingLog, clock: StoryClock
):
    await gives_paper(street, ADA)
    clock.pass_by(days=2)
    await street.closes(vote=VOTE)
    log.between["result.declared"] = lambda: enters(street, FACILITATOR, 1, (SWING,))
    with pytest.raises(EntryIncomplete):
        await street.declares_vote(CLERK)
