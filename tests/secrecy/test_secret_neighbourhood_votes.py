"""What holds of secret ballots of a decision, tried on those of a neighbourhood vote."""

import hmac
from datetime import timedelta
from itertools import chain
from typing import Any

import msgspec
import pytest

from adapters.keys import Keys
from adapters.new_seed import new_seed
from adapters.postgres.vault_store import PostgresVaultStore
from adapters.vault import Vault
from domain.act import Act
from domain.decisions.secrecy import MANY_RANKINGS, NO_TRACKER, OPERATOR, TRACKER, tracker_of
from domain.errors import OtherBody
from domain.events.ballots import BallotCast, BallotsOpened, ResultCounted, VotingClosed
from domain.ports import Ports
from domain.record import canonical
from domain.sealing import commitment
from domain.votes.cast_ballot import CastBallotInVote
from domain.votes.secrecy import notices, said_on_casting
from domain.votes.withdraw_ballot import WithdrawBallotInVote
from projections.ballots import BALLOTS
from projections.lines import LINES
from projections.recount import recount
from projections.replay import listed, replay
from projections.votes import VOTES
from tests.conftest import Database, StoryClock
from tests.residents import (
    BENCH,
    MURAL,
    PROJECTS,
    SWING,
    TOMORROW,
    VOTE,
    Community,
    numbered,
)
from tests.secrecy.interfering import InterferingLog, Killed
from tests.secrecy.scenes import WITH_CODES
from tests.secrecy.test_closing_and_opening import clerk_of
from tests.secrecy.test_no_link_remains import (
    _line,
    dump,
    fingerprints,
    secrets_in,
    stored,
)
from tests.votes import chooses, counted, declared, ends, lines, lives_here, neighbour

__all__ = ["stored"]

VOTERS = 5
CHOSEN: tuple[tuple[Any, ...], ...] = ((SWING,), (BENCH,), (MURAL, SWING), (SWING,), ())


@pytest.fixture
async def street(stored: Ports) -> Community:
    community = Community(stored)
    await community.is_founded()
    await lives_here(community, VOTERS)
    return community


@pytest.fixture
async def quiet(circle: Community) -> Community:
    """In memory, on a log during whose appends something may happen."""
    await lives_here(circle, VOTERS)
    return circle


async def vote(street: Community, **asked: Any) -> list[BallotCast]:
    await street.opens_vote(**{"secrecy": "secret", **asked})
    for number, projects in enumerate(CHOSEN):
        await chooses(street, number, projects, command_id=f"ballot {number}")
    return [each.event for each in await street.history(BallotCast)]  # type: ignore[misc]


def matched(ballots: list[BallotCast], salts: list[bytes]) -> set[str]:
    sealed = {each.choice.sealed: each.ballot for each in ballots}
    tried = (commitment(salt, canonical(choice)) for choice in CHOSEN for salt in salts)
    return {sealed[each] for each in tried if each in sealed}


async def test_box_and_key_are_gone_and_no_choice_can_be_tried_out(
    street: Community, database: Database, clock: StoryClock, keys: Keys
):
    cast = await vote(street)
    before = await dump(database.owner)
    assert before["vault_value"].count(VOTE) == VOTERS + 1, "the ballots, and the lot's seed"
    await ends(street, clock)
    after = await dump(database.owner)
    assert VOTE not in after["vault_value"]
    assert f"{VOTE}\t\\N\n" in after["vault_key"]
    secrets = secrets_in(after, keys)
    assert len(secrets) > 100
    assert matched(cast, secrets) == set()


async def test_in_an_open_vote_trying_out_does_find_them(
    street: Community, database: Database, clock: StoryClock, keys: Keys
):
    cast = await vote(street, secrecy="open")
    await ends(street, clock)
    secrets = secrets_in(await dump(database.owner), keys)
    assert matched(cast, secrets) == {each.ballot for each in cast}


async def test_what_was_asked_cannot_be_made_out_again(
    street: Community, database: Database, clock: StoryClock, keys: Keys
):
    await vote(street)
    kept = await fingerprints(database.owner)
    own = await street.ports.vault.key(street.organisation, VOTE)
    assert own is not None
    assert len(kept) == VOTERS, "two chose alike, and that cannot be seen either"
    assert len({own.fingerprint(each) for each in asked_for()} & kept) == VOTERS
    await ends(street, clock)
    assert (
        await Vault(keys, PostgresVaultStore(database.pool)).key(street.organisation, VOTE) is None
    )
    for secret in secrets_in(await dump(database.owner), keys):
        mark = hmac.digest(secret, b"zetel-fingerprint-key/v1", "sha256")
        tried = {hmac.digest(key, each, "sha256") for key in (mark, secret) for each in asked_for()}
        assert not tried & kept


def asked_for() -> list[bytes]:
    return [
        CastBallotInVote(
            organisation="", actor=neighbour(number), at=None, ballot="",
            vote=VOTE, projects=projects,
        ).asked()
        for number in range(VOTERS)
        for projects in CHOSEN
    ]  # fmt: skip


async def test_no_line_leads_to_its_ballot_and_the_record_says_nothing_but_the_lines(
    street: Community, database: Database, clock: StoryClock, keys: Keys
):
    cast = await vote(street)
    clock.pass_by(days=2)
    before = TOMORROW - timedelta(hours=1)
    await street.does(neighbour(0), WithdrawBallotInVote, vote=VOTE, at=before)
    await street.closes(vote=VOTE)
    forgotten = new_seed()
    await street.declares_vote(seed=forgotten)
    shown = {line.line for line in await lines(street)}
    known = [each.ballot for each in cast]
    assert {_line(forgotten, each) for each in known[1:]} == shown, "with the seed there is a link"
    dumped = await dump(database.owner)
    assert forgotten.hex() not in "".join(dumped.values())
    assert (
        not {_line(secret, each) for secret in secrets_in(dumped, keys) for each in known} & shown
    )
    page, _ = await street.ports.log.read_page(street.organisation, after=0, limit=1_000)
    (opening,) = [each.record for each in page if each.type == BallotsOpened.NAME]
    written = msgspec.json.decode(opening)
    assert "actor" not in written
    assert set(written["data"]) == {"lines", "part", "parts", "vote"}
    assert {*chain(*written["data"]["lines"])} == {"choice", "line"}


async def test_the_lines_are_read_and_the_ballots_stay_closed(quiet: Community, clock: StoryClock):
    await vote(quiet)
    await ends(quiet, clock)
    history = await quiet.history()
    shown = listed(LINES, replay(LINES, history), "lines", VOTE)
    assert sorted(map(str, (each.choice for each in shown))) == sorted(map(str, CHOSEN))
    receipts = listed(BALLOTS, replay(BALLOTS, history), "ballots", VOTE)
    assert [(each.choice, each.salt) for each in receipts] == [(None, None)] * VOTERS
    count = (await counted(quiet)).allocation
    assert count is not None
    assert {each.project: each.votes for each in count.projects} == {BENCH: 1, MURAL: 1, SWING: 3}
    again = recount(VOTE, history)
    assert again.agrees, again.findings


async def test_too_few_ballots_are_never_opened(
    quiet: Community, log: InterferingLog, clock: StoryClock
):
    await quiet.opens_vote(secrecy="secret")
    for number in range(2):
        await chooses(quiet, number, [BENCH])
    await ends(quiet, clock)
    assert not await quiet.history(BallotsOpened)
    assert await counted(quiet) == ResultCounted(vote=VOTE, outcome="too_few_for_secrecy")
    assert (await declared(quiet)).outcome == "too_few_for_secrecy"
    assert log.left_in(quiet.organisation, VOTE) == set()
    assert not log.has_key(quiet.organisation, VOTE)
    again = recount(VOTE, await quiet.history())
    assert (again.agrees, again.outcome) == (True, "too_few_for_secrecy")


async def test_lines_that_do_not_belong_are_found(quiet: Community, clock: StoryClock):
    await vote(quiet)
    await ends(quiet, clock)
    history = await quiet.history()
    place = next(n for n, each in enumerate(history) if isinstance(each.event, BallotsOpened))
    opening = history[place].event
    assert isinstance(opening, BallotsOpened)
    bent = (
        opening.lines[1:],
        (msgspec.structs.replace(opening.lines[0], resident=neighbour(0)), *opening.lines[1:]),
        (msgspec.structs.replace(opening.lines[0], line=opening.lines[1].line), *opening.lines[1:]),
    )
    for each in bent:
        event = msgspec.structs.replace(opening, lines=each)
        changed = [*history]
        changed[place] = history[place]._replace(event=event)
        assert not recount(VOTE, changed).agrees


@pytest.mark.parametrize("when", ["killed_before", "killed_after"])
@pytest.mark.parametrize("step", [VotingClosed, BallotsOpened])
async def test_after_a_crash_the_clerk_process_goes_on_and_opens_it_once(
    quiet: Community, log: InterferingLog, clock: StoryClock, step: type, when: str
):
    await vote(quiet)
    clock.now = TOMORROW + timedelta(hours=3)
    setattr(log, when, step)
    process = clerk_of(quiet, VOTES)
    with pytest.raises(Killed):
        await process.once()
    for _ in range(3):
        await clerk_of(quiet, VOTES).once()
    assert len(await quiet.history(BallotsOpened)) == 1
    assert len(await lines(quiet)) == VOTERS
    assert not log.has_key(quiet.organisation, VOTE)
    assert recount(VOTE, await quiet.history()).agrees


async def test_where_there_are_codes_each_voter_finds_their_own_line(
    quiet: Community, clock: StoryClock
):
    await quiet.describes()
    await quiet.records_bylaws(WITH_CODES)
    opened = (await quiet.opens_vote(secrecy="secret")).recorded[0].event
    assert opened.trackers  # type: ignore[attr-defined]
    seeds = [bytes([number]) * 32 for number in range(VOTERS)]
    for number, projects in enumerate(CHOSEN):
        await chooses(quiet, number, projects, seed=seeds[number])
    await ends(quiet, clock)
    found = {line.tracker: line.choice for line in await lines(quiet)}
    assert found == {tracker_of(s): c for s, c in zip(seeds, CHOSEN, strict=True)}


async def test_what_secrecy_means_is_said_wherever_it_is_offered(
    quiet: Community, clock: StoryClock
):
    projects = (*PROJECTS, *PROJECTS)
    names = tuple(numbered("project", number) for number in range(6))
    asked = {"projects": projects, "project_ids": names, "form": "ranked"}
    ranked = (await quiet.opens_vote(secrecy="secret", **asked)).recorded[0].event
    said = notices(ranked)  # type: ignore[arg-type]
    assert OPERATOR in said
    assert NO_TRACKER in said
    assert TRACKER not in said
    assert MANY_RANKINGS in said, "six projects, and not 720 voters"
    assert replay(VOTES, await quiet.history())[VOTE].notices == tuple(said)
    assert said_on_casting(ranked, first_time=True) == tuple(said)  # type: ignore[arg-type]


async def test_nothing_of_a_choice_stands_in_any_record_before_the_opening(
    quiet: Community, clock: StoryClock
):
    await vote(quiet)
    clock.now = TOMORROW
    await quiet.closes(vote=VOTE)
    page, _ = await quiet.ports.log.read_page(quiet.organisation, after=0, limit=1_000)
    opening = next(n for n, each in enumerate(page) if each.type == "vote.opened")
    later = b"".join(
        each.record for each in page[opening + 1 :] if each.type != "project.described"
    )
    assert not any(project.encode() in later for project in (BENCH, MURAL, SWING))


async def test_a_ballot_sent_again_is_known_by_what_it_used_to_be_written_down_as(
    quiet: Community, monkeypatch: pytest.MonkeyPatch
):
    """So that an import which was interrupted goes on where it was."""
    await quiet.opens_vote(imported_from="0" * 64)
    sent = {"ballot": numbered("ballot", 1), "command_id": "one"}
    with monkeypatch.context() as formerly:
        formerly.setattr(CastBallotInVote, "asked", Act.asked)
        await chooses(quiet, 0, [BENCH], **sent)
    assert (await chooses(quiet, 0, [BENCH], **sent)).replayed
    with pytest.raises(OtherBody):
        await chooses(quiet, 0, [SWING], **sent)
