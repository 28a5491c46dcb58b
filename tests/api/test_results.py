"""What becomes of results over HTTP: each act as it is asked for, and what everybody reads then."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.bylaws.articles import MinorityArticle
from tests.api.wijkraad import Wijkraad, made, nobody, refused
from tests.bylaws import FOUNDATION, STATUTES

COURT = {"court": "Rechtbank Amsterdam", "case_number": "C/13/1"}
WITH_MINORITY = msgspec.structs.replace(
    FOUNDATION,
    resident_majority=msgspec.structs.replace(FOUNDATION.resident_majority, reserved=()),
    minority=MinorityArticle(**STATUTES, send_back="on", send_back_within_days=14),
)


class Street:
    """Three seats, a plan, and a decision on it that is adopted."""

    def __init__(self, wijkraad: Wijkraad) -> None:
        self.wijkraad, self.clerk = wijkraad, wijkraad.clerk
        self.seats: list[tuple[str, str]] = []
        self.plan = self.decision = self.item = ""
        self.meeting = ""

    async def begins(self) -> "Street":
        self.seats = [await self.wijkraad.seats(name) for name in ("Ada", "Bram", "Chandra")]
        self.plan = await self.wijkraad.proposes(self.ada)
        return self

    @property
    def ada(self) -> str:
        return self.seats[0][1]

    @property
    def now(self) -> str:
        return self.wijkraad.clock().isoformat()

    @property
    def soon(self) -> str:
        return (self.wijkraad.clock() + timedelta(hours=1)).isoformat()

    async def meets(self) -> None:
        """Called in time, and the only item is open."""
        clerk, long_ago = self.clerk, (self.wijkraad.clock() - timedelta(days=60)).isoformat()
        called = {"organ": "board", "sent_at": long_ago, "begins_at": self.now}
        self.meeting = made(await self.wijkraad.post(clerk, "/meetings", called))
        place = f"/meetings/{self.meeting}/items"
        item = {"title": "A garden", "notified_at": long_ago}
        self.item = made(await self.wijkraad.post(clerk, place, item))
        opening = {"opened_at": self.now}
        made(await self.wijkraad.post(clerk, f"{place}/{self.item}/opening", opening))

    async def adopts(self, **asked: Any) -> None:
        if self.item:
            asked["item"] = self.item
        asked = {"plan": self.plan, "closes_at": self.soon, **asked}
        self.decision = await self.wijkraad.asks(**asked)
        await self.declares(self.decision, "for", "for", "against")

    async def declares(self, decision: str, *choices: str) -> None:
        for (seat, holder), choice in zip(self.seats, choices, strict=True):
            body = {"seat": seat, "choice": choice}
            made(await self.wijkraad.post(holder, f"/decisions/{decision}/ballots", body))
        self.wijkraad.clock.pass_by(hours=1)
        steps = ("close", "count", "result") if self.item else ("close", "result")
        for step in steps:
            made(await self.wijkraad.post(self.clerk, f"/decisions/{decision}/{step}"))

    async def post(self, path: str, body: Any, who: str = "", decision: str = "") -> Any:
        about = decision or self.decision
        return await self.wijkraad.post(who or self.clerk, f"/decisions/{about}/{path}", body)

    async def get(self, path: str, **query: Any) -> Any:
        answer = await self.wijkraad.get(self.ada, path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def after(self) -> Any:
        return (await self.get(f"/decisions/{self.decision}")).get("after", {})

    async def state_of_plan(self) -> str:
        state: str = (await self.get(f"/plans/{self.plan}"))["state"]
        return state


@pytest.fixture
async def street(wijkraad: Wijkraad) -> Street:
    return await Street(wijkraad).begins()


async def test_a_challenged_result_is_voted_on_again_and_the_new_vote_voids_it(street: Street):
    await street.meets()
    await street.adopts()
    for seat, holder in street.seats[1:]:
        made(await street.post("challenges", {"seat": seat}, holder))
    answer = await street.post("challenges", {"seat": street.seats[1][0]}, street.seats[1][1])
    refused(answer, 409, "result.already_challenged")
    again = made(await street.post("re-votes", {"closes_at": street.soon}))
    await street.declares(again, "for", "against", "against")
    first = await street.get(f"/decisions/{street.decision}")
    assert first["followed_by"] == again
    assert first["after"] == {"undone_by": ["re_vote"], "challenged": 2, "voided_by": again}
    second = await street.get(f"/decisions/{again}")
    assert (second["follows"], second["follows_as"]) == (street.decision, "re_vote")
    assert second["outcome"] == "rejected"
    assert await street.state_of_plan() == "proposed"
    replayed = await street.get(f"/decisions/{again}/replay")
    assert replayed["agrees"]
    assert replayed["decision"].items() <= second.items()
    replayed = await street.get(f"/decisions/{street.decision}/replay")
    assert replayed["decision"]["after"] == first["after"]


async def test_it_is_read_until_when_somebody_can_go_to_court(street: Street):
    await street.adopts()
    notices = f"/decisions/{street.decision}/notices"
    noticed = {"person": street.ada, "noticed_at": street.now, "how": "knowledge"}
    made(await street.post("notices", noticed, street.ada))
    street.wijkraad.clock.pass_by(days=3)
    made(await street.post("publication", {"published_at": street.now}))
    noticed = {"person": street.seats[1][1], "noticed_at": street.now, "how": "notice"}
    street.wijkraad.clock.pass_by(days=3)
    made(await street.post("notices", noticed))
    assert (await street.after())["claim_until"] == "2027-05-08T00:00:00Z"
    seen = (await street.get(notices))["notices"]
    assert [each["claim_until"] for each in seen] == [
        "2027-05-05T00:00:00Z",
        "2027-05-08T00:00:00Z",
    ]
    nowhere = f"/decisions/{nobody('decision')}/notices"
    refused(await street.wijkraad.get(street.ada, nowhere), 404, "decision.not_found")


async def test_a_claim_is_noted_and_ends_and_a_court_annuls(street: Street):
    await street.adopts()
    filed = {**COURT, "filed_at": street.now}
    claims = [made(await street.post("claims", filed)) for _ in range(2)]
    assert (await street.after())["claims_pending"] == 2
    end = {"ended_at": street.now, "how": "dismissed"}
    made(await street.post(f"claims/{claims[0]}/end", end))
    pending = (await street.get("/claims", state="pending"))["claims"]
    assert [each["claim"] for each in pending] == [claims[1]]
    assert len((await street.get("/claims", decision=street.decision))["claims"]) == 2
    answer = await street.post(f"claims/{nobody('claim')}/end", end)
    refused(answer, 404, "claim.not_found")
    judged = {**COURT, "annulled_at": street.now, "claim": claims[1]}
    made(await street.post("annulment", judged))
    after = await street.after()
    assert (after["undone_by"], after["court"]) == (["annulment"], COURT["court"])
    assert "claims_pending" not in after
    assert await street.state_of_plan() == "proposed"


async def test_a_decision_is_suspended_and_the_suspension_lifted(street: Street):
    await street.adopts()
    answer = await street.post("suspension", {"ground": "It waits."})
    refused(answer, 409, "decision.court_or_organ")
    made(await street.post("suspension", {**COURT, "ground": "It waits."}))
    assert (await street.after())["undone_by"] == ["suspension"]
    assert await street.state_of_plan() == "proposed"
    made(await street.post("suspension/end", COURT))
    assert await street.after() == {"suspended": "It waits."}
    assert await street.state_of_plan() == "adopted"


async def test_a_void_decision_is_ratified_by_who_was_passed_over(street: Street):
    await street.adopts()
    found = {**COURT, "ground": "Chandra was not told.", "passed_over": street.seats[2][1]}
    made(await street.post("nullity", found))
    assert (await street.after())["undone_by"] == ["nullity"]
    refused(await street.post("ratification", {}), 403, "ratification.not_passed_over")
    made(await street.post("ratification", {}, street.seats[2][1]))
    after = await street.after()
    assert (after["ratified"], after.get("undone_by")) == (True, None)


async def test_a_decision_is_confirmed(street: Street):
    await street.adopts()
    asked = {"closes_at": street.soon, "cures": "The notice came too late."}
    answer = await street.post("confirmations", {**asked, "defect": "reasonableness"})
    refused(answer, 409, "confirmation.other_defect")
    answer = await street.post("confirmations", {**asked, "defect": "how_it_came_about"})
    confirmation = made(answer)
    await street.declares(confirmation, "for", "for", "for")
    assert await street.after() == {"cures": asked["cures"], "confirmed_by": confirmation}


async def test_a_proposal_is_withdrawn_or_voided_and_says_why(street: Street):
    for path, outcome in (("withdrawal", "withdrawn"), ("voiding", "opened_in_error")):
        street.decision = await street.wijkraad.asks()
        made(await street.post(path, {"ground": "It was too early."}))
        seen = await street.get(f"/decisions/{street.decision}")
        assert (seen["state"], seen["outcome"]) == ("declared", outcome)
        assert seen["ground"] == "It was too early."


async def test_a_minority_statement_is_read_with_the_decision(street: Street):
    await street.adopts()
    seat, chandra = street.seats[2]
    said = {"seat": seat, "text": "The trees should have stayed."}
    made(await street.post("minority-statements", said, chandra))
    assert (await street.after())["minority_statements"] == 1
    read = await street.get(f"/decisions/{street.decision}/minority-statements")
    (statement,) = read["minority_statements"]
    assert (statement["text"], statement["person"]) == (said["text"], chandra)


async def test_an_affected_group_sends_back(street: Street):
    await street.wijkraad.has_bylaws(WITH_MINORITY)
    await street.meets()
    speaker = street.seats[1][1]
    affected = [{"name": "Neighbours", "spokesperson": speaker}]
    await street.adopts(threshold=None, quorum=None, affected=affected)
    made(await street.post("sending-back", {"ground": "Nobody asked us."}, speaker))
    after = await street.after()
    assert (after["undone_by"], after["sent_back_for"]) == (["sending_back"], "Neighbours")
    duties = (await street.get("/duties", state="open"))["duties"]
    assert [each["kind"] for each in duties] == ["hold_dialogue"]
    answer = await street.post("after-dialogue", {"closes_at": street.soon})
    refused(answer, 409, "sending_back.no_dialogue_yet")
