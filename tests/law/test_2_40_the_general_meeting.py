"""Art. 2:40: an association has a general meeting; outside it, all members must agree, and the
board must know before."""

import msgspec

from tests.bylaws import ASSOCIATION, changed, contradicted

MISSING = ("general_meeting.missing", "2:40(1)")


def test_an_association_has_a_general_meeting():
    without = msgspec.structs.replace(ASSOCIATION, general_meeting=None)
    assert contradicted(without) == {MISSING}


def test_the_general_meeting_is_one_of_its_organs():
    assert MISSING in contradicted(changed(ASSOCIATION, organs={"names": ("board",)}))


def test_outside_a_meeting_all_members_must_agree():
    majority = changed(ASSOCIATION, general_meeting={"outside_meeting": "majority"})
    assert contradicted(majority) == {("general_meeting.outside_not_unanimous", "2:40(2)")}


def test_the_board_must_know_before():
    secretly = changed(ASSOCIATION, general_meeting={"board_knows_before": False})
    assert contradicted(secretly) == {("general_meeting.board_not_informed", "2:40(2)")}


def test_who_never_decides_outside_a_meeting_need_not_say_so():
    never = {"outside_meeting": "never", "board_knows_before": False}
    assert contradicted(changed(ASSOCIATION, general_meeting=never)) == set()
