"""Art. 2:38: what non-members may cast together, and how early a vote can be cast."""

import pytest

from tests.bylaws import ASSOCIATION, changed, contradicted


@pytest.mark.parametrize(("share", "allowed"), [((0, 1), True), ((1, 2), True), ((51, 100), False)])
def test_non_members_cast_at_most_half_as_many_votes(share: tuple[int, int], allowed: bool):
    numerator, denominator = share
    meeting = {"non_members_numerator": numerator, "non_members_denominator": denominator}
    found = contradicted(changed(ASSOCIATION, general_meeting=meeting))
    assert found == (set() if allowed else {("general_meeting.non_members", "2:38")})


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (30, True), (31, False)])
def test_a_vote_is_cast_at_most_30_days_before(days: int, allowed: bool):
    found = contradicted(changed(ASSOCIATION, general_meeting={"early_votes_days": days}))
    assert found == (set() if allowed else {("general_meeting.early_votes", "2:38")})
