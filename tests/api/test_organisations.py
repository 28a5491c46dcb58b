"""Founding, and who one is in an organisation."""

from domain.ids import OPERATOR
from tests.api.wijkraad import FOUNDING, STRANGER, Wijkraad, made, nobody, refused


async def test_an_operator_founds_an_organisation_and_names_its_clerk(wijkraad: Wijkraad):
    answer = await wijkraad.send("POST", OPERATOR, "/organisations", FOUNDING)
    told = answer.json()
    assert (told["position"], told["replayed"]) == (3, False)
    assert [each["type"] for each in told["recorded"]] == [
        "organisation.founded",
        "person.registered",
        "role.granted",
    ]
    assert answer.headers["Location"] == f"/organisations/{told['id']}"
    assert answer.headers["Zetel-Position"] == "3"


async def test_a_founding_that_is_sent_again_finds_the_same_organisation(wijkraad: Wijkraad):
    key = {"Idempotency-Key": "found-1"}
    first = await wijkraad.send("POST", OPERATOR, "/organisations", FOUNDING, **key)
    again = await wijkraad.send("POST", OPERATOR, "/organisations", FOUNDING, **key)
    assert again.json() == {**first.json(), "replayed": True}
    assert again.headers["Location"] == first.headers["Location"]


async def test_a_key_of_another_founding_is_refused(wijkraad: Wijkraad):
    key = {"Idempotency-Key": "found-2"}
    made(await wijkraad.send("POST", OPERATOR, "/organisations", FOUNDING, **key))
    other = {**FOUNDING, "name": "Elsewhere"}
    answer = await wijkraad.send("POST", OPERATOR, "/organisations", other, **key)
    refused(answer, 422, "idempotency_key.other_body")


async def test_a_person_founds_nothing(wijkraad: Wijkraad):
    answer = await wijkraad.send("POST", wijkraad.clerk, "/organisations", FOUNDING)
    refused(answer, 403, "operator.required")


async def test_an_organisation_tells_its_name(wijkraad: Wijkraad):
    answer = await wijkraad.get(wijkraad.clerk, "")
    assert answer.json()["name"] == "Wijkraad De Pijp"
    assert answer.json()["founded_at"] == "2026-05-04T12:00:00Z"


async def test_an_operator_reads_nothing_in_it(wijkraad: Wijkraad):
    refused(await wijkraad.get(OPERATOR, "/me"), 403, "operator.only_founds")


async def test_an_operator_does_nothing_in_it(wijkraad: Wijkraad):
    body = {"title": "t", "text": "t", "theme": "energy"}
    refused(await wijkraad.post(OPERATOR, "/plans", body), 403, "operator.only_founds")


async def test_for_a_stranger_there_is_no_such_organisation(wijkraad: Wijkraad):
    body = {"title": "t", "text": "t", "theme": "energy"}
    refused(await wijkraad.get(STRANGER, ""), 404, "organisation.not_found")
    refused(await wijkraad.post(STRANGER, "/plans", body), 404, "organisation.not_found")


async def test_an_organisation_that_does_not_exist_is_answered_in_the_same_way(wijkraad: Wijkraad):
    known = await wijkraad.get(STRANGER, "/board")
    wijkraad.organisation = nobody("organisation")
    unknown = await wijkraad.get(wijkraad.clerk, "/board")
    assert unknown.json() == known.json()
    assert unknown.status_code == known.status_code == 404


async def test_somebody_learns_who_they_are_here(wijkraad: Wijkraad):
    seat, ada = await wijkraad.seats("Ada")
    assert (await wijkraad.get(ada, "/me")).json() == {
        "person": ada,
        "standing": "resident",
        "roles": [],
        "seats": [seat],
    }
    assert (await wijkraad.get(wijkraad.clerk, "/me")).json()["roles"] == ["clerk"]


async def test_a_seat_whose_term_is_over_is_not_held(wijkraad: Wijkraad):
    _, ada = await wijkraad.seats("Ada")
    wijkraad.clock.pass_by(days=366)
    assert (await wijkraad.get(ada, "/me")).json()["seats"] == []
