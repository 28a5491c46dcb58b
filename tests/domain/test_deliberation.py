"""Who may say what about a proposal, and until when."""

from datetime import timedelta

import pytest

from domain.ballots.errors import DecisionNotFound, NotTheHolder, SeatNotEntitled, VotingIsClosed
from domain.ballots.extend_deadline import ExtendDeadline
from domain.decisions.errors import CandidateNotFound, Recused
from domain.deliberation.errors import (
    ArgumentNotFound,
    ArgumentResolvedAlready,
    ArgumentTestedAlready,
    ClarifyFirst,
    ConcernNotTested,
    DeliberationOver,
    HostRequired,
    NoDialogueRound,
    NominationsClosed,
    NotReadable,
    NotTheAuthor,
    NoVoice,
)
from domain.deliberation.reading import may_read, of_organ, require_reader
from domain.errors import OrganisationNotFound
from domain.events.deliberation import (
    ArgumentJudged,
    ArgumentRaised,
    ArgumentResolved,
    ContributionMade,
    DialogueRoundOpened,
    NominationMade,
)
from domain.events.recusals import InterestDeclared, RecusalSetAside
from domain.events.seats import AbsenceBegan, HolderSuspended, StandInAppointed
from domain.kernel import Sealed
from domain.persons.errors import PersonNotFound
from domain.seats.assign_office import AssignOffice
from domain.seats.recusals import Recusals
from domain.seats.register import SEAT_EVENTS, SeatRegister
from tests.conftest import StoryClock
from tests.deliberation import (
    CONCERN,
    OBJECTION,
    answers,
    argues,
    asks_again,
    asks_consent,
    concludes,
    drafts,
    gives_proxy,
    judges,
    nominates,
    opens_round,
    recuses,
    resolves,
    says,
    withdraws,
)
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    GARDEN,
    NEXT_WEEK,
    NOON,
    NORTH,
    QUESTION,
    SOUTH,
    STRANGER,
    TOMORROW,
    WEST,
    Community,
    numbered,
)
from tests.story import Story

FOREIGN = numbered("seat", 9)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """What Dewi, who has no seat, proposed is a draft now."""
    await de_pijp.has_a_board()
    await de_pijp.proposes(DEWI)
    await drafts(de_pijp, plan=GARDEN, expires_at=NEXT_WEEK)
    return de_pijp


async def opened(street: Community) -> None:
    await asks_consent(street, plan=GARDEN, draft=QUESTION)


async def test_what_is_said_lies_in_the_vault_of_who_said_it(street: Community):
    await opens_round(street)
    receipt = await says(street, ADA, "How deep is the well?")
    (said,) = receipt.recorded
    assert isinstance(said.event, ContributionMade)
    assert (said.event.round, said.event.seat, said.event.case) == ("clarification", EAST, QUESTION)
    opened = await street.unsealed(ADA)
    assert opened[said.event.words.sealed].value == b'"How deep is the well?"'


async def test_an_argument_is_sealed_with_its_premises_and_its_conclusion(street: Community):
    (raised,) = (await argues(street, ADA, EAST)).recorded
    assert isinstance(raised.event, ArgumentRaised)
    sealed = (await street.unsealed(ADA))[raised.event.words.sealed].value
    assert sealed == (
        b'{"conclusion":"A child will fall in.",'
        b'"premises":["The well is deep.","Children play there."]}'
    )


async def test_who_proposed_the_plan_speaks_and_other_residents_do_not(street: Community):
    await opens_round(street)
    await says(street, DEWI, "It is for everybody.")
    (said,) = await street.history(ContributionMade)
    assert (said.event.person, said.event.seat) == (DEWI, None)
    await drafts(street, decision=numbered("decision", 2))
    await opens_round(street, decision=numbered("decision", 2))
    with pytest.raises(NoVoice):
        await says(street, DEWI, "And this one?", decision=numbered("decision", 2))
    with pytest.raises(OrganisationNotFound):
        await says(street, STRANGER, "Hello.")


async def test_rounds_are_opened_by_facilitator_chair_or_clerk(street: Community):
    with pytest.raises(HostRequired):
        await opens_round(street, actor=ADA)
    await street.does(CLERK, AssignOffice, seat=EAST, office="chair", office_from=NOON)
    await opens_round(street, actor=ADA)
    await street.grants(DEWI, "facilitator")
    await opens_round(street, "response", actor=DEWI)
    await opens_round(street, "clarification")
    kinds = [each.event.round for each in await street.history(DialogueRoundOpened)]
    assert kinds == ["clarification", "response", "clarification"]


async def test_it_is_made_clear_before_people_respond(street: Community):
    with pytest.raises(ClarifyFirst):
        await opens_round(street, "response")
    with pytest.raises(NoDialogueRound):
        await says(street, ADA, "I like it.")


async def test_nobody_speaks_about_what_there_is_not(street: Community):
    nothing = numbered("decision", 9)
    with pytest.raises(DecisionNotFound):
        await opens_round(street, decision=nothing)
    with pytest.raises(DecisionNotFound):
        await argues(street, ADA, EAST, decision=nothing)
    with pytest.raises(ArgumentNotFound):
        await withdraws(street, ADA)


async def test_once_a_draft_has_expired_there_is_nothing_more_to_say(
    street: Community, clock: StoryClock
):
    clock.now = NEXT_WEEK
    with pytest.raises(DeliberationOver):
        await argues(street, ADA, EAST)


async def test_an_argument_is_raised_from_the_draft_on_until_the_close(
    street: Community, clock: StoryClock
):
    await argues(street, ADA, EAST)
    await opened(street)
    await argues(street, BEN, WEST, argument=CONCERN, kind="concern")
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await argues(street, CHEN, NORTH, argument=numbered("argument", 3))
    await street.closes()
    await street.declares()
    await argues(street, CHEN, NORTH, argument=numbered("argument", 3))
    await withdraws(street, ADA)
    await withdraws(street, CHEN, argument=numbered("argument", 3))
    await asks_again(street)
    with pytest.raises(DeliberationOver):
        await argues(street, CHEN, NORTH, argument=numbered("argument", 4))


async def test_once_it_is_adopted_there_is_nothing_more_to_say(
    street: Community, clock: StoryClock
):
    await opened(street)
    await opens_round(street)
    await answers(street, "consent", (ADA, EAST), (BEN, WEST), (CHEN, NORTH))
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    with pytest.raises(DeliberationOver):
        await says(street, ADA, "Well done.")


async def test_who_is_recused_says_nothing(street: Community):
    await opens_round(street)
    await recuses(street, BEN)
    with pytest.raises(Recused):
        await says(street, BEN, "I sell wells.")
    with pytest.raises(Recused):
        await argues(street, BEN, WEST)
    with pytest.raises(Recused):
        await argues(street, CLERK, WEST, in_writing=True)
    await argues(street, ADA, EAST)
    with pytest.raises(Recused):
        await judges(street, BEN, WEST, False)
    await judges(street, CHEN, NORTH, False)
    (tested,) = (await concludes(street)).recorded
    assert tested.event.outcome == "concern"


async def test_an_argument_is_that_of_ones_own_seat(street: Community):
    await street.establishes(FOREIGN, organ="residents")
    await street.fills(FOREIGN, ADA)
    with pytest.raises(NotTheHolder):
        await argues(street, ADA, WEST)
    with pytest.raises(SeatNotEntitled):
        await argues(street, ADA, FOREIGN)
    await argues(street, BEN, WEST)
    with pytest.raises(SeatNotEntitled):
        await judges(street, ADA, FOREIGN, True)
    with pytest.raises(NotTheHolder):
        await judges(street, ADA, NORTH, True)


async def test_who_has_a_proxy_voices_the_argument_of_the_giver(street: Community):
    await gives_proxy(street, CHEN, NORTH, ADA, EAST)
    (raised,) = (await argues(street, ADA, NORTH)).recorded
    assert (raised.event.seat, raised.event.person) == (NORTH, ADA)
    assert raised.event.words.sealed in await street.unsealed(ADA)
    with pytest.raises(NotTheAuthor):
        await withdraws(street, BEN)
    await withdraws(street, CHEN)


async def test_the_clerk_records_what_came_in_writing(street: Community):
    (raised,) = (await argues(street, CLERK, NORTH, in_writing=True)).recorded
    assert (raised.event.person, raised.actor, raised.event.in_writing) == (CHEN, CLERK, True)
    assert raised.event.words.sealed in await street.unsealed(CHEN)
    with pytest.raises(NotTheHolder):
        await argues(street, CLERK, EAST, argument=CONCERN)
    with pytest.raises(NotTheHolder):
        await argues(street, CLERK, SOUTH, argument=CONCERN, in_writing=True)


async def test_why_somebody_thinks_so_is_sealed(street: Community):
    await argues(street, ADA, EAST)
    (judged,) = (await judges(street, BEN, WEST, True, why="My children too.")).recorded
    assert isinstance(judged.event, ArgumentJudged)
    assert judged.event.why is not None
    assert (await street.unsealed(BEN))[judged.event.why.sealed].value == b'"My children too."'


async def test_only_an_objection_is_tested_and_only_once(street: Community):
    await argues(street, ADA, EAST, argument=CONCERN, kind="concern")
    with pytest.raises(ConcernNotTested):
        await judges(street, BEN, WEST, True, argument=CONCERN)
    with pytest.raises(ConcernNotTested):
        await concludes(street, argument=CONCERN)
    await argues(street, ADA, EAST)
    with pytest.raises(HostRequired):
        await concludes(street, actor=BEN)
    await concludes(street)
    with pytest.raises(ArgumentTestedAlready):
        await concludes(street)


@pytest.mark.parametrize("how", ["monitored", "deferred", "delegated"])
async def test_whose_argument_it_is_agrees_that_it_is_resolved(street: Community, how: str):
    await argues(street, ADA, EAST)
    with pytest.raises(NotTheAuthor):
        await resolves(street, CLERK, how)
    for nobody in await street.unknown_persons():
        with pytest.raises(PersonNotFound):
            await resolves(street, ADA, how, by=nobody)
    await resolves(street, ADA, how, by=BEN, due_by=NEXT_WEEK)
    (resolved,) = await street.history(ArgumentResolved)
    assert (resolved.event.how, resolved.event.by) == (how, BEN)
    for again in (resolves(street, ADA, how), withdraws(street, ADA), concludes(street)):
        with pytest.raises(ArgumentResolvedAlready):
            await again


async def test_who_succeeds_on_the_seat_may_withdraw_its_argument(
    street: Community, clock: StoryClock
):
    await argues(street, ADA, EAST)
    await street.vacates(EAST)
    clock.pass_by(hours=1)
    await street.fills(EAST, DEWI, term_from=clock())
    await withdraws(street, DEWI)


async def test_a_nomination_is_changed_until_somebody_is_proposed(street: Community):
    for nobody in await street.unknown_persons():
        with pytest.raises(CandidateNotFound):
            await nominates(street, ADA, EAST, nobody)
    with pytest.raises(NotTheHolder):
        await nominates(street, DEWI, EAST, BEN)
    await nominates(street, ADA, EAST, BEN)
    await nominates(street, ADA, EAST, DEWI, why="Has time.")
    made = [each.event for each in await street.history(NominationMade)]
    assert [each.candidate for each in made] == [BEN, DEWI]
    assert made[1].why.sealed in await street.unsealed(ADA)
    await opened(street)
    with pytest.raises(NominationsClosed):
        await nominates(street, ADA, EAST, BEN)


def declared(person: str) -> Recusals:
    recusals = Recusals()
    recusals.see(
        InterestDeclared(decision=QUESTION, person=person, interest=Sealed(sealed="5e" * 32))
    )
    return recusals


def test_who_is_recused_from_one_decision_of_the_case_reads_nothing_of_it():
    assert may_read([Recusals()], ADA)
    assert not may_read([declared(ADA)], ADA)
    assert may_read([declared(ADA)], BEN)
    assert not may_read([declared(ADA), Recusals()], ADA)


def test_once_recusals_are_set_aside_everybody_reads_again():
    later = Recusals()
    later.see(RecusalSetAside(decision=QUESTION, considerations="Nobody else can."))
    assert may_read([declared(ADA), later], ADA)
    assert not may_read([later, declared(ADA)], ADA)


async def test_a_later_closing_lets_an_argument_in(street: Community, clock: StoryClock):
    await opened(street)
    later = TOMORROW + timedelta(days=1)
    await street.does(CLERK, ExtendDeadline, decision=QUESTION, closes_at=later)
    clock.now = TOMORROW
    await argues(street, ADA, EAST, argument=OBJECTION)


def test_who_takes_part_reads_and_so_do_facilitator_clerk_and_auditor():
    require_reader(ADA, (), [], {ADA})
    for role in ("facilitator", "clerk", "auditor"):
        require_reader(BEN, (role,), [], {ADA})
    for roles in ((), ("partner",)):
        with pytest.raises(NotReadable):
            require_reader(BEN, roles, [], {ADA})
    with pytest.raises(Recused):
        require_reader(ADA, ("clerk",), [declared(ADA)], {ADA})


def test_who_is_suspended_reads_nothing_and_who_stands_in_does():
    story = Story().has_a_board()
    of = {"seat": EAST, "organ": "board"}
    story.happens(HolderSuspended(holder=ADA, suspended_from=NOON, ground="Article 9", **of))
    assert of_organ(register(story), "board", NOON) == {BEN, CHEN}
    lasting = {"stands_in_from": NOON, "stands_in_until": NEXT_WEEK}
    story.happens(StandInAppointed(person=DEWI, **lasting, **of))
    story.happens(AbsenceBegan(seat=WEST, organ="board", holder=BEN, absent_from=NOON))
    assert of_organ(register(story), "board", NOON) == {DEWI, BEN, CHEN}


def register(story: Story) -> SeatRegister:
    seats = SeatRegister()
    for each in story.history:
        if isinstance(each.event, SEAT_EVENTS):
            seats.see(each.event, each.position, each.id)
    return seats
