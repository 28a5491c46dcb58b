"""The board over HTTP: two clocks in one query, the residents' share, and terms that end."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.record import canonical
from tests.api.wijkraad import Wijkraad, made, refused
from tests.bylaws import FOUNDATION


async def with_bylaws(wijkraad: Wijkraad) -> None:
    made(await wijkraad.post(wijkraad.clerk, "/description", {"legal_form": "foundation"}))
    content = msgspec.json.decode(canonical(FOUNDATION))
    body = {"bylaws": content, "in_force_from": wijkraad.clock().isoformat()}
    made(await wijkraad.post(wijkraad.clerk, "/bylaws", body))


async def board(wijkraad: Wijkraad, **query: Any) -> dict[str, Any]:
    answer = await wijkraad.get(wijkraad.clerk, "/board", **query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert answer.headers["Zetel-Position"] == str(found["position"])
    return found


def voters(seen: dict[str, Any]) -> list[str | None]:
    return [each.get("votes") for each in seen["seats"]]


async def test_who_could_vote_then_as_known_then_and_as_known_now(wijkraad: Wijkraad):
    """Ada left at three minutes past two; the clerk hears of it a day later."""
    seat, ada = await wijkraad.seats("Ada")
    moment = wijkraad.clock() + timedelta(minutes=3)
    known = wijkraad.position
    wijkraad.clock.pass_by(days=1)
    body = {"reason": "resignation", "vacated_at": moment.isoformat()}
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{seat}/vacancy", body))
    then = await board(wijkraad, at=moment.isoformat())
    assert (then["position"], voters(then)) == (known, [ada])
    now = await board(wijkraad, at=moment.isoformat(), known_at=wijkraad.position)
    assert (now["position"], voters(now)) == (wijkraad.position, [None])
    assert now["moment"] == then["moment"] == moment.isoformat().replace("+00:00", "Z")
    before = moment - timedelta(microseconds=1)
    just_before = await board(wijkraad, at=before.isoformat(), known_at=wijkraad.position)
    assert voters(just_before) == [ada]
    by_time = await board(wijkraad, at=moment.isoformat(), known_at=wijkraad.clock().isoformat())
    assert by_time == now


async def test_the_board_of_the_future_as_far_as_it_is_known(wijkraad: Wijkraad):
    _, ada = await wijkraad.seats("Ada")
    later = wijkraad.clock() + timedelta(days=364)
    assert voters(await board(wijkraad, at=later.isoformat())) == [ada]
    later += timedelta(days=1)
    assert voters(await board(wijkraad, at=later.isoformat())) == [None]


async def test_what_was_known_alone_is_the_board_of_that_moment(wijkraad: Wijkraad):
    await wijkraad.seats("Ada")
    known = wijkraad.position
    await wijkraad.seats("Bram")
    assert await board(wijkraad, known_at=known) == await board(wijkraad, at=known)


@pytest.mark.parametrize("name", ["at", "known_at"])
@pytest.mark.parametrize("value", ["yesterday", "0", "1000000", "2026-05-04T12:00:00"])
async def test_a_moment_that_is_none_is_refused(wijkraad: Wijkraad, name: str, value: str):
    answer = await wijkraad.get(wijkraad.clerk, "/board", **{name: value})
    refused(answer, 400, "moment.malformed")


async def test_the_view_and_the_replay_show_the_same_board(wijkraad: Wijkraad):
    await with_bylaws(wijkraad)
    seat, _ = await wijkraad.seats("Ada")
    await wijkraad.seats("Bram")
    away = {"absent_from": wijkraad.clock().isoformat()}
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{seat}/absence", away))
    assert await board(wijkraad) == await board(wijkraad, at=wijkraad.position)


async def test_the_board_says_why_decisions_have_to_wait(wijkraad: Wijkraad):
    await with_bylaws(wijkraad)
    await wijkraad.seats("Ada")
    question = {
        "organ": "board",
        "question": "Shall we spend it?",
        "kind": "money",
        "outside_meeting": True,
        "closes_at": (wijkraad.clock() + timedelta(days=1)).isoformat(),
    }
    assert (await board(wijkraad))["resident_majority"]["holds"] is True
    made(await wijkraad.post(wijkraad.clerk, "/decisions", question))
    await wijkraad.establishes(kind="professional")
    majority = (await board(wijkraad))["resident_majority"]
    assert (majority["residents"], majority["measured"], majority["holds"]) == (1, 2, False)
    assert majority["refused"] == ["statutes", "money"]
    assert majority["why"].startswith("Residents hold 1 of 2 seats")
    answer = await wijkraad.post(wijkraad.clerk, "/decisions", question)
    problem = refused(answer, 409, "board.no_resident_majority")
    assert (problem["residents"], problem["of"]) == (1, 2)
    made(await wijkraad.post(wijkraad.clerk, "/decisions", {**question, "kind": "other"}))


async def test_terms_are_listed_by_when_they_end(wijkraad: Wijkraad):
    first, ada = await wijkraad.seats("Ada")
    wijkraad.clock.pass_by(days=1)
    _, bram = await wijkraad.seats("Bram")
    circle = await wijkraad.establishes(organ="circle")
    term = wijkraad.term(ada)
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{circle}/holder", term))
    listed = (await wijkraad.get(bram, "/terms")).json()
    assert [each["holder"] for each in listed["terms"]] == [ada, bram, ada]
    assert listed["terms"][0]["seat"] == first
    page = await wijkraad.get(bram, "/terms", organ="board", limit=1)
    assert [each["holder"] for each in page.json()["terms"]] == [ada]
    rest = await wijkraad.get(bram, "/terms", organ="board", cursor=page.json()["next"])
    assert [each["holder"] for each in rest.json()["terms"]] == [bram]
    wijkraad.clock.pass_by(days=300)
    warned = (await board(wijkraad))["warnings"]
    assert [(each["what"], each["holder"]) for each in warned] == [
        ("term_ends", ada),
        ("term_ends", bram),
    ]
