"""Rules, section 2: ballots are sealed until the close. One test per sentence.

The sentence on the roll call stands elsewhere. What can be tried by anybody who reads records,
dumps, logs or answers is tried in ``tests/secrecy``.
"""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from domain.ballots.close_voting import CloseVoting
from domain.ballots.errors import (
    DeadlineNotLater,
    OtherProposal,
    TooFewForSecrecy,
    VotingIsClosed,
)
from domain.ballots.extend_deadline import ExtendDeadline
from domain.counting.groups import GroupGate, GroupRule
from domain.counting.majority import Quorum
from domain.decisions.cast_ballot import CastBallotOnDecision
from domain.decisions.secrecy import (
    MANY_RANKINGS,
    NO_TRACKER,
    OPERATOR,
    TRACKER,
    UNANIMOUS,
    notices,
    said_on_casting,
    tracker_of,
)
from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    DeadlineExtended,
    OpenedLine,
    ResultCounted,
    VotingClosed,
)
from domain.ids import DecisionId
from domain.kernel import Event
from domain.record import LARGEST_RECORD, canonical
from domain.recusals.declare_interest import DeclareInterest
from domain.sealing import commitment
from projections.ballots import BALLOTS
from projections.decisions import DECISIONS
from projections.recount import recount
from projections.replay import replay
from tests.bylaws import changed
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DEWI,
    QUESTION,
    TOMORROW,
    VOTE,
    Community,
    numbered,
)
from tests.secrecy.interfering import InterferingLog, Killed
from tests.secrecy.scenes import (
    PLACES,
    QUAY,
    SQUARE,
    WITH_CODES,
    YARD,
    asks,
    casts,
    ends,
    last,
    lines,
    meets,
    outcome,
    seat,
    sits,
    voter,
    withdraws,
)
from tests.secrecy.test_closing_and_opening import clerk_of

NO_QUORUM = Quorum(numerator=0, denominator=1, comparison=">=")
BY_KIND = GroupGate(
    name="double_majority",
    by="seat_kind",
    groups=("resident", "professional"),
    rule=GroupRule(
        numerator=1, denominator=2, comparison=">", min_ballots=1, not_assessed="blocks"
    ),
    binding=True,
)


async def all_vote(street: Community, choice: object = SQUARE, size: int = 5) -> list[BallotCast]:
    for number in range(size):
        await casts(street, number, choice)
    return await ballots(street)


async def ballots(street: Community) -> list[BallotCast]:
    return [r.event for r in await street.history(BallotCast)]


async def lived_through(street: Community) -> list[str]:
    return [r.event.NAME for r in await street.history()]


@pytest.mark.parametrize("secrecy", ["open", "secret"])
async def test_no_choice_stands_in_the_record_before_the_close(circle: Community, secrecy: str):
    """Until the close no choice stands readable in the record, for open ballots too; so nobody
    can count early, not even from the feed."""
    await asks(circle, secrecy=secrecy)
    opening = len(await circle.history())
    await all_vote(circle)
    page, _ = await circle.ports.log.read_page(circle.organisation, after=opening, limit=1_000)
    assert len(page) == 5
    assert not any(SQUARE.encode() in stored.record for stored in page)


async def test_nor_in_a_neighbourhood_vote(de_pijp: Community):
    """Until the close no choice stands readable in the record. (Neighbourhood votes.)"""
    await de_pijp.registers(ADA)
    await de_pijp.opens_vote()
    opening = len(await de_pijp.history())
    await de_pijp.approves(ADA, [BENCH])
    page, _ = await de_pijp.ports.log.read_page(de_pijp.organisation, after=opening, limit=9)
    assert not any(BENCH.encode() in stored.record for stored in page)


async def test_a_ballot_names_its_seat_and_is_bound_to_its_choice(circle: Community):
    """`ballot.cast` names the seat or resident, a commitment to the choice, and `replaces` (the
    ballot it replaces, or absent); the choice itself waits, with its salt, in the ballot box."""
    await asks(circle)
    first = await casts(circle, 0, SQUARE)
    await casts(circle, 0, QUAY)
    one, other = await ballots(circle)
    assert (one.seat, one.resident, one.replaces) == (seat(0), None, None)
    assert (other.seat, other.replaces) == (seat(0), first)
    box = await circle.unsealed(QUESTION)
    for ballot, choice in ((one, SQUARE), (other, QUAY)):
        opened = box[ballot.choice.sealed]
        assert opened.value == canonical(choice)
        assert len(opened.salt) == 32
        assert commitment(opened.salt, opened.value) == ballot.choice.sealed


async def test_a_residents_ballot_names_the_resident(de_pijp: Community):
    """`ballot.cast` names the seat or resident. (Neighbourhood votes.)"""
    await de_pijp.registers(ADA)
    await de_pijp.opens_vote()
    await de_pijp.approves(ADA, [BENCH])
    (ballot,) = await ballots(de_pijp)
    assert (ballot.resident, ballot.seat, ballot.vote) == (ADA, None, VOTE)


async def test_the_close_has_no_ballots_in_its_boundary_and_every_ballot_has_the_close(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    """**Closing is its own event** (`voting.closed`), and its boundary holds no ballots: every
    ballot's boundary contains the closing event, so the set of ballots is fixed once it is
    recorded, and closing succeeds at the first attempt however many ballots arrive."""
    close = CloseVoting(
        organisation=circle.organisation, actor=CLERK, at=clock(), decision=QUESTION
    )
    assert not any(BallotCast.NAME in each.types for each in close.consistency_boundary())
    ballot = CastBallotOnDecision(
        organisation=circle.organisation, actor=voter(0), at=clock(), ballot=numbered("ballot", 1),
        decision=QUESTION, seat=seat(0), choice=SQUARE,
    )  # fmt: skip
    assert any(VotingClosed.NAME in each.types for each in ballot.consistency_boundary())

    await asks(circle)
    at = clock()

    async def everybody() -> None:
        for number in range(5):
            await casts(circle, number, SQUARE, at=at)

    clock.now, log.attempts = TOMORROW, []
    log.between[VotingClosed.NAME] = everybody
    await circle.closes()
    assert log.attempts.count(VotingClosed.NAME) == 1
    with pytest.raises(VotingIsClosed):
        await casts(circle, 0, QUAY, at=at)


async def test_open_ballots_are_opened_so_that_anyone_can_check_them(
    circle: Community, clock: StoryClock
):
    """Then one append opens everything: **open** ballots with voter, salt and choice, so that
    anyone can check them against the commitments; **secret** ballots as shuffled lines without
    voter, salt, order or time; followed by `result.counted`."""
    await asks(circle, secrecy="open")
    cast = {each.ballot: each for each in await all_vote(circle)}
    await ends(circle, clock)
    opened = await lines(circle)
    assert {line.ballot for line in opened} == set(cast)
    for line in opened:
        assert line.ballot is not None
        ballot = cast[line.ballot]
        assert line.seat == ballot.seat
        salt = bytes.fromhex(str(line.salt))
        assert commitment(salt, canonical(line.choice)) == ballot.choice.sealed
        for other in (YARD, QUAY, "abstain"):
            assert commitment(salt, canonical(other)) != ballot.choice.sealed
    assert (await lived_through(circle))[-4:-1] == [
        VotingClosed.NAME,
        BallotsOpened.NAME,
        ResultCounted.NAME,
    ]


async def test_secret_ballots_are_opened_as_lines_and_nothing_else(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    """Then one append opens everything: […] **secret** ballots as shuffled lines without voter,
    salt, order or time; followed by `result.counted`."""
    await asks(circle)
    for number, choice in enumerate((SQUARE, YARD, QUAY, YARD, "abstain")):
        await casts(circle, number, choice)
    log.attempts = []
    await ends(circle, clock)
    assert log.attempts == [VotingClosed.NAME, BallotsOpened.NAME]
    shown = await lines(circle)
    assert sorted(map(str, (line.choice for line in shown))) == sorted(
        [SQUARE, YARD, QUAY, YARD, "abstain"]
    )
    for line in shown:
        assert set(msgspec.to_builtins(line)) == {"choice", "line"}
    (opening,) = await circle.history(BallotsOpened)
    assert opening.actor is None
    assert (await lived_through(circle))[-3:-1] == [BallotsOpened.NAME, ResultCounted.NAME]


async def test_as_many_parts_are_opened_as_the_limit_of_a_record_asks_for(
    de_pijp: Community, clock: StoryClock
):
    """Several events in that append where the record limit asks for it."""
    places = tuple(replace(PLACES[0], text=f"Place {number}") for number in range(40))
    ranked = tuple(numbered("option", number) for number in range(1, 41))
    await sits(de_pijp, 40)
    await asks(de_pijp, "schulze", options=places)
    for number in range(40):
        await casts(de_pijp, number, ranked[number:] + ranked[:number])
    await ends(de_pijp, clock)
    parts = await de_pijp.history(BallotsOpened)
    assert len(parts) > 1
    assert [r.event.part for r in parts] == list(range(1, len(parts) + 1))
    page, _ = await de_pijp.ports.log.read_page(
        de_pijp.organisation, after=0, limit=99, types=[BallotsOpened.NAME]
    )
    assert all(len(stored.record) <= LARGEST_RECORD for stored in page)
    assert len(await lines(de_pijp)) == 40
    assert recount(QUESTION, await de_pijp.history()).agrees


@pytest.mark.parametrize(("secrecy", "key"), [("open", True), ("secret", False)])
async def test_the_box_is_emptied_and_the_key_of_a_secret_one_destroyed(
    circle: Community, log: InterferingLog, clock: StoryClock, secrecy: str, key: bool
):
    """The box is emptied in the same transaction, and the key of a secret one destroyed."""
    await asks(circle, secrecy=secrecy)
    await all_vote(circle)
    clock.now = TOMORROW
    await circle.closes()
    assert len(log.left_in(circle.organisation, QUESTION)) >= 5
    log.killed_before = BallotsOpened
    with pytest.raises(Killed):
        await circle.declares()
    assert len(log.left_in(circle.organisation, QUESTION)) >= 5
    await circle.declares()
    assert log.left_in(circle.organisation, QUESTION) == set()
    assert log.has_key(circle.organisation, QUESTION) == key


async def test_names_and_order_of_lines_come_from_a_seed_that_nobody_keeps(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    """Line identifiers and order of a secret result come from a seed that is never kept."""
    await asks(circle)
    await all_vote(circle)
    clock.now = TOMORROW
    await circle.closes()
    seed = bytes(range(100, 132))
    await circle.declares(seed=seed)
    names = [str(line.line) for line in await lines(circle)]
    assert names == sorted(names)
    assert len(set(names)) == 5
    page, _ = await circle.ports.log.read_page(circle.organisation, after=0, limit=1_000)
    for stored in page:
        assert seed not in stored.record
        assert seed.hex().encode() not in stored.record
    with pytest.raises(TypeError):
        replace(await last(circle, BallotsOpened), seed=seed)


async def test_after_a_crash_between_the_two_the_clerk_process_goes_on(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    """After a crash between the two appends the clerk process goes on by itself."""
    await asks(circle)
    await all_vote(circle)
    clock.now = TOMORROW
    log.killed_after = VotingClosed
    with pytest.raises(Killed):
        await clerk_of(circle).once()
    assert not await lines(circle)
    await clerk_of(circle).once()
    assert await outcome(circle) == "adopted"


async def test_nothing_of_a_choice_stands_in_what_is_kept_for_a_command_sent_again(
    de_pijp: Community, caplog: pytest.LogCaptureFixture
):
    """No choice and no tracker appears in stored idempotency results, logs, metrics or error
    messages."""
    caplog.set_level("DEBUG")
    await meets(de_pijp, 4)
    await asks(de_pijp, threshold=None, quorum=None)
    log, seed = de_pijp.ports.log, bytes([7]) * 32
    given = {"seed": seed, "command_id": "mine"}
    await casts(de_pijp, 0, QUAY, **given)
    again = await de_pijp.votes(voter(0), seat(0), QUAY, ballot=numbered("ballot", 8), **given)
    assert again.replayed
    with pytest.raises(OtherProposal) as refused:
        await casts(de_pijp, 1, YARD, proposal="0" * 64)
    kept = repr(list(log._of(de_pijp.organisation).carried.items()))
    for secret in (QUAY, YARD, tracker_of(seed)):
        for place in (
            kept,
            repr(again),
            caplog.text,
            str(refused.value),
            repr(refused.value.facts),
        ):
            assert secret not in place


async def test_there_are_as_many_lines_as_seats_with_a_ballot(circle: Community, clock: StoryClock):
    """Number of lines = number of seats (or residents) with a received ballot that was not
    withdrawn or voided; never the number of events."""
    await asks(circle)
    for _ in range(3):
        await all_vote(circle, YARD)
    await withdraws(circle, 0)
    await circle.vacates(seat(1))
    assert len(await ballots(circle)) == 15
    await ends(circle, clock)
    assert len(await lines(circle)) == 3
    seen = replay(DECISIONS, await circle.history())[QUESTION]
    assert seen.received == 3


async def test_and_as_many_as_residents_with_a_ballot(de_pijp: Community, clock: StoryClock):
    """Number of lines = number of […] residents with a received ballot. (Neighbourhood votes.)"""
    await de_pijp.registers(ADA, BEN, CHEN, DEWI)
    await de_pijp.opens_vote()
    for resident in (ADA, BEN, ADA, CHEN, ADA):
        await de_pijp.approves(resident, [BENCH])
    clock.now = TOMORROW
    await de_pijp.closes(vote=VOTE)
    await de_pijp.declares_vote()
    assert sorted(str(line.resident) for line in await lines(de_pijp)) == sorted([ADA, BEN, CHEN])


async def test_who_is_recused_after_casting_has_their_entry_deleted(
    circle: Community, log: InterferingLog, clock: StoryClock
):
    """Voiding or recusal after casting deletes the entry and records `ballot.voided` with its
    ground."""
    await asks(circle)
    cast = await all_vote(circle)
    sealed = bytes.fromhex(cast[2].choice.sealed)
    before = log.left_in(circle.organisation, QUESTION)
    assert sealed in before
    await circle.does(voter(2), DeclareInterest, decision=QUESTION, interest="My brother asks.")
    assert log.left_in(circle.organisation, QUESTION) == before - {sealed}
    voided = await last(circle, BallotVoided)
    assert isinstance(voided, BallotVoided)
    assert (voided.ballot, voided.ground) == (cast[2].ballot, "recused")
    await circle.vacates(seat(3))
    await ends(circle, clock)
    voided = await last(circle, BallotVoided)
    assert isinstance(voided, BallotVoided)
    assert (voided.ballot, voided.ground) == (cast[3].ballot, "left_office")
    assert len(await lines(circle)) == 3


async def test_groups_are_used_in_secret_only_if_each_label_is_large_enough(de_pijp: Community):
    """**Secrecy minimum** (default 3): a secret decision may use group rules or weights only if
    each label has at least that many entitled ballots; its lines then carry the label;
    otherwise opening is refused."""
    await sits(de_pijp, 5, kinds=("resident", "professional"))
    with pytest.raises(TooFewForSecrecy):
        await asks(de_pijp, "majority", groups=BY_KIND)
    await asks(de_pijp, "majority", groups=BY_KIND, secrecy="open")


async def test_its_lines_then_carry_the_label(de_pijp: Community, clock: StoryClock):
    """[…] its lines then carry the label […]."""
    await sits(de_pijp, 6, kinds=("resident", "professional"))
    await asks(de_pijp, "majority", groups=BY_KIND)
    await all_vote(de_pijp, "for", 6)
    await ends(de_pijp, clock)
    assert {line.label for line in await lines(de_pijp)} == {"resident", "professional"}


@pytest.mark.parametrize("size", [2, 1])
async def test_with_fewer_ballots_than_the_minimum_nothing_is_opened(
    circle: Community, log: InterferingLog, clock: StoryClock, size: int
):
    """If at the close fewer ballots than the minimum lie in the box (in any label), nothing is
    opened: the box is destroyed, the result is *void, too few for secrecy*, vote again."""
    await asks(circle, "majority", quorum=NO_QUORUM)
    await all_vote(circle, "for", size)
    assert await ends(circle, clock) == "too_few_for_secrecy"
    assert await lines(circle) == []
    assert log.left_in(circle.organisation, QUESTION) == set()
    assert not log.has_key(circle.organisation, QUESTION)
    again = DecisionId(numbered("decision", 2))
    await asks(circle, "majority", decision=again, closes_at=clock.now + timedelta(days=1))


async def test_that_a_unanimous_result_reveals_everybody_is_said_before(circle: Community):
    """That a unanimous result reveals everybody is said before the opening."""
    opened = await asks(circle)
    seen = replay(DECISIONS, await circle.history())[QUESTION]
    assert UNANIMOUS in (seen.notices or ())
    assert UNANIMOUS in said_on_casting(opened, first_time=True)


async def test_a_residents_share_of_those_voting_needs_receipts_only(
    de_pijp: Community, clock: StoryClock
):
    """ "Residents are a majority of those voting" needs receipts only and is always possible."""
    share = Quorum(numerator=1, denominator=2, comparison=">")
    bylaws = changed(WITH_CODES, resident_majority={"at_the_vote": share})
    await meets(de_pijp, 4, bylaws)
    await asks(de_pijp, "majority", threshold=None, quorum=None)
    await all_vote(de_pijp, "for", 4)
    await ends(de_pijp, clock)
    counted = await last(de_pijp, ResultCounted)
    assert isinstance(counted, ResultCounted)
    assert counted.residents is not None
    assert all(line.label is None for line in await lines(de_pijp))


@pytest.mark.parametrize(
    ("ballots", "size", "expected"),
    [
        ({}, 4, True),
        ({"trackers": "off"}, 4, None),
        ({"trackers_from_entitled": 20}, 4, None),
        ({"trackers_from_entitled": 20}, 20, True),
    ],
)
async def test_trackers_are_on_or_off_in_the_bylaws(
    de_pijp: Community, ballots: dict[str, object], size: int, expected: bool | None
):
    """**Trackers** (`on` or `off` in the bylaws; default off for decisions on persons and below
    20 entitled): with a tracker the voter finds their own line."""
    await meets(de_pijp, size, changed(WITH_CODES, ballots=ballots))
    opened = await asks(de_pijp, "majority", threshold=None, quorum=None)
    assert opened.trackers is expected


async def test_with_a_tracker_the_voter_finds_their_own_line(de_pijp: Community, clock: StoryClock):
    """[…] with a tracker the voter finds their own line."""
    await meets(de_pijp, 4)
    await asks(de_pijp, threshold=None, quorum=None)
    chosen = dict(enumerate((SQUARE, QUAY, YARD, QUAY)))
    for number, choice in chosen.items():
        await casts(de_pijp, number, choice, seed=bytes([number]) * 32)
    await ends(de_pijp, clock)
    for number, choice in chosen.items():
        (own,) = [
            line for line in await lines(de_pijp)
            if line.tracker == tracker_of(bytes([number]) * 32)
        ]  # fmt: skip
        assert own.choice == choice


async def test_with_trackers_off_voters_check_that_lines_equal_receipts(
    circle: Community, clock: StoryClock
):
    """With trackers off, voters check that lines equal receipts."""
    opened = await asks(circle)
    assert NO_TRACKER in notices(opened)
    await all_vote(circle)
    await ends(circle, clock)
    history = await circle.history()
    receipts = [
        each
        for each in replay(BALLOTS, history).values()
        if each.voided is None and not each.replaced_by
    ]
    assert len(await lines(circle)) == len(receipts) == 5
    one_more = OpenedLine(choice=SQUARE, line="0" * 32)
    forged = [
        r._replace(event=replace(r.event, lines=(*r.event.lines, one_more)))
        if isinstance(r.event, BallotsOpened) else r
        for r in history
    ]  # fmt: skip
    assert not recount(QUESTION, forged).agrees


async def test_at_casting_it_is_said_that_nobody_may_ask_for_the_code(de_pijp: Community):
    """At casting the API says: "With this code you can show others how you voted; nobody may ask
    you for it.\""""
    await meets(de_pijp, 4)
    opened = await asks(de_pijp, threshold=None, quorum=None)
    sentence = "With this code you can show others how you voted; nobody may ask you for it."
    assert sentence == TRACKER
    assert sentence in said_on_casting(opened, first_time=True)


async def test_more_possible_rankings_than_voters_is_warned_of(circle: Community):
    """A warning when the number of possible rankings exceeds the number of entitled voters."""
    three = await asks(circle, "instant_runoff")
    two = await asks(circle, "instant_runoff", options=PLACES[:2], decision=numbered("decision", 2))
    assert MANY_RANKINGS in notices(three)
    assert MANY_RANKINGS not in notices(two)


async def test_what_it_does_not_protect_against_is_said_wherever_it_is_offered(
    circle: Community, clock: StoryClock
):
    """What this does not protect against is stated wherever it is offered: an operator who reads
    memory, keys and database while the vote is open."""
    opened = await asks(circle)
    assert "an operator who reads memory, keys and database while the vote is open" in OPERATOR
    assert OPERATOR in (replay(DECISIONS, await circle.history())[QUESTION].notices or ())
    assert OPERATOR in said_on_casting(opened, first_time=True)


async def test_a_ballot_in_time_counts_however_late_the_clerk_process_runs(
    circle: Community, clock: StoryClock
):
    """A ballot counts if its time is before `closes_at`, however late the clerk process runs."""
    await asks(circle)
    clock.now = TOMORROW - timedelta(microseconds=1)
    await all_vote(circle, SQUARE, 4)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await casts(circle, 4, SQUARE)
    clock.pass_by(days=20)
    await clerk_of(circle).once()
    assert len(await lines(circle)) == 4


@pytest.mark.parametrize("subject", ["decision", "vote"])
async def test_a_deadline_is_extended_before_it_passes_never_shortened(
    circle: Community, clock: StoryClock, subject: str
):
    """A deadline may be extended before it passes, never shortened."""
    await asks(circle)
    await circle.opens_vote()
    about = {subject: QUESTION if subject == "decision" else VOTE}
    for earlier in (TOMORROW, TOMORROW - timedelta(hours=1)):
        with pytest.raises(DeadlineNotLater):
            await circle.does(CLERK, ExtendDeadline, closes_at=earlier, **about)
    later = TOMORROW + timedelta(hours=1)
    await circle.does(CLERK, ExtendDeadline, closes_at=later, **about)
    extended: Event = await last(circle, DeadlineExtended)
    assert extended == DeadlineExtended(closes_at=later, **about)
    clock.now = later
    with pytest.raises(VotingIsClosed):
        await circle.does(CLERK, ExtendDeadline, closes_at=later + timedelta(hours=1), **about)


async def test_ballots_bind_to_the_hash_of_the_text(circle: Community):
    """A proposal that is amended gets a new vote: ballots bind to the hash of its text."""
    first = await asks(circle, "majority", text="Twelve beds.")
    other = await asks(
        circle, "majority", text="Ten beds.", decision=DecisionId(numbered("decision", 2))
    )
    assert first.proposal != other.proposal
    with pytest.raises(OtherProposal):
        await casts(circle, 0, "for", proposal=other.proposal)
    await casts(circle, 0, "for")
    (ballot,) = await ballots(circle)
    assert ballot.proposal == first.proposal
