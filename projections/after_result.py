"""What a decision's document says of the time after its result."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import msgspec

from domain.decisions.aftermath import AFTERMATH_EVENTS, MENDS, UNDOES, Undoing
from domain.events.results import (
    ClaimEnded,
    ClaimNoted,
    ConfirmationOpened,
    DecisionAnnulled,
    DecisionConfirmed,
    DecisionFoundVoid,
    DecisionRatified,
    DecisionSentBack,
    DecisionSuspended,
    MinorityStatementAdded,
    ResultChallenged,
    ResultPublished,
    ResultVoided,
)
from domain.ids import DecisionId, PersonId
from domain.kernel import Event
from domain.results.claim_period import claim_until

AFTER_RESULT: Final[tuple[type[Event], ...]] = (
    *AFTERMATH_EVENTS,
    ConfirmationOpened,
    MinorityStatementAdded,
)


class AfterResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``undone_by`` is why the decision has no effect now: nothing, if it has.

    ``claim_until``: until then a court can be asked to annul it, by whoever knows of it from its
    publication; who knew before has less time. Confirmed is what ``confirmed_by`` has cured;
    ``cures`` says which defect a confirmation is about.
    """

    undone_by: tuple[Undoing, ...] = ()
    challenged: int = 0
    """By how many seats."""
    voided_by: DecisionId | None = None
    published_at: datetime | None = None
    claim_until: datetime | None = None
    claims_pending: int = 0
    annulled_at: datetime | None = None
    court: str | None = None
    """The one that annulled it."""
    taken_anew_by: DecisionId | None = None
    suspended: str | None = None
    """On which ground, last."""
    found_void: str | None = None
    passed_over: PersonId | None = None
    passed_over_organ: str | None = None
    ratified: bool = False
    cures: str | None = None
    confirmed_by: DecisionId | None = None
    sent_back_for: str | None = None
    """The affected group."""
    sent_back: str | None = None
    minority_statements: int = 0


def after(known: AfterResult | None, event: Event) -> AfterResult:
    before = known or AfterResult()
    changes = _CHANGES.get(type(event), _nothing)(before, event)
    return msgspec.structs.replace(before, undone_by=_undone_by(before, event), **changes)


def _undone_by(before: AfterResult, event: Event) -> tuple[Undoing, ...]:
    kind = type(event)
    about = UNDOES.get(kind) or MENDS.get(kind)
    rest = tuple(each for each in before.undone_by if each != about)
    return (*rest, UNDOES[kind]) if kind in UNDOES else rest


def _nothing(before: AfterResult, event: Any) -> dict[str, Any]:
    return {}


_CHANGES: dict[type[Event], Callable[[AfterResult, Any], dict[str, Any]]] = {
    ResultChallenged: lambda b, e: {"challenged": b.challenged + 1},
    ResultVoided: lambda b, e: {"voided_by": e.voided_by},
    ResultPublished: lambda b, e: {
        "published_at": e.published_at,
        "claim_until": claim_until(e.published_at),
    },
    ClaimNoted: lambda b, e: {"claims_pending": b.claims_pending + 1},
    ClaimEnded: lambda b, e: {"claims_pending": b.claims_pending - 1},
    DecisionAnnulled: lambda b, e: {
        "annulled_at": e.annulled_at,
        "court": e.court,
        "taken_anew_by": e.taken_anew_by,
    },
    DecisionSuspended: lambda b, e: {"suspended": e.ground},
    DecisionFoundVoid: lambda b, e: {
        "found_void": e.ground,
        "passed_over": e.passed_over,
        "passed_over_organ": e.passed_over_organ,
        "ratified": False,
    },
    DecisionRatified: lambda b, e: {"ratified": True},
    ConfirmationOpened: lambda b, e: {"cures": e.cures},
    DecisionConfirmed: lambda b, e: {"confirmed_by": e.confirmed_by},
    DecisionSentBack: lambda b, e: {"sent_back_for": e.group, "sent_back": e.ground},
    MinorityStatementAdded: lambda b, e: {"minority_statements": b.minority_statements + 1},
}
