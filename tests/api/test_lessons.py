"""Lessons over HTTP: drawn from plans, and found by their words and tags."""

from typing import Any

import pytest

from tests.api.conftest import Installation
from tests.api.learning import adopted
from tests.api.wijkraad import Wijkraad, made, nobody, refused

SCHOOL = {"text": "Ask the schools before you dig the well.", "language": "en"}
PUT = {"text": "Vraag het de scholen voordat u een put graaft.", "language": "nl"}
ROSES = {"text": "Roses need somebody who prunes them, digging is not enough.", "language": "en"}


@pytest.fixture
async def plan(installation: Installation, wijkraad: Wijkraad) -> str:
    return await adopted(installation, wijkraad, await wijkraad.registers("Ada"))


async def draws(wijkraad: Wijkraad, plan: str, **asked: Any) -> str:
    return made(await wijkraad.post(wijkraad.clerk, f"/plans/{plan}/lessons", asked))


async def found(wijkraad: Wijkraad, **asked: Any) -> list[str]:
    answer = await wijkraad.get(wijkraad.clerk, "/lessons", **asked)
    assert answer.status_code == 200, answer.text
    return [each["lesson"] for each in answer.json()["lessons"]]


async def test_a_lesson_is_found_by_its_words_in_either_language(wijkraad: Wijkraad, plan: str):
    school = await draws(wijkraad, plan, **SCHOOL)
    put = await draws(wijkraad, plan, **PUT)
    roses = await draws(wijkraad, plan, **ROSES)
    assert await found(wijkraad) == [roses, put, school]
    assert await found(wijkraad, words="wells") == [school]
    assert await found(wijkraad, words="putten") == [put]
    assert set(await found(wijkraad, words="school")) == {school, put}
    assert set(await found(wijkraad, words="digs")) == {roses, school}
    assert set(await found(wijkraad, words="putten OR pruning")) == {put, roses}
    assert await found(wijkraad, words="dig -roses") == [school]
    assert await found(wijkraad, words='"the well"') == [school]


async def test_what_fits_best_comes_first_and_then_the_newest(wijkraad: Wijkraad, plan: str):
    wells = [
        await draws(wijkraad, plan, language="en", text=text)
        for text in ("A well and a well and a well.", "A well.", "A well.")
    ]
    assert await found(wijkraad, words="well") == [wells[0], wells[2], wells[1]]


async def test_what_has_no_word_in_it_finds_nothing(wijkraad: Wijkraad, plan: str):
    await draws(wijkraad, plan, **SCHOOL)
    for words in ("'", "& | !", "(", "wheelbarrow", "🌱", "a:b*", "\\", "--"):
        assert await found(wijkraad, words=words) == []
    for words in ("", "x" * 201, "a\x00b"):
        answer = await wijkraad.get(wijkraad.clerk, "/lessons", words=words)
        refused(answer, 400, "request.invalid")


async def test_lessons_are_narrowed_by_tag_language_and_plan_together(
    installation: Installation, wijkraad: Wijkraad, plan: str
):
    other = await adopted(installation, wijkraad, wijkraad.clerk)
    school = await draws(wijkraad, plan, tags=["Water", "it's 'quoted' \\"], **SCHOOL)
    put = await draws(wijkraad, plan, tags=["water"], **PUT)
    roses = await draws(wijkraad, other, tags=["sun"], **ROSES)
    assert await found(wijkraad, tag=" WATER") == [put, school]
    assert await found(wijkraad, plan=other) == [roses]
    assert await found(wijkraad, tag="water", language="nl") == [put]
    assert await found(wijkraad, tag="water", language="en", plan=plan, words="well") == [school]
    assert await found(wijkraad, tag="it's 'quoted' \\", plan=plan) == [school]
    assert await found(wijkraad, tag="water", plan=other) == []


@pytest.mark.parametrize("asked", [{"words": "well"}, {"tag": "water"}, {}])
async def test_a_search_is_read_page_by_page(wijkraad: Wijkraad, plan: str, asked: dict[str, str]):
    wells = [
        await draws(
            wijkraad, plan, language="en", tags=["water"], text="A well. " + "Another well. " * n
        )
        for n in range(5)
    ]
    whole = await found(wijkraad, plan=plan, **asked)
    assert sorted(whole) == sorted(wells)
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        answer = await wijkraad.get(
            wijkraad.clerk, "/lessons", plan=plan, limit=2, **asked, **cursor
        )
        seen += [each["lesson"] for each in answer.json()["lessons"]]
        if answer.json()["next"] is None:
            break
        cursor = {"cursor": answer.json()["next"]}
    assert seen == whole


async def test_a_cursor_of_another_search_is_refused(wijkraad: Wijkraad, plan: str):
    for _ in range(2):
        await draws(wijkraad, plan, **SCHOOL)
    asked = {"words": "well", "limit": 1}
    cursor = (await wijkraad.get(wijkraad.clerk, "/lessons", **asked)).json()["next"]
    for other in ({"words": "school"}, {"words": "well", "plan": plan}, {}):
        answer = await wijkraad.get(wijkraad.clerk, "/lessons", cursor=cursor, **other)
        refused(answer, 400, "cursor.malformed")


async def test_nobody_finds_the_lessons_of_another_organisation(
    installation: Installation, wijkraad: Wijkraad, plan: str
):
    await draws(wijkraad, plan, **SCHOOL)
    other = await Wijkraad(wijkraad.http, wijkraad.tokens, wijkraad.clock).founded()
    own = await adopted(installation, other, other.clerk)
    name = wijkraad.organisation.removeprefix("organisation:")
    text = f"The well of {name}/lessons/1 and {name} lessons 1."
    mine = await draws(other, own, language="en", text=text)
    assert await found(other, words="well") == [mine]
    assert mine not in await found(wijkraad, words="well")


async def test_a_lesson_is_drawn_by_who_carries_the_plan(wijkraad: Wijkraad, plan: str):
    bram = await wijkraad.registers("Bram")
    path = f"/plans/{plan}/lessons"
    refused(await wijkraad.post(bram, path, SCHOOL), 403, "plan.carrier_required")
    mine = await wijkraad.proposes(bram)
    answer = await wijkraad.post(bram, f"/plans/{mine}/lessons", SCHOOL)
    refused(answer, 409, "lesson.plan_not_adopted")
    answer = await wijkraad.post(bram, f"/plans/{nobody('plan')}/lessons", SCHOOL)
    refused(answer, 404, "plan.not_found")
