from hashlib import sha256
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.counting.lot import commitment, draw_by_seed, drawn_by_hand, listed_order, luck
from tests.domain.counting.papers import exactly

SEED = bytes(range(32))
DECISION = "decision:00000000-0000-7000-8000-000000000001"
OPTIONS = ("plan:a", "plan:b", "plan:c", "plan:d")


def drawn(options=OPTIONS, seed=SEED, decision=DECISION):
    return draw_by_seed(options, seed=seed, committed=commitment(seed), decision=decision)


def test_the_order_is_that_of_the_hashes_and_anybody_can_make_them_again():
    by_hash = {
        sha256(SEED + f"{DECISION}{option}".encode()).hexdigest(): option for option in OPTIONS
    }
    assert drawn().order == tuple(by_hash[digest] for digest in sorted(by_hash))


def test_the_order_is_written_down_so_that_no_later_version_draws_another():
    assert drawn().order == ("plan:c", "plan:d", "plan:b", "plan:a")


def test_the_seed_is_revealed_and_must_be_the_one_committed_to():
    lot = drawn()
    assert lot.by == "seed"
    assert lot.seed == SEED.hex()
    assert commitment(bytes.fromhex(lot.seed)) == sha256(SEED).hexdigest()
    with pytest.raises(ValueError, match="committed to"):
        draw_by_seed(OPTIONS, seed=bytes(32), committed=commitment(SEED), decision=DECISION)


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33)])
def test_a_seed_that_could_be_guessed_is_refused(seed):
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(seed)


@exactly
@given(st.permutations(OPTIONS), st.binary(min_size=32, max_size=32))
def test_whoever_lists_the_options_has_no_say_in_the_order(listed, seed):
    assert drawn(listed, seed) == drawn(OPTIONS, seed)


def test_every_order_can_come_out_and_none_is_favoured():
    orders = [drawn(seed=sha256(bytes([n])).digest()).order for n in range(240)]
    assert set(orders) == set(permutations(OPTIONS))
    firsts = [orders.count(order) for order in set(orders)]
    assert max(firsts) <= 30


def test_another_decision_has_another_order_from_the_same_seed():
    assert len({drawn(decision=f"{DECISION}{n}").order for n in range(10)}) > 1


def test_a_lot_drawn_by_hand_is_of_these_options_and_two_witnessed_it():
    lot = drawn_by_hand("ab", order="ba", witnesses=["person:1", "person:2"])
    assert (lot.by, lot.order, lot.seed) == ("hand", ("b", "a"), None)
    assert lot.witnesses == ("person:1", "person:2")
    for order in ("b", "bab", "bc"):
        with pytest.raises(ValueError):
            drawn_by_hand("ab", order=order, witnesses=["person:1", "person:2"])
    for witnesses in (["person:1"], ["person:1", "person:1"], ["1", "2", "3"], ["1", "2", "2"]):
        with pytest.raises(ValueError, match="two witnesses"):
            drawn_by_hand("ab", order="ba", witnesses=witnesses)


def test_the_order_of_a_file_is_marked_as_such():
    assert listed_order("ba").by == "listed_order"
    assert listed_order("ba").order == ("b", "a")


def test_an_option_stands_once_and_is_in_the_lot():
    assert luck("ab", "xbya") == {"a": 3, "b": 1}
    for options, lot, why in (("", "a", "nothing"), ("aa", "ab", "once"), ("a", "aa", "once")):
        with pytest.raises(ValueError, match=why):
            luck(options, lot)
    with pytest.raises(ValueError, match="leaves out 'b'"):
        luck("ab", "a")
    for draw in (listed_order, drawn):
        with pytest.raises(ValueError, match="only once"):
            draw(("a", "a"))
