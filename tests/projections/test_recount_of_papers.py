"""The auditor sees what is wrong with paper, and who voted twice, from the events alone."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from domain.events.ballots import BallotsOpened, BallotVoided, OpenedLine
from domain.events.voting_days import PaperBallotEntered, PaperBallotIssued, RegistrationMerged
from domain.record import Recorded
from projections.recount import recount
from tests.conftest import StoryClock
from tests.domain.conftest import de_pijp, ports
from tests.projections.found import found_for
from tests.residents import ADA, BEN, BENCH, CHEN, CLERK, DEWI, MURAL, SWING, VOTE, Community
from tests.voting_days import day_comes, day_ends, gives_paper, merges, reads_paper

__all__ = ["de_pijp", "ports"]

History = list[Recorded]


@pytest.fixture
async def history(de_pijp: Community, clock: StoryClock) -> History:
    """Two papers, one of them read by three, a ballot that paper voided, and a duplicate."""
    street = de_pijp
    await day_comes(street, ADA, BEN, CHEN, DEWI)
    for person in (ADA, CHEN, DEWI):
        await street.approves(person, [BENCH])
    await gives_paper(street, ADA)
    await gives_paper(street, BEN)
    await merges(street, CHEN, DEWI)
    await reads_paper(street, 5, (MURAL,), (MURAL,))
    await reads_paper(street, 6, (MURAL,), None, (SWING,))
    await day_ends(street, clock)
    return await street.history()


def changed(history: History, kind: type[Any], nth: int, **fields: Any) -> History:
    """With other fields in the nth event of this kind; ``actor`` is the envelope's."""
    (place, found) = [(n, r) for n, r in enumerate(history) if isinstance(r.event, kind)][nth]
    envelope = {"actor": fields.pop("actor")} if "actor" in fields else {}
    event = msgspec.structs.replace(found.event, **fields)
    return [*history[:place], found._replace(event=event, **envelope), *history[place + 1 :]]


def without(history: History, kind: type[Any], nth: int) -> History:
    place = [n for n, r in enumerate(history) if isinstance(r.event, kind)][nth]
    return [*history[:place], *history[place + 1 :]]


def with_lines(history: History, change: Callable[[OpenedLine], OpenedLine | None]) -> History:
    (opened,) = [r.event for r in history if isinstance(r.event, BallotsOpened)]
    lines = [change(line) for line in opened.lines]
    return changed(history, BallotsOpened, 0, lines=tuple(line for line in lines if line))


def on_paper(serial: int, **fields: Any) -> Callable[[OpenedLine], OpenedLine | None]:
    """Without ``fields`` the line is left out."""

    def change(line: OpenedLine) -> OpenedLine | None:
        if line.serial != serial:
            return line
        return msgspec.structs.replace(line, **fields) if fields else None

    return change


def said(history: History) -> str:
    return " ".join(recount(VOTE, found_for(VOTE, history)).findings)


def test_what_was_done_by_the_rules_is_found_right(history: History):
    assert said(history) == ""


WRONG: dict[str, tuple[Callable[[History], History], str]] = {
    "read by one": (
        lambda history: without(history, PaperBallotEntered, 1),
        "Paper ballot 5 was not entered by as many people as must.",
    ),
    "read twice by the same": (
        lambda history: changed(history, PaperBallotEntered, 1, actor=found_reader(history)),
        "Somebody entered paper ballot 5 twice.",
    ),
    "more than issued": (
        lambda history: without(history, PaperBallotIssued, 1),
        "2 paper ballots were entered, and 1 issued.",
    ),
    "not opened": (
        lambda history: with_lines(history, on_paper(5)),
        "Paper ballot 5 was opened 0 times.",
    ),
    "shown as something else": (
        lambda history: with_lines(history, on_paper(5, choice=(SWING,))),
        "What is shown of paper ballot 5 is not what was entered.",
    ),
    "shown as invalid though two agreed": (
        lambda history: with_lines(history, on_paper(5, choice="invalid", salt=None)),
        "What is shown of paper ballot 5 is not what was entered.",
    ),
    "shown with a salt that is none": (
        lambda history: with_lines(history, on_paper(5, salt="salt")),
        "What is shown of paper ballot 5 is not what was entered.",
    ),
    "shown with a voter": (
        lambda history: with_lines(history, on_paper(5, resident=ADA)),
        "Paper ballot 5 is shown with a voter.",
    ),
    "a ballot beside paper": (
        lambda history: without(history, BallotVoided, 0),
        "was not voided although its voter was not entitled.",
    ),
    "a ballot voided without paper": (
        lambda history: without(history, PaperBallotIssued, 0),
        "was voided although its voter was entitled at the close.",
    ),
    "a duplicate that stands": (
        lambda history: without(history, BallotVoided, 1),
        "was not voided although its voter was not entitled.",
    ),
    "a ballot voided as a duplicate that is none": (
        lambda history: without(history, RegistrationMerged, 0),
        "was voided although its voter was entitled at the close.",
    ),
}


def found_reader(history: History) -> str | None:
    return next(r.actor for r in history if isinstance(r.event, PaperBallotEntered))


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_found(history: History, wrong: str):
    tampered, sentence = WRONG[wrong]
    assert sentence in said(tampered(history))


def test_a_merging_after_the_close_changes_nothing(history: History):
    merged = next(r for r in history if isinstance(r.event, RegistrationMerged))
    late = RegistrationMerged(person=CHEN, duplicate=CLERK)
    assert said([*history, merged._replace(event=late, time=history[-1].time)]) == ""
