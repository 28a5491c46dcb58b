"""The ballots, one document each. What was chosen is there once the box was opened."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import datetime

import msgspec

from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    BallotWithdrawn,
    OpenedLine,
)
from domain.ids import (
    BallotId,
    DecisionId,
    OptionId,
    PersonId,
    ProjectId,
    ProxyId,
    SeatId,
    VoteId,
)
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import oldest_first


class Ballot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``choice`` and ``salt`` (hex) can be checked against ``commitment`` (hex).

    ``voided`` is the ground on which the ballot does not count.
    """

    ballot: BallotId
    cast_at: datetime
    position: int
    commitment: str
    decision: DecisionId | None = None
    vote: VoteId | None = None
    seat: SeatId | None = None
    resident: PersonId | None = None
    replaces: BallotId | None = None
    replaced_by: BallotId | None = None
    voided: str | None = None
    withdrawn: bool = False
    proxy: ProxyId | None = None
    choice: str | tuple[ProjectId | tuple[OptionId, ...], ...] | None = None
    salt: str | None = None
    points: tuple[int, ...] | None = None


class Ballots:
    NAME = "ballots"
    VERSION = 3
    FOLLOWS: tuple[type[Event], ...] = (BallotCast, BallotVoided, BallotWithdrawn, BallotsOpened)
    DOCUMENT = Ballot

    def touches(self, event: Event) -> Iterable[str]:
        """Lines of a secret ballot name no ballot, and touch none."""
        assert isinstance(event, BallotCast | BallotVoided | BallotWithdrawn | BallotsOpened)
        subject = event.decision or event.vote
        if isinstance(event, BallotsOpened):
            opened = [line.ballot for line in event.lines if line.ballot is not None]
            return [ballot_document(subject, ballot) for ballot in opened]
        own = ballot_document(subject, event.ballot)
        if not isinstance(event, BallotCast) or event.replaces is None:
            return (own,)
        return (own, ballot_document(subject, event.replaces))

    def feeds(self, document_id: str) -> Sequence[Selector]:
        """A ballot does not carry the tag of what replaces it, nor an opening that of its
        ballots: so all that happened to the ballots of this decision or vote."""
        subject, _, _ = document_id.partition("/")
        return [select(*self.FOLLOWS, tags=[subject])]

    def apply(self, documents: MutableMapping[str, Ballot], recorded: Recorded) -> None:
        match recorded.event:
            case BallotCast() as event:
                subject = event.decision or event.vote
                documents[ballot_document(subject, event.ballot)] = _cast(event, recorded)
                if event.replaces is not None:
                    name = ballot_document(subject, event.replaces)
                    documents[name] = msgspec.structs.replace(
                        documents[name], replaced_by=event.ballot
                    )
            case BallotVoided(ground=ground) as event:
                for name in self.touches(event):
                    documents[name] = msgspec.structs.replace(documents[name], voided=ground)
            case BallotWithdrawn() as event:
                for name in self.touches(event):
                    documents[name] = msgspec.structs.replace(documents[name], withdrawn=True)
            case BallotsOpened() as event:
                _open(documents, event.decision or event.vote, event.lines)

    def index(self, document: Ballot) -> Iterable[Entry]:
        """List "ballots", in order of casting; filter: the decision or vote."""
        subject = str(document.decision or document.vote)
        return [Entry("ballots", subject, oldest_first(document.position))]


def ballot_document(subject: DecisionId | VoteId | None, ballot: BallotId) -> str:
    """A ballot is found under its decision or vote and itself: only the first leads to all
    events about it."""
    return f"{subject}/{ballot}"


def _cast(event: BallotCast, recorded: Recorded) -> Ballot:
    return Ballot(
        ballot=event.ballot,
        cast_at=recorded.time,
        position=recorded.position,
        commitment=event.choice.sealed,
        decision=event.decision,
        vote=event.vote,
        seat=event.seat,
        resident=event.resident,
        replaces=event.replaces,
        proxy=event.proxy,
    )


def _open(
    documents: MutableMapping[str, Ballot],
    subject: DecisionId | VoteId | None,
    lines: Iterable[OpenedLine],
) -> None:
    for line in lines:
        if line.ballot is not None:
            name = ballot_document(subject, line.ballot)
            documents[name] = msgspec.structs.replace(
                documents[name], choice=line.choice, salt=line.salt, points=line.points
            )


BALLOTS: Projection[Ballot] = Ballots()
