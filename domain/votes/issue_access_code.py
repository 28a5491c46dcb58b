"""The clerk issues an access code to one resident; an earlier one of theirs is void."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import minted
from domain.events.voting_days import AccessCodeIssued
from domain.ids import PersonId
from domain.kernel import Selector, on, select
from domain.persons.errors import PersonNotFound
from domain.votes.access_codes import code_of, code_sha256
from domain.votes.errors import NoAccessCodes, PersonNotInElectorate
from domain.votes.of_one_resident import OfOneResident


@dataclass(kw_only=True)
class IssueAccessCode(OfOneResident):
    """The code follows from ``seed``. It is told once, and the record keeps its hash alone."""

    seed: bytes = minted()
    resident: PersonId

    replaces: str | None = field(init=False, default=None)

    @property
    def voter(self) -> PersonId:
        return self.resident

    def boundary(self) -> Sequence[Selector]:
        of_resident = [self.resident, self.vote]
        return [*super().boundary(), select(AccessCodeIssued, tags=of_resident, latest=True)]

    @on(AccessCodeIssued)
    def _(self, code_sha256: str) -> None:
        self.replaces = code_sha256

    def execute(self) -> None:
        self.require_role("clerk")
        if not self.known.codes:
            raise NoAccessCodes(vote=self.vote)
        self.require_open()
        if self.resident not in self.registered or self.resident in self.erased:
            raise PersonNotFound(person=self.resident)
        self.require_online()
        if not self.entitled:
            raise PersonNotInElectorate(person=self.resident)
        self.record(
            AccessCodeIssued(
                vote=self.vote,
                resident=self.resident,
                code_sha256=code_sha256(self.vote, code_of(self.seed)),
                replaces_sha256=self.replaces,
            )
        )
