"""A decision, from the question to the result and its replay."""

from datetime import timedelta
from typing import Any, get_args

import httpx2
import msgspec
import pytest

from api.decision_bodies import BallotAsked, DecisionAsked
from api.decision_examples import BALLOTS, FIRST, QUESTIONS, SECOND, THIRD
from domain.counting.methods import Method
from tests.api.test_meetings import Evening
from tests.api.wijkraad import MAJORITY, Wijkraad, made, nobody, refused


async def test_a_board_decides(wijkraad: Wijkraad):
    seats = [await wijkraad.seats(name) for name in ("Ada", "Bram", "Chandra")]
    _, ada = seats[0]
    plan = await wijkraad.proposes(ada)
    decision = await wijkraad.asks(plan=plan)
    for (seat, holder), choice in zip(seats, ("for", "for", "against"), strict=True):
        body = {"seat": seat, "choice": choice}
        answer = await wijkraad.post(holder, f"/decisions/{decision}/ballots", body)
        assert made(answer).startswith("ballot:")
        assert choice not in answer.text
    running = wijkraad.position

    seen = (await wijkraad.get(ada, f"/decisions/{decision}")).json()
    assert (seen["state"], seen["received"]) == ("open", 3)
    assert "count" not in seen
    turnout = (await wijkraad.get(ada, f"/decisions/{decision}/ballots")).json()
    assert turnout == {"received": 3, "ballots": [], "next": None}

    wijkraad.clock.pass_by(days=1)
    assert made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/close")) == decision
    declared = await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/result")
    assert made(declared) == decision
    assert declared.headers["Location"] == f"{wijkraad.here}/decisions/{decision}"

    seen = (await wijkraad.get(ada, f"/decisions/{decision}")).json()
    assert (seen["state"], seen["outcome"], seen["count"]["in_favour"]) == (
        "declared",
        "adopted",
        2,
    )
    assert (await wijkraad.get(ada, f"/plans/{plan}")).json()["adopted_by"] == decision
    opened = (await wijkraad.get(ada, f"/decisions/{decision}/ballots")).json()
    assert [ballot["choice"] for ballot in opened["ballots"]] == ["for", "for", "against"]

    replayed = (await wijkraad.get(ada, f"/decisions/{decision}/replay")).json()
    assert (replayed["agrees"], replayed["findings"]) == (True, [])
    assert replayed["majority"] == seen["count"]
    then = (await wijkraad.get(ada, f"/decisions/{decision}/replay", at=running)).json()
    assert (then["decision"]["state"], then["decision"]["received"]) == ("open", 3)
    assert "agrees" not in then
    assert then["position"] == running


async def test_a_ballot_that_is_sent_again_is_cast_once(wijkraad: Wijkraad):
    seat, ada = await wijkraad.seats("Ada")
    path = f"/decisions/{await wijkraad.asks()}/ballots"
    key = {"Idempotency-Key": "my-ballot"}
    body = {"seat": seat, "choice": "for"}
    first = await wijkraad.post(ada, path, body, **key)
    assert (await wijkraad.post(ada, path, body, **key)).json() == {
        **first.json(),
        "replayed": True,
    }
    other = await wijkraad.post(ada, path, {**body, "choice": "against"}, **key)
    refused(other, 422, "idempotency_key.other_body")


async def test_a_ballot_can_be_replaced(wijkraad: Wijkraad):
    seat, ada = await wijkraad.seats("Ada")
    decision = await wijkraad.asks()
    for choice in ("for", "abstain"):
        body = {"seat": seat, "choice": choice}
        made(await wijkraad.post(ada, f"/decisions/{decision}/ballots", body))
    seen = (await wijkraad.get(ada, f"/decisions/{decision}")).json()
    assert seen["received"] == 1


async def test_only_the_holder_votes_for_a_seat(wijkraad: Wijkraad):
    seat, _ = await wijkraad.seats("Ada")
    bram = await wijkraad.registers("Bram")
    decision = await wijkraad.asks()
    body = {"seat": seat, "choice": "for"}
    answer = await wijkraad.post(bram, f"/decisions/{decision}/ballots", body)
    refused(answer, 403, "seat.not_the_holder")


async def test_a_late_ballot_is_refused(wijkraad: Wijkraad):
    seat, ada = await wijkraad.seats("Ada")
    decision = await wijkraad.asks()
    wijkraad.clock.pass_by(days=1)
    body = {"seat": seat, "choice": "for"}
    answer = await wijkraad.post(ada, f"/decisions/{decision}/ballots", body)
    refused(answer, 409, "voting.closed")


async def test_a_ballot_on_another_text_is_refused(wijkraad: Wijkraad):
    seat, ada = await wijkraad.seats("Ada")
    decision = await wijkraad.asks()
    body = {"seat": seat, "choice": "for", "proposal": "0" * 64}
    answer = await wijkraad.post(ada, f"/decisions/{decision}/ballots", body)
    refused(answer, 409, "proposal.other_text")


async def test_a_resident_asks_no_question(wijkraad: Wijkraad):
    _, ada = await wijkraad.seats("Ada")
    refused(await wijkraad.post(ada, "/decisions", wijkraad.question()), 403, "role.required")


async def test_a_threshold_beyond_everything_is_refused(wijkraad: Wijkraad):
    body = wijkraad.question(threshold={**MAJORITY, "numerator": 3})
    problem = refused(
        await wijkraad.post(wijkraad.clerk, "/decisions", body), 400, "request.invalid"
    )
    assert problem["errors"][0]["pointer"] == "#/threshold"


async def test_voting_is_not_closed_before_its_time(wijkraad: Wijkraad):
    await wijkraad.seats("Ada")
    decision = await wijkraad.asks()
    answer = await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/close")
    refused(answer, 409, "voting.still_open")


async def test_nothing_is_declared_before_the_close(wijkraad: Wijkraad):
    await wijkraad.seats("Ada")
    decision = await wijkraad.asks()
    answer = await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/result")
    refused(answer, 409, "voting.not_yet_closed")


async def test_a_decision_that_is_not_there_is_not_found(wijkraad: Wijkraad):
    decision = nobody("decision")
    for path in ("", "/ballots", "/replay"):
        answer = await wijkraad.get(wijkraad.clerk, f"/decisions/{decision}{path}")
        assert refused(answer, 404, "decision.not_found")["decision"] == decision


async def test_decisions_are_listed_and_narrowed(wijkraad: Wijkraad):
    await wijkraad.seats("Ada")
    plan = await wijkraad.proposes(wijkraad.clerk)
    first, second = await wijkraad.asks(plan=plan), await wijkraad.asks()
    for query, expected in (
        ({}, [second, first]),
        ({"organ": "board"}, [second, first]),
        ({"state": "open"}, [second, first]),
        ({"state": "declared"}, []),
        ({"plan": plan}, [first]),
    ):
        page = (await wijkraad.get(wijkraad.clerk, "/decisions", **query)).json()
        assert [each["decision"] for each in page["decisions"]] == expected


async def test_ballots_in_a_meeting_are_counted_before_the_chair_declares(wijkraad: Wijkraad):
    evening = await Evening(wijkraad).begins()
    for seat in (evening.east, evening.west):
        made(await evening.attends(seat))
    await evening.opens()
    closes_at = (wijkraad.clock() + timedelta(hours=1)).isoformat()
    asked = {"organ": "board", "question": "Shall we?", "kind": "plan", "item": evening.item}
    plan = await wijkraad.proposes(evening.ada)
    body = {**asked, "plan": plan, "closes_at": closes_at}
    here = f"/decisions/{made(await wijkraad.post(wijkraad.clerk, '/decisions', body))}"
    for seat, holder in ((evening.east, evening.ada), (evening.west, evening.ben)):
        made(await wijkraad.post(holder, f"{here}/ballots", {"seat": seat, "choice": "for"}))
    refused(await wijkraad.post(wijkraad.clerk, f"{here}/count"), 409, "voting.not_yet_closed")
    wijkraad.clock.pass_by(hours=1)
    made(await wijkraad.post(wijkraad.clerk, f"{here}/close"))
    refused(await wijkraad.post(wijkraad.clerk, f"{here}/result"), 409, "result.not_yet_counted")
    nobody_else = await wijkraad.post(evening.ada, f"{here}/count")
    refused(nobody_else, 403, "meeting.chair_or_clerk")
    made(await wijkraad.post(wijkraad.clerk, f"{here}/count"))
    seen = (await wijkraad.get(evening.ada, here)).json()
    assert seen["state"] == "counted"
    assert "outcome" not in seen
    ballots = (await wijkraad.get(evening.ada, f"{here}/ballots")).json()["ballots"]
    assert [each["choice"] for each in ballots] == ["for", "for"]
    made(await wijkraad.post(wijkraad.clerk, f"{here}/result"))
    assert (await wijkraad.get(evening.ada, here)).json()["outcome"] == "adopted"


async def test_outside_a_meeting_counting_is_no_act_of_its_own(wijkraad: Wijkraad):
    await wijkraad.seats("Ada")
    decision = await wijkraad.asks()
    answer = await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/count")
    refused(answer, 409, "result.not_in_meeting")


async def test_whoever_votes_sees_the_options_and_their_rule(wijkraad: Wijkraad):
    seats = [await wijkraad.seats(name) for name in ("Ada", "Bram")]
    body = wijkraad.question(method="approval", text="Where?", options_rule={"places": 1})
    body["options"] = [{"text": "The square"}, {"text": "The quay"}]
    del body["threshold"]
    decision = made(await wijkraad.post(wijkraad.clerk, "/decisions", body))
    seen = (await wijkraad.get(wijkraad.clerk, f"/decisions/{decision}")).json()
    assert (seen["text"], seen["options_rule"]) == ("Where?", {"places": 1})
    square, quay = (each["option"] for each in seen["options"])
    for (seat, holder), choice in zip(seats, ([square, quay], [quay]), strict=True):
        ballot = {"seat": seat, "choice": choice}
        made(await wijkraad.post(holder, f"/decisions/{decision}/ballots", ballot))
    wijkraad.clock.pass_by(days=1)
    for step in ("close", "result"):
        made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/{step}"))
    seen = (await wijkraad.get(wijkraad.clerk, f"/decisions/{decision}")).json()
    assert (seen["outcome"], seen["chosen"]) == ("adopted", [quay])


async def test_a_choice_has_its_bounds(wijkraad: Wijkraad):
    seat, ada = await wijkraad.seats("Ada")
    decision = await wijkraad.asks()
    for choice, code, status in (
        ("fro", "ballot.other_form", 409),
        ("x" * 61, "request.invalid", 400),
        ("", "request.invalid", 400),
        (7, "request.invalid", 400),
        ([["for", ["against"]]], "request.invalid", 400),
        (["for"] * 41, "request.invalid", 400),
        ([["for"] * 41], "request.invalid", 400),
    ):
        body = {"seat": seat, "choice": choice}
        answer = await wijkraad.post(ada, f"/decisions/{decision}/ballots", body)
        refused(answer, status, code)


@pytest.mark.parametrize("method", get_args(Method))
async def test_the_example_of_each_method_is_one(http: httpx2.AsyncClient, method: str):
    paths = (await http.get("/openapi.json")).json()["paths"]
    for path, body in (("", DecisionAsked), ("/{decision}/ballots", BallotAsked)):
        operation = paths[f"/organisations/{{organisation}}/decisions{path}"]["post"]
        shown = operation["requestBody"]["content"]["application/json"]["examples"][method]
        assert shown["summary"]
        msgspec.convert(shown["value"], body)


@pytest.mark.parametrize("method", get_args(Method))
async def test_the_example_of_each_method_is_accepted(wijkraad: Wijkraad, method: str):
    seat, holder = await wijkraad.seats("Ada")
    others = [await wijkraad.seats(name) for name in ("Bram", "Chandra", "Dewi")]
    empty = await wijkraad.establishes()
    asked = {**QUESTIONS[method]["value"], "closes_at": wijkraad.question()["closes_at"]}
    del asked["item"]
    people = iter([holder, *(each for _, each in others)])
    if asked.get("kind") == "person":
        asked["options"] = [{"person": next(people)} for _ in asked["options"]]
    if "fills" in asked:
        asked["fills"] = [{**each, "seat": empty} for each in asked["fills"]]
    decision = made(await wijkraad.post(wijkraad.clerk, "/decisions", asked))
    seen = (await wijkraad.get(holder, f"/decisions/{decision}")).json()
    named = dict(zip((FIRST, SECOND, THIRD), seen.get("options", ()), strict=False))
    choice = BALLOTS[method]["value"]["choice"]
    ballot = {"seat": seat, "choice": _with_options(choice, named)}
    made(await wijkraad.post(holder, f"/decisions/{decision}/ballots", ballot))


def _with_options(choice: Any, named: dict[str, Any]) -> Any:
    if isinstance(choice, str):
        return named[choice]["option"] if choice in named else choice
    return [_with_options(each, named) for each in choice]
