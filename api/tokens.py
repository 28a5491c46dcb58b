"""Bearer tokens: they say who somebody is. What that person may do, only the log says."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jwt import JWTClaimsRegistry

from api.types import UUID
from domain.ids import OPERATOR, PersonId

ALGORITHMS = ["Ed25519"]
"""EdDSA by the name that also says which curve (RFC 9864); no other is accepted."""
TYPE = "at+jwt"
ISSUER = AUDIENCE = "zetel"
WHO: Final = re.compile(rf"{OPERATOR}|person:{UUID}")
"""No token speaks for the machine."""
LEEWAY = 5
"""Seconds that clocks may differ."""
LONGEST = 2_048
"""Characters; ours are much shorter, and nothing longer is worth a look."""
MOST_KNOWN = 2_000
"""Tokens whose signature was checked and is not checked again."""


class InvalidToken(Exception):
    """Not signed by us, not for us, not for this use, or expired. No more is told."""


class Bearer(msgspec.Struct, frozen=True):
    """Who holds a valid token: ``operator`` or a person."""

    who: PersonId
    until: datetime


class Tokens:
    """``seed`` is 32 bytes; it makes the Ed25519 key that signs and checks."""

    def __init__(self, seed: bytes) -> None:
        private = Ed25519PrivateKey.from_private_bytes(seed)
        self._key = OKPKey.import_key(
            private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        self._known: dict[bytes, jwt.Token] = {}

    def mint(self, sub: PersonId, now: datetime, lifetime: timedelta) -> str:
        claims: dict[str, str | int] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": sub,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
        }
        header = {"alg": ALGORITHMS[0], "typ": TYPE}
        return jwt.encode(header, claims, self._key, algorithms=ALGORITHMS)

    def read(self, token: str, now: datetime) -> Bearer:
        """Raise InvalidToken."""
        if len(token) > LONGEST:
            raise InvalidToken
        try:
            read = self._signed(token)
            _claims(now).validate(read.claims)
            who, until = read.claims["sub"], read.claims["exp"]
            if read.header.get("typ") != TYPE or not WHO.fullmatch(who):
                raise InvalidToken
            return Bearer(PersonId(who), datetime.fromtimestamp(until, UTC))
        except (JoseError, ValueError, TypeError, OverflowError, RecursionError) as fault:
            raise InvalidToken from fault

    def _signed(self, token: str) -> jwt.Token:
        """A signature stays what it is, and checking it takes longer than all else that is asked
        of a token. What is kept can be recognised, and not be used as one."""
        digest = sha256(token.encode()).digest()
        known = self._known.get(digest)
        if known is None:
            known = jwt.decode(token, self._key, algorithms=ALGORITHMS)
            if len(self._known) >= MOST_KNOWN:
                del self._known[next(iter(self._known))]
            self._known[digest] = known
        return known


def _claims(now: datetime) -> JWTClaimsRegistry:
    return JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": ISSUER},
        aud={"essential": True, "value": AUDIENCE},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
