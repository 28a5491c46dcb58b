"""Whether a proposal has consent: nobody asked has an objection that stands."""

from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from domain.ids import ArgumentId

Reason = Literal["consent", "no_quorum", "too_few_voters", "unanswered", "objections"]


class ConsentCount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``asked`` seats, of which ``consented`` and ``objected`` answered.

    ``standing`` are the arguments that qualify as objections and are not resolved: one is
    enough. Who objects with no argument that stands is heard, and stops nothing.
    """

    asked: int
    consented: int
    objected: int
    unanswered: int
    standing: tuple[ArgumentId, ...]
    passed: bool
    reason: Reason


def count_consent(
    *,
    asked: int,
    consented: int,
    objected: int,
    standing: Collection[ArgumentId],
    quorum_holds: bool,
    min_voters: int,
    silence_is_consent: bool,
) -> ConsentCount:
    """In a meeting who is there and says nothing consents; outside one each seat answers.

    ``reason`` is the first obstacle met. ValueError if more answered than were asked.
    """
    unanswered = asked - consented - objected
    if unanswered < 0:
        raise ValueError("More seats answered than were asked.")
    reason: Reason = "consent"
    if not quorum_holds:
        reason = "no_quorum"
    elif asked < min_voters:
        reason = "too_few_voters"
    elif standing:
        reason = "objections"
    elif unanswered and not silence_is_consent:
        reason = "unanswered"
    return ConsentCount(
        asked=asked,
        consented=consented,
        objected=objected,
        unanswered=unanswered,
        standing=tuple(sorted(standing)),
        passed=reason == "consent",
        reason=reason,
    )
