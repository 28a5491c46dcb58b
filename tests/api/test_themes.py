"""Themes: the five of the movement, and an organisation's own."""

from tests.api.wijkraad import Wijkraad, made, refused

READING = {
    "theme": "reading together",
    "name": "Samen lezen",
    "indicators": [{"indicator": "readers", "unit": "people"}],
}


async def test_the_five_themes_are_there_and_an_own_one_comes_after(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    answer = await wijkraad.post(wijkraad.clerk, "/themes", READING)
    made(answer)
    assert answer.headers["Location"] == f"{wijkraad.here}/themes"
    themes = (await wijkraad.get(ada, "/themes")).json()["themes"]
    assert [each["theme"] for each in themes if each["built_in"]] == [
        "re-integration",
        "neighbourhood economy",
        "urban gardens",
        "energy",
        "diversity",
    ]
    assert themes[5] == {**READING, "built_in": False}
    assert {"indicator": "co2_kg", "unit": "kg CO2"} in themes[3]["indicators"]
    await wijkraad.proposes(ada, theme="reading together")


async def test_a_theme_is_added_once_and_by_the_clerk(wijkraad: Wijkraad):
    ada = await wijkraad.registers("Ada")
    refused(await wijkraad.post(ada, "/themes", READING), 403, "role.required")
    made(await wijkraad.post(wijkraad.clerk, "/themes", READING))
    other = {**READING, "name": "Boeken"}
    refused(await wijkraad.post(wijkraad.clerk, "/themes", other), 409, "theme.there_already")


async def test_a_theme_is_one_word_for_a_plan_to_name_it_by(wijkraad: Wijkraad):
    for theme in ("plan:1", "Reading", ""):
        answer = await wijkraad.post(wijkraad.clerk, "/themes", {**READING, "theme": theme})
        refused(answer, 400, "request.invalid")
