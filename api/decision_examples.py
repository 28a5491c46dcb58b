"""Decisions and ballots as they may be asked for: one example by name for each method."""

from typing import Any, Final

from api.examples import ITEM, PERSON, SEAT

Examples = dict[str, dict[str, Any]]

FIRST, SECOND, THIRD = (
    f"option:0198a2a2-0000-7000-8000-00000000001{number}" for number in (1, 2, 3)
)
OTHER_PERSON = "person:0d1f9c3e-44a8-4a60-8d0b-5f1f2b7f6a11"
QUORUM = {"numerator": 1, "denominator": 2, "comparison": ">="}
MORE_THAN_HALF = {"numerator": 1, "denominator": 2, "comparison": ">", "of": "for_and_against"}
PLACES = ({"text": "The square"}, {"text": "The school yard"}, {"text": "The quay"})
PERSONS = ({"person": PERSON}, {"person": OTHER_PERSON})


def _question(method: str, summary: str, **asked: Any) -> dict[str, Any]:
    value = {
        "organ": "board",
        "question": "Where will the garden be?",
        "closes_at": "2026-05-18T20:00:00Z",
        "item": ITEM,
        "quorum": QUORUM,
        "method": method,
    }
    return {"summary": summary, "value": {**value, **asked}}


def _ballot(summary: str, choice: Any, **asked: Any) -> dict[str, Any]:
    return {"summary": summary, "value": {"seat": SEAT, "choice": choice, **asked}}


QUESTIONS: Final[Examples] = {
    "majority": _question(
        "majority",
        "For or against a proposal, by an exact majority.",
        question="Shall the square get a garden?",
        text="Twelve beds and a well, from the money for green.",
        threshold=MORE_THAN_HALF,
    ),
    "plurality": _question(
        "plurality",
        "One of several options; most votes decide.",
        options=PLACES,
        options_rule={"on_a_tie": "rejected"},
    ),
    "approval": _question(
        "approval",
        "As many options as one likes; the highest are chosen.",
        options=PLACES,
        options_rule={"places": 2},
    ),
    "instant_runoff": _question(
        "instant_runoff", "Options in an order, best first.", options=PLACES
    ),
    "schulze": _question(
        "schulze",
        "Options in an order; each is compared with each.",
        options=PLACES,
        options_rule={"measure": "winning_votes"},
    ),
    "election": _question(
        "election",
        "Candidates for a seat, in secret, in rounds.",
        question="Who takes the fourth seat?",
        kind="person",
        secrecy="secret",
        options=PERSONS,
        fills=[
            {
                "seat": SEAT,
                "term_from": "2026-06-01T00:00:00Z",
                "term_until": "2030-06-01T00:00:00Z",
            }
        ],
    ),
    "consent": _question(
        "consent",
        "Adopted unless somebody has an objection with an argument.",
        question="Shall the square get a garden?",
        text="Twelve beds and a well, from the money for green.",
    ),
    "election_by_consent": _question(
        "election_by_consent",
        "One candidate for an office, unless somebody objects.",
        question="Who chairs the board?",
        kind="person",
        options=PERSONS[:1],
        office={"office": "chair", "office_from": "2026-06-01T00:00:00Z"},
    ),
}
BALLOTS: Final[Examples] = {
    "majority": _ballot("`for`, `against` or `abstain`.", "for"),
    "plurality": _ballot("One option, or `abstain`.", FIRST),
    "approval": _ballot("The options that you approve of; none is a blank ballot.", [FIRST, THIRD]),
    "instant_runoff": _ballot("Best first; leave out what you do not rank.", [SECOND, FIRST]),
    "schulze": _ballot("Best first; options may share a rank.", [[SECOND, THIRD], FIRST]),
    "election": _ballot("As many candidates as are elected, or fewer.", [FIRST]),
    "consent": _ballot("`consent`, or `objection` once you gave your argument.", "consent"),
    "election_by_consent": _ballot("`consent` or `objection`.", "consent"),
}

BY_METHOD: Final[dict[str, Examples]] = {
    "openDecision": QUESTIONS,
    "castBallotOnDecision": BALLOTS,
}
"""By operation."""
