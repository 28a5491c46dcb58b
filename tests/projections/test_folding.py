from collections.abc import MutableMapping

import pytest

from domain import record
from domain.ports import StoredRecord
from domain.record import Recorded
from projections.folding import Folded, fold, read, steps
from projections.plans import PLANS, Plan, Plans
from tests.residents import GARDEN, numbered
from tests.story import Story, as_record

SECOND, THIRD = numbered("plan", 2), numbered("plan", 3)


class HalfWay(Plans):
    """Fails at the second plan, when it has changed something already."""

    def apply(self, documents: MutableMapping[str, Plan], recorded: Recorded) -> None:
        super().apply(documents, recorded)
        if SECOND in documents:
            raise ArithmeticError("a choice of words")


def page(story: Story) -> list[tuple[StoredRecord, Recorded | Exception]]:
    written = [(r.position, as_record(r)) for r in story.history]
    stored = [StoredRecord(position, new.type, new.record) for position, new in written]
    return [(each, read(each)) for each in stored]


def three_plans() -> Story:
    return Story().founded().proposed(GARDEN).proposed(SECOND).proposed(THIRD)


def folded(projection: Plans, story: Story, *, after: int = 0) -> Folded[Plan]:
    return fold(projection, {}, steps(projection, page(story), after=after))


def test_a_projection_goes_as_far_as_it_can_and_says_where_it_stopped():
    changed, fault = folded(HalfWay(), three_plans())
    assert list(changed) == [GARDEN]
    assert fault is not None
    assert (fault.position, fault.type) == (5, "plan.proposed")


def test_a_fault_says_nothing_of_what_is_in_the_event():
    _, fault = folded(HalfWay(), three_plans())
    assert str(fault) == "ArithmeticError at 5 (plan.proposed)"


def test_the_documents_that_were_loaded_stay_as_they_were():
    story = Story().founded().proposed(GARDEN)
    before, _ = folded(Plans(), story)
    kept = dict(before)
    story.proposed(GARDEN, title="Another garden")
    changed, _ = fold(PLANS, before, steps(PLANS, page(story), after=4))
    assert before == kept
    assert changed[GARDEN].title == "Another garden"


def test_what_was_seen_before_is_not_seen_again():
    changed, _ = folded(Plans(), three_plans(), after=5)
    assert list(changed) == [THIRD]


@pytest.mark.parametrize("broken", [b"", b"{}", b'{"type":"plan.proposed","time":"noon"}'])
def test_a_record_that_cannot_be_read_is_a_fault_in_its_place(broken: bytes):
    known = [
        *page(three_plans()),
        (stored := StoredRecord(7, "plan.proposed", broken), read(stored)),
    ]
    changed, fault = fold(PLANS, {}, steps(PLANS, known, after=0))
    assert len(changed) == 3
    assert fault is not None
    assert fault.position == 7


def test_what_a_projection_does_not_follow_cannot_stop_it():
    stored = StoredRecord(7, "seat.filled", b"")
    assert steps(PLANS, [(stored, read(stored))], after=0) == []


def test_a_record_reads_as_it_was_written():
    recorded = three_plans().history[3]
    assert record.decode(4, as_record(recorded).record) == recorded
