"""What decides a lot cannot be foreseen, and is never the same twice."""

from adapters.new_seed import new_seed


def test_a_seed_is_32_bytes_and_no_two_are_the_same():
    seeds = {new_seed() for _ in range(100)}
    assert len(seeds) == 100
    assert {len(seed) for seed in seeds} == {32}


def test_every_bit_of_a_seed_is_drawn():
    ones, zeroes = 0, 0
    for _ in range(100):
        drawn = int.from_bytes(new_seed(), "big")
        ones, zeroes = ones | drawn, zeroes | ~drawn
    assert ones == 2**256 - 1
    assert zeroes & (2**256 - 1) == 2**256 - 1
