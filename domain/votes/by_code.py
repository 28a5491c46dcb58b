"""What acts of a resident who shows an access code share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import minted
from domain.events.voting_days import AccessCodeIssued
from domain.kernel import Selector, on, select
from domain.votes.errors import AccessCodeNotValid
from domain.votes.of_one_resident import OfOneResident


@dataclass(kw_only=True)
class ByCode(OfOneResident):
    """The actor is the resident to whom the code was issued. Whatever is wrong with a code, the
    refusal is the same, so that nobody learns from it whether a code exists or once did."""

    code_sha256: str = minted()

    valid_sha256: str | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        of_resident = [self.actor, self.vote]
        return [*super().boundary(), select(AccessCodeIssued, tags=of_resident, latest=True)]

    @on(AccessCodeIssued)
    def _(self, code_sha256: str) -> None:
        self.valid_sha256 = code_sha256

    def require_code(self) -> None:
        """Raise AccessCodeNotValid."""
        void = self.merged_into is not None or self.on_paper or self.actor_standing is None
        if void or self.valid_sha256 != self.code_sha256:
            raise AccessCodeNotValid
