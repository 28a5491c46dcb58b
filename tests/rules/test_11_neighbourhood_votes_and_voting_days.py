"""Rules, section 11: neighbourhood votes and voting days. One test per sentence."""

from datetime import timedelta
from typing import get_args

import pytest

from domain.ballots.errors import NotInElectorate, VotingIsClosed
from domain.carry_out import Receipt
from domain.duties.naming import duty_id
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    DeadlineExtended,
    ResultCounted,
)
from domain.events.duties import DutyDone, DutyOpened
from domain.events.plans import PlanAdopted, PlanAdoptedInVote
from domain.events.votes import Effect, VoteAnswered, VoteOpened
from domain.events.voting_days import (
    AccessCodeIssued,
    OutageRecorded,
    PaperBallotEntered,
    PaperBallotIssued,
    VotingHelpGiven,
)
from domain.votes.errors import (
    AccessCodeNotValid,
    EnteredBySamePerson,
    EntryIncomplete,
    MoreThanIssued,
    OrganNeedsStatutes,
    OutageAfterDeadline,
    RegistrationWasMerged,
    VotesOnPaper,
)
from domain.votes.note_voting_help import NoteVotingHelp
from domain.votes.open_vote import OpenVote
from domain.votes.record_outage import RecordOutage
from tests.bylaws import FOUNDATION
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DEWI,
    GARDEN,
    MURAL,
    NEXT_WEEK,
    QUESTION,
    SWING,
    TOMORROW,
    VOTE,
    Community,
    events,
    numbered,
)
from tests.results import decides
from tests.votes import (
    ORGAN,
    answers,
    chooses,
    counted,
    ends,
    has_plans,
    lines,
    lives_here,
    neighbour,
    opens_over_plans,
)
from tests.voting_days import (
    FACILITATOR,
    SECOND,
    casts_by_code,
    day_comes,
    day_ends,
    enters,
    gives_paper,
    issues_code,
    merges,
    reads_paper,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    await lives_here(de_pijp, 4)
    await has_plans(de_pijp)
    return de_pijp


async def garden_wins(street: Community, clock: StoryClock) -> None:
    for number in range(3):
        await chooses(street, number, [BENCH])
    await ends(street, clock)


async def test_the_legal_effect_stands_in_the_opened_event(street: Community, clock: StoryClock):
    """`effect = advisory | binding_by_prior_board_decision | organ`, in the opened event."""
    await decides(street, "for", "for", "for")
    await street.describes()
    await street.records_bylaws(ORGAN)
    for number, effect in enumerate(get_args(Effect), start=1):
        named = {"decision": QUESTION} if effect.startswith("binding") else {}
        vote = VOTE[:-1] + str(number)
        opened = await opens_over_plans(street, clock, vote=vote, effect=effect, **named)
        assert (opened.effect, opened.decision) == (effect, named.get("decision"))
    assert len(await street.history(VoteOpened)) == 3


async def test_advisory_a_dated_duty_of_the_board_to_adopt_or_give_reasons(
    street: Community, clock: StoryClock
):
    """Advisory: a dated duty of the board to adopt or give reasons, …"""
    opened = await opens_over_plans(street, clock)
    await garden_wins(street, clock)
    duty = (await street.history(DutyOpened))[-1].event
    assert isinstance(duty, DutyOpened)
    assert (duty.kind, duty.organ, duty.due_by) == ("answer_vote", "board", opened.answer_by)
    await answers(street, reasons="The ground is poisoned.")
    done = (await street.history(DutyDone))[-1].event
    assert done == DutyDone(duty=duty_id("answer_vote", VOTE), done_at=clock.now)


async def test_advisory_adoption_comes_with_the_boards_decision(
    street: Community, clock: StoryClock
):
    """… and adoption comes with that decision."""
    await opens_over_plans(street, clock)
    await garden_wins(street, clock)
    assert not await street.history(PlanAdopted, PlanAdoptedInVote)
    await decides(street, "for", "for", "for", plan=GARDEN)
    await answers(street, decision=QUESTION)
    assert [each.event for each in await street.history(PlanAdopted)] == [
        PlanAdopted(plan=GARDEN, decision=QUESTION)
    ]
    answer = (await street.history(VoteAnswered))[-1].event
    assert isinstance(answer, VoteAnswered)
    assert answer.decision == QUESTION


async def test_organ_needs_an_article_in_the_statutes(street: Community, clock: StoryClock):
    """`organ` needs an article in the statutes."""
    with pytest.raises(OrganNeedsStatutes):
        await opens_over_plans(street, clock, effect="organ")
    await street.describes()
    await street.records_bylaws(FOUNDATION)
    with pytest.raises(OrganNeedsStatutes):
        await opens_over_plans(street, clock, effect="organ")


async def test_with_that_article_the_effects_come_with_the_result(
    street: Community, clock: StoryClock
):
    """The opening, the count and the declaration with its effects are one append (section 5)."""
    await street.describes()
    await street.records_bylaws(ORGAN)
    await opens_over_plans(street, clock, effect="organ")
    await garden_wins(street, clock)
    (adopted,) = await street.history(PlanAdoptedInVote)
    assert adopted.event == PlanAdoptedInVote(plan=GARDEN, vote=VOTE)
    (opening,) = await street.history(BallotsOpened)
    assert (opening.time, opening.position) == (adopted.time, adopted.position - 3)


async def test_secret_by_default(street: Community, clock: StoryClock):
    """Residents vote in secret unless the opening says otherwise."""
    await street.opens_vote(secrecy=OpenVote.secrecy)
    for number in range(4):
        await chooses(street, number, [SWING])
    await ends(street, clock)
    assert all(
        (line.resident, line.ballot, line.salt) == (None,) * 3 for line in await lines(street)
    )


async def test_one_resident_one_ballot_and_a_later_one_replaces_it(
    street: Community, clock: StoryClock
):
    """One resident one ballot; a later ballot replaces an earlier one until the close."""
    await street.opens_vote(secrecy="secret")
    for number in range(3):
        await chooses(street, number, [BENCH])
    first = (await street.history(BallotCast))[0].event
    await chooses(street, 0, [MURAL])
    second = (await street.history(BallotCast))[-1].event
    assert isinstance(first, BallotCast)
    assert isinstance(second, BallotCast)
    assert (second.resident, second.replaces) == (neighbour(0), first.ballot)
    await ends(street, clock)
    count = (await counted(street)).allocation
    assert count is not None
    assert count.received == len(await lines(street)) == 3
    assert {each.project: each.votes for each in count.projects} == {BENCH: 2, MURAL: 1, SWING: 0}


async def test_who_came_after_the_opening_does_not_vote(street: Community):
    """The electorate is that of the opening's position, and nobody lists it (section 3)."""
    receipt = await street.opens_vote()
    opened = receipt.recorded[0].event
    assert isinstance(opened, VoteOpened)
    late = neighbour(9)
    await street.registers(late)
    with pytest.raises(NotInElectorate):
        await street.approves(late, [BENCH])
    await street.approves(DEWI, [BENCH], at=TOMORROW - timedelta(hours=1))
    assert opened.entitled == 8, "three on the board, Dewi, and four neighbours"


class TestVotingDays:
    @pytest.fixture
    async def street(self, de_pijp: Community) -> Community:
        await day_comes(de_pijp, ADA, BEN, CHEN)
        return de_pijp

    async def test_access_codes_are_per_resident(self, street: Community):
        code = await issues_code(street, ADA)
        (cast,) = events(await casts_by_code(street, ADA, code, BENCH))
        assert isinstance(cast, BallotCast)
        assert cast.resident == ADA
        with pytest.raises(AccessCodeNotValid):
            await casts_by_code(street, BEN, code, BENCH)

    async def test_of_a_code_reissued_the_old_one_is_void(self, street: Community):
        old, new = await issues_code(street, ADA), await issues_code(street, ADA)
        with pytest.raises(AccessCodeNotValid):
            await casts_by_code(street, ADA, old, BENCH)
        await casts_by_code(street, ADA, new, BENCH)
        issued = [recorded.event for recorded in await street.history(AccessCodeIssued)]
        assert issued[1].replaces_sha256 == issued[0].code_sha256  # type: ignore[attr-defined]

    async def test_duplicate_registrations_are_merged_before_the_close(
        self, street: Community, clock: StoryClock
    ):
        """Once voting has closed nothing is changed in it."""
        await street.approves(ADA, [BENCH])
        await street.approves(BEN, [MURAL])
        clock.now = TOMORROW
        await merges(street, ADA, BEN)
        assert await street.history(BallotVoided) == []

    async def test_one_ballot_stays(self, street: Community, clock: StoryClock):
        await street.approves(ADA, [BENCH])
        await street.approves(BEN, [MURAL])
        await merges(street, ADA, BEN)
        with pytest.raises(RegistrationWasMerged):
            await street.approves(BEN, [MURAL])
        assert await self.received(street, clock) == 1
        (opened,) = [recorded.event for recorded in await street.history(BallotsOpened)]
        assert [line.resident for line in opened.lines] == [ADA]  # type: ignore[attr-defined]

    async def test_one_ballot_stays_though_it_is_that_of_the_duplicate(
        self, street: Community, clock: StoryClock
    ):
        await street.approves(BEN, [MURAL])
        await merges(street, ADA, BEN)
        assert await self.received(street, clock) == 1

    async def test_issuing_paper_ends_online_voting_for_that_resident(self, street: Community):
        code = await issues_code(street, ADA)
        await gives_paper(street, ADA)
        with pytest.raises(VotesOnPaper):
            await street.approves(ADA, [BENCH])
        with pytest.raises(AccessCodeNotValid):
            await casts_by_code(street, ADA, code, BENCH)
        await street.approves(BEN, [BENCH])

    async def test_issuing_paper_voids_their_online_ballot(self, street: Community):
        (ballot,) = events(await street.approves(ADA, [BENCH]))
        assert isinstance(ballot, BallotCast)
        _, voided = events(await gives_paper(street, ADA))
        assert voided == BallotVoided(
            ballot=ballot.ballot, vote=VOTE, resident=ADA, ground="paper_issued"
        )
        assert ballot.choice.sealed not in await street.unsealed(VOTE)

    async def test_contents_are_entered_by_serial_number_unlinked(
        self, street: Community, clock: StoryClock
    ):
        """No event has both a resident and a serial number, and no line of paper a voter."""
        await gives_paper(street, ADA)
        await reads_paper(street, 17, (SWING,), (SWING,))
        assert "serial" not in PaperBallotIssued.__struct_fields__
        assert not {"resident", "person"} & set(PaperBallotEntered.__struct_fields__)
        await day_ends(street, clock)
        (opened,) = [recorded.event for recorded in await street.history(BallotsOpened)]
        (line,) = opened.lines  # type: ignore[attr-defined]
        assert (line.serial, line.choice, line.resident) == (17, (SWING,), None)

    async def test_entered_are_at_most_as_many_as_issued(self, street: Community):
        await gives_paper(street, ADA)
        await reads_paper(street, 17, (SWING,), (SWING,))
        with pytest.raises(MoreThanIssued):
            await enters(street, CLERK, 18, (SWING,))

    async def test_two_people_enter(self, street: Community, clock: StoryClock):
        await gives_paper(street, ADA)
        await enters(street, FACILITATOR, 17, (SWING,))
        with pytest.raises(EnteredBySamePerson):
            await enters(street, FACILITATOR, 17, (SWING,))
        with pytest.raises(EntryIncomplete):
            await day_ends(street, clock)
        await enters(street, SECOND, 17, (SWING,))
        await street.declares_vote(CLERK)

    async def test_disagreement_goes_to_a_third(self, street: Community, clock: StoryClock):
        await gives_paper(street, ADA)
        await reads_paper(street, 17, (SWING,), (MURAL,))
        with pytest.raises(EntryIncomplete):
            await day_ends(street, clock)
        await enters(street, CLERK, 17, (MURAL,))
        await street.declares_vote(CLERK)
        (opened,) = [recorded.event for recorded in await street.history(BallotsOpened)]
        assert [line.choice for line in opened.lines] == [(MURAL,)]  # type: ignore[attr-defined]

    async def test_an_outage_is_recorded_and_the_deadline_extended_for_all(
        self, street: Community, clock: StoryClock
    ):
        recorded, extended = events(await self.fails(street))
        assert isinstance(recorded, OutageRecorded)
        assert extended == DeadlineExtended(closes_at=NEXT_WEEK, vote=VOTE)
        clock.now = TOMORROW
        for person in (ADA, BEN, CHEN):
            await street.approves(person, [BENCH])

    async def test_an_outage_after_the_deadline_extends_nothing(
        self, street: Community, clock: StoryClock
    ):
        """Section 2: a deadline may be extended before it passes."""
        clock.now = TOMORROW
        with pytest.raises(OutageAfterDeadline):
            await self.fails(street)
        with pytest.raises(VotingIsClosed):
            await street.approves(ADA, [BENCH])

    async def test_help_at_the_table_is_recorded_without_the_choice(self, street: Community):
        await street.approves(ADA, [SWING])
        given = {"vote": VOTE, "resident": ADA, "helper": FACILITATOR}
        (recorded,) = events(await street.does(FACILITATOR, NoteVotingHelp, **given))
        assert recorded == VotingHelpGiven(**given)
        assert set(VotingHelpGiven.__struct_fields__) == {"vote", "resident", "helper"}

    async def fails(self, street: Community) -> Receipt:
        now = street.ports.clock()
        return await street.does(
            CLERK,
            RecordOutage,
            outage=numbered("outage", 1),
            vote=VOTE,
            outage_from=now - timedelta(hours=1),
            outage_until=now,
            closes_at=NEXT_WEEK,
        )

    async def received(self, street: Community, clock: StoryClock) -> int:
        await day_ends(street, clock)
        (counted,) = [recorded.event for recorded in await street.history(ResultCounted)]
        assert isinstance(counted, ResultCounted)
        assert counted.allocation is not None
        return counted.allocation.received
