"""A voting day in numbers: codes, paper, duplicates, outages and help; one document a vote."""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import Final

import msgspec

from domain.events.ballots import BallotVoided
from domain.events.votes import VoteOpened
from domain.events.voting_days import (
    AccessCodeIssued,
    OutageRecorded,
    PaperBallotEntered,
    PaperBallotIssued,
    VotingHelpGiven,
)
from domain.ids import VoteId
from domain.kernel import Event, Selector, select
from domain.record import Recorded
from domain.votes.papers import is_complete
from projections.base import Entry, Projection


class VotingDay(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``codes`` residents have a code, and ``codes_void`` earlier codes are void.

    Of the paper ballots ``paper_issued`` were given out, ``paper_entered`` were read by
    somebody, ``paper_complete`` by as many as must; ``paper_disagreeing`` wait for a third.
    ``duplicates`` are ballots voided since their human had another one.
    """

    vote: VoteId
    codes: int = 0
    codes_void: int = 0
    paper_issued: int = 0
    paper_entered: int = 0
    paper_complete: int = 0
    paper_disagreeing: int = 0
    duplicates: int = 0
    outages: int = 0
    help_given: int = 0


class VotingDays:
    NAME = "voting_days"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        VoteOpened,
        AccessCodeIssued,
        PaperBallotIssued,
        PaperBallotEntered,
        BallotVoided,
        OutageRecorded,
        VotingHelpGiven,
    )
    DOCUMENT = VotingDay

    def touches(self, event: Event) -> Iterable[str]:
        vote: VoteId | None = getattr(event, "vote", None)
        return () if vote is None else (vote,)

    def feeds(self, document_id: str) -> Sequence[Selector]:
        return [select(*self.FOLLOWS, tags=[document_id])]

    def apply(self, documents: MutableMapping[str, VotingDay], recorded: Recorded) -> None:
        for vote in self.touches(recorded.event):
            if isinstance(recorded.event, VoteOpened):
                documents[vote] = VotingDay(vote=VoteId(vote))
            else:
                documents[vote] = _after(documents[vote], recorded.event)

    def index(self, document: VotingDay) -> Iterable[Entry]:
        """Found by its vote."""
        return ()


COUNTED: Final[Mapping[type[Event], str]] = {
    PaperBallotIssued: "paper_issued",
    OutageRecorded: "outages",
    VotingHelpGiven: "help_given",
}


def _after(day: VotingDay, event: Event) -> VotingDay:
    counted = _counted(event)
    changed = {} if counted is None else {counted: getattr(day, counted) + 1}
    if isinstance(event, PaperBallotEntered) and event.entry == 3:
        changed["paper_disagreeing"] = day.paper_disagreeing - 1
    return msgspec.structs.replace(day, **changed)


def _counted(event: Event) -> str | None:
    """The number that is one more with this event."""
    match event:
        case AccessCodeIssued():
            return "codes" if event.replaces_sha256 is None else "codes_void"
        case BallotVoided():
            return "duplicates" if event.ground == "duplicate" else None
        case PaperBallotEntered(entry=1):
            return "paper_entered"
        case PaperBallotEntered():
            return "paper_complete" if is_complete([event]) else "paper_disagreeing"
    return COUNTED[type(event)]


VOTING_DAYS: Projection[VotingDay] = VotingDays()
