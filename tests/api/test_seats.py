"""Seats, and the board: now, and as it was."""

from datetime import timedelta

import pytest

from api import moments
from tests.api.wijkraad import Wijkraad, made, nobody, refused


async def test_the_clerk_establishes_and_fills_a_seat(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    body = {"organ": "board", "kind": "resident", "title": "Resident seat 1"}
    established = await wijkraad.post(wijkraad.clerk, "/seats", body)
    seat = made(established)
    assert established.headers["Location"] == f"{wijkraad.here}/board?organ=board"
    filled = await wijkraad.post(wijkraad.clerk, f"/seats/{seat}/holder", wijkraad.term(ada))
    assert made(filled) == seat
    board = (await wijkraad.get(ada, "/board")).json()
    (on_board,) = board["seats"]
    assert on_board["holder"] == ada
    assert on_board["seat"]["title"] == "Resident seat 1"
    assert board["occupancy"] == {
        "seats": 1,
        "filled": 1,
        "vacant": 0,
        "resident_seats": 1,
        "resident_seats_filled": 1,
    }


async def test_a_resident_establishes_no_seat(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    body = {"organ": "board", "kind": "resident", "title": "Mine"}
    refused(await wijkraad.post(ada, "/seats", body), 403, "role.required")


async def test_an_occupied_seat_is_not_filled(wijkraad: Wijkraad):
    seat, _ = await wijkraad.seats("Ada")
    bram = await wijkraad.registers("Bram")
    answer = await wijkraad.post(wijkraad.clerk, f"/seats/{seat}/holder", wijkraad.term(bram))
    refused(answer, 409, "seat.occupied")


async def test_a_holder_leaves(wijkraad: Wijkraad):
    seat, ada = await wijkraad.seats("Ada")
    body = {"reason": "resignation", "vacated_at": wijkraad.clock().isoformat()}
    assert made(await wijkraad.post(wijkraad.clerk, f"/seats/{seat}/vacancy", body)) == seat
    (on_board,) = (await wijkraad.get(ada, "/board")).json()["seats"]
    assert "holder" not in on_board
    assert on_board["seat"]["vacated"] == "resignation"


async def test_a_vacant_seat_is_not_left(wijkraad: Wijkraad):
    seat = await wijkraad.establishes()
    body = {"reason": "resignation", "vacated_at": wijkraad.clock().isoformat()}
    answer = await wijkraad.post(wijkraad.clerk, f"/seats/{seat}/vacancy", body)
    refused(answer, 409, "seat.vacant")


async def test_a_seat_that_is_not_there_is_not_found(wijkraad: Wijkraad):
    path = f"/seats/{nobody('seat')}/holder"
    answer = await wijkraad.post(wijkraad.clerk, path, wijkraad.term(wijkraad.clerk))
    refused(answer, 404, "seat.not_found")


async def test_every_organ_has_its_own_board(wijkraad: Wijkraad):
    await wijkraad.establishes(organ="residents")
    assert (await wijkraad.get(wijkraad.clerk, "/board")).json()["seats"] == []
    assert len((await wijkraad.get(wijkraad.clerk, "/board", organ="residents")).json()["seats"])


async def test_a_board_of_more_seats_than_a_page_is_shown_whole(wijkraad: Wijkraad):
    for _ in range(3):
        await wijkraad.establishes()
    board = (await wijkraad.get(wijkraad.clerk, "/board")).json()
    assert len(board["seats"]) == board["occupancy"]["seats"] == 3


async def test_the_board_as_it_was_at_a_position(wijkraad: Wijkraad):
    _, ada = await wijkraad.seats("Ada")
    before = wijkraad.position
    await wijkraad.seats("Bram")
    then = (await wijkraad.get(ada, "/board", at=before)).json()
    assert (then["position"], then["occupancy"]["filled"]) == (before, 1)
    assert (await wijkraad.get(ada, "/board")).json()["occupancy"]["filled"] == 2


async def test_the_board_as_it_was_at_a_time_names_the_position(wijkraad: Wijkraad):
    _, ada = await wijkraad.seats("Ada")
    known, moment = wijkraad.position, wijkraad.clock() + timedelta(minutes=1)
    wijkraad.clock.pass_by(minutes=2)
    await wijkraad.seats("Bram")
    answer = await wijkraad.get(ada, "/board", at=moment.isoformat())
    assert (answer.json()["position"], answer.json()["occupancy"]["filled"]) == (known, 1)
    assert answer.headers["Zetel-Position"] == str(known)


async def test_what_happens_at_that_very_time_is_known(wijkraad: Wijkraad):
    _, ada = await wijkraad.seats("Ada")
    at = wijkraad.clock().isoformat()
    assert (await wijkraad.get(ada, "/board", at=at)).json()["position"] == wijkraad.position


async def test_a_time_is_found_however_far_back(
    wijkraad: Wijkraad, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(moments, "SPAN", 2)
    at = wijkraad.clock().isoformat()
    wijkraad.clock.pass_by(minutes=1)
    _, ada = await wijkraad.seats("Ada")
    assert (await wijkraad.get(ada, "/board", at=at)).json()["position"] == 3


async def test_a_time_that_stepped_back_hides_nothing(wijkraad: Wijkraad):
    """Known is the largest position that is not later, whatever stands before it."""
    wijkraad.clock.pass_by(seconds=3)
    await wijkraad.proposes(wijkraad.clerk)
    wijkraad.clock.pass_by(seconds=-3)
    await wijkraad.proposes(wijkraad.clerk)
    at = wijkraad.clock().isoformat()
    assert (await wijkraad.get(wijkraad.clerk, "/board", at=at)).json()["position"] == 5


async def test_a_plus_sign_that_was_not_escaped_is_understood(wijkraad: Wijkraad):
    address = f"{wijkraad.here}/board?at=2026-05-04T14:00:00+02:00"
    answer = await wijkraad.send("GET", wijkraad.clerk, address)
    assert answer.json()["moment"] == "2026-05-04T14:00:00+02:00"


async def test_before_the_first_event_there_was_nothing(wijkraad: Wijkraad):
    board = (await wijkraad.get(wijkraad.clerk, "/board", at="1999-01-01T00:00:00Z")).json()
    assert (board["position"], board["seats"]) == (0, [])


async def test_a_position_that_is_not_there_yet_is_refused(wijkraad: Wijkraad):
    answer = await wijkraad.get(wijkraad.clerk, "/board", at=1_000_000)
    assert refused(answer, 400, "moment.malformed")["head"] == 3
