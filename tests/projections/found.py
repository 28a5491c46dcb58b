"""What is read for a recount, and nothing else."""

from collections.abc import Sequence

from domain.record import Recorded
from projections.evidence import evidence_for
from tests.projections.test_feeds import found_by


def found_for(subject: str, history: Sequence[Recorded]) -> list[Recorded]:
    """What was found may tell what else is needed."""
    found: list[Recorded] = []
    while (more := found_by(evidence_for(subject, found), history)) != found:
        found = more
    return found
