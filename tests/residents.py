"""The cast of the tests, and the organisation in which they act."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from adapters.keys import Keys
from adapters.memory.log import MemoryLog
from adapters.new_id import new_id
from adapters.new_seed import new_seed
from adapters.vault import Vault
from domain.act import Act
from domain.ballots.close_voting import CloseVoting
from domain.bylaws.bylaws import Bylaws
from domain.carry_out import Receipt, carry_out
from domain.counting.approval import BallotLimits
from domain.counting.majority import Quorum, Threshold
from domain.decisions.cast_ballot import CastBallotOnDecision
from domain.decisions.count_ballots import CountBallots
from domain.decisions.declare_result import DeclareDecisionResult
from domain.decisions.open_decision import OpenDecision
from domain.erasure.erase_person import ErasePerson
from domain.events.decisions import DecisionOpened
from domain.events.votes import Electorate, GreedyRule
from domain.ids import (
    MACHINE,
    OPERATOR,
    ActionId,
    BylawsId,
    DecisionId,
    ItemId,
    MeetingId,
    OrganisationId,
    PersonId,
    PlanId,
    ProjectId,
    SeatId,
    VoteId,
)
from domain.kernel import Event
from domain.members.admit_member import AdmitMember
from domain.members.end_membership import EndMembership
from domain.organisations.describe_organisation import DescribeOrganisation
from domain.organisations.found_organisation import FoundOrganisation
from domain.organisations.propose_bylaws import ProposeBylaws
from domain.organisations.record_bylaws import RecordBylaws
from domain.organisations.record_deed import RecordDeed
from domain.persons.grant_role import GrantRole
from domain.persons.register_person import RegisterPerson
from domain.plans.propose_plan import ProposePlan
from domain.ports import Clock, Opened, Ports
from domain.record import Recorded, decode
from domain.seats.establish_seat import EstablishSeat
from domain.seats.fill_seat import FillSeat
from domain.seats.vacate_seat import VacateSeat
from domain.votes.cast_ballot import CastBallotInVote
from domain.votes.declare_result import DeclareVoteResult
from domain.votes.open_vote import NewProject, OpenVote


def numbered(kind: str, number: int) -> str:
    return f"{kind}:{UUID(int=number)}"


DE_PIJP = OrganisationId(numbered("organisation", 1))
DE_BAARSJES = OrganisationId(numbered("organisation", 2))
CLERK, ADA, BEN, CHEN, DEWI, PROFESSIONAL, STRANGER = (
    PersonId(numbered("person", number)) for number in range(1, 8)
)
WAS_HERE = PersonId(numbered("person", 8))
EAST, WEST, NORTH, SOUTH = (SeatId(numbered("seat", number)) for number in range(1, 5))
GARDEN = PlanId(numbered("plan", 1))
QUESTION = DecisionId(numbered("decision", 1))
VOTE = VoteId(numbered("vote", 1))
FIRST_BYLAWS, NEW_BYLAWS = (BylawsId(numbered("bylaws", number)) for number in (1, 2))
MEETING, SECOND_MEETING = (MeetingId(numbered("meeting", number)) for number in (1, 2))
ITEM, NEXT_ITEM = (ItemId(numbered("item", number)) for number in (1, 2))
SEED = bytes(range(32))
ACTION = ActionId(numbered("action", 1))
BENCH, MURAL, SWING = (ProjectId(numbered("project", number)) for number in range(1, 4))

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
TOMORROW = NOON + timedelta(days=1)
NEXT_WEEK = NOON + timedelta(days=7)
NEXT_YEAR = NOON + timedelta(days=365)

MORE_THAN_HALF = Threshold(numerator=1, denominator=2, comparison=">", of="for_and_against")
HALF_OF_THE_SEATS = Quorum(numerator=1, denominator=2, comparison=">=")

PROJECTS = (
    NewProject(name="A bench", cost_cents=60_00),
    NewProject(name="A mural", cost_cents=50_00),
    NewProject(name="A swing", cost_cents=40_00),
)


def in_memory(clock: Clock, keys: Keys, log: MemoryLog | None = None) -> Ports:
    log = log or MemoryLog()
    return Ports(log=log, vault=Vault(keys, log), clock=clock, new_id=new_id, new_seed=new_seed)


class Community:
    """One organisation over any log. Whatever happens in it happens by ``carry_out``."""

    def __init__(self, ports: Ports, organisation: OrganisationId = DE_PIJP) -> None:
        self.ports, self.organisation = ports, organisation
        self.item: ItemId | None = None
        """The open item of a meeting, on which decisions are opened unless they say otherwise."""

    async def does(self, actor: PersonId, act: type[Act], **asked: Any) -> Receipt:
        asked = {"organisation": self.organisation, "at": self.ports.clock(), **asked}
        return await carry_out(self.ports, act, actor=actor, **asked)

    async def history(self, *events: type[Event]) -> list[Recorded]:
        page, _ = await self.ports.log.read_page(
            self.organisation,
            after=0,
            limit=1_000_000,
            types=[event.NAME for event in events],
        )
        return [decode(stored.position, stored.record) for stored in page]

    async def unsealed(self, holder: str) -> Mapping[str, Opened]:
        """What the vault shows of all that was sealed for ``holder``."""
        page, _ = await self.ports.log.read_page(self.organisation, after=0, limit=1_000_000)
        records = {}
        for stored in page:
            event = decode(stored.position, stored.record).event
            for field in event.SEALED_UNDER:
                if (value := getattr(event, field)) is not None:
                    records[value.sealed] = stored.record
        return await self.ports.vault.open(self.organisation, holder, records)

    async def is_founded(self, **asked: Any) -> Receipt:
        given = {"name": "Wijkraad", "clerk_name": "Fatima", "clerk_identifier": "clerk@street"}
        return await self.does(OPERATOR, FoundOrganisation, clerk=CLERK, **{**given, **asked})

    async def describes(self, legal_form: str = "foundation", **asked: Any) -> Receipt:
        return await self.does(CLERK, DescribeOrganisation, legal_form=legal_form, **asked)

    async def records_bylaws(self, content: Bylaws, **asked: Any) -> Receipt:
        given = {"bylaws": FIRST_BYLAWS, "in_force_from": NOON}
        return await self.does(CLERK, RecordBylaws, content=content, **{**given, **asked})

    async def proposes_bylaws(self, content: Bylaws, **asked: Any) -> Receipt:
        return await self.does(
            CLERK, ProposeBylaws, content=content, **{"bylaws": NEW_BYLAWS, **asked}
        )

    async def records_deed(self, **asked: Any) -> Receipt:
        given = {"bylaws": NEW_BYLAWS, "notary": "mr. De Wit", "executed_at": self.ports.clock()}
        return await self.does(CLERK, RecordDeed, **{**given, **asked})

    async def admits(self, person: PersonId, **asked: Any) -> Receipt:
        return await self.does(CLERK, AdmitMember, person=person, **{"member_from": NOON, **asked})

    async def ends_membership(self, person: PersonId, **asked: Any) -> Receipt:
        given = {"member_until": TOMORROW, "reason": "resignation"}
        return await self.does(CLERK, EndMembership, person=person, **{**given, **asked})

    async def registers(self, *persons: PersonId, **asked: Any) -> None:
        for person in persons:
            given = {"identifier": f"{person}@street", "standing": "resident", "name": "Somebody"}
            await self.does(CLERK, RegisterPerson, person=person, **{**given, **asked})

    async def unknown_persons(self) -> tuple[PersonId, PersonId]:
        """Somebody who never was registered, and somebody who was erased."""
        await self.registers(WAS_HERE)
        await self.does(CLERK, ErasePerson, person=WAS_HERE)
        return STRANGER, WAS_HERE

    async def grants(self, person: PersonId, role: str) -> Receipt:
        return await self.does(CLERK, GrantRole, person=person, role=role)

    async def establishes(self, seat: SeatId, **asked: Any) -> Receipt:
        given = {"organ": "board", "kind": "resident", "title": "A seat"}
        return await self.does(CLERK, EstablishSeat, seat=seat, **{**given, **asked})

    async def fills(self, seat: SeatId, holder: PersonId, **asked: Any) -> Receipt:
        term = {"term_from": NOON, "term_until": NEXT_YEAR}
        return await self.does(CLERK, FillSeat, seat=seat, holder=holder, **{**term, **asked})

    async def vacates(self, seat: SeatId, at: datetime | None = None) -> Receipt:
        left = at or self.ports.clock()
        return await self.does(CLERK, VacateSeat, seat=seat, vacated_at=left, reason="resignation")

    async def has_a_board(self) -> None:
        """Ada in the east, Ben in the west and Chen in the north; the south is vacant."""
        await self.registers(ADA, BEN, CHEN, DEWI)
        for seat in (EAST, WEST, NORTH, SOUTH):
            await self.establishes(seat)
        for seat, holder in ((EAST, ADA), (WEST, BEN), (NORTH, CHEN)):
            await self.fills(seat, holder)

    async def proposes(self, actor: PersonId = ADA, **asked: Any) -> Receipt:
        given = {"title": "A garden", "text": "Beans and flowers.", "theme": "urban gardens"}
        return await self.does(actor, ProposePlan, **{"plan": GARDEN, **given, **asked})

    async def opens(self, actor: PersonId = CLERK, **asked: Any) -> Receipt:
        given = {
            "decision": QUESTION,
            "organ": "board",
            "question": "Shall we?",
            "threshold": MORE_THAN_HALF,
            "quorum": HALF_OF_THE_SEATS,
            "closes_at": TOMORROW,
            "seed": SEED,
            "option_ids": tuple(
                numbered("option", n) for n, _ in enumerate(asked.get("options") or (), 1)
            ),
        }
        if not asked.get("outside_meeting"):
            given["item"] = self.item
        return await self.does(actor, OpenDecision, **{**given, **asked})

    async def votes(self, actor: PersonId, seat: SeatId, choice: str, **asked: Any) -> Receipt:
        given = {"ballot": new_id("ballot"), "decision": QUESTION}
        return await self.does(
            actor, CastBallotOnDecision, seat=seat, choice=choice, **{**given, **asked}
        )

    async def closes(self, actor: PersonId = MACHINE, **asked: Any) -> Receipt:
        subject = asked or {"decision": QUESTION}
        return await self.does(actor, CloseVoting, **subject)

    async def counts(self, actor: PersonId = MACHINE, **asked: Any) -> Receipt:
        given = {"decision": QUESTION, "seed": SEED}
        return await self.does(actor, CountBallots, **{**given, **asked})

    async def declares(self, actor: PersonId = MACHINE, **asked: Any) -> Receipt:
        """In a meeting the machine counts before, and the clerk records what the chair declares."""
        given = {"decision": QUESTION, "seed": SEED, **asked}
        opened = [r.event for r in await self.history(DecisionOpened)]
        if actor == MACHINE and any(
            e.meeting is not None and e.decision == given["decision"] for e in opened
        ):
            await self.counts(**given)
            actor = CLERK
        return await self.does(actor, DeclareDecisionResult, **given)

    async def opens_vote(self, actor: PersonId = CLERK, **asked: Any) -> Receipt:
        given = {
            "vote": VOTE,
            "project_ids": (BENCH, MURAL, SWING),
            "title": "Our street",
            "currency": "EUR",
            "budget_cents": 100_00,
            "projects": PROJECTS,
            "limits": BallotLimits(),
            "allocation": GreedyRule(over_budget="stop", group_caps=()),
            "electorate": Electorate(),
            "effect": "advisory",
            "secrecy": "open",
            "closes_at": TOMORROW,
            "seed": SEED,
        }
        return await self.does(actor, OpenVote, **{**given, **asked})

    async def approves(
        self, actor: PersonId, projects: Sequence[ProjectId], **asked: Any
    ) -> Receipt:
        given = {
            "ballot": new_id("ballot"),
            "seed": SEED,
            "vote": VOTE,
            "projects": tuple(projects),
        }
        return await self.does(actor, CastBallotInVote, **{**given, **asked})

    async def declares_vote(self, actor: PersonId = MACHINE, **asked: Any) -> Receipt:
        return await self.does(actor, DeclareVoteResult, **{"vote": VOTE, "seed": SEED, **asked})


def events(receipt: Receipt) -> list[Event]:
    return [recorded.event for recorded in receipt.recorded]
