"""Access codes: how a resident without an account shows that they may vote.

A code is 100 random bits. Nobody finds one by trying, at the address where ballots are cast or
in a copy of the record: at a million million attempts a second it takes longer than the age of
the universe, however many codes were issued. So there is no limit of attempts, and one hash
is enough.
"""

from base64 import b32encode
from hashlib import sha256

from domain.ids import VoteId

DRAWN_FROM = b"zetel-access-code-seed/v1\0"
KEPT_AS = b"zetel-access-code/v1\0"
CHARACTERS, GROUP = 20, 5
BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
EASY_TO_READ = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without I, L, O and U, so that none is taken for another one."""

SHOWN_ONCE = (
    "The code was shown once, in the answer to this command when it was first sent, and cannot "
    "be told again. Issue another one as another command; this one is then void."
)
_DRAWN = str.maketrans(BASE_32, EASY_TO_READ)
_TYPED = str.maketrans("OIL", "011", " -\t\n")


def code_of(seed: bytes) -> str:
    """Four groups of five characters. ``seed`` is 32 random bytes that nobody keeps."""
    drawn = b32encode(sha256(DRAWN_FROM + seed).digest()).decode().translate(_DRAWN)
    groups = (drawn[place : place + GROUP] for place in range(0, CHARACTERS, GROUP))
    return "-".join(groups)


def code_sha256(vote: VoteId, code: str) -> str:
    """What the record keeps of a code (64 hex digits), however the code is typed."""
    typed = code.upper().translate(_TYPED)
    return sha256(KEPT_AS + f"{vote}\0{typed}".encode()).hexdigest()
