"""A neighbourhood vote, from the budget to the result and its replay."""

from datetime import timedelta

from domain.decisions.secrecy import SHOWN_ONCE
from tests.api.wijkraad import Wijkraad, made, nobody, refused
from tests.secrecy.scenes import WITH_CODES


async def test_a_neighbourhood_votes(wijkraad: Wijkraad):
    people = [await wijkraad.registers(name) for name in ("Ada", "Bram", "Chandra")]
    answer = await wijkraad.post(wijkraad.clerk, "/votes", wijkraad.budget())
    vote = made(answer)
    assert answer.headers["Location"] == f"{wijkraad.here}/votes/{vote}"
    bench, mural, swing = (each["subject"] for each in answer.json()["recorded"][1:])
    for person, projects in zip(people, ([bench, mural], [bench], [swing]), strict=True):
        cast = await wijkraad.post(person, f"/votes/{vote}/ballots", {"projects": projects})
        assert made(cast).startswith("ballot:")
    turnout = (await wijkraad.get(people[0], f"/votes/{vote}/ballots")).json()
    assert turnout == {"received": 3, "ballots": [], "next": None}
    (listed, *_) = (await wijkraad.get(people[0], f"/votes/{vote}/projects")).json()["projects"]
    assert (listed["name"], "votes" in listed) == ("Bench", False)

    wijkraad.clock.pass_by(days=1)
    assert made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/close")) == vote
    assert made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/result")) == vote
    seen = (await wijkraad.get(people[0], f"/votes/{vote}")).json()
    assert (seen["state"], seen["count"]["spent_cents"]) == ("declared", 100_00)
    allocated = await wijkraad.get(people[0], f"/votes/{vote}/projects", order="allocation")
    assert [
        (each["name"], each["votes"], each["outcome"]) for each in allocated.json()["projects"]
    ] == [("Bench", 2, "funded"), ("Swing", 1, "funded"), ("Mural", 1, "over_budget")]
    opened = (await wijkraad.get(people[0], f"/votes/{vote}/ballots")).json()
    assert [each["choice"] for each in opened["ballots"]] == [[bench, mural], [bench], [swing]]
    replayed = (await wijkraad.get(people[0], f"/votes/{vote}/replay")).json()
    assert (replayed["agrees"], replayed["funded"]) == (True, [bench, swing])


async def test_a_vote_with_300_projects_is_opened(wijkraad: Wijkraad):
    """Its body is larger than that of any other command."""
    project = {"name": "Bench " + "é" * 40, "cost_cents": 1, "description": "d" * 300}
    _, projects = await wijkraad.votes(projects=[project] * 300)
    assert len(projects) == 300


async def test_a_ballot_outside_the_limits_is_refused(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    vote, projects = await wijkraad.votes(limits={"max_length": 1})
    answer = await wijkraad.post(ada, f"/votes/{vote}/ballots", {"projects": projects[:2]})
    assert refused(answer, 409, "ballot.outside_limits")["limit"] == "too_many"


async def test_limits_that_contradict_each_other_are_refused(wijkraad: Wijkraad):
    body = wijkraad.budget(limits={"min_length": 3, "max_length": 1})
    problem = refused(await wijkraad.post(wijkraad.clerk, "/votes", body), 400, "request.invalid")
    assert problem["errors"][0]["pointer"] == "#/limits"


async def test_who_is_registered_later_is_not_in_the_electorate(wijkraad: Wijkraad):
    vote, _ = await wijkraad.votes()
    ada = await wijkraad.registers("Ada")
    answer = await wijkraad.post(ada, f"/votes/{vote}/ballots", {"projects": []})
    refused(answer, 403, "electorate.not_in_it")


async def test_an_electorate_is_a_rule_over_coarse_facts(wijkraad: Wijkraad):
    facts = {
        "neighbourhood": "d",
        "registered_from": "2019-03-01",
        "ages_reached": [[16, "2020-01"]],
    }
    ada, bram = await wijkraad.registers("Ada", **facts), await wijkraad.registers("Bram")
    rule = {"neighbourhoods": ["d"], "registered_by": "2020-01-01", "age": 16}
    vote, _ = await wijkraad.votes(electorate=rule)
    made(await wijkraad.post(ada, f"/votes/{vote}/ballots", {"projects": []}))
    answer = await wijkraad.post(bram, f"/votes/{vote}/ballots", {"projects": []})
    refused(answer, 403, "electorate.not_in_it")
    assert (await wijkraad.get(ada, f"/votes/{vote}")).json()["entitled"] == 1


async def test_a_resident_opens_no_vote(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    refused(await wijkraad.post(ada, "/votes", wijkraad.budget()), 403, "role.required")


async def test_a_vote_is_not_closed_before_its_time_nor_declared(wijkraad: Wijkraad):
    vote, _ = await wijkraad.votes()
    closed = await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/close")
    refused(closed, 409, "voting.still_open")
    declared = await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/result")
    refused(declared, 409, "voting.not_yet_closed")


async def test_a_vote_that_is_not_there_is_not_found(wijkraad: Wijkraad):
    for path in ("", "/ballots", "/projects", "/replay"):
        answer = await wijkraad.get(wijkraad.clerk, f"/votes/{nobody('vote')}{path}")
        refused(answer, 404, "vote.not_found")


async def test_votes_are_listed_and_narrowed(wijkraad: Wijkraad):
    vote, _ = await wijkraad.votes()
    for query, expected in (({}, [vote]), ({"state": "open"}, [vote]), ({"state": "closed"}, [])):
        page = (await wijkraad.get(wijkraad.clerk, "/votes", **query)).json()
        assert [each["vote"] for each in page["votes"]] == expected


async def test_what_the_amounts_of_a_vote_may_be(wijkraad: Wijkraad):
    for changed in (
        {"budget_cents": -1},
        {"budget_cents": 2**53},
        {"currency": "euro"},
        {"projects": []},
        {"allocation": {"over_budget": "stop", "group_caps": [{"group": "g", "cap_cents": -1}]}},
        {"electorate": {"registered_by": "yesterday"}},
    ):
        answer = await wijkraad.post(wijkraad.clerk, "/votes", wijkraad.budget(**changed))
        refused(answer, 400, "request.invalid")


async def test_the_deadline_of_a_vote_is_extended_before_it_passes(wijkraad: Wijkraad):
    vote, _ = await wijkraad.votes()
    later = {"closes_at": (wijkraad.clock() + timedelta(days=2)).isoformat()}
    path = f"/votes/{vote}/deadline"
    assert made(await wijkraad.post(wijkraad.clerk, path, later)) == vote
    refused(await wijkraad.post(wijkraad.clerk, path, later), 409, "deadline.not_later")
    seen = (await wijkraad.get(wijkraad.clerk, f"/votes/{vote}")).json()
    assert seen["closes_at"].startswith(later["closes_at"][:19])
    wijkraad.clock.pass_by(days=2)
    refused(await wijkraad.post(wijkraad.clerk, path, later), 409, "voting.closed")


async def test_residents_vote_in_secret_unless_the_opening_says_otherwise(wijkraad: Wijkraad):
    people = [await wijkraad.registers(name) for name in ("Ada", "Bram", "Chandra")]
    body = wijkraad.budget(form="points", points=10)
    del body["secrecy"]
    answer = await wijkraad.post(wijkraad.clerk, "/votes", body)
    vote = made(answer)
    bench, _, swing = (each["subject"] for each in answer.json()["recorded"][1:])
    seen = (await wijkraad.get(people[0], f"/votes/{vote}")).json()
    assert (seen["secrecy"], seen["secrecy_minimum"], seen["form"]) == ("secret", 3, "points")
    for person, points in zip(people, ([7, 3], [1, 0], [0, 10]), strict=True):
        ballot = {"projects": [swing, bench], "points": points}
        cast = await wijkraad.post(person, f"/votes/{vote}/ballots", ballot)
        assert made(cast).startswith("ballot:")
        assert cast.json()["notices"] == seen["notices"]
    turnout = (await wijkraad.get(people[0], f"/votes/{vote}/lines")).json()
    assert turnout == {"received": 3, "lines": [], "next": None}
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/close"))
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/result"))
    shown = (await wijkraad.get(people[0], f"/votes/{vote}/lines")).json()["lines"]
    told = sorted((each["choice"], each["points"]) for each in shown)
    assert told == sorted([([swing, bench], [7, 3]), ([swing], [1]), ([bench], [10])])
    assert not any({"resident", "ballot", "salt"} & set(each) for each in shown)
    receipts = (await wijkraad.get(people[0], f"/votes/{vote}/ballots")).json()["ballots"]
    assert not any("choice" in each for each in receipts)
    replayed = (await wijkraad.get(people[0], f"/votes/{vote}/replay")).json()
    assert (replayed["agrees"], replayed["funded"]) == (True, [bench, swing])
    explained = (await wijkraad.get(people[0], f"/votes/{vote}/explanation")).json()
    assert "secrecy" in [each["step"] for each in explained["steps"]]
    assert explained["agrees"]


async def test_where_there_are_codes_the_answer_tells_yours_this_once(wijkraad: Wijkraad):
    await wijkraad.has_bylaws(WITH_CODES)
    people = [await wijkraad.registers(name) for name in ("Ada", "Bram", "Chandra")]
    vote, (bench, *_) = await wijkraad.votes(secrecy="secret")
    told = []
    for person in people:
        body, key = {"projects": [bench]}, {"Idempotency-Key": "once"}
        first = (await wijkraad.post(person, f"/votes/{vote}/ballots", body, **key)).json()
        again = (await wijkraad.post(person, f"/votes/{vote}/ballots", body, **key)).json()
        assert "tracker" not in again
        assert SHOWN_ONCE in again["notices"]
        told.append(first["tracker"])
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/close"))
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/result"))
    shown = (await wijkraad.get(people[0], f"/votes/{vote}/lines")).json()["lines"]
    assert sorted(each["tracker"] for each in shown) == sorted(told)


async def test_a_ranked_ballot_closes_up_what_is_skipped_and_shares_no_rank(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    vote, (bench, mural, swing) = await wijkraad.votes(form="ranked")
    ballots = f"/votes/{vote}/ballots"
    shared = await wijkraad.post(ada, ballots, {"projects": [[bench, mural]]})
    refused(shared, 409, "ballot.rank_shared")
    made(await wijkraad.post(ada, ballots, {"projects": [swing, [], bench]}))
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/close"))
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/result"))
    (opened,) = (await wijkraad.get(ada, ballots)).json()["ballots"]
    assert opened["choice"] == [swing, bench]


async def test_the_board_answers_an_advisory_vote_and_a_court_annuls_it(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    vote, (bench, *_) = await wijkraad.votes()
    made(await wijkraad.post(ada, f"/votes/{vote}/ballots", {"projects": [bench]}))
    early = await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/answer", {"reasons": "Because."})
    refused(early, 409, "vote.not_declared_yet")
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/close"))
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/result"))
    (duty,) = (await wijkraad.get(ada, "/duties", state="open")).json()["duties"]
    assert (duty["kind"], duty["vote"]) == ("answer_vote", vote)
    by_ada = await wijkraad.post(ada, f"/votes/{vote}/answer", {"reasons": "Because."})
    refused(by_ada, 403, "role.required")
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/answer", {"reasons": "Because."}))
    seen = (await wijkraad.get(ada, f"/votes/{vote}")).json()
    assert seen["answer"]["reasons"] == "Because."
    assert (await wijkraad.get(ada, "/duties", state="open")).json()["duties"] == []
    moment = wijkraad.clock().isoformat()
    court = {"court": "Rechtbank Amsterdam", "case_number": "C/1", "annulled_at": moment}
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/annulment", court))
    seen = (await wijkraad.get(ada, f"/votes/{vote}")).json()
    assert seen["annulled"]["case_number"] == "C/1"


async def test_a_vote_by_equal_shares_shows_its_rule_and_what_the_other_would_fund(
    wijkraad: Wijkraad,
):
    people = [await wijkraad.registers(str(number)) for number in range(5)]
    vote, (bench, mural, swing) = await wijkraad.votes(equal_shares={}, budget_cents=110_00)
    seen = (await wijkraad.get(people[0], f"/votes/{vote}")).json()
    assert seen["equal_shares"] == {
        "start": "exact",
        "step_cents": 100,
        "exhaustive_stop": False,
        "fill_up": False,
        "comparison": "none",
    }
    for number, person in enumerate(people):
        projects = [bench, mural] if number < 3 else [swing]
        made(await wijkraad.post(person, f"/votes/{vote}/ballots", {"projects": projects}))
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/close"))
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/result"))
    projects = (await wijkraad.get(people[0], f"/votes/{vote}/projects")).json()["projects"]
    assert [(each["outcome"], each.get("by_other_rule")) for each in projects] == [
        ("supporters_short", True),
        ("funded", True),
        ("funded", None),
    ]
    seen = (await wijkraad.get(people[0], f"/votes/{vote}")).json()
    assert seen["count"]["shares"]["kept"] == "equal_shares"
    assert (await wijkraad.get(people[0], f"/votes/{vote}/replay")).json()["agrees"]
