"""After a secret opening nothing that is left leads from a line to its voter.

The whole database is dumped, and whoever has the dump, and the keys folder too, tries all that
can be tried. Each attempt is shown to work where a link does exist: on an open decision, before
the opening, or with a seed that somebody kept.
"""

import hmac
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from itertools import chain
from typing import Any

import asyncpg
import msgspec
import pytest

from adapters.keys import Keys
from adapters.new_id import new_id
from adapters.new_seed import new_seed
from adapters.postgres.log import PostgresLog
from adapters.postgres.vault_store import PostgresVaultStore
from adapters.signals import Signals
from adapters.vault import Vault
from domain.ballots.opening import LINE_DIGITS, secret_lines
from domain.decisions.cast_ballot import CastBallotOnDecision
from domain.events.ballots import BallotCast, BallotsOpened
from domain.ids import BallotId, DecisionId
from domain.kernel import Sealed
from domain.ports import Opened, Ports
from domain.record import canonical, decode
from domain.sealing import commitment
from tests.conftest import Database, StoryClock
from tests.residents import QUESTION, Community, numbered
from tests.secrecy.scenes import QUAY, SQUARE, YARD, asks, casts, ends, lines, seat, sits, voter

VOTERS = 5
CHOSEN = (QUAY, SQUARE, YARD, QUAY, "abstain")
POSSIBLE = (SQUARE, YARD, QUAY, "abstain")
NAMES_OF_32_BYTES = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@pytest.fixture
def stored(database: Database, clock: StoryClock, keys: Keys, signals: Signals) -> Ports:
    return Ports(
        log=PostgresLog(database.pool, signals),
        vault=Vault(keys, PostgresVaultStore(database.pool)),
        clock=clock,
        new_id=new_id,
        new_seed=new_seed,
    )


@pytest.fixture
async def street(stored: Ports) -> Community:
    community = Community(stored)
    await community.is_founded()
    await sits(community, VOTERS)
    return community


async def vote(street: Community) -> list[BallotCast]:
    for number, choice in enumerate(CHOSEN):
        await casts(street, number, choice, command_id=f"ballot {number}")
    cast = [r.event for r in await street.history(BallotCast)]
    return cast


async def dump(owner: asyncpg.Connection) -> dict[str, str]:
    """Every table, whole; what is kept as bytes is written in hex, records also in plain."""
    names = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found = {}
    for (name,) in names:
        written = io.BytesIO()
        await owner.copy_from_table(name, output=written)
        found[name] = written.getvalue().decode()
    records = await owner.fetch("SELECT record FROM event")
    found["records"] = "\n".join(row["record"].decode() for row in records)
    return found


def secrets_in(dumped: dict[str, str], keys: Keys) -> list[bytes]:
    """Whatever could be a salt, a key or a seed: 32 bytes, anywhere, at any place; and the keys
    folder."""
    text = "\n".join(dumped.values())
    named = [bytes.fromhex(found) for found in NAMES_OF_32_BYTES.findall(text)]
    longer = [bytes.fromhex(found) for found in re.findall(r"\\\\x((?:[0-9a-f]{2})+)", text)]
    within = chain.from_iterable(_windows(each) for each in longer if len(each) <= 400)
    return list({*named, *within, *keys, bytes(32)})


def _windows(written: bytes) -> Iterator[bytes]:
    return (written[start : start + 32] for start in range(len(written) - 31))


def matched(ballots: Sequence[BallotCast], salts: Sequence[bytes]) -> set[str]:
    """The ballots whose commitment is found by trying every choice with every salt."""
    sealed = {each.choice.sealed: each.ballot for each in ballots}
    tried = (commitment(salt, canonical(choice)) for choice in POSSIBLE for salt in salts)
    return {sealed[each] for each in tried if each in sealed}


async def test_the_box_is_empty_and_its_key_is_gone(
    street: Community, database: Database, clock: StoryClock
):
    await asks(street)
    await vote(street)
    before = await dump(database.owner)
    assert before["vault_value"].count(QUESTION) == VOTERS + 1
    wrapped = "SELECT wrapped FROM vault_key WHERE holder = $1"
    assert await database.owner.fetchval(wrapped, QUESTION) is not None
    await ends(street, clock)
    after = await dump(database.owner)
    assert QUESTION not in after["vault_value"]
    assert f"{QUESTION}\t\\N\n" in after["vault_key"]
    assert await database.owner.fetchval(wrapped, QUESTION) is None


async def test_no_commitment_is_matched_by_trying_every_choice(
    street: Community, database: Database, clock: StoryClock, keys: Keys
):
    await asks(street)
    cast = await vote(street)
    await ends(street, clock)
    secrets = secrets_in(await dump(database.owner), keys)
    assert len(secrets) > 100
    assert matched(cast, secrets) == set()


async def test_on_an_open_decision_trying_every_choice_does_match(
    street: Community, database: Database, clock: StoryClock, keys: Keys
):
    """So the attempt is one that finds what there is to find."""
    await asks(street, secrecy="open")
    cast = await vote(street)
    await ends(street, clock)
    secrets = secrets_in(await dump(database.owner), keys)
    assert matched(cast, secrets) == {each.ballot for each in cast}


async def test_what_was_asked_under_a_command_id_cannot_be_made_out_again(
    street: Community, database: Database, clock: StoryClock, keys: Keys
):
    await asks(street)
    await vote(street)
    kept = await fingerprints(database.owner)
    assert len(kept) == VOTERS

    own = await street.ports.vault.key(street.organisation, QUESTION)
    assert own is not None
    marks = {own.fingerprint(each) for each in asked_for()}
    assert len(marks & kept) == VOTERS, "while the key lives, the attempt succeeds"

    await ends(street, clock)
    anew = Vault(keys, PostgresVaultStore(database.pool))
    assert await anew.key(street.organisation, QUESTION) is None
    assert await street.ports.vault.key(street.organisation, QUESTION) is None
    assert await fingerprints(database.owner) == kept
    assert not {anew.server_key().fingerprint(each) for each in asked_for()} & kept
    for secret in secrets_in(await dump(database.owner), keys):
        mark = hmac.digest(secret, b"zetel-fingerprint-key/v1", "sha256")
        tried = {hmac.digest(key, each, "sha256") for key in (mark, secret) for each in asked_for()}
        assert not tried & kept


async def fingerprints(owner: asyncpg.Connection) -> set[bytes]:
    rows = await owner.fetch("SELECT fingerprint FROM command WHERE command LIKE 'ballot %'")
    return {row["fingerprint"] for row in rows}


def asked_for() -> list[bytes]:
    """Every ballot that anybody could have asked for."""
    return [
        CastBallotOnDecision(
            organisation="", actor=voter(number), at=None, ballot="",
            decision=QUESTION, seat=seat(number), choice=choice,
        ).asked()
        for number in range(VOTERS)
        for choice in POSSIBLE
    ]  # fmt: skip


async def test_no_line_can_be_made_out_from_a_ballot(
    street: Community, database: Database, clock: StoryClock, keys: Keys
):
    await asks(street)
    cast = await vote(street)
    clock.pass_by(days=2)
    await street.closes()
    forgotten = new_seed()
    await street.declares(seed=forgotten)
    shown = {line.line for line in await lines(street)}
    known = [each.ballot for each in cast]
    assert {_line(forgotten, each) for each in known} == shown, "with the seed there is a link"
    dumped = await dump(database.owner)
    assert forgotten.hex() not in "".join(dumped.values())
    secrets = secrets_in(dumped, keys)
    assert not {_line(secret, each) for secret in secrets for each in known} & shown


def _line(seed: bytes, ballot: BallotId) -> str:
    return sha256(seed + ballot.encode()).hexdigest()[:LINE_DIGITS]


async def test_the_record_of_the_lines_says_nothing_but_the_lines(
    street: Community, clock: StoryClock
):
    await asks(street)
    cast = await vote(street)
    await ends(street, clock)
    page, _ = await street.ports.log.read_page(street.organisation, after=0, limit=1_000)
    (opening,) = [each.record for each in page if each.type == BallotsOpened.NAME]
    written = msgspec.json.decode(opening)
    assert "actor" not in written
    assert set(written["data"]) == {"decision", "lines", "part", "parts"}
    assert {*chain(*written["data"]["lines"])} == {"choice", "line"}
    of_casting = [decode(each.position, each.record) for each in page if each.type == "ballot.cast"]
    for recorded in of_casting:
        assert written["time"] > recorded.time.isoformat()
        for told in (recorded.id, recorded.actor, recorded.event.seat, recorded.event.ballot):
            assert str(told).encode() not in opening
    for ballot in cast:
        assert ballot.choice.sealed.encode() not in opening
        assert ballot.choice.sealed[:LINE_DIGITS].encode() not in opening


def test_where_a_line_stands_does_not_depend_on_when_its_ballot_was_cast():
    """Over many openings the first ballot, and any other, stands in every place equally often."""
    ballots = [_sealed(number) for number in range(VOTERS)]
    box = dict(opened for _, opened in ballots)
    cast = [(ballot, None, None) for ballot, _ in ballots]
    openings, places = 4_000, {number: Counter[int]() for number in range(VOTERS)}
    for opening in range(openings):
        seed = sha256(b"opening %d" % opening).digest()
        shown = secret_lines(cast, box, seed)
        for place, line in enumerate(shown):
            places[int(str(line.choice))][place] += 1
    expected = openings / VOTERS
    for number in range(VOTERS):
        found = [places[number][place] for place in range(VOTERS)]
        chi_square = sum((each - expected) ** 2 / expected for each in found)
        assert chi_square < 18.5, (number, found)  # 4 degrees of freedom: one in a thousand


def _sealed(number: int) -> tuple[BallotCast, tuple[str, Opened]]:
    """What is chosen is who it is: so that a test can tell the lines apart."""
    salt, value = sha256(b"%d" % number).digest(), canonical(str(number))
    sealed = commitment(salt, value)
    ballot = BallotCast(
        ballot=BallotId(numbered("ballot", number)),
        choice=Sealed(sealed=sealed),
        decision=QUESTION,
        seat=seat(number),
    )
    return ballot, (sealed, Opened(salt, value))


async def test_in_real_openings_the_first_ballot_stands_anywhere(
    de_pijp: Community, clock: StoryClock
):
    """The act takes its order from the seed, whoever cast first."""
    await sits(de_pijp, VOTERS)
    places: Counter[int] = Counter()
    for number in range(60):
        decision = DecisionId(numbered("decision", 100 + number))
        await asks(de_pijp, decision=decision, closes_at=clock.now + timedelta(hours=1))
        for who in range(VOTERS):
            await casts(de_pijp, who, QUAY if who == 0 else SQUARE, decision=decision)
        clock.pass_by(hours=1)
        await de_pijp.closes(decision=decision)
        seed = sha256(b"%d" % number).digest()
        await de_pijp.declares(decision=decision, seed=seed)
        opened = (await de_pijp.history(BallotsOpened))[-1].event
        places[_place_of(opened, QUAY)] += 1
    assert set(places) == set(range(VOTERS))
    assert max(places.values()) < 25


def _place_of(opened: Any, choice: str) -> int:
    return next(place for place, line in enumerate(opened.lines) if line.choice == choice)
