"""A resident casts their ballot in a neighbourhood vote, or replaces it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import minted
from domain.ballots.errors import NotInElectorate
from domain.events.ballots import BallotCast
from domain.ids import BallotId
from domain.record import canonical
from domain.votes.choices import Chosen, marked, sealed_choice
from domain.votes.of_one_resident import OfOneResident, void


@dataclass(kw_only=True)
class CastBallotInVote(OfOneResident):
    """``projects`` are those the resident approves of, ranks (best first) or gives points to, in
    the same order; none is a blank ballot. ``seed`` makes the code where there are codes."""

    ballot: BallotId = minted()
    seed: bytes = field(default=b"", metadata={"minted": True})
    projects: Chosen
    points: tuple[int, ...] | None = None

    @property
    def of_duplicates(self) -> list[BallotCast]:
        """Cast under a registration that was merged into this one since."""
        return [each for each in self.standing.values() if each.resident != self.actor]

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        return [(self.vote, each.choice.sealed) for each in self.of_duplicates]

    def asked(self) -> bytes:
        """With who asked: else all who choose alike would leave the same fingerprint, and the
        size of each group would tell what it chose, also once the key is destroyed."""
        return super().asked() + canonical(self.actor)

    def asked_formerly(self) -> Sequence[bytes]:
        """Without; all of it was open then."""
        return [super().asked()]

    def execute(self) -> None:
        self.require_member()
        opened = self.known
        self.require_online()
        if not self.entitled:
            raise NotInElectorate(vote=self.vote)
        self.require_open()
        ballot = marked(opened, self.projects, self.points)
        replaced = self.standing.get(self.actor)
        cast = self.record(
            BallotCast(
                ballot=self.ballot,
                choice=sealed_choice(opened, ballot, self.seed),
                vote=self.vote,
                resident=self.actor,
                replaces=None if replaced is None else replaced.ballot,
            )
        )
        for each in self.of_duplicates:
            self.record(void(each, "duplicate"), because=cast)
