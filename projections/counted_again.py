"""A decision counted again from what was opened, by the rule in its opening."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.ballots.choices import options_of
from domain.counting.lot import DrawnLot, draw_by_seed, drawn_by_hand
from domain.counting.methods import AMONG_OPTIONS
from domain.decisions.at_the_close import AtTheClose
from domain.decisions.count import Rounds, count_decision, nothing_opened
from domain.decisions.secrecy import too_few
from domain.decisions.voting import Voting
from domain.events.ballots import OpenedLine, ResultCounted
from domain.events.decisions import DecisionOpened


class Opening(NamedTuple):
    """Who is entitled, and the lines that count."""

    close: AtTheClose
    lines: Sequence[OpenedLine]


def as_recorded(voting: Voting) -> Opening:
    lines = [line for part in voting.parts for line in part.lines]
    return Opening(voting.at_the_close(), lines)


def count_again(voting: Voting, opening: Opening) -> ResultCounted:
    """ValueError if it cannot be counted."""
    close = opening.close
    before = voting.before
    if too_few(close):
        return nothing_opened(close, before)
    rounds = Rounds(None if before is None else before.election, voting.declined)
    lot = lot_of(voting, close.opened)
    return count_decision(close, opening.lines, lot=lot, rounds=rounds)


def lot_of(voting: Voting, opened: DecisionOpened) -> DrawnLot | None:
    """Drawn again from the seed that was revealed. ValueError if it is not the one promised."""
    recorded = None if voting.counted is None else voting.counted.lot
    if opened.method not in AMONG_OPTIONS or opened.method == "election_by_consent":
        return None
    if voting.before is not None and voting.before.lot is not None:
        return voting.before.lot
    options = options_of(opened)
    if voting.lot_drawn is not None:
        drawn = voting.lot_drawn
        return drawn_by_hand(options, order=drawn.order, witnesses=drawn.witnesses)
    if recorded is None or recorded.seed is None or opened.lot is None:
        raise ValueError("The seed of the lot was not revealed.")
    return draw_by_seed(
        options,
        seed=bytes.fromhex(recorded.seed),
        committed=opened.lot.seed_sha256,
        decision=voting.decision,
    )
