from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import pytest

from adapters.keys import Keys
from adapters.memory.log import MemoryLog
from domain.act import Act
from domain.ballots.errors import NotTheHolder, VotingIsClosed
from domain.carry_out import ATTEMPTS
from domain.decisions.cast_ballot import CastBallotOnDecision
from domain.errors import DatabaseAway, OtherBody, OutcomeUnknown, RoleRequired, TooMuchAtOnce
from domain.events.ballots import BallotCast
from domain.events.persons import RoleGranted
from domain.events.plans import PlanProposed
from domain.events.seats import SeatFilled
from domain.ids import OrganisationId
from domain.kernel import Sealed, Selector, on, select
from domain.persons.grant_role import GrantRole
from domain.persons.revoke_role import RevokeRole
from domain.ports import Append, Carried, CommandKey, ReplyLost, Sealing, Seen
from domain.record import decode
from domain.seats.fill_seat import FillSeat
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    NEXT_YEAR,
    NOON,
    QUESTION,
    SOUTH,
    TOMORROW,
    WEST,
    Community,
    events,
    in_memory,
    numbered,
)

Interruption = Callable[[], Awaitable[object]]
FIRST, SECOND = numbered("ballot", 1), numbered("ballot", 2)


class BusyLog(MemoryLog):
    """Somebody else gets there first."""

    def __init__(self) -> None:
        super().__init__()
        self.before_append: list[Interruption] = []
        self.between_readings: list[Interruption] = []
        self.wishes: list[Append] = []

    async def read(
        self, organisation: OrganisationId, boundary: Sequence[Selector], key: CommandKey | None
    ) -> Seen:
        seen = await super().read(organisation, boundary, key)
        if self.between_readings:
            await self.between_readings.pop()()
        return seen

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        if self.before_append:
            await self.before_append.pop()()
        self.wishes.append(append)
        return await super().append(organisation, append)


class FailingLog(MemoryLog):
    """The connection breaks while an append is under way."""

    def __init__(self) -> None:
        super().__init__()
        self.breaks = False
        self.written = True
        self.stays_away = False
        self.asked_again = 0

    async def append(self, organisation: OrganisationId, append: Append) -> Carried:
        if not self.breaks:
            return await super().append(organisation, append)
        if self.written:
            await super().append(organisation, append)
        raise ReplyLost

    async def read(
        self, organisation: OrganisationId, boundary: Sequence[Selector], key: CommandKey | None
    ) -> Seen:
        if self.breaks and not boundary:
            self.asked_again += 1
            if self.stays_away:
                raise DatabaseAway
        return await super().read(organisation, boundary, key)


class DoNothing(Act):
    """An act for which everything is as it should be already."""


@dataclass(kw_only=True)
class TakeOut(Act):
    """The clerk takes the ballot of the east out of its box, and records something."""

    ballot: str = field(init=False, default="")

    def boundary(self) -> Sequence[Selector]:
        return [select(BallotCast, tags=[EAST, QUESTION], latest=True)]

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        return [(QUESTION, self.ballot)]

    @on(BallotCast)
    def _(self, choice: Sealed) -> None:
        self.ballot = choice.sealed

    def execute(self) -> None:
        self.require_role("clerk")
        self.record(RoleGranted(person=CHEN, role="auditor"))


async def street_over(log: MemoryLog, clock: StoryClock, keys: Keys) -> Community:
    community = Community(in_memory(clock, keys, log))
    await community.is_founded()
    await community.has_a_board()
    await community.opens()
    return community


@pytest.fixture
def busy() -> BusyLog:
    return BusyLog()


@pytest.fixture
async def street(busy: BusyLog, clock: StoryClock, keys: Keys) -> Community:
    return await street_over(busy, clock, keys)


@pytest.fixture
def failing() -> FailingLog:
    return FailingLog()


@pytest.fixture
async def shaky(failing: FailingLog, clock: StoryClock, keys: Keys) -> Community:
    community = await street_over(failing, clock, keys)
    failing.breaks = True
    return community


async def test_whoever_comes_second_sees_what_the_first_did(street: Community, busy: BusyLog):
    busy.before_append.append(lambda: street.votes(ADA, EAST, "for", ballot=FIRST))
    (cast,) = events(await street.votes(ADA, EAST, "against", ballot=SECOND))
    assert isinstance(cast, BallotCast)
    assert cast.replaces == FIRST


async def test_what_happens_outside_the_boundary_disturbs_nobody(street: Community, busy: BusyLog):
    busy.wishes.clear()
    busy.before_append.append(lambda: street.votes(BEN, WEST, "for"))
    await street.votes(ADA, EAST, "for")
    assert len(busy.wishes) == 2


async def test_it_gives_up_after_five_attempts(street: Community, busy: BusyLog):
    async def another_ballot() -> None:
        await street.votes(ADA, EAST, "for")
        busy.before_append.append(another_ballot)

    busy.before_append.append(another_ballot)
    with pytest.raises(TooMuchAtOnce):
        await street.votes(ADA, EAST, "against")
    assert len(await street.history(BallotCast)) == ATTEMPTS == 5


async def test_a_revocation_cannot_be_raced(street: Community, busy: BusyLog):
    await street.grants(BEN, "clerk")
    busy.before_append.append(lambda: street.does(CLERK, RevokeRole, person=BEN, role="clerk"))
    with pytest.raises(RoleRequired):
        await street.does(BEN, GrantRole, person=ADA, role="auditor")
    assert [r.event.person for r in await street.history(RoleGranted)] == [CLERK, BEN]


async def test_leaving_a_seat_cannot_be_raced(street: Community, busy: BusyLog, clock: StoryClock):
    clock.pass_by(hours=1)
    busy.before_append.append(lambda: street.vacates(EAST))
    with pytest.raises(NotTheHolder):
        await street.votes(ADA, EAST, "for")


async def test_the_close_cannot_be_raced(street: Community, busy: BusyLog):
    busy.before_append.append(lambda: street.closes(decision=QUESTION, at=TOMORROW))
    with pytest.raises(VotingIsClosed):
        await street.votes(ADA, EAST, "for")


async def test_what_came_between_two_readings_is_not_missed(street: Community, busy: BusyLog):
    """Filling a seat asks for its organ only once the seat is known; then a clerk is none."""
    await street.grants(BEN, "clerk")
    busy.between_readings.append(lambda: street.does(CLERK, RevokeRole, person=BEN, role="clerk"))
    with pytest.raises(RoleRequired):
        await street.does(
            BEN, FillSeat, seat=SOUTH, holder=DEWI, term_from=NOON, term_until=NEXT_YEAR
        )
    assert len(await street.history(SeatFilled)) == 3


async def test_a_further_attempt_has_new_salts_but_the_same_moment_and_identifiers(
    street: Community, busy: BusyLog
):
    busy.before_append.append(lambda: street.votes(ADA, EAST, "for", ballot=FIRST))
    await street.votes(ADA, EAST, "against", ballot=SECOND)
    _, refused, accepted = (decode(0, wish.records[0].record) for wish in busy.wishes[-3:])
    assert isinstance(refused.event, BallotCast)
    assert isinstance(accepted.event, BallotCast)
    assert refused.event.ballot == accepted.event.ballot == SECOND
    assert refused.time == accepted.time == NOON
    assert refused.event.choice != accepted.event.choice


async def test_where_nothing_is_to_be_done_nothing_is_recorded(street: Community):
    receipt = await street.does(CLERK, DoNothing)
    _, head = await street.ports.log.read_page(street.organisation, after=0, limit=1)
    assert receipt == (head, (), False)


async def test_the_same_command_is_carried_out_once(street: Community):
    first = await street.votes(ADA, EAST, "for", command_id="a", ballot=FIRST)
    again = await street.votes(ADA, EAST, "for", command_id="a", ballot=SECOND)
    assert (first.replayed, again.replayed) == (False, True)
    assert len(await street.history(BallotCast)) == 1


async def test_the_answer_to_a_repeated_command_is_built_from_the_events(street: Community):
    later = NEXT_YEAR
    for asks in (
        lambda at: street.proposes(command_id="plan", at=at),
        lambda at: street.votes(ADA, EAST, "for", command_id="ballot", ballot=FIRST, at=at),
        lambda at: street.opens_vote(command_id="vote", at=at, closes_at=NEXT_YEAR),
    ):
        first, again = await asks(NOON), await asks(later)
        assert (again.position, again.recorded) == (first.position, first.recorded)


async def test_a_command_sent_twice_at_once_is_carried_out_once(street: Community, busy: BusyLog):
    busy.before_append.append(lambda: street.proposes(command_id="a"))
    receipt = await street.proposes(command_id="a")
    assert receipt.replayed
    assert len(await street.history(PlanProposed)) == 1


async def test_a_command_id_is_the_callers_own(street: Community):
    await street.votes(ADA, EAST, "for", command_id="a")
    assert not (await street.votes(BEN, WEST, "for", command_id="a")).replayed


async def test_the_same_command_id_with_another_body_is_refused(street: Community):
    await street.votes(ADA, EAST, "for", command_id="sealed")
    await street.proposes(command_id="plain")
    with pytest.raises(OtherBody):
        await street.votes(ADA, EAST, "against", command_id="sealed")
    with pytest.raises(OtherBody):
        await street.proposes(command_id="plain", title="Another garden")
    with pytest.raises(OtherBody):
        await street.proposes(command_id="sealed")
    assert len(await street.history(BallotCast, PlanProposed)) == 2


async def test_no_rule_runs_for_a_command_that_was_carried_out(
    street: Community, clock: StoryClock
):
    first = await street.votes(ADA, EAST, "for", command_id="a")
    clock.now = TOMORROW
    await street.closes()
    await street.declares()
    again = await street.votes(ADA, EAST, "for", command_id="a")
    assert (again.position, again.replayed) == (first.position, True)


async def test_a_refused_command_leaves_its_id_free(street: Community, clock: StoryClock):
    with pytest.raises(NotTheHolder):
        await street.votes(DEWI, EAST, "for", command_id="a")
    await street.fills(SOUTH, DEWI)
    assert not (await street.votes(DEWI, SOUTH, "for", command_id="a")).replayed


async def test_what_was_asked_is_marked_with_the_key_that_seals_it(
    street: Community, busy: BusyLog
):
    await street.votes(ADA, EAST, "for", ballot=FIRST)
    asked = CastBallotOnDecision(
        organisation=street.organisation,
        actor=ADA,
        at=NOON,
        ballot=FIRST,
        decision=QUESTION,
        seat=EAST,
        choice="for",
    ).asked()
    box = await street.ports.vault.key(street.organisation, QUESTION)
    assert box is not None
    assert busy.wishes[-1].fingerprint == box.fingerprint(asked)
    assert busy.wishes[-1].fingerprint != street.ports.vault.server_key().fingerprint(asked)


async def test_once_the_key_is_destroyed_nobody_can_tell_what_was_asked(
    street: Community, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("adapters.vault.BOX_KEY_SECONDS", 0.0)
    first = await street.votes(ADA, EAST, "for", command_id="a")
    await street.ports.log.append(
        street.organisation, Append(records=(), sealing=Sealing(destroyed=[QUESTION]))
    )
    for choice in ("for", "against"):
        again = await street.votes(ADA, EAST, choice, command_id="a")
        assert again.position == first.position


async def test_nothing_is_sealed_under_a_key_that_was_destroyed(street: Community):
    await street.ports.log.append(
        street.organisation, Append(records=(), sealing=Sealing(destroyed=[QUESTION]))
    )
    with pytest.raises(TooMuchAtOnce):
        await street.votes(ADA, EAST, "for")
    assert await street.history(BallotCast) == []


async def test_what_an_act_removes_is_gone_from_the_vault_and_nothing_else_is(street: Community):
    await street.votes(ADA, EAST, "for")
    (bens,) = events(await street.votes(BEN, WEST, "against"))
    assert isinstance(bens, BallotCast)
    assert len(await street.unsealed(QUESTION)) == 2
    await street.does(CLERK, TakeOut)
    assert set(await street.unsealed(QUESTION)) == {bens.choice.sealed}


async def test_an_act_that_is_refused_removes_nothing(street: Community):
    await street.votes(ADA, EAST, "for")
    with pytest.raises(RoleRequired):
        await street.does(ADA, TakeOut)
    assert len(await street.unsealed(QUESTION)) == 1


async def test_a_further_attempt_removes_what_it_has_seen_itself(street: Community, busy: BusyLog):
    (first,) = events(await street.votes(ADA, EAST, "for"))
    busy.before_append.append(lambda: street.votes(ADA, EAST, "against"))
    await street.does(CLERK, TakeOut)
    assert isinstance(first, BallotCast)
    assert set(await street.unsealed(QUESTION)) == {first.choice.sealed}


@pytest.mark.parametrize("command_id", ["a", None])
async def test_a_lost_reply_is_asked_for_once_more(
    shaky: Community, failing: FailingLog, command_id: str | None
):
    receipt = await shaky.votes(ADA, EAST, "for", command_id=command_id, ballot=FIRST)
    assert receipt.recorded == await shaky.history(BallotCast)
    assert failing.asked_again == 1


async def test_if_nothing_is_found_then_the_outcome_is_unknown(
    shaky: Community, failing: FailingLog
):
    """The append may still be under way."""
    failing.written = False
    with pytest.raises(OutcomeUnknown):
        await shaky.votes(ADA, EAST, "for")
    assert failing.asked_again == 1


async def test_if_the_database_stays_away_the_outcome_is_unknown(
    shaky: Community, failing: FailingLog
):
    failing.stays_away = True
    with pytest.raises(OutcomeUnknown):
        await shaky.votes(ADA, EAST, "for", command_id="a")
    failing.stays_away = False
    assert (await shaky.votes(ADA, EAST, "for", command_id="a")).replayed


async def test_a_founding_whose_reply_is_lost_is_asked_for_too(
    failing: FailingLog, clock: StoryClock, keys: Keys
):
    community = Community(in_memory(clock, keys, failing))
    failing.breaks, failing.written = True, False
    with pytest.raises(OutcomeUnknown):
        await community.is_founded(command_id="a")
    failing.written = True
    assert (await community.is_founded(command_id="a")).replayed
