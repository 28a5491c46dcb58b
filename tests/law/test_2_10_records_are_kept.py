"""Art. 2:10(3): books, records and what else carries data are kept for seven years."""

import pytest

from domain.bylaws.bylaws import Bylaws
from tests.bylaws import ASSOCIATION, FOUNDATION, changed, contradicted


@pytest.mark.parametrize("bylaws", [ASSOCIATION, FOUNDATION])
def test_records_are_kept_for_at_least_seven_years(bylaws: Bylaws):
    six, eight = ({"records_years": years} for years in (6, 8))
    assert contradicted(changed(bylaws, retention=six)) == {("retention.too_short", "2:10(3)")}
    assert contradicted(changed(bylaws, retention=eight)) == set()
