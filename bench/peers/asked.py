"""What every log is asked: the boundary of one ballot, and that ballot unless it moved.

The same events with the same bytes are in all of them. ``SAME`` gives them the tags that ours
have; ``BEST`` those that suit a log which looks up every tag on its own and then joins: one
tag of its own for each question, so that no tag is on more events than the question needs.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from adapters.new_id import new_id
from bench.community import Community
from domain import record
from domain.act import AUTHORITY
from domain.events.ballots import BallotCast, VotingClosed
from domain.events.votes import VoteOpened
from domain.ids import BallotId, PersonId
from domain.kernel import Event, Sealed, Selector, select

SAME, BEST = "the same tags", "the tags that suit it best"


class Stored(NamedTuple):
    type: str
    tags: tuple[str, ...]
    record: bytes


class Question(NamedTuple):
    """One ballot of one resident: what it must have seen, and the event itself."""

    resident: PersonId
    boundary: Sequence[Selector]
    event: Stored


class Peer(Protocol):
    """Synchronous; asked by several threads at once."""

    def fill(self, events: Sequence[Stored]) -> None: ...

    def ask(self, question: Question) -> None:
        """Read the boundary, then append if nothing in it came later. Raise if something did."""


def question(community: Community, resident: PersonId, kind: str, at: datetime) -> Question:
    event = BallotCast(
        ballot=BallotId(new_id("ballot")),
        choice=Sealed(sealed="0" * 64),
        vote=community.vote,
        resident=resident,
    )
    written = record.encode(
        event,
        organisation=community.organisation,
        event_id=new_id("event"),
        at=at,
        actor=resident,
    )
    stored = tagged(event, resident, written, kind)
    return Question(resident, _boundary(community, resident, kind), stored)


def tagged(event: Event, actor: str | None, written: bytes, kind: str) -> Stored:
    if kind == SAME:
        return Stored(event.NAME, record.tags(event, actor), written)
    match event:
        case BallotCast(vote=vote, resident=resident):
            own = f"{vote}+{resident}"
        case VoteOpened(vote=vote):
            own = f"rules:{vote}"
        case _:
            own = event.tags[0]
    return Stored(event.NAME, (own,), written)


def _boundary(community: Community, resident: PersonId, kind: str) -> Sequence[Selector]:
    vote = community.vote
    same = kind == SAME
    return [
        select(*AUTHORITY, tags=[resident]),
        select(VoteOpened, VotingClosed, tags=[vote if same else f"rules:{vote}"]),
        select(BallotCast, tags=[resident, vote] if same else [f"{vote}+{resident}"], latest=True),
    ]
