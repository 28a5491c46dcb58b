"""Skills, masterclasses and exchange visits over HTTP."""

from typing import Any

from tests.api.conftest import Installation
from tests.api.learning import adopted
from tests.api.wijkraad import Wijkraad, made, nobody, refused

ROSES = {"skill": "Pruning roses"}


async def people(wijkraad: Wijkraad, side: str) -> list[str]:
    answer = await wijkraad.get(wijkraad.clerk, "/skills/people", skill="pruning  ROSES", side=side)
    assert answer.status_code == 200, answer.text
    found: list[str] = answer.json()["people"]
    return found


async def skills(wijkraad: Wijkraad, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await wijkraad.get(wijkraad.clerk, "/skills", **asked)).json()[
        "skills"
    ]
    return found


async def test_offers_and_askings_meet_and_part_again(wijkraad: Wijkraad):
    ada, bram = await wijkraad.registers("Ada"), await wijkraad.registers("Bram")
    made(await wijkraad.post(ada, "/skills/offers", ROSES))
    assert await skills(wijkraad, matched=True) == []
    made(await wijkraad.post(bram, "/skills/askings", ROSES))
    assert await people(wijkraad, "offer") == [ada]
    assert await people(wijkraad, "asking") == [bram]
    (matched,) = await skills(wijkraad, matched=True)
    assert matched["skill"] == "pruning roses"
    made(await wijkraad.post(bram, "/skills/learned", {**ROSES, "from_person": ada}))
    made(await wijkraad.post(ada, "/skills/mentorings", {**ROSES, "learner": bram}))
    assert await people(wijkraad, "asking") == []
    made(await wijkraad.post(ada, "/skills/withdrawals", {**ROSES, "side": "offer"}))
    assert await skills(wijkraad) == [
        {
            "skill": "pruning roses",
            "offered": 0,
            "asked": 0,
            "learned": 1,
            "mentored": 1,
            "matched": False,
        }
    ]


async def test_whoever_was_erased_is_no_longer_asked_for_a_skill(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    made(await wijkraad.post(ada, "/skills/offers", ROSES))
    made(await wijkraad.post(wijkraad.clerk, f"/persons/{ada}/erasure"))
    assert await people(wijkraad, "offer") == []


async def test_gatherings_are_listed_the_latest_first_and_by_lesson(
    installation: Installation, wijkraad: Wijkraad
):
    ada = await wijkraad.registers("Ada")
    plan = await adopted(installation, wijkraad, ada)
    lesson = {"text": "Ask the school.", "language": "en"}
    drawn = made(await wijkraad.post(ada, f"/plans/{plan}/lessons", lesson))
    held = {"subject": "Water", "people": 9}
    later = {**held, "held_on": "2026-05-02", "lessons": [drawn]}
    second = made(await wijkraad.post(wijkraad.clerk, "/masterclasses", later))
    sooner = {**held, "held_on": "2026-05-01"}
    first = made(await wijkraad.post(wijkraad.clerk, "/masterclasses", sooner))
    visit = {"held_on": "2026-05-03", "people": 4, "place": "A roof", "lessons": [drawn]}
    visited = made(await wijkraad.post(wijkraad.clerk, "/exchange-visits", visit))

    async def listed(address: str, name: str, of: str, **asked: Any) -> list[str]:
        answer = await wijkraad.get(ada, address, **asked)
        return [each[of] for each in answer.json()[name]]

    classes = ("/masterclasses", "masterclasses", "masterclass")
    assert await listed(*classes) == [second, first]
    assert await listed(*classes, lesson=drawn) == [second]
    visits = ("/exchange-visits", "exchange_visits", "visit")
    assert await listed(*visits) == [visited]
    assert await listed(*visits, lesson=nobody("lesson")) == []
    learned = {**ROSES, "masterclass": second, "visit": visited}
    made(await wijkraad.post(ada, "/skills/learned", learned))


async def test_only_the_facilitator_or_the_clerk_records_a_gathering(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    held = {"held_on": "2026-05-02", "people": 9}
    answer = await wijkraad.post(ada, "/masterclasses", {**held, "subject": "Water"})
    refused(answer, 403, "role.required")
    answer = await wijkraad.post(wijkraad.clerk, "/exchange-visits", held)
    refused(answer, 409, "exchange_visit.to_nowhere")
