"""Whose voices are missing, and until when residents come first, as the views tell it."""

from datetime import timedelta

from domain.events.persons import PersonErased
from projections.questions import QUESTIONS, Window
from projections.replay import replay
from projections.voices import ALL, MOST_WORDS, OTHER, VOICES, Heard, Voices, never_heard
from tests.projections.presence import heard, offered, raised, settled, spoken
from tests.residents import ADA, BEN, CHEN, CLERK, EAST, NEXT_WEEK, WEST, numbered
from tests.story import Story

SIGNAL, ASKED, IDEA = (numbered(kind, 1) for kind in ("signal", "question", "idea"))


def voices(story: Story) -> Voices:
    return replay(VOICES, story.history)[ALL]


def window(story: Story) -> Window:
    kept = replay(QUESTIONS, story.history)[ASKED].question
    assert kept is not None
    assert kept.window is not None
    return kept.window


def test_who_was_heard_stands_beside_who_takes_part_in_meetings():
    story = Story().has_a_board().called()
    for seat, holder in ((EAST, ADA), (WEST, BEN)):
        story.attends(seat, holder).attends(seat, holder)
    heard(story, SIGNAL, "doorbell", neighbourhood="K23", first_time=True)
    seen = voices(story)
    assert seen.neighbourhoods["K22"] == Heard(in_meetings=2, residents=4)
    assert seen.neighbourhoods["K23"] == Heard(signals=1, first_time=1)
    assert seen.in_meetings_by_seat == {"resident": 4}
    assert seen.channels == {"doorbell": Heard(signals=1, first_time=1)}
    assert never_heard(seen) == ["K22"]


def test_somebody_named_is_heard_where_they_live():
    story = Story().has_a_board()
    heard(story, SIGNAL, neighbourhood=None, person=ADA)
    assert voices(story).neighbourhoods["K22"].signals == 1
    assert never_heard(voices(story)) == []


def test_whoever_speaks_twice_is_one_voice_in_each_group():
    story = Story().has_a_board()
    raised(story, ASKED, [SIGNAL])
    spoken(story, ASKED, ADA, "parents")
    spoken(story, ASKED, ADA, "parents", "skaters")
    spoken(story, ASKED, BEN, "parents")
    seen = voices(story)
    assert (seen.total.spoke, seen.neighbourhoods["K22"].spoke) == (2, 2)
    assert {name: each.spoke for name, each in seen.groups.items()} == {"parents": 2, "skaters": 1}


def test_who_was_erased_is_no_longer_waited_for():
    story = Story().has_a_board()
    for person in (ADA, BEN):
        story.happens(PersonErased(person=person))
    assert voices(story).neighbourhoods["K22"].residents == 2


def test_words_beyond_the_most_are_counted_together():
    story = Story().founded()
    for number in range(MOST_WORDS + 3):
        heard(story, numbered("signal", number), f"place {number:02}")
    seen = voices(story)
    assert len(seen.channels) == MOST_WORDS + 1
    assert seen.channels[OTHER].signals == 3
    assert seen.total.signals == MOST_WORDS + 3


def a_settled_question() -> Story:
    story = Story().has_a_board()
    raised(story, ASKED, [SIGNAL])
    settled(story, ASKED)
    return story


def test_the_window_is_extended_where_no_resident_had_an_idea():
    story = a_settled_question()
    offered(story, ASKED, IDEA, CLERK, origin="professional")
    seen = window(story)
    assert seen.until(seen.window_until - timedelta(seconds=1)) == seen.window_until
    assert seen.until(seen.window_until) == NEXT_WEEK


def test_a_residents_idea_lets_the_window_end_and_a_later_one_does_not():
    story = a_settled_question()
    offered(story, ASKED, IDEA, ADA)
    assert window(story).until(NEXT_WEEK) == window(story).window_until
    story = a_settled_question().passes(days=1)
    offered(story, ASKED, IDEA, CHEN)
    assert window(story).until(NEXT_WEEK) == NEXT_WEEK
