"""A neighbourhood vote out of a file: every ballot is cast as its own resident.

Every act has a command id made of the file, the voter and the act. An import that was
interrupted and is started again therefore neither loses nor doubles a ballot, and one that
is finished answers the same again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any, Protocol, TypeVar

import msgspec

from adapters.pabulib import PbBallot, PbFile
from domain import record
from domain.act import Act
from domain.ballots.close_voting import CloseVoting
from domain.carry_out import Receipt, carry_out
from domain.errors import OrganisationNotFound
from domain.events.ballots import ResultCounted
from domain.events.persons import PersonRegistered, RoleGranted, RoleRevoked
from domain.events.votes import Electorate, GreedyRule, GroupCap, ProjectDescribed, VoteOpened
from domain.ids import OPERATOR, OrganisationId, PersonId, ProjectId, VoteId
from domain.kernel import Event, select
from domain.organisations.found_organisation import FoundOrganisation
from domain.organisations.naming import organisation_id
from domain.persons.register_person import RegisterPerson
from domain.ports import CommandKey, Ports
from domain.votes.cast_ballot import CastBallotInVote
from domain.votes.declare_result import DeclareVoteResult
from domain.votes.open_vote import NewProject, OpenVote

AT_ONCE = 128
"""Acts under way at the same time."""
OPEN_FOR = timedelta(days=365)
"""How long an interrupted import can be resumed; one that is complete closes at its end."""

One = TypeVar("One")


class Progress(Protocol):
    def __call__(self, step: str, done: int, of: int) -> None: ...


class ImportedProject(msgspec.Struct, frozen=True):
    votes: int
    cost: int
    funded: bool


class Imported(msgspec.Struct, frozen=True):
    """Costs in cents; projects by the file's own names, in the order of the file."""

    organisation: OrganisationId
    vote: VoteId
    ballots: int
    projects: dict[str, ImportedProject]


async def import_votes(
    ports: Ports,
    file: PbFile,
    *,
    organisation: OrganisationId | None = None,
    progress: Progress = lambda step, done, of: None,
) -> Imported:
    """Found an organisation for the file unless one is given; then its clerk does the import."""
    play = _Import(ports, file, progress)
    clerk = await (play.found() if organisation is None else play.find_clerk(organisation))
    if (done := await play.finished(clerk)) is not None:
        return done
    residents = await play.register(clerk)
    vote, projects = _vote_and_projects(await play.open_vote(clerk))
    await play.cast(residents, vote, projects)
    await play.do(CloseVoting, "close", actor=clerk, vote=vote)
    seed = ports.new_seed()
    await play.do(DeclareVoteResult, "declare", actor=clerk, vote=vote, seed=seed)
    result = await play.finished(clerk)
    assert result is not None
    return result


class _Import:
    def __init__(self, ports: Ports, file: PbFile, progress: Progress) -> None:
        self.ports, self.file, self.progress = ports, file, progress
        self.source = file.sha256
        if file.asked_rule is not None:
            # The same ballots counted by another rule are another vote.
            self.source = sha256(f"{file.sha256} {file.asked_rule}".encode()).hexdigest()
        self.organisation = organisation_id(OPERATOR, self.command("found"))
        self.neighbourhood = f"file-{self.source[:16]}"

    def command(self, act: str) -> str:
        return f"import {self.source} {act}"

    async def do(self, act: Callable[..., Act], step: str, **asked: Any) -> Receipt:
        return await carry_out(
            self.ports,
            act,
            command_id=self.command(step),
            organisation=self.organisation,
            at=self.ports.clock(),
            **asked,
        )

    async def found(self) -> PersonId:
        receipt = await self.do(
            FoundOrganisation,
            "found",
            actor=OPERATOR,
            clerk=PersonId(self.ports.new_id("person")),
            name=f"{self.file.description} ({self.file.unit} {self.file.instance})",
            clerk_name="Clerk of the import",
            clerk_identifier=self.command("clerk"),
        )
        return _only(receipt, PersonRegistered).person

    async def find_clerk(self, organisation: OrganisationId) -> PersonId:
        """The clerk who has been one for longest. Raise OrganisationNotFound."""
        self.organisation = organisation
        seen = await self.ports.log.read(organisation, [select(RoleGranted, RoleRevoked)], None)
        clerks: dict[PersonId, None] = {}
        for stored in seen.records:
            match record.decode(stored.position, stored.record).event:
                case RoleGranted(person=person, role="clerk"):
                    clerks[person] = None
                case RoleRevoked(person=person, role="clerk"):
                    clerks.pop(person)
        if not clerks:
            raise OrganisationNotFound
        return next(iter(clerks))

    async def register(self, clerk: PersonId) -> dict[str, PersonId]:
        """Voter, as the file names them -> resident."""

        async def one(ballot: PbBallot) -> tuple[str, PersonId]:
            receipt = await self.do(
                RegisterPerson,
                f"register {ballot.voter}",
                actor=clerk,
                person=PersonId(self.ports.new_id("person")),
                identifier=self.command(f"voter {ballot.voter}"),
                standing="resident",
                name=f"Voter {ballot.voter}",
                neighbourhood=self.neighbourhood,
            )
            return ballot.voter, _only(receipt, PersonRegistered).person

        return dict(await self.all("registering residents", self.file.ballots, one))

    async def open_vote(self, clerk: PersonId) -> Sequence[Event]:
        """The opening and its projects; the deadline is that of the first attempt."""
        if (before := await self.recorded_by(clerk, "open")) is not None:
            return before
        file = self.file
        receipt = await self.do(
            OpenVote,
            "open",
            actor=clerk,
            vote=VoteId(self.ports.new_id("vote")),
            project_ids=tuple(ProjectId(self.ports.new_id("project")) for _ in file.projects),
            title=file.description,
            currency=file.currency,
            budget_cents=file.budget_cents,
            projects=tuple(
                NewProject(
                    name=project.name,
                    cost_cents=project.cost_cents,
                    group=project.group,
                    description=project.description,
                    category=project.category,
                    reference=project.id,
                )
                for project in file.projects
            ),
            limits=file.limits,
            form=file.form,
            points=file.points,
            equal_shares=file.counted_by.equal_shares,
            allocation=GreedyRule(
                over_budget=file.counted_by.over_budget,
                group_caps=tuple(
                    GroupCap(group=group, cap_cents=cap) for group, cap in file.group_caps.items()
                ),
            ),
            electorate=Electorate(neighbourhoods=(self.neighbourhood,)),
            effect="advisory",
            closes_at=self.ports.clock() + OPEN_FOR,
            secrecy="open",
            seed=self.ports.new_seed(),
            imported_from=file.sha256,
        )
        return [recorded.event for recorded in receipt.recorded]

    async def cast(
        self, residents: dict[str, PersonId], vote: VoteId, projects: dict[str, ProjectId]
    ) -> None:
        async def one(ballot: PbBallot) -> None:
            await self.do(
                CastBallotInVote,
                f"cast {ballot.voter}",
                actor=residents[ballot.voter],
                ballot=self.ports.new_id("ballot"),
                vote=vote,
                projects=tuple(projects[name] for name in ballot.projects),
                points=ballot.points,
            )

        await self.all("casting ballots", self.file.ballots, one)

    async def finished(self, clerk: PersonId) -> Imported | None:
        """What was imported, if it was: read from the record and nowhere else."""
        declared = await self.recorded_by(clerk, "declare")
        opened = await self.recorded_by(clerk, "open")
        if declared is None or opened is None:
            return None
        return _imported(self.organisation, opened, declared)

    async def recorded_by(self, clerk: PersonId, name: str) -> list[Event] | None:
        key = CommandKey(clerk, self.command(name))
        seen = await self.ports.log.read(self.organisation, [], key)
        if seen.carried is None:
            return None
        first, last = seen.carried.first, seen.carried.last
        page, _ = await self.ports.log.read_page(
            self.organisation, after=first - 1, limit=last - first + 1
        )
        return [record.decode(stored.position, stored.record).event for stored in page]

    async def all(
        self, step: str, ballots: Sequence[PbBallot], one: Callable[[PbBallot], Awaitable[One]]
    ) -> list[One]:
        """Do ``one`` for every ballot, ``AT_ONCE`` at a time; the first fault ends them all."""
        remaining = iter(ballots)
        done: list[One] = []

        async def work() -> None:
            for ballot in remaining:
                done.append(await one(ballot))
                self.progress(step, len(done), len(ballots))

        async with asyncio.TaskGroup() as tasks:
            for _ in range(AT_ONCE):
                tasks.create_task(work())
        return done


def _only(receipt: Receipt, wanted: type[PersonRegistered]) -> PersonRegistered:
    (found,) = [r.event for r in receipt.recorded if isinstance(r.event, wanted)]
    return found


def _vote_and_projects(opened: Sequence[Event]) -> tuple[VoteId, dict[str, ProjectId]]:
    vote, *described = opened
    assert isinstance(vote, VoteOpened)
    return vote.vote, {
        str(event.reference): event.project
        for event in described
        if isinstance(event, ProjectDescribed)
    }


def _imported(
    organisation: OrganisationId, opened: Sequence[Event], declared: Sequence[Event]
) -> Imported:
    vote, *described = opened
    (result,) = [event for event in declared if isinstance(event, ResultCounted)]
    assert isinstance(vote, VoteOpened)
    assert result.allocation is not None
    counted = {count.project: count for count in result.allocation.projects}
    costs = {on_ballot.project: on_ballot.cost_cents for on_ballot in vote.projects}
    return Imported(
        organisation=organisation,
        vote=vote.vote,
        ballots=result.allocation.received,
        projects={
            str(event.reference): ImportedProject(
                votes=counted[event.project].votes,
                cost=costs[event.project],
                funded=counted[event.project].outcome == "funded",
            )
            for event in described
            if isinstance(event, ProjectDescribed)
        },
    )
