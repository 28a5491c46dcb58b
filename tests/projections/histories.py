"""Any history that the rules allow: for properties that hold of all of them."""

from hypothesis import strategies as st

from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    DEWI,
    EAST,
    GARDEN,
    MURAL,
    NEXT_WEEK,
    NORTH,
    QUESTION,
    SOUTH,
    SWING,
    TOMORROW,
    VOTE,
    WEST,
    numbered,
)
from tests.story import Story

HOLDERS = {EAST: ADA, WEST: BEN, NORTH: CHEN, SOUTH: DEWI}
OTHER_QUESTION, OTHER_VOTE = numbered("decision", 2), numbered("vote", 2)
OTHER_PROJECTS = tuple((numbered("project", number), 10_00) for number in (7, 8))
CHOICES = ("for", "against", "abstain")
APPROVALS = ((BENCH,), (MURAL, SWING), ())

Acts = list[tuple[str, int, int]]

ACTS: st.SearchStrategy[Acts] = st.lists(
    st.tuples(
        st.sampled_from(("seat", "vote", "approve", "other", "leave", "plan")),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=25,
)


def tell(acts: Acts, *, until: str) -> Story:
    """``until`` is "open", "closed" or "declared": how far the first question and vote come."""
    story = Story().has_a_board().filled(SOUTH, DEWI).proposed().opened(plan=GARDEN).opened_vote()
    story.opened(OTHER_QUESTION, closes_at=NEXT_WEEK)
    story.opened_vote(OTHER_VOTE, costs=OTHER_PROJECTS, closes_at=NEXT_WEEK)
    vacant: set[str] = set()
    for number, (act, who, what) in enumerate(acts):
        _act(story.passes(seconds=1), vacant, act, who, what, number)
    if until != "open":
        story.closed(decision=QUESTION).closed(vote=VOTE)
    if until == "declared":
        story.declared(decision=QUESTION, in_office=4).declared_vote()
    return story


def _act(story: Story, vacant: set[str], act: str, who: int, what: int, number: int) -> None:
    seat, holder = list(HOLDERS.items())[who]
    match act:
        case "seat" if seat in vacant:
            story.filled(seat, holder, term_until=TOMORROW)
            vacant.discard(seat)
        case "leave" if seat not in vacant:
            story.vacated(seat, holder)
            vacant.add(seat)
        case "vote":
            story.cast(holder, CHOICES[what], decision=QUESTION, seat=seat)
        case "other":
            story.cast(holder, CHOICES[what], decision=OTHER_QUESTION, seat=seat)
        case "approve":
            story.cast(holder, APPROVALS[what], vote=VOTE)
        case "plan":
            story.proposed(numbered("plan", 100 + number))
