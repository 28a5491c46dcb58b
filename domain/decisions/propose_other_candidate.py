"""In an election by consent the clerk, or the chair in a meeting, proposes another candidate."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import minted
from domain.decisions.amends import Amends
from domain.decisions.errors import CandidateNotFound, NotElectedByConsent, SameCandidate
from domain.events.decisions import Option
from domain.events.persons import PersonRegistered
from domain.ids import OptionId, PersonId
from domain.kernel import Selector, on, select


@dataclass(kw_only=True)
class ProposeOtherCandidate(Amends):
    option: OptionId = minted()
    candidate: PersonId

    registered: set[PersonId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        return [*super().boundary(), select(PersonRegistered, tags=[self.candidate])]

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.registered.add(person)

    def execute(self) -> None:
        opened = self.require_amendable()
        if opened.method != "election_by_consent":
            raise NotElectedByConsent(decision=self.decision)
        if self.candidate in [each.person for each in opened.options or ()]:
            raise SameCandidate(person=self.candidate)
        held = self.voting.seats_now().in_office(opened.organ, self.at)
        elects_officer = opened.office is not None
        if self.candidate not in self.registered or (
            elects_officer and self.candidate not in held.values()
        ):
            raise CandidateNotFound(person=self.candidate)
        self.amend(opened, options=(Option(option=self.option, person=self.candidate),))
