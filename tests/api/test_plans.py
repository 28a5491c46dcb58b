"""Plans, and how lists are read."""

import pytest

from tests.api.wijkraad import STRANGER, Wijkraad, made, nobody, refused


async def test_somebody_proposes_a_plan_and_everybody_reads_it(wijkraad: Wijkraad):
    ada, bram = await wijkraad.registers("Ada"), await wijkraad.registers("Bram")
    body = {"title": "A garden", "text": "With a well.", "theme": "urban gardens"}
    answer = await wijkraad.post(ada, "/plans", body)
    plan = made(answer)
    assert answer.headers["Location"] == f"{wijkraad.here}/plans/{plan}"
    seen = (await wijkraad.get(bram, f"/plans/{plan}")).json()
    assert {name: seen[name] for name in body} == body
    assert (seen["proposed_by"], seen["plan"]) == (ada, plan)


async def test_a_plan_that_is_sent_again_is_proposed_once(wijkraad: Wijkraad):
    body = {"title": "A garden", "text": "With a well.", "theme": "urban gardens"}
    key = {"Idempotency-Key": "a-garden"}
    first = await wijkraad.post(wijkraad.clerk, "/plans", body, **key)
    again = await wijkraad.post(wijkraad.clerk, "/plans", body, **key)
    assert again.json() == {**first.json(), "replayed": True}
    other = await wijkraad.post(wijkraad.clerk, "/plans", {**body, "title": "A wall"}, **key)
    refused(other, 422, "idempotency_key.other_body")


async def test_a_stranger_proposes_nothing(wijkraad: Wijkraad):
    body = {"title": "A garden", "text": "With a well.", "theme": "urban gardens"}
    refused(await wijkraad.post(STRANGER, "/plans", body), 404, "organisation.not_found")


async def test_a_plan_that_is_not_there_is_not_found(wijkraad: Wijkraad):
    plan = nobody("plan")
    answer = await wijkraad.get(wijkraad.clerk, f"/plans/{plan}")
    assert refused(answer, 404, "plan.not_found")["plan"] == plan


async def test_a_plan_of_another_organisation_is_not_found(wijkraad: Wijkraad):
    plan = await wijkraad.proposes(wijkraad.clerk)
    other = await Wijkraad(wijkraad.http, wijkraad.tokens, wijkraad.clock).founded()
    refused(await other.get(other.clerk, f"/plans/{plan}"), 404, "plan.not_found")
    body = wijkraad.question(plan=plan)
    await other.establishes()
    refused(await other.post(other.clerk, "/decisions", body), 404, "plan.not_found")


async def test_plans_are_listed_newest_first_page_by_page(wijkraad: Wijkraad):
    plans = [await wijkraad.proposes(wijkraad.clerk, title=f"Plan {n}") for n in range(5)]
    found, cursor = [], {}
    while True:
        page = (await wijkraad.get(wijkraad.clerk, "/plans", limit=2, **cursor)).json()
        found += [plan["plan"] for plan in page["plans"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert found == plans[::-1]


async def test_plans_are_narrowed_to_a_theme(wijkraad: Wijkraad):
    await wijkraad.proposes(wijkraad.clerk, theme="energy")
    garden = await wijkraad.proposes(wijkraad.clerk, theme="urban gardens")
    page = (await wijkraad.get(wijkraad.clerk, "/plans", theme="urban gardens")).json()
    assert [plan["plan"] for plan in page["plans"]] == [garden]


async def test_a_list_is_narrowed_by_one_thing_at_a_time(wijkraad: Wijkraad):
    answer = await wijkraad.get(wijkraad.clerk, "/plans", theme="energy", state="proposed")
    refused(answer, 400, "request.invalid")


async def test_a_link_to_the_next_page_asks_for_the_same(wijkraad: Wijkraad):
    for _ in range(2):
        await wijkraad.proposes(wijkraad.clerk, theme="a & b")
    answer = await wijkraad.get(wijkraad.clerk, "/plans", theme="a & b", limit=1)
    link = answer.headers["Link"].split(">")[0].removeprefix("<")
    following = await wijkraad.send("GET", wijkraad.clerk, link)
    assert len(following.json()["plans"]) == 1
    assert following.json()["next"] is None


@pytest.mark.parametrize("cursor", ["x", "e30", "a b", "%00", "é"])
async def test_a_cursor_that_was_not_given_out_is_refused(wijkraad: Wijkraad, cursor: str):
    answer = await wijkraad.get(wijkraad.clerk, "/plans", cursor=cursor)
    assert answer.status_code == 400
    assert answer.json()["code"] in ("cursor.malformed", "request.invalid")


@pytest.mark.parametrize("limit", [0, -1, 501, "a", 2**70, ""])
async def test_a_limit_is_between_1_and_500(wijkraad: Wijkraad, limit: object):
    problem = refused(
        await wijkraad.get(wijkraad.clerk, "/plans", limit=limit), 400, "request.invalid"
    )
    assert problem["errors"][0]["parameter"] == "limit"


async def test_a_view_that_is_late_says_so_truthfully(wijkraad: Wijkraad):
    answer = await wijkraad.get(wijkraad.clerk, "/plans", at_least=10_000)
    refused(answer, 503, "view.late")
    assert answer.headers["Retry-After"] == "1"
