from projections.deliberation import DELIBERATION, Said
from projections.replay import listed, replay
from projections.reviews import REVIEWS
from tests.residents import ADA, BEN, CHEN, EAST, NORTH, QUESTION, WEST, numbered
from tests.story import Story

ARGUMENT, DRAFT = numbered("argument", 1), numbered("decision", 2)


def said(story: Story, place: str = QUESTION) -> list[Said]:
    return listed(DELIBERATION, replay(DELIBERATION, story.history), "deliberation", place)


def test_an_argument_shows_its_test_and_how_it_was_resolved():
    story = Story().has_a_board().opened().argued(ARGUMENT, EAST, ADA)
    story.tested(ARGUMENT, (WEST,)).resolved(ARGUMENT, how="deferred", by=BEN)
    (argument,) = said(story)
    assert (argument.argues, argument.tested, argument.agreeing) == (
        "objection",
        "objection",
        (WEST,),
    )
    assert (argument.resolved, argument.resolved_in, argument.by) == ("deferred", None, BEN)


def test_an_amendment_is_the_round_in_which_an_argument_was_resolved():
    story = Story().has_a_board().opened().argued(ARGUMENT, EAST, ADA)
    story.resolved(ARGUMENT, how="amended", decision=DRAFT)
    (argument,) = said(story)
    assert (argument.resolved, argument.resolved_in) == ("amended", DRAFT)


def test_of_judgements_and_nominations_the_last_of_each_seat_is_there():
    story = Story().has_a_board().opened().argued(ARGUMENT, EAST, ADA)
    for seat, person in ((WEST, BEN), (NORTH, CHEN), (WEST, BEN)):
        story.judged(ARGUMENT, seat, person).nominated(QUESTION, seat, person)
    kinds = [(each.kind, each.seat) for each in said(story)]
    assert kinds == [
        ("argument", EAST),
        ("judgement", NORTH),
        ("nomination", NORTH),
        ("judgement", WEST),
        ("nomination", WEST),
    ]


def test_what_is_said_is_found_by_its_case_and_arguments_by_themselves():
    story = Story().has_a_board().opened().dialogue(number=1).said(QUESTION, EAST, ADA)
    story.drafted(DRAFT).dialogue(DRAFT, 1).argued(ARGUMENT, EAST, ADA).dialogue(number=2)
    assert [each.kind for each in said(story)] == ["round", "contribution", "argument", "round"]
    assert [each.kind for each in said(story, DRAFT)] == ["round"]
    assert [each.argument for each in said(story, f"argument:{QUESTION}")] == [ARGUMENT]


def test_reviews_of_a_decision_are_listed_oldest_first():
    story = (
        Story().has_a_board().opened().reviewed(QUESTION, 1, "Yes.").reviewed(QUESTION, 2, "No.")
    )
    reviews = listed(REVIEWS, replay(REVIEWS, story.history), "reviews", QUESTION)
    assert [each.how_it_helped for each in reviews] == ["Yes.", "No."]
