"""What bylaws cannot say: each contradiction with a code, the article, and plain words.

Articles are of book 2 of the Dutch Civil Code. A contradiction without an article is one of
the bylaws with themselves: they could never be carried out.
"""

from typing import Final, NamedTuple

import msgspec

from domain.bylaws.bylaws import Bylaws


class Contradiction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``pointer`` is a JSON Pointer to what is wrong."""

    code: str
    explanation: str
    pointer: str
    article: str | None = None


class Rule(NamedTuple):
    """The article for associations and cooperatives, for foundations, and the words."""

    association: str | None
    foundation: str | None
    words: str


NO_LAW: Final = (None, None)
RULES: Final[dict[str, Rule]] = {
    "absence.all_absent_not_regulated": Rule(
        "2:44(5)", "2:291(5)", "The statutes must say who acts when all of the board are absent."
    ),
    "absence.all_vacant_not_regulated": Rule(
        "2:44(5)", "2:291(5)", "The statutes must say who acts when all seats are vacant."
    ),
    "absence.not_in_statutes": Rule(
        "2:44(5)", "2:291(5)", "Who acts for an absent board must stand in the statutes."
    ),
    "board.appointed_by_non_members": Rule(
        "2:37(3)",
        None,
        "Less than half of the board may be appointed by others than the members.",
    ),
    "board.not_in_statutes": Rule(
        "2:37(3)",
        "2:286(4)",
        "Who appoints the board must stand in the statutes, where it is not the members.",
    ),
    "board.seats_and_size": Rule(
        *NO_LAW, "The kinds of seats must add up to the largest size of the board."
    ),
    "board.size": Rule(*NO_LAW, "A board has at least one seat, and at most 500."),
    "casting_vote.nobody": Rule(*NO_LAW, "A casting vote must belong to an office."),
    "casting_vote.two_seats": Rule(
        "2:44(4)",
        "2:291(4)",
        "On a board of two, a casting vote is worth more than the vote of the other.",
    ),
    "decisions.approved_by_nobody": Rule(
        *NO_LAW, "An organ whose approval is needed must have a rule on approvals."
    ),
    "decisions.kind_missing": Rule(*NO_LAW, "Every kind of decision needs a rule."),
    "decisions.kind_twice": Rule(*NO_LAW, "A kind of decision has one rule."),
    "decisions.method_twice": Rule(
        *NO_LAW, "What the opening may choose instead is each named once, and is another method."
    ),
    "decisions.quorum_never_met": Rule(*NO_LAW, "More than all can never be present."),
    "decisions.secrecy_out_of_reach": Rule(
        *NO_LAW, "The board must have as many seats as secret ballots are needed to open them."
    ),
    "decisions.statutes_by_other_organ": Rule(
        "2:42(1)", None, "The general meeting changes the statutes, and no other organ."
    ),
    "decisions.statutes_not_in_statutes": Rule(
        "2:43(1)",
        "2:293",
        "Another majority than the law's, or that statutes can change at all, must stand in "
        "the statutes themselves.",
    ),
    "decisions.threshold_never_met": Rule(*NO_LAW, "More than all can never be in favour."),
    "decisions.voters_out_of_reach": Rule(
        *NO_LAW, "The board must have as many seats as voters are needed."
    ),
    "general_meeting.board_not_informed": Rule(
        "2:40(2)", None, "The board must know before members decide outside a meeting."
    ),
    "general_meeting.early_votes": Rule(
        "2:38", None, "A vote can be cast at most 30 days before the general meeting."
    ),
    "general_meeting.foundation_has_no_members": Rule(
        None, "2:285(1)", "A foundation has no members, and so no general meeting of them."
    ),
    "general_meeting.missing": Rule(
        "2:40(1)", None, "An association has a general meeting, and rules for it."
    ),
    "general_meeting.non_members": Rule(
        "2:38", None, "Non-members have together at most half as many votes as the members."
    ),
    "general_meeting.outside_not_unanimous": Rule(
        "2:40(2)", None, "Outside a meeting the members decide unanimously."
    ),
    "neighbourhood_votes.organ_not_in_statutes": Rule(
        *NO_LAW, "That a neighbourhood decides as an organ must stand in the statutes."
    ),
    "notice.general_meeting_missing": Rule(
        *NO_LAW, "Members must know how many days before a general meeting they are called."
    ),
    "notice.statutes": Rule(
        "2:42(1)", None, "A general meeting on the statutes is called at least seven days before."
    ),
    "offices.name": Rule(*NO_LAW, "An office is named in one word of small letters, as chair."),
    "organs.name": Rule(*NO_LAW, "An organ is named in one word of small letters, such as board."),
    "organs.not_listed": Rule(*NO_LAW, "An organ that has a say must be among the organs."),
    "organs.without_board": Rule("2:44(1)", "2:291(1)", "There is always a board."),
    "proxies.more_than_seats": Rule(
        *NO_LAW, "Nobody can represent more seats than there are beside their own."
    ),
    "recusal.decided_by": Rule(
        "2:44(6)",
        "2:291(6)",
        "After recusals an organ that there is decides; another than the law's only if the "
        "statutes say so.",
    ),
    "resident_majority.kinds_reserved": Rule(
        *NO_LAW, "Filling seats never waits for the residents' share: else it could not return."
    ),
    "resident_majority.out_of_reach": Rule(
        *NO_LAW, "The resident seats of the board do not reach the residents' share."
    ),
    "retention.too_short": Rule("2:10(3)", "2:10(3)", "Records are kept for at least seven years."),
    "setting.out_of_range": Rule(*NO_LAW, "This number is smaller, or larger, than it can be."),
    "terms.none": Rule(*NO_LAW, "A term lasts at least a month, and everybody may have one."),
    "weights.more_than_the_others": Rule(
        "2:44(4)", "2:291(4)", "Nobody on the board has more votes than all others together."
    ),
    "weights.not_in_statutes": Rule(
        "2:44(4)", "2:291(4)", "That somebody has more than one vote must stand in the statutes."
    ),
}
"""Codes are for ever."""


def contradiction(bylaws: Bylaws, code: str, pointer: str) -> Contradiction:
    rule = RULES[code]
    article = rule.association if bylaws.has_members else rule.foundation
    return Contradiction(code=code, explanation=rule.words, pointer=pointer, article=article)
