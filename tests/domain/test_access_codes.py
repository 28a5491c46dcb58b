"""An access code stands for the account that a resident does not have."""

import re
import string

import pytest

from domain.ballots.errors import NoBallotYet, NotInElectorate, VoteNotFound, VotingIsClosed
from domain.errors import OtherBody, RoleRequired
from domain.events.ballots import BallotCast, BallotWithdrawn
from domain.events.voting_days import AccessCodeIssued
from domain.persons.errors import PersonNotFound
from domain.votes.access_codes import code_of, code_sha256
from domain.votes.errors import (
    AccessCodeNotValid,
    NoAccessCodes,
    PersonNotInElectorate,
    RegistrationWasMerged,
    VotesOnPaper,
)
from domain.votes.issue_access_code import IssueAccessCode
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    MURAL,
    SEED,
    STRANGER,
    SWING,
    TOMORROW,
    VOTE,
    Community,
    events,
    numbered,
)
from tests.voting_days import (
    casts_by_code,
    day_comes,
    gives_paper,
    issues_code,
    merges,
    withdraws,
    withdraws_by_code,
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await day_comes(de_pijp, ADA, BEN, CHEN)
    return de_pijp


def test_a_code_has_100_random_bits_and_no_look_alikes():
    codes = {code_of(bytes([number]) * 32) for number in range(100)}
    assert len(codes) == 100
    drawn = set("".join(codes)) - {"-"}
    assert drawn == set(string.digits + string.ascii_uppercase) - set("ILOU")
    for code in codes:
        assert re.fullmatch(r"([0-9A-Z]{5}-){3}[0-9A-Z]{5}", code)


def test_a_code_is_the_same_however_it_is_typed():
    kept = code_sha256(VOTE, "0A1B2-C3D4E-5F6G7-H8J9K")
    assert code_sha256(VOTE, " oalb2c3d4e 5f6g7-h8j9k ") == kept
    assert code_sha256(VOTE, "0A1B2-C3D4E-5F6G7-H8J9M") != kept


def test_a_code_opens_one_vote_only():
    assert code_sha256(VOTE, code_of(SEED)) != code_sha256(numbered("vote", 2), code_of(SEED))


async def test_the_record_keeps_the_hash_alone(street: Community):
    code = await issues_code(street, ADA)
    (issued,) = await street.history(AccessCodeIssued)
    assert issued.event == AccessCodeIssued(
        vote=VOTE, resident=ADA, code_sha256=code_sha256(VOTE, code)
    )


async def test_with_a_code_a_resident_casts_replaces_and_withdraws(street: Community):
    code = await issues_code(street, ADA)
    (first,) = events(await casts_by_code(street, ADA, code, BENCH))
    assert isinstance(first, BallotCast)
    (second,) = events(await casts_by_code(street, ADA, code, MURAL, SWING))
    assert isinstance(second, BallotCast)
    assert (second.resident, second.replaces) == (ADA, first.ballot)
    assert events(await withdraws_by_code(street, ADA, code)) == [
        BallotWithdrawn(ballot=second.ballot, vote=VOTE, resident=ADA)
    ]
    with pytest.raises(NoBallotYet):
        await withdraws_by_code(street, ADA, code)


async def test_a_ballot_with_a_code_is_that_of_the_account_too(street: Community):
    code = await issues_code(street, ADA)
    (first,) = events(await street.approves(ADA, [BENCH]))
    (second,) = events(await casts_by_code(street, ADA, code, SWING))
    assert second.replaces == first.ballot
    await withdraws(street, ADA)


async def test_a_code_issued_again_voids_the_old_one(street: Community):
    old = await issues_code(street, ADA)
    new = await issues_code(street, ADA)
    issued = [recorded.event for recorded in await street.history(AccessCodeIssued)]
    assert issued[1].replaces_sha256 == issued[0].code_sha256
    with pytest.raises(AccessCodeNotValid):
        await casts_by_code(street, ADA, old, BENCH)
    await casts_by_code(street, ADA, new, BENCH)


async def test_whatever_is_wrong_with_a_code_the_refusal_is_the_same(street: Community):
    """Unknown, somebody else's, void since a new one, paper or a merged registration."""
    void, _ = await issues_code(street, ADA), await issues_code(street, ADA)
    of_ben, of_chen = await issues_code(street, BEN), await issues_code(street, CHEN)
    await gives_paper(street, BEN)
    await merges(street, ADA, CHEN)
    tried = ((ADA, "XXXXX"), (ADA, of_ben), (ADA, void), (BEN, of_ben), (CHEN, of_chen))
    said = set()
    for resident, code in tried:
        with pytest.raises(AccessCodeNotValid) as refused:
            await casts_by_code(street, resident, code, BENCH)
        said.add((str(refused.value), str(refused.value.facts)))
        with pytest.raises(AccessCodeNotValid):
            await withdraws_by_code(street, resident, code)
    assert len(said) == 1


async def test_a_command_sent_again_is_carried_out_once_per_resident(street: Community):
    ada, ben = await issues_code(street, ADA), await issues_code(street, BEN)
    once = {"command_id": "my ballot", "ballot": numbered("ballot", 1)}
    first = await casts_by_code(street, ADA, ada, BENCH, **once)
    again = await casts_by_code(street, ADA, ada, BENCH, **once)
    assert (again.replayed, again.position) == (True, first.position)
    with pytest.raises(OtherBody):
        await casts_by_code(street, ADA, ada, SWING, command_id="my ballot")
    other = await casts_by_code(street, BEN, ben, SWING, command_id="my ballot")
    assert not other.replayed


async def test_issuing_a_code_again_by_the_same_command_issues_none(street: Community):
    first = await issues_code(street, ADA, command_id="a code")
    await issues_code(street, ADA, command_id="a code")
    assert len(await street.history(AccessCodeIssued)) == 1
    await casts_by_code(street, ADA, first, BENCH)


async def test_a_code_is_for_residents_of_the_electorate(street: Community):
    late = numbered("person", 50)
    await street.registers(late)
    with pytest.raises(PersonNotInElectorate):
        await issues_code(street, late)
    with pytest.raises(PersonNotFound):
        await issues_code(street, STRANGER)
    await merges(street, ADA, CHEN)
    with pytest.raises(RegistrationWasMerged):
        await issues_code(street, CHEN)
    await gives_paper(street, BEN)
    with pytest.raises(VotesOnPaper):
        await issues_code(street, BEN)


async def test_only_the_clerk_issues_codes_while_the_vote_that_has_them_is_open(
    street: Community, clock: StoryClock
):
    with pytest.raises(RoleRequired):
        await street.does(ADA, IssueAccessCode, vote=VOTE, seed=SEED, resident=ADA)
    with pytest.raises(VoteNotFound):
        await issues_code(street, ADA, vote=numbered("vote", 9))
    other = numbered("vote", 2)
    await street.opens_vote(
        vote=other, project_ids=tuple(numbered("project", n) for n in (7, 8, 9))
    )
    with pytest.raises(NoAccessCodes):
        await issues_code(street, ADA, vote=other)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await issues_code(street, ADA)


async def test_a_late_ballot_with_a_code_is_refused(street: Community, clock: StoryClock):
    code = await issues_code(street, ADA)
    clock.now = TOMORROW
    with pytest.raises(VotingIsClosed):
        await casts_by_code(street, ADA, code, BENCH)


async def test_who_is_not_in_the_electorate_is_refused_as_ever(street: Community):
    late = numbered("person", 50)
    await street.registers(late)
    with pytest.raises(NotInElectorate):
        await street.approves(late, [BENCH])
