"""What scenarios of the law and of the rules have in common: who there is, and a vote from
the opening to the result."""

from datetime import timedelta
from typing import Any

from domain.bylaws.bylaws import Bylaws
from domain.events.ballots import ResultDeclared
from domain.events.decisions import DecisionOpened
from domain.events.meetings import MeetingCalled
from domain.ids import DecisionId, ItemId, MeetingId, PersonId, SeatId
from tests.bylaws import ASSOCIATION, FOUNDATION
from tests.conftest import StoryClock
from tests.meetings import in_session
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
    EAST,
    NORTH,
    PROFESSIONAL,
    QUESTION,
    SOUTH,
    WEST,
    Community,
    events,
    numbered,
)

MEETING_EAST, MEETING_WEST, MEETING_NORTH = (
    SeatId(numbered("seat", number)) for number in (11, 12, 13)
)
OFFICE = SeatId(numbered("seat", 20))
MEMBERS = {MEETING_EAST: ADA, MEETING_WEST: BEN, MEETING_NORTH: CHEN}

Votes = dict[SeatId, tuple[PersonId, str]]


async def has_bylaws(street: Community, bylaws: Bylaws) -> Community:
    await street.describes(bylaws.legal_form)
    await street.records_bylaws(bylaws)
    return street


async def seats_the_board(street: Community) -> Community:
    """All five seats that the bylaws of the tests know, but one professional's: Ada, Ben and
    Chen are residents, and Dewi waits."""
    await street.registers(ADA, BEN, CHEN, DEWI)
    await street.registers(PROFESSIONAL, standing="professional")
    for seat, holder in ((EAST, ADA), (WEST, BEN), (NORTH, CHEN)):
        await street.establishes(seat)
        await street.fills(seat, holder)
    await street.establishes(OFFICE, kind="professional")
    await street.fills(OFFICE, PROFESSIONAL)
    await street.establishes(SOUTH, kind="professional")
    return street


async def founds_foundation(street: Community, bylaws: Bylaws = FOUNDATION) -> Community:
    return await seats_the_board(await has_bylaws(street, bylaws))


async def founds_association(street: Community, bylaws: Bylaws = ASSOCIATION) -> Community:
    """Ada, Ben and Chen are its members, and sit in the general meeting and on the board."""
    await founds_foundation(street, bylaws)
    for seat, member in MEMBERS.items():
        await street.admits(member)
        await street.establishes(seat, organ="general_meeting")
        await street.fills(seat, member)
    return street


async def meets(street: Community, organ: str = "board") -> ItemId:
    """A meeting of this organ that was called in time is under way; its only item is open."""
    number = 100 + len(await street.history(MeetingCalled))
    meeting, item = MeetingId(numbered("meeting", number)), ItemId(numbered("item", number))
    await in_session(street, organ, meeting=meeting, item=item)
    return item


async def opened(street: Community, **asked: Any) -> DecisionOpened:
    """By a request that says nothing of the rule: it is that of the bylaws. In a meeting of its
    own, unless it names an item or is decided outside."""
    if "item" not in asked and not asked.get("outside_meeting"):
        asked["item"] = await meets(street, asked.get("organ", "board"))
    closes_at = street.ports.clock() + timedelta(days=1)
    stated = {"threshold": None, "quorum": None, "closes_at": closes_at}
    (event,) = events(await street.opens(**{**stated, **asked}))
    assert isinstance(event, DecisionOpened)
    return event


async def settled(
    street: Community, clock: StoryClock, votes: Votes, decision: DecisionId = QUESTION
) -> str:
    """The outcome that is declared once these have voted and a day has passed."""
    for seat, (voter, choice) in votes.items():
        await street.votes(voter, seat, choice, decision=decision)
    clock.pass_by(days=1)
    await street.closes(decision=decision)
    await street.declares(decision=decision)
    declared = (await street.history(ResultDeclared))[-1].event
    assert isinstance(declared, ResultDeclared)
    return declared.outcome


def members_vote(*choices: str) -> Votes:
    """Ada, Ben and Chen in the general meeting, as far as there are choices."""
    seats = zip(MEMBERS.items(), choices, strict=False)
    return {seat: (member, choice) for (seat, member), choice in seats}


def board_votes(*choices: str) -> Votes:
    """Ada, Ben, Chen and the professional on the board, as far as there are choices."""
    board = ((EAST, ADA), (WEST, BEN), (NORTH, CHEN), (OFFICE, PROFESSIONAL))
    seats = zip(board, choices, strict=False)
    return {seat: (holder, choice) for (seat, holder), choice in seats}
