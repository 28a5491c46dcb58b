"""Opening the box and counting: what counting in a meeting and declaring outside one share."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from domain.act import minted
from domain.ballots.choices import options_of
from domain.ballots.errors import AlreadyCounted, AlreadyDeclared, NotYetClosed
from domain.ballots.opening import open_line, parts, secret_lines
from domain.counting.lot import DrawnLot, draw_by_seed, drawn_by_hand
from domain.counting.methods import AMONG_OPTIONS
from domain.decisions.count import Rounds, count_decision, nothing_opened
from domain.decisions.secrecy import label_of, too_few, votes_of
from domain.decisions.sees_voting import SeesVoting
from domain.events.ballots import (
    BallotsOpened,
    BallotVoided,
    OpenedLine,
    ResultCounted,
)
from domain.ids import DecisionId


@dataclass(kw_only=True)
class CountsBallots(SeesVoting):
    """``seed`` shuffles secret lines and is kept by nobody. Whatever empties the box without
    opening it, destroys its key too."""

    seed: bytes = minted()

    @property
    def opens_box(self) -> str | None:
        """After an objection to the method nothing sealed is opened."""
        return None if self.voting.objected or not self.counts_now() else self.decision

    @property
    def empties_box(self) -> str | None:
        return self.decision if self.counts_now() or self.voting.objected else None

    @property
    def destroys_key(self) -> bool:
        if not self.counts_now() and not self.voting.objected:
            return False
        opened = self.voting.opened
        secret = opened is not None and opened.secrecy == "secret"
        return secret or self.voting.objected

    def counts_now(self) -> bool:
        """Nothing is opened twice."""
        return self.voting.counted is None and self.voting.declared is None

    def require_closed(self) -> None:
        """Raise NotYetClosed, AlreadyDeclared."""
        if self.voting.closed_at is None:
            raise NotYetClosed
        if self.voting.declared is not None:
            raise AlreadyDeclared

    def require_uncounted(self) -> None:
        """Raise AlreadyCounted."""
        if self.voting.counted is not None:
            raise AlreadyCounted

    def count(self) -> ResultCounted:
        """Void, open and count. Raise BallotUnreadable."""
        close = self.voting.at_the_close()
        for ballot, ground in close.voided:
            self.record(
                BallotVoided(
                    ballot=ballot.ballot, decision=self.decision, seat=ballot.seat, ground=ground
                )
            )
        if too_few(close):
            return self._void()
        lines = self._open()
        counted = count_decision(close, lines, lot=self.lot(), rounds=rounds_of(self))
        self.record(counted)
        return counted

    def _void(self) -> ResultCounted:
        """Too few for secrecy: nothing is opened, and the box is destroyed."""
        counted = nothing_opened(self.voting.at_the_close(), self.voting.before)
        self.record(counted)
        return counted

    def _open(self) -> list[OpenedLine]:
        opened, close = self.opened, self.voting.at_the_close()
        if opened.secrecy == "roll_call":
            return []
        if opened.secrecy == "secret":
            lines = secret_lines(
                [(each, label_of(close, each), votes_of(close, each)) for each in close.ballots],
                self.box,
                self.seed,
            )
        else:
            lines = [open_line(each, self.box) for each in close.ballots]
        for event in opening_of(self.decision, lines):
            self.record(event, anonymous=opened.secrecy == "secret")
        return lines

    def lot(self) -> DrawnLot | None:
        """By hand if one was drawn before the close, else by the seed that is revealed now."""
        opened, drawn = self.opened, self.voting.lot_drawn
        if opened.method not in AMONG_OPTIONS or opened.method == "election_by_consent":
            return None
        if self.voting.before is not None and self.voting.before.lot is not None:
            return self.voting.before.lot
        options = options_of(opened)
        if drawn is not None:
            return drawn_by_hand(options, order=drawn.order, witnesses=drawn.witnesses)
        assert opened.lot is not None
        assert opened.lot_seed is not None
        seed = msgspec.json.decode(self.box[opened.lot_seed.sealed].value, type=str)
        return draw_by_seed(
            options,
            seed=bytes.fromhex(seed),
            committed=opened.lot.seed_sha256,
            decision=self.decision,
        )


def opening_of(decision: DecisionId, lines: Sequence[OpenedLine]) -> list[BallotsOpened]:
    split = parts(lines)
    return [
        BallotsOpened(decision=decision, lines=part, part=number, parts=len(split))
        for number, part in enumerate(split, start=1)
    ]


def rounds_of(act: SeesVoting) -> Rounds:
    before = act.voting.before
    return Rounds(None if before is None else before.election, act.voting.declined)
