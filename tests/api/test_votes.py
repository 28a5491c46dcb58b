"""A neighbourhood vote, from the budget to the result and its replay."""

from datetime import timedelta

from tests.api.wijkraad import Wijkraad, made, nobody, refused


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
