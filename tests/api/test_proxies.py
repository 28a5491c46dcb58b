"""Proxies and roll calls over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.wijkraad import Wijkraad, made, nobody, refused
from tests.bylaws import FOUNDATION, with_rule

CALLED = with_rule(FOUNDATION, "other", secrecy="roll_call")


@pytest.fixture
async def seats(wijkraad: Wijkraad) -> dict[str, tuple[str, str]]:
    """Three residents and a professional on the board, by name: each a seat and a person."""
    await wijkraad.has_bylaws(CALLED)
    found = {name: await wijkraad.seats(name) for name in ("Ada", "Ben", "Chen")}
    dewi = await wijkraad.registers("Dewi", standing="professional")
    office = await wijkraad.establishes(kind="professional")
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{office}/holder", wijkraad.term(dewi)))
    return {**found, "Dewi": (office, dewi)}


async def listed(wijkraad: Wijkraad, **query: Any) -> list[dict[str, Any]]:
    answer = await wijkraad.get(wijkraad.clerk, "/proxies", **query)
    assert answer.status_code == 200, answer.text
    proxies: list[dict[str, Any]] = answer.json()["proxies"]
    return proxies


async def test_a_proxy_is_granted_listed_and_revoked(
    wijkraad: Wijkraad, seats: dict[str, tuple[str, str]]
):
    (east, ada), (west, ben) = seats["Ada"], seats["Ben"]
    body = {"seat": east, "to": west}
    refused(await wijkraad.post(ben, "/proxies", body), 403, "proxy.not_the_giver")
    proxy = made(await wijkraad.post(ada, "/proxies", body))
    refused(await wijkraad.post(ada, "/proxies", body), 409, "proxy.given_already")
    (seen,) = await listed(wijkraad, organ="board")
    assert (seen["proxy"], seen["holder"], seen["state"]) == (proxy, ben, "granted")
    assert [each["proxy"] for each in await listed(wijkraad, seat=west)] == [proxy]
    assert await listed(wijkraad, state="revoked") == []
    assert await listed(wijkraad, organ="residents") == []
    refused(await wijkraad.post(ben, f"/proxies/{proxy}/revocation"), 403, "proxy.not_the_giver")
    made(await wijkraad.post(ada, f"/proxies/{proxy}/revocation"))
    read = (await wijkraad.get(ben, f"/proxies/{proxy}")).json()
    assert read["state"] == "revoked"
    assert "revoked_at" in read


async def test_a_proxy_that_is_not_there_is_not_found(
    wijkraad: Wijkraad, seats: dict[str, tuple[str, str]]
):
    path = f"/proxies/{nobody('proxy')}"
    refused(await wijkraad.get(wijkraad.clerk, path), 404, "proxy.not_found")
    refused(await wijkraad.post(wijkraad.clerk, f"{path}/revocation"), 404, "proxy.not_found")
    refused(await wijkraad.get(wijkraad.clerk, "/proxies/proxy:1"), 404, "address.not_found")


async def test_power_goes_with_a_standing_proxy(
    wijkraad: Wijkraad, seats: dict[str, tuple[str, str]]
):
    (east, ada), (west, ben) = seats["Ada"], seats["Ben"]
    before = (await wijkraad.get(ada, "/board/power")).json()
    proxy = made(await wijkraad.post(ada, "/proxies", {"seat": east, "to": west}))
    granted_at = wijkraad.position
    power = (await wijkraad.get(ada, "/board/power")).json()
    by_seat = {each["seat"]: each for each in power["seats"]}
    assert by_seat[west]["represents"] == [east]
    assert by_seat[west]["held"]["votes"] == 2
    assert by_seat[east]["held"]["votes"] == 0
    assert power["persons"][0]["person"] == ben
    made(await wijkraad.post(ada, f"/proxies/{proxy}/revocation"))
    after = (await wijkraad.get(ada, "/board/power")).json()
    assert after["seats"] == before["seats"]
    then = (await wijkraad.get(ada, "/board/power", at=granted_at)).json()
    assert then["seats"] == power["seats"]


async def test_seats_are_called_and_everybody_reads_what_they_answer(
    wijkraad: Wijkraad, seats: dict[str, tuple[str, str]]
):
    (east, ada), (west, ben) = seats["Ada"], seats["Ben"]
    now = wijkraad.clock()
    called = {
        "organ": "board",
        "sent_at": (now - timedelta(days=30)).isoformat(),
        "begins_at": now.isoformat(),
    }
    meeting = made(await wijkraad.post(wijkraad.clerk, "/meetings", called))
    placed = {"title": "A garden", "notified_at": called["sent_at"]}
    at = f"/meetings/{meeting}"
    item = made(await wijkraad.post(wijkraad.clerk, f"{at}/items", placed))
    made(
        await wijkraad.post(
            wijkraad.clerk, f"{at}/items/{item}/opening", {"opened_at": now.isoformat()}
        )
    )
    there = {"seat": west, "attends_from": now.isoformat()}
    made(await wijkraad.post(wijkraad.clerk, f"{at}/attendance", there))
    made(await wijkraad.post(ada, "/proxies", {"seat": east, "to": west, "meeting": meeting}))
    closes_at = (now + timedelta(hours=1)).isoformat()
    question = {"organ": "board", "question": "?", "item": item, "closes_at": closes_at}
    decision = made(await wijkraad.post(wijkraad.clerk, "/decisions", question))
    path = f"/decisions/{decision}/roll-call-answers"
    refused(
        await wijkraad.post(ben, path, {"seat": west, "choice": "for"}),
        403,
        "meeting.chair_or_clerk",
    )
    for seat, choice in ((west, "for"), (east, "against"), (west, "abstain")):
        made(await wijkraad.post(wijkraad.clerk, path, {"seat": seat, "choice": choice}))
    answers = (await wijkraad.get(ada, path)).json()["answers"]
    assert [(each["seat"], each["choice"], each["answered_by"]) for each in answers] == [
        (west, "abstain", ben),
        (east, "against", ben),
    ]
    assert "proxy" in answers[1]
    wrong = await wijkraad.post(wijkraad.clerk, path, {"seat": west, "choice": "maybe"})
    assert wrong.status_code == 400
