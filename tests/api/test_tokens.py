"""Bearer tokens: only ours, only in time, only for this use."""

import base64
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import msgspec
import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey

from api import tokens
from api.tokens import InvalidToken, Tokens
from domain.ids import OPERATOR, PersonId
from tests.api.wijkraad import FOUNDING, Wijkraad, refused

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADA = PersonId("person:00000000-0000-4000-8000-0000000000ad")
OURS = Tokens(b"\1" * 32)


def encoded(part: Any) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(part)).rstrip(b"=").decode()


def claims(**changed: Any) -> dict[str, Any]:
    given = {"iss": "zetel", "aud": "zetel", "sub": ADA, "iat": 0, "exp": 4_000_000_000}
    return {name: value for name, value in {**given, **changed}.items() if value is not None}


def signed(claim: dict[str, Any], *, header: dict[str, Any] | None = None, key: Any = None) -> str:
    return jwt.encode(
        {"alg": "Ed25519", "typ": "at+jwt", **(header or {})},
        claim,
        key or OURS._key,
        algorithms=["Ed25519"],
    )


def with_secret(claim: dict[str, Any], secret: bytes) -> str:
    said = f"{encoded({'alg': 'HS256', 'typ': 'at+jwt'})}.{encoded(claim)}"
    mark = base64.urlsafe_b64encode(hmac.digest(secret, said.encode(), "sha256"))
    return f"{said}.{mark.rstrip(b'=').decode()}"


def test_a_token_says_who_and_until_when():
    bearer = OURS.read(OURS.mint(ADA, NOW, HOUR), NOW)
    assert (bearer.who, bearer.until) == (ADA, NOW + HOUR)


def test_the_same_seed_makes_the_same_key():
    assert Tokens(b"\1" * 32).read(OURS.mint(OPERATOR, NOW, HOUR), NOW).who == OPERATOR


def test_an_expired_token_is_not_valid():
    with pytest.raises(InvalidToken):
        OURS.read(OURS.mint(ADA, NOW, HOUR), NOW + HOUR + timedelta(seconds=10))


def test_a_token_that_was_valid_before_expires_too():
    token = OURS.mint(ADA, NOW, HOUR)
    assert OURS.read(token, NOW) == OURS.read(token, NOW)
    with pytest.raises(InvalidToken):
        OURS.read(token, NOW + HOUR + timedelta(seconds=10))


def test_who_knows_one_token_cannot_alter_it():
    token = OURS.mint(ADA, NOW, HOUR)
    OURS.read(token, NOW)
    said, mark = token.rsplit(".", 1)
    header, _ = said.split(".")
    other = encoded(claims(sub=OPERATOR))
    for altered in (f"{header}.{other}.{mark}", f"{said}.{mark[::-1]}", said, f"{said}."):
        with pytest.raises(InvalidToken):
            OURS.read(altered, NOW)


def test_a_signature_is_checked_once_as_long_as_there_is_room(monkeypatch: pytest.MonkeyPatch):
    checked = []
    decode = jwt.decode
    monkeypatch.setattr(
        tokens.jwt, "decode", lambda token, *a, **k: checked.append(token) or decode(token, *a, **k)
    )
    monkeypatch.setattr(tokens, "MOST_KNOWN", 2)
    fresh = Tokens(b"\1" * 32)
    one, two, three = (fresh.mint(ADA, NOW + timedelta(seconds=n), HOUR) for n in range(3))
    for token in (one, two, one, three, two, one):
        assert fresh.read(token, NOW).who == ADA
    assert checked == [one, two, three, one]


def test_a_forged_token_takes_no_room():
    fresh = Tokens(b"\1" * 32)
    for token in (FORGED["another key"], FORGED["altered"], FORGED["not one at all"]):
        with pytest.raises(InvalidToken):
            fresh.read(token, NOW)
    assert fresh._known == {}


FORGED = {
    "another key": Tokens(b"\2" * 32).mint(ADA, NOW, HOUR),
    "no algorithm": f"{encoded({'alg': 'none', 'typ': 'at+jwt'})}.{encoded(claims())}.",
    "our public key as a secret": with_secret(claims(), OURS._key.as_bytes(private=False)),
    "a key of its own in the header": signed(
        claims(),
        header={"jwk": (own := OKPKey.generate_key("Ed25519")).as_dict(private=False)},
        key=own,
    ),
    "another audience": signed(claims(aud="elsewhere")),
    "another issuer": signed(claims(iss="elsewhere")),
    "no expiry": signed(claims(exp=None)),
    "nobody": signed(claims(sub=None)),
    "the machine": signed(claims(sub="machine")),
    "a number for a person": signed(claims(sub=1)),
    "another use": signed(claims(), header={"typ": "JWT"}),
    "from the future": signed(claims(iat=3_900_000_000)),
    "an expiry beyond all times": signed(claims(exp=10**30)),
    "altered": OURS.mint(ADA, NOW, HOUR)[:-4] + "AAAA",
    "nothing": "",
    "not one at all": "a.b.c",
    "a long one": "a" * 10_000,
}


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED.keys())
def test_a_forged_token_is_not_valid(token: str):
    with pytest.raises(InvalidToken):
        OURS.read(token, NOW)


async def test_without_a_token_the_answer_says_how_to_ask(http: httpx2.AsyncClient):
    answer = await http.post("/organisations", json=FOUNDING)
    refused(answer, 401, "token.missing")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="zetel"'


@pytest.mark.parametrize("scheme", ["Basic", "Token", ""])
async def test_another_scheme_is_no_token(wijkraad: Wijkraad, scheme: str):
    token = wijkraad.tokens.mint(wijkraad.clerk, wijkraad.clock(), HOUR)
    answer = await wijkraad.http.get(
        f"{wijkraad.here}/me", headers={"Authorization": f"{scheme} {token}".strip()}
    )
    refused(answer, 401, "token.missing")


async def test_the_scheme_may_be_written_in_any_case(wijkraad: Wijkraad):
    token = wijkraad.tokens.mint(wijkraad.clerk, wijkraad.clock(), HOUR)
    headers = {"Authorization": f"bEARER {token}"}
    assert (await wijkraad.http.get(f"{wijkraad.here}/me", headers=headers)).status_code == 200


async def test_an_expired_token_is_answered_as_such_and_nothing_is_recorded(wijkraad: Wijkraad):
    token = wijkraad.tokens.mint(OPERATOR, wijkraad.clock() - timedelta(days=1), HOUR)
    answer = await wijkraad.http.post(
        "/organisations", json=FOUNDING, headers={"Authorization": f"Bearer {token}"}
    )
    refused(answer, 401, "token.invalid")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
