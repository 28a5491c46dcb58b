"""The register of members over HTTP."""

import pytest

from tests.api.wijkraad import Wijkraad, made, nobody, refused
from tests.bylaws import ASSOCIATION, changed

NOON = "2026-05-04T12:00:00Z"
LATER = "2026-06-01T00:00:00Z"


@pytest.fixture
async def association(wijkraad: Wijkraad) -> Wijkraad:
    body = {"legal_form": "association"}
    made(await wijkraad.post(wijkraad.clerk, "/description", body))
    return wijkraad


async def admitted(wijkraad: Wijkraad, name: str) -> str:
    person = await wijkraad.registers(name)
    body = {"person": person, "member_from": NOON}
    assert made(await wijkraad.post(wijkraad.clerk, "/members", body)) == person
    return person


async def test_the_register_lists_members_with_their_dates(association: Wijkraad):
    ada, ben = await admitted(association, "Ada"), await admitted(association, "Ben")
    end = {"member_until": LATER, "reason": "resignation"}
    made(await association.post(association.clerk, f"/members/{ada}/end", end))
    listed = (await association.get(ben, "/members")).json()["members"]
    assert [(each["person"], each.get("member_until")) for each in listed] == [
        (ada, LATER),
        (ben, None),
    ]
    assert listed[0]["reason"] == "resignation"
    staying = (await association.get(ben, "/members", end="none")).json()["members"]
    assert [each["person"] for each in staying] == [ben]


async def test_nobody_is_admitted_twice(association: Wijkraad):
    ada = await admitted(association, "Ada")
    body = {"person": ada, "member_from": LATER}
    refused(await association.post(association.clerk, "/members", body), 409, "member.already")


async def test_who_is_no_member_cannot_leave(association: Wijkraad):
    end = {"member_until": LATER, "reason": "death"}
    answer = await association.post(association.clerk, f"/members/{nobody('person')}/end", end)
    refused(answer, 409, "member.not")


async def test_a_seat_of_the_general_meeting_is_a_members_and_ends_with_the_membership(
    association: Wijkraad,
):
    seat = await association.establishes(organ="general_meeting")
    ada = await association.registers("Ada")
    holder = (association.clerk, f"/seats/{seat}/holder", association.term(ada))
    refused(await association.post(*holder), 409, "seat.no_member")
    body = {"person": ada, "member_from": NOON}
    made(await association.post(association.clerk, "/members", body))
    made(await association.post(*holder))
    end = {"member_until": LATER, "reason": "resignation"}
    answer = await association.post(association.clerk, f"/members/{ada}/end", end)
    assert [each["type"] for each in answer.json()["recorded"]] == ["member.left", "seat.vacated"]
    board = await association.get(ada, "/board", organ="general_meeting", at="2026-06-02T00:00:00Z")
    assert [seat.get("holder") for seat in board.json()["seats"]] == [None]


async def test_a_foundation_has_no_members(wijkraad: Wijkraad):
    made(await wijkraad.post(wijkraad.clerk, "/description", {"legal_form": "foundation"}))
    body = {"person": wijkraad.clerk, "member_from": NOON}
    answer = await wijkraad.post(wijkraad.clerk, "/members", body)
    refused(answer, 409, "member.none_in_a_foundation")


@pytest.mark.parametrize(
    "wrong",
    [{"member_from": "2026-05-04T12:00:00"}, {"person": nobody("seat")}, {"reason": "x"}, {}],
)
async def test_a_member_has_a_person_and_a_moment(association: Wijkraad, wrong: dict[str, str]):
    body = {"person": association.clerk, "member_from": NOON, **wrong} if wrong else {}
    refused(await association.post(association.clerk, "/members", body), 400, "request.invalid")


NEXT_WEEK = "2026-05-11T12:00:00Z"


async def test_members_vote_before_their_meeting_begins_and_act_for_a_board_that_is_gone(
    association: Wijkraad,
):
    """The only seat on the board was never filled."""
    ada, clerk = await admitted(association, "Ada"), association.clerk
    seat = await association.establishes(organ="general_meeting")
    made(await association.post(clerk, f"/seats/{seat}/holder", association.term(ada)))
    await association.establishes()
    in_time = changed(ASSOCIATION, notice={"general_meeting_days": 7})
    await association.has_bylaws(in_time)
    called = {"organ": "general_meeting", "sent_at": NOON, "begins_at": NEXT_WEEK}
    meeting = made(await association.post(clerk, "/meetings", called))
    placed = {"title": "A garden", "notified_at": NOON}
    item = made(await association.post(clerk, f"/meetings/{meeting}/items", placed))
    asked = {"organ": "general_meeting", "question": "Shall we?", "item": item, "early": True}
    answer = await association.post(clerk, "/decisions", {**asked, "closes_at": NEXT_WEEK})
    refused(answer, 409, "early_votes.closes_before_meeting")
    asked["closes_at"] = "2026-05-11T13:00:00Z"
    decision = made(await association.post(clerk, "/decisions", asked))
    seen = (await association.get(ada, f"/decisions/{decision}")).json()
    assert (seen["early"], seen["acts_for_board"]) == (True, "all_vacant")
    ballot = {"seat": seat, "choice": "for"}
    made(await association.post(ada, f"/decisions/{decision}/ballots", ballot))
