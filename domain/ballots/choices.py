"""What may stand on a ballot, by the method of the decision."""

from collections.abc import Callable, Collection, Sequence

from domain.ballots.errors import (
    OptionTwice,
    OtherForm,
    RankShared,
    TooManyOptions,
    UnknownOption,
    WithoutVote,
)
from domain.counting.ranking import Ranking
from domain.events.decisions import DecisionOpened

BallotChoice = str | tuple[str | tuple[str, ...], ...]
"""A word or an option; several options; or ranks, best first, each with who shares it."""

FOR_OR_AGAINST = ("for", "against", "abstain")
CONSENT_OR_NOT = ("consent", "objection")
BLANK = "abstain"


def require_valid(opened: DecisionOpened, choice: BallotChoice) -> None:
    """Raise OtherForm, UnknownOption, OptionTwice, TooManyOptions, RankShared or WithoutVote."""
    _FORMS[opened.method](opened, choice)


def options_of(opened: DecisionOpened) -> list[str]:
    return [each.option for each in opened.options or ()]


def names(choice: BallotChoice) -> tuple[str, ...]:
    """The options of a ballot that names some. Raise OtherForm."""
    if isinstance(choice, str) or not all(isinstance(each, str) for each in choice):
        raise OtherForm
    return tuple(str(each) for each in choice)


def ranking(choice: BallotChoice) -> Ranking:
    """Ranks, of a ballot that ranks options. Raise OtherForm."""
    if isinstance(choice, str):
        raise OtherForm
    return tuple((each,) if isinstance(each, str) else each for each in choice)


def _word(*words: str) -> Callable[[DecisionOpened, BallotChoice], None]:
    def check(opened: DecisionOpened, choice: BallotChoice) -> None:
        if choice not in words:
            raise OtherForm

    return check


def _one(opened: DecisionOpened, choice: BallotChoice) -> None:
    if not isinstance(choice, str):
        raise OtherForm
    if choice != BLANK:
        _require_listed(options_of(opened), [choice])


def _several(opened: DecisionOpened, choice: BallotChoice) -> None:
    _require_listed(options_of(opened), names(choice))


def _candidates(opened: DecisionOpened, choice: BallotChoice) -> None:
    asked = opened.election_round
    if asked is None:
        raise WithoutVote
    if asked.kind == "yes_no":
        _word(*FOR_OR_AGAINST)(opened, choice)
        return
    _require_listed(asked.candidates, names(choice))
    if len(choice) > asked.seats:
        raise TooManyOptions(most=asked.seats)


def _ranks(opened: DecisionOpened, choice: BallotChoice) -> None:
    ranks = ranking(choice)
    _require_listed(options_of(opened), [each for rank in ranks for each in rank])
    if opened.method == "instant_runoff" and any(len(rank) > 1 for rank in ranks):
        raise RankShared


def _require_listed(listed: Collection[str], chosen: Sequence[str]) -> None:
    for each in chosen:
        if each not in listed:
            raise UnknownOption
    if len(set(chosen)) < len(chosen):
        raise OptionTwice


_FORMS: dict[str, Callable[[DecisionOpened, BallotChoice], None]] = {
    "majority": _word(*FOR_OR_AGAINST),
    "plurality": _one,
    "approval": _several,
    "instant_runoff": _ranks,
    "schulze": _ranks,
    "election": _candidates,
    "consent": _word(*CONSENT_OR_NOT),
    "election_by_consent": _word(*CONSENT_OR_NOT),
}
