"""What becomes of a plan, and what people learned from it."""

from datetime import timedelta

import msgspec

from domain.bylaws.articles import PlansArticle
from tests.api.wijkraad import Wijkraad, made, refused
from tests.bylaws import FOUNDATION

LEARNED = {"worked": "The beans.", "did_not_work": "The flowers.", "again": "differently"}


async def adopted(wijkraad: Wijkraad, **asked: str) -> tuple[str, str]:
    """A plan that two seats adopted, and who carries it."""
    (seat, ada), (other, bram) = await wijkraad.seats("Ada"), await wijkraad.seats("Bram")
    plan = await wijkraad.proposes(ada)
    decision = await wijkraad.asks(plan=plan, **asked)
    for voter, own in ((ada, seat), (bram, other)):
        choice = {"seat": own, "choice": "for"}
        made(await wijkraad.post(voter, f"/decisions/{decision}/ballots", choice))
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/close"))
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/result"))
    return plan, ada


async def state(wijkraad: Wijkraad, plan: str) -> str:
    seen = (await wijkraad.get(wijkraad.clerk, f"/plans/{plan}")).json()
    found: str = seen["state"]
    return found


async def test_a_plan_is_paused_revived_and_completed(wijkraad: Wijkraad):
    plan, ada = await adopted(wijkraad)
    frozen = {"reason": "The ground is frozen."}
    answer = await wijkraad.post(ada, f"/plans/{plan}/pause", frozen)
    assert answer.headers["Location"] == f"{wijkraad.here}/plans/{plan}"
    seen = (await wijkraad.get(ada, f"/plans/{plan}")).json()
    assert (seen["state"], seen["reason"]) == ("paused", "The ground is frozen.")
    made(await wijkraad.post(ada, f"/plans/{plan}/revival", {}))
    assert await state(wijkraad, plan) == "adopted"
    made(await wijkraad.post(ada, f"/plans/{plan}/completion"))
    assert await state(wijkraad, plan) == "completed"
    page = (await wijkraad.get(ada, "/plans", state="completed")).json()
    assert [each["plan"] for each in page["plans"]] == [plan]
    refused(await wijkraad.post(ada, f"/plans/{plan}/revival", {}), 409, "plan.completed_already")


async def test_a_plan_is_stopped_with_its_reason(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    plan = await wijkraad.proposes(ada)
    made(await wijkraad.post(ada, f"/plans/{plan}/stop", {"reason": "It is built on."}))
    assert await state(wijkraad, plan) == "stopped"
    refused(await wijkraad.post(ada, f"/plans/{plan}/stop", {}), 400, "request.invalid")


async def test_an_evaluation_does_its_duty_and_is_read_with_its_origin(wijkraad: Wijkraad):
    due = (wijkraad.clock() + timedelta(days=300)).isoformat()
    plan, ada = await adopted(wijkraad, evaluate_on=due)
    (duty,) = (await wijkraad.get(ada, "/duties", state="open")).json()["duties"]
    assert (duty["kind"], duty["plan"]) == ("evaluation", plan)
    said = {**LEARNED, "hours_carried": 640}
    answer = await wijkraad.post(ada, f"/plans/{plan}/evaluations", said)
    assert answer.headers["Location"] == f"{wijkraad.here}/plans/{plan}/evaluations"
    (seen,) = (await wijkraad.get(ada, f"/plans/{plan}/evaluations")).json()["evaluations"]
    assert {name: seen[name] for name in said} == said
    assert (seen["origin"], seen["evaluated_by"]) == ("resident", ada)
    assert (await wijkraad.get(ada, "/duties", state="open")).json()["duties"] == []


async def test_origins_are_compared(wijkraad: Wijkraad):
    plan, ada = await adopted(wijkraad)
    await wijkraad.proposes(wijkraad.clerk)
    made(await wijkraad.post(ada, f"/plans/{plan}/evaluations", {**LEARNED, "hours_carried": 64}))
    origins = (await wijkraad.get(ada, "/origins")).json()["origins"]
    one = {"plans": 1, "adopted": 1, "evaluated": 1, "again_differently": 1}
    assert origins == [
        {"origin": "resident", **one, "hours_carried": 64},
        {"origin": "professional", "plans": 1},
    ]


async def test_the_bylaws_ask_for_bearers_and_set_the_evaluation(wijkraad: Wijkraad):
    article = PlansArticle(belongs_to="regulations", bearers=2, evaluation_months=12)
    await wijkraad.has_bylaws(msgspec.structs.replace(FOUNDATION, plans=article))
    (_, ada), (_, bram) = await wijkraad.seats("Ada"), await wijkraad.seats("Bram")
    plan = await wijkraad.proposes(ada)
    body = wijkraad.question(plan=plan, outside_meeting=True)
    body = {name: each for name, each in body.items() if name not in ("threshold", "quorum")}
    answer = await wijkraad.post(wijkraad.clerk, "/decisions", body)
    problem = refused(answer, 409, "plan.more_bearers_needed")
    assert (problem["bearers"], problem["needed"]) == (1, 2)
    made(await wijkraad.post(bram, f"/plans/{plan}/bearers"))
    made(await wijkraad.post(wijkraad.clerk, "/decisions", body))
    said = {"text": "Without a well."}
    refused(await wijkraad.post(ada, f"/plans/{plan}/revisions", said), 409, "plan.voted_on_now")
