"""No text of a person slips into the record: the type of every field says what it is.

Text in an event is one of: an identifier (``domain.ids``), one of some words (``Literal``),
``Published``, ``Sealed`` under a key that the class names, or a bare ``str`` that is listed
here with what it is. A bare one that is not listed fails: it may be somebody's words.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal, NewType, get_args, get_origin, get_type_hints

import msgspec
import pytest

from domain.catalogue import EVENTS
from domain.kernel import Event, Published, Sealed

CODES = {
    "DecisionOpened.bylaws": "SHA-256",
    "DecisionOpened.organ": "the organ's name, one word",
    "DecisionOpened.proposal": "SHA-256",
    "OrganisationDescribed.neighbourhoods": "codes",
    "OrgansArticle.names": "the organs' names, one word each",
    "SeatsOfKind.appointed_by": "the organ's name, one word",
    "DecisionRule.organ": "the organ's name, one word",
    "DecisionRule.approved_by": "the organ's name, one word",
    "AbsenceArticle.all_absent": "the organ's name, one word",
    "AbsenceArticle.all_vacant": "the organ's name, one word",
    "TiesArticle.casting_vote_of": "an office, one word",
    "OfficeWeight.office": "an office, one word",
    "SeatEstablished.organ": "the organ's name, one word",
    "SeatFilled.organ": "the organ's name, one word",
    "SeatVacated.organ": "the organ's name, one word",
    "HolderCarriedOver.organ": "the organ's name, one word",
    "OfficeAssigned.organ": "the organ's name, one word",
    "OfficeReleased.organ": "the organ's name, one word",
    "HolderSuspended.organ": "the organ's name, one word",
    "SuspensionLifted.organ": "the organ's name, one word",
    "AbsenceBegan.organ": "the organ's name, one word",
    "AbsenceEnded.organ": "the organ's name, one word",
    "StandInAppointed.organ": "the organ's name, one word",
    "StandInEnded.organ": "the organ's name, one word",
    "SeatEventAnnulled.organ": "the organ's name, one word",
    "SeatFillingLapsed.organ": "the organ's name, one word",
    "MeetingCalled.organ": "the organ's name, one word",
    "DutyOpened.organ": "the organ's name, one word",
    "AccessCodeIssued.code_sha256": "SHA-256",
    "AccessCodeIssued.replaces_sha256": "SHA-256",
    "BallotCast.proposal": "SHA-256",
    "VoteOpened.bylaws": "SHA-256",
    "DecisionDrafted.organ": "the organ's name, one word",
    "DecisionLot.seed_sha256": "SHA-256",
    "VacancyLapsed.organ": "the organ's name, one word",
    "OfficeAssignmentLapsed.organ": "the organ's name, one word",
    "ProxyGranted.organ": "the organ's name, one word",
    "ProxyRevoked.organ": "the organ's name, one word",
    "ResultDeclared.referred_to": "the organ's name, one word",
    "DecisionFoundVoid.passed_over_organ": "the organ's name, one word",
    "SeatWeight.seat": "an identifier of a seat",
    "OptionVotes.option": "an identifier of an option",
    "PluralityCount.chosen": "an identifier of an option",
    "PluralityCount.tied": "identifiers of options",
    "PluralityCount.casting": "an identifier of an option",
    "ApprovalCount.chosen": "identifiers of options",
    "ApprovalCount.below_floor": "identifiers of options",
    "ApprovalCount.tied": "identifiers of options",
    "Elimination.eliminated": "an identifier of an option",
    "Elimination.fewest": "identifiers of options",
    "RunoffCount.options": "identifiers of options",
    "RunoffCount.winner": "an identifier of an option",
    "SchulzeCount.options": "identifiers of options",
    "SchulzeCount.potential_winners": "identifiers of options",
    "SchulzeCount.order": "identifiers of options",
    "SchulzeCount.winner": "an identifier of an option",
    "ElectionRound.elected": "identifiers of options",
    "ElectionRound.tied": "identifiers of options",
    "ElectionCount.elected": "identifiers of options",
    "ElectionCount.without_vote": "identifiers of options",
    "NextRound.candidates": "identifiers of options",
    "NextRound.tied": "identifiers of options",
    "GroupTally.group": "a kind of seat, or a group that the opening names",
    "DrawnLot.order": "identifiers of options",
    "DrawnLot.seed": "hex digits",
    "DrawnLot.witnesses": "identifiers of persons",
    "FundingCommitted.currency": "ISO 4217",
    "FundingCommitted.funding_from": "a day",
    "FundingCommitted.funding_until": "a day",
    "InstalmentReceived.received_on": "a day",
    "FundingShortened.funding_until": "a day",
    "FundingRenewed.funding_until": "a day",
    "FundingWithdrawn.withdrawn_on": "a day",
    "PledgeMade.currency": "ISO 4217",
    "MilestonePlanned.due_on": "a day",
    "MilestoneReached.reached_on": "a day",
    "MeasurementTaken.measured_on": "a day",
    "MeasurementCorrected.measured_on": "a day",
    "VoteOpened.currency": "ISO 4217",
    "VoteOpened.electorate_sha256": "SHA-256",
    "VoteOpened.imported_from": "SHA-256",
    "Electorate.neighbourhoods": "codes",
    "Electorate.registered_by": "a day",
    "GroupCap.group": "a neighbourhood's code or a category",
    "ProjectOnBallot.group": "a neighbourhood's code or a category",
    "Lot.seed_sha256": "SHA-256",
    "ThemeAdded.theme": "a word of small letters",
    "Indicator.indicator": "a word of small letters",
    "Indicator.unit": "a unit, such as kWh",
    "Particular.indicator": "one of the theme's indicators",
    "PlanProposed.currency": "ISO 4217",
    "PlanProposed.needs_from": "a day",
    "PlanProposed.needs_until": "a day",
    "PlanRevised.currency": "ISO 4217",
    "PlanRevised.needs_from": "a day",
    "PlanRevised.needs_until": "a day",
    "SignalNoted.neighbourhood": "a code, never an address",
    "SignalNoted.week": "a week (ISO), never a day",
    "LivesIn.neighbourhood": "a code, never an address",
    "RegisteredFrom.day": "a day",
    "MasterclassHeld.held_on": "a day",
    "ExchangeVisitHeld.held_on": "a day",
    "AgeReached.month": "a month, never a birth date",
    "OpenedLine.choice": "a word of the method",
    "OpenedLine.label": "a kind of seat or a group",
    "OpenedLine.line": "an identifier of a line, of no meaning",
    "OpenedLine.salt": "hex digits",
    "OpenedLine.tracker": "a code that only the voter knows",
}


def texts(struct: type[Any], of: type[Event]) -> Iterator[str]:
    """The fields of ``struct`` that hold text of which nothing is said."""
    for field, hint in get_type_hints(struct, include_extras=True).items():
        if field in getattr(struct, "__struct_fields__", ()):
            for kind in kinds(hint):
                if kind is str:
                    yield f"{struct.__name__}.{field}"
                elif kind is Sealed:
                    assert field in of.SEALED_UNDER, f"under which key is {field} sealed?"
                elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
                    yield from texts(kind, of)
                else:
                    assert kind in (int, bool, datetime, type(None)), (struct, field, kind)


def kinds(hint: Any) -> Iterator[Any]:
    if isinstance(hint, NewType) or hint == Published or get_origin(hint) is Literal:
        return
    inner = [kind for kind in get_args(hint) if kind is not ...]
    if not inner:
        yield hint
    for kind in inner:
        yield from kinds(kind)


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.NAME)
def test_no_text_of_a_person_slips_into_the_record(event: type[Event]):
    assert sorted(set(texts(event, event)) - set(CODES)) == []


def test_every_listed_code_is_still_a_field():
    found = {text for event in EVENTS.values() for text in texts(event, event)}
    assert found == set(CODES)


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.NAME)
def test_what_is_sealed_is_sealed_under_an_identifier(event: type[Event]):
    for field in event.SEALED_UNDER:
        assert Sealed in set(kinds(get_type_hints(event, include_extras=True)[field]))
