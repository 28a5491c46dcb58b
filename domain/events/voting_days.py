"""What a voting day brings beside ballots: codes, paper, duplicates, outages, help at the table."""

from datetime import datetime
from typing import ClassVar

from domain.ids import OutageId, PersonId, VoteId
from domain.kernel import Event, Sealed


class AccessCodeIssued(Event, frozen=True, kw_only=True):
    """For one resident in one vote; it takes the place of the code ``replaces_sha256``.

    ``code_sha256`` is all that is kept of the code, see ``domain.votes.access_codes``.
    """

    NAME: ClassVar = "access_code.issued"
    TAGGED_BY: ClassVar = ("vote", "resident", "code_sha256")

    vote: VoteId
    resident: PersonId
    code_sha256: str
    replaces_sha256: str | None = None


class RegistrationMerged(Event, frozen=True, kw_only=True):
    """``duplicate`` is the same human as ``person``, and votes no more: not in votes that run,
    and not in later ones."""

    NAME: ClassVar = "registration.merged"
    TAGGED_BY: ClassVar = ("person", "duplicate")

    person: PersonId
    duplicate: PersonId


class PaperBallotIssued(Event, frozen=True, kw_only=True):
    """``resident`` votes on paper from here on. ``number`` is how many papers are out with this
    one; it is no serial number, for nobody writes down who was given which paper."""

    NAME: ClassVar = "paper_ballot.issued"
    TAGGED_BY: ClassVar = ("vote", "resident")

    vote: VoteId
    resident: PersonId
    number: int


class PaperBallotEntered(Event, frozen=True, kw_only=True):
    """What stands on the paper ``serial``, by the first, second or third person who read it.

    ``serials`` is how many papers were entered with this one. ``agrees`` is there with the
    second entry: whether it says what the first one does.
    """

    NAME: ClassVar = "paper_ballot.entered"
    TAGGED_BY: ClassVar = ("vote", "serial")
    SEALED_UNDER: ClassVar = {"choice": "vote"}

    vote: VoteId
    serial: int
    entry: int
    choice: Sealed
    serials: int
    agrees: bool | None = None


class OutageRecorded(Event, frozen=True, kw_only=True):
    """Voting was hampered from ``outage_from`` until ``outage_until``."""

    NAME: ClassVar = "outage.recorded"
    TAGGED_BY: ClassVar = ("outage", "vote")

    outage: OutageId
    vote: VoteId
    outage_from: datetime
    outage_until: datetime


class VotingHelpGiven(Event, frozen=True, kw_only=True):
    """At the table, by ``helper``. What was chosen stands nowhere here."""

    NAME: ClassVar = "voting_help.given"
    TAGGED_BY: ClassVar = ("vote", "resident", "helper")

    vote: VoteId
    resident: PersonId
    helper: PersonId
