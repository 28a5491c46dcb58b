"""Whether bylaws can be carried out at all, whatever the law says."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from domain.bylaws.articles import DecisionKind
from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Quorum, Threshold
from domain.counting.share import reaches

WORD: Final = re.compile(r"[a-z][a-z_]{0,59}")
MOST_SEATS: Final = 500
LONGEST_DAYS: Final = 36_500
LONGEST_MONTHS: Final = 1_200
MOST_BEARERS: Final = 100
NEEDED: Final[tuple[DecisionKind, ...]] = ("plan", "regulations", "person", "money", "other")

Found = Iterator[tuple[str, str]]
"""Code and JSON Pointer."""


def nonsense(bylaws: Bylaws) -> Found:
    for check in _CHECKS:
        yield from check(bylaws)


def _organs(bylaws: Bylaws) -> Found:
    for place, name in enumerate(bylaws.organs.names):
        if not WORD.fullmatch(name) or name in bylaws.organs.names[:place]:
            yield "organs.name", f"#/organs/names/{place}"


def _board(bylaws: Bylaws) -> Found:
    board = bylaws.board
    if not 1 <= board.smallest <= board.largest <= MOST_SEATS:
        yield "board.size", "#/board/smallest"
    if any(each.number < 0 for each in board.seats) or _seats(bylaws) != board.largest:
        yield "board.seats_and_size", "#/board/seats"


def _seats(bylaws: Bylaws) -> int:
    return sum(each.number for each in bylaws.board.seats)


def _terms(bylaws: Bylaws) -> Found:
    if bylaws.terms.term_months < 1 or bylaws.terms.terms_in_a_row < 1:
        yield "terms.none", "#/terms"


def _residents(bylaws: Bylaws) -> Found:
    """At the vote the share must be in reach when everybody votes."""
    majority = bylaws.resident_majority
    own = sum(each.number for each in bylaws.board.seats if each.kind == "resident")
    whole = _seats(bylaws) if majority.of == "all_seats" else own
    if not reaches(own, majority.share, whole):
        yield "resident_majority.out_of_reach", "#/resident_majority/share"
    voting = majority.at_the_vote
    if voting is not None and not reaches(own, voting, _seats(bylaws)):
        yield "resident_majority.out_of_reach", "#/resident_majority/at_the_vote"
    if "person" in majority.reserved:
        yield "resident_majority.kinds_reserved", "#/resident_majority/reserved"


def _kinds(bylaws: Bylaws) -> Found:
    needed = (*NEEDED, "statutes") if bylaws.has_members else NEEDED
    for kind in sorted(set(needed) - {rule.kind for rule in bylaws.decisions}):
        yield "decisions.kind_missing", f"#/decisions/{kind}"
    named = Counter((r.kind, r.organ if r.kind == "approval" else "") for r in bylaws.decisions)
    for kind, _ in sorted(each for each, times in named.items() if times > 1):
        yield "decisions.kind_twice", f"#/decisions/{kind}"
    approving = {rule.organ for rule in bylaws.rules_on("approval")}
    for place, rule in enumerate(bylaws.decisions):
        if rule.approved_by is not None and rule.approved_by not in approving:
            yield "decisions.approved_by_nobody", f"#/decisions/{place}/approved_by"


def _methods(bylaws: Bylaws) -> Found:
    for place, rule in enumerate(bylaws.decisions):
        named = (rule.method, *(rule.methods or ()))
        for other, method in enumerate(named[1:]):
            if method in named[: other + 1]:
                yield "decisions.method_twice", f"#/decisions/{place}/methods/{other}"


def _rules(bylaws: Bylaws) -> Found:
    for place, rule in enumerate(bylaws.decisions):
        pointer = f"#/decisions/{place}"
        if _never_met(rule.quorum):
            yield "decisions.quorum_never_met", f"{pointer}/quorum"
        if _never_met(rule.threshold):
            yield "decisions.threshold_never_met", f"{pointer}/threshold"
        if rule.organ == "board" and rule.min_voters > bylaws.board.largest:
            yield "decisions.voters_out_of_reach", f"{pointer}/min_voters"
        few = rule.organ == "board" and bylaws.ballots.secrecy_minimum > bylaws.board.largest
        if rule.secrecy == "secret" and few:
            yield "decisions.secrecy_out_of_reach", f"{pointer}/secrecy"
    second = bylaws.attendance.second_meeting
    if second is not None and _never_met(second):
        yield "decisions.quorum_never_met", "#/attendance/second_meeting"


def _never_met(share: Quorum | Threshold) -> bool:
    return share.comparison == ">" and share.numerator == share.denominator


def _casting_vote(bylaws: Bylaws) -> Found:
    ties = bylaws.ties
    if "casting_vote" in (ties.things, ties.persons) and not ties.casting_vote_of:
        yield "casting_vote.nobody", "#/ties/casting_vote_of"


def _offices(bylaws: Bylaws) -> Found:
    """One word, so that nobody's name stands there; and no office twice."""
    offices = [each.office for each in bylaws.weights.offices]
    for place, office in enumerate(offices):
        if not WORD.fullmatch(office) or office in offices[:place]:
            yield "offices.name", f"#/weights/offices/{place}/office"
    if (chair := bylaws.ties.casting_vote_of) is not None and not WORD.fullmatch(chair):
        yield "offices.name", "#/ties/casting_vote_of"


def _meetings(bylaws: Bylaws) -> Found:
    if bylaws.has_members and bylaws.notice.general_meeting_days is None:
        yield "notice.general_meeting_missing", "#/notice/general_meeting_days"
    if bylaws.proxies.most_per_holder >= max(1, bylaws.board.largest):
        yield "proxies.more_than_seats", "#/proxies/most_per_holder"


def _neighbourhood_votes(bylaws: Bylaws) -> Found:
    votes = bylaws.neighbourhood_votes
    if votes.effect == "organ" and votes.belongs_to != "statutes":
        yield "neighbourhood_votes.organ_not_in_statutes", "#/neighbourhood_votes/belongs_to"


def _ranges(bylaws: Bylaws) -> Found:
    for pointer, value, least, most in _numbers(bylaws):
        if not least <= value <= most:
            yield "setting.out_of_range", pointer


def _numbers(bylaws: Bylaws) -> Iterator[tuple[str, int, int, int]]:
    """Where, the number, the least and the most that it can be."""
    days = {
        "#/resident_majority/carry_over_days": bylaws.resident_majority.carry_over_days,
        "#/resident_majority/leave_within_days": bylaws.resident_majority.leave_within_days,
        "#/notice/board_days": bylaws.notice.board_days,
        "#/notice/statutes_days": bylaws.notice.statutes_days,
        "#/notice/general_meeting_days": bylaws.notice.general_meeting_days or 0,
        "#/absence/vacancy_filled_within_days": bylaws.absence.vacancy_filled_within_days,
        "#/residents_window/days": bylaws.residents_window.days,
        "#/residents_window/extension_days": bylaws.residents_window.extension_days,
    }
    yield from ((pointer, value, 0, LONGEST_DAYS) for pointer, value in days.items())
    yield "#/proxies/most_per_holder", bylaws.proxies.most_per_holder, 0, MOST_SEATS - 1
    yield "#/ballots/secrecy_minimum", bylaws.ballots.secrecy_minimum, 2, MOST_SEATS
    yield "#/ballots/trackers_from_entitled", bylaws.ballots.trackers_from_entitled, 0, 1_000_000
    yield "#/consent/max_rounds", bylaws.consent.max_rounds, 1, 100
    yield "#/terms/term_months", bylaws.terms.term_months, 0, LONGEST_MONTHS
    yield "#/terms/terms_in_a_row", bylaws.terms.terms_in_a_row, 0, 100
    yield "#/retention/records_years", bylaws.retention.records_years, 0, 1_000
    if (minority := bylaws.minority) is not None:
        least = 1 if minority.send_back == "on" else 0
        days_to_send_back = minority.send_back_within_days
        yield "#/minority/send_back_within_days", days_to_send_back, least, LONGEST_DAYS
    if (plans := bylaws.plans) is not None:
        yield "#/plans/bearers", plans.bearers, 0, MOST_BEARERS
        yield "#/plans/evaluation_months", plans.evaluation_months, 0, LONGEST_MONTHS
    for place, rule in enumerate(bylaws.decisions):
        yield f"#/decisions/{place}/min_voters", rule.min_voters, 1, MOST_SEATS
    for place, office in enumerate(bylaws.weights.offices):
        yield f"#/weights/offices/{place}/votes", office.votes, 1, MOST_SEATS
    if (meeting := bylaws.general_meeting) is not None:
        yield "#/general_meeting/early_votes_days", meeting.early_votes_days, 0, LONGEST_DAYS
        share = (meeting.non_members_numerator, 0, meeting.non_members_denominator)
        yield "#/general_meeting/non_members_numerator", *share
        whole = meeting.non_members_denominator
        yield "#/general_meeting/non_members_denominator", whole, 1, 1_000_000


_CHECKS: Final[tuple[Callable[[Bylaws], Found], ...]] = (
    _organs,
    _board,
    _terms,
    _residents,
    _kinds,
    _methods,
    _rules,
    _casting_vote,
    _offices,
    _meetings,
    _neighbourhood_votes,
    _ranges,
)
