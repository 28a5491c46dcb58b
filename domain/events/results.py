"""What becomes of a declared result: challenged, published, claimed against, undone, confirmed.

Of ``court`` (with the number of its case) and ``by_decision`` (that of an organ, adopted)
exactly one is there, where an event has them: whose word it is.
"""

from datetime import datetime
from typing import ClassVar, Literal

from domain.ids import ClaimId, DecisionId, PersonId, SeatId, StatementId
from domain.kernel import Event, Published

Notice = Literal["notice", "knowledge"]
"""They were notified, or they came to know of it by themselves."""
Defect = Literal["how_it_came_about", "reasonableness", "regulations"]
"""Why a decision can be annulled: article 2:15(1), a, b and c."""
EndOfClaim = Literal["annulled", "dismissed", "withdrawn", "settled"]


class ResultChallenged(Event, frozen=True, kw_only=True):
    """A seat says that what was declared in the meeting is not right, and wants a new vote."""

    NAME: ClassVar = "result.challenged"
    TAGGED_BY: ClassVar = ("decision", "seat")

    decision: DecisionId
    seat: SeatId


class ResultVoided(Event, frozen=True, kw_only=True):
    """The new vote ``voided_by`` has taken its place, whatever the new vote has brought."""

    NAME: ClassVar = "result.voided"
    TAGGED_BY: ClassVar = ("decision", "voided_by")

    decision: DecisionId
    voided_by: DecisionId


class ResultPublished(Event, frozen=True, kw_only=True):
    """Known well enough to everybody: from the end of this day on the year for a claim runs."""

    NAME: ClassVar = "result.published"
    TAGGED_BY: ClassVar = ("decision",)

    decision: DecisionId
    published_at: datetime


class NoticeNoted(Event, frozen=True, kw_only=True):
    """For ``person`` the year for a claim runs from the end of this day at the latest."""

    NAME: ClassVar = "notice.noted"
    TAGGED_BY: ClassVar = ("decision", "person")

    decision: DecisionId
    person: PersonId
    noticed_at: datetime
    how: Notice


class ClaimNoted(Event, frozen=True, kw_only=True):
    """Somebody asks a court to annul the decision; ``defect`` is what they say is wrong."""

    NAME: ClassVar = "claim.noted"
    TAGGED_BY: ClassVar = ("claim", "decision")

    claim: ClaimId
    decision: DecisionId
    court: Published
    filed_at: datetime
    case_number: Published | None = None
    defect: Defect | None = None


class ClaimEnded(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "claim.ended"
    TAGGED_BY: ClassVar = ("claim", "decision")

    claim: ClaimId
    decision: DecisionId
    ended_at: datetime
    how: EndOfClaim


class DecisionAnnulled(Event, frozen=True, kw_only=True):
    """By a court. ``taken_anew_by``: it counts as taken anew by the decision that had confirmed
    it while the claim was pending (2:15(6))."""

    NAME: ClassVar = "decision.annulled"
    TAGGED_BY: ClassVar = ("decision", "claim", "taken_anew_by")

    decision: DecisionId
    court: Published
    case_number: Published
    annulled_at: datetime
    claim: ClaimId | None = None
    taken_anew_by: DecisionId | None = None


class DecisionSuspended(Event, frozen=True, kw_only=True):
    """It has no effect until the suspension is lifted."""

    NAME: ClassVar = "decision.suspended"
    TAGGED_BY: ClassVar = ("decision", "by_decision")

    decision: DecisionId
    ground: Published
    court: Published | None = None
    case_number: Published | None = None
    by_decision: DecisionId | None = None


class DecisionSuspensionLifted(Event, frozen=True, kw_only=True):
    NAME: ClassVar = "decision.suspension_lifted"
    TAGGED_BY: ClassVar = ("decision", "by_decision")

    decision: DecisionId
    court: Published | None = None
    case_number: Published | None = None
    by_decision: DecisionId | None = None


class DecisionFoundVoid(Event, frozen=True, kw_only=True):
    """Void from the beginning, by law (2:14). If somebody was passed over who had to act or to
    be told before, a person or an organ, then they alone can ratify it, until ``ratify_by``."""

    NAME: ClassVar = "decision.found_void"
    TAGGED_BY: ClassVar = ("decision", "by_decision", "passed_over")

    decision: DecisionId
    ground: Published
    court: Published | None = None
    case_number: Published | None = None
    by_decision: DecisionId | None = None
    passed_over: PersonId | None = None
    passed_over_organ: str | None = None
    ratify_by: datetime | None = None


class DecisionRatified(Event, frozen=True, kw_only=True):
    """By the person who was passed over, or by the organ that was, with a decision of its own."""

    NAME: ClassVar = "decision.ratified"
    TAGGED_BY: ClassVar = ("decision", "by_decision", "person")

    decision: DecisionId
    person: PersonId | None = None
    by_decision: DecisionId | None = None


class ConfirmationOpened(Event, frozen=True, kw_only=True):
    """``confirmation`` is the vote on whether to confirm, ``cures`` the defect that it cures."""

    NAME: ClassVar = "confirmation.opened"
    TAGGED_BY: ClassVar = ("decision", "confirmation")

    decision: DecisionId
    confirmation: DecisionId
    cures: Published


class DecisionConfirmed(Event, frozen=True, kw_only=True):
    """From here on the defect is no reason any more to annul it."""

    NAME: ClassVar = "decision.confirmed"
    TAGGED_BY: ClassVar = ("decision", "confirmed_by")

    decision: DecisionId
    confirmed_by: DecisionId


class MinorityStatementAdded(Event, frozen=True, kw_only=True):
    """What a seat that was entitled wants to be read with the decision, for ever."""

    NAME: ClassVar = "minority_statement.added"
    TAGGED_BY: ClassVar = ("statement", "decision", "seat", "person")

    statement: StatementId
    decision: DecisionId
    seat: SeatId
    person: PersonId
    text: Published


class DecisionSentBack(Event, frozen=True, kw_only=True):
    """By who speaks for an affected ``group``, once in a case: it is talked about again, and
    then decided anew."""

    NAME: ClassVar = "decision.sent_back"
    TAGGED_BY: ClassVar = ("decision", "case")

    decision: DecisionId
    case: DecisionId
    group: Published
    spokesperson: PersonId
    ground: Published
