"""A voting day over HTTP: codes, paper, duplicates, outages and help at the table."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest

from domain.ids import PersonId
from domain.votes.access_codes import SHOWN_ONCE
from tests.api.wijkraad import STRANGER, Wijkraad, made, nobody, refused


class Day:
    """A vote with codes and paper, three residents, and two who enter papers."""

    def __init__(self, wijkraad: Wijkraad) -> None:
        self.wijkraad, self.vote = wijkraad, ""
        self.residents: list[PersonId] = []
        self.readers: list[PersonId] = []
        self.projects: list[str] = []

    async def comes(self) -> "Day":
        wijkraad = self.wijkraad
        self.residents = [await wijkraad.registers(name) for name in ("Ada", "Bram", "Chandra")]
        for name in ("Eva", "Farid"):
            reader = await wijkraad.registers(name, standing="professional")
            made(await wijkraad.post(wijkraad.clerk, f"/persons/{reader}/roles", FACILITATOR))
            self.readers.append(reader)
        self.vote, self.projects = await wijkraad.votes(codes=True, paper=True, secrecy="open")
        return self

    def path(self, rest: str) -> str:
        return f"/votes/{self.vote}{rest}"

    async def code(self, resident: PersonId, **headers: str) -> dict[str, Any]:
        body = {"resident": resident}
        answer = await self.wijkraad.post(self.wijkraad.clerk, self.path("/codes"), body, **headers)
        made(answer)
        said: dict[str, Any] = answer.json()
        return said

    async def by_code(
        self, code: str, *projects: str, rest: str = "", **headers: str
    ) -> httpx2.Response:
        """Without a token."""
        address = f"{self.wijkraad.here}{self.path('/ballots/by-code')}{rest}"
        body: dict[str, Any] = {"code": code}
        if not rest:
            body["projects"] = projects
        answer = await self.wijkraad.http.post(address, json=body, headers=headers)
        if answer.status_code == 201:
            self.wijkraad.position = max(self.wijkraad.position, answer.json()["position"])
        return answer

    async def paper(self, resident: PersonId) -> httpx2.Response:
        body = {"resident": resident}
        return await self.wijkraad.post(self.wijkraad.clerk, self.path("/paper-ballots"), body)

    async def enters(self, who: PersonId, serial: int, **body: Any) -> httpx2.Response:
        path = self.path(f"/paper-ballots/{serial}/entries")
        return await self.wijkraad.post(who, path, body)

    async def seen(self, rest: str = "/voting-day", **query: Any) -> Any:
        answer = await self.wijkraad.get(self.residents[0], self.path(rest), **query)
        assert answer.status_code == 200, answer.text
        return answer.json()


FACILITATOR = {"role": "facilitator"}


@pytest.fixture
async def day(wijkraad: Wijkraad) -> Day:
    return await Day(wijkraad).comes()


async def test_a_resident_without_account_votes_with_a_code(day: Day):
    ada, _, _ = day.residents
    code = (await day.code(ada))["code"]
    assert made(await day.by_code(code, day.projects[0])).startswith("ballot:")
    answer = await day.by_code(code.lower().replace("-", " "), day.projects[1])
    assert answer.json()["recorded"][0]["type"] == "ballot.cast"
    assert (await day.seen("/ballots"))["received"] == 1
    made(await day.by_code(code, rest="/withdrawal"))
    assert (await day.seen("/ballots"))["received"] == 0
    refused(await day.by_code(code, rest="/withdrawal"), 409, "ballot.none_to_withdraw")
    assert (await day.seen())["codes"] == 1


async def test_a_code_is_told_once(day: Day):
    key = {"Idempotency-Key": "code-of-ada"}
    first, again = await day.code(day.residents[0], **key), await day.code(day.residents[0], **key)
    assert (again["replayed"], "code" in again, again["notices"]) == (True, False, [SHOWN_ONCE])
    made(await day.by_code(first["code"], day.projects[0]))


async def test_a_ballot_by_code_sent_again_is_cast_once(day: Day):
    code, key = (await day.code(day.residents[0]))["code"], {"Idempotency-Key": "once"}
    first = await day.by_code(code, day.projects[0], **key)
    again = await day.by_code(code, day.projects[0], **key)
    assert (again.json()["replayed"], made(again)) == (True, made(first))
    other = await day.by_code(code, day.projects[1], **key)
    refused(other, 422, "idempotency_key.other_body")
    refused(await day.by_code(code, **{"Idempotency-Key": "a b"}), 400, "request.invalid")


async def test_what_is_wrong_with_a_code_is_never_told(day: Day):
    ada, bram, chandra = day.residents
    key = {"Idempotency-Key": "once"}
    void = (await day.code(ada))["code"]
    made(await day.by_code(void, day.projects[0], **key))
    await day.code(ada)
    on_paper, merged = (await day.code(bram))["code"], (await day.code(chandra))["code"]
    made(await day.paper(bram))
    both = {"person": ada, "duplicate": chandra}
    made(await day.wijkraad.post(day.wijkraad.clerk, "/persons/duplicates", both))
    answers = [await day.by_code(each, day.projects[0]) for each in ("0", void, on_paper, merged)]
    answers.append(await day.by_code(void, day.projects[0], **key))
    answers += [await day.by_code(each, rest="/withdrawal") for each in ("0", void, merged)]
    day.vote = nobody("vote")
    answers.append(await day.by_code(void, day.projects[0]))
    day.wijkraad.organisation = nobody("organisation")
    answers.append(await day.by_code(void, day.projects[0]))
    for answer in answers:
        refused(answer, 403, "access_code.not_valid")
    assert len({answer.content for answer in answers}) == 1


async def test_only_the_clerk_issues_codes_and_paper_and_merges(day: Day):
    ada, bram, _ = day.residents
    both = {"person": ada, "duplicate": bram}
    for path, body in (
        (day.path("/codes"), {"resident": ada}),
        (day.path("/paper-ballots"), {"resident": ada}),
        ("/persons/duplicates", both),
    ):
        refused(await day.wijkraad.post(ada, path, body), 403, "role.required")
        refused(await day.wijkraad.post(STRANGER, path, body), 404, "organisation.not_found")


async def test_paper_is_issued_entered_twice_and_counted(day: Day):
    ada, bram, _ = day.residents
    eva, farid = day.readers
    made(await day.wijkraad.post(ada, day.path("/ballots"), {"projects": day.projects[:1]}))
    made(await day.paper(ada))
    made(await day.paper(bram))
    again = await day.wijkraad.post(ada, day.path("/ballots"), {"projects": []})
    refused(again, 409, "paper_ballot.issued")
    entered = await day.enters(eva, 12, projects=day.projects[1:])
    assert entered.json()["awaits"] == "second_person"
    refused(await day.enters(eva, 12, projects=[]), 409, "paper_ballot.same_person")
    both = await day.enters(farid, 12, projects=day.projects[:0:-1])
    assert both.json()["awaits"] == "nobody"
    made(await day.enters(eva, 3, invalid=True))
    differs = await day.enters(farid, 3, projects=day.projects[:1])
    assert differs.json()["awaits"] == "third_person"
    refused(await day.enters(eva, 7, invalid=True), 409, "paper_ballot.more_than_issued")
    listed = (await day.seen("/paper-ballots"))["paper_ballots"]
    assert [(each["serial"], each["awaits"]) for each in listed] == [
        (3, "third_person"),
        (12, "nobody"),
    ]
    assert listed[0]["entered_by"] == [eva, farid]
    waiting = await day.seen("/paper-ballots", awaits="third_person")
    assert [each["serial"] for each in waiting["paper_ballots"]] == [3]
    numbers = await day.seen()
    assert {name: numbers[name] for name in numbers if name.startswith("paper")} == {
        "paper_issued": 2,
        "paper_entered": 2,
        "paper_complete": 1,
        "paper_disagreeing": 1,
    }
    assert (await day.seen(""))["received"] == 2


async def test_a_paper_names_projects_or_is_invalid(day: Day):
    made(await day.paper(day.residents[0]))
    for body in ({}, {"invalid": True, "projects": []}, {"projects": None}):
        answer = await day.enters(day.readers[0], 1, **body)
        refused(answer, 400, "request.invalid")
    for serial in (0, -1):
        answer = await day.enters(day.readers[0], serial, invalid=True)
        refused(answer, 404, "address.not_found")


async def test_an_outage_extends_the_deadline(day: Day):
    now = day.wijkraad.clock()
    body = {
        "outage_from": (now - timedelta(hours=1)).isoformat(),
        "outage_until": now.isoformat(),
        "closes_at": (now + timedelta(days=2)).isoformat(),
    }
    answer = await day.wijkraad.post(day.wijkraad.clerk, day.path("/outages"), body)
    assert made(answer).startswith("outage:")
    assert (await day.seen(""))["closes_at"].startswith(body["closes_at"][:19])
    assert (await day.seen())["outages"] == 1
    day.wijkraad.clock.pass_by(days=3)
    late = await day.wijkraad.post(day.wijkraad.clerk, day.path("/outages"), body)
    refused(late, 409, "outage.after_the_deadline")
    del body["closes_at"]
    made(await day.wijkraad.post(day.wijkraad.clerk, day.path("/outages"), body))


async def test_help_is_noted_by_who_gave_it(day: Day):
    ada, bram, chandra = day.residents
    body = {"resident": ada, "helper": bram}
    made(await day.wijkraad.post(bram, day.path("/help"), body))
    refused(await day.wijkraad.post(chandra, day.path("/help"), body), 403, "voting_help.of_others")
    assert (await day.seen())["help_given"] == 1


async def test_duplicates_are_counted_where_the_vote_is_read(day: Day):
    ada, bram, _ = day.residents
    for who in (ada, bram):
        made(await day.wijkraad.post(who, day.path("/ballots"), {"projects": []}))
    both = {"person": ada, "duplicate": bram}
    merged = await day.wijkraad.post(day.wijkraad.clerk, "/persons/duplicates", both)
    assert made(merged) == ada
    person = await day.wijkraad.get(day.wijkraad.clerk, f"/persons/{bram}")
    assert person.json()["merged_into"] == ada
    seen = await day.seen("")
    assert (seen["duplicates"], seen["received"]) == (1, 1)
    assert (await day.seen())["duplicates"] == 1


async def test_a_voting_day_that_is_not_there_is_not_found(day: Day):
    day.vote = nobody("vote")
    for rest in ("/voting-day", "/paper-ballots"):
        answer = await day.wijkraad.get(day.residents[0], day.path(rest))
        refused(answer, 404, "vote.not_found")


async def test_a_vote_with_paper_is_declared_by_the_clerk_and_recounted(day: Day):
    """Until every paper was read by as many as must the result waits."""
    wijkraad = day.wijkraad
    ada, bram, chandra = day.residents
    eva, farid = day.readers
    made(await wijkraad.post(chandra, day.path("/ballots"), {"projects": day.projects[:1]}))
    for resident in (ada, bram):
        made(await day.paper(resident))
    made(await day.enters(eva, 41, projects=day.projects[2:]))
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, day.path("/close")))
    held_up = await wijkraad.post(wijkraad.clerk, day.path("/result"))
    assert refused(held_up, 409, "paper_ballot.incomplete")["first"] == 41
    made(await day.enters(farid, 41, projects=day.projects[2:]))
    for reader in (eva, farid):
        made(await day.enters(reader, 40, invalid=True))
    made(await wijkraad.post(wijkraad.clerk, day.path("/result")))
    seen = await day.seen("")
    assert (seen["state"], seen["count"]["received"], seen["received"]) == ("declared", 3, 3)
    replayed = await day.seen("/replay")
    assert replayed["agrees"], replayed
    assert replayed["allocation"]["invalid"] == 1
    lines = (await day.seen("/lines"))["lines"]
    assert {each["line"]: each["choice"] for each in lines} == {
        "paper-40": "invalid",
        "paper-41": day.projects[2:],
    }
    refused(await day.enters(eva, 39, invalid=True), 409, "result.already_declared")
