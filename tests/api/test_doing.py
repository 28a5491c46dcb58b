"""Pledges, milestones and measurements over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.wijkraad import Wijkraad, made, nobody, refused


async def adopted(wijkraad: Wijkraad, **asked: Any) -> str:
    """The clerk's plan, which a board of two adopts."""
    plan = await wijkraad.proposes(wijkraad.clerk, **asked)
    seats = [await wijkraad.seats(name) for name in ("Ada", "Bram")]
    decision = await wijkraad.asks(plan=plan)
    for seat, person in seats:
        ballot = {"seat": seat, "choice": "for"}
        made(await wijkraad.post(person, f"/decisions/{decision}/ballots", ballot))
    wijkraad.clock.now += timedelta(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/close"))
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/result"))
    return plan


async def test_pledges_are_made_kept_broken_and_withdrawn(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    plan = await wijkraad.proposes(wijkraad.clerk)
    path = f"/plans/{plan}/pledges"
    bodies: list[dict[str, Any]] = [
        {"kind": "hours", "hours": 20},
        {"kind": "money", "cents": 50_00, "currency": "EUR"},
        {"kind": "materials", "what": "Ten spades."},
    ]
    hours, money, spades = [made(await wijkraad.post(ada, path, body)) for body in bodies]
    made(await wijkraad.post(wijkraad.clerk, f"{path}/{hours}/kept", {"hours": 24}))
    made(await wijkraad.post(ada, f"{path}/{money}/not-kept", {"reason": "I lost my job."}))
    made(await wijkraad.post(ada, f"{path}/{spades}/withdrawal"))
    seen = (await wijkraad.get(ada, path)).json()["pledges"]
    assert [(each["pledge"], each["state"]) for each in seen] == [
        (hours, "kept"),
        (money, "not_kept"),
        (spades, "withdrawn"),
    ]
    assert (seen[0]["hours"], seen[0]["hours_kept"]) == (20, 24)
    kept = (await wijkraad.get(ada, path, state="kept")).json()["pledges"]
    assert [each["pledge"] for each in kept] == [hours]
    answer = await wijkraad.post(ada, f"{path}/{hours}/withdrawal")
    refused(answer, 409, "pledge.over")
    refused(await wijkraad.post(ada, path, {"kind": "hours"}), 409, "pledge.unclear")
    refused(await wijkraad.post(ada, path, {"kind": "hours", "hours": 0}), 400, "request.invalid")


async def test_others_say_nothing_of_a_pledge(wijkraad: Wijkraad):
    ada, bram = await wijkraad.registers("Ada"), await wijkraad.registers("Bram")
    plan = await wijkraad.proposes(wijkraad.clerk)
    path = f"/plans/{plan}/pledges"
    pledge = made(await wijkraad.post(ada, path, {"kind": "hours", "hours": 20}))
    answer = await wijkraad.post(bram, f"{path}/{pledge}/kept", {})
    refused(answer, 403, "plan.carrier_required")
    answer = await wijkraad.post(bram, f"{path}/{pledge}/withdrawal")
    refused(answer, 403, "pledge.not_yours")
    answer = await wijkraad.post(bram, f"{path}/{nobody('pledge')}/withdrawal")
    refused(answer, 404, "pledge.not_found")


async def test_steps_are_planned_missed_planned_anew_and_reached(wijkraad: Wijkraad):
    plan, clerk = await adopted(wijkraad), wijkraad.clerk
    path = f"/plans/{plan}/milestones"
    late = made(await wijkraad.post(clerk, path, {"title": "Beans", "due_on": "2026-09-01"}))
    soon = made(await wijkraad.post(clerk, path, {"title": "A well", "due_on": "2026-07-01"}))
    made(await wijkraad.post(clerk, f"{path}/{soon}/missed", {"reason": "Rock."}))
    made(await wijkraad.post(clerk, f"{path}/{soon}/planning", {"due_on": "2026-08-01"}))
    made(await wijkraad.post(clerk, f"{path}/{soon}/reached", {"reached_on": "2026-05-05"}))
    seen = (await wijkraad.get(clerk, path)).json()["milestones"]
    assert [(each["milestone"], each["state"], each["due_on"]) for each in seen] == [
        (soon, "reached", "2026-08-01"),
        (late, "planned", "2026-09-01"),
    ]
    assert (seen[0]["missed"], seen[0]["reason"], seen[0]["first_due_on"]) == (
        1,
        "Rock.",
        "2026-07-01",
    )
    to_come = (await wijkraad.get(clerk, path, state="planned")).json()["milestones"]
    assert [each["milestone"] for each in to_come] == [late]
    answer = await wijkraad.post(clerk, f"{path}/{soon}/missed", {"reason": "No."})
    refused(answer, 409, "milestone.is_reached")


async def test_before_the_decision_nothing_is_reached_or_measured(wijkraad: Wijkraad):
    plan, clerk = await wijkraad.proposes(wijkraad.clerk), wijkraad.clerk
    path = f"/plans/{plan}/milestones"
    step = made(await wijkraad.post(clerk, path, {"title": "Beans", "due_on": "2026-09-01"}))
    answer = await wijkraad.post(clerk, f"{path}/{step}/reached", {"reached_on": "2026-05-04"})
    refused(answer, 409, "plan.no_results_yet")


async def test_measurements_show_progress_and_how_they_were_corrected(wijkraad: Wijkraad):
    aims = [{"indicator": "gardeners", "target": 30}, {"indicator": "plots", "target": 12}]
    plan, clerk = await adopted(wijkraad, particulars=aims), wijkraad.clerk
    path = f"/plans/{plan}/measurements"
    counted = {"indicator": "gardeners", "measured_on": "2026-05-05", "source": "Counted."}
    first = made(await wijkraad.post(clerk, path, {**counted, "value": 17}))
    correction = {"value": 16, "reason": "One was counted twice."}
    made(await wijkraad.post(clerk, f"{path}/{first}/corrections", correction))
    seen = (await wijkraad.get(clerk, path)).json()
    assert seen["progress"] == [
        {
            "indicator": "gardeners",
            "unit": "people",
            "target": 30,
            "value": 16,
            "measured_on": "2026-05-05",
            "measurement": first,
        },
        {"indicator": "plots", "unit": "plots", "target": 12},
    ]
    (measured,) = seen["measurements"]
    assert (measured["value"], measured["corrections"]) == (16, 1)
    assert measured["first_said"] == {"value": 17, "measured_on": "2026-05-05"}
    none = (await wijkraad.get(clerk, path, indicator="plots")).json()
    assert none["measurements"] == []
    answer = await wijkraad.post(clerk, path, {**counted, "indicator": "jobs", "value": 1})
    refused(answer, 404, "indicator.not_found")
    evidence = (await wijkraad.get(clerk, "/funding-evidence")).json()["plans"][0]
    assert evidence["first_result_on"] == "2026-05-05"


@pytest.mark.parametrize("wrong", [{"value": -1}, {"value": 1.5}, {"source": ""}, {"unit": "m"}])
async def test_a_measurement_is_a_whole_number_with_a_source(wijkraad: Wijkraad, wrong: Any):
    plan = await wijkraad.proposes(wijkraad.clerk)
    body = {"indicator": "plots", "value": 1, "measured_on": "2026-05-04", "source": "Counted."}
    answer = await wijkraad.post(wijkraad.clerk, f"/plans/{plan}/measurements", {**body, **wrong})
    refused(answer, 400, "request.invalid")
    answer = await wijkraad.get(wijkraad.clerk, f"/plans/{nobody('plan')}/measurements")
    refused(answer, 404, "plan.not_found")
