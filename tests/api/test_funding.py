"""Money for plans, and whether it lasts, over HTTP."""

from typing import Any

import pytest

from tests.api.wijkraad import STRANGER, Wijkraad, made, nobody, refused

MONEY = {
    "funder": "Gemeente Amsterdam",
    "cents": 10_000_00,
    "currency": "EUR",
    "funding_from": "2026-07-01",
    "funding_until": "2027-06-30",
}
NEEDS = {
    "needs_from": "2026-07-01",
    "needs_until": "2028-06-30",
    "budget": [{"what": "A well", "cents": 12_000_00}],
    "currency": "EUR",
}


async def commits(wijkraad: Wijkraad, plan: str, **asked: Any) -> str:
    path = f"/plans/{plan}/funding"
    return made(await wijkraad.post(wijkraad.clerk, path, {**MONEY, **asked}))


async def gap(wijkraad: Wijkraad, plan: str, **query: Any) -> dict[str, Any]:
    answer = await wijkraad.get(wijkraad.clerk, f"/plans/{plan}/funding-gap", **query)
    found: dict[str, Any] = answer.json()
    return found


async def test_money_is_committed_and_comes_in(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    plan = await wijkraad.proposes(ada)
    body = {**MONEY, "conditions": "For the whole street."}
    answer = await wijkraad.post(ada, f"/plans/{plan}/funding", body)
    funding = made(answer)
    assert answer.headers["Location"] == f"{wijkraad.here}/funding/{funding}"
    part = {"cents": 4_000_00, "received_on": "2026-05-04"}
    made(await wijkraad.post(ada, f"/funding/{funding}/instalments", part))
    seen = (await wijkraad.get(ada, f"/funding/{funding}")).json()
    assert {name: seen[name] for name in body} == body
    assert (seen["plan"], seen["received_cents"], seen["state"]) == (plan, 4_000_00, "committed")
    answer = await wijkraad.post(
        ada, f"/funding/{funding}/instalments", {**part, "cents": 6_000_01}
    )
    assert refused(answer, 409, "funding.beyond_commitment")["left_cents"] == 6_000_00
    listed = (await wijkraad.get(ada, f"/plans/{plan}/funding")).json()
    assert [each["funding"] for each in listed["funding"]] == [funding]


async def test_money_is_reduced_shortened_renewed_and_withdrawn(wijkraad: Wijkraad):
    plan = await wijkraad.proposes(wijkraad.clerk, **NEEDS)
    funding = await commits(wijkraad, plan)
    acts = {
        "reduction": {"cents": 8_000_00, "reason": "Cuts."},
        "shortening": {"funding_until": "2026-12-31"},
        "renewal": {"funding_until": "2028-06-30", "cents": 12_000_00},
        "withdrawal": {"reason": "It was wound up.", "withdrawn_on": "2027-01-01"},
    }
    gaps = []
    for act, body in acts.items():
        made(await wijkraad.post(wijkraad.clerk, f"/funding/{funding}/{act}", body))
        found = await gap(wijkraad, plan)
        gaps.append((found["missing_cents"], found.get("runs_out_on")))
    assert gaps == [
        (4_000_00, "2027-07-01"),
        (4_000_00, "2027-01-01"),
        (0, None),
        (12_000_00, "2027-01-01"),
    ]
    answer = await wijkraad.post(wijkraad.clerk, f"/funding/{funding}/reduction", acts["reduction"])
    refused(answer, 409, "funding.is_withdrawn")


async def test_a_partner_records_their_own_money_only(wijkraad: Wijkraad):
    fund = await wijkraad.registers("Fund", standing="partner")
    plan = await wijkraad.proposes(wijkraad.clerk)
    path = f"/plans/{plan}/funding"
    refused(await wijkraad.post(fund, path, MONEY), 403, "funding.not_yours")
    funding = made(await wijkraad.post(fund, path, {**MONEY, "partner": fund}))
    part = {"cents": 1_00, "received_on": "2026-05-04"}
    made(await wijkraad.post(fund, f"/funding/{funding}/instalments", part))
    refused(await wijkraad.post(STRANGER, path, MONEY), 404, "organisation.not_found")


@pytest.mark.parametrize(
    "wrong",
    [
        {"cents": 0},
        {"cents": -1},
        {"currency": "euro"},
        {"funding_from": "1 July"},
        {"funder": ""},
        {"partner": nobody("plan")},
        {"more": 1},
    ],
)
async def test_what_is_wrong_with_a_commitment_is_named(wijkraad: Wijkraad, wrong: Any):
    plan = await wijkraad.proposes(wijkraad.clerk)
    answer = await wijkraad.post(wijkraad.clerk, f"/plans/{plan}/funding", {**MONEY, **wrong})
    refused(answer, 400, "request.invalid")


async def test_a_day_that_the_calendar_does_not_have_is_refused(wijkraad: Wijkraad):
    plan = await wijkraad.proposes(wijkraad.clerk)
    body = {**MONEY, "funding_until": "2027-02-29"}
    answer = await wijkraad.post(wijkraad.clerk, f"/plans/{plan}/funding", body)
    assert refused(answer, 409, "day.not_in_calendar")["day"] == "2027-02-29"
    answer = await wijkraad.get(wijkraad.clerk, "/funding-gaps", as_of="2027-02-29")
    assert refused(answer, 400, "request.invalid")["errors"][0]["parameter"] == "as_of"


async def test_what_is_not_there_is_not_found(wijkraad: Wijkraad):
    clerk = wijkraad.clerk
    answer = await wijkraad.post(clerk, f"/plans/{nobody('plan')}/funding", MONEY)
    refused(answer, 404, "plan.not_found")
    refused(
        await wijkraad.get(clerk, f"/plans/{nobody('plan')}/funding-gap"), 404, "plan.not_found"
    )
    answer = await wijkraad.get(clerk, f"/funding/{nobody('funding')}")
    refused(answer, 404, "funding.not_found")


async def test_the_gap_of_a_plan_is_seen_from_today_or_from_another_day(wijkraad: Wijkraad):
    plan = await wijkraad.proposes(wijkraad.clerk, **NEEDS)
    await commits(wijkraad, plan)
    seen = await gap(wijkraad, plan)
    assert seen["as_of"] == "2026-05-04"
    assert seen["gaps"] == [{"gap_from": "2027-07-01", "gap_until": "2028-06-30"}]
    assert (seen["missing_cents"], seen["days_left"]) == (2_000_00, 423)
    assert "warning" not in seen
    assert (await gap(wijkraad, plan, months=14))["warning"] == "runs_out"
    assert (await gap(wijkraad, plan, as_of="2027-01-01"))["warning"] == "runs_out"
    assert (await gap(wijkraad, plan, as_of="2027-07-01"))["warning"] == "ran_out"


async def test_plans_whose_money_ends_soon_are_warned_about_first(wijkraad: Wijkraad):
    clerk = wijkraad.clerk
    late = await wijkraad.proposes(clerk, **NEEDS)
    await commits(wijkraad, late)
    soon = await wijkraad.proposes(clerk, **NEEDS)
    await commits(wijkraad, soon, funding_until="2026-09-30")
    never = await wijkraad.proposes(clerk, **NEEDS)
    page = (await wijkraad.get(clerk, "/funding-gaps")).json()
    assert [(each["plan"], each.get("warning")) for each in page["plans"]] == [
        (never, "no_money"),
        (soon, "runs_out"),
        (late, None),
    ]
    warned = (await wijkraad.get(clerk, "/funding-gaps", warned=True)).json()
    assert [each["plan"] for each in warned["plans"]] == [never, soon]
    page = (await wijkraad.get(clerk, "/funding-gaps", warned=True, limit=1)).json()
    rest = await wijkraad.get(clerk, "/funding-gaps", warned=True, limit=1, cursor=page["next"])
    assert [each["plan"] for each in rest.json()["plans"]] == [soon]
    wide = (await wijkraad.get(clerk, "/funding-gaps", warned=True, months=14)).json()
    assert [each["plan"] for each in wide["plans"]] == [never, soon, late]
    await wijkraad.post(clerk, f"/plans/{never}/stop", {"reason": "Nobody pays."})
    gone = (await wijkraad.get(clerk, "/funding-gaps", warned=True)).json()
    assert [each["plan"] for each in gone["plans"]] == [soon]


async def test_a_page_that_ends_before_the_plans_whose_money_lasts_has_no_next(
    wijkraad: Wijkraad,
):
    for _ in range(3):
        await commits(wijkraad, await wijkraad.proposes(wijkraad.clerk, **NEEDS))
    page = (await wijkraad.get(wijkraad.clerk, "/funding-gaps", warned=True, limit=2)).json()
    assert (page["plans"], page["next"]) == ([], None)


async def test_evidence_for_a_funder_is_over_all_plans_and_of_each(wijkraad: Wijkraad):
    clerk = wijkraad.clerk
    first = await wijkraad.proposes(clerk, **NEEDS)
    await commits(wijkraad, first)
    second = await wijkraad.proposes(clerk)
    await commits(wijkraad, second, funding_until="2026-12-31")
    seen = (await wijkraad.get(clerk, "/funding-evidence")).json()
    assert seen["how_long"] == [
        {
            "measure": "money_lasted",
            "plans": 2,
            "quarter_weeks": 26,
            "median_weeks": 26,
            "three_quarters_weeks": 52,
        }
    ]
    assert [each["plan"] for each in seen["plans"]] == [second, first]
    assert seen["plans"][1]["weeks"] == {"money_lasted": 52}
    assert seen["ended_before_result"] == 0


async def test_an_organisation_without_plans_has_no_evidence(wijkraad: Wijkraad):
    seen = (await wijkraad.get(wijkraad.clerk, "/funding-evidence")).json()
    assert seen == {"how_long": [], "ended_before_result": 0, "plans": [], "next": None}
