"""The clerk or a facilitator enters what stands on a paper ballot."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.ballots.errors import AlreadyDeclared, VoteNotFound
from domain.errors import RoleRequired
from domain.events.ballots import ResultDeclared
from domain.events.votes import VoteOpened
from domain.events.voting_days import PaperBallotEntered, PaperBallotIssued
from domain.ids import PersonId, VoteId
from domain.kernel import Event, Sealed, Selector, Unsealed, on, select, tag_of
from domain.record import canonical
from domain.votes.choices import Chosen, marked, sealed_on_paper
from domain.votes.errors import EnteredBySamePerson, EntryComplete, MoreThanIssued, NoPaper
from domain.votes.papers import is_complete, taken_out


@dataclass(kw_only=True)
class EnterPaperBallot(Act):
    """``projects`` and ``points`` as on any ballot; ``projects`` absent where nothing clear can be
    read. Until the count it lies in the ballot box as every ballot does: to tell whether two
    people agree only the first entry of the same paper is taken out, and what it says is told
    to nobody.
    """

    vote: VoteId
    serial: int
    projects: Chosen | None
    points: tuple[int, ...] | None = None

    opened: VoteOpened | None = field(init=False, default=None)
    declared: bool = field(init=False, default=False)
    issued: int = field(init=False, default=0)
    serials: int = field(init=False, default=0)
    """Papers of which there is an entry."""
    earlier: list[PaperBallotEntered] = field(init=False, default_factory=list)
    """The entries of this paper."""
    entered_by: set[PersonId] = field(init=False, default_factory=set)

    def asked(self) -> bytes:
        """With who asked: else equal fingerprints would tell who read the same."""
        return canonical([super().asked().decode(), self.actor])

    def boundary(self) -> Sequence[Selector]:
        """Of other papers only the newest, so that the cost does not grow with them."""
        return [
            select(VoteOpened, ResultDeclared, tags=[self.vote]),
            select(PaperBallotIssued, tags=[self.vote], latest=True),
            select(PaperBallotEntered, tags=[self.vote], latest=True),
            select(PaperBallotEntered, tags=[tag_of("serial", str(self.serial)), self.vote]),
        ]

    @property
    def opens_box(self) -> str | None:
        return self.vote if len(self.earlier) == 1 else None

    @property
    def empties_box(self) -> None:
        return None

    def opens(self, sealed: Sealed) -> bool:
        return any(sealed == each.choice for each in self.earlier)

    @on(VoteOpened)
    def _(self, event: Event) -> None:
        assert isinstance(event, VoteOpened)
        self.opened = event

    @on(ResultDeclared)
    def _(self) -> None:
        self.declared = True

    @on(PaperBallotIssued)
    def _(self, number: int) -> None:
        self.issued = number

    @on(PaperBallotEntered)
    def _(self, event: Event, actor: PersonId) -> None:
        assert isinstance(event, PaperBallotEntered)
        self.serials = max(self.serials, event.serials)
        if event.serial == self.serial:
            self.earlier.append(event)
            self.entered_by.add(actor)

    def execute(self) -> None:
        opened = self._require_paper()
        self._require_entry()
        choice = self._in_box(opened)
        first = not self.earlier
        self.record(
            PaperBallotEntered(
                vote=self.vote,
                serial=self.serial,
                entry=len(self.earlier) + 1,
                choice=choice,
                serials=self.serials + first,
                agrees=self._agrees(choice) if len(self.earlier) == 1 else None,
            )
        )

    def _require_paper(self) -> VoteOpened:
        self.require_member()
        if not self.hosts:
            raise RoleRequired(role="facilitator")
        if self.opened is None:
            raise VoteNotFound(vote=self.vote)
        if not self.opened.paper:
            raise NoPaper(vote=self.vote)
        if self.declared:
            raise AlreadyDeclared
        return self.opened

    def _require_entry(self) -> None:
        """Entries of other papers are no business of this one, but for their number."""
        if is_complete(self.earlier):
            raise EntryComplete(serial=self.serial)
        if self.actor in self.entered_by:
            raise EnteredBySamePerson(serial=self.serial)
        if not self.earlier and self.serials >= self.issued:
            raise MoreThanIssued(issued=self.issued)

    def _in_box(self, opened: VoteOpened) -> Unsealed:
        if self.projects is None:
            return sealed_on_paper(opened, None)
        return sealed_on_paper(opened, marked(opened, self.projects, self.points))

    def _agrees(self, choice: Unsealed) -> bool:
        (first,) = self.earlier
        return taken_out(first, self.box).value == canonical(choice.value)
