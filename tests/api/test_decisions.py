"""A decision, from the question to the result and its replay."""

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
