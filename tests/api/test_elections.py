"""An election over HTTP: its rounds, a lot from the hat, and somebody who gives it back."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.wijkraad import HALF, Wijkraad, made, refused


class Election:
    """Three vote; Dewi and Emin stand for the vacant seat."""

    def __init__(self, wijkraad: Wijkraad) -> None:
        self.wijkraad, self.clerk = wijkraad, wijkraad.clerk
        self.board: list[tuple[str, str]] = []
        self.vacant = self.dewi = self.emin = self.decision = ""
        self.options: list[str] = []

    async def begins(self) -> "Election":
        self.board = [await self.wijkraad.seats(name) for name in ("Ada", "Ben", "Chen")]
        self.vacant = await self.wijkraad.establishes()
        self.dewi = await self.wijkraad.registers("Dewi")
        self.emin = await self.wijkraad.registers("Emin")
        begins = self.wijkraad.clock() + timedelta(days=30)
        term = {"term_from": begins.isoformat()}
        term["term_until"] = (begins + timedelta(days=365)).isoformat()
        body = {
            "organ": "board",
            "question": "Who takes the seat?",
            "method": "election",
            "quorum": HALF,
            "closes_at": self.tomorrow(),
            "options": [{"person": self.dewi}, {"person": self.emin}],
            "fills": [{"seat": self.vacant, **term}],
        }
        self.decision = made(await self.wijkraad.post(self.clerk, "/decisions", body))
        self.options = [each["option"] for each in (await self.seen())["options"]]
        return self

    def tomorrow(self) -> str:
        return (self.wijkraad.clock() + timedelta(days=1)).isoformat()

    async def seen(self) -> dict[str, Any]:
        answer = await self.wijkraad.get(self.clerk, f"/decisions/{self.decision}")
        found: dict[str, Any] = answer.json()
        return found

    async def post(self, path: str, body: Any = None, who: str = "") -> Any:
        address = f"/decisions/{self.decision}{path}"
        return await self.wijkraad.post(who or self.clerk, address, body)

    async def held(self, *choices: Any) -> dict[str, Any]:
        for (seat, holder), choice in zip(self.board, choices, strict=True):
            made(await self.post("/ballots", {"seat": seat, "choice": choice}, holder))
        self.wijkraad.clock.pass_by(days=1)
        for step in ("/close", "/result"):
            made(await self.post(step))
        replayed = await self.wijkraad.get(self.clerk, f"/decisions/{self.decision}/replay")
        assert replayed.json()["findings"] == []
        return await self.seen()

    async def goes_on(self) -> None:
        answer = await self.post("/next-round", {"closes_at": self.tomorrow()})
        before, self.decision = self.decision, made(answer)
        assert answer.headers["Location"] == f"{self.wijkraad.here}/decisions/{self.decision}"
        seen = await self.seen()
        assert (seen["follows"], seen["follows_as"]) == (before, "next_round")


@pytest.fixture
async def election(wijkraad: Wijkraad) -> Election:
    return await Election(wijkraad).begins()


async def test_an_election_is_held_in_rounds_until_somebody_has_the_seat(election: Election):
    dewi, emin = election.options
    seen = await election.seen()
    assert seen["election_round"] == {
        "kind": "free_vote",
        "candidates": [dewi, emin],
        "seats": 1,
    }
    seen = await election.held([dewi], [emin], [])
    assert seen["outcome"] == "next_round"
    await election.goes_on()
    assert (await election.seen())["election_round"]["kind"] == "second_vote"
    seen = await election.held([emin], [emin], [dewi])
    assert (seen["outcome"], seen["chosen"]) == ("adopted", [emin])
    refused(
        await election.post("/next-round", {"closes_at": election.tomorrow()}),
        409,
        "election.no_next_round",
    )


async def test_who_was_elected_gives_it_back_and_a_new_vote_is_held(election: Election):
    dewi, emin = election.options
    await election.held([dewi], [dewi], [emin])
    answer = await election.post("/declined-candidacies", who=election.dewi)
    assert made(answer) == election.decision
    assert [each["type"] for each in answer.json()["recorded"]] == [
        "candidacy.declined",
        "seat.filling_lapsed",
    ]
    again = await election.post("/declined-candidacies", who=election.dewi)
    refused(again, 409, "candidacy.already_declined")
    other = await election.post("/declined-candidacies", who=election.board[0][1])
    refused(other, 403, "candidacy.not_a_candidate")
    await election.goes_on()
    assert (await election.seen())["election_round"] == {
        "kind": "yes_no",
        "candidates": [emin],
        "seats": 1,
    }
    seen = await election.held("for", "for", "against")
    assert seen["chosen"] == [emin]


async def test_a_lot_is_drawn_from_a_hat(election: Election):
    (_, ada), (_, ben), _ = election.board
    body = {"order": election.options[::-1], "witnesses": [ada, ben]}
    refused(await election.post("/lot", body, ada), 403, "role.required")
    alone = {**body, "witnesses": [ada, election.clerk]}
    refused(await election.post("/lot", alone), 409, "lot.witnesses")
    short = {**body, "order": election.options[:1]}
    refused(await election.post("/lot", short), 409, "lot.other_options")
    assert made(await election.post("/lot", body)) == election.decision
    refused(await election.post("/lot", body), 409, "lot.drawn_already")
    told = await election.wijkraad.get(ada, "/timeline", about=election.decision)
    sentences = [each["sentence"] for each in told.json()["timeline"]]
    assert "A lot was drawn by hand, before witnesses." in sentences


async def test_a_resident_withdraws_a_ballot_in_a_neighbourhood_vote(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    vote, projects = await wijkraad.votes()
    path = f"/votes/{vote}/ballots"
    refused(await wijkraad.delete(ada, path), 409, "ballot.none_to_withdraw")
    made(await wijkraad.post(ada, path, {"projects": projects[:1]}))
    made(await wijkraad.delete(ada, path))
    assert (await wijkraad.get(ada, f"/votes/{vote}")).json()["received"] == 0
    refused(await wijkraad.delete(ada, path), 409, "ballot.none_to_withdraw")
