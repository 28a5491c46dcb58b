"""The clerk, or in a meeting the chair, puts a proposal to the vote in other words."""

from dataclasses import dataclass
from hashlib import sha256

from domain.decisions.amends import Amends
from domain.decisions.errors import ApprovedAsItWas, BylawsProposedAnew, SameWords


@dataclass(kw_only=True)
class AmendProposal(Amends):
    """Whatever the method, an amended proposal gets a new vote: ballots bind themselves to the
    hash of its text. A plan that is adopted so is adopted in these words."""

    text: str

    def execute(self) -> None:
        opened = self.require_amendable()
        if opened.proposed_bylaws is not None:
            raise BylawsProposedAnew
        if opened.approved_by is not None:
            raise ApprovedAsItWas(decision=opened.approved_by)
        proposal = sha256(self.text.encode()).hexdigest()
        if proposal == opened.proposal:
            raise SameWords
        self.amend(opened, text=self.text, proposal=proposal)
