"""Who helped a resident at the table, or the clerk, notes that help was given."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.persons import PersonErased, PersonRegistered
from domain.events.voting_days import VotingHelpGiven
from domain.ids import PersonId
from domain.kernel import Selector, select
from domain.persons.errors import PersonNotFound
from domain.votes.errors import HelpForOneself, HelpOfOthers, PersonNotInElectorate
from domain.votes.of_one_resident import OfOneResident


@dataclass(kw_only=True)
class NoteVotingHelp(OfOneResident):
    """That, and never what was chosen."""

    resident: PersonId
    helper: PersonId

    @property
    def voter(self) -> PersonId:
        return self.resident

    def boundary(self) -> Sequence[Selector]:
        of_helper = select(PersonRegistered, PersonErased, tags=[self.helper])
        return [*super().boundary(), of_helper]

    def execute(self) -> None:
        self.require_member()
        if self.actor != self.helper and "clerk" not in self.actor_roles:
            raise HelpOfOthers
        _ = self.known
        self.require_open()
        if self.resident == self.helper:
            raise HelpForOneself
        for person in (self.resident, self.helper):
            if person not in self.registered or person in self.erased:
                raise PersonNotFound(person=person)
        if not self.entitled:
            raise PersonNotInElectorate(person=self.resident)
        self.record(VotingHelpGiven(vote=self.vote, resident=self.resident, helper=self.helper))
