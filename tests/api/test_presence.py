"""From the table in the supermarket to an idea, over HTTP."""

from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from tests.api.wijkraad import Wijkraad, made, nobody, refused

NOTED = {"words": "They cannot cross.", "channel": "supermarket_table", "week": "2026-W18"}
WORDING = "How can children play safely?"
LIGHTS = {"title": "Lights", "text": "Small ones.", "theme": "energy"}


class Street(NamedTuple):
    wijkraad: Wijkraad
    ada: str
    ben: str
    fatima: str

    async def notes(self, who: str, **asked: Any) -> str:
        return made(await self.wijkraad.post(who, "/signals", {**NOTED, **asked}))

    async def hosts(self, path: str, body: Any = None) -> str:
        return made(await self.wijkraad.post(self.fatima, path, body))

    async def reads(self, who: str, path: str, **query: Any) -> Any:
        answer = await self.wijkraad.get(who, path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def settles(self) -> str:
        """A question of two signals, of which the consent was asked and given."""
        signals = [await self.notes(self.ada), await self.notes(self.fatima)]
        body = {"wording": WORDING, "signals": signals}
        question = await self.hosts("/questions", body)
        here = f"/questions/{question}"
        await self.hosts(f"{here}/consent")
        for who in (self.ada, self.ben):
            answer = {"revision": 1, "answer": "consent"}
            made(await self.wijkraad.post(who, f"{here}/answers", answer))
        await self.hosts(f"{here}/settlement")
        return here


@pytest.fixture
async def street(wijkraad: Wijkraad) -> Street:
    ada = await wijkraad.registers("Ada", neighbourhood="K22")
    ben = await wijkraad.registers("Ben", neighbourhood="K23")
    fatima = await wijkraad.registers("Fatima", standing="professional")
    body = {"role": "facilitator"}
    made(await wijkraad.post(wijkraad.clerk, f"/persons/{fatima}/roles", body))
    return Street(wijkraad, ada, ben, fatima)


async def test_everybody_sees_where_it_was_heard_and_few_read_the_words(street: Street):
    signal = await street.notes(
        street.fatima, person=street.ada, consent=True, groups=["parents"], first_time=True
    )
    own = {
        "signal": signal,
        "channel": "supermarket_table",
        "week": "2026-W18",
        "first_time": "yes",
        "groups": ["parents"],
    }
    read = {**own, "words": NOTED["words"], "person": street.ada, "noted_by": street.fatima}
    for who in (street.fatima, street.wijkraad.clerk, street.ada):
        assert (await street.reads(who, f"/signals/{signal}"))["signal"] == read
    assert (await street.reads(street.ben, "/signals"))["signals"] == [own]


async def test_a_residents_own_anonymous_signal_names_nobody(street: Street):
    signal = await street.notes(street.ada)
    seen = await street.reads(street.fatima, f"/signals/{signal}")
    assert seen["signal"]["words"] == NOTED["words"]
    assert "noted_by" not in seen["signal"]
    events = await street.reads(street.ben, "/events", limit=500)
    (noted,) = [each for each in events if each["type"] == "signal.noted"]
    assert "actor" not in noted


async def test_erased_words_are_marked_as_such(street: Street):
    signal = await street.notes(street.ada)
    answer = await street.wijkraad.post(street.ada, f"/signals/{signal}/erasure")
    refused(answer, 403, "signal.eraser_required")
    await street.hosts(f"/signals/{signal}/erasure")
    seen = (await street.reads(street.fatima, f"/signals/{signal}"))["signal"]
    assert seen["erased"]
    assert "words" not in seen


async def test_somebody_is_named_with_their_consent_only(street: Street):
    body = {**NOTED, "person": street.ben}
    refused(
        await street.wijkraad.post(street.fatima, "/signals", body), 409, "signal.consent_missing"
    )


async def test_a_signal_sent_again_is_noted_once(street: Street):
    key = {"Idempotency-Key": "the-table"}
    first = await street.wijkraad.post(street.ada, "/signals", NOTED, **key)
    again = await street.wijkraad.post(street.ada, "/signals", NOTED, **key)
    assert again.json() == {**first.json(), "replayed": True}
    other = {**NOTED, "words": "Something else."}
    answer = await street.wijkraad.post(street.ada, "/signals", other, **key)
    refused(answer, 422, "idempotency_key.other_body")


async def test_signals_are_narrowed_to_where_and_among_whom(street: Street):
    first = await street.notes(street.fatima, neighbourhood="K22", groups=["parents"])
    second = await street.notes(street.fatima, channel="school gate & park")
    for query, found in (
        ({}, [second, first]),
        ({"neighbourhood": "K22"}, [first]),
        ({"group": "parents"}, [first]),
        ({"channel": "school gate & park"}, [second]),
    ):
        seen = await street.reads(street.ben, "/signals", **query)
        assert [each["signal"] for each in seen["signals"]] == found


async def test_voices_say_who_is_missing(street: Street):
    nobody_there = await street.reads(street.ben, "/voices")
    assert nobody_there["never_heard"] == ["K22", "K23"]
    await street.notes(street.ada, person=street.ada, first_time=True, groups=["parents"])
    seen = await street.reads(street.ben, "/voices")
    assert seen["never_heard"] == ["K23"]
    assert seen["channels"] == {"supermarket_table": {"signals": 1, "first_time": 1}}
    assert seen["neighbourhoods"]["K22"] == {"signals": 1, "first_time": 1, "residents": 1}
    assert seen["groups"]["parents"]["signals"] == 1


async def test_a_question_keeps_which_signals_led_to_it(street: Street):
    here = await street.settles()
    question = here.removeprefix("/questions/")
    seen = await street.reads(street.ben, "/signals", question=question)
    assert len(seen["signals"]) == 2
    one = await street.reads(street.ben, f"/signals/{seen['signals'][0]['signal']}")
    assert one["questions"] == [question]
    assert (await street.reads(street.ben, here))["question"]["signals"] == 2


async def test_people_talk_and_the_question_is_worded_anew(street: Street):
    signal = await street.notes(street.ada)
    question = await street.hosts("/questions", {"wording": WORDING, "signals": [signal]})
    here = f"/questions/{question}"
    await street.hosts(f"{here}/signals", {"signals": [await street.notes(street.ben)]})
    await street.hosts(f"{here}/rounds", {"groups_needed": 2})
    for who, group in ((street.ada, "parents"), (street.ben, "skaters")):
        answer = await street.wijkraad.post(street.fatima, f"{here}/rounds/close")
        refused(answer, 409, "question.too_few_groups")
        said = {"words": f"I am one of the {group}.", "groups": [group]}
        made(await street.wijkraad.post(who, f"{here}/contributions", said))
    await street.hosts(f"{here}/rounds/close")
    said = await street.reads(street.fatima, f"{here}/contributions", round=1)
    assert [each["words"] for each in said["contributions"]] == [
        "I am one of the parents.",
        "I am one of the skaters.",
    ]
    await street.hosts(f"{here}/wordings", {"wording": "Also after dark?", "why": "Evenings."})
    wordings = (await street.reads(street.ben, f"{here}/wordings"))["wordings"]
    assert [each["wording"] for each in wordings] == [WORDING, "Also after dark?"]
    seen = (await street.reads(street.ben, here))["question"]
    assert (seen["revision"], seen["round"]["groups"], seen["signals"]) == (2, 2, 2)


async def test_consents_and_objections_stand_side_by_side_for_everybody(street: Street):
    signal = await street.notes(street.ada)
    question = await street.hosts("/questions", {"wording": WORDING, "signals": [signal]})
    here = f"/questions/{question}"
    await street.hosts(f"{here}/consent")
    for who, answer, words in (
        (street.ben, "objection", "It is not only children."),
        (street.ada, "consent", "Yes."),
    ):
        body = {"revision": 1, "answer": answer, "words": words}
        made(await street.wijkraad.post(who, f"{here}/answers", body))
    refused(
        await street.wijkraad.post(street.fatima, f"{here}/settlement"),
        409,
        "question.objection_stands",
    )
    seen = [
        await street.reads(who, f"{here}/answers", revision=1)
        for who in (street.ada, street.ben, street.fatima)
    ]
    assert seen[0] == seen[1] == seen[2]
    assert [each["words"] for each in seen[0]["consents"]] == ["Yes."]
    assert [each["words"] for each in seen[0]["objections"]] == ["It is not only children."]


async def test_a_professional_waits_and_reads_until_when(street: Street):
    here = await street.settles()
    until = (await street.reads(street.ben, here))["residents_first_until"]
    problem = refused(
        await street.wijkraad.post(street.fatima, f"{here}/ideas", LIGHTS),
        409,
        "idea.residents_first",
    )
    assert problem["until"][:19] == until[:19]
    idea = made(await street.wijkraad.post(street.ada, f"{here}/ideas", LIGHTS))
    help = {"helped_by": street.fatima, "help": "wording"}
    made(await street.wijkraad.post(street.ben, f"/ideas/{idea}/help", help))
    street.wijkraad.clock.pass_by(days=28)
    other = made(await street.wijkraad.post(street.fatima, f"{here}/ideas", LIGHTS))
    question = here.removeprefix("/questions/")
    ideas = (await street.reads(street.ben, "/ideas", question=question))["ideas"]
    assert [(each["idea"], each["origin"]) for each in ideas] == [
        (other, "professional"),
        (idea, "with_help"),
    ]
    assert ideas[0]["after_window"]
    found = await street.reads(street.ada, "/ideas", origin="with_help")
    assert [each["idea"] for each in found["ideas"]] == [idea]


async def test_the_view_knows_that_the_window_was_extended(street: Street):
    here = await street.settles()
    first = (await street.reads(street.ben, here))["residents_first_until"]
    street.wijkraad.clock.pass_by(days=28, minutes=1)
    (seen,) = (await street.reads(street.ben, "/questions", state="settled"))["questions"]
    assert seen["residents_first_until"] > first
    problem = refused(
        await street.wijkraad.post(street.fatima, f"{here}/ideas", LIGHTS),
        409,
        "idea.residents_first",
    )
    assert problem["until"][:19] == seen["residents_first_until"][:19]


async def test_an_idea_is_taken_back(street: Street):
    here = await street.settles()
    idea = made(await street.wijkraad.post(street.ada, f"{here}/ideas", LIGHTS))
    made(await street.wijkraad.post(street.ada, f"/ideas/{idea}/withdrawal"))
    assert (await street.reads(street.ben, f"/ideas/{idea}"))["withdrawn"]


@pytest.mark.parametrize("kind", ["signal", "question", "idea"])
async def test_what_is_not_there_is_not_found(street: Street, kind: str):
    answer = await street.wijkraad.get(street.ada, f"/{kind}s/{nobody(kind)}")
    refused(answer, 404, f"{kind}.not_found")


async def test_a_week_to_come_is_refused(street: Street):
    coming = street.wijkraad.clock() + timedelta(days=7)
    week = "{}-W{:02}".format(*coming.isocalendar()[:2])
    answer = await street.wijkraad.post(street.ada, "/signals", {**NOTED, "week": week})
    refused(answer, 409, "signal.week_to_come")
