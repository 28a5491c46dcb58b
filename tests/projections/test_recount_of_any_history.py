"""Whatever happens between the opening and the close: the recount comes to the same bytes, and
what is corrected after the close changes no result."""

from collections.abc import Sequence

from hypothesis import event as noted
from hypothesis import given, settings

from projections.explanation import explain
from tests.projections.living import (
    SEAT_ACTS,
    Board,
    Living,
    Question,
    acts,
    boards,
    first_votes,
    questions,
)
from tests.recounting import explained, recounted, same_bytes
from tests.residents import QUESTION


@settings(max_examples=150, deadline=None, derandomize=True)
@given(boards, questions, first_votes, acts, acts)
async def test_a_recount_equals_the_result_whatever_happened(
    board: Board,
    question: Question,
    choices: Sequence[int | None],
    before: Sequence[tuple[str, int, int]],
    after: Sequence[tuple[str, int, int]],
):
    living = Living(question)
    await living.begin(board)
    if not await living.opens():
        noted("refused")
        return
    await living.votes(choices)
    await living.lives(before)
    await living.ends()
    await living.lives([each for each in after if each[0] in (*SEAT_ACTS, "undo")])
    await living.street.declares()
    found = await same_bytes(living.street)
    noted(f"{question.method}: {found.outcome}")

    await living.lives([each for each in after if each[0] in ("fill", "vacate", "undo")])
    history = await living.street.history()
    assert recounted(history).findings == ()
    assert recounted(history).counted == found.counted
    whole = explain(QUESTION, history, "en")
    assert explained(history) == whole
    assert whole.agrees
    dutch = explained(history, "nl")
    assert [each.facts for each in dutch.steps] == [each.facts for each in whole.steps]
    assert len({each.sentence for each in whole.steps + dutch.steps}) == 2 * len(whole.steps)
