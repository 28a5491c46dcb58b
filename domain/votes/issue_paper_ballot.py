"""The clerk gives a resident a paper ballot: with that, voting online has ended for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.events.voting_days import PaperBallotIssued
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound
from domain.votes.errors import NoPaper, PersonNotInElectorate
from domain.votes.of_one_resident import OfOneResident, void


@dataclass(kw_only=True)
class IssuePaperBallot(OfOneResident):
    """Their ballot that was cast online, if there is one, is voided, and what was chosen is gone
    from the box. Which paper they were given is written down nowhere."""

    resident: PersonId

    out: int = field(init=False, default=0)
    """Papers issued so far in this vote."""

    @property
    def voter(self) -> PersonId:
        return self.resident

    def boundary(self) -> Sequence[Selector]:
        newest = select(PaperBallotIssued, tags=[self.vote], latest=True)
        return [*super().boundary(), newest]

    @on(PaperBallotIssued)
    def _(self, number: int) -> None:
        self.out = max(self.out, number)

    @property
    def removes(self) -> Sequence[tuple[str, str]]:
        return [(self.vote, ballot.choice.sealed) for ballot in self.standing.values()]

    def execute(self) -> None:
        self.require_role("clerk")
        if not self.known.paper:
            raise NoPaper(vote=self.vote)
        self.require_open()
        if self.resident not in self.registered or self.resident in self.erased:
            raise PersonNotFound(person=self.resident)
        self.require_online()
        if not self.entitled:
            raise PersonNotInElectorate(person=self.resident)
        issued = self.record(
            PaperBallotIssued(vote=self.vote, resident=self.resident, number=self.out + 1)
        )
        for ballot in self.standing.values():
            self.record(void(ballot, "paper_issued"), because=issued)
