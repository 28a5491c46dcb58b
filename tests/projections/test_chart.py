"""A result as a picture that a phone shows and a screen reader tells."""

from xml.etree import ElementTree as xml

import pytest

from domain.ballots.errors import VoteNotFound
from projections.chart import chart
from projections.recount import StillRunning
from tests.projections.histories import a_vote
from tests.residents import VOTE, numbered

SVG = "{http://www.w3.org/2000/svg}"


def drawn(language="nl"):
    return xml.fromstring(chart(VOTE, a_vote().history, language))


def test_it_is_a_picture_with_a_title_and_a_description_in_its_language():
    for language, said in (("nl", "gelijke delen"), ("en", "Equal Shares")):
        picture = drawn(language)
        assert (picture.get("role"), picture.get("lang")) == ("img", language)
        named = picture.get("aria-labelledby").split()
        titles = {each.get("id"): each.text for each in picture.iter() if each.get("id")}
        assert sorted(titles) == sorted(named)
        assert said in titles["told"]


def test_all_projects_stand_in_it_with_what_became_of_them_by_both_rules():
    titles = [each.find(f"{SVG}title").text for each in drawn("en").iter(f"{SVG}g")]
    assert len(titles) == 3
    assert all("most votes first: " in title and "Equal Shares: " in title for title in titles)


def test_nothing_in_it_is_fetched_or_run():
    text = chart(VOTE, a_vote().history, "nl")
    for word in ("<script", "href", "url(", "style=", "onload", "@import"):
        assert word not in text


def test_it_is_drawn_once_there_is_a_result():
    with pytest.raises(VoteNotFound):
        chart(numbered("vote", 9), a_vote().history, "nl")
    running = [each for each in a_vote().history if each.event.NAME != "result.declared"]
    with pytest.raises(StillRunning):
        chart(VOTE, running, "nl")
