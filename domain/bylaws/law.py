"""Whether bylaws keep to the law, and make sense: pure, and complete rather than quick."""

from collections.abc import Callable, Iterator
from typing import Final

from domain.bylaws.articles import OUTSIDE
from domain.bylaws.bylaws import Bylaws
from domain.bylaws.contradictions import Contradiction, contradiction
from domain.bylaws.sense import Found, nonsense

GENERAL_MEETING: Final = "general_meeting"
LONGEST_EARLY_VOTE_DAYS: Final = 30
SHORTEST_NOTICE_ON_STATUTES_DAYS: Final = 7
SHORTEST_RETENTION_YEARS: Final = 7


def contradictions(bylaws: Bylaws) -> tuple[Contradiction, ...]:
    """All of them; none if the bylaws can be adopted."""
    found = [place for check in _CHECKS for place in check(bylaws)]
    return tuple(contradiction(bylaws, code, pointer) for code, pointer in found)


def _appointment(bylaws: Bylaws) -> Found:
    seats = bylaws.board.seats
    all_seats = sum(each.number for each in seats)
    by_others = sum(each.number for each in seats if each.appointed_by != GENERAL_MEETING)
    if bylaws.has_members and by_others * 2 >= all_seats:
        yield "board.appointed_by_non_members", "#/board/seats"
    if by_others and bylaws.board.belongs_to != "statutes":
        yield "board.not_in_statutes", "#/board/belongs_to"


def _members(bylaws: Bylaws) -> Found:
    """Who has members has a general meeting, and nobody else."""
    there = bylaws.general_meeting is not None or GENERAL_MEETING in bylaws.organs.names
    complete = bylaws.general_meeting is not None and GENERAL_MEETING in bylaws.organs.names
    if bylaws.has_members and not complete:
        yield "general_meeting.missing", "#/general_meeting"
    if not bylaws.has_members and there:
        yield "general_meeting.foundation_has_no_members", "#/general_meeting"


def _general_meeting(bylaws: Bylaws) -> Found:
    meeting = bylaws.general_meeting
    if meeting is None:
        return
    if meeting.non_members_numerator * 2 > meeting.non_members_denominator:
        yield "general_meeting.non_members", "#/general_meeting/non_members_numerator"
    if meeting.early_votes_days > LONGEST_EARLY_VOTE_DAYS:
        yield "general_meeting.early_votes", "#/general_meeting/early_votes_days"
    if meeting.outside_meeting == "majority":
        yield "general_meeting.outside_not_unanimous", "#/general_meeting/outside_meeting"
    if meeting.outside_meeting != "never" and not meeting.board_knows_before:
        yield "general_meeting.board_not_informed", "#/general_meeting/board_knows_before"


def _change_of_statutes(bylaws: Bylaws) -> Found:
    """A foundation whose statutes name nobody cannot change them: that is allowed."""
    for rule in bylaws.rules_on("statutes"):
        pointer = f"#/decisions/{bylaws.decisions.index(rule)}"
        if bylaws.has_members and rule.organ != GENERAL_MEETING:
            yield "decisions.statutes_by_other_organ", f"{pointer}/organ"
        if rule.belongs_to != "statutes" and not (bylaws.has_members and _two_thirds(bylaws)):
            yield "decisions.statutes_not_in_statutes", f"{pointer}/belongs_to"
    if bylaws.has_members and bylaws.notice.statutes_days < SHORTEST_NOTICE_ON_STATUTES_DAYS:
        yield "notice.statutes", "#/notice/statutes_days"


def _two_thirds(bylaws: Bylaws) -> bool:
    """The majority that the law has where the statutes have none, and no other method."""
    rule = bylaws.rules_on("statutes")[0]
    needed = rule.threshold
    share = (needed.numerator * 3, needed.comparison, needed.of)
    only_a_majority = rule.method == "majority" and not rule.methods
    return only_a_majority and share == (needed.denominator * 2, ">=", "for_and_against")


def _more_than_one_vote(bylaws: Bylaws) -> Found:
    votes = [each.votes for each in bylaws.weights.offices]
    if not any(each > 1 for each in votes):
        return
    if bylaws.weights.belongs_to != "statutes":
        yield "weights.not_in_statutes", "#/weights/belongs_to"
    everybody = sum(votes) + max(0, bylaws.board.smallest - len(votes))
    for place, own in enumerate(votes):
        if own > everybody - own:
            yield "weights.more_than_the_others", f"#/weights/offices/{place}/votes"


def _casting_vote(bylaws: Bylaws) -> Found:
    if "casting_vote" in (bylaws.ties.things, bylaws.ties.persons) and bylaws.board.largest <= 2:
        yield "casting_vote.two_seats", "#/ties"


def _absence(bylaws: Bylaws) -> Found:
    if bylaws.absence.all_absent is None:
        yield "absence.all_absent_not_regulated", "#/absence/all_absent"
    if bylaws.absence.all_vacant is None:
        yield "absence.all_vacant_not_regulated", "#/absence/all_vacant"
    if bylaws.absence.belongs_to != "statutes":
        yield "absence.not_in_statutes", "#/absence/belongs_to"


def _recusal(bylaws: Bylaws) -> Found:
    """The ladder of the law, unless the statutes have another."""
    names, chosen = bylaws.organs.names, bylaws.recusal.decided_by
    ladder = "supervisory_board" if "supervisory_board" in names else None
    ladder = ladder or (GENERAL_MEETING if bylaws.has_members else "board_in_writing")
    there = chosen == "board_in_writing" or chosen in names
    if not there or (chosen != ladder and bylaws.recusal.belongs_to != "statutes"):
        yield "recusal.decided_by", "#/recusal/decided_by"


def _retention(bylaws: Bylaws) -> Found:
    if bylaws.retention.records_years < SHORTEST_RETENTION_YEARS:
        yield "retention.too_short", "#/retention/records_years"


def _organs(bylaws: Bylaws) -> Found:
    if "board" not in bylaws.organs.names:
        yield "organs.without_board", "#/organs/names"
    for pointer, organ in _organs_with_a_say(bylaws):
        if organ not in (OUTSIDE, *bylaws.organs.names):
            yield "organs.not_listed", pointer


def _organs_with_a_say(bylaws: Bylaws) -> Iterator[tuple[str, str]]:
    named = {
        **{
            f"#/board/seats/{n}/appointed_by": e.appointed_by
            for n, e in enumerate(bylaws.board.seats)
        },
        **{f"#/decisions/{n}/approved_by": e.approved_by for n, e in enumerate(bylaws.decisions)},
        "#/absence/all_absent": bylaws.absence.all_absent,
        "#/absence/all_vacant": bylaws.absence.all_vacant,
    }
    yield from ((pointer, organ) for pointer, organ in named.items() if organ is not None)
    for place, rule in enumerate(bylaws.decisions):
        yield f"#/decisions/{place}/organ", rule.organ


_CHECKS: Final[tuple[Callable[[Bylaws], Found], ...]] = (
    _appointment,
    _members,
    _general_meeting,
    _change_of_statutes,
    _more_than_one_vote,
    _casting_vote,
    _absence,
    _recusal,
    _retention,
    _organs,
    nonsense,
)
