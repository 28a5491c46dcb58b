"""Persons: registered by the clerk; their names are for the clerk and for themselves."""

from datetime import timedelta

from domain.ids import PersonId
from tests.api.conftest import Installation
from tests.api.wijkraad import STRANGER, Wijkraad, made, nobody, refused

ADA = {"identifier": "ada@pijp", "standing": "resident", "name": "Ada", "contact": "ada@pijp"}


async def test_the_clerk_registers_somebody(wijkraad: Wijkraad):
    facts = {
        "neighbourhood": "diamantbuurt",
        "registered_from": "2019-03-01",
        "ages_reached": [[16, "2016-02"]],
    }
    answer = await wijkraad.post(wijkraad.clerk, "/persons", {**ADA, **facts})
    ada = made(answer)
    assert answer.headers["Location"] == f"{wijkraad.here}/persons/{ada}"
    seen = (await wijkraad.get(wijkraad.clerk, f"/persons/{ada}")).json()
    assert (seen["name"], seen["contact"], seen["roles"]) == ("Ada", "ada@pijp", [])
    assert seen["lives_in"] == {"neighbourhood": "diamantbuurt", "checked_by": wijkraad.clerk}
    assert seen["registered_from"]["day"] == "2019-03-01"
    assert seen["ages_reached"][0]["month"] == "2016-02"


async def test_nobody_is_registered_twice(wijkraad: Wijkraad):
    made(await wijkraad.post(wijkraad.clerk, "/persons", ADA))
    answer = await wijkraad.post(wijkraad.clerk, "/persons", {**ADA, "identifier": "ADA@pijp "})
    refused(answer, 409, "person.already_registered")


async def test_a_resident_registers_nobody(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    refused(await wijkraad.post(ada, "/persons", ADA), 403, "role.required")


async def test_everybody_reads_about_themselves_and_nobody_else(wijkraad: Wijkraad):
    ada, bram = await wijkraad.registers("Ada"), await wijkraad.registers("Bram")
    assert (await wijkraad.get(ada, f"/persons/{ada}")).json()["name"] == "Ada"
    refused(await wijkraad.get(ada, f"/persons/{bram}"), 403, "role.required")


async def test_somebody_unknown_is_not_found(wijkraad: Wijkraad):
    answer = await wijkraad.get(wijkraad.clerk, f"/persons/{STRANGER}")
    refused(answer, 404, "person.not_found")


async def test_the_clerk_lists_everybody_page_by_page(wijkraad: Wijkraad):
    for name in ("Ada", "Bram", "Chandra"):
        await wijkraad.registers(name)
    first = await wijkraad.get(wijkraad.clerk, "/persons", limit=3)
    assert [each["name"] for each in first.json()["persons"]] == ["Clara", "Ada", "Bram"]
    assert 'rel="next"' in first.headers["Link"]
    following = first.headers["Link"].split(">")[0].removeprefix("<")
    second = await wijkraad.send("GET", wijkraad.clerk, following)
    assert [each["name"] for each in second.json()["persons"]] == ["Chandra"]
    assert second.json()["next"] is None
    assert "Link" not in second.headers


async def test_a_resident_lists_nobody(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    refused(await wijkraad.get(ada, "/persons"), 403, "role.required")


async def test_an_erased_person_is_marked_as_such(wijkraad: Wijkraad, installation: Installation):
    ada = await wijkraad.registers("Ada")
    await installation.owner.execute("DELETE FROM vault_value WHERE holder = $1", ada)
    seen = (await wijkraad.get(wijkraad.clerk, f"/persons/{ada}")).json()
    assert seen["erased"] is True
    assert "name" not in seen


async def test_a_role_is_given_and_taken_back(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    answer = await wijkraad.post(wijkraad.clerk, f"/persons/{ada}/roles", {"role": "auditor"})
    assert (made(answer), answer.headers["Location"]) == (ada, f"{wijkraad.here}/persons/{ada}")
    assert (await wijkraad.get(ada, "/me")).json()["roles"] == ["auditor"]
    made(await wijkraad.delete(wijkraad.clerk, f"/persons/{ada}/roles/auditor"))
    assert (await wijkraad.get(ada, "/me")).json()["roles"] == []


async def test_a_role_is_given_once(wijkraad: Wijkraad):
    path = f"/persons/{wijkraad.clerk}/roles"
    answer = await wijkraad.post(wijkraad.clerk, path, {"role": "clerk"})
    refused(answer, 409, "role.already_held")


async def test_the_last_clerk_stays(wijkraad: Wijkraad):
    answer = await wijkraad.delete(wijkraad.clerk, f"/persons/{wijkraad.clerk}/roles/clerk")
    refused(answer, 409, "role.last_clerk")


async def test_there_is_no_other_role(wijkraad: Wijkraad):
    answer = await wijkraad.delete(wijkraad.clerk, f"/persons/{wijkraad.clerk}/roles/king")
    refused(answer, 404, "address.not_found")


async def test_a_right_ends_with_the_role(wijkraad: Wijkraad):
    """The token is the same; the log says otherwise."""
    ada = await wijkraad.registers("Ada")
    made(await wijkraad.post(wijkraad.clerk, f"/persons/{ada}/roles", {"role": "clerk"}))
    made(await wijkraad.post(PersonId(ada), "/persons", ADA))
    made(await wijkraad.delete(wijkraad.clerk, f"/persons/{ada}/roles/clerk"))
    answer = await wijkraad.post(PersonId(ada), "/persons", {**ADA, "identifier": "eve"})
    refused(answer, 403, "role.required")
    refused(await wijkraad.get(ada, f"/persons/{nobody('person')}"), 403, "role.required")


async def test_an_erasure_is_postponed_on_a_ground_of_the_law_and_then_done(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    until = (wijkraad.clock() + timedelta(days=30)).isoformat()
    ground = {"ground": "legal_claim", "until": until}
    made(await wijkraad.post(wijkraad.clerk, f"/persons/{ada}/erasure/refusal", ground))
    kept = (await wijkraad.get(ada, f"/persons/{ada}")).json()["kept"]
    assert (kept["ground"], kept["until"][:10]) == ("legal_claim", until[:10])
    refused(await wijkraad.post(ada, f"/persons/{ada}/erasure"), 403, "role.required")
    answer = await wijkraad.post(wijkraad.clerk, f"/persons/{ada}/erasure")
    made(answer)
    assert answer.headers["Location"] == f"{wijkraad.here}/persons/{ada}"
    seen = (await wijkraad.get(wijkraad.clerk, f"/persons/{ada}")).json()
    assert (seen["erased"], seen["standing"]) == (True, "resident")
    assert not {"name", "contact", "kept", "lives_in"} & set(seen)
    refused(await wijkraad.get(ada, f"/persons/{ada}"), 404, "organisation.not_found")
    again = await wijkraad.post(wijkraad.clerk, f"/persons/{ada}/erasure")
    refused(again, 409, "erasure.done_already")


async def test_who_was_erased_can_be_registered_as_a_new_person(wijkraad: Wijkraad):
    ada = made(await wijkraad.post(wijkraad.clerk, "/persons", ADA))
    made(await wijkraad.post(wijkraad.clerk, f"/persons/{ada}/erasure"))
    again = await wijkraad.post(wijkraad.clerk, "/persons", ADA)
    assert made(again) != ada
