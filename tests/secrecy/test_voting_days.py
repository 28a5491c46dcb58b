"""A voting day keeps its secrets: no access code is anywhere, and paper lies sealed as all does."""

import logging

import pytest

from domain.ballots.opening import LINE_DIGITS
from domain.events.ballots import BallotCast, BallotsOpened, OpenedLine, ResultDeclared
from domain.events.voting_days import PaperBallotEntered
from projections.recount import recount
from tests.api.conftest import Installation
from tests.api.test_voting_days import Day
from tests.api.wijkraad import Wijkraad, made, refused
from tests.conftest import StoryClock
from tests.projections.found import found_for
from tests.residents import ADA, BEN, BENCH, CHEN, DEWI, MURAL, SWING, VOTE, Community
from tests.secrecy.interfering import InterferingLog
from tests.secrecy.test_nothing_shows_over_http import found_in, tables
from tests.voting_days import (
    casts_by_code,
    day_comes,
    day_ends,
    gives_paper,
    issues_code,
    reads_paper,
)


@pytest.fixture
async def street(circle: Community) -> Community:
    await day_comes(circle, ADA, BEN, CHEN, DEWI, secrecy="secret")
    return circle


async def opened_lines(street: Community) -> list[OpenedLine]:
    parts = [recorded.event for recorded in await street.history(BallotsOpened)]
    return [line for part in parts for line in part.lines]  # type: ignore[attr-defined]


async def test_secret_lines_of_paper_are_like_all_others(
    street: Community, log: InterferingLog, clock: StoryClock
):
    code = await issues_code(street, DEWI)
    await casts_by_code(street, DEWI, code, BENCH, seed=street.ports.new_seed())
    for person in (ADA, BEN, CHEN):
        await gives_paper(street, person)
    await reads_paper(street, 11, (MURAL,), (MURAL,))
    await reads_paper(street, 12, None, (SWING,), None)
    await day_ends(street, clock, seed=street.ports.new_seed())
    lines = await opened_lines(street)
    assert sorted(map(str, (line.choice for line in lines))) == sorted(
        map(str, ((BENCH,), (MURAL,), "invalid"))
    )
    for line in lines:
        assert len(str(line.line)) == LINE_DIGITS
        shown = {name for name in line.__struct_fields__ if getattr(line, name) is not None}
        assert shown == {"choice", "line"}
    assert [line.line for line in lines] == sorted(str(line.line) for line in lines)
    assert log.left_in(street.organisation, VOTE) == set()
    assert not log.has_key(street.organisation, VOTE)
    assert recount(VOTE, found_for(VOTE, await street.history())).findings == ()


async def test_papers_are_ballots_for_the_secrecy_minimum(street: Community, clock: StoryClock):
    """Two papers and one ballot are three; two of them would be too few."""
    await street.approves(DEWI, [BENCH])
    await gives_paper(street, ADA)
    await reads_paper(street, 1, (MURAL,), (MURAL,))
    await day_ends(street, clock)
    (declared,) = [recorded.event for recorded in await street.history(ResultDeclared)]
    assert declared.outcome == "too_few_for_secrecy"  # type: ignore[attr-defined]
    assert await opened_lines(street) == []
    assert recount(VOTE, found_for(VOTE, await street.history())).findings == ()


async def test_a_paper_is_as_long_in_the_box_as_any_ballot(street: Community, log: InterferingLog):
    """Else one that is invalid, or blank, would be known before the count."""
    await street.approves(DEWI, [BENCH, MURAL, SWING])
    await gives_paper(street, ADA)
    await gives_paper(street, BEN)
    await reads_paper(street, 1, None, ())
    await reads_paper(street, 2, (MURAL,), (BENCH, SWING))
    box = log._of(street.organisation).values[VOTE]
    kept = [recorded.event for recorded in await street.history(BallotCast, PaperBallotEntered)]
    lengths = {len(box[bytes.fromhex(each.choice.sealed)]) for each in kept}  # type: ignore[attr-defined]
    assert len(kept) == 5
    assert len(lengths) == 1


async def test_over_http_no_code_and_no_choice_is_anywhere(
    wijkraad: Wijkraad, installation: Installation, caplog: pytest.LogCaptureFixture
):
    """Looked through are every table, whatever was logged, all that was refused, and the views."""
    caplog.set_level(logging.DEBUG)
    day = await Day(wijkraad).comes()
    ada, bram, chandra = day.residents
    eva, farid = day.readers
    void, code = (await day.code(ada))["code"], (await day.code(ada))["code"]
    wrong = "0000X-XXXXX-XXXXX-XXXXX"
    bench, mural, swing = day.projects
    key = {"Idempotency-Key": "mine"}
    made(await day.by_code(code, swing, bench, **key))
    made(await day.by_code(code, swing, bench, **key))
    told = b""
    for each, status, said in (
        (void, 403, "access_code.not_valid"),
        (wrong, 403, "access_code.not_valid"),
    ):
        answer = await day.by_code(each, swing, bench)
        refused(answer, status, said)
        told += answer.content + str(answer.headers).encode()
    again = await day.by_code(code, swing, swing, **key)
    refused(again, 422, "idempotency_key.other_body")
    told += again.content
    twice = await day.by_code(code, swing, swing)
    refused(twice, 409, "ballot.project_twice")
    told += twice.content
    for resident in (bram, chandra):
        made(await day.paper(resident))
    for who, projects in ((eva, [mural, bench]), (farid, [bench, mural])):
        answer = await day.enters(who, 7, projects=projects)
        made(answer)
        told += answer.content
    for path in ("/voting-day", "/paper-ballots", "/ballots", "", "/replay"):
        told += str(await day.seen(path)).encode()
    places = await tables(installation.owner)
    places["told"] = told
    places["logged"] = "\n".join(each.getMessage() for each in caplog.records).encode()
    codes = [
        form.encode() for each in (void, code, wrong) for form in (each, each.replace("-", ""))
    ]
    for needle in codes:
        assert found_in(places, needle) == []
    for pair in ((swing, bench), (bench, mural), (mural, bench)):
        for needle in _forms(*pair):
            assert found_in(places, needle) == []


def _forms(*projects: str) -> list[bytes]:
    text = ",".join(f'"{each}"' for each in projects)
    return [each.encode() for each in (text, text.replace('"', ""), text.replace(",", ", "))]
