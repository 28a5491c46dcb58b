"""Which version of the bylaws is in force: at a moment, and as known at a position."""

import json
from datetime import timedelta
from hashlib import sha256

from domain.organisations.versions import Versions, hash_of
from tests.bylaws import ASSOCIATION, FOUNDATION, changed
from tests.domain.examples import EXAMPLES
from tests.domain.test_record import recorded
from tests.residents import (
    FIRST_BYLAWS,
    NEW_BYLAWS,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    TOMORROW,
    numbered,
)
from tests.story import Story

MOMENT = timedelta(microseconds=1)
THIRD = numbered("bylaws", 3)
LATER = changed(ASSOCIATION, terms={"term_months": 24})


def known(story: Story, until: int | None = None) -> Versions:
    versions = Versions()
    for each in story.history[:until]:
        versions.see(each.event, each.position, each.time)
    return versions


def name(versions: Versions, moment: object) -> str | None:
    version = versions.in_force(moment)  # type: ignore[arg-type]
    return None if version is None else version.bylaws


def test_before_the_first_version_none_is_in_force():
    versions = known(Story().founded().recorded_bylaws())
    assert name(versions, NOON - MOMENT) is None
    assert name(versions, NOON) == FIRST_BYLAWS


def test_a_proposal_is_not_in_force():
    assert name(known(Story().recorded_bylaws().proposed_bylaws()), NEXT_YEAR) == FIRST_BYLAWS


def test_regulations_are_in_force_from_the_moment_that_was_decided():
    story = Story().recorded_bylaws().proposed_bylaws().adopted_bylaws(in_force_from=TOMORROW)
    versions = known(story)
    assert name(versions, TOMORROW - MOMENT) == FIRST_BYLAWS
    assert name(versions, TOMORROW) == NEW_BYLAWS


def test_statutes_wait_for_the_deed():
    story = Story().recorded_bylaws().proposed_bylaws().adopted_bylaws()
    waiting = known(story).awaiting_deed()
    assert waiting is not None
    assert waiting.bylaws == NEW_BYLAWS
    assert name(known(story), NEXT_YEAR) == FIRST_BYLAWS
    story.passes(days=7).executed_deed()
    assert known(story).awaiting_deed() is None
    assert name(known(story), NEXT_WEEK - MOMENT) == FIRST_BYLAWS
    assert name(known(story), NEXT_WEEK) == NEW_BYLAWS


def test_what_was_in_force_then_can_be_known_differently_later():
    story = Story().recorded_bylaws().proposed_bylaws().adopted_bylaws().executed_deed()
    before = len(story.history) - 1
    assert name(known(story, until=before), NEXT_WEEK) == FIRST_BYLAWS
    assert name(known(story), NEXT_WEEK) == NEW_BYLAWS


def test_when_a_version_lapses_the_one_before_is_in_force_again():
    story = Story().recorded_bylaws().proposed_bylaws().adopted_bylaws(in_force_from=NOON)
    story.passes(days=1).lapsed_bylaws()
    assert name(known(story), TOMORROW - MOMENT) == NEW_BYLAWS
    assert name(known(story), TOMORROW) == FIRST_BYLAWS


def test_of_two_that_come_into_force_together_the_later_adopted_one_is():
    story = Story().recorded_bylaws().proposed_bylaws(THIRD).proposed_bylaws(NEW_BYLAWS)
    story.adopted_bylaws(NEW_BYLAWS, in_force_from=TOMORROW)
    story.adopted_bylaws(THIRD, in_force_from=TOMORROW)
    assert name(known(story), TOMORROW) == THIRD


def test_another_adoption_overtakes_one_that_waits_for_its_deed():
    story = Story().recorded_bylaws().proposed_bylaws().proposed_bylaws(THIRD, LATER)
    story.adopted_bylaws(NEW_BYLAWS).adopted_bylaws(THIRD)
    waiting = known(story).awaiting_deed()
    assert waiting is not None
    assert waiting.bylaws == THIRD


def test_a_version_that_lapsed_waits_for_no_deed():
    story = Story().recorded_bylaws().proposed_bylaws().adopted_bylaws().lapsed_bylaws()
    assert known(story).awaiting_deed() is None


def test_the_hash_is_of_the_bytes_in_the_record():
    (event,) = (each for each in EXAMPLES if each.NAME == "bylaws.recorded")
    content = json.loads(recorded(event))["data"]["content"]
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hash_of(FOUNDATION) == sha256(written.encode()).hexdigest()
    assert hash_of(FOUNDATION) != hash_of(ASSOCIATION)
