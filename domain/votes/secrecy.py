"""When the ballots of a neighbourhood vote stay secret, and what is said of it."""

from collections.abc import Sequence

from domain.bylaws.bylaws import Bylaws
from domain.decisions.secrecy import DEFAULT_MINIMUM, said_of_secrecy, with_code_shown_once
from domain.events.votes import VoteOpened


def minimum_by(bylaws: Bylaws | None) -> int:
    """So many ballots there must be at the least, or none of them is opened."""
    return DEFAULT_MINIMUM if bylaws is None else bylaws.ballots.secrecy_minimum


def trackers_by(bylaws: Bylaws | None, entitled: int) -> bool:
    if bylaws is None or bylaws.ballots.trackers == "off":
        return False
    return entitled >= bylaws.ballots.trackers_from_entitled


def too_few(opened: VoteOpened, ballots: int) -> bool:
    """To be opened: then the box is destroyed instead."""
    return opened.secrecy == "secret" and ballots < minimum_of(opened)


def minimum_of(opened: VoteOpened) -> int:
    return DEFAULT_MINIMUM if opened.secrecy_minimum is None else opened.secrecy_minimum


def notices(opened: VoteOpened) -> Sequence[str]:
    """What is said before anybody votes in secret; nothing of other votes."""
    if opened.secrecy != "secret":
        return ()
    ranked = len(opened.projects) if opened.form == "ranked" else 0
    return said_of_secrecy(opened.trackers, ranked=ranked, entitled=opened.entitled)


def said_on_casting(opened: VoteOpened, *, first_time: bool) -> tuple[str, ...]:
    """With the answer to a ballot; ``first_time`` unless the same command is sent again."""
    return with_code_shown_once(notices(opened), opened.trackers, first_time=first_time)
