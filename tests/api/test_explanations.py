"""How a result came about, read step by step in Dutch or English."""

from tests.api.wijkraad import Wijkraad, made, nobody, refused


async def decided(wijkraad: Wijkraad) -> tuple[str, str, str, list[str]]:
    """Ada and Bram are for. Returns Ada, her seat, the decision, and the event that seated her."""
    (seat, ada), (other, bram) = [await wijkraad.seats(name) for name in ("Ada", "Bram")]
    decision = await wijkraad.asks()
    for holder, own in ((ada, seat), (bram, other)):
        body = {"seat": own, "choice": "for"}
        made(await wijkraad.post(holder, f"/decisions/{decision}/ballots", body))
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/close"))
    events = (await wijkraad.get(ada, "/events", types="seat.filled")).json()
    filled = [each["id"] for each in events if each["data"]["seat"] == seat]
    return ada, seat, decision, filled


async def test_a_result_is_explained_once_it_is_declared(wijkraad: Wijkraad):
    ada, _, decision, _ = await decided(wijkraad)
    path = f"/decisions/{decision}/explanation"
    refused(await wijkraad.get(ada, path), 409, "recount.still_running")
    running = (await wijkraad.get(ada, f"/decisions/{decision}")).json()
    assert "explanation" not in running
    assert "entitlement_doubtful" not in running

    declared = await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/result")
    assert declared.json()["explanation"] == f"{wijkraad.here}{path}"
    seen = (await wijkraad.get(ada, f"/decisions/{decision}")).json()
    assert seen["explanation"] == f"{wijkraad.here}{path}"
    assert seen["entitlement_doubtful"] is False

    dutch = (await wijkraad.get(ada, path)).json()
    english = (await wijkraad.get(ada, path, language="en")).json()
    assert (dutch["language"], english["language"]) == ("nl", "en")
    assert (dutch["agrees"], dutch["outcome"]) == (True, "adopted")
    said = {each["step"]: each for each in dutch["steps"]}
    assert said["quorum"]["sentence"] == (
        "Er waren 2 zetels in functie; 2 deden mee. Het quorum van ten minste de helft is gehaald."
    )
    assert said["quorum"]["facts"]["count"]["taking_part"] == 2
    for one, other in zip(dutch["steps"], english["steps"], strict=True):
        assert (one["step"], one["facts"]) == (other["step"], other["facts"])
        assert one["sentence"] != other["sentence"]


async def test_a_later_correction_is_seen_on_the_decision_itself(wijkraad: Wijkraad):
    ada, seat, decision, filled = await decided(wijkraad)
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/result"))
    before = wijkraad.position
    annulled = {"corrects": filled[0]}
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{seat}/annulments", annulled))
    seen = (await wijkraad.get(ada, f"/decisions/{decision}")).json()
    assert (seen["outcome"], seen["entitlement_doubtful"]) == ("adopted", True)
    path = f"/decisions/{decision}/explanation"
    explained = (await wijkraad.get(ada, path)).json()
    assert (explained["outcome"], explained["entitlement_doubtful"]) == ("adopted", True)
    (known_now,) = [each for each in explained["steps"] if each["step"] == "known_now"]
    assert known_now["facts"]["recount"]["official"] is False
    then = (await wijkraad.get(ada, path, at=before)).json()
    assert then["entitlement_doubtful"] is False


async def test_a_neighbourhood_vote_is_explained_too(wijkraad: Wijkraad):
    resident = await wijkraad.registers("Ada")
    vote, (bench, *_) = await wijkraad.votes()
    path = f"/votes/{vote}/explanation"
    made(await wijkraad.post(resident, f"/votes/{vote}/ballots", {"projects": [bench]}))
    refused(await wijkraad.get(resident, path), 409, "recount.still_running")
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/close"))
    declared = await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/result")
    assert declared.json()["explanation"] == f"{wijkraad.here}{path}"
    explained = (await wijkraad.get(resident, path, language="en")).json()
    assert explained["agrees"]
    projects = [each["sentence"] for each in explained["steps"] if each["step"] == "project"]
    assert projects[0] == '1. "Bench": 1 vote, costs € 60: funded; € 40 is left.'


async def test_the_result_by_equal_shares_says_what_everybody_paid(wijkraad: Wijkraad):
    """Each has € 50. The two who want the bench pay € 30 each; the one for the mural has not
    enough until the shares are raised, and then both would cost more than there is."""
    ada, bram = [await wijkraad.registers(name) for name in ("Ada", "Bram")]
    rule = {"start": "exact", "step_cents": 100, "comparison": "none"}
    asked = {"exhaustive_stop": False, "fill_up": False, **rule}
    vote, (bench, mural, _) = await wijkraad.votes(secrecy="open", equal_shares=asked)
    for voter, projects in ((ada, [bench, mural]), (bram, [bench])):
        made(await wijkraad.post(voter, f"/votes/{vote}/ballots", {"projects": projects}))
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/close"))
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/result"))
    explained = (await wijkraad.get(ada, f"/votes/{vote}/explanation", language="en")).json()
    assert explained["agrees"]
    said = [each["sentence"] for each in explained["steps"] if each["step"] == "project"]
    assert said[0] == (
        '1. "Bench": 2 votes, costs € 60: funded: its 2 supporters paid € 30 each, so that it is '
        "worth 2.00 votes; € 40 is left."
    )
    assert said[1] == (
        '2. "Mural": 1 vote, costs € 50: not funded: its 1 supporter has only € 49 of their shares '
        "left."
    )
    assert said[2].endswith("nobody supported it.")
    figures = {
        each["facts"]["rule"]: each["facts"]
        for each in explained["steps"]
        if each["step"] == "represented"
    }
    assert figures["equal_shares"]["official"]
    assert not figures["greedy"].get("official", False)
    assert (figures["greedy"]["with_project"], figures["greedy"]["each_cents"]) == (2, 30_00)

    drawn = await wijkraad.get(ada, f"/votes/{vote}/chart.svg", language="en")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert drawn.text.startswith("<svg ")
    assert "most votes first: 2 / 2 (100.0%)" in drawn.text


async def test_what_is_not_there_is_not_explained(wijkraad: Wijkraad):
    for kind, code in (("decision", "decision.not_found"), ("vote", "vote.not_found")):
        answer = await wijkraad.get(wijkraad.clerk, f"/{kind}s/{nobody(kind)}/explanation")
        refused(answer, 404, code)


async def test_no_other_language_is_spoken(wijkraad: Wijkraad):
    answer = await wijkraad.get(
        wijkraad.clerk, f"/decisions/{nobody('decision')}/explanation", language="fr"
    )
    refused(answer, 400, "request.invalid")
