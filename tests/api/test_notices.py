"""Who proposed a plan, and who carries it, is told what others do with it."""

from typing import Any

import pytest

from tests.api.wijkraad import STRANGER, Wijkraad, made, nobody, refused


async def told(wijkraad: Wijkraad, who: str, **query: Any) -> list[str]:
    """The types of the notices."""
    seen = (await wijkraad.get(who, "/notices", **query)).json()
    return [each["type"] for each in seen["notices"]]


async def acknowledges(wijkraad: Wijkraad, who: str, through: int) -> Any:
    return await wijkraad.post(who, "/notices/acknowledgement", {"through": through})


@pytest.fixture
async def ada(wijkraad: Wijkraad) -> str:
    return await wijkraad.registers("Ada")


@pytest.fixture
async def garden(wijkraad: Wijkraad, ada: str) -> str:
    return await wijkraad.proposes(ada)


async def joins(wijkraad: Wijkraad, who: str, plan: str) -> None:
    made(await wijkraad.post(who, f"/plans/{plan}/bearers"))


async def revises(wijkraad: Wijkraad, who: str, plan: str) -> None:
    body = {"title": f"A garden of {wijkraad.position} beds"}
    made(await wijkraad.post(who, f"/plans/{plan}/revisions", body))


async def test_the_author_is_told_what_others_do_and_not_what_they_did(
    wijkraad: Wijkraad, ada: str, garden: str
):
    bram = await wijkraad.registers("Bram")
    assert await told(wijkraad, ada) == []
    await joins(wijkraad, bram, garden)
    await revises(wijkraad, bram, garden)
    await revises(wijkraad, ada, garden)
    seen = (await wijkraad.get(ada, "/notices")).json()
    first, second = seen["notices"]
    assert (first["type"], second["type"]) == ("plan.bearer_joined", "plan.revised")
    assert first["sentence"].endswith(".")
    assert (first["plans"], first["actor"]) == ([garden], bram)
    assert first["position"] < second["position"] < seen["through"]
    title = (await wijkraad.get(ada, f"/plans/{garden}")).json()["title"]
    assert seen["plans"] == [{"plan": garden, "title": title}]
    assert (seen["acknowledged"], seen["next"]) == (0, None)


async def test_a_professional_who_proposed_a_plan_is_told_too(wijkraad: Wijkraad, ada: str):
    plan = await wijkraad.proposes(wijkraad.clerk)
    await joins(wijkraad, ada, plan)
    assert await told(wijkraad, wijkraad.clerk) == ["plan.bearer_joined"]


async def test_a_bearer_is_told_of_what_comes_after_they_joined_and_until_they_leave(
    wijkraad: Wijkraad, ada: str, garden: str
):
    bram = await wijkraad.registers("Bram")
    await revises(wijkraad, ada, garden)
    await joins(wijkraad, bram, garden)
    assert await told(wijkraad, bram) == []
    await revises(wijkraad, ada, garden)
    assert await told(wijkraad, bram) == ["plan.revised"]
    made(await wijkraad.post(bram, f"/plans/{garden}/bearers/leaving"))
    assert await told(wijkraad, bram) == []


async def test_nobody_is_told_of_the_plans_of_others(wijkraad: Wijkraad, ada: str, garden: str):
    bram = await wijkraad.registers("Bram")
    await wijkraad.proposes(bram)
    await revises(wijkraad, ada, garden)
    assert await told(wijkraad, bram) == []


async def test_what_becomes_of_a_decision_is_told_to_who_carries_the_plan(
    wijkraad: Wijkraad, ada: str, garden: str
):
    seats = [await wijkraad.seats(name) for name in ("Bram", "Chandra")]
    decision = await wijkraad.asks(plan=garden)
    here = f"/decisions/{decision}"
    for seat, holder in seats:
        made(await wijkraad.post(holder, f"{here}/ballots", {"seat": seat, "choice": "for"}))
    wijkraad.clock.pass_by(days=1)
    for step in ("close", "result"):
        made(await wijkraad.post(wijkraad.clerk, f"{here}/{step}"))
    types = await told(wijkraad, ada)
    assert types[0] == "decision.opened"
    assert "ballot.cast" not in types
    assert types.index("result.declared") < types.index("plan.adopted")
    assert len(types) == len(set(types))


async def test_what_was_acknowledged_is_left_out_unless_everything_is_asked_for(
    wijkraad: Wijkraad, ada: str, garden: str
):
    bram = await wijkraad.registers("Bram")
    await joins(wijkraad, bram, garden)
    await revises(wijkraad, bram, garden)
    first = (await wijkraad.get(ada, "/notices")).json()["notices"][0]
    assert (await acknowledges(wijkraad, ada, first["position"])).status_code == 201
    assert await told(wijkraad, ada) == ["plan.revised"]
    assert await told(wijkraad, ada, all=True) == ["plan.bearer_joined", "plan.revised"]
    seen = (await wijkraad.get(ada, "/notices")).json()
    assert seen["acknowledged"] == first["position"]
    await acknowledges(wijkraad, ada, seen["through"])
    assert await told(wijkraad, ada) == []
    await acknowledges(wijkraad, ada, first["position"])
    assert await told(wijkraad, ada) == []
    assert await told(wijkraad, bram, all=True) == []


async def test_what_has_not_happened_yet_cannot_have_been_read(wijkraad: Wijkraad, ada: str):
    head = wijkraad.position
    answer = await acknowledges(wijkraad, ada, head + 1)
    assert refused(answer, 409, "notices.not_happened_yet")["head"] == head
    refused(await acknowledges(wijkraad, ada, 0), 400, "request.invalid")
    refused(await acknowledges(wijkraad, STRANGER, 1), 404, "organisation.not_found")
    refused(await wijkraad.get(STRANGER, "/notices"), 404, "organisation.not_found")


async def test_notices_are_read_page_by_page(wijkraad: Wijkraad, ada: str, garden: str):
    bram = await wijkraad.registers("Bram")
    other = await wijkraad.proposes(ada, title="A wall")
    for plan in (garden, other):
        await joins(wijkraad, bram, plan)
    for plan in (garden, other, garden):
        await revises(wijkraad, bram, plan)
    positions: list[int] = []
    about, cursor = [], {}
    while True:
        seen = (await wijkraad.get(ada, "/notices", limit=2, **cursor)).json()
        positions += [each["position"] for each in seen["notices"]]
        about += [each["plans"] for each in seen["notices"]]
        if seen["next"] is None:
            break
        assert seen["through"] >= max(positions, default=0)
        cursor = {"cursor": seen["next"]}
    assert positions == sorted(set(positions))
    assert about == [[plan] for plan in (garden, other, garden, other, garden)]


async def test_a_cursor_from_elsewhere_is_refused(wijkraad: Wijkraad, ada: str, garden: str):
    epoch = (await wijkraad.get(ada, "/timeline", limit=1)).json()["next"].partition(":")[0]
    for cursor in ("nonsense", f"{epoch}:99"):
        answer = await wijkraad.get(ada, "/notices", cursor=cursor)
        refused(answer, 400, "cursor.malformed")
    other = f"{nobody('log').partition(':')[2]}:1"
    refused(await wijkraad.get(ada, "/notices", cursor=other), 410, "cursor.other_epoch")
