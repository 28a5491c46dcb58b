"""Who decides when recusal leaves no valid decision possible (articles 2:44(6) and 2:291(6))."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from domain.bylaws.bylaws import Bylaws, LegalForm
from domain.counting.quorum import obstacle
from domain.decisions.at_the_close import quorum_rule
from domain.decisions.sees_voting import SeesVoting
from domain.decisions.voting import Voting
from domain.kernel import Selector, select
from domain.meetings.notice import GENERAL_MEETING
from domain.meetings.on_one_meeting import require_chair
from domain.organisations.described import DESCRIPTION, SeesDescription
from domain.organisations.errors import NotDescribed
from domain.organisations.versions import SeesBylaws
from domain.recusals.errors import DecisionPossible
from domain.seats.register import SEAT_EVENTS, SeesSeats

SUPERVISORY_BOARD = "supervisory_board"
ITSELF: Literal["board_in_writing"] = "board_in_writing"


def decides_instead(
    organ: str, bylaws: Bylaws | None, legal_form: LegalForm, *, supervised: bool
) -> str:
    """An organ, or ``board_in_writing`` for the organ itself.

    What the bylaws name comes first. Otherwise the supervisory board, if there is one; without
    one, or for its own decisions, the general meeting, or in a foundation the organ itself.
    """
    if bylaws is not None:
        first: str = bylaws.recusal.decided_by
    else:
        first = SUPERVISORY_BOARD if supervised else _last(legal_form)
    if organ != first:
        return ITSELF if organ == GENERAL_MEETING else first
    last = _last(legal_form)
    return ITSELF if organ == last else last


def _last(legal_form: LegalForm) -> str:
    return ITSELF if legal_form == "foundation" else GENERAL_MEETING


@dataclass(kw_only=True)
class OnTheLadder(SeesVoting, SeesSeats, SeesBylaws, SeesDescription):
    """The clerk or the chair, for an organ in which recusal leaves no valid decision possible."""

    def boundary(self) -> Sequence[Selector]:
        supervisors = select(*SEAT_EVENTS, tags=[f"organ:{SUPERVISORY_BOARD}"])
        return [*super().boundary(), *self.all_versions(), DESCRIPTION, supervisors]

    def require_lead(self) -> None:
        """Raise DecisionNotFound, ChairOrClerkRequired."""
        self.require_member()
        organ = self.opened.organ
        if "clerk" not in self.actor_roles:
            require_chair(self.voting.seats_now(), organ, self.actor, self.at)

    def require_obstacle(self) -> None:
        """Raise DecisionPossible."""
        if not only_recusal_hinders(self.voting):
            raise DecisionPossible(decision=self.decision)

    def instead(self) -> str:
        """Raise NotDescribed where neither bylaws nor legal form say what the law asks."""
        version = self.versions.in_force(self.at)
        bylaws = None if version is None else version.content
        legal_form = self.legal_form if bylaws is None else bylaws.legal_form
        if legal_form is None:
            raise NotDescribed
        supervised = bool(self.register.in_office(SUPERVISORY_BOARD, self.at))
        return decides_instead(self.opened.organ, bylaws, legal_form, supervised=supervised)


def only_recusal_hinders(voting: Voting) -> bool:
    """Whether, if everybody came who may vote, a valid decision would be possible but for the
    recusals."""
    opened, close = voting.opened, voting.at_the_close()
    assert opened is not None
    rule, least = quorum_rule(opened), opened.min_voters
    nobody_recused = [replace(seat, recused=False) for seat in close.in_office]
    return (
        obstacle(close.in_office, rule, min_voters=least) is not None
        and obstacle(nobody_recused, rule, min_voters=least) is None
    )
