"""The year's calendar, duties that an act brought, and deciding outside a meeting, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.wijkraad import Wijkraad, made, nobody, refused

NOON = "2026-05-04T12:00:00Z"
SHEET = {"kind": "balance_sheet", "year": 2024, "done_at": NOON}


async def calendar(wijkraad: Wijkraad, year: int, **query: Any) -> dict[str, str]:
    answer = await wijkraad.get(wijkraad.clerk, "/calendar", year=year, **query)
    return {each["kind"]: each["state"] for each in answer.json()["duties"]}


async def test_the_calendar_shows_what_is_due_done_and_late(wijkraad: Wijkraad):
    assert await calendar(wijkraad, 2024) == {}
    await wijkraad.has_bylaws()
    assert await calendar(wijkraad, 2024) == dict.fromkeys(
        ("budget", "rotation", "register_changes", "balance_sheet"), "late"
    )
    assert (await calendar(wijkraad, 2025))["balance_sheet"] == "due"
    before = wijkraad.position
    made(await wijkraad.post(wijkraad.clerk, "/calendar/done", SHEET))
    assert (await calendar(wijkraad, 2024))["balance_sheet"] == "done"
    assert (await calendar(wijkraad, 2024, at=str(before)))["balance_sheet"] == "late"
    answer = await wijkraad.post(wijkraad.clerk, "/calendar/done", SHEET)
    refused(answer, 409, "duty.already_done")


async def test_the_financial_year_begins_when_the_organisation_says(wijkraad: Wijkraad):
    described = {"legal_form": "association", "financial_year_from": 9}
    made(await wijkraad.post(wijkraad.clerk, "/description", described))
    seen = (await wijkraad.get(wijkraad.clerk, "/calendar", year=2025)).json()
    due = {each["kind"]: each["due_by"] for each in seen["duties"]}
    assert due["balance_sheet"] == "2027-03-01T00:00:00Z"
    described["financial_year_from"] = 13
    answer = await wijkraad.post(wijkraad.clerk, "/description", described)
    refused(answer, 400, "request.invalid")


@pytest.mark.parametrize(
    "wrong", [{"kind": "party"}, {"year": 1}, {"done_at": "2026"}, {"meeting": nobody("seat")}]
)
async def test_a_duty_done_has_a_kind_a_year_and_a_moment(wijkraad: Wijkraad, wrong: Any):
    answer = await wijkraad.post(wijkraad.clerk, "/calendar/done", {**SHEET, **wrong})
    refused(answer, 400, "request.invalid")
    answer = await wijkraad.get(wijkraad.clerk, "/calendar")
    refused(answer, 400, "request.invalid")


async def outside(wijkraad: Wijkraad) -> str:
    closes_at = (wijkraad.clock() + timedelta(days=1)).isoformat()
    body = {"organ": "board", "question": "Shall we?", "closes_at": closes_at}
    answer = await wijkraad.post(wijkraad.clerk, "/decisions", {**body, "outside_meeting": True})
    return made(answer)


async def declared(wijkraad: Wijkraad, decision: str) -> None:
    wijkraad.clock.pass_by(days=1)
    for step in ("close", "result"):
        made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/{step}"))


async def test_a_decision_outside_a_meeting_leaves_a_duty_to_report(wijkraad: Wijkraad):
    seats = [await wijkraad.seats(name) for name in ("Ada", "Ben")]
    await wijkraad.has_bylaws()
    decision = await outside(wijkraad)
    for seat, who in seats:
        ballot = {"seat": seat, "choice": "for"}
        made(await wijkraad.post(who, f"/decisions/{decision}/ballots", ballot))
    await declared(wijkraad, decision)
    listed = (await wijkraad.get(wijkraad.clerk, "/duties", state="open")).json()["duties"]
    (duty,) = listed
    assert (duty["kind"], duty["decision"]) == ("report_to_next_meeting", decision)
    path = f"/duties/{duty['duty']}/done"
    made(await wijkraad.post(wijkraad.clerk, path, {"done_at": NOON}))
    assert (await wijkraad.get(wijkraad.clerk, "/duties", state="open")).json()["duties"] == []
    answer = await wijkraad.post(
        wijkraad.clerk, f"/duties/{nobody('duty')}/done", {"done_at": NOON}
    )
    refused(answer, 404, "duty.not_found")


async def test_an_objection_to_the_method_leaves_the_proposal_to_a_meeting(wijkraad: Wijkraad):
    seat, ada = await wijkraad.seats("Ada")
    await wijkraad.has_bylaws()
    decision = await outside(wijkraad)
    ballots = f"/decisions/{decision}/ballots"
    made(await wijkraad.post(ada, ballots, {"seat": seat, "choice": "for"}))
    path = f"/decisions/{decision}/method-objections"
    refused(await wijkraad.post(wijkraad.clerk, path, {"seat": seat}), 403, "seat.not_the_holder")
    made(await wijkraad.post(ada, path, {"seat": seat}))
    refused(await wijkraad.post(ada, path, {"seat": "east"}), 400, "request.invalid")
    await declared(wijkraad, decision)
    seen = (await wijkraad.get(ada, f"/decisions/{decision}")).json()
    assert (seen["outcome"], seen["objected"]) == ("method_objected", 1)
    assert "count" not in seen
    replayed = (await wijkraad.get(ada, f"/decisions/{decision}/replay")).json()
    assert replayed["agrees"]
    (duty,) = (await wijkraad.get(ada, "/duties")).json()["duties"]
    assert duty["kind"] == "decide_in_next_meeting"
