"""Plans that organisations share, over HTTP: found, read, taken over, and told about."""

from typing import Any

import pytest

from adapters.courier import Courier
from domain.events.plans import PlanAdopted
from domain.ids import OPERATOR, DecisionId, PersonId, PlanId
from projections.catalogue import TO_CARRY
from tests.api.conftest import Installation
from tests.api.learning import adopted, happened
from tests.api.wijkraad import STRANGER, Wijkraad, made, nobody, refused
from tests.residents import numbered

DECISION = DecisionId(numbered("decision", 1))


class Shared:
    """A garden that a wijkraad shares, and a buurtraad that may take it over."""

    def __init__(
        self, installation: Installation, origin: Wijkraad, taker: Wijkraad, plan: str, word: str
    ) -> None:
        self.installation, self.origin, self.taker = installation, origin, taker
        self.plan, self.word = plan, word
        self.ada, self.dewi = origin.clerk, taker.clerk

    async def finds(self, **asked: Any) -> list[str]:
        await self.views_follow()
        answer = await self.origin.send("GET", STRANGER, "/shared-plans", query=asked)
        assert answer.status_code == 200, answer.text
        return [each["plan"] for each in answer.json()["plans"]]

    async def views_follow(self) -> None:
        await self.origin.get(self.origin.clerk, "/lessons")
        await self.origin.get(self.origin.clerk, f"/plans/{self.plan}/provenance")

    async def takes_over(self, **asked: Any) -> Any:
        body = {"origin_organisation": self.origin.organisation, "origin_plan": self.plan}
        return await self.taker.post(self.dewi, "/plans/taken-over", {**body, **asked})

    async def carries(self) -> None:
        await self.taker.get(self.dewi, "/plans")

        async def due(moment: Any) -> Any:
            found = await self.installation.views.due(moment, TO_CARRY)
            here = (self.origin.organisation, self.taker.organisation)
            return [each for each in found if each[0] in here]

        await Courier(self.installation.ports, due).once()

    async def provenance(self, wijkraad: Wijkraad, plan: str) -> Any:
        street = (await self.installation.ports.log.read(wijkraad.organisation, [], None)).head  # type: ignore[arg-type]
        answer = await wijkraad.get(wijkraad.clerk, f"/plans/{plan}/provenance", at_least=street)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
async def garden(installation: Installation, wijkraad: Wijkraad) -> Shared:
    """The word in its title is found nowhere else in the installation."""
    word = "z" + wijkraad.organisation[-12:].translate(str.maketrans("0123456789", "ghijklmnop"))
    ada = await wijkraad.registers("Ada")
    plan = await adopted(installation, wijkraad, ada, title=f"A garden {word}", text="With a well.")
    made(await wijkraad.post(ada, f"/plans/{plan}/sharing"))
    taker = await Wijkraad(wijkraad.http, wijkraad.tokens, wijkraad.clock).founded()
    shared = Shared(installation, wijkraad, taker, plan, word)
    shared.ada, shared.dewi = ada, await taker.registers("Dewi")
    return shared


async def test_everybody_with_a_token_finds_what_is_shared(garden: Shared):
    assert garden.plan in await garden.finds(limit=500)
    assert await garden.finds(words=garden.word) == [garden.plan]
    assert await garden.finds(words=garden.word, theme="urban gardens") == [garden.plan]
    assert await garden.finds(words=garden.word, theme="energy") == []
    answer = await garden.origin.send(
        "GET", OPERATOR, "/shared-plans", query={"words": garden.word}
    )
    (found,) = answer.json()["plans"]
    assert found["shared_by"] == "Wijkraad De Pijp"
    assert (found["state"], found["theme"]) == ("adopted", "urban gardens")
    assert found["organisation"] == garden.origin.organisation
    assert garden.ada not in answer.text


async def test_nobody_without_one_finds_anything(garden: Shared):
    answer = await garden.origin.http.get("/shared-plans")
    refused(answer, 401, "token.missing")


async def test_a_plan_is_found_by_the_words_of_its_lessons(garden: Shared):
    lesson = {"text": f"Vraag de {garden.word}scholen.", "language": "nl"}
    made(await garden.origin.post(garden.ada, f"/plans/{garden.plan}/lessons", lesson))
    assert await garden.finds(words=f"{garden.word}school") == [garden.plan]
    address = f"/shared-plans/{garden.origin.organisation}/{garden.plan}"
    answer = await garden.origin.send("GET", garden.dewi, address)
    seen = answer.json()
    assert (seen["plan"]["plan"], seen["next"]) == (garden.plan, None)
    assert [each["text"] for each in seen["lessons"]] == [lesson["text"]]
    assert garden.ada not in answer.text


async def test_what_is_shared_no_more_is_found_no_more(garden: Shared):
    lesson = {"text": f"Ask {garden.word}.", "language": "en"}
    made(await garden.origin.post(garden.ada, f"/plans/{garden.plan}/lessons", lesson))
    made(await garden.origin.delete(garden.ada, f"/plans/{garden.plan}/sharing"))
    assert await garden.finds(words=garden.word) == []
    assert garden.plan not in await garden.finds(limit=500)
    address = f"/shared-plans/{garden.origin.organisation}/{garden.plan}"
    answer = await garden.origin.send("GET", garden.dewi, address)
    refused(answer, 404, "shared_plan.not_found")
    refused(await garden.takes_over(), 404, "shared_plan.not_found")


async def test_plans_that_are_not_shared_are_not_found(installation: Installation, garden: Shared):
    hidden = await adopted(installation, garden.origin, garden.ada, title=garden.word)
    lesson = {"text": f"Ask {garden.word}.", "language": "en"}
    made(await garden.origin.post(garden.ada, f"/plans/{hidden}/lessons", lesson))
    assert await garden.finds(words=garden.word) == [garden.plan]
    for organisation, plan in (
        (garden.origin.organisation, hidden),
        (nobody("organisation"), garden.plan),
        (garden.taker.organisation, garden.plan),
    ):
        answer = await garden.origin.send("GET", STRANGER, f"/shared-plans/{organisation}/{plan}")
        refused(answer, 404, "shared_plan.not_found")


@pytest.mark.parametrize("by_words", [True, False])
async def test_what_is_shared_is_read_page_by_page(
    installation: Installation, garden: Shared, by_words: bool
):
    theme = {} if by_words else {"theme": "energy"}
    said = {"title": garden.word, "theme": "energy"}
    plans = {await adopted(installation, garden.origin, garden.ada, **said) for _ in range(4)}
    for plan in sorted(plans):
        garden.origin.clock.pass_by(seconds=1)
        made(await garden.origin.post(garden.ada, f"/plans/{plan}/sharing"))
    asked: dict[str, Any] = {"words": garden.word} if by_words else theme
    whole = await garden.finds(limit=500, **asked)
    assert plans <= set(whole)
    seen: list[str] = []
    address, query = "/shared-plans", {**asked, "limit": 2}
    while True:
        answer = await garden.origin.send("GET", STRANGER, address, query=query)
        seen += [each["plan"] for each in answer.json()["plans"]]
        if answer.json()["next"] is None:
            break
        query["cursor"] = answer.json()["next"]
    assert seen == whole
    wrong = {"cursor": query["cursor"], "words": "other"}
    answer = await garden.origin.send("GET", STRANGER, address, query=wrong)
    refused(answer, 400, "cursor.malformed")


async def test_a_plan_is_taken_over_and_both_sides_know_it(garden: Shared):
    answer = await garden.takes_over(title="A garden for us")
    ours = made(answer)
    assert answer.headers["Location"].endswith(f"/plans/{ours}/provenance")
    seen = (await garden.taker.get(garden.dewi, f"/plans/{ours}")).json()
    assert (seen["title"], seen["text"]) == ("A garden for us", "With a well.")
    assert seen["proposed_by"] == garden.dewi
    came_from = (await garden.provenance(garden.taker, ours))["came_from"]
    assert came_from["organisation"] == garden.origin.organisation
    assert (came_from["their_plan"], came_from["their_name"]) == (garden.plan, "Wijkraad De Pijp")
    await garden.carries()
    theirs = await garden.provenance(garden.origin, garden.plan)
    assert theirs["came_from"] is None
    (spread,) = theirs["went_to"]
    assert (spread["kind"], spread["their_plan"]) == ("spread", ours)


async def test_results_flow_back_to_the_origin(garden: Shared):
    ours = made(await garden.takes_over())
    event = PlanAdopted(plan=PlanId(ours), decision=DECISION)
    await happened(garden.installation, garden.taker, event)
    lesson = {"text": "It rains enough here.", "language": "en"}
    made(await garden.taker.post(garden.dewi, f"/plans/{ours}/lessons", lesson))
    await garden.carries()
    trail = (await garden.provenance(garden.origin, garden.plan))["went_to"]
    told = [(each["kind"], each.get("what"), each.get("text")) for each in trail]
    assert told == [
        ("spread", None, None),
        ("result", "adopted", None),
        ("result", "lesson", lesson["text"]),
    ]
    own = (await garden.provenance(garden.taker, ours))["came_from"]
    assert own["sent_through"] == own["newest"]
    found = await garden.installation.views.due(garden.taker.clock(), TO_CARRY)
    assert garden.taker.organisation not in [organisation for organisation, _ in found]


async def test_only_a_plan_that_there_is_has_a_provenance(wijkraad: Wijkraad):
    answer = await wijkraad.get(wijkraad.clerk, f"/plans/{nobody('plan')}/provenance")
    refused(answer, 404, "plan.not_found")


async def test_a_stranger_shares_nothing_and_takes_nothing_over(garden: Shared):
    stranger = PersonId(STRANGER)
    path = f"/plans/{garden.plan}/sharing"
    refused(await garden.origin.post(stranger, path), 404, "organisation.not_found")
    garden.dewi = stranger
    refused(await garden.takes_over(), 404, "organisation.not_found")
