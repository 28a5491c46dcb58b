"""What may stand on a ballot, by the method of the decision."""

from collections.abc import Callable, Sequence

from domain.ballots.errors import (
    OptionTwice,
    OtherForm,
    RankShared,
    TooManyOptions,
    UnknownOption,
)
from domain.counting.ranking import Ranking
from domain.events.decisions import DecisionOpened

BallotChoice = str | tuple[str | tuple[str, ...], ...]
"""A word or an option; several options; or ranks, best first, each with who shares it."""

FOR_OR_AGAINST = ("for", "against", "abstain")
CONSENT_OR_NOT = ("consent", "objection")
BLANK = "abstain"


def require_valid(opened: DecisionOpened, choice: BallotChoice) -> None:
    """Raise OtherForm, UnknownOption, OptionTwice, TooManyOptions or RankShared."""
    _FORMS[opened.method](opened, choice)


def options_of(opened: DecisionOpened) -> list[str]:
    return [each.option for each in opened.options or ()]


def is_yes_no(opened: DecisionOpened) -> bool:
    """A round of an election with one candidate left for the place."""
    rule = opened.options_rule
    election = None if rule is None else rule.election
    return (
        election is not None and len(opened.options or ()) == 1 and election.unopposed == "yes_no"
    )


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
        _require_listed(opened, [choice])


def _several(opened: DecisionOpened, choice: BallotChoice) -> None:
    _require_listed(opened, names(choice))


def _candidates(opened: DecisionOpened, choice: BallotChoice) -> None:
    if is_yes_no(opened):
        _word(*FOR_OR_AGAINST)(opened, choice)
        return
    _several(opened, choice)
    assert opened.options_rule is not None
    assert opened.options_rule.election is not None
    if len(choice) > opened.options_rule.election.seats:
        raise TooManyOptions(most=opened.options_rule.election.seats)


def _ranks(opened: DecisionOpened, choice: BallotChoice) -> None:
    ranks = ranking(choice)
    _require_listed(opened, [each for rank in ranks for each in rank])
    if opened.method == "instant_runoff" and any(len(rank) > 1 for rank in ranks):
        raise RankShared


def _require_listed(opened: DecisionOpened, chosen: Sequence[str]) -> None:
    listed = options_of(opened)
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
