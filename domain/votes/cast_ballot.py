"""A resident casts their ballot in a neighbourhood vote, or replaces it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.act import minted
from domain.ballots.errors import NotInElectorate, OutsideLimits, ProjectTwice, UnknownProject
from domain.counting.approval import breach
from domain.events.ballots import BallotCast
from domain.events.votes import VoteOpened
from domain.ids import BallotId, ProjectId
from domain.kernel import unsealed
from domain.votes.of_one_resident import OfOneResident, void


@dataclass(kw_only=True)
class CastBallotInVote(OfOneResident):
    """``projects`` are those the resident approves of; none is a blank ballot."""

    ballot: BallotId = minted()
    projects: tuple[ProjectId, ...]

    @property
    def of_duplicates(self) -> list[BallotCast]:
        """Cast under a registration that was merged into this one since."""
        return [each for each in self.standing.values() if each.resident != self.actor]

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        return [(self.vote, each.choice.sealed) for each in self.of_duplicates]

    def execute(self) -> None:
        self.require_member()
        opened = self.known
        self.require_online()
        if not self.entitled:
            raise NotInElectorate(vote=self.vote)
        self.require_open()
        self._require_valid(opened)
        replaced = self.standing.get(self.actor)
        cast = self.record(
            BallotCast(
                ballot=self.ballot,
                choice=unsealed(self.projects),
                vote=self.vote,
                resident=self.actor,
                replaces=None if replaced is None else replaced.ballot,
            )
        )
        for each in self.of_duplicates:
            self.record(void(each, "duplicate"), because=cast)

    def _require_valid(self, opened: VoteOpened) -> None:
        costs = {on_ballot.project: on_ballot.cost_cents for on_ballot in opened.projects}
        for project in self.projects:
            if project not in costs:
                raise UnknownProject(project=project)
        if len(set(self.projects)) != len(self.projects):
            raise ProjectTwice
        broken = breach(opened.limits, [costs[project] for project in self.projects])
        if broken is not None:
            raise OutsideLimits(limit=broken)
