"""Voting power over HTTP: by the bylaws in force, at a moment, as known at another."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.wijkraad import STRANGER, Wijkraad, made, refused


async def power(wijkraad: Wijkraad, **query: Any) -> dict[str, Any]:
    answer = await wijkraad.get(wijkraad.clerk, "/board/power", **query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert answer.headers["Zetel-Position"] == str(found["position"])
    return found


def shares(seen: dict[str, Any]) -> list[tuple[int, int]]:
    return [(each["held"]["swings"], seen["all_swings"]) for each in seen["seats"]]


async def has_three_seats(wijkraad: Wijkraad) -> list[tuple[str, str]]:
    return [await wijkraad.seats(name) for name in ("Ada", "Bram", "Chen")]


async def becomes_chair(wijkraad: Wijkraad, seat: str) -> None:
    office = {"office": "chair", "office_from": wijkraad.clock().isoformat()}
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{seat}/offices", office))


async def test_without_bylaws_everybody_has_one_vote(wijkraad: Wijkraad):
    (seat, ada), *_ = await has_three_seats(wijkraad)
    await becomes_chair(wijkraad, seat)
    seen = await power(wijkraad)
    assert shares(seen) == [(1, 3)] * 3
    assert (seen["votes"], seen["needed"], seen["fewest_to_pass"], seen["most_short"]) == (
        3,
        2,
        2,
        1,
    )
    assert seen["rule"]["assumed"].startswith("No bylaws are in force")
    assert seen["seats"][0] == {
        "seat": seat,
        "kind": "resident",
        "voter": ada,
        "weight": 1,
        "counted": 1,
        "held": {"votes": 1, "swings": 1, "millionths": 333_333},
    }
    assert seen["kinds"] == [
        {
            "kind": "resident",
            "seats": 3,
            "weight": 3,
            "counted": 3,
            "held": {"votes": 3, "swings": 3, "millionths": 1_000_000},
        }
    ]
    assert "warnings" not in seen
    assert "casting_vote" not in seen


async def test_the_bylaws_give_the_chair_two_votes_and_the_view_warns(wijkraad: Wijkraad):
    await wijkraad.has_bylaws()
    (seat, ada), *_ = await has_three_seats(wijkraad)
    await becomes_chair(wijkraad, seat)
    seen = await power(wijkraad)
    assert shares(seen) == [(3, 5), (1, 5), (1, 5)]
    assert "assumed" not in seen["rule"]
    assert [(each["what"], each["seat"], each["person"]) for each in seen["warnings"]] == [
        ("more_than_half", seat, ada),
        ("blocks_alone", seat, ada),
    ]
    assert seen["warnings"][1]["said"] == (
        "This seat alone can block: all others have 2 votes, and a proposal needs 3 votes."
    )
    person = await power(wijkraad, kind="person")
    assert person["casting_vote"] == {
        "office": "chair",
        "seat": seat,
        "person": ada,
        "refused": "outweighs_others",
    }


async def test_another_kind_asks_for_another_threshold(wijkraad: Wijkraad):
    await wijkraad.has_bylaws()
    await has_three_seats(wijkraad)
    dewi = await wijkraad.registers("Dewi", standing="professional")
    office = await wijkraad.establishes(kind="professional")
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{office}/holder", wijkraad.term(dewi)))
    assert (await power(wijkraad))["needed"] == 3
    statutes = await power(wijkraad, kind="statutes")
    assert statutes["rule"]["threshold"] == {
        "numerator": 2,
        "denominator": 3,
        "comparison": ">=",
        "of": "for_and_against",
    }
    assert (statutes["rule"]["kind"], statutes["needed"]) == ("statutes", 3)


async def test_power_then_as_known_then_and_as_known_now(wijkraad: Wijkraad):
    """Ada left at three minutes past two; the clerk hears of it a day later."""
    (seat, _), *_ = await has_three_seats(wijkraad)
    moment = wijkraad.clock() + timedelta(minutes=3)
    known = wijkraad.position
    wijkraad.clock.pass_by(days=1)
    body = {"reason": "resignation", "vacated_at": moment.isoformat()}
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{seat}/vacancy", body))
    then = await power(wijkraad, at=moment.isoformat())
    assert (then["position"], shares(then)) == (known, [(1, 3)] * 3)
    now = await power(wijkraad, at=moment.isoformat(), known_at=wijkraad.position)
    assert (now["position"], shares(now)) == (wijkraad.position, [(1, 2)] * 2)
    assert now["moment"] == then["moment"] == moment.isoformat().replace("+00:00", "Z")
    assert now["warnings"] == [
        {
            "what": "blocks_alone",
            "said": "Nothing passes without all 2 voters: each of them can block it.",
        }
    ]


async def test_the_bylaws_are_those_in_force_at_the_moment_asked_about(wijkraad: Wijkraad):
    (seat, _), *_ = await has_three_seats(wijkraad)
    await becomes_chair(wijkraad, seat)
    before = wijkraad.clock()
    wijkraad.clock.pass_by(days=1)
    await wijkraad.has_bylaws()
    assert shares(await power(wijkraad)) == [(3, 5), (1, 5), (1, 5)]
    past = await power(wijkraad, at=before.isoformat(), known_at=wijkraad.position)
    assert shares(past) == [(1, 3)] * 3


async def test_the_view_and_the_replay_show_the_same_power(wijkraad: Wijkraad):
    await wijkraad.has_bylaws()
    (seat, _), (other, _), _ = await has_three_seats(wijkraad)
    await becomes_chair(wijkraad, seat)
    away = {"absent_from": wijkraad.clock().isoformat()}
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{other}/absence", away))
    assert await power(wijkraad) == await power(wijkraad, at=wijkraad.position)


async def test_another_organ_and_one_without_seats(wijkraad: Wijkraad):
    _, ada = await wijkraad.seats("Ada")
    circle = await wijkraad.establishes(organ="circle")
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{circle}/holder", wijkraad.term(ada)))
    assert [each["seat"] for each in (await power(wijkraad, organ="circle"))["seats"]] == [circle]
    nobody = await power(wijkraad, organ="members_council")
    assert (nobody["seats"], nobody["votes"]) == ([], 0)


@pytest.mark.parametrize("name", ["at", "known_at"])
async def test_a_moment_that_is_none_is_refused(wijkraad: Wijkraad, name: str):
    answer = await wijkraad.get(wijkraad.clerk, "/board/power", **{name: "yesterday"})
    refused(answer, 400, "moment.malformed")


async def test_a_kind_that_is_none_and_a_stranger_are_refused(wijkraad: Wijkraad):
    answer = await wijkraad.get(wijkraad.clerk, "/board/power", kind="weather")
    refused(answer, 400, "request.invalid")
    refused(await wijkraad.get(STRANGER, "/board/power"), 404, "organisation.not_found")
