"""Interests over HTTP: declared, challenged, ruled on; the ladder; and what nobody else reads."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.bylaws.articles import RecusalArticle
from tests.api.wijkraad import Wijkraad, made, nobody, refused
from tests.bylaws import FOUNDATION, STATUTES, changed

MINE, WHY = "My brother's firm digs the well.", "The well is beside her house."


class Board:
    """Three residents, and a question to them."""

    def __init__(self, wijkraad: Wijkraad) -> None:
        self.wijkraad, self.clerk = wijkraad, wijkraad.clerk

    async def seated(self) -> "Board":
        described = {"legal_form": "foundation"}
        made(await self.wijkraad.post(self.clerk, "/description", described))
        (self.east, self.ada), (self.west, self.ben), (self.north, self.chen) = [
            await self.wijkraad.seats(name) for name in ("Ada", "Ben", "Chen")
        ]
        self.decision = await self.wijkraad.asks()
        return self

    async def posts(self, who: str, path: str, **body: Any) -> Any:
        return await self.wijkraad.post(who, f"/decisions/{self.decision}/{path}", body or None)

    async def recusals(self, who: str, **query: Any) -> dict[str, Any]:
        answer = await self.wijkraad.get(who, f"/decisions/{self.decision}/recusals", **query)
        assert answer.status_code == 200, answer.text
        seen: dict[str, Any] = answer.json()
        return seen


@pytest.fixture
async def board(wijkraad: Wijkraad) -> Board:
    return await Board(wijkraad).seated()


async def test_an_interest_is_declared_and_only_its_author_reads_what_it_is(board: Board):
    made(await board.posts(board.ada, "ballots", seat=board.east, choice="for"))
    answer = await board.posts(board.ada, "interests", interest=MINE)
    assert made(answer) == board.decision
    assert [each["type"] for each in answer.json()["recorded"]] == [
        "interest.declared",
        "ballot.voided",
    ]
    (own,) = (await board.recusals(board.ada))["persons"]
    assert (own["person"], own["recused"], own["came"]) == (board.ada, True, "declared")
    assert own["interest"] == MINE
    for other in (board.ben, board.clerk):
        (seen,) = (await board.recusals(other))["persons"]
        assert "interest" not in seen
    again = await board.posts(board.ada, "ballots", seat=board.east, choice="for")
    refused(again, 403, "recusal.recused")
    turnout = await board.wijkraad.get(board.ben, f"/decisions/{board.decision}")
    assert turnout.json()["received"] == 0


async def test_a_challenge_is_ruled_on(board: Board):
    made(await board.posts(board.ben, "interest-challenges", person=board.ada, grounds=WHY))
    (seen,) = (await board.recusals(board.ben))["persons"]
    assert (seen["came"], seen["recused"], seen["challenger"]) == ("challenged", False, board.ben)
    assert seen["grounds"] == WHY
    assert "grounds" not in (await board.recusals(board.ada))["persons"][0]
    before = board.wijkraad.position
    ruling = {"person": board.ada, "in_favour": [board.west, board.north]}
    refused(
        await board.posts(board.ada, "challenge-rulings", **ruling), 403, "meeting.chair_or_clerk"
    )
    made(await board.posts(board.clerk, "challenge-rulings", **ruling))
    (seen,) = (await board.recusals(board.ada))["persons"]
    assert (seen["came"], seen["recused"]) == ("ruled", True)
    assert (seen["in_favour"], seen["against"]) == ([board.west, board.north], [])
    (then,) = (await board.recusals(board.ada, at=before))["persons"]
    assert (then["came"], then["recused"]) == ("challenged", False)


async def test_where_all_are_challenged_each_declares_for_themselves(board: Board):
    for by, about in ((board.ben, board.ada), (board.ada, board.ben), (board.ada, board.chen)):
        made(await board.posts(by, "interest-challenges", person=about, grounds=WHY))
    ruling = {"person": board.ada, "in_favour": [board.west]}
    refused(
        await board.posts(board.clerk, "challenge-rulings", **ruling), 409, "challenge.everybody"
    )
    made(await board.posts(board.ada, "interest-denials"))
    seen = {each["person"]: each for each in (await board.recusals(board.chen))["persons"]}
    assert (seen[board.ada]["came"], seen[board.ada]["recused"]) == ("denied", False)


async def test_recusal_is_set_aside_with_considerations_in_writing(board: Board):
    for person in (board.ada, board.ben, board.chen):
        made(await board.posts(person, "interests", interest=MINE))
    path = "recusals/setting-aside"
    answer = await board.wijkraad.post(board.clerk, f"/decisions/{board.decision}/{path}", {})
    refused(answer, 409, "recusal.considerations_missing")
    made(await board.posts(board.clerk, path, considerations="Nobody else can."))
    seen = await board.recusals(board.chen)
    assert seen["considerations"] == "Nobody else can."
    assert "set_aside_at" in seen
    assert not any(each["recused"] for each in seen["persons"])
    made(await board.posts(board.ada, "ballots", seat=board.east, choice="for"))
    refused(await board.posts(board.clerk, "referral"), 409, "recusal.decision_possible")


async def test_a_decision_is_referred_and_opened_at_the_other_organ(wijkraad: Wijkraad):
    names = (*FOUNDATION.organs.names, "supervisory_board")
    content = msgspec.structs.replace(
        changed(FOUNDATION, organs={"names": names}),
        recusal=RecusalArticle(**STATUTES, decided_by="supervisory_board"),
    )
    await wijkraad.has_bylaws(content)
    persons = [(await wijkraad.seats(name))[1] for name in ("Ada", "Ben", "Chen")]
    overseer = await wijkraad.establishes(organ="supervisory_board", kind="independent")
    held = wijkraad.term(await wijkraad.registers("Dewi"))
    made(await wijkraad.post(wijkraad.clerk, f"/seats/{overseer}/holder", held))
    closes_at = (wijkraad.clock() + timedelta(days=1)).isoformat()
    question = {"organ": "board", "question": "?", "outside_meeting": True, "closes_at": closes_at}
    decision = made(await wijkraad.post(wijkraad.clerk, "/decisions", question))
    for person in persons:
        made(await wijkraad.post(person, f"/decisions/{decision}/interests", {"interest": MINE}))
    aside = {"considerations": "Nobody else can."}
    path = f"/decisions/{decision}/recusals/setting-aside"
    refused(await wijkraad.post(wijkraad.clerk, path, aside), 409, "recusal.other_organ_decides")
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/referral"))
    ended = (await wijkraad.get(wijkraad.clerk, f"/decisions/{decision}")).json()
    assert (ended["state"], ended["outcome"]) == ("declared", "referred")
    opening = {"closes_at": closes_at, "outside_meeting": True}
    path = f"/decisions/{decision}/referral/opening"
    referred = made(await wijkraad.post(wijkraad.clerk, path, opening))
    seen = (await wijkraad.get(wijkraad.clerk, f"/decisions/{referred}")).json()
    assert (seen["organ"], seen["state"]) == ("supervisory_board", "open")
    recused = (await wijkraad.get(wijkraad.clerk, f"/decisions/{referred}/recusals")).json()
    assert {each["came"] for each in recused["persons"]} == {"at_the_opening"}


async def test_a_decision_that_is_not_there_is_not_found(board: Board):
    path = f"/decisions/{nobody('decision')}"
    refused(await board.wijkraad.get(board.ada, f"{path}/recusals"), 404, "decision.not_found")
    answer = await board.wijkraad.post(board.ada, f"{path}/interests", {"interest": MINE})
    refused(answer, 404, "decision.not_found")
