"""Holders over HTTP: offices, suspensions, absences, stand-ins, carry-over, corrections."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.ids import OPERATOR, PersonId
from domain.record import canonical
from tests.api.wijkraad import FOUNDING, Wijkraad, made, nobody, refused
from tests.bylaws import FOUNDATION

LATER = "2026-06-01T00:00:00Z"


@pytest.fixture
async def board(wijkraad: Wijkraad) -> Wijkraad:
    made(await wijkraad.post(wijkraad.clerk, "/description", {"legal_form": "foundation"}))
    body = {
        "bylaws": msgspec.json.decode(canonical(FOUNDATION)),
        "in_force_from": wijkraad.clock().isoformat(),
    }
    made(await wijkraad.post(wijkraad.clerk, "/bylaws", body))
    return wijkraad


def now(wijkraad: Wijkraad, **later: float) -> str:
    return (wijkraad.clock() + timedelta(**later)).isoformat()


async def happened(wijkraad: Wijkraad, seat: str) -> list[dict[str, Any]]:
    page = await wijkraad.get(wijkraad.clerk, "/timeline", about=seat)
    happenings: list[dict[str, Any]] = page.json()["timeline"]
    return happenings


async def seen(wijkraad: Wijkraad, seat: str, **query: Any) -> dict[str, Any]:
    board = (await wijkraad.get(wijkraad.clerk, "/board", **query)).json()
    return next(each for each in board["seats"] if each["seat"]["seat"] == seat)


async def does(wijkraad: Wijkraad, path: str, **body: Any) -> str:
    return made(await wijkraad.post(wijkraad.clerk, path, body))


async def test_an_office_is_assigned_and_given_up(board: Wijkraad):
    seat, _ = await board.seats("Ada")
    await does(board, f"/seats/{seat}/offices", office="chair", office_from=now(board))
    assert (await seen(board, seat))["offices"] == ["chair"]
    answer = await board.post(
        board.clerk, f"/seats/{seat}/offices", {"office": "chair", "office_from": LATER}
    )
    refused(answer, 409, "office.held")
    await does(board, f"/seats/{seat}/offices/end", office="chair", office_until=now(board))
    assert "offices" not in await seen(board, seat)


async def test_a_stand_in_votes_while_the_holder_is_away(board: Wijkraad):
    seat, ada = await board.seats("Ada")
    dewi = await board.registers("Dewi")
    await does(board, f"/seats/{seat}/absence", absent_from=now(board))
    until = {"stands_in_until": now(board, days=9)}
    await does(board, f"/seats/{seat}/stand-in", person=dewi, stands_in_from=now(board), **until)
    away = await seen(board, seat)
    assert (away["holder"], away["votes"], away["stand_in"]) == (ada, dewi, dewi)
    assert away["absent"] is True
    await does(board, f"/seats/{seat}/stand-in/end", stands_in_until=now(board, hours=1))
    await does(board, f"/seats/{seat}/absence/end", absent_until=now(board, hours=2))
    board.clock.pass_by(hours=2)
    assert (await seen(board, seat))["votes"] == ada


async def test_a_suspended_holder_is_told_why_they_cannot_vote(board: Wijkraad):
    seat, ada = await board.seats("Ada")
    body = {
        "organ": "board",
        "question": "?",
        "kind": "other",
        "outside_meeting": True,
        "closes_at": now(board, days=1),
    }
    decision = made(await board.post(board.clerk, "/decisions", body))
    ground = {"ground": "Article 9"}
    await does(board, f"/seats/{seat}/suspension", suspended_from=now(board), **ground)
    ballot = {"seat": seat, "choice": "for"}
    answer = await board.post(ada, f"/decisions/{decision}/ballots", ballot)
    refused(answer, 403, "seat.suspended")
    await does(board, f"/seats/{seat}/suspension/end", suspended_until=now(board, hours=1))
    board.clock.pass_by(hours=1)
    made(await board.post(ada, f"/decisions/{decision}/ballots", ballot))


async def test_a_holder_is_carried_over_as_long_as_the_bylaws_say(board: Wijkraad):
    seat, ada = await board.seats("Ada")
    path = f"/seats/{seat}/carry-over"
    answer = await board.post(board.clerk, path, {"carry_over_until": now(board, days=456)})
    assert refused(answer, 409, "carry_over.too_long")["days"] == 90
    await does(board, path, carry_over_until=now(board, days=455))
    then = await seen(board, seat, at=now(board, days=400))
    assert (then["holder"], then["carried_over"]) == (ada, True)


async def test_who_moves_away_leaves_and_may_come_back(board: Wijkraad):
    seat, ada = await board.seats("Ada")
    path = f"/persons/{ada}/residency"
    answer = await board.post(board.clerk, f"{path}/loss", {"lost_at": now(board)})
    assert made(answer) == ada
    assert [each["type"] for each in answer.json()["recorded"]] == [
        "residency.lost",
        "seat.vacated",
    ]
    assert (await seen(board, seat, at=now(board, days=59)))["holder"] == ada
    assert "holder" not in await seen(board, seat, at=now(board, days=60))
    assert await does(board, f"{path}/return", regained_at=now(board, days=61)) == ada
    again = await board.post(board.clerk, f"{path}/return", {"regained_at": now(board, days=62)})
    refused(again, 409, "residency.not_lost")


async def test_a_wrong_event_is_corrected_by_the_name_that_the_timeline_shows(board: Wijkraad):
    seat, ada = await board.seats("Ada")
    dewi = await board.registers("Dewi")
    filled = (await happened(board, seat))[-1]
    assert filled["type"] == "seat.filled"
    corrected = board.term(dewi, corrects=filled["event"], filled_by="appointment")
    await does(board, f"/seats/{seat}/holder", **corrected)
    assert (await seen(board, seat))["holder"] == dewi
    assert (await board.get(ada, "/me")).json()["seats"] == []
    assert (await board.get(dewi, "/me")).json()["seats"] == [seat]
    last = (await happened(board, seat))[-1]
    assert last["sentence"].startswith("What was recorded before is corrected: a seat was filled")
    await does(board, f"/seats/{seat}/annulments", corrects=last["event"])
    assert "holder" not in await seen(board, seat)
    assert (await board.get(dewi, "/me")).json()["seats"] == []
    again = await board.post(board.clerk, f"/seats/{seat}/annulments", {"corrects": last["event"]})
    refused(again, 409, "seat_event.corrected_already")


ACTS: dict[str, dict[str, Any]] = {
    "/seats/{seat}/offices": {"office": "chair", "office_from": LATER},
    "/seats/{seat}/offices/end": {"office": "chair", "office_until": LATER},
    "/seats/{seat}/suspension": {"suspended_from": LATER, "ground": "Article 9"},
    "/seats/{seat}/suspension/end": {"suspended_until": LATER},
    "/seats/{seat}/absence": {"absent_from": LATER},
    "/seats/{seat}/absence/end": {"absent_until": LATER},
    "/seats/{seat}/stand-in": {
        "person": nobody("person"),
        "stands_in_from": LATER,
        "stands_in_until": "2026-07-01T00:00:00Z",
    },
    "/seats/{seat}/stand-in/end": {"stands_in_until": LATER},
    "/seats/{seat}/carry-over": {"carry_over_until": LATER},
    "/seats/{seat}/annulments": {"corrects": nobody("event")},
    "/seats/{seat}/vacancy": {"reason": "death", "vacated_at": LATER},
    "/persons/{person}/residency/loss": {"lost_at": LATER},
    "/persons/{person}/residency/return": {"regained_at": LATER},
}
each_act = pytest.mark.parametrize("path", ACTS)


def at(path: str, seat: str, person: str) -> str:
    return path.format(seat=seat, person=person)


@each_act
async def test_only_the_clerk_may(board: Wijkraad, path: str):
    seat, ada = await board.seats("Ada")
    refused(await board.post(ada, at(path, seat, ada), ACTS[path]), 403, "role.required")


@each_act
async def test_what_the_neighbours_have_is_not_found(board: Wijkraad, path: str):
    seat, ada = await board.seats("Ada")
    other = Wijkraad(board.http, board.tokens, board.clock)
    founding = {**FOUNDING, "clerk_identifier": "other@baarsjes"}
    headers = {"Idempotency-Key": "the-neighbours"}
    answer = await other.send("POST", OPERATOR, "/organisations", founding, **headers)
    other.organisation = made(answer)
    other.clerk = PersonId(answer.json()["recorded"][1]["subject"])
    code = "person.not_found" if "persons" in path else "seat.not_found"
    refused(await other.post(other.clerk, at(path, seat, ada), ACTS[path]), 404, code)
    stranger = await other.post(board.clerk, at(path, seat, ada), ACTS[path])
    refused(stranger, 404, "organisation.not_found")


WRONG: dict[str, Callable[[Any], Any]] = {
    "no zone": lambda value: "2026-06-01T00:00:00",
    "another age": lambda value: "1066-10-14T00:00:00Z",
    "a number": lambda value: 7,
    "null": lambda value: None,
}


@each_act
@pytest.mark.parametrize("wrong", WRONG)
async def test_bad_input_is_refused_and_nothing_is_recorded(board: Wijkraad, path: str, wrong: str):
    seat, ada = await board.seats("Ada")
    name = next(iter(reversed(ACTS[path])))
    body = {**ACTS[path], name: WRONG[wrong](ACTS[path][name])}
    if name == "ground" and wrong in ("no zone", "another age"):
        body = {**ACTS[path], "suspended_from": WRONG[wrong](None)}
    refused(await board.post(board.clerk, at(path, seat, ada), body), 400, "request.invalid")
    unknown = {**ACTS[path], "more": 1}
    refused(await board.post(board.clerk, at(path, seat, ada), unknown), 400, "request.invalid")
    me = await board.get(board.clerk, "/me")
    assert int(me.headers["Zetel-Position"]) == board.position
