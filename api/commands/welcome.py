"""What ``zetel serve`` prints: where the API is, who may speak, and what to try first."""

from datetime import timedelta

from adapters.clock import utc_now
from api.demo.story import Told
from api.tokens import Tokens
from domain.ids import OPERATOR, PersonId

LIFETIME = timedelta(days=30)


def welcome(address: str) -> str:
    return (
        f"Zetel serves on {address}\n"
        f"API documentation: {address}/docs\n"
        "Found an organisation with the token of `zetel token --operator`. Ctrl-C stops."
    )


def welcome_to_the_demo(address: str, tokens: Tokens, told: Told) -> str:
    def sign(who: PersonId) -> str:
        return tokens.mint(who, utc_now(), LIFETIME)

    roles = {
        "operator": OPERATOR,
        "clerk": told.clerk,
        "resident": told.resident,
        "auditor": told.auditor,
        "partner": told.partner,
    }
    signed = {role: sign(who) for role, who in roles.items()}
    here = f"{address}/organisations/{told.organisation}"
    lines = [
        f"Zetel serves on {address}",
        f"API documentation: {address}/docs",
        "",
        "A token per role, for 30 days:",
        *(f"\n  {role}\n{token}" for role, token in signed.items()),
        "",
        "Three commands to paste:",
        "",
        "# cast a ballot as a resident (again with another choice: it replaces the first)",
        f"curl -s -X POST {here}/decisions/{told.open_decision}/ballots"
        f" -H 'Authorization: Bearer {signed['resident']}' -H 'Content-Type: application/json'"
        f' -d \'{{"seat":"{told.seat}","choice":"for"}}\'',
        "",
        "# replay a decision as an auditor",
        f"curl -s {here}/decisions/{told.decided}/replay"
        f" -H 'Authorization: Bearer {signed['auditor']}'",
        "",
        "# follow the event stream as a partner (Ctrl-C ends it)",
        f"curl -sN {here}/events -H 'Accept: text/event-stream'"
        f" -H 'Authorization: Bearer {signed['partner']}'",
        "",
        "Ctrl-C stops the server.",
    ]
    return "\n".join(lines)
