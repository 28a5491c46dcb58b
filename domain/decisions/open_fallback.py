"""When the rounds of consent are over, the method that the bylaws name decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.decisions.amends import UNSETTLED
from domain.decisions.by_bylaws import majority_beside
from domain.decisions.errors import (
    ConsentNotMissing,
    NoFallback,
    NotByConsent,
    RoundsLeft,
    ThresholdMissing,
)
from domain.decisions.follows_up import FollowsUp
from domain.decisions.options import first_round, require_secrecy, unopposed_election
from domain.events.decisions import DecisionOpened
from domain.kernel import Selector
from domain.organisations.versions import SeesBylaws, hash_of


@dataclass(kw_only=True)
class OpenFallback(FollowsUp, SeesBylaws):
    """A majority, by the threshold in the opening; with the weights and groups of the bylaws
    under which the case was opened. For a candidate it is an election with one candidate."""

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), *self.all_versions()]

    def execute(self) -> None:
        opened = self.require_lead()
        self.require_declared()
        self.require_unfollowed("fallback")
        assert self.voting.declared is not None
        rule = opened.consent
        if rule is None:
            raise NotByConsent(decision=self.decision)
        if self.voting.declared.outcome not in UNSETTLED:
            raise ConsentNotMissing(decision=self.decision)
        if rule.fallback != "majority":
            raise NoFallback(decision=self.decision)
        if rule.round < rule.max_rounds:
            raise RoundsLeft(left=rule.max_rounds - rule.round)
        new = self.opening("fallback", consent=None, **self._method(opened))
        self._require_secrecy(new)
        self.record(new)

    def _require_secrecy(self, new: DecisionOpened) -> None:
        """Raise TooFewForSecrecy, or SecretGroupsUnknown: votes and groups are told apart now."""
        seats = self.voting.seats_now()
        held = seats.in_office(new.organ, self.at)
        counted = seats.counted(new.organ, self.at)
        entitled = [seat for seat in counted if held.get(seat) not in (new.recused or ())]
        require_secrecy(new, seats, entitled, self.at)

    def _method(self, opened: DecisionOpened) -> dict[str, Any]:
        known = self.versions.known.values()
        bylaws = next((v.content for v in known if hash_of(v.content) == opened.bylaws), None)
        weights, groups = None, None
        if bylaws is not None and opened.kind is not None:
            weights, groups = majority_beside(bylaws, opened.kind, opened.organ)
        if opened.method == "election_by_consent":
            rule = unopposed_election()
            return {
                "method": "election",
                "options_rule": rule,
                "election_round": first_round(rule, opened.options or ()),
                "weights": weights,
                "threshold": None,
            }
        if opened.threshold is None:
            raise ThresholdMissing(method="majority")
        return {"method": "majority", "weights": weights, "groups": groups}
