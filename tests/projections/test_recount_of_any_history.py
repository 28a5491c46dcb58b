"""Whatever happens between the opening and the close: the recount comes to the same bytes, and
what is corrected after the close changes no result."""

from collections.abc import Sequence

from hypothesis import event as noted
from hypothesis import given, settings

from projections.evidence import voting_of
from projections.explanation import explain, told_by
from tests.projections.living import (
    Board,
    Living,
    Question,
    acts,
    boards,
    corrections,
    first_votes,
    questions,
)
from tests.recounting import gathered, recounted, same_bytes
from tests.residents import QUESTION


@settings(max_examples=50, deadline=None, derandomize=True)
@given(boards, questions, first_votes, acts, corrections, corrections)
async def test_a_recount_equals_the_result_whatever_happened(
    board: Board,
    question: Question,
    choices: Sequence[int | None],
    before: Sequence[tuple[str, int, int]],
    between: Sequence[tuple[str, int, int]],
    later: Sequence[tuple[str, int, int]],
):
    living = Living(question)
    await living.begin(board)
    if not await living.opens():
        noted("refused")
        return
    await living.votes(choices)
    await living.lives(before)
    await living.ends()
    at_the_close = voting_of(QUESTION, await living.street.history()).at_the_close()
    await living.lives(between)
    await living.street.declares()
    found = await same_bytes(living.street)
    assert found.counted is not None
    assert found.counted.quorum == at_the_close.quorum
    noted(f"{question.method}: {found.outcome}")

    await living.lives(later)
    history = await living.street.history()
    after = recounted(history)
    assert (after.findings, after.counted) == ((), found.counted)
    noted(f"doubtful: {after.entitled_otherwise is not None}")
    whole, read = explain(QUESTION, history, "en"), gathered(told_by, QUESTION, history)
    assert explain(QUESTION, read, "en") == whole
    assert whole.agrees
    dutch = explain(QUESTION, read, "nl")
    assert [each.facts for each in dutch.steps] == [each.facts for each in whole.steps]
    assert len({each.sentence for each in whole.steps + dutch.steps}) == 2 * len(whole.steps)
