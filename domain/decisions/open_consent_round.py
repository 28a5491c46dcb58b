"""The clerk, or in a meeting the chair, asks for consent once more, in the same words."""

from dataclasses import dataclass

from domain.decisions.amends import next_round
from domain.decisions.errors import (
    ConsentNotMissing,
    FollowedAlready,
    NotByConsent,
    ObjectionsStand,
    ReviewInThePast,
)
from domain.decisions.follows_up import FollowsUp

BY_CONSENT = ("consent", "election_by_consent")
MISSED = ("objections", "unanswered", "no_quorum", "too_few_voters")


@dataclass(kw_only=True)
class OpenConsentRound(FollowsUp):
    """Objections were withdrawn or resolved otherwise, or not everybody had been there."""

    def execute(self) -> None:
        opened = self.require_lead()
        self.require_declared()
        assert self.voting.declared is not None
        if opened.method not in BY_CONSENT:
            raise NotByConsent(decision=self.decision)
        if self.voting.declared.outcome not in MISSED:
            raise ConsentNotMissing(decision=self.decision)
        if self.voting.followed_by:
            raise FollowedAlready(decision=self.voting.followed_by[0].decision)
        close = self.voting.at_the_close()
        standing = self.voting.arguments_now().standing(close.entitled, close.recused)
        if standing:
            raise ObjectionsStand(argument=standing[0])
        consent = next_round(opened)
        if opened.review_on is not None and opened.review_on <= self.closes_at:
            raise ReviewInThePast
        self.record(self.opening("next_round", consent=consent))
