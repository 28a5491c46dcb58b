"""What became of a declared result: the fold that every rule about it shares."""

from datetime import datetime
from typing import Final, Literal

from domain.events.results import (
    ClaimEnded,
    ClaimNoted,
    DecisionAnnulled,
    DecisionConfirmed,
    DecisionFoundVoid,
    DecisionRatified,
    DecisionSentBack,
    DecisionSuspended,
    DecisionSuspensionLifted,
    ResultChallenged,
    ResultPublished,
    ResultVoided,
)
from domain.ids import ClaimId, SeatId
from domain.kernel import Event

Undoing = Literal["re_vote", "annulment", "suspension", "nullity", "sending_back"]
"""Why a decision that was taken has no effect."""

UNDOES: Final[dict[type[Event], Undoing]] = {
    ResultVoided: "re_vote",
    DecisionAnnulled: "annulment",
    DecisionSuspended: "suspension",
    DecisionFoundVoid: "nullity",
    DecisionSentBack: "sending_back",
}
MENDS: Final[dict[type[Event], Undoing]] = {
    DecisionSuspensionLifted: "suspension",
    DecisionRatified: "nullity",
}

AFTERMATH_EVENTS: Final[tuple[type[Event], ...]] = (
    ResultChallenged,
    ResultPublished,
    ClaimNoted,
    ClaimEnded,
    DecisionConfirmed,
    *UNDOES,
    *MENDS,
)
"""Each carries its decision as a tag."""


class Aftermath:
    """Of one decision. Events may be shown in any order."""

    def __init__(self) -> None:
        self._known: dict[int, Event] = {}

    def see(self, event: Event, position: int) -> None:
        self._known[position] = event

    @property
    def challengers(self) -> set[SeatId]:
        return {event.seat for event in self._events() if isinstance(event, ResultChallenged)}

    @property
    def published(self) -> bool:
        return any(isinstance(event, ResultPublished) for event in self._events())

    @property
    def confirmed(self) -> bool:
        return any(isinstance(event, DecisionConfirmed) for event in self._events())

    @property
    def found_void(self) -> DecisionFoundVoid | None:
        """The last finding; it may have been ratified since."""
        found = [event for event in self._events() if isinstance(event, DecisionFoundVoid)]
        return found[-1] if found else None

    @property
    def claims(self) -> dict[ClaimId, ClaimNoted]:
        return {event.claim: event for event in self._events() if isinstance(event, ClaimNoted)}

    @property
    def pending(self) -> dict[ClaimId, ClaimNoted]:
        ended = {event.claim for event in self._events() if isinstance(event, ClaimEnded)}
        return {claim: noted for claim, noted in self.claims.items() if claim not in ended}

    def pending_since_before(self, moment: datetime) -> set[ClaimId]:
        """While there is one, a confirmation of that moment has no effect (2:15(6))."""
        return {claim for claim, noted in self.pending.items() if noted.filed_at < moment}

    @property
    def undone_by(self) -> set[Undoing]:
        """Empty if what was decided has its effects."""
        found: set[Undoing] = set()
        for event in self._events():
            if type(event) in UNDOES:
                found.add(UNDOES[type(event)])
            elif type(event) in MENDS:
                found.discard(MENDS[type(event)])
        return found

    @property
    def can_be_confirmed(self) -> bool:
        """Void, annulled or put to a new vote: then there is nothing left to confirm."""
        return self.undone_by.isdisjoint({"nullity", "annulment", "re_vote"})

    def sent_back_at(self) -> int | None:
        """The position."""
        for position, event in self._known.items():
            if isinstance(event, DecisionSentBack):
                return position
        return None

    def _events(self) -> list[Event]:
        return [self._known[position] for position in sorted(self._known)]
