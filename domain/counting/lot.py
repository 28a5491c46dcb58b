"""The lot: one order of all options for a whole count, which settles what votes leave open.

To be earlier in the order is always the better luck: the first of equals is chosen, and the
last of equals goes out.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Literal

from msgspec import Struct

SEED_BYTES = 32


class DrawnLot(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The order, luckiest first, and how it came about.

    ``seed`` (64 hex digits) is there for a lot by seed, ``witnesses`` for one drawn by hand.
    """

    by: Literal["seed", "hand", "listed_order"]
    order: tuple[str, ...]
    seed: str | None = None
    witnesses: tuple[str, ...] | None = None


def commitment(seed: bytes) -> str:
    """SHA-256 of the seed in hex: what the opening says of a lot that it must not say yet.

    ValueError if the seed is not 32 bytes: a shorter one could be guessed.
    """
    if len(seed) != SEED_BYTES:
        raise ValueError(f"The seed of a lot has {SEED_BYTES} bytes, not {len(seed)}.")
    return sha256(seed).hexdigest()


def draw_by_seed(options: Sequence[str], *, seed: bytes, committed: str, decision: str) -> DrawnLot:
    """The options in the order of SHA-256(seed ‖ decision id ‖ option id), smallest first.

    What is hashed is the 32 bytes of the seed, the ASCII bytes of the identifier of what is
    decided and those of the option's, with nothing between them. In one count only the
    option's identifier differs, so that no two options can run into the same bytes. The order
    in which ``options`` are listed plays no part. ValueError if the seed is not the one that
    ``committed`` (64 hex digits) promised, if an identifier is not ASCII, or if an option
    stands there twice.
    """
    if commitment(seed) != committed:
        raise ValueError("This seed is not the one that the opening committed to.")
    _check_once(options)
    prefix = seed + decision.encode("ascii")
    order = sorted(options, key=lambda option: sha256(prefix + option.encode("ascii")).digest())
    return DrawnLot(by="seed", order=tuple(order), seed=seed.hex())


def drawn_by_hand(
    options: Sequence[str], *, order: Sequence[str], witnesses: Sequence[str]
) -> DrawnLot:
    """A lot that people drew; ValueError unless it is of these options and two witnessed it."""
    _check_once(order)
    if sorted(order) != sorted(options):
        raise ValueError("A lot drawn by hand puts every option in its place, and no other.")
    if len(set(witnesses)) != 2 or len(witnesses) != 2:
        raise ValueError("A lot drawn by hand has two witnesses.")
    return DrawnLot(by="hand", order=tuple(order), witnesses=tuple(witnesses))


def listed_order(options: Sequence[str]) -> DrawnLot:
    """No lot at all, but the order of an imported file, and marked as such."""
    _check_once(options)
    return DrawnLot(by="listed_order", order=tuple(options))


def luck(options: Sequence[str], lot: Sequence[str]) -> dict[str, int]:
    """Each option's place in the lot, the luckiest lowest; the lot may hold others besides.

    ValueError if there is no option, if one stands there twice, or is not in the lot.
    """
    if not options:
        raise ValueError("There is nothing to choose from.")
    _check_once(options)
    _check_once(lot)
    places = {option: place for place, option in enumerate(lot)}
    missing = [option for option in options if option not in places]
    if missing:
        raise ValueError(f"The lot leaves out {missing[0]!r}.")
    return {option: places[option] for option in options}


def _check_once(options: Sequence[str]) -> None:
    if len(set(options)) < len(options):
        raise ValueError("An option stands there only once.")
