"""What can be wrong with a seat."""

from domain.errors import NotEntitled, NotFound, RuleSaysNo


class SeatNotFound(NotFound):
    """There is no such seat in this organisation."""

    code = "seat.not_found"


class SeatNotInBylaws(RuleSaysNo):
    """By the bylaws in force the board has no further seat of this kind."""

    code = "seat.not_in_bylaws"


class SeatOccupied(RuleSaysNo):
    """This seat is held by somebody during that term."""

    code = "seat.occupied"


class SeatVacant(RuleSaysNo):
    """Nobody holds this seat."""

    code = "seat.vacant"


class SeatOfAnotherKind(RuleSaysNo):
    """This person's standing does not fit the kind of this seat."""

    code = "seat.other_kind"


class NoResident(RuleSaysNo):
    """This person does not live here any more, and the seat is a resident's."""

    code = "seat.no_resident"


class NoMember(RuleSaysNo):
    """This person is no member during all of that term, and the seat is a member's."""

    code = "seat.no_member"


class TermEndsBeforeItStarts(RuleSaysNo):
    """A term must end after it starts."""

    code = "seat.term_ends_before_it_starts"


class EndsBeforeItStarts(RuleSaysNo):
    """What starts must end later than it starts."""

    code = "seat.ends_before_it_starts"


class TermTooLong(RuleSaysNo):
    """The bylaws in force do not allow so long a term."""

    code = "seat.term_too_long"


class TooManyTermsInARow(RuleSaysNo):
    """By the bylaws in force this person has had as many terms in a row as anybody may."""

    code = "seat.too_many_terms_in_a_row"


class NoTermToFinish(RuleSaysNo):
    """Only a term that somebody left early has a rest, and it ends when that term was to end."""

    code = "seat.no_term_to_finish"


class ReplacementServesOtherwise(RuleSaysNo):
    """By the bylaws in force a replacement serves otherwise: the rest of a term, or a new one."""

    code = "seat.replacement_serves_otherwise"


class AppointerMissing(RuleSaysNo):
    """A delegation by a group, or an appointment by a court, says whose it is."""

    code = "seat.appointer_missing"


class ChoiceNotMade(RuleSaysNo):
    """This decision did not adopt what was proposed, so that nobody was chosen by it."""

    code = "seat.choice_not_made"


class HolderAlreadySeated(RuleSaysNo):
    """This person holds a seat on this organ already during that term."""

    code = "seat.holder_already_seated"


class HolderStandsIn(RuleSaysNo):
    """This person stands in for another seat on this organ at that time."""

    code = "seat.holder_stands_in"


class SeatSuspended(NotEntitled):
    """You are suspended: you cannot vote for this seat now."""

    code = "seat.suspended"


class SeatAbsent(NotEntitled):
    """Your absence was noted: you cannot vote for this seat until it has ended."""

    code = "seat.absent"


class SeatEventNotFound(NotFound):
    """No such event is recorded about this seat, or not one of this kind."""

    code = "seat_event.not_found"


class SeatEventCorrected(RuleSaysNo):
    """This event does not count any more: it was corrected or annulled before."""

    code = "seat_event.corrected_already"


class CarryOverTooLong(RuleSaysNo):
    """The bylaws in force do not let anybody stay so long after a term."""

    code = "carry_over.too_long"


class NobodyToCarryOver(RuleSaysNo):
    """Only who was in office until the term ended stays; not who was dismissed, left or died."""

    code = "carry_over.nobody"


class OfficeHeld(RuleSaysNo):
    """Another seat of this organ has this office at that time, or this one has it already."""

    code = "office.held"


class OfficeNotHeld(RuleSaysNo):
    """This seat does not have this office at that time."""

    code = "office.not_held"


class SuspendedAlready(RuleSaysNo):
    """This holder is suspended at that time already."""

    code = "suspension.already"


class NotSuspended(RuleSaysNo):
    """This holder is not suspended at that time."""

    code = "suspension.none"


class AbsentAlready(RuleSaysNo):
    """This holder's absence at that time is noted already."""

    code = "absence.already"


class NotAbsent(RuleSaysNo):
    """No absence of this holder is noted at that time."""

    code = "absence.none"


class NobodyToStandInFor(RuleSaysNo):
    """Somebody stands in only while a holder is suspended or absent. A vacancy is filled."""

    code = "stand_in.nobody_to_stand_in_for"


class StandInThereAlready(RuleSaysNo):
    """Somebody stands in for this seat at that time already."""

    code = "stand_in.there_already"


class StandInHasSeat(RuleSaysNo):
    """Nobody votes for two seats: this person has a seat on this organ, or stands in there."""

    code = "stand_in.has_seat"


class NoStandIn(RuleSaysNo):
    """Nobody stands in for this seat at that time."""

    code = "stand_in.none"


class ResidencyLostAlready(RuleSaysNo):
    """This person does not live here any more at that time already."""

    code = "residency.lost_already"


class ResidencyNotLost(RuleSaysNo):
    """It is not recorded that this person had moved away by that time."""

    code = "residency.not_lost"


class NoResidentMajority(RuleSaysNo):
    """Residents hold too few seats on the board: decisions that the bylaws reserve have to wait."""

    code = "board.no_resident_majority"
