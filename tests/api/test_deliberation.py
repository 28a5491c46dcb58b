"""What is said about a proposal, over HTTP: who says it, who reads it, where it never stands."""

from datetime import timedelta
from typing import Any, NamedTuple

import msgspec
import pytest

from adapters.clerk_process import settle
from domain.carry_out import carry_out
from domain.counting.majority import Quorum
from domain.decisions.open_decision import OpenDecision
from domain.events.recusals import InterestDeclared
from domain.kernel import Sealed
from tests.api.conftest import Installation
from tests.api.wijkraad import HALF, Wijkraad, made, nobody, refused
from tests.deliberation import happens
from tests.residents import Community

LATER = {"hours": 2}
WORDS = ("How deep is the well?", "A child drowns.", "Deep water.", "Fences rust.", "Ada listens.")


class Board(NamedTuple):
    wijkraad: Wijkraad
    seats: list[tuple[str, str]]
    """Ada's, Ben's and Chen's, each with who holds it."""
    draft: str

    async def says(self, who: int, path: str, **body: Any) -> str:
        """The identifier of what came into being."""
        person = self.seats[who][1]
        return made(await self.wijkraad.post(person, f"/decisions/{self.draft}{path}", body))

    async def hosts(self, path: str, **body: Any) -> str:
        sent = body or None
        return made(await self.wijkraad.post(self.wijkraad.clerk, self.of(path), sent))

    async def reads(self, who: str, path: str = "/deliberation", **query: Any) -> Any:
        answer = await self.wijkraad.get(who, self.of(path), **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def of(self, path: str) -> str:
        return f"/decisions/{self.draft}{path}"


@pytest.fixture
async def board(wijkraad: Wijkraad) -> Board:
    seats = [await wijkraad.seats(name) for name in ("Ada", "Ben", "Chen")]
    body = {"organ": "board", "question": "Shall we?", "text": "A well."}
    draft = made(await wijkraad.post(wijkraad.clerk, "/drafts", body))
    return Board(wijkraad, seats, draft)


async def opens(board: Board, installation: Installation, **asked: Any) -> None:
    """The draft is put to consent, for a day."""
    await carry_out(
        installation.ports,
        OpenDecision,
        organisation=board.wijkraad.organisation,
        actor=board.wijkraad.clerk,
        at=installation.clock(),
        decision=nobody("decision"),
        draft=board.draft,
        organ="board",
        question="Shall we?",
        text="A well.",
        method="consent",
        quorum=msgspec.convert(HALF, Quorum),
        closes_at=installation.clock() + timedelta(days=1),
        **asked,
    )
    head = await installation.ports.log.read(board.wijkraad.organisation, [], None)
    board.wijkraad.position = head.head


async def talk(board: Board) -> str:
    """All of it: rounds, words, an objection that is tested, a concern. The objection."""
    await board.hosts("/dialogue-rounds", round="clarification")
    await board.says(0, "/contributions", words=WORDS[0])
    seat = board.seats[1][0]
    objection = await board.says(
        1, "/arguments", seat=seat, kind="objection", premises=[WORDS[2]], conclusion=WORDS[1]
    )
    about = f"/arguments/{objection}"
    await board.says(2, f"{about}/judgements", seat=board.seats[2][0], qualifies=True, why=WORDS[3])
    await board.hosts(f"{about}/test")
    nominated = {"seat": board.seats[2][0], "candidate": board.seats[0][1], "why": WORDS[4]}
    await board.says(2, "/nominations", **nominated)
    return objection


async def test_what_was_said_is_read_in_order_with_its_words(board: Board):
    objection = await talk(board)
    seen = await board.reads(board.seats[2][1])
    assert (seen["decision"], seen["case"], seen["next"]) == (board.draft, board.draft, None)
    rounds, said, argument, judgement, nomination = seen["said"]
    assert (rounds["kind"], rounds["round"]) == ("round", "clarification")
    assert (said["words"], said["person"]) == (WORDS[0], board.seats[0][1])
    assert (argument["argument"], argument["argues"]) == (objection, "objection")
    assert (argument["premises"], argument["conclusion"]) == ([WORDS[2]], WORDS[1])
    assert (argument["tested"], argument["agreeing"]) == ("objection", [board.seats[2][0]])
    assert (judgement["qualifies"], judgement["words"]) == (True, WORDS[3])
    assert (nomination["candidate"], nomination["words"]) == (board.seats[0][1], WORDS[4])
    assert not any(each.get("erased") for each in seen["said"])
    only = await board.reads(board.seats[2][1], kind="argument")
    assert [each["argument"] for each in only["said"]] == [objection]


async def test_a_long_talk_is_read_page_by_page(board: Board):
    await talk(board)
    whole = (await board.reads(board.wijkraad.clerk))["said"]
    found, cursor = [], None
    while True:
        query = {} if cursor is None else {"cursor": cursor}
        page = await board.reads(board.wijkraad.clerk, limit=2, **query)
        found += page["said"]
        if (cursor := page["next"]) is None:
            break
    assert found == whole


async def test_only_the_last_word_of_a_seat_is_shown(board: Board):
    objection = await board.says(
        0, "/arguments", seat=board.seats[0][0], kind="objection", premises=["A"], conclusion="B"
    )
    for qualifies in (True, False):
        judged = {"seat": board.seats[1][0], "qualifies": qualifies}
        await board.says(1, f"/arguments/{objection}/judgements", **judged)
    _, judgement = (await board.reads(board.wijkraad.clerk))["said"]
    assert judgement["qualifies"] is False
    assert "words" not in judgement


async def test_whose_words_were_erased_says_so_and_nothing_else_changes(
    board: Board, installation: Installation
):
    await talk(board)
    before = (await board.reads(board.wijkraad.clerk))["said"]
    ben = board.seats[1][1]
    await installation.owner.execute("UPDATE vault_key SET wrapped = NULL WHERE holder = $1", ben)
    after = (await board.reads(board.wijkraad.clerk))["said"]
    argument = after[2]
    assert argument["erased"] is True
    assert {"premises", "conclusion"}.isdisjoint(argument)
    unchanged = [each for place, each in enumerate(after) if place != 2]
    assert unchanged == [each for place, each in enumerate(before) if place != 2]


async def test_who_takes_no_part_does_not_read_it(board: Board):
    await talk(board)
    neighbour = await board.wijkraad.registers("Emre")
    for path in ("/deliberation", "/review"):
        answer = await board.wijkraad.get(neighbour, board.of(path))
        refused(answer, 403, "deliberation.not_readable")
    for role in ("facilitator", "auditor"):
        reader = await board.wijkraad.registers(role)
        given = {"role": role}
        made(await board.wijkraad.post(board.wijkraad.clerk, f"/persons/{reader}/roles", given))
        assert await board.reads(reader)


async def test_who_proposed_the_plan_reads_and_speaks(wijkraad: Wijkraad):
    await wijkraad.seats("Ada")
    emre = await wijkraad.registers("Emre")
    body = {"organ": "board", "question": "Shall we?", "plan": await wijkraad.proposes(emre)}
    draft = made(await wijkraad.post(wijkraad.clerk, "/drafts", body))
    rounds = {"round": "clarification"}
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{draft}/dialogue-rounds", rounds))
    made(await wijkraad.post(emre, f"/decisions/{draft}/contributions", {"words": "Hello."}))
    seen = (await wijkraad.get(emre, f"/decisions/{draft}/deliberation")).json()
    assert [each.get("words") for each in seen["said"]] == [None, "Hello."]


async def test_who_is_recused_reads_nothing_of_it_in_any_round(
    board: Board, installation: Installation
):
    objection = await talk(board)
    await opens(board, installation)
    chen = board.seats[2][1]
    community = Community(installation.ports, board.wijkraad.organisation)
    declared = InterestDeclared(
        decision=board.draft, person=chen, interest=Sealed(sealed="5e" * 32)
    )
    await happens(community, declared, chen)
    closes_at = (installation.clock() + timedelta(days=2)).isoformat()
    body = {"text": "A well with a lid.", "closes_at": closes_at, "resolves": [objection]}
    second = await board.hosts("/amendments", **body)
    for decision in (board.draft, second):
        for path in ("deliberation", "review"):
            answer = await board.wijkraad.get(chen, f"/decisions/{decision}/{path}")
            refused(answer, 403, "recusal.recused")
    answer = await board.wijkraad.post(chen, f"/decisions/{second}/contributions", {"words": "I."})
    refused(answer, 403, "recusal.recused")
    assert (await board.reads(board.seats[0][1]))["case"] == board.draft


async def test_no_word_stands_in_the_record_in_a_view_or_in_what_others_read(
    board: Board, installation: Installation
):
    """Looked for in every table, and in every answer that is not the deliberation itself."""
    await talk(board)
    await opens(board, installation)
    here, clerk = board.wijkraad, board.wijkraad.clerk
    shown = [
        (await here.get(clerk, path)).text
        for path in (
            "/events",
            "/timeline",
            "/decisions",
            f"/decisions/{board.draft}",
            f"/decisions/{board.draft}/replay",
        )
    ]
    tables = await installation.owner.fetch(
        "SELECT table_name FROM information_schema.tables"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    kept = []
    for (table,) in tables:
        for row in await installation.owner.fetch(f'SELECT * FROM "{table}"'):
            kept += [each for each in row.values() if isinstance(each, bytes | str)]
    assert any(isinstance(each, bytes) and b"argument.raised" in each for each in kept)
    for word in WORDS:
        assert all(word not in text for text in shown)
        sought = word.encode()
        for each in kept:
            assert sought not in (each if isinstance(each, bytes) else each.encode())


async def test_an_amendment_follows_and_the_objection_shows_which_round_resolved_it(
    board: Board, installation: Installation
):
    objection = await talk(board)
    await opens(board, installation)
    closes_at = (installation.clock() + timedelta(days=2)).isoformat()
    body = {"text": "A well with a lid.", "closes_at": closes_at, "resolves": [objection]}
    second = await board.hosts("/amendments", **body)
    first = (await board.wijkraad.get(board.wijkraad.clerk, board.of(""))).json()
    assert (first["state"], first["outcome"]) == ("declared", "amended")
    opened = (await board.wijkraad.get(board.wijkraad.clerk, f"/decisions/{second}")).json()
    assert (opened["follows"], opened["follows_as"]) == (board.draft, "amendment")
    assert (opened["case"], opened["round"], opened["resolves"]) == (board.draft, 2, [objection])
    seen = (
        await board.wijkraad.get(board.wijkraad.clerk, f"/decisions/{second}/deliberation")
    ).json()
    (argument,) = [each for each in seen["said"] if each["kind"] == "argument"]
    assert (argument["resolved"], argument["resolved_in"]) == ("amended", second)
    answer = await board.wijkraad.post(board.wijkraad.clerk, board.of("/amendments"), body)
    refused(answer, 409, "decision.followed_already")


async def test_concerns_are_kept_for_the_review_whose_findings_everybody_takes_part_in_read(
    board: Board, installation: Installation
):
    objection = await talk(board)
    concern = await board.says(
        0, "/arguments", seat=board.seats[0][0], kind="concern", premises=["A"], conclusion="Dry."
    )
    kept = {"how": "monitored", "by": board.seats[1][1]}
    await board.says(1, f"/arguments/{objection}/resolution", **kept)
    withdrawn = await board.says(
        2, "/arguments", seat=board.seats[2][0], kind="concern", premises=["A"], conclusion="No."
    )
    made(
        await board.wijkraad.post(board.seats[2][1], board.of(f"/arguments/{withdrawn}/withdrawal"))
    )
    review_on = installation.clock() + timedelta(days=30)
    await opens(board, installation, review_on=review_on)
    for seat, who in board.seats:
        ballot = {"seat": seat, "choice": "consent"}
        made(await board.wijkraad.post(who, board.of("/ballots"), ballot))
    board.wijkraad.clock.pass_by(days=1)
    for step in ("close", "result"):
        made(await board.wijkraad.post(board.wijkraad.clerk, board.of(f"/{step}")))
    listed = await board.wijkraad.get(board.wijkraad.clerk, "/duties", state="open")
    (duty,) = listed.json()["duties"]
    assert (duty["kind"], duty["decision"]) == ("review", board.draft)
    found = {"duty": duty["duty"], "how_it_helped": "There is water."}
    await board.hosts(
        "/reviews", **found, next_review_on=(review_on + timedelta(days=300)).isoformat()
    )
    seen = await board.reads(board.seats[0][1], "/review")
    assert [each["argument"] for each in seen["concerns"]] == [objection, concern]
    assert seen["concerns"][1]["conclusion"] == "Dry."
    (review,) = seen["reviews"]
    assert (review["how_it_helped"], review["duty"]) == ("There is water.", duty["duty"])
    listed = await board.wijkraad.get(board.wijkraad.clerk, "/duties", state="open")
    (following,) = listed.json()["duties"]
    assert following["kind"] == "review"
    assert following["duty"] != duty["duty"]


async def test_a_draft_is_listed_as_one_until_it_expires_by_itself(
    wijkraad: Wijkraad, installation: Installation
):
    await wijkraad.seats("Ada")
    expires_at = wijkraad.clock() + timedelta(days=1)
    body = {"organ": "board", "question": "Shall we?", "expires_at": expires_at.isoformat()}
    draft = made(await wijkraad.post(wijkraad.clerk, "/drafts", body))
    listed = (await wijkraad.get(wijkraad.clerk, "/decisions", state="drafted")).json()
    (seen,) = listed["decisions"]
    assert (seen["decision"], seen["state"], seen["received"]) == (draft, "drafted", 0)
    answer = await wijkraad.post(wijkraad.clerk, f"/decisions/{draft}/expiry")
    refused(answer, 409, "draft.not_expired")
    assert (wijkraad.organisation, draft) not in await installation.views.due(wijkraad.clock())
    wijkraad.clock.now = expires_at
    due = await installation.views.due(wijkraad.clock())
    assert (wijkraad.organisation, draft) in due
    await settle(installation.ports, wijkraad.organisation, draft)
    answer = await wijkraad.post(wijkraad.clerk, f"/decisions/{draft}/expiry")
    refused(answer, 409, "decision.already_opened")
    head = (await installation.ports.log.read(wijkraad.organisation, [], None)).head
    seen = (await wijkraad.get(wijkraad.clerk, f"/decisions/{draft}", at_least=head)).json()
    assert seen["state"] == "expired"
    assert (wijkraad.organisation, draft) not in await installation.views.due(wijkraad.clock())


async def test_an_agenda_shows_the_draft_that_is_called(board: Board):
    wijkraad, now = board.wijkraad, board.wijkraad.clock()
    called = {"organ": "board", "sent_at": now.isoformat()}
    called["begins_at"] = (now + timedelta(days=7)).isoformat()
    meeting = made(await wijkraad.post(wijkraad.clerk, "/meetings", called))
    item = {"title": "A well", "notified_at": now.isoformat(), "decision": board.draft}
    made(await wijkraad.post(wijkraad.clerk, f"/meetings/{meeting}/items", item))
    listed = (await wijkraad.get(wijkraad.clerk, f"/meetings/{meeting}/items")).json()
    assert [each["decision"] for each in listed["items"]] == [board.draft]


async def test_what_follows_a_round_is_asked_over_http_too(
    board: Board, installation: Installation
):
    """Not yet declared, not by election, no fallback: the rules answer, not the framework."""
    await opens(board, installation)
    round_asked = {"closes_at": (installation.clock() + timedelta(days=2)).isoformat()}
    other = {**round_asked, "candidate": board.seats[0][1]}
    clerk = board.wijkraad.clerk
    for path, body, code in (
        ("/consent-rounds", round_asked, "decision.not_declared"),
        ("/fallback", round_asked, "decision.not_declared"),
        ("/other-candidates", other, "election_by_consent.other_method"),
    ):
        refused(await board.wijkraad.post(clerk, board.of(path), body), 409, code)
    answer = await board.wijkraad.post(
        clerk, board.of("/reviews"), {"duty": nobody("duty"), "how_it_helped": "Yes."}
    )
    refused(answer, 409, "review.none")
    answer = await board.wijkraad.post(
        board.seats[0][1], board.of(f"/arguments/{nobody('argument')}/withdrawal")
    )
    refused(answer, 404, "argument.not_found")
    answer = await board.wijkraad.get(clerk, f"/decisions/{nobody('decision')}/deliberation")
    refused(answer, 404, "decision.not_found")
