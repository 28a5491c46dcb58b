"""What an organisation is, for every rule that depends on it."""

from dataclasses import dataclass, field

from domain.act import Act
from domain.bylaws.bylaws import Bylaws, LegalForm
from domain.bylaws.law import contradictions
from domain.events.organisations import OrganisationDescribed
from domain.kernel import Selector, on, select
from domain.organisations.errors import BylawsContradictTheLaw, NotDescribed, OtherLegalForm

DESCRIPTION: Selector = select(OrganisationDescribed, latest=True)


@dataclass(kw_only=True)
class SeesDescription(Act):
    legal_form: LegalForm | None = field(init=False, default=None)

    @on(OrganisationDescribed)
    def _(self, legal_form: LegalForm) -> None:
        self.legal_form = legal_form

    def require_lawful(self, content: Bylaws) -> None:
        """Raise NotDescribed, OtherLegalForm or BylawsContradictTheLaw."""
        if self.legal_form is None:
            raise NotDescribed
        if content.legal_form != self.legal_form:
            raise OtherLegalForm(legal_form=self.legal_form)
        if found := contradictions(content):
            raise BylawsContradictTheLaw(*found)
