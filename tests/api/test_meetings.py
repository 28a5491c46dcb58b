"""Meetings over HTTP: notice, agenda, attendance, items, the floor, minutes and actions."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.wijkraad import Wijkraad, made, nobody, refused
from tests.bylaws import FOUNDATION, changed

NOON = "2026-05-04T12:00:00Z"
NEXT_WEEK = "2026-05-11T12:00:00Z"
LATER = "2026-06-08T12:00:00Z"


class Evening:
    """A meeting with one item, and the seats of Ada and Ben."""

    def __init__(self, wijkraad: Wijkraad) -> None:
        self.wijkraad, self.clerk = wijkraad, wijkraad.clerk
        self.meeting = self.item = self.east = self.ada = self.west = self.ben = ""

    async def begins(self) -> "Evening":
        self.east, self.ada = await self.wijkraad.seats("Ada")
        self.west, self.ben = await self.wijkraad.seats("Ben")
        await self.wijkraad.has_bylaws(changed(FOUNDATION, weights={"offices": ()}))
        self.meeting = await self.calls()
        body = {"title": "A garden", "notified_at": NOON, "kind": "plan"}
        self.item = made(await self.post("/items", body))
        self.wijkraad.clock.pass_by(days=7)
        return self

    async def calls(self, **asked: Any) -> str:
        body = {"organ": "board", "sent_at": NOON, "begins_at": NEXT_WEEK, **asked}
        return made(await self.wijkraad.post(self.clerk, "/meetings", body))

    async def post(self, path: str, body: Any, who: str = "") -> Any:
        return await self.wijkraad.post(who or self.clerk, f"/meetings/{self.meeting}{path}", body)

    async def get(self, path: str = "", **query: Any) -> Any:
        answer = await self.wijkraad.get(self.ada, f"/meetings/{self.meeting}{path}", **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def attends(self, seat: str, **asked: Any) -> Any:
        return await self.post("/attendance", {"seat": seat, "attends_from": NEXT_WEEK, **asked})

    async def opens(self) -> None:
        made(await self.post(f"/items/{self.item}/opening", {"opened_at": NEXT_WEEK}))

    async def closes(self) -> None:
        made(await self.post(f"/items/{self.item}/closing", {"closed_at": NEXT_WEEK}))
        made(await self.post("/closing", {"closed_at": NEXT_WEEK}))


@pytest.fixture
async def evening(wijkraad: Wijkraad) -> Evening:
    return await Evening(wijkraad).begins()


async def test_a_meeting_is_called_read_and_listed(evening: Evening):
    seen = await evening.get()
    assert (seen["state"], seen["organ"], seen["notice_days"]) == ("called", "board", 7)
    assert "defect" not in seen
    listed = await evening.wijkraad.get(evening.ben, "/meetings", state="called")
    assert [each["meeting"] for each in listed.json()["meetings"]] == [evening.meeting]
    none = await evening.wijkraad.get(evening.ben, "/meetings", organ="residents")
    assert none.json()["meetings"] == []


async def test_the_timeline_of_a_meeting_tells_what_happened_in_it(evening: Evening):
    await evening.opens()
    told = await evening.wijkraad.get(evening.ada, "/timeline", about=evening.meeting)
    types = [each["type"] for each in told.json()["timeline"]]
    assert types == ["meeting.called", "item.placed", "item.opened"]


async def test_a_short_notice_is_recorded_as_such(evening: Evening):
    evening.meeting = await evening.calls(sent_at=NEXT_WEEK, begins_at="2026-05-12T12:00:00Z")
    assert (await evening.get())["defect"] == "short_notice"


async def test_attendance_is_read_as_it_is_and_as_it_was(evening: Evening):
    before = evening.wijkraad.position
    made(await evening.attends(evening.east))
    made(await evening.attends(evening.west, represented_by=evening.east))
    assert (await evening.get("/attendance"))["attending"] == [
        {"seat": evening.east, "attendee": evening.ada},
        {"seat": evening.west, "represented_by": evening.east},
    ]
    assert (await evening.get("/attendance", at=str(before)))["attending"] == []
    evening.wijkraad.clock.pass_by(minutes=30)
    left = {"seat": evening.east, "left_at": evening.wijkraad.clock().isoformat()}
    made(await evening.post("/departures", left))
    assert (await evening.get("/attendance"))["attending"] == []
    assert len((await evening.get("/attendance", at=NEXT_WEEK))["attending"]) == 2


async def test_items_are_opened_and_the_floor_is_given_in_order(evening: Evening):
    for seat in (evening.east, evening.west):
        made(await evening.attends(seat))
    await evening.opens()
    floor = f"/items/{evening.item}/floor"
    made(await evening.post(f"{floor}/requests", {"seat": evening.west}, evening.ben))
    made(await evening.post(f"{floor}/requests", {"seat": evening.east}, evening.ada))
    answer = await evening.post(f"{floor}/requests", {"seat": evening.east}, evening.ben)
    refused(answer, 403, "seat.not_the_holder")
    made(await evening.post(floor, {}))
    (item,) = (await evening.get("/items"))["items"]
    assert (item["state"], item["speaks"]) == ("open", evening.west)
    assert item["queue"] == [evening.east]
    answer = await evening.post(floor, {}, evening.ada)
    refused(answer, 403, "meeting.chair_or_clerk")


async def test_a_decision_is_taken_in_a_meeting(evening: Evening):
    asked = {"organ": "board", "question": "Shall we?", "item": evening.item}
    asked["closes_at"] = (evening.wijkraad.clock() + timedelta(minutes=5)).isoformat()
    answer = await evening.wijkraad.post(evening.clerk, "/decisions", asked)
    refused(answer, 409, "item.not_open")
    await evening.opens()
    decision = made(await evening.wijkraad.post(evening.clerk, "/decisions", asked))
    answer = await evening.post(f"/items/{evening.item}/closing", {"closed_at": NEXT_WEEK})
    refused(answer, 409, "meeting.decision_running")
    listed = await evening.wijkraad.get(evening.ada, "/decisions", meeting=evening.meeting)
    assert [each["decision"] for each in listed.json()["decisions"]] == [decision]
    made(await evening.attends(evening.west))
    await evening.wijkraad.post(
        evening.ada, f"/decisions/{decision}/ballots", {"seat": evening.east, "choice": "for"}
    )
    evening.wijkraad.clock.pass_by(minutes=5)
    for step in ("close", "count", "result"):
        made(await evening.wijkraad.post(evening.clerk, f"/decisions/{decision}/{step}"))
    replayed = await evening.wijkraad.get(evening.ada, f"/decisions/{decision}/replay")
    assert replayed.json()["agrees"]
    assert replayed.json()["decision"]["count"]["present"] == 2


async def test_a_meeting_is_adjourned_resumed_and_closed(evening: Evening):
    await evening.opens()
    made(await evening.post("/adjournment", {"adjourned_at": NEXT_WEEK, "continues_at": LATER}))
    assert (await evening.get())["continues_at"] == "2026-06-08T12:00:00Z"
    answer = await evening.post("/adjournment", {"adjourned_at": NEXT_WEEK})
    refused(answer, 409, "meeting.adjourned")
    made(await evening.post("/resumption", {"resumed_at": NEXT_WEEK}))
    await evening.closes()
    assert (await evening.get())["state"] == "closed"


async def test_minutes_are_adopted_and_corrected(evening: Evening):
    assert await evening.get("/minutes") == {"meeting": evening.meeting, "corrections": []}
    await evening.opens()
    body = {"text": "All agreed.", "adopted_at": NEXT_WEEK}
    refused(await evening.post("/minutes", body), 409, "meeting.not_closed")
    await evening.closes()
    made(await evening.post("/minutes", body))
    correction = {"text": "Not all.", "corrected_at": NEXT_WEEK}
    made(await evening.post("/minutes/corrections", correction))
    seen = await evening.get("/minutes")
    assert (seen["text"], seen["corrections"][0]["text"]) == ("All agreed.", "Not all.")
    refused(await evening.post("/minutes", body), 409, "minutes.already_adopted")
    before = await evening.get("/minutes", at=str(evening.wijkraad.position - 1))
    assert before["corrections"] == []


async def test_actions_are_agreed_completed_and_listed(evening: Evening):
    action = made(
        await evening.post("/actions", {"text": "A tap", "item": evening.item, "by": evening.ben})
    )
    path = f"/actions/{action}/completion"
    wijkraad, body = evening.wijkraad, {"completed_at": NEXT_WEEK}
    refused(await wijkraad.post(evening.ada, path, body), 403, "role.required")
    made(await wijkraad.post(evening.ben, path, body))
    for narrowed in ({"by": evening.ben}, {"meeting": evening.meeting}, {"state": "completed"}):
        (seen,) = (await wijkraad.get(evening.ada, "/actions", **narrowed)).json()["actions"]
        assert (seen["action"], seen["state"]) == (action, "completed")
    answer = await wijkraad.get(evening.ada, "/actions", by=evening.ben, state="completed")
    refused(answer, 400, "request.invalid")


async def test_what_is_not_there_is_not_found(evening: Evening):
    evening.meeting = nobody("meeting")
    for path in ("", "/attendance", "/minutes"):
        answer = await evening.wijkraad.get(evening.ada, f"/meetings/{evening.meeting}{path}")
        refused(answer, 404, "meeting.not_found")
    refused(await evening.attends(evening.east), 404, "meeting.not_found")
    answer = await evening.wijkraad.post(
        evening.clerk, f"/actions/{nobody('action')}/completion", {"completed_at": NOON}
    )
    refused(answer, 404, "action.not_found")


async def test_the_meetings_of_others_are_not_found(evening: Evening, http: Any):
    ours, meeting = evening.wijkraad, evening.meeting
    others = await Wijkraad(http, ours.tokens, ours.clock).founded()
    answer = await others.get(others.clerk, f"/meetings/{meeting}")
    refused(answer, 404, "meeting.not_found")
    body = {"title": "A garden", "notified_at": NOON}
    answer = await others.post(others.clerk, f"/meetings/{meeting}/items", body)
    refused(answer, 404, "meeting.not_found")
    answer = await ours.get(others.clerk, f"/meetings/{meeting}")
    refused(answer, 404, "organisation.not_found")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/items", {"title": "", "notified_at": NOON}),
        ("/items", {"title": "A garden", "notified_at": NOON, "kind": "party"}),
        ("/items", {"title": "A garden", "notified_at": "2026-05-04T12:00:00"}),
        ("/attendance", {"seat": nobody("person"), "attends_from": NOON}),
        ("/attendance", {"attends_from": NOON}),
        ("/departures", {"seat": nobody("seat"), "left_at": "yesterday"}),
        ("/adjournment", {}),
        ("/closing", {"closed_at": NOON, "because": "late"}),
        ("/minutes", {"text": "x" * 20_001, "adopted_at": NOON}),
        ("/actions", {"text": 5}),
    ],
)
async def test_bad_input_is_refused(evening: Evening, path: str, body: Any):
    refused(await evening.post(path, body), 400, "request.invalid")
