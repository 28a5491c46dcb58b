"""Why a command was refused.

Refusal                somebody asked for what cannot be
  NotEntitled          this person may not do this
  NotFound             nothing of this identity was ever recorded here
  RuleSaysNo           a rule of the community says no
  OtherBody            the command id was used for something else
  CannotAnswerNow      nothing is wrong with the request; try again
"""

from typing import ClassVar


class Refusal(Exception):
    """The docstring is the sentence shown to residents; ``code`` is the contract.

    ``facts`` are identifiers and limits, never personal text and never a choice.
    """

    code: ClassVar[str]

    def __init__(self, **facts: str | int) -> None:
        super().__init__(" ".join((self.__doc__ or "").split()))
        self.facts = facts


class NotEntitled(Refusal):
    """You may not do this here."""


class NotFound(Refusal):
    """Nothing is recorded under this identifier."""


class RuleSaysNo(Refusal):
    """A rule of the community does not allow this."""


class OtherBody(Refusal):
    """This Idempotency-Key was used before for a different request."""

    code = "idempotency_key.other_body"


class CannotAnswerNow(Refusal):
    """Nothing is wrong with the request, but it cannot be answered now. Try again."""


class TooMuchAtOnce(CannotAnswerNow):
    """Others were changing the same thing at the same moment. Nothing was recorded; try again."""

    code = "concurrent_change"


class OutcomeUnknown(CannotAnswerNow):
    """The database went away before it answered. Ask again with the same Idempotency-Key."""

    code = "outcome_unknown"


class DatabaseAway(CannotAnswerNow):
    """The database cannot be reached just now. Nothing was recorded; try again."""

    code = "database_away"


class TooBusy(CannotAnswerNow):
    """Too many are asking at the same moment. Nothing was recorded; try again."""

    code = "too_busy"


class RecordTooLarge(RuleSaysNo):
    """What this act would record is larger than a record may be (65,535 bytes)."""

    code = "record.too_large"


class OrganisationNotFound(NotFound):
    """There is no such organisation, or it is not yours to see."""

    code = "organisation.not_found"


class RoleRequired(NotEntitled):
    """Only somebody with this role may do this."""

    code = "role.required"


class OperatorOnlyFounds(NotEntitled):
    """An operator founds organisations and does nothing else in them."""

    code = "operator.only_founds"
