"""Bylaws over HTTP: recorded, checked, changed by a decision, and in force at a moment."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.bylaws.bylaws import Bylaws
from domain.organisations.versions import hash_of
from tests.api.wijkraad import STRANGER, Wijkraad, made, nobody, refused
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, with_rule
from tests.conftest import NOON

NOON_WRITTEN = "2026-05-04T12:00:00Z"
UNLAWFUL = changed(FOUNDATION, retention={"records_years": 6})
SHORTER_TERMS = changed(FOUNDATION, terms={"term_months": 24})
OTHER_REGULATIONS = with_rule(FOUNDATION, "plan", min_voters=3)


def written(content: Bylaws) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(content))
    return plain


async def described(wijkraad: Wijkraad, legal_form: str = "foundation", **said: Any) -> None:
    body = {"legal_form": legal_form, **said}
    made(await wijkraad.post(wijkraad.clerk, "/description", body))


@pytest.fixture
async def foundation(wijkraad: Wijkraad) -> Wijkraad:
    await described(wijkraad)
    return wijkraad


async def recorded(wijkraad: Wijkraad, content: Bylaws = FOUNDATION, **asked: Any) -> str:
    body = {"bylaws": written(content), **asked}
    return made(await wijkraad.post(wijkraad.clerk, "/bylaws", body))


async def adopted(wijkraad: Wijkraad, content: Bylaws) -> str:
    """By three seats of the board, all in favour."""
    version = made(
        await wijkraad.post(wijkraad.clerk, "/bylaws/proposals", {"bylaws": written(content)})
    )
    seat, ada = await wijkraad.seats("Ada")
    other, ben = await wijkraad.seats("Ben")
    third, chen = await wijkraad.seats("Chen")
    body = {
        "organ": "board",
        "question": "Shall we?",
        "closes_at": (wijkraad.clock() + timedelta(days=1)).isoformat(),
        "proposed_bylaws": version,
        "outside_meeting": True,
    }
    decision = made(await wijkraad.post(wijkraad.clerk, "/decisions", body))
    for holder, held in ((ada, seat), (ben, other), (chen, third)):
        ballot = {"seat": held, "choice": "for"}
        made(await wijkraad.post(holder, f"/decisions/{decision}/ballots", ballot))
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/close"))
    made(await wijkraad.post(wijkraad.clerk, f"/decisions/{decision}/result"))
    return version


async def test_an_organisation_says_what_it_is(wijkraad: Wijkraad):
    await described(wijkraad, "association", federation="LSA", neighbourhoods=["K22"])
    seen = (await wijkraad.get(wijkraad.clerk, "")).json()
    assert (seen["legal_form"], seen["federation"], seen["neighbourhoods"]) == (
        "association",
        "LSA",
        ["K22"],
    )


async def test_recorded_bylaws_are_read_as_they_were_sent(foundation: Wijkraad):
    body = {"bylaws": written(FOUNDATION)}
    answer = await foundation.post(foundation.clerk, "/bylaws", body)
    version = made(answer)
    assert answer.headers["Location"] == f"{foundation.here}/bylaws/{version}"
    seen = (await foundation.get(foundation.clerk, f"/bylaws/{version}")).json()
    assert seen["content"] == written(FOUNDATION)
    assert seen["version"] == {
        "bylaws": version,
        "sha256": hash_of(FOUNDATION),
        "position": 5,
        "recorded_at": NOON_WRITTEN,
        "state": "adopted",
        "in_force_from": NOON_WRITTEN,
    }


async def test_unlawful_bylaws_are_refused_with_every_article(foundation: Wijkraad):
    answer = await foundation.post(foundation.clerk, "/bylaws", {"bylaws": written(UNLAWFUL)})
    problem = refused(answer, 409, "bylaws.contradictory")
    assert problem["contradictions"] == [
        {
            "code": "retention.too_short",
            "article": "2:10(3)",
            "explanation": "Records are kept for at least seven years.",
            "pointer": "#/retention/records_years",
        }
    ]


async def test_a_draft_is_checked_and_nothing_is_recorded(foundation: Wijkraad):
    position = foundation.position
    answer = await foundation.post(foundation.clerk, "/bylaws/check", {"bylaws": written(UNLAWFUL)})
    assert answer.status_code == 200
    assert answer.json()["sha256"] == hash_of(UNLAWFUL)
    assert [each["code"] for each in answer.json()["contradictions"]] == ["retention.too_short"]
    assert answer.headers["Zetel-Position"] == str(position)
    lawful = await foundation.post(
        foundation.clerk, "/bylaws/check", {"bylaws": written(ASSOCIATION)}
    )
    assert lawful.json()["contradictions"] == []


async def test_a_stranger_checks_nothing_here(foundation: Wijkraad):
    body = {"bylaws": written(FOUNDATION)}
    answer = await foundation.post(STRANGER, "/bylaws/check", body)
    refused(answer, 404, "organisation.not_found")


@pytest.mark.parametrize("legal_form", ["association", "cooperative", "foundation"])
async def test_the_default_bylaws_of_a_legal_form_can_be_recorded(
    wijkraad: Wijkraad, legal_form: str
):
    await described(wijkraad, legal_form)
    default = await wijkraad.get(wijkraad.clerk, "/bylaws/default", legal_form=legal_form)
    assert default.json()["legal_form"] == legal_form
    made(await wijkraad.post(wijkraad.clerk, "/bylaws", {"bylaws": default.json()}))


async def test_regulations_are_in_force_when_they_were_decided(foundation: Wijkraad):
    first = await recorded(foundation)
    version = await adopted(foundation, OTHER_REGULATIONS)
    now = await foundation.get(foundation.clerk, "/bylaws/in-force")
    assert (now.json()["bylaws"], now.json()["content"]) == (version, written(OTHER_REGULATIONS))
    before = await foundation.get(foundation.clerk, "/bylaws/in-force", at=NOON_WRITTEN)
    assert before.json()["bylaws"] == first
    then = {"in_force_at": NOON_WRITTEN}
    known_now = await foundation.get(foundation.clerk, "/bylaws/in-force", **then)
    assert known_now.json()["bylaws"] == first


async def test_a_change_of_statutes_waits_for_its_deed(foundation: Wijkraad):
    first = await recorded(foundation)
    version = await adopted(foundation, SHORTER_TERMS)
    waiting = await foundation.get(foundation.clerk, "/bylaws", state="waits_for_deed")
    assert [each["bylaws"] for each in waiting.json()["versions"]] == [version]
    assert (await in_force(foundation))["bylaws"] == first
    position = foundation.position
    deed = {"notary": "mr. De Wit", "executed_at": foundation.clock().isoformat()}
    made(await foundation.post(foundation.clerk, f"/bylaws/{version}/deed", deed))
    assert (await in_force(foundation))["bylaws"] == version
    as_known_before = {"at": str(position), "in_force_at": foundation.clock().isoformat()}
    assert (await in_force(foundation, **as_known_before))["bylaws"] == first
    seen = await foundation.get(foundation.clerk, f"/bylaws/{version}")
    assert seen.json()["version"]["notary"] == "mr. De Wit"
    again = await foundation.post(foundation.clerk, f"/bylaws/{version}/deed", deed)
    refused(again, 409, "deed.not_awaited")


async def in_force(wijkraad: Wijkraad, **asked: str) -> dict[str, Any]:
    answer: dict[str, Any] = (
        await wijkraad.get(wijkraad.clerk, "/bylaws/in-force", **asked)
    ).json()
    return answer


async def test_where_there_are_no_bylaws_none_are_in_force(foundation: Wijkraad):
    assert "bylaws" not in await in_force(foundation)
    await recorded(foundation, in_force_from=(NOON + timedelta(days=1)).isoformat())
    assert "bylaws" not in await in_force(foundation)


@pytest.mark.parametrize("moment", ["5", "x", "2026-05-04", "2026-05-04T12:00:00"])
async def test_in_force_is_a_moment_and_no_position(foundation: Wijkraad, moment: str):
    answer = await foundation.get(foundation.clerk, "/bylaws/in-force", in_force_at=moment)
    refused(answer, 400, "moment.malformed")


async def test_versions_are_listed_newest_first_in_pages(foundation: Wijkraad):
    first = await recorded(foundation)
    second = made(
        await foundation.post(
            foundation.clerk, "/bylaws/proposals", {"bylaws": written(SHORTER_TERMS)}
        )
    )
    page = await foundation.get(foundation.clerk, "/bylaws", limit=1)
    assert [each["bylaws"] for each in page.json()["versions"]] == [second]
    rest = await foundation.get(foundation.clerk, "/bylaws", limit=1, cursor=page.json()["next"])
    assert [each["bylaws"] for each in rest.json()["versions"]] == [first]


async def test_a_decision_shows_the_bylaws_that_it_was_opened_under(foundation: Wijkraad):
    await recorded(foundation)
    await foundation.seats("Ada")
    closes = (foundation.clock() + timedelta(days=1)).isoformat()
    body = {"organ": "board", "question": "A loan?", "closes_at": closes, "kind": "money"}
    body["outside_meeting"] = True
    decision = made(await foundation.post(foundation.clerk, "/decisions", body))
    seen = (await foundation.get(foundation.clerk, f"/decisions/{decision}")).json()
    assert (seen["kind"], seen["bylaws"]) == ("money", hash_of(FOUNDATION))
    assert seen["min_voters"] == 2
    other = await foundation.post(foundation.clerk, "/decisions", {**body, "min_voters": 9})
    problem = refused(other, 409, "decision.rule_fixed")
    assert (problem["kind"], problem["setting"]) == ("money", "min_voters")


async def test_the_timeline_tells_of_bylaws_in_sentences(foundation: Wijkraad):
    await recorded(foundation)
    told = (await foundation.get(foundation.clerk, "/timeline")).json()
    sentences = [each["sentence"] for each in told["timeline"]][-2:]
    assert sentences == [
        "The organisation is a foundation.",
        "The bylaws were recorded, in force from 2026-05-04.",
    ]


BAD: dict[str, Any] = {
    "an unknown article": {"haircuts": {}},
    "an unknown setting": {"retention": {**written(FOUNDATION)["retention"], "forever": True}},
    "a number as text": {"retention": {"belongs_to": "statutes", "records_years": "7"}},
    "a fraction": {"retention": {"belongs_to": "statutes", "records_years": 7.5}},
    "an unknown place": {"retention": {"belongs_to": "a drawer", "records_years": 7}},
    "a setting missing": {"retention": {"belongs_to": "statutes"}},
    "an article as a list": {"retention": []},
    "a rule for nothing": {"decisions": [{}]},
    "null": {"board": None},
    "an unknown form": {"legal_form": "kingdom"},
}


@pytest.mark.parametrize("path", ["/bylaws", "/bylaws/proposals", "/bylaws/check"])
@pytest.mark.parametrize("wrong", BAD.values(), ids=BAD)
async def test_bylaws_of_another_form_are_refused(
    foundation: Wijkraad, path: str, wrong: dict[str, Any]
):
    body = {"bylaws": {**written(FOUNDATION), **wrong}}
    problem = refused(await foundation.post(foundation.clerk, path, body), 400, "request.invalid")
    assert problem["errors"][0]["pointer"].startswith("#/bylaws")


async def test_bylaws_that_are_no_bylaws_are_not_found(foundation: Wijkraad):
    unknown = nobody("bylaws")
    refused(await foundation.get(foundation.clerk, f"/bylaws/{unknown}"), 404, "bylaws.not_found")
    deed = {"notary": "mr. De Wit", "executed_at": NOON_WRITTEN}
    answer = await foundation.post(foundation.clerk, f"/bylaws/{unknown}/deed", deed)
    refused(answer, 404, "bylaws.not_found")
    answer = await foundation.post(foundation.clerk, "/bylaws/bylaws:1/deed", {})
    refused(answer, 404, "address.not_found")


async def test_only_the_clerk_keeps_bylaws(foundation: Wijkraad):
    ada = await foundation.registers("Ada")
    for path, body in (
        ("/description", {"legal_form": "foundation"}),
        ("/bylaws", {"bylaws": written(FOUNDATION)}),
        ("/bylaws/proposals", {"bylaws": written(FOUNDATION)}),
        (f"/bylaws/{nobody('bylaws')}/deed", {"notary": "x", "executed_at": NOON_WRITTEN}),
    ):
        refused(await foundation.post(ada, path, body), 403, "role.required")


async def test_bylaws_that_are_sent_again_are_recorded_once(foundation: Wijkraad):
    key = {"Idempotency-Key": "bylaws-1"}
    body = {"bylaws": written(FOUNDATION), "in_force_from": NOON_WRITTEN}
    first = await foundation.post(foundation.clerk, "/bylaws", body, **key)
    again = await foundation.post(foundation.clerk, "/bylaws", body, **key)
    assert again.json() == {**first.json(), "replayed": True}
