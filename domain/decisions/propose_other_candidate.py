"""In an election by consent the clerk, or the chair in a meeting, proposes another candidate."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.act import minted
from domain.decisions import effects
from domain.decisions.amends import Amends
from domain.decisions.errors import NotElectedByConsent, SameCandidate
from domain.decisions.options import Effect, require_candidates
from domain.events.decisions import Option
from domain.ids import OptionId, PersonId
from domain.kernel import Selector, select
from domain.organisations.versions import SeesBylaws
from domain.seats.filling import Fillings
from domain.seats.who_may_hold import PERSON_EVENTS, SeesWhoMayHold


@dataclass(kw_only=True)
class ProposeOtherCandidate(Amends, SeesBylaws, SeesWhoMayHold):
    """One who could take the seat, or has one where an office is elected."""

    option: OptionId = minted()
    candidate: PersonId

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary(), select(*PERSON_EVENTS, tags=[self.candidate])]
        if self.voting.opened is not None:
            found += effects.selectors(self.voting.opened, self.voting.seats_now())
        return found

    def execute(self) -> None:
        opened = self.require_amendable()
        if opened.method != "election_by_consent":
            raise NotElectedByConsent(decision=self.decision)
        if self.candidate in [each.person for each in opened.options or ()]:
            raise SameCandidate(person=self.candidate)
        options = (Option(option=self.option, person=self.candidate),)
        effect = Effect(fills=opened.fills, office=opened.office)
        seats = self.voting.seats_now()
        fillings = Fillings(seats, self.who, self.versions.content(opened.bylaws))
        held = list(seats.in_office(opened.organ, self.at).values())
        require_candidates(options, effect, held, fillings, self.follow_up)
        self.amend(opened, options=options)
