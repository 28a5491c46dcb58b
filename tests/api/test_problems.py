"""Every error is a problem: complete, stable, and without a word that is not meant to be told."""

import logging
from typing import Any

import httpx2
import msgspec
import pytest

from api import problems
from api.errors import AddressNotFound, Fault, Internal, RequestInvalid, TokenMissing
from domain.errors import (
    DatabaseAway,
    NotEntitled,
    OtherBody,
    OutcomeUnknown,
    Refusal,
    RuleSaysNo,
    TooMuchAtOnce,
)
from domain.persons.errors import PersonNotFound
from domain.seats.errors import SeatOccupied
from projections.ports import ViewLate
from tests.api.conftest import Installation
from tests.api.wijkraad import Wijkraad, refused

PLAN = {"title": "A garden", "text": "With a well.", "theme": "urban gardens"}

FAMILIES = {
    NotEntitled: 403,
    PersonNotFound: 404,
    RuleSaysNo: 409,
    SeatOccupied: 409,
    OtherBody: 422,
    DatabaseAway: 503,
    OutcomeUnknown: 503,
    TooMuchAtOnce: 503,
    ViewLate: 503,
    TokenMissing: 401,
    RequestInvalid: 400,
    AddressNotFound: 404,
    Internal: 500,
}


@pytest.mark.parametrize(("refusal", "status"), FAMILIES.items())
def test_a_refusal_answers_with_the_status_of_its_family(refusal: type[Refusal], status: int):
    assert problems.status(refusal) == status


@pytest.mark.parametrize("code", problems.codes())
def test_every_problem_has_a_status_and_a_sentence(code: str):
    refusal = problems.codes()[code]
    problem = problems.problem(refusal())
    assert (problem["code"], problem["type"]) == (code, f"/problems/{code}")
    assert problem["title"].endswith((".", "``."))
    assert 400 <= problem["status"] < 600


def test_a_title_never_varies_and_the_detail_tells_the_facts():
    one, other = problems.problem(SeatOccupied(seat="a")), problems.problem(SeatOccupied(seat="b"))
    assert one["title"] == other["title"]
    assert one["detail"] != other["detail"]
    assert (one["seat"], other["seat"]) == ("a", "b")


def test_a_fact_takes_the_place_of_no_member():
    assert problems.problem(SeatOccupied(status=1, code="x"))["status"] == 409


def test_faults_say_where_and_what():
    problem = problems.problem(RequestInvalid(Fault(detail="Required.", pointer="#/title")))
    assert problem["errors"] == [{"detail": "Required.", "pointer": "#/title"}]


async def test_every_problem_has_a_page(http: httpx2.AsyncClient):
    for code in problems.codes():
        answer = await http.get(f"/problems/{code}")
        assert (answer.status_code, answer.json()["code"]) == (200, code)


async def test_the_page_of_a_problem_is_there_for_people_too(http: httpx2.AsyncClient):
    answer = await http.get("/problems/voting.closed", headers={"Accept": "text/html"})
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Voting has closed." in answer.text


async def test_there_is_no_page_of_what_is_no_problem(http: httpx2.AsyncClient):
    refused(await http.get("/problems/<script>"), 404, "address.not_found")


class Broken:
    """A log or a view that fails in the same way whatever it is asked."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    def __getattr__(self, name: str) -> Any:
        async def fail(*asked: Any, **more: Any) -> Any:
            raise self.fault

        return fail


@pytest.fixture
async def breaking(installation: Installation, wijkraad: Wijkraad) -> Any:
    """The organisation, once its log fails in the given way."""

    def broken(fault: Exception) -> Wijkraad:
        unlucky = installation._replace(
            ports=msgspec.structs.replace(installation.ports, log=Broken(fault))
        )
        transport = httpx2.ASGITransport(unlucky.app())
        wijkraad.http = httpx2.AsyncClient(transport=transport, base_url="http://zetel")
        return wijkraad

    yield broken
    await wijkraad.http.aclose()


@pytest.mark.parametrize("fault", [DatabaseAway(), OutcomeUnknown(), TooMuchAtOnce()])
async def test_what_cannot_be_answered_now_says_when_to_ask_again(breaking: Any, fault: Refusal):
    wijkraad = breaking(fault)
    for answer in (
        await wijkraad.get(wijkraad.clerk, "/me"),
        await wijkraad.post(wijkraad.clerk, "/plans", PLAN),
        await wijkraad.send("GET", wijkraad.clerk, f"{wijkraad.here}/events"),
    ):
        refused(answer, 503, fault.code)
        assert answer.headers["Retry-After"] == "1"


async def test_a_fault_of_ours_tells_nothing_but_the_request_id(
    breaking: Any, caplog: pytest.LogCaptureFixture
):
    wijkraad = breaking(RuntimeError("SELECT secret FROM table"))
    answer = await wijkraad.post(wijkraad.clerk, "/plans", PLAN)
    refused(answer, 500, "internal")
    assert "SELECT" not in answer.text
    (told,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert answer.headers["X-Request-Id"] in told.getMessage()
    assert "garden" not in caplog.text
