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
    indicators = [{"indicator": "letters", "unit": "letters"}]
    theme = {"theme": "a & b", "name": "A, B", "indicators": indicators}
    made(await wijkraad.post(wijkraad.clerk, "/themes", theme))
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


async def test_plans_are_narrowed_to_an_origin_and_to_a_bearer(wijkraad: Wijkraad):
    ada, bram = await wijkraad.registers("Ada"), await wijkraad.registers("Bram")
    own, other = await wijkraad.proposes(ada), await wijkraad.proposes(bram)
    offered = await wijkraad.proposes(wijkraad.clerk)
    made(await wijkraad.post(bram, f"/plans/{own}/bearers"))
    for asked, plans in (
        ({"origin": "professional"}, [offered]),
        ({"origin": "resident"}, [other, own]),
        ({"bearer": bram}, [own, other]),
        ({"bearer": ada}, [own]),
        ({"bearer": wijkraad.clerk}, []),
    ):
        page = (await wijkraad.get(ada, "/plans", **asked)).json()
        assert [each["plan"] for each in page["plans"]] == plans
    both = await wijkraad.get(ada, "/plans", bearer=ada, theme="energy")
    refused(both, 400, "request.invalid")


async def test_a_plan_of_a_theme_that_nobody_knows_is_refused(wijkraad: Wijkraad):
    body = {"title": "A garden", "text": "With a well.", "theme": "reading"}
    answer = await wijkraad.post(wijkraad.clerk, "/plans", body)
    assert refused(answer, 404, "theme.not_found")["theme"] == "reading"


async def test_a_plan_says_all_that_there_is_to_say(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    said = {
        "particulars": [{"indicator": "plots", "target": 12}],
        "budget": [{"what": "A shed", "cents": 80_000}],
        "currency": "EUR",
        "affects": ["allotment holders"],
        "success": "Twelve families grow beans.",
        "needs_from": "2026-09-01",
        "needs_until": "2028-08-31",
    }
    plan = await wijkraad.proposes(ada, **said)
    seen = (await wijkraad.get(ada, f"/plans/{plan}")).json()
    assert {name: seen[name] for name in said} == said
    assert (seen["origin"], seen["bearers"], seen["state"]) == ("resident", 1, "proposed")


@pytest.mark.parametrize(
    "wrong",
    [
        {"particulars": [{"indicator": "plots", "target": -1}]},
        {"budget": [{"what": "A shed", "cents": -1}], "currency": "EUR"},
        {"budget": [{"what": "A shed", "cents": 1}], "currency": "euro"},
        {"needs_from": "September"},
    ],
)
async def test_what_makes_no_sense_of_a_plan_is_not_taken(wijkraad: Wijkraad, wrong: object):
    body = {"title": "A garden", "text": "With a well.", "theme": "energy", **wrong}
    refused(await wijkraad.post(wijkraad.clerk, "/plans", body), 400, "request.invalid")


async def test_every_revision_keeps_its_author(wijkraad: Wijkraad):
    ada, bram = await wijkraad.registers("Ada"), await wijkraad.registers("Bram")
    plan = await wijkraad.proposes(ada)
    made(await wijkraad.post(bram, f"/plans/{plan}/bearers"))
    said = {"text": "With a well and a shed.", "why": "Tools must be dry."}
    answer = await wijkraad.post(bram, f"/plans/{plan}/revisions", said)
    assert answer.headers["Location"] == f"{wijkraad.here}/plans/{plan}/revisions"
    found = (await wijkraad.get(ada, f"/plans/{plan}/revisions")).json()["revisions"]
    assert [(each["revision"], each["revised_by"]) for each in found] == [(1, ada), (2, bram)]
    assert (found[0]["text"], found[1]["why"]) == ("With a well.", "Tools must be dry.")
    seen = (await wijkraad.get(ada, f"/plans/{plan}")).json()
    assert (seen["text"], seen["revision"]) == ("With a well and a shed.", 2)
    stranger = await wijkraad.registers("Chen")
    answer = await wijkraad.post(stranger, f"/plans/{plan}/revisions", said)
    refused(answer, 403, "plan.carrier_required")


async def test_bearers_join_and_leave(wijkraad: Wijkraad):
    ada, bram = await wijkraad.registers("Ada"), await wijkraad.registers("Bram")
    plan = await wijkraad.proposes(ada)
    answer = await wijkraad.post(bram, f"/plans/{plan}/bearers")
    assert answer.headers["Location"] == f"{wijkraad.here}/plans/{plan}/bearers"
    refused(await wijkraad.post(bram, f"/plans/{plan}/bearers"), 409, "plan.bearer_already")
    found = (await wijkraad.get(ada, f"/plans/{plan}/bearers")).json()["bearers"]
    assert [each["person"] for each in found] == [ada, bram]
    made(await wijkraad.post(ada, f"/plans/{plan}/bearers/leaving"))
    found = (await wijkraad.get(ada, f"/plans/{plan}/bearers")).json()["bearers"]
    assert [each["person"] for each in found] == [bram]
    clerks = await wijkraad.post(wijkraad.clerk, f"/plans/{plan}/bearers")
    refused(clerks, 403, "plan.residents_carry")
