"""What happened, in plain sentences."""

from tests.api.wijkraad import Wijkraad, refused


async def test_what_happened_is_told_in_order(wijkraad: Wijkraad):
    plan = await wijkraad.proposes(wijkraad.clerk)
    told = (await wijkraad.get(wijkraad.clerk, "/timeline")).json()["timeline"]
    assert [each["position"] for each in told] == [1, 2, 3, 4]
    assert told[-1]["subject"] == plan
    assert "A garden" in told[-1]["sentence"]


async def test_the_timeline_of_one_thing(wijkraad: Wijkraad):
    plan = await wijkraad.proposes(wijkraad.clerk)
    await wijkraad.proposes(wijkraad.clerk)
    told = (await wijkraad.get(wijkraad.clerk, "/timeline", about=plan)).json()["timeline"]
    assert [each["subject"] for each in told] == [plan]


async def test_the_timeline_of_what_has_none_is_refused(wijkraad: Wijkraad):
    for about in (wijkraad.clerk, "organ:", "plan:1", ""):
        answer = await wijkraad.get(wijkraad.clerk, "/timeline", about=about)
        refused(answer, 400, "request.invalid")
