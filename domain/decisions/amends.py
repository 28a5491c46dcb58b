"""What amending a proposal and proposing another candidate share: what was asked is asked no
more, and the next question follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from domain.ballots.errors import VotingIsClosed
from domain.decisions.arguments import ARGUMENT_EVENTS
from domain.decisions.ends_early import EndsEarly
from domain.decisions.errors import (
    FollowedAlready,
    LeftToMeeting,
    NomineeFirst,
    NoMoreRounds,
    ObjectionNotStanding,
    ReviewInThePast,
    TooLateToAmend,
)
from domain.decisions.follows_up import FollowsUp
from domain.events.decisions import ConsentRule, DecisionOpened
from domain.events.deliberation import ArgumentResolved
from domain.ids import ArgumentId, DecisionId
from domain.kernel import Selector, select

UNSETTLED = ("objections", "unanswered")
"""Results after which the same case goes on with other words."""


@dataclass(kw_only=True)
class Amends(FollowsUp, EndsEarly):
    """A vote that runs ends without a count; one that found objections is followed.
    ``resolves`` are the objections that the amendment resolves."""

    resolves: tuple[ArgumentId, ...] = ()
    review_on: datetime | None = None

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary()]
        if self.voting.opened is not None:
            found.append(select(*ARGUMENT_EVENTS, DecisionOpened, tags=[self.case]))
        return found

    @property
    def empties_box(self) -> str | None:
        return self.decision if self.voting.declared is None else None

    @property
    def destroys_key(self) -> bool:
        return self.voting.declared is None

    @property
    def case(self) -> DecisionId:
        return self.opened.case or self.decision

    def require_amendable(self) -> DecisionOpened:
        """Raise what ``require_lead`` raises, and what is wrong with amending it now."""
        opened = self.require_lead()
        if self.voting.followed_by:
            raise FollowedAlready(decision=self.voting.followed_by[0].decision)
        declared = self.voting.declared
        if declared is None:
            self.require_uncounted()
            if self.voting.objected:
                raise LeftToMeeting(decision=self.decision)
            if self.voting.closed_at is not None or self.at >= self.voting.closes_at:
                raise VotingIsClosed(decision=self.decision)
        elif declared.outcome not in UNSETTLED:
            raise TooLateToAmend(decision=self.decision)
        self._require_resolvable(opened)
        return opened

    def amend(self, opened: DecisionOpened, **changes: Any) -> None:
        """Raise NoMoreRounds, ReviewInThePast and what ``opening`` raises."""
        review_on = self.review_on or opened.review_on
        if review_on is not None and review_on <= self.closes_at:
            raise ReviewInThePast
        new = self.opening(
            "amendment",
            consent=next_round(opened),
            resolves=self.resolves or None,
            review_on=review_on,
            **changes,
        )
        because = self.end("amended") if self.voting.declared is None else None
        opening = self.record(new, because=because)
        for argument in self.resolves:
            resolved = ArgumentResolved(
                argument=argument, decision=new.decision, case=self.case, how="amended"
            )
            self.record(resolved, because=opening)

    def _require_resolvable(self, opened: DecisionOpened) -> None:
        """Raise ObjectionNotStanding, or NomineeFirst."""
        close, arguments = self.voting.at_the_close(), self.voting.arguments_now()
        standing = arguments.standing(close.entitled, close.recused)
        for argument in self.resolves:
            if argument not in standing:
                raise ObjectionNotStanding(argument=argument)
        first = arguments.of_nominees(opened, close.entitled, close.recused)
        left = [argument for argument in first if argument not in self.resolves]
        if left and self.resolves:
            raise NomineeFirst(argument=left[0])


def next_round(opened: DecisionOpened) -> ConsentRule | None:
    """Raise NoMoreRounds."""
    rule = opened.consent
    if rule is None:
        return None
    if rule.round >= rule.max_rounds:
        raise NoMoreRounds(rounds=rule.max_rounds)
    return msgspec.structs.replace(rule, round=rule.round + 1)
