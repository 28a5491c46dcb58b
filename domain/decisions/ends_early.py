"""What all ends of a decision share that nobody counts: no ballot is opened, and its box dies."""

from dataclasses import dataclass

from domain.ballots.errors import AlreadyCounted, AlreadyDeclared
from domain.decisions.sees_voting import SeesVoting
from domain.events.ballots import Outcome, ResultDeclared, VotingClosed


@dataclass(kw_only=True)
class EndsEarly(SeesVoting):
    @property
    def empties_box(self) -> str | None:
        return self.decision

    @property
    def destroys_key(self) -> bool:
        return True

    def require_uncounted(self) -> None:
        """Raise AlreadyDeclared, AlreadyCounted."""
        if self.voting.declared is not None:
            raise AlreadyDeclared
        if self.voting.counted is not None:
            raise AlreadyCounted

    def end(
        self, outcome: Outcome, *, ground: str | None = None, referred_to: str | None = None
    ) -> int:
        """Voting is closed with it, so that no ballot can come after."""
        if self.voting.closed_at is None:
            self.record(VotingClosed(decision=self.decision))
        return self.record(
            ResultDeclared(
                decision=self.decision, outcome=outcome, ground=ground, referred_to=referred_to
            )
        )
